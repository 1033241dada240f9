#include "store/store-lock.h"

#include <assert.h>
#include <string.h>

#include "base/err.h"
#include "base/strlist.h"
#include "store/vault.h"

/* --- the vault in the file -------------------------------------------------- */

static int read_head(struct store *store, struct strbuf *head,
		     struct err *err)
{
	struct err why = { 0 };
	int ret = db_get_setting(store->db, VAULT_SETTING, head, &why);

	if (ret && ret != ERR_NOTFOUND)
		*err = why;
	return ret == ERR_NOTFOUND ? 0 : ret;
}

static bool is_ours(const struct store *store, const struct strbuf *head)
{
	return head->len == store->head.len &&
	       (!head->len || !memcmp(head->text, store->head.text,
				      head->len));
}

static void take_over(struct store *store, struct vault *vault,
		      const struct strbuf *head)
{
	vault_free(store->vault);
	store->vault = vault;
	strbuf_reset(&store->head);
	strbuf_add(&store->head, head->text, head->len);
}

int store_renew_vault(struct store *store, struct err *err)
{
	struct strbuf head = STRBUF_INIT;
	struct vault *vault = NULL;
	int ret = read_head(store, &head, err);

	if (!ret && !is_ours(store, &head)) {
		if (head.len)
			ret = vault_parse(&vault, head.text, head.len, err);
		if (ret)
			err_prefix(err, db_path(store->db));
		else
			take_over(store, vault, &head);
	}
	strbuf_release(&head);
	return ret;
}

/*
 * A store may be open for as long as a person types. Sealed with keys that were
 * thrown away meanwhile an item would be lost; not sealed at all, it would lie
 * in the clear among what is locked.
 */
int store_write(struct store *store, const struct item *item, bool is_new,
		const char *from, struct err *err)
{
	const bool own = !db_in_transaction(store->db);
	struct strbuf body = STRBUF_INIT;
	int ret = own ? db_begin(store->db, err) : 0;

	if (!ret)
		ret = store_renew_vault(store, err);
	if (!ret) {
		struct db_row row;

		store_add_sealed(store->vault, item, &body);
		row = store_row(item, &body);
		ret = is_new ? db_insert(store->db, &row, err) :
			db_update_from(store->db, &row, from, err);
	}
	if (!ret && own)
		ret = db_commit(store->db, err);
	if (ret && own)
		db_rollback(store->db);
	strbuf_wipe(&body);
	return ret;
}

/* --- another vault ---------------------------------------------------------- */

static bool take_id(const struct db_row *row, void *data)
{
	strlist_add(data, row->id);
	return true;
}

/* Reads one item under the old keys and writes it under the new ones. */
static int reseal(struct store *store, const char *id,
		  const struct vault *vault, struct err *err)
{
	struct strbuf body = STRBUF_INIT;
	struct item item = ITEM_INIT;
	int ret = store_get(store, NULL, id, &item, err);

	if (!ret) {
		struct db_row row;

		store_add_sealed(vault, &item, &body);
		row = store_row(&item, &body);
		ret = db_update(store->db, &row, err);
	}
	strbuf_wipe(&body);
	item_release(&item);
	return ret;
}

/* Only over the head that was read: over another one, keys would be lost. */
static int write_head(struct store *store, const struct strbuf *head,
		      struct err *err)
{
	struct strbuf there = STRBUF_INIT;
	int ret = read_head(store, &there, err);

	if (!ret && !is_ours(store, &there))
		ret = err_set(err, ERR_SYSTEM, "%s: another boundary changed "
			      "the lock just now; try again",
			      db_path(store->db));
	if (!ret)
		ret = db_set_setting(store->db, VAULT_SETTING,
				     head->len ? head->text : NULL, head->len,
				     err);
	strbuf_release(&there);
	return ret;
}

/* A damaged item stops it: sealed with keys that are thrown away it would be
 * lost, and left as it is it would stay in the clear. */
static int reseal_all(struct store *store, const struct vault *vault,
		      const struct strbuf *head, struct err *err)
{
	const struct db_filter all = { 0 };
	struct strlist ids = STRLIST_INIT;
	int ret = db_begin(store->db, err);

	if (!ret)
		ret = write_head(store, head, err);
	if (!ret)
		ret = db_each(store->db, &all, take_id, &ids, err);
	for (size_t i = 0; !ret && i < ids.count; i++)
		ret = reseal(store, ids.items[i], vault, err);
	if (!ret)
		ret = db_commit(store->db, err);
	if (ret)
		db_rollback(store->db);
	strlist_release(&ids);
	return ret;
}

int store_lock(struct store *store, struct vault *vault, struct err *err)
{
	struct strbuf head = STRBUF_INIT;
	int ret;

	assert(vault_is_open(vault) && store_is_readable(store));
	vault_head(vault, &head);
	ret = reseal_all(store, vault, &head, err);
	if (!ret)
		take_over(store, vault, &head);
	strbuf_release(&head);
	return ret;
}

int store_tidy(struct store *store, struct err *err)
{
	return db_tidy(store->db, err);
}

int store_unlock(struct store *store, struct err *err)
{
	const struct strbuf none = STRBUF_INIT;
	int ret;

	assert(store->vault && vault_is_open(store->vault));
	ret = reseal_all(store, NULL, &none, err);
	if (!ret)
		take_over(store, NULL, &none);
	return ret;
}

int store_save_vault(struct store *store, struct err *err)
{
	struct strbuf head = STRBUF_INIT;
	int ret = db_begin(store->db, err);

	vault_head(store->vault, &head);
	if (!ret)
		ret = write_head(store, &head, err);
	if (!ret)
		ret = db_commit(store->db, err);
	if (ret) {
		db_rollback(store->db);
	} else {
		strbuf_reset(&store->head);
		strbuf_add(&store->head, head.text, head.len);
	}
	strbuf_release(&head);
	return ret;
}
