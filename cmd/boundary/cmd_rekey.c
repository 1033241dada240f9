/* boundary rekey: new keys for all that is kept. */

#include "base/err.h"
#include "cmd.h"
#include "locking.h"
#include "store/store.h"
#include "store/vault.h"
#include "vault_door.h"

static int rekey(const struct cmd_io *io, const struct locking_wishes *wishes)
{
	struct store *store = NULL;
	struct vault *fresh = NULL;
	struct err err = { 0 };
	int status = STATUS_FAILED;

	if (locking_open(io, &store, &err))
		return cmd_fail(io, &err);
	if (!store_vault(store)) {
		cmd_warn(io, "nothing is locked; see `boundary lock`");
		goto out;
	}
	if (vault_door_open(io, store, &err) ||
	    vault_new(&fresh, vault_generation(store_vault(store)) + 1,
		      &err) ||
	    locking_fill(io, fresh, wishes->recovery, &wishes->cost,
			 &err) ||
	    store_lock(store, fresh, &err)) {
		vault_free(fresh);
		cmd_fail(io, &err);
		goto out;
	}
	fputs("All that you keep is sealed with new keys. The old passphrase "
	      "and the old\nrecovery code open nothing here any more.\n",
	      io->out);
	status = locking_tidy(io, store);
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
	return rekey(io, &wishes);
}

const struct cmd cmd_rekey = {
	.name = "rekey",
	.args = "",
	.summary = "make new keys for what is locked",
	.about = "For when a passphrase or a copy of the file has got into "
		 "other hands. Asks for the old passphrase, then for a new "
		 "one, and makes a new recovery code.",
	.opts = locking_opts,
	.run = run,
};
