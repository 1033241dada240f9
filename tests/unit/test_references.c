#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "coach/references.h"

static void names_the_lists_of_a_circle(void **state)
{
	struct references refs = REFERENCES_INIT;
	uint16_t path[4];
	size_t count = 4;

	(void)state;
	references_add(&refs, 1, 2);
	references_add(&refs, 1, 2);
	references_add(&refs, 2, 4);
	references_add(&refs, 2, 3);
	assert_int_equal(refs.count, 3);
	assert_false(references_circle(&refs, 1, 2, path, &count));
	references_add(&refs, 3, 1);
	count = 4;
	assert_true(references_circle(&refs, 3, 1, path, &count));
	assert_int_equal(count, 2);
	assert_int_equal(path[0], 1);
	assert_int_equal(path[1], 2);
	count = 4;
	assert_true(references_circle(&refs, 5, 5, path, &count));
	assert_int_equal(count, 0);
	references_release(&refs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_lists_of_a_circle),
	};

	return cmocka_run_group_tests_name("references", tests, NULL, NULL);
}
