#include "store/store-lock.h"

#include <assert.h>

#include "base/err.h"
#include "base/strlist.h"
#include "store/vault.h"

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

static int write_head(struct store *store, const struct vault *vault,
		      struct err *err)
{
	struct strbuf head = STRBUF_INIT;
	int ret;

	if (vault)
		vault_head(vault, &head);
	ret = db_set_setting(store->db, VAULT_SETTING,
			     vault ? head.text : NULL, head.len, err);
	strbuf_release(&head);
	return ret;
}

/* A damaged item stops it: sealed with keys that are thrown away it would be
 * lost, and left as it is it would stay in the clear. */
static int reseal_all(struct store *store, const struct vault *vault,
		      struct err *err)
{
	const struct db_filter all = { 0 };
	struct strlist ids = STRLIST_INIT;
	int ret = db_begin(store->db, err);

	if (!ret)
		ret = db_each(store->db, &all, take_id, &ids, err);
	for (size_t i = 0; !ret && i < ids.count; i++)
		ret = reseal(store, ids.items[i], vault, err);
	if (!ret)
		ret = write_head(store, vault, err);
	if (!ret)
		ret = db_commit(store->db, err);
	if (ret)
		db_rollback(store->db);
	strlist_release(&ids);
	return ret;
}

int store_lock(struct store *store, struct vault *vault, struct err *err)
{
	int ret;

	assert(vault_is_open(vault) && store_is_readable(store));
	ret = reseal_all(store, vault, err);
	if (ret)
		return ret;
	vault_free(store->vault);
	store->vault = vault;
	return db_tidy(store->db, err);
}

int store_unlock(struct store *store, struct err *err)
{
	int ret;

	assert(store->vault && vault_is_open(store->vault));
	ret = reseal_all(store, NULL, err);
	if (ret)
		return ret;
	vault_free(store->vault);
	store->vault = NULL;
	return 0;
}

int store_save_vault(struct store *store, struct err *err)
{
	return write_head(store, store->vault, err);
}
