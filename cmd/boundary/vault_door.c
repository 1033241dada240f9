#include "vault_door.h"

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "passphrase.h"
#include "store/config.h"
#include "store/store.h"
#include "store/vault.h"

#define TRIES 3

static int try_once(const struct cmd_io *io, struct vault *vault,
		    struct err *err)
{
	struct strbuf secret = STRBUF_INIT;
	int ret = passphrase_ask(io, "Passphrase or recovery code: ", &secret,
				 err);

	if (!ret)
		ret = vault_open(vault, secret.text, secret.len, err);
	strbuf_wipe(&secret);
	return ret;
}

int vault_door_open(const struct cmd_io *io, struct store *store,
		    struct err *err)
{
	const bool asks = io->passphrase_fd < 0 &&
			  !io->config->passphrase_command;
	int ret = 0;

	if (store_is_readable(store))
		return 0;
	for (int i = 0; i < (asks ? TRIES : 1); i++) {
		struct err why = { 0 };

		ret = try_once(io, store_vault(store), &why);
		*err = why;
		if (ret != ERR_LOCKED || !io->in_terminal)
			break;
	}
	return ret;
}
