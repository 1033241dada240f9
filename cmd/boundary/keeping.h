#ifndef BOUNDARY_KEEPING_H
#define BOUNDARY_KEEPING_H

#include <stdbool.h>

struct catalog;
struct cmd_io;
struct err;
struct messages;
struct store;

/*
 * keeping: what is kept, for the commands that read it or add to it, and the
 * words in which they speak of it (session/journal.yaml).
 */
struct keeping {
	const struct cmd_io *io;
	struct store *store;	/* NULL: nothing was ever kept */
	struct catalog *catalog;
	struct messages *messages;
};

/*
 * Opens what is kept, to read it or to change what is there, and asks for the
 * secret where it is locked. No file is made. Returns 0 or an err_code; keeping_close() in either case.
 */
int keeping_read(struct keeping *keeping, const struct cmd_io *io,
		 struct err *err);

/*
 * Opens it to add, as far as the `keep` of the config lets us. Where the
 * person was never asked, a terminal asks them, once. ERR_USAGE where nothing
 * is to be kept. It is not unlocked: adding needs no secret.
 */
int keeping_add(struct keeping *keeping, const struct cmd_io *io,
		struct err *err);

void keeping_close(struct keeping *keeping);

/* Says message `key` with {{name}} as `value` (or NULL) to io->log. */
void keeping_say(const struct keeping *keeping, const char *key,
		 const char *name, const char *value);

/* Asks at the terminal with such a message; true where it is answered y. */
bool keeping_confirm(const struct keeping *keeping, const char *key,
		     const char *name, const char *value);

#endif
