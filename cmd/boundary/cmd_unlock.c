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

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct store *store = NULL;
	struct err err = { 0 };
	int status = STATUS_FAILED;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	if (walk.next < argc)
		return cmd_usage(io, self, "it takes no arguments");
	if (locking_open(io, &store, &err))
		return cmd_fail(io, &err);
	if (!store_vault(store)) {
		cmd_warn(io, "nothing is locked");
	} else if (vault_door_open(io, store, &err) ||
		   store_unlock(store, &err)) {
		cmd_fail(io, &err);
	} else {
		status = locking_note(io, "kept");
		fputs("What you keep is not locked any more. Whoever can read "
		      "your files can read it.\n", io->out);
	}
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
