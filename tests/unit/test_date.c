#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/strbuf.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void counts_every_day_once(void **state)
{
	struct date date = DATE_FIRST;
	int64_t number = date_number(date);
	int weekday = date_weekday(date);

	(void)state;
	for (; date_compare(date, DATE_LAST) < 0; number++) {
		struct date next = date;

		assert_int_equal(date_number(date), number);
		assert_int_equal(date_compare(date_numbered(number), date), 0);
		assert_int_equal(date_weekday(date), weekday);
		weekday = (weekday + 1) % 7;
		if (++next.day > date_days_in_month(next.year, next.month)) {
			next.day = 1;
			if (++next.month > 12) {
				next.month = 1;
				next.year++;
			}
		}
		assert_true(date_compare(date, next) < 0);
		date = next;
	}
}

static void says_what_day_a_clock_shows(void **state)
{
	static const struct {
		int64_t seconds;
		int offset;
		const char *day;
	} cases[] = {
		{ 0, 0, "1970-01-01" },
		{ -1, 0, "1969-12-31" },
		{ 0, -1, "1969-12-31" },
		{ 86399, 0, "1970-01-01" },
		{ 86399, 1, "1970-01-02" },
		/* The last second of a leap day in London, Auckland, Honolulu. */
		{ 951868799, 0, "2000-02-29" },
		{ 951868799, 13 * 3600, "2000-03-01" },
		{ 951868799, -10 * 3600, "2000-02-29" },
		/* New year in Kathmandu is the old one in UTC. */
		{ 1798740900, 5 * 3600 + 45 * 60, "2027-01-01" },
		{ 1798740900, 0, "2026-12-31" },
		{ 4107542399, 0, "2100-02-28" },
		{ 4107542400, 0, "2100-03-01" },
		{ INT64_MAX, 3600, "9999-12-31" },
		{ INT64_MIN, -3600, "0001-01-01" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf text = STRBUF_INIT;

		date_add_iso(&text, date_of(cases[i].seconds,
					    cases[i].offset));
		assert_string_equal(text.text, cases[i].day);
		strbuf_release(&text);
	}
}

static void knows_the_weekday(void **state)
{
	(void)state;
	assert_int_equal(date_weekday((struct date){ 1970, 1, 1 }), 3);
	assert_int_equal(date_weekday((struct date){ 2026, 11, 24 }), 1);
	assert_int_equal(date_weekday((struct date){ 1969, 12, 29 }), 0);
	assert_int_equal(date_weekday((struct date){ 2000, 2, 29 }), 1);
}

static void moves_by_months(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} cases[] = {
		{ "2026-01-31", 1, "2026-02-28" },
		{ "2024-01-31", 1, "2024-02-29" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2026-11-24", 2, "2027-01-24" },
		{ "2026-01-15", -1, "2025-12-15" },
		{ "2026-12-01", -12, "2025-12-01" },
		{ "0001-01-05", -1, "0001-01-01" },
		{ "9999-12-05", 1, "9999-12-31" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf text = STRBUF_INIT;
		struct date date;

		assert_true(date_read_iso(cases[i].from, &date));
		date_add_iso(&text, date_add_months(date, cases[i].months));
		assert_string_equal(text.text, cases[i].to);
		strbuf_release(&text);
	}
}

static void reads_only_days_that_are(void **state)
{
	static const char *const bad[] = {
		"", "2026-11-2", "2026-11-240", "2026-13-01", "2026-00-01",
		"2026-02-29", "2100-02-29", "2026-04-31", "2026-11-00",
		"0000-01-01", "2026/11/24", "-026-11-24", " 2026-11-24",
	};
	struct date date = { 1, 2, 3 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(date_read_iso(bad[i], &date));
	assert_int_equal(date.year, 1);
	assert_true(date_read_iso("2024-02-29", &date));
	assert_int_equal(date.day, 29);
}

/* Tuesday, 24 November 2026, unless a row says another day. */
static void understands_what_people_type(void **state)
{
	static const struct {
		const char *text;
		const char *first, *last;	/* NULL: one day */
		enum date_lean lean;
		const char *today;		/* NULL: 2026-11-24 */
	} cases[] = {
		{ "today", "2026-11-24", NULL, DATE_PAST, NULL },
		{ " Today ", "2026-11-24", NULL, DATE_FUTURE, NULL },
		{ "TONIGHT", "2026-11-24", NULL, DATE_FUTURE, NULL },
		{ "yesterday", "2026-11-23", NULL, DATE_PAST, NULL },
		{ "tomorrow", "2026-11-25", NULL, DATE_FUTURE, NULL },
		{ "tomorrow", "2027-01-01", NULL, DATE_FUTURE, "2026-12-31" },
		{ "yesterday", "2024-02-29", NULL, DATE_PAST, "2024-03-01" },
		{ "yesterday", "2023-02-28", NULL, DATE_PAST, "2023-03-01" },
		{ "day before yesterday", "2026-11-22", NULL, DATE_PAST, NULL },
		{ "the day after tomorrow", "2026-11-26", NULL, DATE_FUTURE,
		  NULL },

		{ "tuesday", "2026-11-24", NULL, DATE_PAST, NULL },
		{ "friday", "2026-11-27", NULL, DATE_FUTURE, NULL },
		{ "Friday", "2026-11-20", NULL, DATE_PAST, NULL },
		{ "on fri", "2026-11-27", NULL, DATE_FUTURE, NULL },
		{ "next friday", "2026-11-27", NULL, DATE_FUTURE, NULL },
		{ "next tuesday", "2026-12-01", NULL, DATE_FUTURE, NULL },
		{ "last tuesday", "2026-11-17", NULL, DATE_PAST, NULL },
		{ "last monday", "2026-11-23", NULL, DATE_PAST, NULL },
		{ "this friday", "2026-11-27", NULL, DATE_PAST, NULL },
		{ "this monday", "2026-11-23", NULL, DATE_FUTURE, NULL },
		{ "friday", "2027-01-01", NULL, DATE_FUTURE, "2026-12-29" },

		{ "this week", "2026-11-23", "2026-11-29", DATE_PAST, NULL },
		{ "last week", "2026-11-16", "2026-11-22", DATE_PAST, NULL },
		{ "next week", "2026-11-30", "2026-12-06", DATE_FUTURE, NULL },
		{ "this week", "2026-12-28", "2027-01-03", DATE_PAST,
		  "2027-01-03" },
		{ "this month", "2026-11-01", "2026-11-30", DATE_PAST, NULL },
		{ "last month", "2024-02-01", "2024-02-29", DATE_PAST,
		  "2024-03-31" },
		{ "next month", "2027-01-01", "2027-01-31", DATE_FUTURE,
		  "2026-12-31" },
		{ "last year", "2025-01-01", "2025-12-31", DATE_PAST, NULL },
		{ "last 10 days", "2026-11-15", "2026-11-24", DATE_PAST, NULL },
		{ "the past two weeks", "2026-11-11", "2026-11-24", DATE_PAST,
		  NULL },
		{ "next 3 days", "2026-11-24", "2026-11-26", DATE_FUTURE,
		  NULL },

		{ "2026", "2026-01-01", "2026-12-31", DATE_PAST, NULL },
		{ "2024-02", "2024-02-01", "2024-02-29", DATE_PAST, NULL },
		{ "2026-11-24", "2026-11-24", NULL, DATE_PAST, NULL },
		{ "3 days ago", "2026-11-21", NULL, DATE_PAST, NULL },
		{ "a week ago", "2026-11-17", NULL, DATE_PAST, NULL },
		{ "three months ago", "2026-08-24", NULL, DATE_PAST, NULL },
		{ "1 month ago", "2026-02-28", NULL, DATE_PAST, "2026-03-31" },
		{ "in 2 weeks", "2026-12-08", NULL, DATE_FUTURE, NULL },
		{ "in a day", "2026-11-25", NULL, DATE_FUTURE, NULL },
		{ "2 weeks from now", "2026-12-08", NULL, DATE_FUTURE, NULL },
		{ "in 1 year", "2025-02-28", NULL, DATE_FUTURE, "2024-02-29" },

		{ "24 november", "2026-11-24", NULL, DATE_PAST, NULL },
		{ "25 november", "2025-11-25", NULL, DATE_PAST, NULL },
		{ "25 nov.", "2026-11-25", NULL, DATE_FUTURE, NULL },
		{ "november 3", "2027-11-03", NULL, DATE_FUTURE, NULL },
		{ "March 3rd, 2024", "2024-03-03", NULL, DATE_PAST, NULL },
		{ "the 1st of may", "2027-05-01", NULL, DATE_FUTURE, NULL },
		{ "29 feb 2024", "2024-02-29", NULL, DATE_PAST, NULL },
		{ "march", "2026-03-01", "2026-03-31", DATE_PAST, NULL },
		{ "march", "2027-03-01", "2027-03-31", DATE_FUTURE, NULL },
		{ "december", "2025-12-01", "2025-12-31", DATE_PAST, NULL },
		{ "february 2024", "2024-02-01", "2024-02-29", DATE_PAST,
		  NULL },
		{ "last november", "2025-11-01", "2025-11-30", DATE_PAST,
		  NULL },

		{ "since March", "2026-03-01", "2026-11-24", DATE_PAST, NULL },
		{ "since yesterday", "2026-11-23", "2026-11-24", DATE_FUTURE,
		  NULL },
		{ "until 2025", "0001-01-01", "2025-12-31", DATE_PAST, NULL },
		{ "monday to friday", "2026-11-23", "2026-11-27", DATE_PAST,
		  "2026-11-27" },
		{ "from march until may", "2026-03-01", "2026-05-31",
		  DATE_PAST, NULL },
		{ "2026-11-01..2026-11-24", "2026-11-01", "2026-11-24",
		  DATE_PAST, NULL },
		{ "between 2024 and 2025", "2024-01-01", "2025-12-31",
		  DATE_PAST, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf got = STRBUF_INIT, want = STRBUF_INIT;
		struct date_range range;
		struct date today = { 2026, 11, 24 };
		struct err err = { 0 };

		if (cases[i].today)
			assert_true(date_read_iso(cases[i].today, &today));
		strbuf_addf(&want, "%s: %s %s", cases[i].text, cases[i].first,
			    cases[i].last ? cases[i].last : cases[i].first);
		strbuf_addf(&got, "%s: ", cases[i].text);
		if (date_parse(&range, cases[i].text, today, cases[i].lean,
			       &err)) {
			strbuf_addstr(&got, err.text);
		} else {
			date_add_iso(&got, range.first);
			strbuf_addch(&got, ' ');
			date_add_iso(&got, range.last);
		}
		assert_string_equal(got.text, want.text);
		strbuf_release(&got);
		strbuf_release(&want);
	}
}

static void refuses_the_rest_and_says_what_it_knows(void **state)
{
	static const struct {
		const char *text;
		const char *says;
	} cases[] = {
		{ "", "dates look like" },
		{ "soon", "dates look like" },
		{ "when they are sober", "dates look like" },
		{ "next", "dates look like" },
		{ "last 3", "dates look like" },
		{ "3 days", "dates look like" },
		{ "in many days", "dates look like" },
		{ "99999 days ago", "dates look like" },
		{ "today or so", "dates look like" },
		{ "since", "dates look like" },
		{ "monday to", "dates look like" },
		{ "mo", "dates look like" },
		{ "abcdefghijklmnopqrstuvwxyz", "dates look like" },
		{ "--------", "dates look like" },
		{ "2026-02-30", "no such day" },
		{ "2026-13", "no such day" },
		{ "0000", "no such day" },
		{ "30 february", "no such day" },
		{ "29 feb 2026", "no such day" },
		{ "31 april 2026", "no such day" },
		{ "since 2027", "before the first" },
		{ "2026-11-24 to 2026-11-23", "before the first" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date_range range = { { 1, 2, 3 }, { 4, 5, 6 } };
		struct err err = { 0 };

		assert_int_equal(date_parse(&range, cases[i].text,
					    (struct date){ 2026, 11, 24 },
					    DATE_PAST, &err), ERR_INPUT);
		assert_int_equal(range.last.day, 6);
		if (!strstr(err.text, cases[i].says))
			fail_msg("'%s': %s", cases[i].text, err.text);
	}
}

static void reads_the_start_of_a_longer_text(void **state)
{
	static const struct {
		const char *text, *day, *rest;
	} cases[] = {
		{ "friday evening at 7", "2026-11-27", "evening at 7" },
		{ "Tomorrow, after work", "2026-11-25", "after work" },
		{ "tomorrow to her face", "2026-11-25", "to her face" },
		{ "in 2 weeks", "2026-12-08", "" },
		{ "today ", "2026-11-24", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date_range range;
		struct strbuf day = STRBUF_INIT;
		struct err err = { 0 };
		size_t rest;

		assert_int_equal(date_parse_start(&range, &rest, cases[i].text,
						  (struct date){ 2026, 11, 24 },
						  DATE_FUTURE, &err), 0);
		date_add_iso(&day, range.first);
		assert_string_equal(day.text, cases[i].day);
		assert_string_equal(cases[i].text + rest, cases[i].rest);
		strbuf_release(&day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_every_day_once),
		cmocka_unit_test(says_what_day_a_clock_shows),
		cmocka_unit_test(knows_the_weekday),
		cmocka_unit_test(moves_by_months),
		cmocka_unit_test(reads_only_days_that_are),
		cmocka_unit_test(understands_what_people_type),
		cmocka_unit_test(refuses_the_rest_and_says_what_it_knows),
		cmocka_unit_test(reads_the_start_of_a_longer_text),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
