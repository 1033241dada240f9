/* boundary lock: seals what is kept under a passphrase. */

#include "base/err.h"
#include "cmd.h"
#include "editor.h"
#include "locking.h"
#include "store/paths.h"
#include "store/store.h"
#include "store/vault.h"

static int lock(const struct cmd_io *io, const struct locking_wishes *wishes)
{
	struct store *store = NULL;
	struct vault *vault = NULL;
	struct err err = { 0 };
	int status = STATUS_FAILED;

	if (locking_open(io, &store, &err))
		return cmd_fail(io, &err);
	if (store_vault(store)) {
		status = locking_change(io, store, &wishes->cost);
		goto out;
	}
	if (vault_new(&vault, 1, &err) ||
	    locking_fill(io, vault, wishes->recovery, &wishes->cost,
			 &err) ||
	    store_lock(store, vault, &err)) {
		vault_free(vault);
		cmd_fail(io, &err);
		goto out;
	}
	if (io->paths->runtime_folder)
		editor_remove_stale(io->paths->runtime_folder);
	status = locking_tidy(io, store);
	if (locking_note(io, "locked"))
		status = STATUS_FAILED;
	fputs("What you keep is locked now. You are asked for the passphrase "
	      "to read it;\nto add to it you are not.\n", io->out);
out:
	store_close(store);
	return status;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct locking_wishes wishes;
	int status;

	if (!locking_read(self, argc, argv, io, &wishes, &status))
		return status;
	return lock(io, &wishes);
}

const struct cmd cmd_lock = {
	.name = "lock",
	.args = "",
	.summary = "lock what is kept, or change the passphrase",
	.about = "Seals the journal and all else that is kept. Where it is "
		 "locked already, gives it a new passphrase. Without the "
		 "passphrase and the recovery code nobody can read it again.",
	.opts = locking_opts,
	.run = run,
};
