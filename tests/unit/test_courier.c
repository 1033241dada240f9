#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "post/courier.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* What boundary-post may say, and what is made of it; ends at a verdict. */
static const struct {
	const char *lines[5];
	bool done;
	enum verdict_post verdict;
	long status;
	int64_t wait;
	const char *title;
} cases[] = {
	{ { "status 202", "verdict ok" }, true, POST_OK, 202, -1, "" },
	{ { "status 429", "wait 30", "verdict retry" }, true, POST_RETRY, 429,
	  30, "" },
	{ { "verdict refused" }, true, POST_REFUSED, 0, -1, "" },
	{ { "status 200" }, false, POST_UNSURE, 200, -1, "" },
	{ { "verdict maybe", "verdict", "verdict retry extra", "verdict " },
	  false, POST_UNSURE, 0, -1, "" },
	{ { "status -1", "wait x", "wait ", "nonsense", "" }, false,
	  POST_UNSURE, 0, -1, "" },
	{ { "status 99999999999999999999", "wait 12345678901234567" }, false,
	  POST_UNSURE, 0, -1, "" },
	{ { "title \x1b[2Jhi\xe2\x80\xae", "verdict ok" }, true, POST_OK, 0, -1,
	  "^[[2Jhi<U+202E>" },
	{ { "title one", "title two", "verdict ok" }, true, POST_OK, 0, -1,
	  "two" },
};

static void reads_what_it_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct courier_answer a = COURIER_ANSWER_INIT;
		bool done = false;

		for (size_t j = 0; j < COUNT(cases[i].lines) && !done &&
		     cases[i].lines[j]; j++)
			done = courier_answer_line(&a, cases[i].lines[j]);
		assert_int_equal(done, cases[i].done);
		assert_int_equal(a.verdict, cases[i].verdict);
		assert_int_equal(a.status, cases[i].status);
		assert_int_equal(a.wait, cases[i].wait);
		assert_string_equal(a.title.text, cases[i].title);
		courier_answer_release(&a);
	}
}

static void a_long_text_is_cut_between_characters(void **state)
{
	struct courier_answer a = COURIER_ANSWER_INIT;
	char line[512] = "why x";

	(void)state;
	for (size_t i = 5; i + 2 < sizeof(line); i += 2)
		memcpy(line + i, "\xc3\xa9", 2);
	assert_false(courier_answer_line(&a, line));
	assert_int_equal(a.why.len, 199);
	assert_int_equal((unsigned char)a.why.text[198], 0xa9);
	courier_answer_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_it_is_told),
		cmocka_unit_test(a_long_text_is_cut_between_characters),
	};

	return cmocka_run_group_tests_name("courier", tests, NULL, NULL);
}
