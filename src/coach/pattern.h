#ifndef COACH_PATTERN_H
#define COACH_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct occurrences;

/*
 * pattern: a phrase as numbers, and where it stands in a sentence.
 *
 * A pattern is as long as its line and is never multiplied out. It is a row
 * of elements:
 *   a word number           that word, or a mark
 *   PATTERN_ANY             one word
 *   PATTERN_GAP             none to PATTERN_GAP_MAX words
 *   PATTERN_LIST n          whatever list n matches
 *   PATTERN_CHOICE c s g .. a group: `c` is its number of choices and flags,
 *                           `s` how many numbers follow `g`, which groups
 *                           that are alike share; each choice is its length
 *                           and a row of elements
 *
 * A set of places between words is a set of bits, and an element leads from
 * one set to the next, so a pattern is tried from all places at once.
 */
#define PATTERN_GAP_MAX 5

enum {
	PATTERN_WORDS = UINT16_MAX - 7,	/* word numbers are below */
	PATTERN_ANY = PATTERN_WORDS,
	PATTERN_GAP,
	PATTERN_LIST,
	PATTERN_CHOICE,
};

/* Flags beside the number of choices. */
enum {
	PATTERN_LACKS = 0x8000,	/* or none of them */
	PATTERN_WHOLE = 0x4000,	/* counts as one element, as a list does */
	PATTERN_PLAIN = 0x2000,	/* each choice is one word */
	PATTERN_COUNT = 0x1fff,
};

/* What stands before the choices of a group. */
#define PATTERN_GROUP_HEAD 4

/* Part of a pattern: elements up to `end`. */
struct pattern {
	const uint16_t *at;
	const uint16_t *end;
};

/* The first element; NULL `at` where there is none. */
struct pattern pattern_first(struct pattern pattern);

/* The choices of a group: one after another from a walk that begins so. */
struct pattern pattern_choices(struct pattern group);
/* Takes a choice off `rest`; false where there is none left. */
bool pattern_choice(struct pattern *rest, struct pattern *choice);

static inline bool pattern_is_wild(uint16_t number)
{
	return number == PATTERN_ANY || number == PATTERN_GAP;
}

static inline bool pattern_is_choice(struct pattern element, unsigned flag)
{
	return *element.at == PATTERN_CHOICE && (element.at[1] & flag);
}

/*
 * Places between the words of a sentence, as bits: bit i is before its item i.
 */
__extension__ typedef unsigned __int128 pattern_places;

/* Most items of a sentence that is looked at in one piece. */
#define PATTERN_ITEMS 126

static inline pattern_places pattern_place(unsigned at)
{
	return (pattern_places)1 << at;
}

/* The first place of a set that is not empty; and takes it out. */
static inline unsigned pattern_take(pattern_places *places)
{
	uint64_t low = (uint64_t)*places, high = (uint64_t)(*places >> 64);
	unsigned at = low ? (unsigned)__builtin_ctzll(low) :
		      64 + (unsigned)__builtin_ctzll(high);

	*places &= *places - 1;
	return at;
}

/* Where the pattern can end that begins at one of `from`. */
pattern_places pattern_follow(struct pattern pattern,
			      struct occurrences *occurrences,
			      pattern_places from);

/* A way through a pattern that stands in a sentence. */
struct pattern_way {
	struct pattern last;	/* its last element that is no wildcard */
	/* Words that wildcards take before the first such element and behind
	 * the last one. */
	uint8_t lead_min, lead_max, trail_min, trail_max;
	unsigned count;		/* of the places where it can begin ... */
	const uint8_t *starts;	/* ... which are these, in order; for each: */
	const pattern_places *before;	/* where `last` begins then, */
	const pattern_places *behind;	/* and where it ends */
};

/* Calls `found` for each way through the pattern, once or more. */
void pattern_ways(struct pattern pattern,
		  struct occurrences *occurrences,
		  void (*found)(void *data, const struct pattern_way *way),
		  void *data);

#endif
