#include "locking.h"

#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "opt.h"
#include "passphrase.h"
#include "store/config.h"
#include "store/paths.h"
#include "store/recovery-code.h"
#include "store/store.h"
#include "store/vault.h"
#include "vault_door.h"

enum { OPT_NO_RECOVERY = OPT_LONG, OPT_MEMORY };

const struct opt locking_opts[] = {
	{ OPT_NO_RECOVERY, "no-recovery", NULL, "make no recovery code", NULL },
	{ OPT_MEMORY, "memory", "MIB", "memory that each guess shall cost "
	  "(256)", NULL },
	OPT_HELP,
	OPT_END,
};

bool locking_read(const struct cmd *self, int argc, char **argv,
		  const struct cmd_io *io, struct locking_wishes *out,
		  int *status)
{
	const int least = VAULT_MEMORY_MIN_KIB / 1024;
	const int most = VAULT_MEMORY_MAX_KIB / 1024;
	struct opt_walk walk = OPT_WALK_INIT;
	int key, mib = 0;

	*out = (struct locking_wishes){ true, VAULT_COST };
	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) {
		if (key == OPT_NO_RECOVERY) {
			out->recovery = false;
		} else if (!opt_number(walk.value, least, most, &mib)) {
			*status = cmd_usage(io, self, "--memory takes %d to "
					    "%d", least, most);
			return false;
		}
	}
	*status = walk.status;
	if (key != OPT_STOP && walk.next < argc)
		*status = cmd_usage(io, self, "it takes no arguments");
	if (mib)
		out->cost.memory_kib = (uint32_t)mib * 1024;
	return key != OPT_STOP && walk.next == argc;
}

int locking_open(const struct cmd_io *io, struct store **store,
		 struct err *err)
{
	if (!io->paths->data_folder)
		return err_set(err, ERR_NOTFOUND, "there is no home folder to "
			       "keep anything in");
	return store_open(store, io->paths->data_folder, DB_WRITE, err);
}

static int set_passphrase(const struct cmd_io *io, struct vault *vault,
			  const struct vault_cost *wanted, struct err *err)
{
	struct strbuf secret = STRBUF_INIT;
	struct vault_cost cost = *wanted;
	int ret = passphrase_choose(io, &secret, err);

	if (!ret)
		ret = vault_set_slot(vault, VAULT_PASSPHRASE, secret.text,
				     secret.len, &cost, err);
	strbuf_wipe(&secret);
	if (!ret && cost.memory_kib < wanted->memory_kib)
		cmd_warn(io, "there was too little memory for %u MiB a guess; "
			 "it is %u MiB", wanted->memory_kib / 1024,
			 cost.memory_kib / 1024);
	return ret;
}

/* A code of 128 random bits needs no slow guess. */
static int set_recovery(const struct cmd_io *io, struct vault *vault,
			struct err *err)
{
	struct vault_cost cost = { VAULT_PASSES_MIN, VAULT_MEMORY_MIN_KIB };
	char code[RECOVERY_CODE_SIZE];
	int ret;

	recovery_code_make(code);
	ret = vault_set_slot(vault, VAULT_RECOVERY, code, strlen(code), &cost,
			     err);
	if (!ret)
		fprintf(io->out, "Recovery code, to write down and keep "
			"elsewhere; it is not shown again:\n\n%s\n\n", code);
	explicit_bzero(code, sizeof(code));
	/* Nothing is sealed before the code can have been read. */
	if (!ret && fflush(io->out))
		ret = err_set(err, ERR_SYSTEM, "the recovery code could not "
			      "be shown: %s", strerror(errno));
	return ret;
}

int locking_fill(const struct cmd_io *io, struct vault *vault, bool recovery,
		 const struct vault_cost *cost, struct err *err)
{
	int ret = set_passphrase(io, vault, cost, err);

	return ret || !recovery ? ret : set_recovery(io, vault, err);
}

int locking_change(const struct cmd_io *io, struct store *store,
		   const struct vault_cost *cost)
{
	struct err err = { 0 };

	if (vault_door_open(io, store, &err) ||
	    set_passphrase(io, store_vault(store), cost, &err) ||
	    store_save_vault(store, &err))
		return cmd_fail(io, &err);
	fputs("The passphrase is changed. Who has a copy of the old file and "
	      "knows the old\npassphrase can still read that copy; `boundary "
	      "rekey` makes new keys.\n", io->out);
	return STATUS_OK;
}

int locking_tidy(const struct cmd_io *io, struct store *store)
{
	struct err err = { 0 };

	if (!store_tidy(store, &err))
		return STATUS_OK;
	err_prefix(&err, "it is sealed, but the file was not written anew");
	return cmd_fail(io, &err);
}

int locking_note(const struct cmd_io *io, const char *keep)
{
	struct err err = { 0 };

	if (config_set(io->paths->config_file, "keep", keep, &err))
		return cmd_fail(io, &err);
	return STATUS_OK;
}
