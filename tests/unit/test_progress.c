#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "kept.h"
#include "store/journal.h"
#include "store/progress.h"
#include "store/promise.h"
#include "store/store.h"

#define DAY 86400
#define MARCH_1 ((int64_t)20513 * DAY)		/* 2026-03-01 00:00 UTC */

static void add(const char *text, int64_t created)
{
	struct item item = ITEM_INIT;
	struct err err = { 0 };

	item.kind = mem_string(JOURNAL_KIND);
	item.state = mem_string("");
	item.created = created;
	strbuf_addstr(&item.body, text);
	if (store_add(store, &item, &err))
		fail_msg("%s", err.text);
	item_release(&item);
}

/* All sums in one line, to be compared at a glance. */
static void sums(const struct progress *p, struct strbuf *out)
{
	strbuf_addf(out, "talks %zu said %zu/%zu/%zu no %zu held %zu/%zu/%zu "
		    "came %zu/%zu/%zu", p->count, p->said[SAID_YES],
		    p->said[SAID_NOT_YET], p->said[SAID_NOT_NEEDED],
		    p->said_no, p->held[ANSWER_YES], p->held[ANSWER_PARTLY],
		    p->held[ANSWER_NO], p->came[ANSWER_YES],
		    p->came[ANSWER_PARTLY], p->came[ANSWER_NO]);
}

static void tallies(const struct tallies *list, struct strbuf *out)
{
	for (size_t i = 0; i < list->count; i++)
		strbuf_addf(out, "%s %zu %zu; ", list->items[i].name,
			    list->items[i].first, list->items[i].second);
}

static void read_from(struct progress *progress, int64_t from)
{
	struct err err = { 0 };

	if (progress_read(progress, store, from, date_of(from, 0), &err))
		fail_msg("%s", err.text);
}

/* One entry a row, and what it adds up to, on its own. */
static void counts_what_was_said(void **state)
{
	static const struct {
		const char *entry, *sums;
	} cases[] = {
		{ "{\"text\":\"a note\"}",
		  "talks 0 said 0/0/0 no 0 held 0/0/0 came 0/0/0" },
		{ "{\"draft\":\"No.\",\"before\":{\"hard\":7}}",
		  "talks 1 said 0/0/0 no 0 held 0/0/0 came 0/0/0" },
		{ "{\"draft\":\"No.\",\"kind\":\"no\",\"follow\":[{\"date\":"
		  "\"2026-03-02\",\"said\":\"yes\",\"held\":\"yes\","
		  "\"came\":\"no\"}]}",
		  "talks 1 said 1/0/0 no 1 held 1/0/0 came 0/0/1" },
		/* First put off, then said: both count, as what they are. */
		{ "{\"draft\":\"No.\",\"kind\":\"limit\",\"follow\":["
		  "{\"date\":\"2026-03-02\",\"said\":\"not-yet\"},"
		  "{\"date\":\"2026-03-09\",\"said\":\"yes\","
		  "\"held\":\"partly\",\"came\":\"partly\"}]}",
		  "talks 1 said 1/1/0 no 0 held 0/1/0 came 0/1/0" },
		{ "{\"draft\":\"No.\",\"follow\":[{\"date\":\"2026-03-02\","
		  "\"said\":\"not-needed\"}]}",
		  "talks 1 said 0/0/1 no 0 held 0/0/0 came 0/0/0" },
		/* What was not said cannot have held. */
		{ "{\"draft\":\"No.\",\"follow\":[{\"date\":\"2026-03-02\","
		  "\"said\":\"not-yet\",\"held\":\"yes\"}]}",
		  "talks 1 said 0/1/0 no 0 held 0/0/0 came 0/0/0" },
		/* Anybody's import: nothing is believed that is not so. */
		{ "{\"draft\":\"No.\",\"before\":7,\"follow\":[1,{},"
		  "{\"date\":\"soon\",\"said\":\"yes\"},{\"date\":"
		  "\"2026-03-02\",\"said\":\"perhaps\",\"held\":1}]}",
		  "talks 1 said 0/0/0 no 0 held 0/0/0 came 0/0/0" },
		{ "{\"draft\":\"No.\",\"follow\":{\"date\":\"2026-03-02\"}}",
		  "talks 0 said 0/0/0 no 0 held 0/0/0 came 0/0/0" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct progress progress = { 0 };
		struct strbuf got = STRBUF_INIT;

		assert_int_equal(setup(state), 0);
		add(cases[i].entry, MARCH_1);
		read_from(&progress, 0);
		sums(&progress, &got);
		assert_string_equal(got.text, cases[i].sums);
		assert_int_equal(progress.faults, 0);
		progress_release(&progress);
		strbuf_release(&got);
		teardown(state);
	}
}

/* Practice in February, a look back in March: each has its own day. */
static void a_span_holds_for_practice_and_for_looks_back(void **state)
{
	static const struct {
		int64_t from;
		const char *sums;
		short before;		/* of the first talk; -1: not in it */
		int64_t first;
	} cases[] = {
		{ 0, "talks 2 said 1/0/0 no 1 held 1/0/0 came 0/0/0", 8,
		  MARCH_1 - 20 * DAY },
		{ MARCH_1, "talks 2 said 1/0/0 no 1 held 1/0/0 came 0/0/0", -1,
		  MARCH_1 + DAY + DAY / 2 },
		{ MARCH_1 + 3 * DAY,
		  "talks 1 said 0/0/0 no 0 held 0/0/0 came 0/0/0", 5,
		  MARCH_1 + 3 * DAY },
		{ MARCH_1 + 3 * DAY + 1,
		  "talks 0 said 0/0/0 no 0 held 0/0/0 came 0/0/0", 0, 0 },
	};

	(void)state;
	add("{\"draft\":\"No.\",\"kind\":\"no\",\"before\":{\"hard\":8},"
	    "\"follow\":[{\"date\":\"2026-03-02\",\"said\":\"yes\","
	    "\"held\":\"yes\"}]}", MARCH_1 - 20 * DAY);
	add("{\"draft\":\"No.\",\"before\":{\"hard\":5}}", MARCH_1 + 3 * DAY);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct progress progress = { 0 };
		struct strbuf got = STRBUF_INIT;

		read_from(&progress, cases[i].from);
		sums(&progress, &got);
		assert_string_equal(got.text, cases[i].sums);
		assert_int_equal(progress.first, cases[i].first);
		if (progress.count)
			assert_int_equal(progress.talks[0].values[HARD_BEFORE],
					 cases[i].before);
		progress_release(&progress);
		strbuf_release(&got);
	}
}

static void reads_ratings_within_their_range(void **state)
{
	static const struct {
		const char *number;
		short hard, likely;
	} cases[] = {
		{ "0", 0, 0 }, { "10", 10, 10 }, { "11", -1, 11 },
		{ "100", -1, 100 }, { "101", -1, -1 }, { "-1", -1, -1 },
		{ "1e300", -1, -1 }, { "\"7\"", -1, -1 }, { "null", -1, -1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct progress progress = { 0 };
		struct strbuf text = STRBUF_INIT;

		assert_int_equal(setup(state), 0);
		strbuf_addf(&text, "{\"draft\":\"\",\"before\":{\"hard\":%s,"
			    "\"likely\":%s}}", cases[i].number,
			    cases[i].number);
		add(text.text, MARCH_1);
		read_from(&progress, 0);
		assert_int_equal(progress.count, 1);
		assert_int_equal(progress.talks[0].values[HARD_BEFORE],
				 cases[i].hard);
		assert_int_equal(progress.talks[0].values[LIKELY_BEFORE],
				 cases[i].likely);
		progress_release(&progress);
		strbuf_release(&text);
		teardown(state);
	}
}

static void means_leave_out_what_was_not_given(void **state)
{
	static const struct {
		size_t first, last, count;
		double mean;
	} cases[] = {
		{ 0, 3, 2, 6 }, { 0, 1, 1, 8 }, { 1, 2, 0, -1 },
		{ 2, 99, 1, 4 }, { 3, 3, 0, -1 },
	};
	struct progress progress = { 0 };

	(void)state;
	add("{\"draft\":\"\",\"before\":{\"hard\":8}}", 1);
	add("{\"draft\":\"\",\"before\":{}}", 2);
	add("{\"draft\":\"\",\"before\":{\"hard\":4}}", 3);
	read_from(&progress, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t count;
		double mean = progress_mean(&progress, HARD_BEFORE,
					    cases[i].first, cases[i].last,
					    &count);

		assert_int_equal(count, cases[i].count);
		assert_true(mean > cases[i].mean - 0.001 &&
			    mean < cases[i].mean + 0.001);
	}
	progress_release(&progress);
}

static void rehearse(const char *turns, const char *strengths, int64_t when)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "{\"draft\":\"\",\"before\":{},\"rehearsal\":{"
		    "\"turns\":[%s],\"strengths\":[%s]}}", turns, strengths);
	add(text.text, when);
	strbuf_release(&text);
}

#define TURN(name, held) "{\"tactic\":\"" name "\",\"held\":" held "}"

static void sorts_what_is_hard_and_what_grew(void **state)
{
	struct progress progress = { 0 };
	struct strbuf got = STRBUF_INIT;

	(void)state;
	rehearse(TURN("why", "true") "," TURN("guilt", "false"),
		 "\"short\"", 1);
	rehearse(TURN("guilt", "false") "," TURN("", "true") ",3",
		 "\"short\",\"warm\"", 2);
	rehearse(TURN("flattery", "false"), "", 3);
	rehearse(TURN("guilt", "true") "," TURN("why", "true"),
		 "\"warm\",\"short\"", 4);
	rehearse("", "\"warm\",\"came-back\",1,\"\"", 5);
	read_from(&progress, 0);
	assert_int_equal(progress.rehearsed[0], 2);
	assert_int_equal(progress.rehearsed[1], 3);
	tallies(&progress.tactics, &got);
	assert_string_equal(got.text, "flattery 1 0; guilt 3 1; why 2 2; ");
	strbuf_reset(&got);
	tallies(&progress.strengths, &got);
	assert_string_equal(got.text,
			    "came-back 0 1; warm 1 2; short 2 1; ");
	progress_release(&progress);
	strbuf_release(&got);
}

static void counts_the_promises_to_oneself(void **state)
{
	static const struct promise own = { .what = "a", .made = 5 };
	static const struct promise other = { .to = "Kim", .what = "b",
					      .made = 5 };
	static const struct {
		int64_t from;
		size_t made;
	} cases[] = { { 0, 1 }, { 5, 1 }, { 6, 0 } };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(promise_add(store, &own, &err), 0);
	assert_int_equal(promise_add(store, &other, &err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct progress progress = { 0 };

		read_from(&progress, cases[i].from);
		assert_int_equal(progress.promises[PROMISE_MADE],
				 cases[i].made);
		progress_release(&progress);
	}
}

static void a_faulty_entry_is_counted_and_the_rest_read(void **state)
{
	struct progress progress = { 0 };

	(void)state;
	add("{\"draft\":", 1);
	add("{\"draft\":\"\",\"before\":{}}", 2);
	read_from(&progress, 0);
	assert_int_equal(progress.faults, 1);
	assert_int_equal(progress.count, 1);
	progress_release(&progress);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_was_said),
		cmocka_unit_test_setup_teardown(
			a_span_holds_for_practice_and_for_looks_back, setup,
			teardown),
		cmocka_unit_test(reads_ratings_within_their_range),
		cmocka_unit_test_setup_teardown(
			means_leave_out_what_was_not_given, setup, teardown),
		cmocka_unit_test_setup_teardown(
			sorts_what_is_hard_and_what_grew, setup, teardown),
		cmocka_unit_test_setup_teardown(counts_the_promises_to_oneself,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_faulty_entry_is_counted_and_the_rest_read, setup,
			teardown),
	};

	return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
