#ifndef PRACTICE_AFTER_H
#define PRACTICE_AFTER_H

#include <stdbool.h>

struct run;

/*
 * after: the talk is over, or was put off; what came of it. Private to
 * src/practice.
 *
 * The whole of a session whose setup has a past. What is answered goes into
 * run->follow, and is the outcome of the session:
 *
 *	"date"		the day of the answers, "2026-11-30"
 *	"said"		"yes", "not-yet" or "not-needed"
 *	"held"		"yes", "partly" or "no"; only where it was said
 *	"happened"	what happened, or what got in the way
 *	"came"		"no", "partly" or "yes": did what was feared come
 *	"discomfort"	0 to 10, now
 *	"means"		what it says about the person, in their words
 *	"again"		the day on which it is tried again
 *
 * Only "date" and "said" are always there. Nobody is scolded for an answer;
 * what did not work is information, and another day is offered.
 */
bool after_run(struct run *run);

#endif
