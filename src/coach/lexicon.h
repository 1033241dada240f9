#ifndef COACH_LEXICON_H
#define COACH_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * lexicon: every phrase of every list, ready to be looked for.
 *
 * A phrase is a pattern (pattern.h). To try thousands of them in each
 * sentence would be slow, so a pattern waits behind its anchor: a word or list
 * that it cannot do without, as rare as can be had. Beside it stand the
 * features that it needs on either side of it, and the next rarest elsewhere,
 * so that most patterns whose anchor is there are turned down by a look or
 * two. What is left is tried.
 *
 * A list is of a level above all lists that stand in its phrases, and comes
 * behind them.
 *
 * The tables hold offsets and no pointers into themselves, so the build can
 * print them as C and a program start costs nothing.
 */

/* Word numbers that are not words of the text. 0 is any unknown word. */
enum {
	WORD_UNKNOWN = 0,
	WORD_BEGIN = 1,		/* ^  before the first word of a sentence */
	WORD_END = 2,		/* $  behind the last */
	WORD_ASKS = 3,		/* ?  before the end of a question */
	WORD_NUMBER = 4,	/* <number>  any word that starts with a digit */
	WORD_FIRST = 5,		/* the first real word */
};

/* No word of a phrase is longer; what is longer in a text is unknown. */
#define LEXICON_WORD_MAX 31

struct lexicon_word {
	uint32_t text;		/* offset in `letters` */
	uint8_t len;
	uint8_t form_count;	/* words that this one stands for, or 0 */
	uint16_t form;		/* their place in `forms` */
};

#define LEXICON_FAR UINT8_MAX

/*
 * A pattern behind an anchor. Words are features by their number, lists by
 * theirs behind all words. Feature 0, an unknown word, is no need.
 */
struct lexicon_try {
	uint32_t pattern;	/* in `patterns` */
	uint16_t len;
	uint16_t move;		/* the list it belongs to */
	uint16_t needs[2];
	uint16_t before;	/* the word just before the anchor, or 0 */
	uint16_t behind;	/* the word or list that begins just behind */
	uint8_t level;		/* that of the list */
	bool except;		/* drops overlapping spans of the move instead */
	/* How many items the pattern takes before its anchor; the most is
	 * LEXICON_FAR where it may be any number. */
	uint8_t lead_min, lead_max;
};

enum move_kind { MOVE_SPOKEN, MOVE_LIST, MOVE_SAFETY, MOVE_COMPUTED };

struct move {
	const char *name;
	const char *title;
	const char *about;
	const char *say;	/* "you apologized" */
	enum move_kind kind;
	uint8_t level;
	bool used;		/* as a list, by phrases */
};

struct lexicon {
	const char *letters;
	const struct lexicon_word *words;	/* by word number */
	uint32_t word_count;
	const uint16_t *forms;
	uint32_t form_count;
	const uint16_t *slots;	/* hash of a word -> word number; 0 is empty */
	uint32_t slot_mask;
	const uint16_t *patterns;
	uint32_t pattern_count;	/* numbers in `patterns` */
	const struct lexicon_try *tries;	/* by anchor, then by level */
	const uint32_t *anchors;	/* by feature: its first try; one more */
	uint32_t group_count;	/* numbers of groups, in `patterns` */
	uint32_t level_count;
	const struct move *moves;
	uint32_t move_count;
};

/* Most moves, lists and safety files together; rules keep sets of them. */
#define LEXICON_MOVES_MAX 1024

/* Of a word in lower case, byte by byte from LEXICON_HASH_START. */
#define LEXICON_HASH_START 2166136261u
static inline uint32_t lexicon_hash(uint32_t hash, unsigned char byte)
{
	return (hash ^ byte) * 16777619u;
}

/* Word number of `len` bytes with that hash, or WORD_UNKNOWN. */
uint32_t lexicon_word(const struct lexicon *lex, const char *text, size_t len,
		      uint32_t hash);

/* The move called `name`, or -1. */
int lexicon_move(const struct lexicon *lex, const char *name);

#endif
