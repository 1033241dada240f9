/*
 * The official cases of the Mustache specification, read from its JSON files:
 * the folder is $MUSTACHE_SPEC, or ../shared/mustache-spec. Lambdas are left
 * out, since a template here is data.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "script/mustache.h"

#define SPEC_FILE_MAX (1024 * 1024)

static const char *spec_folder(void)
{
	const char *folder = getenv("MUSTACHE_SPEC");

	return folder ? folder : "../shared/mustache-spec";
}

/* The partials of one case: parsed when asked for, and kept for the case. */
struct partials {
	const cJSON *sources;
	const char *names[16];
	struct mustache *parsed[16];
	size_t count;
};

static const struct mustache *partial(void *data, const char *name)
{
	struct partials *partials = data;
	const char *source = json_get_string(partials->sources, name);
	struct err err = { 0 };
	size_t i = partials->count;

	if (!source)
		return NULL;
	for (size_t k = 0; k < partials->count; k++)
		if (!strcmp(partials->names[k], name))
			return partials->parsed[k];
	assert_in_range(i, 0, 15);
	if (mustache_parse(&partials->parsed[i], source, strlen(source), &err))
		fail_msg("partial %s: %s", name, err.text);
	partials->names[i] = name;
	partials->count++;
	return partials->parsed[i];
}

static bool passes(const cJSON *test)
{
	const char *source = json_get_string(test, "template");
	const char *expected = json_get_string(test, "expected");
	struct partials partials = { .sources = json_get(test, "partials") };
	struct mustache_source from = {
		.root = json_get(test, "data"), .partial = partial,
		.data = &partials, .html = true,
	};
	struct strbuf out = STRBUF_INIT;
	struct mustache *tpl = NULL;
	struct err err = { 0 };
	bool same;
	int ret;

	ret = mustache_parse(&tpl, source, strlen(source), &err);
	if (!ret)
		ret = mustache_render(tpl, &from, &out, &err);
	same = !ret && strbuf_equals(&out, expected);
	if (!same)
		print_message("# %s\n# expected <%s>\n# got      <%s> %s\n",
			      json_get_string(test, "name"), expected, out.text,
			      err.text);
	for (size_t i = 0; i < partials.count; i++)
		mustache_free(partials.parsed[i]);
	mustache_free(tpl);
	strbuf_release(&out);
	return same;
}

/* Returns how many cases of the file do not pass; *count is of all. */
static size_t run_file(const char *name, size_t *count)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct err err = { 0 };
	cJSON *spec = NULL;
	size_t passed = 0;

	*count = 0;
	strbuf_addf(&path, "%s/%s", spec_folder(), name);
	if (file_read(path.text, SPEC_FILE_MAX, &text, &err) ||
	    json_parse(&spec, text.text, text.len, &err))
		fail_msg("%s", err.text);
	for (const cJSON *test = json_get(spec, "tests")->child; test;
	     test = test->next) {
		++*count;
		passed += passes(test);
	}
	print_message("# %s: %zu of %zu official cases pass\n", name, passed,
		      *count);
	cJSON_Delete(spec);
	strbuf_release(&path);
	strbuf_release(&text);
	return *count - passed;
}

static void passes_the_official_cases(void **state)
{
	struct strlist names = STRLIST_INIT;
	size_t failed = 0, total = 0, count;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(file_list(spec_folder(), ".json", &names, &err), 0);
	assert_int_not_equal(names.count, 0);
	for (size_t i = 0; i < names.count; i++) {
		if (!strcmp(names.items[i], "~lambdas.json"))
			continue;
		failed += run_file(names.items[i], &count);
		total += count;
	}
	strlist_release(&names);
	print_message("# all files: %zu of %zu official cases pass\n",
		      total - failed, total);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_the_official_cases),
	};

	/* Not skip(): in TAP, cmocka 1.1 writes `not ok` for it. */
	if (access(spec_folder(), F_OK)) {
		print_message("1..0 # SKIP no specification in %s\n",
			      spec_folder());
		return 0;
	}
	return cmocka_run_group_tests_name("mustache_spec", tests, NULL, NULL);
}
