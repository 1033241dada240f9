#include "home.h"

#include "base/err.h"
#include "base/mem.h"
#include "store/outbox.h"
#include "store/store.h"

static const char body[] = "{\"text\":\"zebrafish-umbrella\"}";

static struct store *open_store(const struct home *home)
{
	struct store *store = NULL;
	struct err err = { 0 };

	assert_int_equal(store_open(&store, home->folder, DB_WRITE, &err), 0);
	return store;
}

static void add(struct store *store, struct outbox_entry *e)
{
	struct err err = { 0 };

	e->endpoint = mem_string("ana");
	e->host = mem_string("inbox.example.org");
	e->format = mem_string("text");
	e->message = mem_string("8f14e45f-ceea-467f-9a3b-0242ac120002");
	e->hash = mem_string("abc");
	e->created = 1795500000;
	strbuf_addstr(&e->body, body);
	assert_int_equal(outbox_add(store, e, &err), 0);
	assert_int_equal(e->state, OUTBOX_QUEUED);
	assert_int_equal(strlen(e->id), STORE_ID_SIZE - 1);
}

static void read_again(struct store *store, const char *id,
		       struct outbox_entry *e)
{
	struct err err = { 0 };

	assert_int_equal(outbox_get(store, id, e, &err), 0);
}

static void an_entry_comes_back_as_it_was(void **state)
{
	struct outbox_entry e = OUTBOX_ENTRY_INIT, again = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	struct store *store;
	struct home home;

	(void)state;
	home_make(&home);
	store = open_store(&home);
	add(store, &e);
	e.state = OUTBOX_PARKED;
	e.tries = 3;
	e.next = 1795500300;
	e.ended = 1795500001;
	e.status = 422;
	e.reason = mem_string("422: \"too long\"");
	assert_int_equal(outbox_update(store, &e, &err), 0);
	read_again(store, e.id, &again);
	assert_int_equal(again.state, OUTBOX_PARKED);
	assert_int_equal(again.tries, 3);
	assert_int_equal(again.next, 1795500300);
	assert_int_equal(again.ended, 1795500001);
	assert_int_equal(again.created, 1795500000);
	assert_int_equal(again.status, 422);
	assert_string_equal(again.endpoint, "ana");
	assert_string_equal(again.host, "inbox.example.org");
	assert_string_equal(again.format, "text");
	assert_string_equal(again.message, e.message);
	assert_string_equal(again.hash, "abc");
	assert_string_equal(again.reason, "422: \"too long\"");
	assert_string_equal(again.body.text, body);
	outbox_entry_release(&e);
	outbox_entry_release(&again);
	store_close(store);
	home_remove(&home);
}

static void of_what_was_sent_a_receipt_is_left(void **state)
{
	struct outbox_entry e = OUTBOX_ENTRY_INIT, again = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	struct store *store;
	struct home home;

	(void)state;
	home_make(&home);
	store = open_store(&home);
	add(store, &e);
	assert_true(home_holds(&home, "zebrafish"));
	e.state = OUTBOX_SENT;
	e.status = 202;
	assert_int_equal(outbox_update(store, &e, &err), 0);
	read_again(store, e.id, &again);
	assert_int_equal(again.state, OUTBOX_SENT);
	assert_int_equal(again.body.len, 0);
	assert_string_equal(again.hash, "abc");
	outbox_entry_release(&e);
	outbox_entry_release(&again);
	store_close(store);
	/* Not in the file either, between what is in use. */
	assert_false(home_holds(&home, "zebrafish"));
	home_remove(&home);
}

/* A timer and a person at once: both have read it, one of them sends it. */
static void of_two_that_start_it_one_does(void **state)
{
	struct outbox_entry e = OUTBOX_ENTRY_INIT, other = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	struct store *store, *another;
	struct home home;

	(void)state;
	home_make(&home);
	store = open_store(&home);
	another = open_store(&home);
	add(store, &e);
	read_again(another, e.id, &other);
	assert_int_equal(outbox_start(store, &e, &err), 0);
	assert_int_equal(e.state, OUTBOX_STARTED);
	assert_int_equal(e.tries, 1);
	assert_int_equal(outbox_start(another, &other, &err), ERR_NOTFOUND);
	assert_int_equal(other.state, OUTBOX_QUEUED);
	assert_int_equal(other.tries, 0);
	outbox_entry_release(&e);
	outbox_entry_release(&other);
	store_close(store);
	store_close(another);
	home_remove(&home);
}

struct seen {
	char ids[4][STORE_ID_SIZE];
	size_t count, most;
};

static bool see(const struct outbox_entry *entry, void *data)
{
	struct seen *seen = data;

	snprintf(seen->ids[seen->count], STORE_ID_SIZE, "%s", entry->id);
	return ++seen->count < seen->most;
}

static void all_are_shown_and_one_can_be_dropped(void **state)
{
	struct outbox_entry e[3] = {
		OUTBOX_ENTRY_INIT, OUTBOX_ENTRY_INIT, OUTBOX_ENTRY_INIT,
	};
	struct seen seen = { .most = 4 };
	struct err err = { 0 };
	struct store *store;
	struct home home;

	(void)state;
	home_make(&home);
	store = open_store(&home);
	assert_int_equal(outbox_each(store, see, &seen, &err), 0);
	assert_int_equal(seen.count, 0);
	for (int i = 0; i < 3; i++)
		add(store, &e[i]);
	assert_int_equal(outbox_each(store, see, &seen, &err), 0);
	assert_int_equal(seen.count, 3);
	assert_int_equal(outbox_drop(store, &e[1], &err), 0);
	seen = (struct seen){ .most = 1 };
	assert_int_equal(outbox_each(store, see, &seen, &err), 0);
	assert_int_equal(seen.count, 1);
	seen = (struct seen){ .most = 4 };
	assert_int_equal(outbox_each(store, see, &seen, &err), 0);
	assert_int_equal(seen.count, 2);
	for (size_t i = 0; i < seen.count; i++)
		assert_string_not_equal(seen.ids[i], e[1].id);
	assert_int_equal(outbox_get(store, e[1].id, &e[1], &err),
			 ERR_NOTFOUND);
	for (int i = 0; i < 3; i++)
		outbox_entry_release(&e[i]);
	store_close(store);
	home_remove(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_comes_back_as_it_was),
		cmocka_unit_test(of_what_was_sent_a_receipt_is_left),
		cmocka_unit_test(of_two_that_start_it_one_does),
		cmocka_unit_test(all_are_shown_and_one_can_be_dropped),
	};

	return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
