#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/store-lock.h"
#include "store/vault.h"

#define ID_TRIES 8

/* --- opening ---------------------------------------------------------------- */

int store_open(struct store **out, const char *folder, enum db_mode mode,
	       struct err *err)
{
	struct store *store = mem_array(1, sizeof(*store));
	int ret;

	store->head = (struct strbuf)STRBUF_INIT;
	ret = db_open(&store->db, folder, mode, err);

	if (!ret)
		ret = store_renew_vault(store, err);
	if (ret) {
		store_close(store);
		return ret;
	}
	*out = store;
	return 0;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	vault_free(store->vault);
	strbuf_release(&store->head);
	db_close(store->db);
	free(store);
}

struct vault *store_vault(const struct store *store)
{
	return store->vault;
}

bool store_is_readable(const struct store *store)
{
	return !store->vault || vault_is_open(store->vault);
}

void item_release(struct item *item)
{
	free(item->kind);
	free(item->state);
	strbuf_wipe(&item->body);
	*item = (struct item)ITEM_INIT;
}

/* --- rows and items ---------------------------------------------------------- */

/* What a body is bound to. */
static void add_label(struct strbuf *out, const char *kind, const char *id)
{
	strbuf_addf(out, "%s %s", kind, id);
}

void store_add_sealed(const struct vault *vault, const struct item *item,
		      struct strbuf *out)
{
	struct strbuf label = STRBUF_INIT;

	if (vault) {
		add_label(&label, item->kind, item->id);
		vault_seal(vault, label.text, item->body.text, item->body.len,
			   out);
		strbuf_release(&label);
	} else {
		strbuf_add(out, item->body.text, item->body.len);
	}
}

/* Appends the body as it was given. */
static int add_plain(const struct vault *vault, const struct db_row *row,
		     struct strbuf *out, struct err *err)
{
	struct strbuf label = STRBUF_INIT;
	int ret;

	if (!vault) {
		if (vault_is_sealed(row->body, row->len))
			return err_set(err, ERR_INPUT, "%s is sealed, and its "
				       "vault is gone", row->id);
		strbuf_add(out, row->body, row->len);
		return 0;
	}
	/* Whoever has no key cannot have sealed it: not ours, or cut short. */
	add_label(&label, row->kind, row->id);
	ret = vault_unseal(vault, label.text, row->body, row->len, out, err);
	if (ret)
		err_prefix(err, row->id);
	strbuf_release(&label);
	return ret;
}

static int read_item(const struct store *store, const struct db_row *row,
		     struct item *item, struct err *err)
{
	strncpy(item->id, row->id, STORE_ID_SIZE - 1);
	item->kind = mem_string(row->kind);
	item->state = mem_string(row->state);
	item->created = row->created;
	item->unsigned_body = vault_is_unsigned(row->body, row->len);
	return add_plain(store->vault, row, &item->body, err);
}

struct db_row store_row(const struct item *item, const struct strbuf *body)
{
	return (struct db_row){
		item->id, item->kind, item->created, item->state, body->text,
		body->len,
	};
}

static int make_id(char id[STORE_ID_SIZE], struct err *err)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned char bytes[STORE_ID_SIZE - 1];

	if (getentropy(bytes, sizeof(bytes)))
		return err_set(err, ERR_SYSTEM, "no random bytes: %s",
			       strerror(errno));
	for (size_t i = 0; i < sizeof(bytes); i++)
		id[i] = letters[bytes[i] & 31];
	id[STORE_ID_SIZE - 1] = '\0';
	return 0;
}

static int check_size(const struct item *item, struct err *err)
{
	if (item->body.len > STORE_BODY_MAX)
		return err_set(err, ERR_INPUT, "an entry has at most %d MiB",
			       STORE_BODY_MAX / 1024 / 1024);
	return 0;
}

int store_add(struct store *store, struct item *item, struct err *err)
{
	int ret = check_size(item, err);

	if (ret || *item->id)
		return ret ? ret : store_write(store, item, true, NULL, err);
	/* Forty random bits meet only in stores of a million items. */
	for (int i = 0; i < ID_TRIES; i++) {
		ret = make_id(item->id, err);
		if (ret)
			break;
		ret = store_write(store, item, true, NULL, err);
		if (ret != ERR_INPUT)
			break;
	}
	return ret;
}

int store_update_from(struct store *store, const struct item *item,
		      const char *from, struct err *err)
{
	int ret = check_size(item, err);

	return ret ? ret : store_write(store, item, false, from, err);
}

int store_update(struct store *store, const struct item *item, struct err *err)
{
	return store_update_from(store, item, NULL, err);
}

int store_delete(struct store *store, const char *id, struct err *err)
{
	return db_delete(store->db, id, err);
}

/* --- reading ----------------------------------------------------------------- */

struct search {
	const struct store *store;
	struct item *item;
	size_t found;
	int ret;
	struct err *err;
};

static bool take_first(const struct db_row *row, void *data)
{
	struct search *s = data;

	if (!s->found++)
		s->ret = read_item(s->store, row, s->item, s->err);
	return s->found < 2;
}

int store_get(struct store *store, const char *kind, const char *id,
	      struct item *item, struct err *err)
{
	struct db_filter filter = { .kind = kind, .prefix = id, .limit = 2 };
	struct item read = ITEM_INIT;
	struct search search = { store, &read, 0, 0, err };
	int ret;

	if (!*id)
		return err_set(err, ERR_USAGE, "an id is missing");
	ret = db_each(store->db, &filter, take_first, &search, err);
	if (!ret)
		ret = search.ret;
	if (!ret && !search.found)
		ret = err_set(err, ERR_NOTFOUND, "nothing kept has the id %s",
			      id);
	if (!ret && search.found > 1)
		ret = err_set(err, ERR_USAGE, "several ids begin with %s; give "
			      "more of it", id);
	if (ret)
		item_release(&read);
	else
		*item = read;
	return ret;
}

struct walk {
	const struct store *store;
	bool (*each)(const struct item *item, const struct err *fault,
		     void *data);
	void *data;
};

static bool walk_row(const struct db_row *row, void *data)
{
	const struct walk *walk = data;
	struct item item = ITEM_INIT;
	struct err fault = { 0 };
	int ret = read_item(walk->store, row, &item, &fault);
	bool more = walk->each(&item, ret ? &fault : NULL, walk->data);

	item_release(&item);
	return more;
}

int store_each(struct store *store, const struct db_filter *filter,
	       bool (*each)(const struct item *item, const struct err *fault,
			    void *data),
	       void *data, struct err *err)
{
	struct walk walk = { store, each, data };

	return db_each(store->db, filter, walk_row, &walk, err);
}

int store_count(struct store *store, const char *kind, size_t *count,
		struct err *err)
{
	return db_count(store->db, kind, count, err);
}

int store_get_setting(struct store *store, const char *name,
		      struct strbuf *out, struct err *err)
{
	return db_get_setting(store->db, name, out, err);
}

int store_set_setting(struct store *store, const char *name,
		      const void *value, size_t len, struct err *err)
{
	return db_set_setting(store->db, name, value, len, err);
}

int store_begin(struct store *store, struct err *err)
{
	return db_begin(store->db, err);
}

int store_commit(struct store *store, struct err *err)
{
	return db_commit(store->db, err);
}

void store_rollback(struct store *store)
{
	db_rollback(store->db);
}
