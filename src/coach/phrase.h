#ifndef COACH_PHRASE_H
#define COACH_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coach/pattern.h"

struct err;

/*
 * phrase: one line of a phrase list, read into a pattern.
 *
 *   word         itself, with its contraction opened (don't: do not)
 *   [a|b c]      one of these, or nothing
 *   (a|b c)      one of these
 *   *  **        one word; none to PATTERN_GAP_MAX words
 *   @name        whatever another list matches
 *   ^ $ ?        begin and end of a sentence, its question mark
 *   <number>     a word that starts with a digit
 *
 * The meaning of words and names is the caller's: two functions turn them
 * into numbers.
 */

/*
 * Most sequences of words that a line may stand for, and longest sequence.
 * They are counted and never made; the limit bounds what a sentence that
 * matches in many ways can cost.
 */
#define PHRASE_SEQUENCES_MAX 8000
#define PHRASE_ITEMS_MAX 24

/*
 * A group of this many choices, or one that would make more sequences than
 * this, counts as one element: its choices are not told apart when the
 * shortest way to say a phrase is looked for.
 */
#define PHRASE_GROUP_MIN 7
#define PHRASE_PRODUCT_MAX 24

struct phrase_names {
	/*
	 * Stores the numbers of the words that `text` stands for (usually
	 * one) in out[0..max) and returns how many; 0 where it is no word.
	 */
	size_t (*word)(void *data, const char *text, size_t len, uint16_t *out,
		       size_t max);
	/* The number of list `name`, or -1 where there is none. */
	int (*list)(void *data, const char *name, size_t len);
	void *data;
};

/* A plain value; the caller owns it and starts it as PHRASE_INIT. */
struct phrase {
	uint16_t *numbers;	/* a pattern */
	size_t count;
	size_t capacity;
	bool except;		/* the line starts with "!" */
};

#define PHRASE_INIT { NULL, 0, 0, false }

/*
 * Reads a line of `len` bytes, replacing what *phrase held. Returns 0 or
 * ERR_INPUT with the column: a bracket that is not closed or opened, an empty
 * group, an unknown list, a bad character, nothing but wildcards, too many
 * sequences or too long ones.
 */
int phrase_open(struct phrase *phrase, const char *line, size_t len,
		const struct phrase_names *names, struct err *err);
void phrase_release(struct phrase *phrase);

static inline struct pattern phrase_pattern(const struct phrase *phrase)
{
	return (struct pattern){ phrase->numbers,
				 phrase->numbers + phrase->count };
}

#endif
