/* boundary rekey: new keys for all that is kept. */

#include "base/err.h"
#include "cmd.h"
#include "locking.h"
#include "opt.h"
#include "store/store.h"
#include "store/vault.h"
#include "vault_door.h"

enum { OPT_NO_RECOVERY = OPT_LONG, OPT_MEMORY };

static const struct opt opts[] = {
	{ OPT_NO_RECOVERY, "no-recovery", NULL, "make no recovery code", NULL },
	{ OPT_MEMORY, "memory", "MIB", "memory that each guess shall cost "
	  "(256)", NULL },
	OPT_HELP,
	OPT_END,
};

static int rekey(const struct cmd_io *io, bool recovery,
		 const struct vault_cost *cost)
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
	    locking_fill(io, fresh, recovery, cost, &err) ||
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
	struct opt_walk walk = OPT_WALK_INIT;
	struct vault_cost cost = VAULT_COST;
	bool recovery = true;
	int key, mib = 0;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) {
		if (key == OPT_NO_RECOVERY)
			recovery = false;
		else if (!opt_number(walk.value, VAULT_MEMORY_MIN_KIB / 1024,
				     VAULT_MEMORY_MAX_KIB / 1024, &mib))
			return cmd_usage(io, self, "--memory takes %d to %d",
					 VAULT_MEMORY_MIN_KIB / 1024,
					 VAULT_MEMORY_MAX_KIB / 1024);
	}
	if (key == OPT_STOP)
		return walk.status;
	if (walk.next < argc)
		return cmd_usage(io, self, "it takes no arguments");
	if (mib)
		cost.memory_kib = (uint32_t)mib * 1024;
	return rekey(io, recovery, &cost);
}

const struct cmd cmd_rekey = {
	.name = "rekey",
	.args = "",
	.summary = "make new keys for what is locked",
	.about = "For when a passphrase or a copy of the file has got into "
		 "other hands. Asks for the old passphrase, then for a new "
		 "one, and makes a new recovery code.",
	.opts = opts,
	.run = run,
};
