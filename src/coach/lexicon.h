#ifndef COACH_LEXICON_H
#define COACH_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * lexicon: every phrase of every list, as tables ready to be walked.
 *
 * Two machines, both built once (lexicon-builder.h) and never written again:
 *
 * 1. Words to parts. A part is a run of plain words ("will not lend"). All
 *    parts stand in one Aho-Corasick automaton over word numbers, so a text
 *    is read once, a step a word, however many phrases there are.
 * 2. Parts to phrases. A phrase with gaps or with another list in it is a
 *    chain of parts; chains that begin alike share their joins. A join leads
 *    to a slot, from which the next parts are looked up: most phrases that a
 *    word could go on with were never begun, and cost nothing. A list that
 *    fires is a part in turn.
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

struct lexicon_edge {
	uint32_t from;		/* state; an empty slot has `to` 0 */
	uint32_t to;
	uint32_t word;
};

struct lexicon_state {
	uint32_t fail;		/* the state of the longest proper suffix */
	uint32_t part;		/* part that ends here + 1, or 0 */
	uint32_t next;		/* next state on the fail path with a part, or 0 */
};

/* `count` entries from `first` of the table that the field's name says. */
struct lexicon_range {
	uint32_t first;
	uint32_t count;
};

/* A place in phrases that was reached: the joins that may come next. */
struct lexicon_slot {
	uint32_t first;		/* of `joins`, each kind in order of part */
	uint32_t lists;		/* joins for a list that follows at once ... */
	uint32_t tight;		/* ... those and the ones for plain words ... */
	uint32_t loose;		/* ... and behind them, for one after a gap */
	uint32_t tight_firsts;	/* words that the ones and the others can */
	uint32_t loose_firsts;	/* begin with, as sets; 0 where there are none */
	uint32_t reach;		/* the longest gap */
};

struct lexicon_join {
	uint32_t slot;		/* what it leads to; 0: nothing follows */
	uint8_t gap_min;	/* words between the slot before and the part */
	uint8_t gap_max;
	uint16_t shows;		/* outs that are spans; they come first */
	uint16_t opens;		/* outs until the last that may begin phrases */
	uint16_t fires;		/* what the outs behind them fire, as a set of
				   parts in `part_sets`; 0: too few for one */
	struct lexicon_range outs;
};

/* A phrase that is complete: a span of its move, a part for others, or both. */
struct lexicon_out {
	uint32_t fires;		/* the list it belongs to, as a part + 1; or 0 */
	uint16_t move;		/* MOVE_NONE: a group inside a phrase */
	uint8_t except;		/* drops overlapping spans of the move instead */
	uint8_t lead_min, lead_max;	/* words before the first part ... */
	uint8_t trail_min, trail_max;	/* ... and behind the last */
	uint8_t opens;		/* some phrase begins with the list it fires */
};

#define MOVE_NONE UINT16_MAX

/* Sets of parts as bits, where a few false members do no harm. */
#define LEXICON_PART_BITS 512
static inline uint32_t lexicon_part_bit(uint32_t part)
{
	return (part * 0x9e3779b1u) >> 23;
}

enum move_kind { MOVE_SPOKEN, MOVE_LIST, MOVE_SAFETY, MOVE_COMPUTED };

struct move {
	const char *name;
	const char *title;
	const char *about;
	const char *say;	/* "you apologized" */
	enum move_kind kind;
	uint32_t part;		/* its part as a list + 1, or 0: nobody uses it */
};

struct lexicon {
	const char *letters;
	const struct lexicon_word *words;	/* by word number */
	uint32_t word_count;
	const uint16_t *forms;
	uint32_t form_count;
	const uint16_t *slots;	/* hash of a word -> word number; 0 is empty */
	uint32_t slot_mask;
	const uint32_t *root;	/* by word number: state after that one word */
	const struct lexicon_state *states;
	uint32_t state_count;
	const struct lexicon_edge *edges;	/* hashed by state and word */
	uint32_t edge_mask;
	const uint8_t *part_words;	/* by part: its words; 0 for a list */
	const uint32_t *part_opens;	/* by part: the join that begins with
					   it + 1, or 0 */
	const uint32_t *part_firsts;	/* by part: words that a list begins
					   with, as a set; 0 for plain words */
	uint32_t part_count;
	const struct lexicon_join *joins;
	const uint32_t *join_parts;	/* by join: its part */
	uint32_t join_count;
	const struct lexicon_slot *slots_after;	/* by slot, from 1 */
	uint32_t slot_count;		/* with slot 0, which is none */
	const uint64_t *firsts;	/* bits: pairs of a set of words and a word */
	uint32_t first_mask;
	const uint64_t *part_sets;	/* LEXICON_PART_BITS each, from 1 */
	uint32_t part_set_count;	/* with set 0, which is none */
	const struct lexicon_out *outs;
	uint32_t out_count;
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

/* The state after `word` in `state`; 0 is the root. */
uint32_t lexicon_step(const struct lexicon *lex, uint32_t state,
		      uint32_t word);

static inline uint32_t lexicon_edge_hash(uint32_t state, uint32_t word)
{
	uint32_t h = (state * 0x9e3779b1u) ^ (word * 0x85ebca6bu);

	return h ^ (h >> 15);
}

static inline uint32_t lexicon_first_hash(uint32_t set, uint32_t word)
{
	uint32_t h = (set * 0x9e3779b1u) ^ (word * 0x85ebca6bu);

	return h ^ h >> 15;
}

/* Whether `word` may be of a set of first words; true by accident at times. */
static inline bool lexicon_is_first(const struct lexicon *lex, uint32_t set,
				    uint32_t word)
{
	uint32_t at = lexicon_first_hash(set, word) & lex->first_mask;

	return lex->firsts[at / 64] >> at % 64 & 1;
}

/* The move called `name`, or -1. */
int lexicon_move(const struct lexicon *lex, const char *name);

#endif
