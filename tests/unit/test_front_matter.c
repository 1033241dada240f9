#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/yaml.h"
#include "script/front-matter.h"

static void splits_head_and_body(void **state)
{
	static const struct {
		const char *src, *title, *body;
		size_t line;
	} cases[] = {
		{ "---\ntitle: a\n---\nbody\n", "a", "body\n", 4 },
		{ "---\r\ntitle: a\r\n---\r\nbody\r\n", "a", "body\r\n", 4 },
		{ "\xef\xbb\xbf---\ntitle: a\n---\nbody", "a", "body", 4 },
		{ "--- \ntitle: a\n---  \nbody", "a", "body", 4 },
		{ "---\ntitle: a\n---", "a", "", 4 },
		{ "---\n---\nbody", NULL, "body", 3 },
		{ "---\n# title: a\n---\n", NULL, "", 4 },
		{ "---\ntitle: a\n---\nx\n---\ny", "a", "x\n---\ny", 4 },
		{ "---\ntitle: a --- b\n---\n", "a --- b", "", 4 },
		{ "body", NULL, "body", 1 },
		{ "----\nbody", NULL, "----\nbody", 1 },
		{ "\n---\nbody", NULL, "\n---\nbody", 1 },
		{ "", NULL, "", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct front_matter fm = { 0 };
		const char *title;
		struct err err = { 0 };

		assert_int_equal(front_matter_parse(&fm, cases[i].src,
						    strlen(cases[i].src),
						    &err), 0);
		title = yaml_get_text(yaml_root(fm.head), "title");
		if (cases[i].title)
			assert_string_equal(title, cases[i].title);
		else
			assert_null(title);
		assert_int_equal(fm.body_len, strlen(cases[i].body));
		assert_memory_equal(fm.body, cases[i].body, fm.body_len);
		assert_int_equal(fm.body_line, cases[i].line);
		front_matter_release(&fm);
		front_matter_release(&fm);
	}
}

static void says_what_is_wrong_and_where(void **state)
{
	static const struct {
		const char *src;
		size_t line, column;
		const char *text;
	} cases[] = {
		{ "---\n- a\n---\n", 2, 1,
		  "the front matter is `key: value` lines" },
		{ "---\n\ntext\n---\n", 3, 1,
		  "the front matter is `key: value` lines" },
		{ "---", 1, 1, "the front matter is not closed by a line ---" },
		{ "---\ntitle: a\nbody", 1, 1,
		  "the front matter is not closed by a line ---" },
		{ "---\ntitle: a\n ---\n", 1, 1,
		  "the front matter is not closed by a line ---" },
		{ "---\ntitle: a\nkind: @\n---\n", 3, 7,
		  "a text that starts with this sign needs quotes" },
		{ "---\na: [\n---\n", 2, 4, "a bracket is not closed" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct front_matter fm = { 0 };
		struct err err = { 0 };

		assert_int_equal(front_matter_parse(&fm, cases[i].src,
						    strlen(cases[i].src),
						    &err), ERR_INPUT);
		assert_null(fm.head);
		assert_string_equal(err.text, cases[i].text);
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.column, cases[i].column);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_head_and_body),
		cmocka_unit_test(says_what_is_wrong_and_where),
	};

	return cmocka_run_group_tests_name("front-matter", tests, NULL, NULL);
}
