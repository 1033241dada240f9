#ifndef PRACTICE_REHEARSAL_H
#define PRACTICE_REHEARSAL_H

#include <stdbool.h>
#include <stddef.h>

#include "practice/mentor.h"
#include "practice/partner.h"
#include "practice/reading.h"

struct cJSON;
struct run;

/*
 * rehearsal: the words meet the other side, as often as the person likes.
 *
 * One step of a session: `reply` questions "turn-1", "turn-2", ...; for a
 * partner who types, "their-1" before each; and "again" behind a round. An
 * empty answer ends a round. It rests on the answers alone, as every step
 * does; :what-if is an answer too (REHEARSAL_WHAT_IF), which takes the talk
 * back to a turn and lets the old reply go. Private to src/practice.
 */

/* An answer that begins so rewinds; the number of a turn may follow. */
#define REHEARSAL_WHAT_IF "\x02"

/* A round that goes on for so long is ended, and so is the rehearsal. */
#define REHEARSAL_ROUND_MAX 12
#define REHEARSAL_TURNS_MAX 60

/* One line of the other side and the reply to it. */
struct turn {
	const struct tactic *tactic;	/* NULL where it has no name */
	char *line, *reply;		/* reply: NULL while it is awaited */
	enum stand stand;
	enum partner_act act;		/* what the reply led to */
	size_t words;			/* of the reply */
	bool warm, closes, reason, sorry;
	struct partner partner;		/* as they were when the line was said */
	struct mentor mentor;
};

struct rehearsal {
	struct run *run;
	struct limit limit;
	struct partner partner;
	struct mentor mentor;
	struct turn *turns;
	size_t count, capacity;
	size_t round_start;		/* the turns before this round */
	const char *over;		/* how the round ended; NULL: it goes on */
	bool resumes;			/* the last turn's line is said again */
	bool compares;			/* with this: */
	struct turn before;		/* what :what-if took back; no texts */
};

bool rehearsal_run(struct run *run);

/* The summary of all turns, by the mentor. */
void rehearsal_say_summary(struct rehearsal *rehearsal);
/* What :what-if changed: `turn` against rehearsal->before. */
void rehearsal_say_difference(struct rehearsal *rehearsal,
			      const struct turn *turn);
/* The member "rehearsal" of the outcome; NULL where no reply was given. As
 * for the summary, every turn has its reply. */
struct cJSON *rehearsal_outcome(const struct rehearsal *rehearsal);

#endif
