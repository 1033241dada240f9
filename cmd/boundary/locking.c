#include "locking.h"

#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "passphrase.h"
#include "store/config.h"
#include "store/paths.h"
#include "store/recovery-code.h"
#include "store/store.h"
#include "store/vault.h"
#include "vault_door.h"

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
