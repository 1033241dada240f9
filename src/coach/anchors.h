#ifndef COACH_ANCHORS_H
#define COACH_ANCHORS_H

#include <stddef.h>
#include <stdint.h>

#include "coach/lexicon.h"

/*
 * anchors: behind which words and lists the patterns of a lexicon wait, while
 * it is being built.
 *
 * The anchor of a pattern is the rarest of the elements that it cannot do
 * without. Where that is a group, the pattern waits behind each of its
 * choices. How rare a list is follows from its own phrases.
 */
struct anchors {
	const uint16_t *patterns;
	uint32_t word_count;
	uint32_t feature_count;
	uint32_t *costs;	/* by feature */
	uint8_t *longest;	/* by list: items of its longest match */
	struct anchor *items;
	size_t count, capacity;
	struct lexicon_try *tries;	/* made by anchors_place() */
	uint32_t *firsts;
};

/* Begins; `lex` has its words and moves, and `patterns` all that tries use. */
void anchors_init(struct anchors *anchors, const struct lexicon *lex);
void anchors_release(struct anchors *anchors);

/*
 * Adds a phrase, with its needs still to be found. Phrases of a list come
 * before those of lists and moves that use it.
 */
void anchors_add(struct anchors *anchors, const struct lexicon_try *phrase);

/* Orders all tries by anchor and level. */
void anchors_place(struct anchors *anchors);

#endif
