#ifndef STORE_STORE_LOCK_H
#define STORE_STORE_LOCK_H

#include "store/store.h"

/* store-lock: what store.c shares with store-lock.c; private to them. */
struct store {
	struct db *db;
	struct vault *vault;	/* NULL: nothing is locked */
};

/* Under which name the head of the vault is kept. */
#define VAULT_SETTING "vault"

/* Appends the body of an item as it goes into the file under `vault`. */
void store_add_sealed(const struct vault *vault, const struct item *item,
		      struct strbuf *out);
/* The row of an item with that body; borrows both. */
struct db_row store_row(const struct item *item, const struct strbuf *body);

#endif
