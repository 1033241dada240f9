#ifndef BOUNDARY_PRACTICE_H
#define BOUNDARY_PRACTICE_H

#include <stdbool.h>

#include "base/strlist.h"
#include "coach.h"
#include "post/endpoint.h"
#include "practice/session.h"
#include "store/store.h"

struct cJSON;
struct catalog;
struct cmd_io;
struct hotlines;
struct messages;
struct playbook;
struct reviewer;

/*
 * practice: what the files of `boundary practice` share: one session, all that
 * it needs, and where it came from.
 */
struct practice {
	const struct cmd_io *io;
	bool plain, no_save;		/* as the command line has it */

	/* What a session needs; practice_open() fills it. */
	struct catalog *catalog;
	struct coach coach;
	struct messages *messages;
	struct hotlines *hotlines;
	struct reviewer *reviewer;
	struct playbook *playbook;
	struct strlist before, after;	/* people who may be told then */
	struct endpoints endpoints;	/* where words may be sent */
	struct strlist send_to;		/* their names */

	struct session_setup setup;
	struct session *session;
	char paused[STORE_ID_SIZE];	/* which was gone on from; "" for none */
	struct cJSON *resumed;		/* what it said */
};

/*
 * Opens what a session needs and points practice->setup at it. Returns an exit
 * status; practice_close() in each case.
 */
int practice_open(struct practice *practice);
void practice_close(struct practice *practice);

/* The session in a terminal or a pipe, to its end. Returns an exit status. */
int practice_talk(struct practice *practice);

/*
 * The same over JSON Lines, for editors, chat front ends and tests;
 * boundary-practice(1) describes the objects.
 *
 * Where the words are to be kept, they are before the last object says so. A
 * line that is not understood is answered with an `error` object and the
 * question again. Failed where the input ends before the session does.
 */
int practice_json(struct practice *practice);

#endif
