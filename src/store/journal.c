#include "store/journal.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "store/store.h"

/* Under which name the words of an entry stand; NULL: it is no entry. */
static const char *text_name(const cJSON *tree)
{
	if (json_get_string(tree, "draft"))
		return "draft";
	return json_get_string(tree, "text") ? "text" : NULL;
}

static int compose_text(struct item *item, const char *text, size_t len,
			struct err *err)
{
	size_t bad = utf8_check(text, len);

	if (bad < len)
		return err_at(err, ERR_INPUT, text, len, bad, "the text is "
			      "not UTF-8");
	if (memchr(text, '\0', len))
		return err_set(err, ERR_INPUT, "the text has a NUL byte in "
			       "it");
	strbuf_addstr(&item->body, "{\"text\":");
	json_add_string(&item->body, text, len);
	strbuf_addch(&item->body, '}');
	return 0;
}

int journal_compose(struct item *item, const char *text, size_t len,
		    int64_t now, struct err *err)
{
	struct err fault = { 0 };
	cJSON *tree = NULL;
	int ret = 0;

	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	if (!len)
		return err_set(err, ERR_INPUT, "there are no words to keep");
	if (*text == '{' && !json_parse(&tree, text, len, &fault) &&
	    text_name(tree))
		json_add(&item->body, tree);
	else
		ret = compose_text(item, text, len, err);
	cJSON_Delete(tree);
	if (ret)
		return ret;
	item->kind = mem_string(JOURNAL_KIND);
	item->state = mem_string("");
	item->created = now;
	return 0;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

int entry_read(struct entry *entry, const struct item *item, struct err *err)
{
	cJSON *tree = NULL;
	int ret = json_parse(&tree, item->body.text, item->body.len, err);
	const char *name = ret ? NULL : text_name(tree);

	if (!ret && !name)
		ret = err_set(err, ERR_INPUT, "%s is no entry of a journal",
			      item->id);
	if (ret) {
		cJSON_Delete(tree);
		return ret;
	}
	entry->tree = tree;
	entry->text = json_get_string(tree, name);
	entry->script = or_empty(json_get_string(tree, "script"));
	entry->kind = or_empty(json_get_string(tree, "kind"));
	return 0;
}

void entry_release(struct entry *entry)
{
	cJSON_Delete(entry->tree);
	*entry = (struct entry){ 0 };
}

int entry_set_text(struct item *item, const char *text, struct err *err)
{
	struct entry entry = { 0 };
	const char *name;
	int ret = entry_read(&entry, item, err);

	if (ret)
		return ret;
	name = text_name(entry.tree);
	cJSON_ReplaceItemInObjectCaseSensitive(entry.tree, name,
					       cJSON_CreateString(text));
	strbuf_reset(&item->body);
	json_add(&item->body, entry.tree);
	entry_release(&entry);
	return 0;
}
