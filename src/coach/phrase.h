#ifndef COACH_PHRASE_H
#define COACH_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

/*
 * phrase: one line of a phrase list, opened into plain sequences.
 *
 *   word         itself, with its contraction opened (don't: do not)
 *   [a|b c]      one of these, or nothing
 *   (a|b c)      one of these
 *   *  **        one word; none to PHRASE_GAP_MAX words
 *   @name        whatever another list matches
 *   ^ $ ?        begin and end of a sentence, its question mark
 *   <number>     a word that starts with a digit
 *
 * The meaning of words and names is the caller's: two functions turn them
 * into numbers.
 */

#define PHRASE_GAP_MAX 5
/* Most plain sequences of a line, and longest sequence. */
#define PHRASE_SEQUENCES_MAX 8000
/*
 * A group of this many choices, or one that would make more sequences than
 * this, becomes a list without a name, so that a line of long groups costs
 * their sum and not their product.
 */
#define PHRASE_GROUP_MIN 7
#define PHRASE_PRODUCT_MAX 24
#define PHRASE_ITEMS_MAX 24

/* An item of a sequence: a word number, or one of these, or a list. */
enum { PHRASE_ANY = -1, PHRASE_GAP = -2, PHRASE_LIST = -3 };

/* List number `list` as an item, and back. */
static inline int32_t phrase_list_item(uint32_t list)
{
	return PHRASE_LIST - (int32_t)list;
}

static inline uint32_t phrase_item_list(int32_t item)
{
	return (uint32_t)(PHRASE_LIST - item);
}

struct phrase_sequence {
	int32_t items[PHRASE_ITEMS_MAX];
	size_t count;
};

struct phrase_names {
	/*
	 * Stores the numbers of the words that `text` stands for (usually
	 * one) in out[0..max) and returns how many.
	 */
	size_t (*word)(void *data, const char *text, size_t len, int32_t *out,
		       size_t max);
	/* The number of list `name`, or -1 where there is none. */
	int32_t (*list)(void *data, const char *name, size_t len);
	/* The number of a list that holds just these sequences. */
	int32_t (*group)(void *data, const struct phrase_sequence *sequences,
			 size_t count);
	void *data;
};

/* A plain value; the caller owns it and starts it as PHRASE_INIT. */
struct phrase {
	struct phrase_sequence *sequences;
	size_t count;
	size_t capacity;
	bool except;		/* the line starts with "!" */
};

#define PHRASE_INIT { NULL, 0, 0, false }

/*
 * Opens a line of `len` bytes, replacing what *phrase held. Returns 0 or
 * ERR_INPUT with the column: a bracket that is not closed or opened, an empty
 * group, an unknown list, a bad character, nothing but wildcards, too many
 * sequences or too long ones.
 */
int phrase_open(struct phrase *phrase, const char *line, size_t len,
		const struct phrase_names *names, struct err *err);
void phrase_release(struct phrase *phrase);

#endif
