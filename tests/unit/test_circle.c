#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "kept.h"
#include "store/circle.h"
#include "store/store.h"

static bool tell(const struct person *person, void *data)
{
	strbuf_addf(data, "%s/%s/%s/%s/%s ", person->name, person->role,
		    person->best_for, person->hours, tell_name(person->tell));
	return true;
}

static void add(const struct person *person, char id[STORE_ID_SIZE])
{
	static int64_t now;
	struct err err = { 0 };

	assert_int_equal(circle_add(store, person, ++now, id, &err), 0);
}

static void shows_whom_it_was_given(void **state)
{
	static const struct person kim = { .name = "Kim", .role = "sponsor",
		.best_for = "late calls", .hours = "after 6",
		.tell = TELL_BOTH }, ana = { .name = "Ana", .role = "" };
	static const struct person nobody = { .name = "" };
	struct strbuf out = STRBUF_INIT;
	char id[STORE_ID_SIZE] = "";
	struct err err = { 0 };

	(void)state;
	add(&kim, id);
	add(&ana, id);
	assert_int_equal(circle_add(store, &nobody, 5, id, &err), ERR_USAGE);
	assert_int_equal(circle_each(store, tell, &out, &err), 0);
	assert_string_equal(out.text, "Kim/sponsor/late calls/after 6/both "
			    "Ana////neither ");
	strbuf_release(&out);
}

static void finds_by_name_and_id(void **state)
{
	static const struct person kim = { .name = "Kim" },
		ana = { .name = "Ana" }, other = { .name = "ana" };
	char first[STORE_ID_SIZE], second[STORE_ID_SIZE];
	char third[STORE_ID_SIZE], found[STORE_ID_SIZE] = "";
	struct err err = { 0 };

	(void)state;
	add(&kim, first);
	add(&ana, second);
	add(&other, third);
	assert_int_equal(circle_find(store, "KIM", found, &err), 0);
	assert_string_equal(found, first);
	assert_int_equal(circle_find(store, second, found, &err), 0);
	assert_string_equal(found, second);
	assert_int_equal(circle_find(store, "Ana", found, &err), ERR_USAGE);
	assert_int_equal(circle_find(store, "", found, &err), ERR_USAGE);
	assert_int_equal(circle_find(store, "Bo", found, &err), ERR_NOTFOUND);
	assert_string_equal(found, second);
}

static void tells_have_names(void **state)
{
	(void)state;
	for (int i = 0; i < TELLS; i++)
		assert_int_equal(tell_named(tell_name((enum tell)i)), i);
	assert_int_equal(tell_named("never"), TELLS);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(shows_whom_it_was_given),
		CASE(finds_by_name_and_id),
		CASE(tells_have_names),
	};

	return cmocka_run_group_tests_name("circle", tests, NULL, NULL);
}
