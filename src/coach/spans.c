#include "coach/spans.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "coach/lexicon.h"
#include "coach/moves.h"
#include "coach/words.h"

void spans_add(struct spans *spans, const struct span *span)
{
	if (spans->count == spans->capacity)
		spans->items = mem_grow(spans->items, &spans->capacity,
					sizeof(*spans->items));
	spans->items[spans->count++] = *span;
}

void spans_release(struct spans *spans)
{
	free(spans->items);
	*spans = (struct spans){ 0 };
}

static int by_move(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->move != y->move)
		return x->move < y->move ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->last > y->last ? -1 : x->last < y->last;
}

/* Texts have a few spans, mostly in order: no call into the library. */
#define FEW 16

static void sort(struct spans *spans)
{
	struct span *items = spans->items;

	if (spans->count > FEW) {
		qsort(items, spans->count, sizeof(*items), by_move);
		return;
	}
	for (size_t i = 1; i < spans->count; i++) {
		struct span span = items[i];
		size_t k = i;

		for (; k && by_move(&span, &items[k - 1]) < 0; k--)
			items[k] = items[k - 1];
		items[k] = span;
	}
}

/* True where `span` was joined to the one before it. */
static bool joined(struct span *before, const struct span *span)
{
	if (before->move != span->move || span->start >= before->end)
		return false;
	if (span->end > before->end) {
		before->end = span->end;
		before->last = span->last;
	}
	return true;
}

/* Sorts and joins, so that what is left does not overlap. */
static void join_all(struct spans *spans)
{
	size_t n = 0;

	sort(spans);
	for (size_t i = 0; i < spans->count; i++)
		if (!n || !joined(&spans->items[n - 1], &spans->items[i]))
			spans->items[n++] = spans->items[i];
	spans->count = n;
}

static bool is_quoted(const struct words *words, const struct span *span)
{
	for (uint32_t i = span->first; i < span->last; i++)
		if (words->items[i].flags & WORDS_QUOTED)
			return true;
	return false;
}

void spans_settle(struct spans *spans, struct spans *excepts,
		  const struct lexicon *lex, const struct words *words)
{
	const struct span *e, *last;
	size_t n = 0;

	sort(spans);
	join_all(excepts);
	e = excepts->items;
	last = excepts->count ? e + excepts->count : e;
	for (size_t i = 0; i < spans->count; i++) {
		const struct span *span = &spans->items[i];

		/* Both are in one order, so no exception is passed twice. */
		while (e < last && (e->move < span->move ||
				    (e->move == span->move &&
				     e->end <= span->start)))
			e++;
		if (e < last && e->move == span->move && e->start < span->end)
			continue;
		if (lex->moves[span->move].kind != MOVE_SAFETY &&
		    is_quoted(words, span))
			continue;
		if (!n || !joined(&spans->items[n - 1], span))
			spans->items[n++] = *span;
	}
	spans->count = n;
}
