#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "store/db.h"

struct err;
struct vault;
struct vault_cost;

/*
 * store: the items that a person keeps, sealed where they are locked.
 *
 * An item is a few plain columns and a body of bytes; what is private stands
 * in the body and nowhere else. Where there is a vault, every body is sealed,
 * bound to its kind and id. Adding works while the vault is closed; reading
 * needs it open. Where another process locks or rekeys in the meantime, what
 * is written is sealed with the keys that count then.
 *
 * A call that returned 0 is on the disk. Messages name the file or the item
 * and never quote a body.
 */
struct store;

/* Ids are eight letters and digits, easily read and typed, and a NUL. */
#define STORE_ID_SIZE 9

/* Longest body. */
#define STORE_BODY_MAX (4 * 1024 * 1024)

/* As db_open() does. The vault, if there is one, is closed. */
int store_open(struct store **out, const char *folder, enum db_mode mode,
	       struct err *err);
/* NULL is allowed. */
void store_close(struct store *store);

/* The vault, or NULL where nothing is locked; borrowed. */
struct vault *store_vault(const struct store *store);
/* True where bodies can be read now. */
bool store_is_readable(const struct store *store);

/* An item that was read; it owns its strings. */
struct item {
	char id[STORE_ID_SIZE];
	char *kind;
	int64_t created;
	char *state;
	struct strbuf body;
	bool unsigned_body;	/* added while locked: anyone who can write the
				   file could have made it */
};

#define ITEM_INIT { .body = STRBUF_INIT }
void item_release(struct item *item);

/*
 * Adds an item. Where item->id is "" it gets a new one; ERR_INPUT where the one
 * that it has is taken.
 */
int store_add(struct store *store, struct item *item, struct err *err);

/*
 * Reads the one item of a kind whose id begins with `id`. Returns 0,
 * ERR_NOTFOUND, ERR_USAGE where several do, ERR_LOCKED, ERR_INPUT where it is
 * damaged; the message names it.
 */
int store_get(struct store *store, const char *kind, const char *id,
	      struct item *item, struct err *err);

/* Writes state, created and body of an item that was read. */
int store_update(struct store *store, const struct item *item,
		 struct err *err);
/* The same, if its state is still `from`, else ERR_NOTFOUND. */
int store_update_from(struct store *store, const struct item *item,
		      const char *from, struct err *err);
int store_delete(struct store *store, const char *id, struct err *err);

/*
 * Calls `each` for the items that pass the filter, until it returns false.
 * One that cannot be read comes with an empty body and `fault` set, so that
 * the rest is still shown. The item is borrowed.
 */
int store_each(struct store *store, const struct db_filter *filter,
	       bool (*each)(const struct item *item, const struct err *fault,
			    void *data),
	       void *data, struct err *err);
int store_count(struct store *store, const char *kind, size_t *count,
		struct err *err);

/*
 * A named value beside the items, not sealed, so nothing that is private.
 * ERR_NOTFOUND: it is not set. A NULL takes it away.
 */
int store_get_setting(struct store *store, const char *name,
		      struct strbuf *out, struct err *err);
int store_set_setting(struct store *store, const char *name,
		      const void *value, size_t len, struct err *err);

/* One transaction around several of the calls above, as db.h has it. */
int store_begin(struct store *store, struct err *err);
int store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/*
 * Seals everything with an open vault, which the store takes over on success,
 * in one transaction: the first time, or again with the keys of a new one
 * (rekey); then the store must be readable. ERR_SYSTEM also where another
 * process locked, unlocked or rekeyed since the store was opened.
 */
int store_lock(struct store *store, struct vault *vault, struct err *err);
/* Writes the file anew, so that nothing is left between its pages. */
int store_tidy(struct store *store, struct err *err);
/* The reverse of store_lock(); the vault must be open. */
int store_unlock(struct store *store, struct err *err);
/* Writes the head of the vault anew, after a slot was changed. */
int store_save_vault(struct store *store, struct err *err);

#endif
