#ifndef BOUNDARY_PRACTICE_JSON_H
#define BOUNDARY_PRACTICE_JSON_H

struct catalog;
struct cmd_io;
struct session;

/*
 * practice_json: a session over JSON Lines, for editors, chat front ends and
 * tests. boundary-practice(1) describes the objects.
 *
 * Where the words are to be kept, they are before the last object says so.
 *
 * A line that is not understood is answered with an `error` object and the
 * question again. Returns an enum status: failed where the input ends before
 * the session does.
 */
int practice_json_run(struct session *session, const struct catalog *catalog,
		      const struct cmd_io *io);

#endif
