#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "child.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void starts_as_an_empty_string(void **state)
{
	struct strbuf buf = STRBUF_INIT;

	(void)state;
	assert_string_equal(buf.text, "");
	assert_int_equal(buf.len, 0);
	strbuf_reset(&buf);
	strbuf_cut(&buf, 0);
	strbuf_add(&buf, NULL, 0);
	strbuf_trim(&buf);
	strbuf_splice(&buf, 0, 0, NULL, 0);
	assert_string_equal(buf.text, "");
	strbuf_release(&buf);
	strbuf_release(&buf);
	strbuf_wipe(&buf);
	assert_string_equal(strbuf_empty, "");
}

static void adds_of_every_kind(void **state)
{
	struct strbuf buf = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&buf, "ab");
	strbuf_addch(&buf, 'c');
	strbuf_add(&buf, "d\0e", 3);
	strbuf_addf(&buf, "-%s-%d", "x", 42);
	strbuf_addf(&buf, "%s", "");
	assert_int_equal(buf.len, 11);
	assert_memory_equal(buf.text, "abcd\0e-x-42", 12);
	strbuf_release(&buf);
	assert_string_equal(buf.text, "");
	assert_int_equal(buf.len, 0);
}

/* Across every growth the NUL stands and nothing is lost. */
static void grows_a_byte_at_a_time(void **state)
{
	struct strbuf buf = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		strbuf_addch(&buf, (char)('a' + i % 26));
		assert_int_equal(buf.len, i + 1);
		assert_int_equal(buf.text[i + 1], '\0');
		assert_true(buf.capacity > buf.len);
	}
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(buf.text[i], 'a' + i % 26);
	strbuf_release(&buf);
}

static void formats_what_is_longer_than_it_was(void **state)
{
	struct strbuf buf = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&buf, "x");
	strbuf_addf(&buf, "%1000d", 7);
	assert_int_equal(buf.len, 1001);
	assert_string_equal(buf.text + 999, " 7");
	strbuf_release(&buf);
}

static void keeps_its_memory_when_emptied(void **state)
{
	struct strbuf buf = STRBUF_INIT;
	size_t capacity;

	(void)state;
	strbuf_reserve(&buf, 100);
	assert_string_equal(buf.text, "");
	capacity = buf.capacity;
	assert_true(capacity > 100);
	strbuf_addstr(&buf, "abc");
	strbuf_reset(&buf);
	assert_string_equal(buf.text, "");
	assert_int_equal(buf.capacity, capacity);
	strbuf_release(&buf);
}

static void splices(void **state)
{
	static const struct {
		size_t at, cut;
		const char *data;
		const char *want;
	} cases[] = {
		{ 0, 0, "", "abcdef" },
		{ 0, 0, "xy", "xyabcdef" },
		{ 6, 0, "xy", "abcdefxy" },
		{ 2, 0, "xy", "abxycdef" },
		{ 2, 2, "xy", "abxyef" },
		{ 2, 3, "x", "abxf" },
		{ 2, 1, "wxyz", "abwxyzdef" },
		{ 0, 6, "", "" },
		{ 0, 6, "z", "z" },
		{ 5, 1, "", "abcde" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf buf = STRBUF_INIT;

		strbuf_addstr(&buf, "abcdef");
		strbuf_splice(&buf, cases[i].at, cases[i].cut, cases[i].data,
			      strlen(cases[i].data));
		assert_string_equal(buf.text, cases[i].want);
		assert_int_equal(buf.len, strlen(cases[i].want));
		strbuf_release(&buf);
	}
}

static void trims(void **state)
{
	static const struct {
		const char *text;
		const char *right, *both;
	} cases[] = {
		{ "", "", "" },
		{ " \t\r\n\v\f", "", "" },
		{ "a", "a", "a" },
		{ " a b ", " a b", "a b" },
		{ "\n\na\n", "\n\na", "a" },
		/* a no-break space is none of ours */
		{ "\xc2\xa0 ", "\xc2\xa0", "\xc2\xa0" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf buf = STRBUF_INIT;

		strbuf_addstr(&buf, cases[i].text);
		strbuf_rtrim(&buf);
		assert_string_equal(buf.text, cases[i].right);
		strbuf_trim(&buf);
		assert_string_equal(buf.text, cases[i].both);
		strbuf_release(&buf);
	}
}

static void compares_whole_strings(void **state)
{
	struct strbuf buf = STRBUF_INIT;

	(void)state;
	assert_true(strbuf_equals(&buf, ""));
	strbuf_add(&buf, "a\0b", 3);
	assert_false(strbuf_equals(&buf, "a"));
	strbuf_cut(&buf, 1);
	assert_true(strbuf_equals(&buf, "a"));
	assert_false(strbuf_equals(&buf, "ab"));
	strbuf_release(&buf);
}

static void hands_its_string_over(void **state)
{
	struct strbuf buf = STRBUF_INIT;
	char *text = strbuf_detach(&buf);

	(void)state;
	assert_string_equal(text, "");
	free(text);
	strbuf_addstr(&buf, "mine");
	text = strbuf_detach(&buf);
	assert_string_equal(text, "mine");
	assert_string_equal(buf.text, "");
	assert_int_equal(buf.capacity, 0);
	free(text);
}

static void ask_for_more_than_half(void)
{
	struct strbuf buf = STRBUF_INIT;

	strbuf_addch(&buf, 'x');
	strbuf_reserve(&buf, SIZE_MAX / 2 + 2);
}

static void ask_for_all(void)
{
	struct strbuf buf = STRBUF_INIT;

	strbuf_addch(&buf, 'x');
	strbuf_reserve(&buf, SIZE_MAX);
}

/* A size that overflows is out of memory, not a short buffer or a hang. */
static void refuses_a_size_that_overflows(void **state)
{
	char errors[200];

	(void)state;
	assert_int_equal(child_run(ask_for_more_than_half, errors,
				   sizeof(errors)), 1);
	assert_string_equal(errors, "boundary: out of memory\n");
	assert_int_equal(child_run(ask_for_all, errors, sizeof(errors)), 1);
	assert_string_equal(errors, "boundary: out of memory\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_as_an_empty_string),
		cmocka_unit_test(adds_of_every_kind),
		cmocka_unit_test(grows_a_byte_at_a_time),
		cmocka_unit_test(formats_what_is_longer_than_it_was),
		cmocka_unit_test(keeps_its_memory_when_emptied),
		cmocka_unit_test(splices),
		cmocka_unit_test(trims),
		cmocka_unit_test(compares_whole_strings),
		cmocka_unit_test(hands_its_string_over),
		cmocka_unit_test(refuses_a_size_that_overflows),
	};

	return cmocka_run_group_tests_name("strbuf", tests, NULL, NULL);
}
