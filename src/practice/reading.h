#ifndef PRACTICE_READING_H
#define PRACTICE_READING_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "base/strlist.h"

struct playbook;
struct run;
struct tactic;

/*
 * reading: what one reply of a rehearsal does, for partner and mentor.
 *
 * It rests on the moves of the coach, in the language of the catalog; the
 * only words that it compares itself are those of the person's own limit.
 */

/* The person's limit, as it stands in the draft. */
struct limit {
	struct strbuf sentence;	/* the clearest one; empty where none was found */
	struct strlist words;	/* its core words, and those of its likes */
	bool asks;		/* it is an ask, not a no: a need or request */
};

#define LIMIT_INIT { STRBUF_INIT, STRLIST_INIT, false }

/* Finds it in `draft`. Release with limit_release(). */
void limit_find(struct limit *limit, struct run *run, const char *draft);
void limit_release(struct limit *limit);

enum stand {
	STAND_HELD,	/* the limit is in it, and nothing was given away */
	STAND_UNSAID,	/* nothing was given away, and the limit is not in it */
	STAND_SLIPPED,	/* part of it was given away, or argued about */
	STAND_GAVE_IN,
};

struct reading {
	enum stand stand;
	bool hard;		/* it goes at the person */
	bool warm;		/* it sees the other side, or is kind to it */
	bool closes;		/* it ends the talk */
	struct strlist moves;	/* by name; "silence" alone where none is known */
	struct strlist quotes;	/* the words of each */
	size_t pressed;		/* index of the move that the other side will
				 * jump on, or moves.count */
};

#define READING_INIT { 0, false, false, false, STRLIST_INIT, STRLIST_INIT, 0 }

/*
 * Reads `text`, the reply to a line of `tactic` (NULL: none). A line that the
 * tactic itself recommends is held, whatever the phrase lists make of it.
 */
void reading_take(struct reading *reading, struct run *run, const char *text,
		  const struct limit *limit, const struct tactic *tactic);
void reading_release(struct reading *reading);

bool reading_has(const struct reading *reading, const char *move);
/* The move that is pressed, or NULL; and its words. */
const char *reading_pressed(const struct reading *reading);
const char *reading_quote(const struct reading *reading);

#endif
