#ifndef COACH_FIRSTS_H
#define COACH_FIRSTS_H

#include <stdint.h>

#include "coach/lexicon.h"

/*
 * firsts: which words can come next, while a lexicon is being built.
 *
 * Most words that begin phrases ("you", "i will") are followed by one that
 * goes on with none of them. So each slot has two sets of words, for what
 * follows at once and for what follows a gap: the words with which the parts
 * that it waits for can begin. Slots with equal sets share a number, and all
 * pairs of a set and a word stand in one field of bits, where a pair that is
 * set by accident costs time and nothing else.
 */
struct firsts {
	uint64_t *bits;
	uint32_t mask;
	uint32_t *lists;	/* by part: the set of a list, 0 for words */
};

/*
 * Fills the sets of `slots`, the slots of `lex`, which is complete but for
 * them. `part_firsts` has the first word of each part that is plain words.
 */
void firsts_build(struct firsts *firsts, const struct lexicon *lex,
		  struct lexicon_slot *slots, const uint16_t *part_firsts);
void firsts_release(struct firsts *firsts);

#endif
