#ifndef PRACTICE_FIRMNESS_H
#define PRACTICE_FIRMNESS_H

#include <stdbool.h>
#include <stddef.h>

#include "coach/review.h"

struct run;

/*
 * firmness: how strongly to ask, or to say no. Private to src/practice.
 *
 * A ladder from 0 (leave it) to FIRMNESS_MAX (say it and keep to it), by a
 * number or by ten questions, each yes of which speaks for being firmer. What
 * a rung means differs for those who refuse and those who ask.
 */
#define FIRMNESS_MAX 6

/* The step of the session: sets run->firmness unless it was left open. */
bool firmness_run(struct run *run);

/*
 * Says where a draft and the rung that was chosen pull apart: soft words for
 * a firm rung, hard ones for a gentle one. Nothing where they fit, or no rung
 * was chosen.
 */
void firmness_compare(struct run *run, enum verdict verdict);

/* The rung for `yes` of `count` answers, rounded; count is not 0. */
int firmness_of(size_t yes, size_t count);

/* "refusing" or "asking": which half of the messages fits a kind. */
const char *firmness_side(const char *kind);

#endif
