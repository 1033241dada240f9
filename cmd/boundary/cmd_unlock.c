/* boundary unlock: takes the lock away again. */

#include "base/err.h"
#include "cmd.h"
#include "locking.h"
#include "opt.h"
#include "store/store.h"
#include "vault_door.h"

static const struct opt opts[] = {
	OPT_HELP,
	OPT_END,
};

/*
 * The config first: it may say "kept" while things are still locked, and they
 * are added under the lock; the other way round nothing could be added. So it
 * is left there where unlocking fails, for a failed commit may have been one.
 */
static int unlock(const struct cmd_io *io, struct store *store)
{
	struct err err = { 0 };

	if (!store_vault(store)) {
		cmd_warn(io, "nothing is locked");
		return STATUS_FAILED;
	}
	if (vault_door_open(io, store, &err))
		return cmd_fail(io, &err);
	if (locking_note(io, "kept"))
		return STATUS_FAILED;
	if (store_unlock(store, &err))
		return cmd_fail(io, &err);
	fputs("What you keep is not locked any more. Whoever can read your "
	      "files can read it.\n", io->out);
	return STATUS_OK;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct store *store = NULL;
	struct err err = { 0 };
	int status;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	if (walk.next < argc)
		return cmd_usage(io, self, "it takes no arguments");
	if (locking_open(io, &store, &err))
		return cmd_fail(io, &err);
	status = unlock(io, store);
	store_close(store);
	return status;
}

const struct cmd cmd_unlock = {
	.name = "unlock",
	.args = "",
	.summary = "take the lock off what is kept",
	.about = "From then on it is kept in the clear, readable by you alone "
		 "as far as the system sees to that. To read something once, "
		 "no unlock is needed: commands that read ask by themselves.",
	.opts = opts,
	.run = run,
};
