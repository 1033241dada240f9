#ifndef STORE_PROGRESS_H
#define STORE_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "store/promise.h"
#include "store/store.h"

struct err;
struct strlist;

/*
 * progress: what the journal, the looks back and the promises add up to.
 *
 * Numbers and names only; no words of the person. Nothing here is a streak:
 * a day without an entry counts for nothing, and nothing starts at zero again.
 */

/* The numbers of one talk; -1 where one was not given. */
enum measure {
	HARD_BEFORE, HARD_AFTER,	/* discomfort, 0 to 10: in practice, */
	HARD_LATER,			/* and when it was looked back at */
	LIKELY_BEFORE, LIKELY_AFTER,	/* to say it, 0 to 100 */
	MEASURES
};

/* What a look back said; names as in practice/after.h, "" for none. */
enum said { SAID_NOTHING, SAID_YES, SAID_NOT_YET, SAID_NOT_NEEDED, SAIDS };
enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_PARTLY, ANSWER_NO, ANSWERS };
const char *said_name(enum said said);
const char *answer_name(enum answer answer);

/* An entry with ratings or looks back; the last of these is told here. */
struct talk {
	char id[STORE_ID_SIZE];
	int64_t created;
	char *script, *kind;		/* "" where not known */
	short values[MEASURES];
	enum said said;
	enum answer held, came;
};

/* How often something was met, and how often the limit held then; or, of a
 * strength, in how many of the rehearsals up to the middle and after it. */
struct tally {
	char *name;
	size_t first, second;
};

struct tallies {
	struct tally *items;
	size_t count, capacity;
};

struct progress {
	struct talk *talks;		/* by time */
	size_t count, capacity;
	size_t said[SAIDS];		/* all looks back, by what they said */
	size_t said_no;			/* to an entry of kind "no" */
	size_t held[ANSWERS];		/* of what was said */
	size_t came[ANSWERS];		/* what was feared */
	size_t promises[PROMISE_STATES];
	struct tallies tactics;		/* first: met, second: held */
	struct tallies strengths;	/* those that grew lead */
	size_t rehearsed[2];		/* up to the middle, and after it */
	int64_t first;			/* the earliest of it all; 0: nothing */
	size_t faults;			/* entries that could not be read */
};

/*
 * Reads it all, from what happened at `from` or later (0: ever), which is the
 * day `since`: practice by when it was kept, looks back by their own day.
 * Tactics are sorted by how rarely they were answered well, strengths by how
 * much they grew. progress_release() it, also after a failure.
 */
int progress_read(struct progress *progress, struct store *store,
		  int64_t from, struct date since, struct err *err);
void progress_release(struct progress *progress);

/*
 * The mean of a measure over the talks in [first, last) that have it, and how
 * many these are; -1 where none has.
 */
double progress_mean(const struct progress *progress, enum measure measure,
		     size_t first, size_t last, size_t *count);

#endif
