/*
 * Long for a test: the store is where a person's words lie, so each promise of
 * store.h has a test of its own, on a file of its own.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/store.h"
#include "store/vault.h"

static const char canary[] = "zebrafish-umbrella";
static const struct vault_cost cheap = { VAULT_PASSES_MIN,
					 VAULT_MEMORY_MIN_KIB };

/* A folder of its own for each test; run.sh gives each file a TMPDIR. */
static int setup(void **state)
{
	const char *tmp = getenv("TMPDIR");
	struct strbuf folder = STRBUF_INIT;

	strbuf_addf(&folder, "%s/store-XXXXXX", tmp ? tmp : "/tmp");
	*state = strbuf_detach(&folder);
	return !mkdtemp(*state);
}

static int teardown(void **state)
{
	struct strbuf path = STRBUF_INIT;

	strbuf_addf(&path, "%s/boundary.db", (char *)*state);
	unlink(path.text);
	strbuf_addstr(&path, "-journal");
	unlink(path.text);
	rmdir(*state);
	strbuf_release(&path);
	free(*state);
	return 0;
}

static struct store *open_store(const char *folder)
{
	struct store *store = NULL;
	struct err err = { 0 };

	if (store_open(&store, folder, DB_WRITE, &err))
		fail_msg("%s", err.text);
	return store;
}

static void add(struct store *store, const char *text, int64_t created,
		char id[STORE_ID_SIZE])
{
	struct item item = {
		.kind = mem_string("draft"), .state = mem_string("kept"),
		.created = created, .body = STRBUF_INIT,
	};
	struct err err = { 0 };

	strbuf_addstr(&item.body, text);
	if (store_add(store, &item, &err))
		fail_msg("%s", err.text);
	if (id)
		memcpy(id, item.id, STORE_ID_SIZE);
	item_release(&item);
}

static int get(struct store *store, const char *id, struct strbuf *text)
{
	struct item item = ITEM_INIT;
	struct err err = { 0 };
	int ret = store_get(store, "draft", id, &item, &err);

	strbuf_reset(text);
	strbuf_add(text, item.body.text, item.body.len);
	item_release(&item);
	return ret;
}

/* Whether the bytes of the file hold `text`. */
static bool file_has(const char *folder, const char *text)
{
	struct strbuf path = STRBUF_INIT, bytes = STRBUF_INIT;
	struct err err = { 0 };
	bool has;

	strbuf_addf(&path, "%s/boundary.db", folder);
	assert_int_equal(file_read(path.text, 1 << 24, &bytes, &err), 0);
	has = memmem(bytes.text, bytes.len, text, strlen(text)) != NULL;
	strbuf_release(&path);
	strbuf_release(&bytes);
	return has;
}

static void keeps_changes_and_forgets(void **state)
{
	struct store *store = open_store(*state);
	struct strbuf text = STRBUF_INIT, path = STRBUF_INIT;
	struct item item = ITEM_INIT;
	char id[STORE_ID_SIZE];
	struct err err = { 0 };
	struct stat st;

	add(store, canary, 100, id);
	assert_int_equal(get(store, id, &text), 0);
	assert_string_equal(text.text, canary);
	strbuf_addf(&path, "%s/boundary.db", (char *)*state);
	assert_int_equal(stat(path.text, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	store_close(store);

	store = open_store(*state);
	assert_int_equal(store_get(store, "draft", id, &item, &err), 0);
	assert_int_equal(item.created, 100);
	assert_string_equal(item.state, "kept");
	strbuf_reset(&item.body);
	strbuf_addstr(&item.body, "shorter");
	assert_int_equal(store_update(store, &item, &err), 0);
	item_release(&item);
	assert_int_equal(get(store, id, &text), 0);
	assert_string_equal(text.text, "shorter");
	assert_false(file_has(*state, canary));
	assert_int_equal(store_delete(store, id, &err), 0);
	assert_int_equal(store_delete(store, id, &err), ERR_NOTFOUND);
	assert_int_equal(get(store, id, &text), ERR_NOTFOUND);
	assert_false(file_has(*state, "shorter"));
	store_close(store);
	strbuf_release(&text);
	strbuf_release(&path);
}

static void an_id_may_be_cut_short_where_it_is_clear(void **state)
{
	struct store *store = open_store(*state);
	struct strbuf text = STRBUF_INIT;
	char first[STORE_ID_SIZE], id[STORE_ID_SIZE];

	add(store, "one", 1, first);
	assert_int_equal(get(store, (char[]){ first[0], '\0' }, &text), 0);
	/* Two of more than 32 items begin alike. */
	for (int i = 0; i < 33; i++)
		add(store, "more", 2, id);
	assert_int_equal(get(store, first, &text), 0);
	assert_string_equal(text.text, "one");
	assert_int_equal(get(store, "", &text), ERR_USAGE);
	assert_int_equal(get(store, "%", &text), ERR_NOTFOUND);
	store_close(store);
	strbuf_release(&text);
}

static bool note_time(const struct item *item, const struct err *fault,
		      void *data)
{
	assert_null(fault);
	strbuf_addf(data, "%d ", (int)item->created);
	return true;
}

static void walks_by_time(void **state)
{
	static const struct {
		struct db_filter filter;
		const char *seen;
	} cases[] = {
		{ { .kind = "draft" }, "10 20 30 " },
		{ { .kind = "draft", .newest_first = true }, "30 20 10 " },
		{ { .kind = "draft", .from = 10, .until = 30 }, "10 20 " },
		{ { .kind = "draft", .limit = 1 }, "10 " },
		{ { .kind = "person" }, "" },
		{ { 0 }, "10 20 30 " },
	};
	struct store *store = open_store(*state);
	size_t count = 0;
	struct err err = { 0 };

	add(store, "b", 20, NULL);
	add(store, "c", 30, NULL);
	add(store, "a", 10, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf seen = STRBUF_INIT;

		assert_int_equal(store_each(store, &cases[i].filter, note_time,
					    &seen, &err), 0);
		assert_string_equal(seen.text, cases[i].seen);
		strbuf_release(&seen);
	}
	assert_int_equal(store_count(store, "draft", &count, &err), 0);
	assert_int_equal(count, 3);
	store_close(store);
}

static struct vault *new_vault(uint32_t generation)
{
	struct vault *vault = NULL;
	struct vault_cost cost = cheap;
	struct err err = { 0 };

	assert_int_equal(vault_new(&vault, generation, &err), 0);
	assert_int_equal(vault_set_slot(vault, VAULT_PASSPHRASE, "pass", 4,
					&cost, &err), 0);
	return vault;
}

static void locks_takes_while_locked_and_opens(void **state)
{
	struct store *store = open_store(*state);
	struct strbuf text = STRBUF_INIT;
	char id[STORE_ID_SIZE], later[STORE_ID_SIZE];
	struct err err = { 0 };

	add(store, canary, 1, id);
	assert_true(file_has(*state, canary));
	assert_int_equal(store_lock(store, new_vault(1), &err), 0);
	assert_false(file_has(*state, canary));
	assert_int_equal(get(store, id, &text), 0);
	store_close(store);

	store = open_store(*state);
	assert_false(store_is_readable(store));
	assert_int_equal(get(store, id, &text), ERR_LOCKED);
	add(store, canary, 2, later);
	assert_false(file_has(*state, canary));
	assert_int_equal(vault_open(store_vault(store), "nope", 4, &err),
			 ERR_LOCKED);
	assert_int_equal(vault_open(store_vault(store), "pass", 4, &err), 0);
	assert_int_equal(get(store, later, &text), 0);
	assert_string_equal(text.text, canary);

	assert_int_equal(store_lock(store, new_vault(2), &err), 0);
	assert_int_equal(get(store, id, &text), 0);
	assert_string_equal(text.text, canary);
	assert_int_equal(store_unlock(store, &err), 0);
	assert_true(file_has(*state, canary));
	store_close(store);
	store = open_store(*state);
	assert_null(store_vault(store));
	assert_int_equal(get(store, later, &text), 0);
	store_close(store);
	strbuf_release(&text);
}

static bool count_faults(const struct item *item, const struct err *fault,
			 void *data)
{
	int *counts = data;

	counts[fault != NULL]++;
	if (fault)
		assert_non_null(strstr(fault->text, item->id));
	return true;
}

/* Bodies that were changed places are two damaged items, named; the rest is
 * shown. */
static void names_what_is_damaged_and_shows_the_rest(void **state)
{
	struct store *store = open_store(*state);
	struct strbuf command = STRBUF_INIT;
	char a[STORE_ID_SIZE], b[STORE_ID_SIZE];
	int counts[2] = { 0, 0 };
	struct db *db = NULL;
	struct err err = { 0 };
	struct db_row row;

	add(store, "one", 1, a);
	add(store, "two", 2, b);
	add(store, "three", 3, NULL);
	assert_int_equal(store_lock(store, new_vault(1), &err), 0);
	assert_int_equal(db_open(&db, *state, DB_WRITE, &err), 0);
	row = (struct db_row){ a, "draft", 1, "kept", "BNDI1\0junk", 10 };
	assert_int_equal(db_update(db, &row, &err), 0);
	row = (struct db_row){ b, "draft", 2, "kept", "plain", 5 };
	assert_int_equal(db_update(db, &row, &err), 0);
	db_close(db);
	assert_int_equal(store_each(store, &(struct db_filter){ 0 },
				    count_faults, counts, &err), 0);
	assert_int_equal(counts[0], 1);
	assert_int_equal(counts[1], 2);
	/* What cannot be read is not thrown away by a new lock either. */
	assert_int_equal(store_unlock(store, &err), ERR_INPUT);
	assert_non_null(store_vault(store));
	store_close(store);
	strbuf_release(&command);
}

static void refuses_files_that_are_not_ours(void **state)
{
	struct strbuf path = STRBUF_INIT;
	struct store *store = NULL;
	struct db *db = NULL;
	struct err err = { 0 };

	strbuf_addf(&path, "%s/boundary.db", (char *)*state);
	assert_int_equal(store_open(&store, *state, DB_READ, &err),
			 ERR_NOTFOUND);
	assert_int_equal(access(path.text, F_OK), -1);

	assert_int_equal(symlink("/etc/passwd", path.text), 0);
	assert_int_equal(store_open(&store, *state, DB_WRITE, &err),
			 ERR_SYSTEM);
	assert_non_null(strstr(err.text, "not a plain file"));
	unlink(path.text);

	assert_int_equal(file_write(path.text, "not a database at all, is it?",
				    29, 0600, &err), 0);
	assert_int_equal(store_open(&store, *state, DB_WRITE, &err),
			 ERR_SYSTEM);
	assert_non_null(strstr(err.text, "damaged"));
	unlink(path.text);

	assert_int_equal(db_open(&db, *state, DB_WRITE, &err), 0);
	assert_int_equal(db_set_setting(db, "x", "y", 1, &err), 0);
	db_close(db);
	strbuf_release(&path);
}

/* Processes at once: each adds, and none is lost. */
static void takes_from_many_at_once(void **state)
{
	enum { HANDS = 6, EACH = 20 };
	struct store *store = open_store(*state);
	size_t count = 0;
	struct err err = { 0 };

	store_close(store);
	for (int hand = 0; hand < HANDS; hand++) {
		if (fork())
			continue;
		store = open_store(*state);
		for (int i = 0; i < EACH; i++)
			add(store, "x", i, NULL);
		store_close(store);
		_exit(0);
	}
	for (int hand = 0; hand < HANDS; hand++) {
		int status = -1;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	store = open_store(*state);
	assert_int_equal(store_count(store, "draft", &count, &err), 0);
	assert_int_equal(count, HANDS * EACH);
	store_close(store);
}

static void takes_back_a_transaction(void **state)
{
	struct store *store = open_store(*state);
	size_t count = 9;
	struct err err = { 0 };

	assert_int_equal(store_begin(store, &err), 0);
	add(store, "x", 1, NULL);
	store_rollback(store);
	assert_int_equal(store_count(store, NULL, &count, &err), 0);
	assert_int_equal(count, 0);
	assert_int_equal(store_begin(store, &err), 0);
	add(store, "x", 1, NULL);
	assert_int_equal(store_commit(store, &err), 0);
	assert_int_equal(store_count(store, NULL, &count, &err), 0);
	assert_int_equal(count, 1);
	store_close(store);
}

/* One has it open while the other locks it, rekeys it, unlocks it. */
static void what_is_added_goes_under_the_lock_of_that_moment(void **state)
{
	struct store *one = open_store(*state), *other = open_store(*state);
	struct strbuf text = STRBUF_INIT;
	char first[STORE_ID_SIZE], second[STORE_ID_SIZE];
	struct err err = { 0 };

	assert_int_equal(store_lock(other, new_vault(1), &err), 0);
	add(one, canary, 1, first);
	assert_false(file_has(*state, canary));
	assert_int_equal(get(other, first, &text), 0);
	assert_string_equal(text.text, canary);
	assert_int_equal(get(one, first, &text), ERR_LOCKED);

	assert_int_equal(store_lock(other, new_vault(2), &err), 0);
	add(one, "after the rekey", 2, second);
	assert_int_equal(get(other, second, &text), 0);
	assert_string_equal(text.text, "after the rekey");
	assert_int_equal(get(other, first, &text), 0);

	assert_int_equal(store_unlock(other, &err), 0);
	add(one, "in the clear again", 3, NULL);
	assert_true(file_has(*state, "in the clear again"));
	store_close(one);
	store_close(other);
	strbuf_release(&text);
}

/* A head that is not the one that was read is not written over. */
static void a_lock_that_changed_meanwhile_stays(void **state)
{
	struct store *one = open_store(*state), *other = open_store(*state);
	struct vault *late = new_vault(1);
	struct err err = { 0 };
	struct strbuf text = STRBUF_INIT;
	char id[STORE_ID_SIZE];

	add(one, canary, 1, id);
	assert_int_equal(store_lock(one, new_vault(1), &err), 0);
	assert_int_equal(store_lock(other, late, &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "try again"));
	vault_free(late);
	store_close(other);
	other = open_store(*state);
	assert_int_equal(vault_open(store_vault(other), "pass", 4, &err), 0);
	assert_int_equal(store_lock(one, new_vault(2), &err), 0);
	assert_int_equal(store_save_vault(other, &err), ERR_SYSTEM);
	assert_int_equal(store_unlock(other, &err), ERR_SYSTEM);
	assert_int_equal(get(one, id, &text), 0);
	assert_string_equal(text.text, canary);
	store_close(one);
	store_close(other);
	strbuf_release(&text);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(keeps_changes_and_forgets),
		WITH_FOLDER(an_id_may_be_cut_short_where_it_is_clear),
		WITH_FOLDER(walks_by_time),
		WITH_FOLDER(locks_takes_while_locked_and_opens),
		WITH_FOLDER(names_what_is_damaged_and_shows_the_rest),
		WITH_FOLDER(refuses_files_that_are_not_ours),
		WITH_FOLDER(takes_from_many_at_once),
		WITH_FOLDER(takes_back_a_transaction),
		WITH_FOLDER(what_is_added_goes_under_the_lock_of_that_moment),
		WITH_FOLDER(a_lock_that_changed_meanwhile_stays),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
