/* The calm exercises that ship, led through without a clock. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "practice/calm.h"
#include "script/catalog.h"

static struct catalog *catalog;

static int open_catalog(void **state)
{
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };

	(void)state;
	catalog = catalog_open(&shipped);
	return 0;
}

static int close_catalog(void **state)
{
	(void)state;
	catalog_free(catalog);
	return 0;
}

static struct calm *begin(enum calm_kind kind, int minutes, int rounds)
{
	struct calm *calm = NULL;
	struct err err = { 0 };

	if (calm_new(&calm, catalog, kind, minutes, rounds, &err))
		fail_msg("%s", err.text);
	return calm;
}

/* What a run of it adds up to. */
struct sum {
	int in, out, in_seconds, out_seconds, waited, stays, ratings;
};

static struct sum run(struct calm *calm)
{
	const struct calm_step *step;
	struct sum sum = { 0 };

	while ((step = calm_step(calm))) {
		sum.in += step->what == CALM_IN;
		sum.out += step->what == CALM_OUT;
		sum.stays += step->what == CALM_STAY;
		sum.ratings += step->what == CALM_RATE;
		if (step->what == CALM_IN)
			sum.in_seconds += step->seconds;
		else if (step->what == CALM_OUT)
			sum.out_seconds += step->seconds;
		else
			sum.waited += step->seconds;
		calm_go_on(calm, CALM_NO_RATING);
	}
	return sum;
}

static void breaths_go_out_for_longer_than_in(void **state)
{
	static const struct {
		int minutes, rounds, want;
	} cases[] = {
		{ 0, 0, 12 }, { 1, 0, 6 }, { 0, 1, 1 }, { 5, 3, 3 },
		{ CALM_MINUTES_MAX, 0, 360 }, { 0, CALM_ROUNDS_MAX, 200 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct calm *calm = begin(CALM_BREATHE, cases[i].minutes,
					  cases[i].rounds);
		struct sum sum = run(calm);

		assert_int_equal(sum.in, cases[i].want);
		assert_int_equal(sum.out, cases[i].want);
		assert_true(sum.out_seconds > sum.in_seconds);
		assert_int_equal(sum.ratings, 2);
		calm_free(calm);
	}
}

static void grounding_stays_with_each_sense(void **state)
{
	struct calm *calm = begin(CALM_GROUND, 0, 0);
	struct sum sum = run(calm);

	(void)state;
	assert_int_equal(sum.stays, 5);
	assert_int_equal(sum.ratings, 2);
	assert_int_equal(sum.waited, 0);
	calm_free(calm);
}

static void a_ride_lasts_as_long_as_was_asked(void **state)
{
	/* One rating before and one after, the rest in between. */
	static const struct {
		int minutes, seconds, ratings;
	} cases[] = {
		{ 0, 1200, 5 }, { 1, 60, 5 }, { 7, 420, 5 }, { 30, 1800, 7 },
		{ 33, 1980, 8 }, { CALM_MINUTES_MAX, 3600, 13 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct calm *calm = begin(CALM_RIDE, cases[i].minutes, 0);
		struct sum sum = run(calm);

		assert_int_equal(sum.waited, cases[i].seconds);
		assert_int_equal(sum.ratings, cases[i].ratings);
		calm_free(calm);
	}
}

/* Leads through a ride of 20 minutes with these numbers. */
static void change_is(const int *ratings, bool plain, const char *want)
{
	struct calm *calm = begin(CALM_RIDE, 0, 0);
	struct strbuf text = STRBUF_INIT;
	const struct calm_step *step;

	while ((step = calm_step(calm)))
		calm_go_on(calm, step->what == CALM_RATE ? *ratings++ : 9);
	calm_add_change(calm, plain, &text);
	if (!strstr(text.text, want) || (!*want && text.len))
		fail_msg("'%s' has no '%s'", text.text, want);
	strbuf_release(&text);
	calm_free(calm);
}

static void the_numbers_are_drawn_or_told(void **state)
{
	(void)state;
	change_is((const int[]){ 0, 5, 10, 5, 1 }, false,
		  "\xe2\x96\x81 \xe2\x96\x85 \xe2\x96\x88 \xe2\x96\x85 "
		  "\xe2\x96\x82  0 5 10 5 1\nIt went up to 10 and came to 1.");
	change_is((const int[]){ 4, 7, 9, 6, 2 }, true,
		  "4, 7, 9, 6, 2\nIt went up to 9 and came to 2.");
	change_is((const int[]){ 7, 6, -1, -1, 3 }, true,
		  "7, 6, 3\nFrom 7 to 3.");
	change_is((const int[]){ 3, 3, 4, 5, 6 }, true, "From 3 to 6.");
	change_is((const int[]){ 5, -1, -1, -1, 5 }, true, "5, as before.");
	change_is((const int[]){ 5, -1, -1, -1, -1 }, true, "");
	change_is((const int[]){ 5, 11, 99, -2, -1 }, true, "");
}

static void ending_early_goes_to_the_last_rating_and_then_out(void **state)
{
	struct calm *calm = begin(CALM_BREATHE, 0, 3);

	(void)state;
	while (calm_step(calm)->what != CALM_OUT)
		calm_go_on(calm, 6);
	calm_end(calm);
	assert_int_equal(calm_step(calm)->what, CALM_RATE);
	calm_end(calm);
	assert_null(calm_step(calm));
	calm_end(calm);
	calm_go_on(calm, 1);
	assert_null(calm_step(calm));
	calm_free(calm);
}

static void the_page_has_the_caution_and_one_breath(void **state)
{
	struct calm *calm = begin(CALM_BREATHE, 0, 0);
	struct strbuf page = STRBUF_INIT;
	const char *breath;

	(void)state;
	calm_add_page(calm, &page);
	assert_non_null(strstr(page.text, "while you drive"));
	breath = strstr(page.text, "Breathe in, 4\n\nBreathe out, 6\n");
	assert_non_null(breath);
	assert_null(strstr(breath + 1, "Breathe in, 4"));
	assert_null(strstr(page.text, "Any key"));
	assert_null(strstr(page.text, "0 (not"));
	strbuf_release(&page);
	calm_free(calm);
}

static void names_are_known_both_ways(void **state)
{
	enum calm_kind kind = CALM_BREATHE;

	(void)state;
	for (int i = CALM_BREATHE; i <= CALM_RIDE; i++) {
		assert_true(calm_named(calm_name((enum calm_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(calm_named("", &kind));
	assert_false(calm_named("rid", &kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaths_go_out_for_longer_than_in),
		cmocka_unit_test(grounding_stays_with_each_sense),
		cmocka_unit_test(a_ride_lasts_as_long_as_was_asked),
		cmocka_unit_test(the_numbers_are_drawn_or_told),
		cmocka_unit_test(ending_early_goes_to_the_last_rating_and_then_out),
		cmocka_unit_test(the_page_has_the_caution_and_one_breath),
		cmocka_unit_test(names_are_known_both_ways),
	};

	return cmocka_run_group_tests_name("calm", tests, open_catalog,
					   close_catalog);
}
