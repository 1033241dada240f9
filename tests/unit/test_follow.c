#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strlist.h"
#include "kept.h"
#include "store/follow.h"
#include "store/journal.h"
#include "store/promise.h"
#include "store/store.h"

static cJSON *parse(const char *text)
{
	cJSON *json = NULL;
	struct err err = { 0 };

	if (json_parse(&json, text, strlen(text), &err))
		fail_msg("%s: %s", text, err.text);
	return json;
}

static void add(const char *text, const char *id)
{
	struct item item = ITEM_INIT;
	struct err err = { 0 };

	if (journal_compose(&item, text, strlen(text), 5, &err))
		fail_msg("%s", err.text);
	memcpy(item.id, id, STORE_ID_SIZE);
	if (store_add(store, &item, &err))
		fail_msg("%s", err.text);
	item_release(&item);
}

#define PLAN "\"plan\":{\"when\":\"2026-11-27\"}"

static void finds_the_day_to_look_back(void **state)
{
	static const struct {
		const char *entry, *day;	/* day NULL: none */
	} cases[] = {
		{ "{\"text\":\"a note\"}", NULL },
		{ "{\"draft\":\"No.\",\"plan\":{\"where\":\"home\"}}", NULL },
		{ "{\"plan\":{\"when\":\"soon\"}}", NULL },
		{ "{\"plan\":{\"when\":7}}", NULL },
		{ "{\"plan\":\"2026-11-27\"}", NULL },
		{ "{" PLAN "}", "2026-11-27" },
		{ "{" PLAN ",\"follow\":[]}", "2026-11-27" },
		{ "{" PLAN ",\"follow\":{}}", "2026-11-27" },
		{ "{" PLAN ",\"follow\":[{\"said\":\"yes\"}]}", NULL },
		{ "{" PLAN ",\"follow\":[{\"again\":\"2026-12-04\"}]}",
		  "2026-12-04" },
		{ "{\"follow\":[{\"again\":\"2026-12-04\"}]}", "2026-12-04" },
		{ "{" PLAN ",\"follow\":[{\"again\":\"2026-12-04\"},{}]}",
		  NULL },
		{ "{\"follow\":[3]}", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *entry = parse(cases[i].entry);
		struct strbuf got = STRBUF_INIT;
		struct date day;

		if (follow_day(entry, &day))
			date_add_iso(&got, day);
		assert_string_equal(got.text, cases[i].day ? cases[i].day : "");
		cJSON_Delete(entry);
		strbuf_release(&got);
	}
}

static void lists_what_is_due_the_earliest_first(void **state)
{
	static const struct {
		struct date today;
		const char *ids, *next;
	} cases[] = {
		{ { 2026, 11, 20 }, "", "2026-11-20" },
		{ { 2026, 11, 21 }, "cccccccc ", "2026-11-27" },
		{ { 2026, 11, 27 }, "cccccccc ", "2026-11-27" },
		{ { 2026, 11, 28 }, "cccccccc aaaaaaaa bbbbbbbb ",
		  "2026-12-04" },
		{ { 2027, 1, 1 }, "cccccccc aaaaaaaa bbbbbbbb eeeeeeee ", "" },
	};

	(void)state;
	add("{\"draft\":\"b\"," PLAN "}", "bbbbbbbb");
	add("{\"draft\":\"a\"," PLAN "}", "aaaaaaaa");
	add("{\"draft\":\"c\",\"plan\":{\"when\":\"2026-11-20\"}}", "cccccccc");
	add("{\"draft\":\"d\"," PLAN ",\"follow\":[{\"said\":\"yes\"}]}",
	    "dddddddd");
	add("{\"draft\":\"e\"," PLAN ",\"follow\":[{\"again\":\"2026-12-04\"}]}",
	    "eeeeeeee");
	add("a note", "ffffffff");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strlist ids = STRLIST_INIT;
		struct strbuf got = STRBUF_INIT, day = STRBUF_INIT;
		struct date next;
		struct err err = { 0 };

		assert_int_equal(follow_due(store, cases[i].today, &ids, &next,
					    &err), 0);
		for (size_t n = 0; n < ids.count; n++)
			strbuf_addf(&got, "%s ", ids.items[n]);
		if (next.year)
			date_add_iso(&day, next);
		assert_string_equal(got.text, cases[i].ids);
		assert_string_equal(day.text, cases[i].next);
		strlist_release(&ids);
		strbuf_release(&got);
		strbuf_release(&day);
	}
}

static bool tell(const struct promise *promise, void *data)
{
	strbuf_addf(data, "%s %s %s %s %lld ", promise_state_name(promise->state),
		    promise->what, promise->due, promise->entry,
		    (long long)promise->settled);
	return true;
}

static void keep(const char *text, int64_t now)
{
	cJSON *follow = parse(text);
	struct err err = { 0 };

	if (follow_keep(store, "aaaa", follow, now, &err))
		fail_msg("%s", err.text);
	cJSON_Delete(follow);
}

/* Looks back, one after another, and the one promise after each of them. */
static void settles_the_promise(void **state)
{
	static const struct {
		const char *follow, *promise;
	} cases[] = {
		{ "{\"said\":\"not-yet\"}",
		  "late decline 2026-11-27 aaaaaaaa 100 " },
		{ "{\"said\":\"not-yet\",\"again\":\"2026-12-04\"}",
		  "renegotiated decline 2026-12-04 aaaaaaaa 101 " },
		{ "{\"said\":\"yes\",\"held\":\"no\"}",
		  "kept decline 2026-12-04 aaaaaaaa 102 " },
		{ "{\"said\":\"not-needed\"}",
		  "renegotiated decline 2026-12-04 aaaaaaaa 103 " },
	};

	(void)state;
	add("{\"draft\":\"canary\",\"script\":\"decline\"," PLAN "}",
	    "aaaaaaaa");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strbuf got = STRBUF_INIT;
		struct err err = { 0 };

		keep(cases[i].follow, 100 + (int64_t)i);
		assert_int_equal(promise_each(store, 0, 0, tell, &got, &err),
				 0);
		assert_string_equal(got.text, cases[i].promise);
		strbuf_release(&got);
	}
}

static void keeps_all_that_was_in_the_entry(void **state)
{
	static const char before[] = "{\"draft\":\"No.\",\"mine\":[1,2],"
		"\"follow\":[{\"said\":\"not-yet\"}]}";
	struct item item = ITEM_INIT;
	struct strbuf got = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	add(before, "aaaaaaaa");
	keep("{\"said\":\"yes\"}", 9);
	assert_int_equal(store_get(store, JOURNAL_KIND, "a", &item, &err), 0);
	assert_string_equal(item.body.text, "{\"draft\":\"No.\",\"mine\":[1,2],"
		"\"follow\":[{\"said\":\"not-yet\"},{\"said\":\"yes\"}]}");
	/* Without a plan nothing was promised. */
	assert_int_equal(promise_each(store, 0, 0, tell, &got, &err), 0);
	assert_string_equal(got.text, "");
	item_release(&item);
	strbuf_release(&got);
}

static void forgets_an_entry_and_its_promise(void **state)
{
	struct strbuf got = STRBUF_INIT;
	struct err err = { 0 };
	size_t count = 9;

	(void)state;
	add("{\"draft\":\"No.\"," PLAN "}", "aaaaaaaa");
	add("{\"draft\":\"Other.\"}", "bbbbbbbb");
	keep("{\"said\":\"yes\"}", 9);
	assert_int_equal(follow_forget(store, "aaaaaaaa", &err), 0);
	assert_int_equal(promise_each(store, 0, 0, tell, &got, &err), 0);
	assert_string_equal(got.text, "");
	assert_int_equal(store_count(store, NULL, &count, &err), 0);
	assert_int_equal(count, 1);
	assert_int_equal(follow_forget(store, "aaaaaaaa", &err), ERR_NOTFOUND);
	assert_int_equal(follow_forget(store, "bbbbbbbb", &err), 0);
	strbuf_release(&got);
}

static void changes_nothing_where_the_entry_is_not_there(void **state)
{
	cJSON *follow = parse("{\"said\":\"yes\"}");
	struct err err = { 0 };
	size_t count = 9;

	(void)state;
	assert_int_equal(follow_keep(store, "zzzz", follow, 1, &err),
			 ERR_NOTFOUND);
	assert_int_equal(store_count(store, NULL, &count, &err), 0);
	assert_int_equal(count, 0);
	/* The transaction is over: the next one can begin. */
	assert_int_equal(store_begin(store, &err), 0);
	cJSON_Delete(follow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_day_to_look_back),
		cmocka_unit_test_setup_teardown(
			lists_what_is_due_the_earliest_first, setup, teardown),
		cmocka_unit_test_setup_teardown(settles_the_promise, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			keeps_all_that_was_in_the_entry, setup, teardown),
		cmocka_unit_test_setup_teardown(
			forgets_an_entry_and_its_promise, setup, teardown),
		cmocka_unit_test_setup_teardown(
			changes_nothing_where_the_entry_is_not_there, setup,
			teardown),
	};

	return cmocka_run_group_tests_name("follow", tests, NULL, NULL);
}
