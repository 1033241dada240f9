#include "practice/playbook.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"
#include "script/catalog.h"
#include "script/messages.h"

static const char *text_at(const struct yaml_node *map, const char *key)
{
	const char *text = map ? yaml_get_text(map, key) : NULL;

	return text ? text : "";
}

/* The texts of a list, borrowed from the document. */
static const char **texts_at(const struct yaml_node *map, const char *key,
			     size_t *count)
{
	const struct yaml_node *list = map ? yaml_get(map, key) : NULL;
	size_t total = list && yaml_kind(list) == YAML_LIST ?
		yaml_count(list) : 0;
	const char **texts = mem_array(total, sizeof(*texts));

	for (size_t i = 0; i < total; i++) {
		const char *text = yaml_text(yaml_item(list, i));

		if (text)
			texts[(*count)++] = text;
	}
	return texts;
}

static void read_answer(struct tactic_answer *answer,
			const struct yaml_node *node)
{
	answer->act = text_at(node, "do");
	answer->says = texts_at(node, "say", &answer->count);
}

static int read_lines(struct tactic *tactic, const struct yaml_node *list,
		      struct err *err)
{
	size_t count = list && yaml_kind(list) == YAML_LIST ?
		yaml_count(list) : 0;

	tactic->lines = mem_array(count, sizeof(*tactic->lines));
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *item = yaml_item(list, i);
		const struct yaml_node *number = yaml_get(item, "level");
		long level = 0;
		int ret;

		if (!number || !*text_at(item, "say"))
			return yaml_err(item, err,
					"a line needs a level and a text");
		ret = yaml_number(number, "level", 1, 5, &level, err);
		if (ret)
			return ret;
		tactic->lines[tactic->line_count++] = (struct tactic_line){
			(int)level, text_at(item, "say")
		};
	}
	return 0;
}

static int read_tactic(struct tactic *tactic, const struct catalog *catalog,
		       const char *file, struct err *err)
{
	struct strbuf path = STRBUF_INIT, origin = STRBUF_INIT;
	struct strbuf text = STRBUF_INIT;
	const struct yaml_node *root;
	int ret;

	strbuf_addf(&path, "partner/tactics/%s", file);
	ret = catalog_file(catalog, path.text, &text, &origin, err);
	if (ret)
		goto out;
	tactic->name = mem_copy(file, strlen(file) - strlen(".md"));
	tactic->text = strbuf_detach(&text);
	ret = front_matter_parse(&tactic->head, tactic->text,
				 strlen(tactic->text), err);
	if (!ret) {
		root = yaml_root(tactic->head.head);
		tactic->title = text_at(root, "title");
		tactic->about = text_at(root, "about");
		tactic->why = text_at(root, "why");
		tactic->after = texts_at(root, "after", &tactic->after_count);
		read_answer(&tactic->first, yaml_get(root, "first"));
		read_answer(&tactic->second, yaml_get(root, "second"));
		ret = read_lines(tactic, yaml_get(root, "sounds"), err);
	}
	if (ret)
		err_prefix(err, origin.text);
out:
	strbuf_release(&path);
	strbuf_release(&origin);
	strbuf_release(&text);
	return ret;
}

int playbook_load(struct playbook **out, const struct catalog *catalog,
		  struct err *err)
{
	struct playbook *book = mem_array(1, sizeof(*book));
	struct strlist files = STRLIST_INIT;
	int ret;

	ret = messages_load(&book->replies, catalog, "partner/replies.yaml",
			    err);
	if (!ret)
		ret = messages_load(&book->mentor, catalog,
				    "partner/mentor.yaml", err);
	catalog_names(catalog, "partner/tactics", ".md", &files);
	book->tactics = mem_array(files.count, sizeof(*book->tactics));
	for (size_t i = 0; !ret && i < files.count &&
	     book->count < PLAYBOOK_TACTICS_MAX; i++)
		ret = read_tactic(&book->tactics[book->count++], catalog,
				  files.items[i], err);
	strlist_release(&files);
	if (ret)
		playbook_free(book);
	else
		*out = book;
	return ret;
}

static void release_tactic(struct tactic *tactic)
{
	free(tactic->name);
	free(tactic->after);
	free(tactic->lines);
	free(tactic->first.says);
	free(tactic->second.says);
	front_matter_release(&tactic->head);
	free(tactic->text);
}

void playbook_free(struct playbook *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < book->count; i++)
		release_tactic(&book->tactics[i]);
	free(book->tactics);
	messages_free(book->replies);
	messages_free(book->mentor);
	free(book);
}

const struct tactic *playbook_tactic(const struct playbook *book,
				     const char *name)
{
	for (size_t i = 0; i < book->count; i++)
		if (!strcmp(book->tactics[i].name, name))
			return &book->tactics[i];
	return NULL;
}
