#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "post/reply.h"

static void what_a_status_means(void **state)
{
	static const struct {
		long status;
		bool html_in_clear;
		enum verdict_post verdict;
		enum reply_cause cause;
	} cases[] = {
		{ 200, false, POST_OK, CAUSE_DELIVERED },
		{ 202, false, POST_OK, CAUSE_DELIVERED },
		{ 204, false, POST_OK, CAUSE_DELIVERED },
		{ 200, true, POST_REFUSED, CAUSE_LOGIN_PAGE },
		{ 301, false, POST_REFUSED, CAUSE_MOVED },
		{ 307, false, POST_REFUSED, CAUSE_MOVED },
		{ 400, false, POST_REFUSED, CAUSE_MALFORMED },
		{ 401, false, POST_REFUSED, CAUSE_SECRET },
		{ 403, false, POST_REFUSED, CAUSE_SECRET },
		{ 404, false, POST_REFUSED, CAUSE_MALFORMED },
		{ 408, false, POST_RETRY, CAUSE_BUSY },
		{ 409, false, POST_RETRY, CAUSE_BUSY },
		{ 410, false, POST_REFUSED, CAUSE_GONE },
		{ 413, false, POST_REFUSED, CAUSE_MALFORMED },
		{ 422, false, POST_REFUSED, CAUSE_MALFORMED },
		{ 425, false, POST_RETRY, CAUSE_BUSY },
		{ 429, false, POST_RETRY, CAUSE_BUSY },
		{ 451, false, POST_REFUSED, CAUSE_MALFORMED },
		{ 500, false, POST_RETRY, CAUSE_BUSY },
		{ 501, false, POST_REFUSED, CAUSE_OTHER },
		{ 503, false, POST_RETRY, CAUSE_BUSY },
		{ 511, false, POST_REFUSED, CAUSE_LOGIN_PAGE },
		{ 999, false, POST_REFUSED, CAUSE_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(reply_verdict(REACH_ANSWERED, cases[i].status,
					       cases[i].html_in_clear),
				 cases[i].verdict);
		assert_int_equal(reply_cause(cases[i].status,
					     cases[i].html_in_clear),
				 cases[i].cause);
	}
	assert_int_equal(reply_verdict(REACH_NOT_SENT, 0, false), POST_RETRY);
	assert_int_equal(reply_verdict(REACH_NEVER, 0, false), POST_REFUSED);
	assert_int_equal(reply_verdict(REACH_SENT, 0, false), POST_UNSURE);
}

static void waits_as_asked_or_longer_each_time(void **state)
{
	int64_t before = 0;

	(void)state;
	assert_int_equal(reply_wait(0, 1, 7), 0);
	assert_int_equal(reply_wait(120, 3, 7), 120);
	assert_int_equal(reply_wait(INT64_MAX, 1, 7), REPLY_WAIT_MAX);
	assert_int_equal(reply_wait(-1, 1, 0), 5);
	for (unsigned tries = 1; tries < REPLY_TRIES_MAX; tries++) {
		int64_t least = reply_wait(-1, tries, 0);

		assert_true(least >= before);
		before = least;
		for (uint32_t luck = 0; luck < 100000; luck += 997) {
			int64_t wait = reply_wait(-1, tries, luck);

			assert_true(wait >= least && wait <= least * 11 / 10);
		}
	}
	assert_true(reply_wait(-1, REPLY_TRIES_MAX, 0) < 0);
	assert_true(reply_wait(60, REPLY_TRIES_MAX, 0) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_status_means),
		cmocka_unit_test(waits_as_asked_or_longer_each_time),
	};

	return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}
