#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "script/catalog.h"
#include "script/script.h"

/*
 * Golden renders: each script in each of its tones, filled with its examples,
 * once with every field and once with the needed ones only, against
 * tests/data/golden/NAME.txt. A change of words, of a field or of the
 * renderer shows as a diff. `make golden` writes them anew: read that diff.
 */
#define FOLDER "tests/data/golden"
#define GOLDEN_MAX (256 * 1024)

static void add_tones(struct strbuf *out, const struct script *script,
		      const cJSON *values, const char *what)
{
	for (enum tone t = 0; t < TONE_COUNT; t++) {
		struct err err = { 0 };

		if (!script->tones[t])
			continue;
		strbuf_addf(out, "%s# %s, %s\n\n", out->len ? "\n" : "",
			    tone_name(t), what);
		if (script_render(script, t, values, out, NULL, &err))
			fail_msg("%s: %s", script->name, err.text);
		strbuf_addch(out, '\n');
	}
}

static void render(struct strbuf *out, const struct script *script)
{
	cJSON *values = script_examples(script);
	bool optional = false;

	add_tones(out, script, values, "every field");
	for (size_t i = 0; i < script->field_count; i++) {
		const struct script_field *field = &script->fields[i];

		if (!field->optional)
			continue;
		cJSON_DeleteItemFromObject(values, field->name);
		optional = true;
	}
	if (optional)
		add_tones(out, script, values, "needed fields only");
	cJSON_Delete(values);
}

static void load(struct script **script, const char *name)
{
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct err err = { 0 };

	if (catalog_load(catalog, name, script, &err))
		fail_msg("%s", err.text);
	catalog_free(catalog);
}

/* 1 where the file does not hold what is rendered, after telling so. */
static size_t compare(const char *path, const struct strbuf *text)
{
	struct strbuf golden = STRBUF_INIT;
	struct err err = { 0 };
	size_t at = 0, line = 1;
	bool same;

	if (file_read(path, GOLDEN_MAX, &golden, &err)) {
		print_message("# %s; `make golden` writes it\n", err.text);
		return 1;
	}
	same = strbuf_equals(&golden, text->text);
	for (; !same && at < golden.len && golden.text[at] == text->text[at]; at++)
		line += golden.text[at] == '\n';
	if (!same)
		print_message("# %s:%zu is not what is rendered\n", path, line);
	strbuf_release(&golden);
	return !same;
}

static void names(struct strlist *out)
{
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);

	catalog_script_names(catalog, out);
	catalog_free(catalog);
}

/* With GOLDEN=write in the environment the files are made, not compared. */
static void each_script_renders_as_it_did(void **state)
{
	const char *golden = getenv("GOLDEN");
	bool writes = golden && !strcmp(golden, "write");
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct strlist all = STRLIST_INIT;
	size_t wrong = 0;

	(void)state;
	names(&all);
	assert_true(all.count >= 60);
	for (size_t i = 0; i < all.count; i++) {
		struct script *script = NULL;
		struct err err = { 0 };

		load(&script, all.items[i]);
		strbuf_reset(&text);
		render(&text, script);
		strbuf_reset(&path);
		strbuf_addf(&path, FOLDER "/%s.txt", all.items[i]);
		if (!writes)
			wrong += compare(path.text, &text);
		else if (file_write(path.text, text.text, text.len, 0644, &err))
			fail_msg("%s", err.text);
		script_free(script);
	}
	strbuf_release(&path);
	strbuf_release(&text);
	strlist_release(&all);
	assert_int_equal(wrong, 0);
}

/* What has no script any more is not left lying. */
static void each_file_has_its_script(void **state)
{
	struct strlist files = STRLIST_INIT, all = STRLIST_INIT;
	struct err err = { 0 };

	(void)state;
	names(&all);
	assert_int_equal(file_list(FOLDER, ".txt", &files, &err), 0);
	assert_int_equal(files.count, all.count);
	strlist_release(&files);
	strlist_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_script_renders_as_it_did),
		cmocka_unit_test(each_file_has_its_script),
	};

	return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
