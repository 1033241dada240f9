#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "kept.h"
#include "store/promise.h"
#include "store/store.h"
#include "store/vault.h"

struct told {
	struct strbuf text;
	char id[STORE_ID_SIZE];
	int most;		/* after so many it has heard enough */
};

static bool tell(const struct promise *promise, void *data)
{
	struct told *told = data;

	memcpy(told->id, promise->id, STORE_ID_SIZE);
	strbuf_addf(&told->text, "%s/%s/%s/%s/%lld/%lld ",
		    promise->to ? promise->to : "self", promise->what,
		    promise->due ? promise->due : "-",
		    promise_state_name(promise->state),
		    (long long)promise->made, (long long)promise->settled);
	return --told->most;
}

static void add_two(void)
{
	static const struct promise first = {
		.to = "Kim", .what = "pay back \"40\"", .due = "2026-11-30",
		.made = 5,
	}, second = { .what = "rest", .made = 6 };
	struct err err = { 0 };

	assert_int_equal(promise_add(store, &first, &err), 0);
	assert_int_equal(promise_add(store, &second, &err), 0);
}

static void walks_by_time(void **state)
{
	static const struct {
		int64_t from, until;
		int most;
		const char *want;
	} cases[] = {
		{ 0, 0, 9, "Kim/pay back \"40\"/2026-11-30/made/5/0 "
		  "self/rest/-/made/6/0 " },
		{ 0, 0, 1, "Kim/pay back \"40\"/2026-11-30/made/5/0 " },
		{ 6, 7, 9, "self/rest/-/made/6/0 " },
		{ 7, 9, 9, "" },
	};

	(void)state;
	add_two();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct told told = { STRBUF_INIT, "", cases[i].most };
		struct err err = { 0 };

		assert_int_equal(promise_each(store, cases[i].from,
					      cases[i].until, tell, &told,
					      &err), 0);
		assert_string_equal(told.text.text, cases[i].want);
		strbuf_release(&told.text);
	}
}

static void moves_one_and_then_keeps_it(void **state)
{
	struct told told = { STRBUF_INIT, "", 9 };
	struct err err = { 0 };

	(void)state;
	add_two();
	assert_int_equal(promise_each(store, 6, 7, tell, &told, &err), 0);
	told.id[6] = '\0';
	assert_int_equal(promise_settle(store, told.id, PROMISE_RENEGOTIATED,
					"2026-12-01", 7, &err), 0);
	assert_int_equal(promise_settle(store, told.id, PROMISE_KEPT, NULL, 9,
					&err), 0);
	strbuf_reset(&told.text);
	assert_int_equal(promise_each(store, 6, 7, tell, &told, &err), 0);
	assert_string_equal(told.text.text, "self/rest/2026-12-01/kept/6/9 ");
	assert_int_equal(promise_settle(store, "zzzzzzzz", PROMISE_KEPT, NULL,
					9, &err), ERR_NOTFOUND);
	/* What failed left no transaction open. */
	assert_int_equal(store_begin(store, &err), 0);
	strbuf_release(&told.text);
}

static void names_are_known_and_words_are_needed(void **state)
{
	static const struct promise empty = { .what = "" }, none = { 0 };
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < PROMISE_STATES; i++)
		assert_int_equal(promise_state_named(promise_state_name(
				 (enum promise_state)i)), i);
	assert_int_equal(promise_state_named("broken"), PROMISE_STATES);
	assert_int_equal(promise_add(store, &empty, &err), ERR_USAGE);
	assert_int_equal(promise_add(store, &none, &err), ERR_USAGE);
}

static void a_locked_ledger_takes_and_does_not_tell(void **state)
{
	struct told told = { STRBUF_INIT, "", 9 };
	struct vault *vault = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(vault_new(&vault, 1, &err), 0);
	assert_int_equal(store_lock(store, vault, &err), 0);
	vault_close(store_vault(store));
	add_two();
	assert_false(home_holds(&home, "rest"));
	assert_int_equal(promise_each(store, 0, 0, tell, &told, &err),
			 ERR_LOCKED);
	assert_string_equal(told.text.text, "");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(walks_by_time),
		CASE(moves_one_and_then_keeps_it),
		CASE(names_are_known_and_words_are_needed),
		CASE(a_locked_ledger_takes_and_does_not_tell),
	};

	return cmocka_run_group_tests_name("promise", tests, NULL, NULL);
}
