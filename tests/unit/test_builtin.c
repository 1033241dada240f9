#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>
#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "script/builtin.h"
#include "script/catalog.h"
#include "script/script.h"

static void is_sorted_so_that_it_can_be_searched(void **state)
{
	(void)state;
	assert_true(builtins_count > 0);
	for (size_t i = 0; i < builtins_count; i++) {
		assert_int_equal(builtins[i].text[builtins[i].len], '\0');
		assert_ptr_equal(builtin_find(builtins[i].path), &builtins[i]);
		if (i)
			assert_true(strcmp(builtins[i - 1].path,
					   builtins[i].path) < 0);
	}
}

static void does_not_find_what_is_not_there(void **state)
{
	static const char *const paths[] = { "", "en", "en/", "en/no/", "~",
					     "en/no/decline-a-drink",
					     "en/no/decline-a-drink.md.md" };

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		assert_null(builtin_find(paths[i]));
}

static void gives_all_below_a_prefix(void **state)
{
	const struct builtin *files;
	size_t count, no = 0;

	(void)state;
	files = builtin_below("", &count);
	assert_ptr_equal(files, builtins);
	assert_int_equal(count, builtins_count);
	for (size_t i = 0; i < builtins_count; i++)
		no += !strncmp(builtins[i].path, "en/no/", 6);
	files = builtin_below("en/no/", &count);
	assert_non_null(files);
	assert_int_equal(count, no);
	assert_null(builtin_below("xx/", &count));
	assert_int_equal(count, 0);
	assert_null(builtin_below("~", &count));
	assert_int_equal(count, 0);
}

/* Each tone and each answer of the other side, filled with the examples. */
static void check_fills(const struct script *script)
{
	cJSON *values = script_examples(script);
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };

	for (int tone = 0; tone < TONE_COUNT; tone++) {
		strbuf_reset(&text);
		assert_non_null(script->tones[tone]);
		assert_int_equal(script_render(script, (enum tone)tone, values,
					       &text, NULL, &err), 0);
		assert_true(text.len > 20);
		assert_null(strstr(text.text, "{{"));
	}
	for (size_t i = 0; i < script->pushback_count; i++) {
		strbuf_reset(&text);
		script_pushback(script, i, values, &text);
		assert_true(text.len > 1);
		assert_null(strstr(text.text, "{{"));
	}
	strbuf_release(&text);
	cJSON_Delete(values);
}

/* A faulty script cannot ship. */
static void holds_no_faulty_script(void **state)
{
	const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct catalog_list list = CATALOG_LIST_INIT;
	struct errlist faults = ERRLIST_INIT;

	(void)state;
	catalog_list(catalog, &list);
	assert_true(list.count > 0);
	for (size_t i = 0; i < list.count; i++) {
		struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
		struct script *script = NULL;
		struct err err = { 0 };

		assert_int_equal(catalog_source(catalog, list.items[i].name,
						&text, &origin, &err), 0);
		script_lint(list.items[i].name, origin.text, text.text,
			    text.len, &faults);
		if (catalog_load(catalog, list.items[i].name, &script, &err))
			fail_msg("%s, line %zu", err.text, err.line);
		check_fills(script);
		script_free(script);
		strbuf_release(&text);
		strbuf_release(&origin);
	}
	for (size_t i = 0; i < faults.count; i++)
		print_error("%s, line %zu: %s\n", faults.items[i].text,
			    faults.items[i].line, faults.items[i].quote);
	assert_int_equal(faults.count, 0);
	errlist_release(&faults);
	catalog_list_release(&list);
	catalog_free(catalog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_sorted_so_that_it_can_be_searched),
		cmocka_unit_test(does_not_find_what_is_not_there),
		cmocka_unit_test(gives_all_below_a_prefix),
		cmocka_unit_test(holds_no_faulty_script),
	};

	return cmocka_run_group_tests_name("builtin", tests, NULL, NULL);
}
