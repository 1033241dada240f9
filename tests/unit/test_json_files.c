/*
 * The JSON door against files in three folders of tests/data/json, one fault
 * or form each, in the categories that JSON test suites have:
 *
 *   accept  RFC 8259 demands that a parser takes it
 *   reject  RFC 8259 demands that it does not
 *   refuse  the RFC leaves it open, and json.h says that we do not
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "base/strlist.h"

#define FOLDER "tests/data/json/"

/* Returns what json_parse() does, and holds what its header promises. */
static int parse_file(const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	cJSON *json = NULL;
	int ret;

	if (file_read(path, JSON_TEXT_MAX, &text, &err))
		fail_msg("%s", err.text);
	ret = json_parse(&json, text.text, text.len, &err);
	assert_int_equal(!ret, json != NULL);
	assert_int_equal(!ret, !*err.text);
	assert_true(!ret || err.line);
	cJSON_Delete(json);
	strbuf_release(&text);
	return ret;
}

/* Every file of a folder, of which there are at least so many. */
static void try_folder(const char *folder, int expected, size_t at_least)
{
	struct strlist names = STRLIST_INIT;
	struct strbuf path = STRBUF_INIT;
	struct err err = { 0 };

	if (file_list(folder, ".json", &names, &err))
		fail_msg("%s", err.text);
	assert_true(names.count >= at_least);
	for (size_t i = 0; i < names.count; i++) {
		int ret;

		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s", folder, names.items[i]);
		ret = parse_file(path.text);
		if (ret != expected)
			fail_msg("%s: got %d, not %d", path.text, ret,
				 expected);
	}
	print_message("%zu files of %s\n", names.count, folder);
	strlist_release(&names);
	strbuf_release(&path);
}

static void takes_what_is_json(void **state)
{
	(void)state;
	try_folder(FOLDER "accept", 0, 50);
}

static void takes_nothing_that_is_not(void **state)
{
	(void)state;
	try_folder(FOLDER "reject", ERR_INPUT, 120);
}

static void takes_nothing_that_could_be_read_in_two_ways(void **state)
{
	(void)state;
	try_folder(FOLDER "refuse", ERR_INPUT, 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_what_is_json),
		cmocka_unit_test(takes_nothing_that_is_not),
		cmocka_unit_test(takes_nothing_that_could_be_read_in_two_ways),
	};

	return cmocka_run_group_tests_name("json-files", tests, NULL, NULL);
}
