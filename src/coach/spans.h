#ifndef COACH_SPANS_H
#define COACH_SPANS_H

#include <stddef.h>

struct lexicon;
struct span;
struct words;

/*
 * spans: what was found in a text, until it is settled. Owned by the caller;
 * a zeroed one is empty.
 */
struct spans {
	struct span *items;
	size_t count;
	size_t capacity;
};

void spans_add(struct spans *spans, const struct span *span);
void spans_release(struct spans *spans);

/*
 * Sorts by move and place, drops what `excepts` (sorted and joined on the way)
 * or quotation marks rule out, and joins spans of one move that overlap.
 */
void spans_settle(struct spans *spans, struct spans *excepts,
		  const struct lexicon *lex, const struct words *words);

#endif
