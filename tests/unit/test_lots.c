#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "practice/lots.h"

/* The numbers themselves: a session must be the same on every machine. */
static void the_same_seed_gives_the_same_lots(void **state)
{
	static const size_t expected[] = { 94, 26, 14, 3, 8, 87, 71, 89 };
	struct lots a, b;

	(void)state;
	lots_start(&a, 7, 1);
	lots_start(&b, 7, 1);
	for (size_t i = 0; i < 8; i++) {
		size_t got = lots_below(&a, 100);

		assert_int_equal(got, lots_below(&b, 100));
		assert_int_equal(got, expected[i]);
	}
	lots_start(&b, 7, 2);
	assert_int_not_equal(a.state, b.state);
}

static void a_copy_is_a_way_back(void **state)
{
	struct lots lots, copy;
	size_t first;

	(void)state;
	lots_start(&lots, 1, 1);
	copy = lots;
	lots_note(&lots, "no");
	first = lots_below(&lots, 1000);
	lots = copy;
	assert_int_equal(lots_age(&lots, "no"), 0);
	assert_int_equal(lots_below(&lots, 1000), first);
}

static void knows_how_long_ago_a_thing_was_said(void **state)
{
	struct lots lots;
	char text[24];

	(void)state;
	lots_start(&lots, 1, 1);
	lots_note(&lots, "one");
	lots_note(&lots, "two");
	assert_int_equal(lots_age(&lots, "two"), 1);
	assert_int_equal(lots_age(&lots, "one"), 2);
	assert_int_equal(lots_age(&lots, "three"), 0);
	for (int i = 0; i < LOTS_KEPT; i++) {
		snprintf(text, sizeof(text), "line %d", i);
		lots_note(&lots, text);
	}
	assert_int_equal(lots_age(&lots, "two"), 0);
	assert_int_equal(lots_age(&lots, "line 0"), LOTS_KEPT);
}

/* All four come before any comes again; then the oldest does. */
static void draws_what_was_not_said_yet(void **state)
{
	static const char *const texts[] = { "a", "b", "c", "d" };

	(void)state;
	for (uint64_t seed = 0; seed < 50; seed++) {
		size_t order[4], seen = 0;
		struct lots lots;

		lots_start(&lots, seed, 1);
		for (size_t i = 0; i < 4; i++) {
			order[i] = lots_draw(&lots, texts, 4);
			seen |= (size_t)1 << order[i];
			lots_note(&lots, texts[order[i]]);
		}
		assert_int_equal(seen, 15);
		assert_int_equal(lots_draw(&lots, texts, 4), order[0]);
	}
}

static void a_chance_is_about_what_it_says(void **state)
{
	static const unsigned percents[] = { 0, 5, 50, 95, 100 };

	(void)state;
	for (size_t p = 0; p < sizeof(percents) / sizeof(percents[0]); p++) {
		unsigned hits = 0;
		struct lots lots;

		lots_start(&lots, 3, 1);
		for (int i = 0; i < 10000; i++)
			hits += lots_chance(&lots, percents[p]);
		assert_in_range(hits + 300, percents[p] * 100,
				percents[p] * 100 + 600);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_lots),
		cmocka_unit_test(a_copy_is_a_way_back),
		cmocka_unit_test(knows_how_long_ago_a_thing_was_said),
		cmocka_unit_test(draws_what_was_not_said_yet),
		cmocka_unit_test(a_chance_is_about_what_it_says),
	};

	return cmocka_run_group_tests_name("lots", tests, NULL, NULL);
}
