#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "practice/firmness.h"

static void each_yes_is_firmer_or_the_same(void **state)
{
	static const int rungs[] = { 0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6 };

	(void)state;
	for (size_t yes = 0; yes <= 10; yes++)
		assert_int_equal(firmness_of(yes, 10), rungs[yes]);
	assert_int_equal(firmness_of(0, 1), 0);
	assert_int_equal(firmness_of(1, 1), FIRMNESS_MAX);
}

static void each_kind_has_its_half(void **state)
{
	static const struct {
		const char *kind, *side;
	} cases[] = {
		{ "no", "refusing" }, { "limit", "refusing" },
		{ "hold", "refusing" }, { "need", "asking" },
		{ "time", "asking" }, { "support", "asking" },
		{ "repair", "asking" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(firmness_side(cases[i].kind),
				    cases[i].side);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_yes_is_firmer_or_the_same),
		cmocka_unit_test(each_kind_has_its_half),
	};

	return cmocka_run_group_tests_name("firmness", tests, NULL, NULL);
}
