#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"

static struct yaml *parsed(const char *text)
{
	struct yaml *doc = NULL;
	struct err err = { 0 };

	if (yaml_parse(&doc, text, strlen(text), 1, &err))
		fail_msg("%s: line %zu: %s", text, err.line, err.text);
	return doc;
}

/* The tree as one line: {k=v,k=[a,b]}. */
static void show(const struct yaml_node *node, struct strbuf *out)
{
	if (yaml_kind(node) == YAML_TEXT) {
		strbuf_addstr(out, yaml_text(node));
		return;
	}
	strbuf_addch(out, yaml_kind(node) == YAML_MAP ? '{' : '[');
	for (size_t i = 0; i < yaml_count(node); i++) {
		if (i)
			strbuf_addch(out, ',');
		if (yaml_kind(node) == YAML_MAP)
			strbuf_addf(out, "%s=", yaml_key(node, i));
		show(yaml_item(node, i), out);
	}
	strbuf_addch(out, yaml_kind(node) == YAML_MAP ? '}' : ']');
}

static void keeps_every_text_as_it_stands(void **state)
{
	static const struct {
		const char *src, *tree;
	} cases[] = {
		{ "", "{}" },
		{ "# only a comment\n", "{}" },
		{ "---\n", "{}" },
		{ "\xef\xbb\xbf" "a: b\n", "{a=b}" },
		{ "a: b\r\nc: d\r\n", "{a=b,c=d}" },
		{ "kind: no\nmode: 0644\nn: 1e3\nt: ~\n",
		  "{kind=no,mode=0644,n=1e3,t=~}" },
		{ "z: 1\na: 2\nm: 3\n", "{z=1,a=2,m=3}" },
		{ "a:\nb: ''\nc: {}\nd: []\n", "{a=,b=,c={},d=[]}" },
		{ "a: {b: [c, {d: e}], f: g}", "{a={b=[c,{d=e}],f=g}}" },
		{ "- a\n- [b]\n- c: d\n", "[a,[b],{c=d}]" },
		{ "a: \"x \\\"y\\\" \\u00e9\"\nb: 'it''s'\n",
		  "{a=x \"y\" \xc3\xa9,b=it's}" },
		{ "a: |\n  one\n  two\nb: >\n  one\n  two\n",
		  "{a=one\ntwo\n,b=one two\n}" },
		{ "a: |\nb: >\n", "{a=,b=}" },
		{ "a: 50 %\nb: (!100%)\n", "{a=50 %,b=(!100%)}" },
		{ "a: one\n  two\n", "{a=one two}" },
		{ "say: \"{{person}}'s not: counting\"\n",
		  "{say={{person}}'s not: counting}" },
		{ "<<: a\n", "{<<=a}" },
		{ "just text", "just text" },
		{ "{yes, but: no}", "{yes=,but=no}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct yaml *doc = parsed(cases[i].src);
		struct strbuf tree = STRBUF_INIT;

		show(yaml_root(doc), &tree);
		assert_string_equal(tree.text, cases[i].tree);
		strbuf_release(&tree);
		yaml_free(doc);
	}
}

/* One row a way in which a file can be wrong: add rows, not functions. */
static void says_what_is_wrong_and_where(void **state)
{
	static const struct {
		const char *src;
		size_t line, column;
		const char *text, *quote;
	} cases[] = {
		{ "a: 1\nb: [1, 2\n", 2, 4, "a bracket is not closed",
		  "b: [1, 2" },
		{ "a: {b: {c: d}", 1, 4, "a bracket is not closed",
		  "a: {b: {c: d}" },
		{ "a: {x: 1, y: 2\nb: 3\n", 2, 2, "a comma is missing, or a "
		  "bracket before this is not closed", "b: 3" },
		{ "a: \"it\nb: 2\n", 1, 4, "a quote is not closed, or its next "
		  "line is not indented", "a: \"it" },
		{ "a: \"it", 1, 5, "a quote is not closed", "a: \"it" },
		{ "\xc3\xa9: \xc3\xa9: c\n", 1, 5, "a second colon in one line: "
		  "put the text in quotes", "\xc3\xa9: \xc3\xa9: c" },
		{ "a: 1\n b: 2\n", 1, 4, "this is not `key: value`, or the "
		  "indentation is wrong", "a: 1" },
		{ "a:\n\tb: 1\n", 2, 1, "a tab cannot indent: use spaces",
		  "\tb: 1" },
		{ "a: 'it's'\n", 1, 8, "text behind a closing quote",
		  "a: 'it's'" },
		{ "a: @x\n", 1, 4, "a text that starts with this sign needs "
		  "quotes", "a: @x" },
		{ "a: {b: c, , d}\n", 1, 11, "a value is missing here",
		  "a: {b: c, , d}" },
		{ "a: \"\\q\"\n", 1, 5, "a backslash in \"...\" before a letter "
		  "that means nothing", "a: \"\\q\"" },
		{ "a: \"\\ud800\"\n", 1, 5, "an escape that is no character",
		  "a: \"\\ud800\"" },
		{ "a: \"\\0\"\n", 1, 4, "a NUL in a text", "a: \"\\0\"" },
		{ "a: ]\n", 1, 4, "a closing bracket without an opening one",
		  "a: ]" },
		{ "a: 1\n- b\n", 2, 1, "the indentation does not fit the lines "
		  "above", "- b" },
		{ "a: 1\nb: 2\na: 3\nb: 4\n", 3, 1,
		  "`a` stands twice in one map", "a: 3" },
		{ "a: {b: 1, b: 2}", 1, 11, "`b` stands twice in one map",
		  "a: {b: 1, b: 2}" },
		{ "a: *x\n", 1, 4, "aliases are not allowed: quote a text that "
		  "starts with *", "a: *x" },
		{ "a: &x 1\n", 1, 1, "anchors and tags are not allowed: quote "
		  "a text that starts with & or !", "a: &x 1" },
		{ "a: !!str 1\n", 1, 1, "anchors and tags are not allowed: "
		  "quote a text that starts with & or !", "a: !!str 1" },
		{ "!t {a: 1}\n", 1, 4, "anchors and tags are not allowed: "
		  "quote a text that starts with & or !", "!t {a: 1}" },
		{ "a: ! 1\n", 1, 1, "anchors and tags are not allowed: quote "
		  "a text that starts with & or !", "a: ! 1" },
		{ "&k a: 1\n", 1, 4, "anchors and tags are not allowed: quote "
		  "a text that starts with & or !", "&k a: 1" },
		{ "? [a, b]\n: c\n", 1, 3, "a key is one plain text",
		  "? [a, b]" },
		{ "*x : 1\n", 1, 1, "a key is one plain text", "*x : 1" },
		{ "a: 1\n---\nb: 2\n", 2, 1, "a second document", "---" },
		{ "a: 1\n%FOO\n", 2, 1, "a line cannot start with %: quote "
		  "the text", "%FOO" },
		{ "[]\n{}\n", 2, 1, "a second value: a file holds one map",
		  "{}" },
		{ "a: \xff\n", 1, 4, "not UTF-8", "a: \xff" },
		{ "a: 1\nb: \x1b[2J\n", 2, 4, "a control character",
		  "b: \x1b[2J" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct yaml *doc = NULL;
		struct err err = { 0 };

		if (yaml_parse(&doc, cases[i].src, strlen(cases[i].src), 1,
			       &err) != ERR_INPUT)
			fail_msg("accepted: %s", cases[i].src);
		assert_null(doc);
		assert_string_equal(err.text, cases[i].text);
		assert_string_equal(err.quote, cases[i].quote);
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.column, cases[i].column);
	}
}

static void counts_lines_of_the_file_and_not_of_the_head(void **state)
{
	struct yaml *doc = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(yaml_parse(&doc, "a: 1\nb: [", 9, 7, &err), ERR_INPUT);
	assert_int_equal(err.line, 8);
	assert_int_equal(yaml_parse(&doc, "a:\n  b: {c: d}", 14, 7, &err), 0);
	assert_int_equal(yaml_err(yaml_get(yaml_get(yaml_root(doc), "a"), "b"),
				  &err, "no %s", "good"), ERR_INPUT);
	assert_string_equal(err.text, "no good");
	assert_string_equal(err.quote, "  b: {c: d}");
	assert_int_equal(err.line, 8);
	assert_int_equal(err.column, 3);
	yaml_free(doc);
}

static void finds_by_key(void **state)
{
	struct yaml *doc = parsed("a: x\nb: [y]\nc: {d: z}\ne:\n");
	const struct yaml_node *root = yaml_root(doc);

	(void)state;
	assert_string_equal(yaml_get_text(root, "a"), "x");
	assert_string_equal(yaml_get_text(root, "e"), "");
	assert_null(yaml_get_text(root, "b"));
	assert_null(yaml_get_text(root, "c"));
	assert_null(yaml_get(root, "d"));
	assert_null(yaml_get(yaml_get(root, "a"), "x"));
	assert_null(yaml_get(yaml_get(root, "b"), "y"));
	assert_int_equal(yaml_count(yaml_get(root, "a")), 0);
	assert_string_equal(yaml_text(yaml_item(yaml_get(root, "b"), 0)), "y");
	assert_string_equal(yaml_get_text(yaml_get(root, "c"), "d"), "z");
	yaml_free(doc);
	yaml_free(NULL);
}

static void reads_numbers_and_flags(void **state)
{
	static const struct {
		const char *src;
		long min, max;
		int ret;
		long n;
	} numbers[] = {
		{ "n: 7", 0, 7, 0, 7 },
		{ "n: 8", 0, 7, ERR_INPUT, 0 },
		{ "n: -1", 0, 7, ERR_INPUT, 0 },
		{ "n: -1", -1, 7, 0, -1 },
		{ "n: '007'", 0, 7, 0, 7 },
		{ "n: 9223372036854775807", 0, LONG_MAX, 0, LONG_MAX },
		{ "n: 9223372036854775808", 0, LONG_MAX, ERR_INPUT, 0 },
		{ "n: -9223372036854775808", LONG_MIN, 0, 0, LONG_MIN },
		{ "n: 99999999999999999999", 0, LONG_MAX, ERR_INPUT, 0 },
		{ "n: 1.5", 0, 7, ERR_INPUT, 0 },
		{ "n: '-'", 0, 7, ERR_INPUT, 0 },
		{ "n: seven", 0, 7, ERR_INPUT, 0 },
		{ "n:", 0, 7, ERR_INPUT, 0 },
		{ "n: [7]", 0, 7, ERR_INPUT, 0 },
	};
	static const struct {
		const char *src;
		int ret;
		bool on;
	} flags[] = {
		{ "f: true", 0, true },	  { "f: yes", 0, true },
		{ "f: on", 0, true },	  { "f: false", 0, false },
		{ "f: no", 0, false },	  { "f: off", 0, false },
		{ "f: True", ERR_INPUT, false }, { "f: 1", ERR_INPUT, false },
		{ "f:", ERR_INPUT, false }, { "f: {}", ERR_INPUT, false },
	};
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct yaml *doc = parsed(numbers[i].src);
		long n = 0;

		assert_int_equal(yaml_number(yaml_get(yaml_root(doc), "n"), "n",
					     numbers[i].min, numbers[i].max,
					     &n, &err), numbers[i].ret);
		assert_true(n == numbers[i].n);
		yaml_free(doc);
	}
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		struct yaml *doc = parsed(flags[i].src);
		bool on = false;

		assert_int_equal(yaml_flag(yaml_get(yaml_root(doc), "f"), "f",
					   &on, &err), flags[i].ret);
		assert_int_equal(on, flags[i].on);
		yaml_free(doc);
	}
	assert_string_equal(err.text, "`f` is true or false");
	assert_int_equal(err.line, 1);
}

/* At the ceiling, and one past it. */
static void has_ceilings(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct yaml *doc = NULL;
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < YAML_DEPTH_MAX; i++)
		strbuf_addch(&text, '[');
	for (int i = 0; i < YAML_DEPTH_MAX; i++)
		strbuf_addch(&text, ']');
	assert_int_equal(yaml_parse(&doc, text.text, text.len, 1, &err), 0);
	yaml_free(doc);
	doc = NULL;
	strbuf_splice(&text, 0, 0, "[", 1);
	strbuf_addch(&text, ']');
	assert_int_equal(yaml_parse(&doc, text.text, text.len, 1, &err),
			 ERR_INPUT);
	assert_string_equal(err.text, "nested too deep");
	assert_int_equal(err.column, YAML_DEPTH_MAX + 1);
	assert_null(doc);

	strbuf_reset(&text);
	strbuf_addstr(&text, "a: ");
	while (text.len < YAML_MAX)
		strbuf_addstr(&text, "word ");
	strbuf_cut(&text, YAML_MAX - 1);
	strbuf_addch(&text, 'x');
	assert_int_equal(yaml_parse(&doc, text.text, text.len, 1, &err), 0);
	yaml_free(doc);
	doc = NULL;
	strbuf_addch(&text, 'x');
	assert_int_equal(yaml_parse(&doc, text.text, text.len, 1, &err),
			 ERR_INPUT);
	assert_string_equal(err.text, "more than 1048576 bytes");
	assert_null(doc);
	strbuf_release(&text);
}

/* Many keys, brackets and dashes must not take more than linear time. */
static void bears_hostile_files(void **state)
{
	static const char *const parts[] = { "[", "{", "- ", "? ", "a: ", "\"",
					     "[a,", "{a: ", "- - ", "\n ",
					     "&a ", "!a ", "#", "|\n",
					     "a\n", "a,", "%", ":", "*a ", "a: !%41",
					     "!%41", "%41" };
	struct strbuf text = STRBUF_INIT;
	struct yaml *twins = NULL;
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct yaml *doc = NULL;

		strbuf_reset(&text);
		while (text.len < 100000)
			strbuf_addstr(&text, parts[i]);
		yaml_parse(&doc, text.text, text.len, 1, &err);
		yaml_free(doc);
	}
	strbuf_reset(&text);
	for (int i = 0; i < 20000; i++)
		strbuf_addf(&text, "k%d: v\n", i);
	strbuf_addstr(&text, "k777: v\n");
	assert_int_equal(yaml_parse(&twins, text.text, text.len, 1, &err),
			 ERR_INPUT);
	assert_string_equal(err.text, "`k777` stands twice in one map");
	assert_int_equal(err.line, 20001);
	strbuf_release(&text);
}

/* libfyaml prints its faults by itself unless it is kept from it. */
static void prints_nothing(void **state)
{
	FILE *caught = tmpfile();
	struct yaml *doc = NULL;
	struct err err = { 0 };
	int old[2] = { dup(1), dup(2) };

	(void)state;
	assert_non_null(caught);
	fflush(stdout);
	dup2(fileno(caught), 1);
	dup2(fileno(caught), 2);
	yaml_parse(&doc, "a: [1, \"", 8, 1, &err);
	yaml_parse(&doc, "a: @", 4, 1, &err);
	fflush(stdout);
	fflush(stderr);
	for (int i = 0; i < 2; i++) {
		dup2(old[i], i + 1);
		close(old[i]);
	}
	fseek(caught, 0, SEEK_END);
	assert_int_equal(ftell(caught), 0);
	fclose(caught);
	yaml_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_every_text_as_it_stands),
		cmocka_unit_test(says_what_is_wrong_and_where),
		cmocka_unit_test(counts_lines_of_the_file_and_not_of_the_head),
		cmocka_unit_test(finds_by_key),
		cmocka_unit_test(reads_numbers_and_flags),
		cmocka_unit_test(has_ceilings),
		cmocka_unit_test(bears_hostile_files),
		cmocka_unit_test(prints_nothing),
	};

	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
