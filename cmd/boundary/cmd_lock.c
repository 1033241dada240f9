/* boundary lock: seals what is kept under a passphrase. */

#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "editor.h"
#include "locking.h"
#include "opt.h"
#include "passphrase.h"
#include "store/config.h"
#include "store/paths.h"
#include "store/store.h"
#include "store/vault.h"

enum { OPT_NO_RECOVERY = OPT_LONG, OPT_MEMORY };

static const struct opt opts[] = {
	{ OPT_NO_RECOVERY, "no-recovery", NULL, "make no recovery code", NULL },
	{ OPT_MEMORY, "memory", "MIB", "memory that each guess shall cost "
	  "(256)", NULL },
	OPT_HELP,
	OPT_END,
};

static int lock(const struct cmd_io *io, bool recovery,
		const struct vault_cost *cost)
{
	struct store *store = NULL;
	struct vault *vault = NULL;
	struct err err = { 0 };
	int status = STATUS_FAILED;

	if (locking_open(io, &store, &err))
		return cmd_fail(io, &err);
	if (store_vault(store)) {
		status = locking_change(io, store, cost);
		goto out;
	}
	if (vault_new(&vault, 1, &err) ||
	    locking_fill(io, vault, recovery, cost, &err) ||
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
	return lock(io, recovery, &cost);
}

const struct cmd cmd_lock = {
	.name = "lock",
	.args = "",
	.summary = "lock what is kept, or change the passphrase",
	.about = "Seals the journal and all else that is kept. Where it is "
		 "locked already, gives it a new passphrase. Without the "
		 "passphrase and the recovery code nobody can read it again.",
	.opts = opts,
	.run = run,
};
