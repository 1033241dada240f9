#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/strlist.h"

static void keeps_copies(void **state)
{
	struct strlist list = STRLIST_INIT;
	char text[] = "word";

	(void)state;
	strlist_add(&list, text);
	strlist_addn(&list, text, 2);
	strlist_addn(&list, NULL, 0);
	text[0] = 'x';
	assert_int_equal(list.count, 3);
	assert_string_equal(list.items[0], "word");
	assert_string_equal(list.items[1], "wo");
	assert_string_equal(list.items[2], "");
	strlist_release(&list);
	assert_int_equal(list.count, 0);
	assert_null(list.items);
	strlist_release(&list);
}

static void finds_whole_strings(void **state)
{
	struct strlist list = STRLIST_INIT;

	(void)state;
	assert_false(strlist_has(&list, ""));
	strlist_add(&list, "over-apology");
	assert_true(strlist_has(&list, "over-apology"));
	assert_false(strlist_has(&list, "over"));
	assert_false(strlist_has(&list, "Over-apology"));
	assert_false(strlist_has(&list, ""));
	strlist_release(&list);
}

static void sorts_by_bytes(void **state)
{
	static const char *const want[] = {
		"", "A", "B", "a", "a", "a-b", "ab", "\xc3\xa4",
	};
	static const char *const given[] = {
		"ab", "a", "\xc3\xa4", "B", "", "a-b", "A", "a",
	};
	struct strlist list = STRLIST_INIT;

	(void)state;
	strlist_sort(&list);
	for (size_t i = 0; i < 8; i++)
		strlist_add(&list, given[i]);
	strlist_sort(&list);
	for (size_t i = 0; i < 8; i++)
		assert_string_equal(list.items[i], want[i]);
	strlist_release(&list);
}

static void grows(void **state)
{
	struct strlist list = STRLIST_INIT;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		strlist_addn(&list, "0123456789", i % 11);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(strlen(list.items[i]), i % 11);
	strlist_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_copies),
		cmocka_unit_test(finds_whole_strings),
		cmocka_unit_test(sorts_by_bytes),
		cmocka_unit_test(grows),
	};

	return cmocka_run_group_tests_name("strlist", tests, NULL, NULL);
}
