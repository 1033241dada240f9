#ifndef TESTS_SCORE_H
#define TESTS_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "coach/review.h"

/*
 * score: what measure.c counts, for one half of the rows, and how it is told.
 */

/* How often a label stood there, the coach said it, and both. */
struct tally {
	char *name;
	size_t labelled, said, both;
	bool safety;
};

/* An aim of the project: out of `of` rows, `hits` went right. */
struct ratio {
	size_t hits, of;
};

enum { VERDICTS = VERDICT_MIXED + 1 };

struct score {
	const char *name;	/* of the half */
	size_t rows, safety_rows;
	struct tally *tallies;
	size_t tally_count, tally_capacity;
	size_t verdicts[VERDICTS][VERDICTS];	/* labelled, said */
	struct ratio problems;			/* on balanced text */
	struct ratio apology, threats, criticism, surrender;
	struct ratio crisis_alarms, alarms;	/* on everyday text */
};

/* The tally of a label; new or known. Valid until the next is asked for. */
struct tally *score_tally(struct score *score, const char *name, bool safety);

void score_count(struct ratio *ratio, bool hit);

/* Prints all of it to stdout. */
void score_print(struct score *score);
void score_release(struct score *score);

#endif
