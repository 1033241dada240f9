#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/err.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void says_why_and_returns_the_code(void **state)
{
	struct err err = { 7, 8, "old", "old" };

	(void)state;
	assert_int_equal(err_set(&err, ERR_NOTFOUND, "no %s in %d", "key", 3),
			 ERR_NOTFOUND);
	assert_string_equal(err.text, "no key in 3");
	assert_string_equal(err.quote, "");
	assert_int_equal(err.line, 0);
	assert_int_equal(err.column, 0);
}

/* At the size of the buffer and one past it. */
static void cuts_what_is_too_long(void **state)
{
	struct err err = { 0 };
	char text[sizeof(err.text) + 1];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(err.text) - 1] = '\0';
	err_set(&err, ERR_INPUT, "%s", text);
	assert_string_equal(err.text, text);
	text[sizeof(err.text) - 1] = 'y';
	text[sizeof(err.text)] = '\0';
	err_set(&err, ERR_INPUT, "%s", text);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
}

static void points_at_a_place(void **state)
{
	static const struct {
		const char *text;
		size_t at;
		size_t line, column;
		const char *quote;
	} cases[] = {
		{ "", 0, 1, 1, "" },
		{ "abc", 0, 1, 1, "abc" },
		{ "abc", 2, 1, 3, "abc" },
		{ "abc", 3, 1, 4, "abc" },
		{ "abc\n", 3, 1, 4, "abc" },
		{ "abc\n", 4, 2, 1, "" },
		{ "a\nbc\nd", 3, 2, 2, "bc" },
		{ "a\n\n\nd", 4, 4, 1, "d" },
		/* columns are characters */
		{ "\xc3\xa4\xe2\x82\xac!", 5, 1, 3, "\xc3\xa4\xe2\x82\xac!" },
		{ "\xf0\x9f\x98\x80x", 4, 1, 2, "\xf0\x9f\x98\x80x" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };

		assert_int_equal(err_at(&err, ERR_INPUT, cases[i].text,
					strlen(cases[i].text), cases[i].at,
					"bad %d", 1), ERR_INPUT);
		assert_string_equal(err.text, "bad 1");
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.column, cases[i].column);
		assert_string_equal(err.quote, cases[i].quote);
	}
}

/* A long line is cut between characters, at the size and one past it. */
static void quotes_no_half_character(void **state)
{
	struct err err = { 0 };
	char line[400];
	const size_t room = sizeof(err.quote) - 1;

	(void)state;
	memset(line, 'x', sizeof(line));
	err_at(&err, ERR_INPUT, line, room, 0, "a");
	assert_int_equal(strlen(err.quote), room);
	err_at(&err, ERR_INPUT, line, room + 1, 0, "a");
	assert_int_equal(strlen(err.quote), room);
	memcpy(line + room - 1, "\xe2\x82\xac", 3);
	err_at(&err, ERR_INPUT, line, sizeof(line), 300, "a");
	assert_int_equal(strlen(err.quote), room - 1);
	assert_int_equal(err.column, 299);
}

static void names_the_file(void **state)
{
	struct err err = { 3, 4, "blank is not closed", "{{x" };

	(void)state;
	err_prefix(&err, "no-to-work (built in)");
	assert_string_equal(err.text,
			    "no-to-work (built in): blank is not closed");
	assert_int_equal(err.line, 3);
	assert_int_equal(err.column, 4);
	assert_string_equal(err.quote, "{{x");
}

/* A long name must not push out the reason. */
static void keeps_the_reason_behind_a_long_name(void **state)
{
	struct err err = { 0 };
	char name[2 * ERR_NAME_MAX];

	(void)state;
	memset(name, '/', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	err_set(&err, ERR_INPUT, "blank is not closed");
	err_prefix(&err, name);
	assert_non_null(strstr(err.text, ": blank is not closed"));
	name[300] = '\0';
	err_set(&err, ERR_INPUT, "blank is not closed");
	err_prefix(&err, name);
	assert_int_equal(strlen(err.text), 300 + strlen(": blank is not closed"));
}

/* What is cut is shown to people, so no character may be halved. */
static void cuts_between_characters(void **state)
{
	struct err err = { 0 };
	char text[2 * ERR_TEXT_MAX];
	size_t len;

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "\xc3\xa4", 2);
	text[sizeof(text) - 2] = '\0';
	for (size_t lead = 0; lead < 2; lead++) {
		err_set(&err, ERR_INPUT, "%s%s", lead ? "x" : "", text);
		len = strlen(err.text);
		assert_int_not_equal((unsigned char)err.text[len - 1], 0xc3);
		err_set(&err, ERR_INPUT, "why");
		err_prefix(&err, text + lead * 2);
		assert_null(strstr(err.text, "\xc3: "));
	}
	err_set(&err, ERR_INPUT, "why");
	text[0] = text[1] = 'x';
	err_prefix(&err, text + 1);
	assert_null(strstr(err.text, "\xc3: "));
}

static void sorts_faults_by_place(void **state)
{
	static const struct err given[] = {
		{ 3, 1, "f", "" }, { 2, 9, "e", "" }, { 2, 1, "d", "" },
		{ 0, 0, "b", "" }, { 0, 0, "a", "" }, { 1, 5, "c", "" },
	};
	struct errlist list = ERRLIST_INIT;
	char order[COUNT(given) + 1] = "";

	(void)state;
	errlist_sort(&list);
	for (size_t i = 0; i < COUNT(given); i++)
		errlist_add(&list, &given[i]);
	errlist_sort(&list);
	assert_int_equal(list.count, COUNT(given));
	for (size_t i = 0; i < list.count; i++)
		order[i] = list.items[i].text[0];
	assert_string_equal(order, "abcdef");
	errlist_release(&list);
	assert_null(list.items);
	errlist_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_why_and_returns_the_code),
		cmocka_unit_test(cuts_what_is_too_long),
		cmocka_unit_test(points_at_a_place),
		cmocka_unit_test(quotes_no_half_character),
		cmocka_unit_test(names_the_file),
		cmocka_unit_test(keeps_the_reason_behind_a_long_name),
		cmocka_unit_test(cuts_between_characters),
		cmocka_unit_test(sorts_faults_by_place),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
