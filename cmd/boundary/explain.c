#include "explain.h"

#include <string.h>

#include "base/utf8.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "cmd.h"
#include "script/messages.h"

#define GAP 3
/* Below this width two columns are too narrow to read. */
#define PAIR_COLUMNS 68

const char *explain_text(const struct explain *e, const char *key)
{
	const char *text = messages_text(e->messages, key);

	return text ? text : "";
}

static void start(struct explain *e, enum colour colour)
{
	strbuf_addstr(&e->out, cmd_colour(e->io, colour));
}

void explain_title(struct explain *e, const char *title, const char *name,
		   const char *what)
{
	if (e->out.len)
		strbuf_addch(&e->out, '\n');
	start(e, COLOUR_BOLD);
	visible_add_line(&e->out, title, strlen(title));
	start(e, COLOUR_OFF);
	start(e, COLOUR_DIM);
	strbuf_addstr(&e->out, " [");
	visible_add_line(&e->out, name, strlen(name));
	strbuf_addf(&e->out, ": %s]", what);
	start(e, COLOUR_OFF);
	strbuf_addch(&e->out, '\n');
}

void explain_heading(struct explain *e, const char *key)
{
	strbuf_addch(&e->out, '\n');
	start(e, COLOUR_BOLD);
	strbuf_addstr(&e->out, explain_text(e, key));
	start(e, COLOUR_OFF);
	strbuf_addch(&e->out, '\n');
}

void explain_prose(struct explain *e, const char *text, const char *first,
		   const char *rest)
{
	struct strbuf shown = STRBUF_INIT;

	visible_add(&shown, text, strlen(text));
	strbuf_trim(&shown);
	if (shown.len)
		wrap_add(&e->out, shown.text, e->columns, first, rest);
	strbuf_release(&shown);
}

void explain_labelled(struct explain *e, const char *key, const char *text)
{
	struct strbuf line = STRBUF_INIT;

	if (!text || !*text)
		return;
	strbuf_addf(&line, "%s %s", explain_text(e, key), text);
	explain_prose(e, line.text, "", "  ");
	strbuf_release(&line);
}

/* Takes one line off *text, without its newline; its length. */
static size_t take_line(const char **text, const char **line)
{
	size_t len = strcspn(*text, "\n");

	*line = *text;
	*text += len + ((*text)[len] == '\n');
	return len;
}

static void add_beside(struct strbuf *out, const char *left,
		       const char *right, size_t width)
{
	while (*left || *right) {
		const char *line;
		size_t len = take_line(&left, &line);
		size_t columns = utf8_columns(line, len);

		strbuf_add(out, line, len);
		strbuf_addf(out, "%*s", (int)(columns < width ?
			    width - columns : 0) + GAP, "");
		len = take_line(&right, &line);
		strbuf_add(out, line, len);
		strbuf_rtrim(out);
		strbuf_addch(out, '\n');
	}
}

/* A heading and its text as lines of a column; nothing where it is empty. */
static void add_column(const struct explain *e, struct strbuf *out,
		       const char *key, const char *text, size_t width)
{
	struct strbuf shown = STRBUF_INIT;

	if (!*text)
		return;
	visible_add(&shown, text, strlen(text));
	wrap_add(out, explain_text(e, key), width, "", "");
	wrap_add(out, shown.text, width, "  ", "  ");
	strbuf_release(&shown);
}

void explain_pair(struct explain *e, const char *left_key, const char *left,
		  const char *right_key, const char *right)
{
	bool beside = e->columns >= PAIR_COLUMNS && !e->io->plain &&
		      *left && *right;
	size_t width = beside ? (e->columns - GAP) / 2 : e->columns;
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;

	add_column(e, &a, left_key, left, width);
	add_column(e, &b, right_key, right, width);
	if (a.len || b.len)
		strbuf_addch(&e->out, '\n');
	if (beside) {
		add_beside(&e->out, a.text, b.text, width);
	} else {
		strbuf_add(&e->out, a.text, a.len);
		strbuf_add(&e->out, b.text, b.len);
	}
	strbuf_release(&a);
	strbuf_release(&b);
}
