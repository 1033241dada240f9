#ifndef BOUNDARY_PRACTICE_KEEP_H
#define BOUNDARY_PRACTICE_KEEP_H

#include <stdbool.h>

struct cJSON;
struct cmd_io;
struct practice;

/* practice_keep: the end of a practice, as an entry of the journal. */

/* Whether "keep it" may be offered: never where nothing is to be kept, and
 * where the person was not asked yet, only where they can be. */
bool practice_may_keep(const struct cmd_io *io);

/*
 * Keeps the outcome of a session, and sets its "saved" once it is on the disk;
 * with it the promise that the person made of it, and in place of the answers
 * that were gone on from. Says so, or why not, to io->log. Returns an exit
 * status.
 */
int practice_keep(struct practice *practice, struct cJSON *outcome);

#endif
