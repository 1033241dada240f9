#ifndef BOUNDARY_PRACTICE_PAUSE_H
#define BOUNDARY_PRACTICE_PAUSE_H

#include <stdbool.h>

#include "practice/console.h"

struct cmd_io;
struct err;
struct practice;
struct store;

/*
 * practice_pause: a session that waits until the person comes back.
 *
 * It is an item of kind "session", whose body is a JSON object of the setup
 * and the answers; a session is its answers, so they are all it takes.
 */

/*
 * Keeps the answers so far, in place of those that were gone on from. Says why
 * where it fails. Where the person was never asked whether anything
 * is kept, they are, if `asks`.
 */
enum pause practice_pause(struct practice *practice, bool asks);

/*
 * Makes practice->session of the latest that was paused, and asks for the
 * secret where it is locked. practice_open() first. Returns an exit status.
 */
int practice_resume(struct practice *practice);

/* The person is done with what was gone on from. Returns an exit status. */
int practice_forget(struct practice *practice);
/* The same in a store, within a transaction; 0 where there is nothing. */
int practice_forget_in(struct practice *practice, struct store *store,
		       struct err *err);

#endif
