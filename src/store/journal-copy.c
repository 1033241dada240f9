/*
 * Export and import of the journal; see journal.h.
 *
 * A line of an export is {"id", "created", "state", "body"}. In Markdown it
 * stands in a comment, with every second dash escaped so that nothing in it
 * can end that comment.
 */

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/journal.h"
#include "store/store.h"

#define DAY (24 * 60 * 60)

static const char comment[] = "<!-- boundary ", comment_end[] = " -->";

/* --- out ------------------------------------------------------------------ */

/* "2026-11-24T20:34:40Z" */
static void add_time(struct strbuf *out, int64_t time)
{
	int64_t seconds = time - date_number(date_of(time, 0)) * DAY;

	date_add_iso(out, date_of(time, 0));
	strbuf_addf(out, "T%02d:%02d:%02dZ", (int)(seconds / 3600),
		    (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static void add_line(struct strbuf *out, const struct item *item)
{
	strbuf_addf(out, "{\"id\":\"%s\",\"created\":\"", item->id);
	add_time(out, item->created);
	strbuf_addstr(out, "\",\"state\":");
	json_add_string(out, item->state, strlen(item->state));
	strbuf_addstr(out, ",\"body\":");
	strbuf_add(out, item->body.text, item->body.len);
	strbuf_addch(out, '}');
}

/* Dashes side by side stand in strings only, where they may be escaped. */
static void add_comment(struct strbuf *out, const struct item *item)
{
	struct strbuf line = STRBUF_INIT;

	add_line(&line, item);
	strbuf_addstr(out, comment);
	for (size_t i = 0; i < line.len; i++) {
		if (i && line.text[i] == '-' && line.text[i - 1] == '-')
			strbuf_addstr(out, "\\u002d");
		else
			strbuf_addch(out, line.text[i]);
	}
	strbuf_addf(out, "%s\n\n", comment_end);
	strbuf_wipe(&line);
}

static void add_quoted(struct strbuf *out, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\r\n");

		strbuf_addstr(out, "> ");
		strbuf_add(out, text, len);
		strbuf_addch(out, '\n');
		text += len + (text[len] != '\0');
	}
}

int journal_export(const struct item *item, enum journal_format format,
		   struct strbuf *out, struct err *err)
{
	struct entry entry = { 0 };
	int ret = entry_read(&entry, item, err);

	if (ret)
		return ret;
	if (format == JOURNAL_JSON) {
		add_line(out, item);
		strbuf_addch(out, '\n');
	} else {
		strbuf_addstr(out, "## ");
		date_add_iso(out, date_of(item->created, 0));
		strbuf_addf(out, "%s%s\n\n", *entry.script ? ", " : "",
			    entry.script);
		add_quoted(out, entry.text);
		strbuf_addch(out, '\n');
		add_comment(out, item);
	}
	entry_release(&entry);
	return 0;
}

/* --- in ------------------------------------------------------------------- */

static bool read_two(const char **text, char end, int max, int *out)
{
	const char *t = *text;

	if (t[0] < '0' || t[0] > '9' || t[1] < '0' || t[1] > '9' ||
	    t[2] != end)
		return false;
	*out = (t[0] - '0') * 10 + t[1] - '0';
	*text += 3;
	return *out <= max;
}

static bool read_time(const char *text, int64_t *out)
{
	struct strbuf day = STRBUF_INIT;
	struct date date;
	int hour, minute, second;
	bool good;

	if (!text || strlen(text) != 20 || text[10] != 'T')
		return false;
	strbuf_add(&day, text, 10);
	good = date_read_iso(day.text, &date);
	strbuf_release(&day);
	text += 11;
	if (!good || !read_two(&text, ':', 23, &hour) ||
	    !read_two(&text, ':', 59, &minute) ||
	    !read_two(&text, 'Z', 59, &second))
		return false;
	*out = date_number(date) * DAY + hour * 3600 + minute * 60 + second;
	return true;
}

static bool is_id(const char *id)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

	return id && strlen(id) == STORE_ID_SIZE - 1 &&
	       strspn(id, letters) == STORE_ID_SIZE - 1;
}

static int read_line(struct item *item, const char *line, size_t len,
		     struct err *err)
{
	struct entry entry = { 0 };
	cJSON *tree = NULL;
	const char *id, *state;
	const cJSON *body;
	int ret = json_parse(&tree, line, len, err);

	if (ret)
		return ret;
	id = json_get_string(tree, "id");
	state = json_get_string(tree, "state");
	body = json_get(tree, "body");
	if (!is_id(id) || !state || !cJSON_IsObject(body) ||
	    !read_time(json_get_string(tree, "created"), &item->created)) {
		ret = err_set(err, ERR_INPUT, "is not a line of an export: it "
			      "needs id, created, state and body");
	} else {
		memcpy(item->id, id, STORE_ID_SIZE);
		item->kind = mem_string(JOURNAL_KIND);
		item->state = mem_string(state);
		json_add(&item->body, body);
		ret = entry_read(&entry, item, err);
	}
	entry_release(&entry);
	cJSON_Delete(tree);
	return ret;
}

static int import_line(struct store *store, const char *line, size_t len,
		       struct err *err)
{
	struct item item = ITEM_INIT;
	int ret = read_line(&item, line, len, err);

	if (!ret)
		ret = store_add(store, &item, err);
	item_release(&item);
	return ret;
}

/* What of a line of Markdown is an entry; false where nothing is. */
static bool in_comment(const char **line, size_t *len)
{
	const size_t head = sizeof(comment) - 1, tail = sizeof(comment_end) - 1;

	if (*len < head + tail || memcmp(*line, comment, head) ||
	    memcmp(*line + *len - tail, comment_end, tail))
		return false;
	*line += head;
	*len -= head + tail;
	return true;
}

static int import_lines(struct store *store, const char *text, size_t len,
			size_t *count, struct err *err)
{
	const char *end = text + len;
	size_t first = strspn(text, " \t\r\n");
	bool markdown = first < len && text[first] != '{';
	int ret = 0;

	for (size_t number = 1; text < end && !ret; number++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		const char *line = text;
		size_t size = (size_t)((stop ? stop : end) - text);

		text = stop ? stop + 1 : end;
		if (size && line[size - 1] == '\r')
			size--;
		if (markdown ? !in_comment(&line, &size) : !size)
			continue;
		ret = import_line(store, line, size, err);
		if (ret == ERR_INPUT) {
			err->line = number;
			*err->quote = '\0';	/* it is long, and private */
			err->column = 0;
		}
		*count += !ret;
	}
	return ret;
}

int journal_import(struct store *store, const char *text, size_t len,
		   size_t *count, struct err *err)
{
	size_t added = 0;
	int ret = store_begin(store, err);

	if (ret)
		return ret;
	ret = import_lines(store, text, len, &added, err);
	if (!ret && !added)
		ret = err_set(err, ERR_INPUT, "no entry of a journal is in "
			      "it");
	if (!ret)
		ret = store_commit(store, err);
	store_rollback(store);
	if (!ret)
		*count = added;
	return ret;
}
