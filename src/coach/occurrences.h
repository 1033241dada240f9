#ifndef COACH_OCCURRENCES_H
#define COACH_OCCURRENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coach/pattern.h"

struct lexicon;
struct word;

/*
 * occurrences: where the words and lists of a lexicon stand in a sentence.
 *
 * A feature is a word number or, behind them, a list. Each that occurs has a
 * row; most have none, and a look at 16 bits tells. A list has the places
 * where it begins and for each the places where it can end. Groups of choices
 * are known in the same way. Rows are given out as they are asked for, so a
 * short sentence touches little memory.
 */
struct occurrences {
	uint16_t *rows;		/* by feature; 0: does not occur */
	struct occurrence *found;	/* by row, from 1 */
	uint32_t count;		/* with row 0, which is none */
	pattern_places *ends;	/* by list that occurs, then by place */
	uint32_t ends_count;
	pattern_places words;	/* items that are words and no marks */
	pattern_places asks;	/* the question mark */
	uint32_t word_count;	/* of the lexicon: the feature of list 0 */
	uint32_t items;		/* of the sentence */
	uint16_t *group_rows;	/* by number of a group; 0: not known */
	struct occurrences_group *groups;	/* by row, from 1 */
	size_t group_count, group_capacity;	/* with row 0, which is none */
	struct occurrences_choice *choices;
	size_t choice_count, choice_capacity;
};

/* Where a group could begin, and by which of its choices: most by none. */
struct occurrences_group {
	pattern_places starts;
	uint32_t number;
	uint32_t choices;	/* the first in `choices`; 0: none */
};

struct occurrences_choice {
	pattern_places starts;
	struct pattern pattern;
	uint32_t next;		/* 0: none */
};

#define OCCURRENCES_ALL (~(pattern_places)0)

struct occurrence {
	pattern_places places;
	uint32_t feature;
	uint32_t ends;		/* of a list: the first in `ends` */
};

void occurrences_init(struct occurrences *occurrences,
		      const struct lexicon *lex);
void occurrences_release(struct occurrences *occurrences);

/* Reads a sentence, or a piece of it, of 1 to PATTERN_ITEMS items. */
void occurrences_read(struct occurrences *occurrences,
		      const struct word *items, size_t count);

/* Gives a row to a group that is not known yet, and returns it. */
uint32_t occurrences_add_group(struct occurrences *occurrences,
			       uint16_t number);
/* Adds a choice by which the group of that row could begin. */
void occurrences_add_choice(struct occurrences *occurrences, uint32_t row,
			    struct pattern choice, pattern_places starts);

/* Adds ways in which a list stands there, before an item. */
void occurrences_add(struct occurrences *occurrences, unsigned list,
		     unsigned start, pattern_places ends);

/* Where `list` can end that begins at `start`, one of its places. */
static inline pattern_places occurrences_ends(const struct occurrences *o,
					      unsigned list, unsigned start)
{
	return o->ends[o->found[o->rows[o->word_count + list]].ends + start];
}

static inline pattern_places occurrences_of(const struct occurrences *o,
					    uint32_t feature)
{
	return o->found[o->rows[feature]].places;
}

#endif
