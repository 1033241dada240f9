#include "excerpt.h"

#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/visible.h"

/* What stands for a part that was cut off. */
#define CUT "..."
#define CUT_COLUMNS (sizeof(CUT) - 1)
/* A window narrower than this shows nothing anyone can read. */
#define COLUMNS_MIN 24

/* Bytes of the text. */
struct range {
	size_t start, end;
};

static struct range line_at(const struct excerpt *e, size_t at)
{
	const char *newline = memchr(e->text + at, '\n', e->len - at);
	struct range line = { at, newline ? (size_t)(newline - e->text) :
					    e->len };

	while (line.start && e->text[line.start - 1] != '\n')
		line.start--;
	if (line.end > line.start && e->text[line.end - 1] == '\r')
		line.end--;
	return line;
}

static size_t shown_columns(const char *text, size_t len)
{
	struct strbuf shown = STRBUF_INIT;
	size_t columns;

	visible_add_line(&shown, text, len);
	columns = utf8_columns(shown.text, shown.len);
	strbuf_release(&shown);
	return columns;
}

/* Bytes of the character at `at`; 1 where it is no UTF-8. */
static size_t step(const struct excerpt *e, size_t at)
{
	uint32_t cp;
	size_t len = utf8_decode(e->text + at, e->len - at, &cp);

	return len ? len : 1;
}

static size_t step_back(const struct excerpt *e, size_t at, size_t start)
{
	size_t len = 1;

	while (len < 4 && len < at - start &&
	       ((unsigned char)e->text[at - len] & 0xc0) == 0x80)
		len++;
	return step(e, at - len) == len ? len : 1;
}

/* How far before `at` text of `columns` reaches back, to a word's start. */
static size_t reach_back(const struct excerpt *e, size_t at, size_t start,
			 size_t columns)
{
	size_t from = at, used = 0;

	while (from > start) {
		size_t len = step_back(e, from, start);

		used += shown_columns(e->text + from - len, len);
		if (used > columns)
			break;
		from -= len;
	}
	for (size_t i = from; from > start && i < at; i++)
		if (e->text[i] == ' ')
			return i + 1;
	return from;
}

/*
 * How far behind `at` text of `columns` goes, to a word's end if it can. A mark
 * that fits is not cut.
 */
static size_t reach(const struct excerpt *e, size_t at, size_t end,
		    size_t columns, const struct excerpt_mark *mark)
{
	size_t to = at, used = 0, keep;

	while (to < end) {
		size_t len = step(e, to);

		used += shown_columns(e->text + to, len);
		if (used > columns)
			break;
		to += len;
	}
	keep = to < mark->end ? mark->start : mark->end;
	for (size_t i = to; to < end && i > keep; i--)
		if (e->text[i] == ' ')
			return i;
	return to;
}

/* The part of `line` that is shown. */
static struct range window(const struct excerpt *e, struct range line,
			   const struct excerpt_mark *mark, size_t columns)
{
	struct range part = line;
	size_t marked, before;

	/* A line of far more bytes than that need not be measured. */
	if (line.end - line.start <= 8 * columns &&
	    shown_columns(e->text + line.start, line.end - line.start) <=
	    columns)
		return line;
	marked = shown_columns(e->text + mark->start, mark->end - mark->start) +
		 2 * CUT_COLUMNS;
	before = columns > marked ? columns - marked : 0;
	part.start = reach_back(e, mark->start, line.start,
				before < columns / 3 ? before : columns / 3);
	if (part.start > line.start)
		columns -= CUT_COLUMNS;
	part.end = reach(e, part.start, line.end, columns - CUT_COLUMNS,
			 mark);
	if (part.end == line.end) {
		/* What is not needed on the right is used on the left. */
		size_t start = reach_back(e, line.end, line.start, columns);

		if (start < part.start)
			part.start = start;
	}
	return part;
}

/* A part of the line, and under it so many `sign`s as it has columns. */
static void add_part(struct strbuf *line, struct strbuf *under,
		     const struct excerpt *e, size_t start, size_t end,
		     char sign)
{
	size_t before = line->len, columns;

	visible_add_line(line, e->text + start, end - start);
	columns = utf8_columns(line->text + before, line->len - before);
	while (columns--)
		strbuf_addch(under, sign);
}

static size_t add_marked(struct strbuf *line, struct strbuf *under,
			 const struct excerpt *e, struct range part,
			 const struct excerpt_mark *marks, size_t count)
{
	size_t at = part.start, n = 0;

	for (; n < count && marks[n].start < part.end; n++) {
		size_t start = marks[n].start > at ? marks[n].start : at;
		size_t end = marks[n].end < part.end ? marks[n].end : part.end;

		/* One that is cut off gets an excerpt of its own. */
		if (n && end < marks[n].end)
			break;
		if (start >= end)
			continue;
		add_part(line, under, e, at, start, ' ');
		add_part(line, under, e, start, end, '^');
		at = end;
	}
	add_part(line, under, e, at, part.end, ' ');
	return n ? n : 1;
}

size_t excerpt_add(struct strbuf *out, const struct excerpt *e,
		   const struct excerpt_mark *marks, size_t count)
{
	struct strbuf line = STRBUF_INIT, under = STRBUF_INIT;
	size_t indent = utf8_columns(e->indent, strlen(e->indent));
	size_t columns = e->columns > indent + COLUMNS_MIN ?
		e->columns - indent : COLUMNS_MIN;
	struct range whole = line_at(e, marks[0].start);
	struct range part = window(e, whole, &marks[0], columns);
	size_t shown;

	if (part.start > whole.start) {
		strbuf_addstr(&line, CUT);
		strbuf_addf(&under, "%*s", (int)CUT_COLUMNS, "");
	}
	shown = add_marked(&line, &under, e, part, marks, count);
	if (part.end < whole.end)
		strbuf_addstr(&line, CUT);
	strbuf_rtrim(&under);
	strbuf_addf(out, "%s%s\n%s%s%s%s\n", e->indent, line.text, e->indent,
		    e->on, under.text, e->off);
	strbuf_release(&line);
	strbuf_release(&under);
	return shown;
}
