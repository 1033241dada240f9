#include "kept.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"

static const char canary[] = "zebrafish-umbrella";

/* "FILE-journal", and a second name by which it is still there afterwards. */
static void name_journal(char path[160], char other[160])
{
	snprintf(path, 160, "%s-journal", home.file);
	snprintf(other, 160, "%s/held", home.folder);
}

static void add(char id[STORE_ID_SIZE])
{
	struct item item = ITEM_INIT;
	struct err err = { 0 };

	item.kind = mem_string("journal");
	item.state = mem_string("");
	strbuf_addstr(&item.body, canary);
	assert_int_equal(store_add(store, &item, &err), 0);
	memcpy(id, item.id, STORE_ID_SIZE);
	item_release(&item);
}

static void read_whole(const char *path, struct strbuf *out)
{
	struct err err = { 0 };

	strbuf_reset(out);
	assert_int_equal(file_read(path, 1 << 20, out, &err), 0);
}

static bool has_canary(const struct strbuf *text)
{
	return memmem(text->text, text->len, canary, strlen(canary));
}

/* What a commit, or a step back, leaves behind in the free space of a disk. */
static void a_journal_is_zeros_before_it_is_gone(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	char id[STORE_ID_SIZE], path[160], other[160];

	(void)state;
	name_journal(path, other);
	for (int commits = 0; commits < 2; commits++) {
		add(id);
		assert_int_equal(store_begin(store, &err), 0);
		assert_int_equal(store_delete(store, id, &err), 0);
		assert_int_equal(link(path, other), 0);
		read_whole(other, &text);
		assert_true(has_canary(&text));
		if (commits)
			assert_int_equal(store_commit(store, &err), 0);
		else
			store_rollback(store);
		assert_int_equal(access(path, F_OK), -1);
		read_whole(other, &text);
		assert_true(text.len > 512);
		for (size_t i = 0; i < text.len; i++)
			assert_int_equal(text.text[i], 0);
		assert_int_equal(unlink(other), 0);
	}
	strbuf_release(&text);
}

/* A process that dies between commit and deletion leaves what undoes nothing. */
static void remains_are_taken_away_by_whoever_comes_next(void **state)
{
	struct strbuf text = STRBUF_INIT, remains = STRBUF_INIT;
	struct err err = { 0 };
	char id[STORE_ID_SIZE], path[160], other[160];

	(void)state;
	name_journal(path, other);
	add(id);
	for (enum db_mode mode = DB_READ; ; mode = DB_WRITE) {
		store_close(store);
		store = NULL;
		strbuf_reset(&remains);
		for (int i = 0; i < 512; i++)
			strbuf_addch(&remains, '\0');
		strbuf_addstr(&remains, canary);
		assert_int_equal(file_write(path, remains.text, remains.len,
					    0600, &err), 0);
		assert_int_equal(link(path, other), 0);
		assert_int_equal(store_open(&store, home.folder, mode, &err),
				 0);
		assert_int_equal(access(path, F_OK), -1);
		read_whole(other, &text);
		assert_false(has_canary(&text));
		assert_int_equal(unlink(other), 0);
		if (mode == DB_WRITE)
			break;
	}
	strbuf_release(&text);
	strbuf_release(&remains);
}

/* Of a process that is at work it is no remains, and nobody waits for it. */
static void the_journal_of_another_stays(void **state)
{
	struct store *other = NULL;
	struct err err = { 0 };
	char id[STORE_ID_SIZE], path[160], held[160];

	(void)state;
	name_journal(path, held);
	add(id);
	assert_int_equal(store_begin(store, &err), 0);
	assert_int_equal(store_delete(store, id, &err), 0);
	assert_int_equal(store_open(&other, home.folder, DB_READ, &err), 0);
	assert_int_equal(access(path, F_OK), 0);
	store_close(other);
	store_rollback(store);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(store_delete(store, id, &err), 0);
}

int main(void)
{
#define KEPT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		KEPT(a_journal_is_zeros_before_it_is_gone),
		KEPT(remains_are_taken_away_by_whoever_comes_next),
		KEPT(the_journal_of_another_stays),
	};

	return cmocka_run_group_tests_name("db_shred", tests, NULL, NULL);
}
