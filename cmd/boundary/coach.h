#ifndef BOUNDARY_COACH_H
#define BOUNDARY_COACH_H

struct catalog;
struct cmd_io;
struct rulebook;

/*
 * coach: which rulebook a command works with. What ships is compiled in and
 * costs nothing; only who added files of their own, or speaks another
 * language, has it read anew.
 */
struct coach {
	const struct rulebook *book;	/* never NULL after coach_open() */
	struct rulebook *read;		/* the same where it was read, or NULL */
};

/* Faults in files of the person's own go to io->log; the rest goes on. */
void coach_open(struct coach *coach, const struct cmd_io *io,
		const struct catalog *catalog);
void coach_release(struct coach *coach);

#endif
