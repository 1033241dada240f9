#ifndef UNIT_SLOW_H
#define UNIT_SLOW_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/strlist.h"

/*
 * slow: random phrases, and the plainest way to find them. It shares nothing
 * with the coach, so that the two can be held against each other.
 *
 * A phrase is made twice: as the line that a counselor would write, and as
 * all sequences that it stands for, spelled with one letter an item:
 *   a to h   that word        *  one word        ~  none to five
 *   1 to 9   that list        ^ $  begin and end of a sentence
 * A text is spelled in the same way, `z` for any other word.
 */

struct slow_random {
	uint32_t state;
	/* What the phrases may have in them. */
	bool lists;		/* as many as there are already */
	bool open_edges;	/* wildcards first or last */
	bool no_gaps;		/* `*` is the only wildcard */
	bool list_gaps;		/* `**` in lists too */
	bool long_groups;
	bool except;
};

static inline uint32_t slow_below(struct slow_random *r, uint32_t n)
{
	r->state = r->state * 1664525u + 1013904223u;
	return (r->state >> 16) % n;
}

/* The sequences of one list or move, exceptions apart. */
struct slow_list {
	struct strlist sequences;
	struct strlist excepts;
};

#define SLOW_LISTS 4
/* Longest text, in items, where there are lists. */
#define SLOW_ITEMS_MAX 128

/* Lists 1 to count; each may use those before it. */
struct slow_book {
	struct slow_list lists[SLOW_LISTS];
	size_t count;
	/* Whether a list matches the text from item to item: slow_read(). */
	bool at[SLOW_LISTS][SLOW_ITEMS_MAX][SLOW_ITEMS_MAX + 1];
};

static inline void slow_release(struct slow_book *book)
{
	for (size_t i = 0; i < SLOW_LISTS; i++) {
		strlist_release(&book->lists[i].sequences);
		strlist_release(&book->lists[i].excepts);
	}
	book->count = 0;
}

/* --- making --------------------------------------------------------------- */

static inline void slow_write(struct strbuf *line, char item)
{
	if (line->len && !strchr(" [(|", line->text[line->len - 1]))
		strbuf_addch(line, ' ');
	if (item >= '1' && item <= '9')
		strbuf_addf(line, "@list%c", item);
	else if (item == '~')
		strbuf_addstr(line, "**");
	else
		strbuf_addch(line, item);
}

/* An item that is a word or a list. */
static inline char slow_solid(struct slow_random *r,
			      const struct slow_book *book)
{
	if (r->lists && book->count && !slow_below(r, 4))
		return (char)('1' + slow_below(r, (uint32_t)book->count));
	return (char)('a' + slow_below(r, 5));
}

/* Every sequence so far, times every choice. */
static inline void slow_cross(struct strlist *all,
			      const struct strlist *choices)
{
	struct strlist out = STRLIST_INIT;
	struct strbuf both = STRBUF_INIT;

	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < choices->count; k++) {
			strbuf_reset(&both);
			strbuf_addstr(&both, all->items[i]);
			strbuf_addstr(&both, choices->items[k]);
			strlist_add(&out, both.text);
		}
	strbuf_release(&both);
	strlist_release(all);
	*all = out;
}

static inline void slow_add_item(struct strlist *all, struct strbuf *line,
				 char item)
{
	struct strlist one = STRLIST_INIT;

	strlist_addn(&one, &item, 1);
	slow_cross(all, &one);
	slow_write(line, item);
	strlist_release(&one);
}

static inline void slow_add_group(struct slow_random *r,
				  const struct slow_book *book, bool may_lack,
				  struct strlist *all, struct strbuf *line)
{
	struct strlist choices = STRLIST_INIT;
	size_t count = 1 + slow_below(r, r->long_groups ? 9 : 3);

	if (line->len)
		strbuf_addch(line, ' ');
	strbuf_addch(line, may_lack ? '[' : '(');
	for (size_t i = 0; i < count; i++) {
		char choice[3] = { slow_solid(r, book) };

		if (!slow_below(r, 3))
			choice[1] = slow_solid(r, book);
		strbuf_addstr(line, i ? "|" : "");
		slow_write(line, choice[0]);
		if (choice[1])
			slow_write(line, choice[1]);
		strlist_add(&choices, choice);
	}
	strbuf_addch(line, may_lack ? ']' : ')');
	if (may_lack)
		strlist_add(&choices, "");
	slow_cross(all, &choices);
	strlist_release(&choices);
}

/* A phrase into `list` and, as a line, into `text`. */
static inline void slow_phrase(struct slow_random *r,
			       const struct slow_book *book,
			       struct slow_list *list, struct strbuf *text)
{
	struct strlist all = STRLIST_INIT;
	struct strbuf line = STRBUF_INIT;
	bool except = r->except && !slow_below(r, 6), solid = false;
	size_t items = 1 + slow_below(r, 5), groups = 0, stars = 0;

	strlist_add(&all, "");
	if (!slow_below(r, 8))
		slow_add_item(&all, &line, '^');
	for (size_t i = 0; i < items; i++) {
		bool edge = !i || i + 1 == items;
		uint32_t kind = slow_below(r, 10);

		if (kind < 3 && groups < 2) {
			/* where it lacks, the wildcard behind it is first */
			slow_add_group(r, book, (r->open_edges || !edge) &&
				       slow_below(r, 2), &all, &line);
			groups++;
		} else if (kind < 5 && stars < 3 && (r->open_edges || !edge)) {
			slow_add_item(&all, &line, kind == 3 || r->no_gaps ?
				      '*' : '~');
			stars++;
		} else {
			slow_add_item(&all, &line, slow_solid(r, book));
			solid = true;
		}
	}
	if (!solid)
		slow_add_item(&all, &line, slow_solid(r, book));
	if (!slow_below(r, 8))
		slow_add_item(&all, &line, '$');
	strbuf_addstr(text, except ? "! " : "");
	strbuf_addstr(text, line.text);
	strbuf_addch(text, '\n');
	for (size_t i = 0; i < all.count; i++)
		strlist_add(except ? &list->excepts : &list->sequences,
			    all.items[i]);
	strlist_release(&all);
	strbuf_release(&line);
}

/* A text of up to `max` words. */
static inline void slow_text(struct slow_random *r, size_t max,
			     struct strbuf *out)
{
	size_t count = slow_below(r, (uint32_t)max + 1);

	for (size_t i = 0; i < count; i++) {
		uint32_t letter = slow_below(r, 6);

		strbuf_addch(out, letter == 5 ? 'z' : (char)('a' + letter));
		strbuf_addstr(out, slow_below(r, 9) ? " " : ". ");
	}
}

/* --- finding -------------------------------------------------------------- */

static inline bool slow_is_word(char c)
{
	return c >= 'a' && c <= 'z';
}

/*
 * Whether `seq` can be all of text[from, to). Nothing goes on behind the end
 * of a sentence.
 */
static inline bool slow_at(const struct slow_book *book, const char *seq,
			   const char *text, size_t from, size_t to)
{
	size_t most;

	switch (*seq) {
	case '\0':
		return from == to;
	case '*':
	case '~':
		most = *seq == '*' ? 1 : 5;
		if (*seq == '~' && slow_at(book, seq + 1, text, from, to))
			return true;
		for (size_t n = 0; n < most && from + n < to &&
		     slow_is_word(text[from + n]); n++)
			if (slow_at(book, seq + 1, text, from + n + 1, to))
				return true;
		return false;
	default:
		if (*seq < '1' || *seq > '9')
			return from < to && text[from] == *seq &&
			       (*seq != '$' || from + 1 == to) &&
			       slow_at(book, seq + 1, text, from + 1, to);
		for (size_t end = from + 1; end <= to; end++)
			if (book->at[*seq - '1'][from][end] &&
			    (end == to || text[end - 1] != '$') &&
			    slow_at(book, seq + 1, text, end, to))
				return true;
		return false;
	}
}

/* Finds the lists in `text`; comes before slow_at() where there are any. */
static inline void slow_read(struct slow_book *book, const char *text,
			     size_t len)
{
	memset(book->at, 0, sizeof(book->at));
	for (size_t i = 0; i < book->count; i++) {
		const struct strlist *seqs = &book->lists[i].sequences;

		for (size_t s = 0; s < seqs->count; s++)
			for (size_t from = 0; from < len; from++)
				for (size_t to = from + 1; to <= len; to++)
					book->at[i][from][to] |=
						slow_at(book, seqs->items[s],
							text, from, to);
	}
}

#endif
