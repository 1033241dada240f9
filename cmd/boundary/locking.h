#ifndef BOUNDARY_LOCKING_H
#define BOUNDARY_LOCKING_H

#include <stdbool.h>

#include "opt.h"
#include "store/vault.h"

struct cmd;
struct cmd_io;
struct err;
struct store;

/*
 * locking: what `lock`, `unlock` and `rekey` share.
 */

/* What may be asked of `lock` and `rekey`. */
extern const struct opt locking_opts[];

struct locking_wishes {
	bool recovery;		/* make a recovery code */
	struct vault_cost cost;
};

/*
 * Reads the options of either command, which takes no arguments. False where
 * it ends here, with *status.
 */
bool locking_read(const struct cmd *self, int argc, char **argv,
		  const struct cmd_io *io, struct locking_wishes *out,
		  int *status);

/* Opens the store for writing, and makes it where it is missing. */
int locking_open(const struct cmd_io *io, struct store **store,
		 struct err *err);

/*
 * Asks for a new passphrase and puts it, and with `recovery` a new code,
 * which is printed, into an open vault. Says so where it took less memory
 * than `cost`.
 */
int locking_fill(const struct cmd_io *io, struct vault *vault, bool recovery,
		 const struct vault_cost *cost, struct err *err);

/* A new passphrase for a locked store. Returns an exit status. */
int locking_change(const struct cmd_io *io, struct store *store,
		   const struct vault_cost *cost);

/*
 * Writes the file anew behind a lock that is done. Says so where that fails:
 * what was there in the clear is overwritten already. Returns an exit status.
 */
int locking_tidy(const struct cmd_io *io, struct store *store);

/* Notes in the config how things are kept. Returns an exit status. */
int locking_note(const struct cmd_io *io, const char *keep);

#endif
