#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "child.h"

static void gives_zeroed_objects(void **state)
{
	long *items = mem_array(100, sizeof(*items));

	(void)state;
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(items[i], 0);
	free(items);
}

static void gives_something_even_for_nothing(void **state)
{
	void *p = mem_array(0, 8);

	(void)state;
	assert_non_null(p);
	free(p);
	p = mem_resize(NULL, 0, 8);
	assert_non_null(p);
	p = mem_resize(p, 0, 0);
	assert_non_null(p);
	free(p);
}

static void keeps_what_it_resizes(void **state)
{
	char *p = mem_array(3, 1);

	(void)state;
	memcpy(p, "abc", 3);
	p = mem_resize(p, 10000, 1);
	assert_memory_equal(p, "abc", 3);
	p = mem_resize(p, 2, 1);
	assert_memory_equal(p, "ab", 2);
	free(p);
}

static void grows_by_doubling(void **state)
{
	static const size_t steps[] = { 8, 16, 32, 64 };
	size_t capacity = 0;
	int *items = NULL;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		items = mem_grow(items, &capacity, sizeof(*items));
		assert_int_equal(capacity, steps[i]);
		items[capacity - 1] = (int)i;
		if (i)
			assert_int_equal(items[capacity / 2 - 1], i - 1);
	}
	free(items);
}

static void keeps_what_it_resizes_and_wipes(void **state)
{
	char *p = mem_resize_wiped(NULL, 0, 4);

	(void)state;
	memcpy(p, "abc", 4);
	p = mem_resize_wiped(p, 4, 100000);
	assert_string_equal(p, "abc");
	free(p);
}

static void copies_bytes_and_strings(void **state)
{
	char *p = mem_copy("a\0b", 3);

	(void)state;
	assert_memory_equal(p, "a\0b", 4);
	free(p);
	p = mem_copy(NULL, 0);
	assert_string_equal(p, "");
	free(p);
	p = mem_string("word");
	assert_string_equal(p, "word");
	free(p);
}

static void ask_too_much_by_product(void)
{
	free(mem_resize(NULL, SIZE_MAX / 4 + 1, 4));
}

static void ask_too_much_to_grow(void)
{
	size_t capacity = SIZE_MAX / 16;

	free(mem_grow(NULL, &capacity, 16));
}

/* The sanitizers' allocator has its own way to refuse. */
static void ends_with_one_line_on_exhaustion(void **state)
{
	static void (*const asks[])(void) = {
		ask_too_much_by_product, ask_too_much_to_grow,
	};
	char errors[200];

	(void)state;
	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
		assert_int_equal(child_run(asks[i], errors, sizeof(errors)), 1);
		assert_string_equal(errors, "boundary: out of memory\n");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_objects),
		cmocka_unit_test(gives_something_even_for_nothing),
		cmocka_unit_test(keeps_what_it_resizes),
		cmocka_unit_test(grows_by_doubling),
		cmocka_unit_test(keeps_what_it_resizes_and_wipes),
		cmocka_unit_test(copies_bytes_and_strings),
		cmocka_unit_test(ends_with_one_line_on_exhaustion),
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
