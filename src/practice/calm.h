#ifndef PRACTICE_CALM_H
#define PRACTICE_CALM_H

#include <stdbool.h>
#include <stddef.h>

struct catalog;
struct err;
struct strbuf;

/*
 * calm: breathing, grounding and riding an urge, as steps with their seconds.
 *
 * It keeps no time: who leads through it shows a step, waits as long as the
 * step lasts and goes on, so that a test of twenty minutes takes none.
 *
 *	while ((step = calm_step(calm))) {
 *		show step->text; wait step->seconds, or ask where it is a rating
 *		calm_go_on(calm, rating);
 *	}
 */
struct calm;

enum calm_kind { CALM_BREATHE, CALM_GROUND, CALM_RIDE };

/* Names as they are typed, and back; false where there is no such kind. */
const char *calm_name(enum calm_kind kind);
bool calm_named(const char *name, enum calm_kind *out);

/* Most of either that may be asked for. */
#define CALM_MINUTES_MAX 60
#define CALM_ROUNDS_MAX 200

/*
 * Reads calm/NAME.md and session/calm.yaml of the catalog. `rounds` counts
 * breaths; where it is 0, `minutes` says how long; where both are, a usual
 * length is taken. Grounding has its own length. Stores a machine in *out,
 * which the caller frees; errors as catalog_file(), and ERR_INPUT where the
 * file lacks its steps.
 */
int calm_new(struct calm **out, const struct catalog *catalog,
	     enum calm_kind kind, int minutes, int rounds, struct err *err);
void calm_free(struct calm *calm);

enum calm_what {
	CALM_SAY,		/* read, then go on */
	CALM_IN, CALM_OUT,	/* one breath's half, to be paced */
	CALM_WAIT,		/* time passes; no text */
	CALM_STAY,		/* a text to stay with until the person goes on */
	CALM_RATE,		/* a number from 0 to 10, or nothing */
};

struct calm_step {
	enum calm_what what;
	char *text;
	int seconds;		/* of a breath or a wait */
};

/* Where we are, borrowed; NULL at the end. */
const struct calm_step *calm_step(const struct calm *calm);
#define CALM_NO_RATING (-1)
/* On to the next; `rating` counts where the step asked for one. */
void calm_go_on(struct calm *calm, int rating);
/* The person ends it: on to the last rating, and from there to the end. */
void calm_end(struct calm *calm);

/*
 * Appends what changed: the numbers, in blocks of rising height or, where
 * `plain`, in words. Nothing where fewer than two were given.
 */
void calm_add_change(const struct calm *calm, bool plain, struct strbuf *out);

/* Appends all of it to be read without a clock: a page of text. */
void calm_add_page(const struct calm *calm, struct strbuf *out);

/* A text of session/calm.yaml, "" where it has none. */
const char *calm_word(const struct calm *calm, const char *key);

#endif
