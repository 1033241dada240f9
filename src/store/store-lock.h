#ifndef STORE_STORE_LOCK_H
#define STORE_STORE_LOCK_H

#include "store/store.h"

/* store-lock: what store.c shares with store-lock.c; private to them. */
struct store {
	struct db *db;
	struct vault *vault;	/* NULL: nothing is locked */
	struct strbuf head;	/* of that vault, as the file has it */
};

/* Under which name the head of the vault is kept. */
#define VAULT_SETTING "vault"

/*
 * Takes over the vault that stands in the file, closed, where it is another
 * one than before: somebody locked, unlocked or rekeyed in the meantime.
 */
int store_renew_vault(struct store *store, struct err *err);

/*
 * Writes an item, a new one or as db_update_from() does, in a transaction, so
 * that it is sealed with the vault that stands in the file then.
 */
int store_write(struct store *store, const struct item *item, bool is_new,
		const char *from, struct err *err);

/* Appends the body of an item as it goes into the file under `vault`. */
void store_add_sealed(const struct vault *vault, const struct item *item,
		      struct strbuf *out);
/* The row of an item with that body; borrows both. */
struct db_row store_row(const struct item *item, const struct strbuf *body);

#endif
