#ifndef COACH_MOVES_H
#define COACH_MOVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coach/lexicon.h"

struct words;

/*
 * moves: which spans of a text do what.
 *
 * One walk over the words finds every phrase of every list. Spans of one move
 * that overlap are one span; those that an exception of their list overlaps
 * are dropped, and so are those that hold quoted words, unless it is a list
 * of safety/: what somebody else said still counts there.
 */
struct span {
	uint32_t start;		/* bytes of the text, half open */
	uint32_t end;
	uint32_t first;		/* words (marks counted), half open */
	uint32_t last;
	uint32_t sentence;
	uint16_t move;
};

struct moves;

/* A finder for `lex`, used for one text after another. */
struct moves *moves_new(const struct lexicon *lex);
void moves_free(struct moves *moves);

/* Finds; replaces what was found before. */
void moves_find(struct moves *moves, const struct words *words);

/*
 * Adds a span that was found by other means; after the last one moves_settle()
 * puts all in order again. Exceptions and quoted speech hold as for others.
 */
void moves_add(struct moves *moves, unsigned move, uint32_t first,
	       uint32_t last);
/* Takes out what overlaps these words, at moves_settle(). */
void moves_except(struct moves *moves, unsigned move, uint32_t first,
		  uint32_t last);
void moves_settle(struct moves *moves);

/* The spans of one move in text order; borrowed, valid until the next find. */
const struct span *moves_of(const struct moves *moves, unsigned move,
			    size_t *count);
bool moves_has(const struct moves *moves, unsigned move);

/* All spans: by move, then by place. */
const struct span *moves_all(const struct moves *moves, size_t *count);

/* Some moves as bits: for quick tests of sets. */
struct move_bits {
	uint64_t bits[LEXICON_MOVES_MAX / 64];
};

static inline void move_bits_set(struct move_bits *set, unsigned move)
{
	set->bits[move / 64] |= (uint64_t)1 << (move % 64);
}

/* The moves that the text has. */
const struct move_bits *moves_present(const struct moves *moves);

#endif
