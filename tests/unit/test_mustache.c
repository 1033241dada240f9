/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "script/mustache.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static struct mustache *parsed(const char *text)
{
	struct mustache *tpl = NULL;
	struct err err = { 0 };

	if (mustache_parse(&tpl, text, strlen(text), &err))
		fail_msg("%s: %s", text, err.text);
	return tpl;
}

static cJSON *tree(const char *text)
{
	struct err err = { 0 };
	cJSON *json = NULL;

	if (json_parse(&json, text, strlen(text), &err))
		fail_msg("%s: %s", text, err.text);
	return json;
}

static void check(const char *source, const char *data, bool html,
		  const char *expected)
{
	struct mustache *tpl = parsed(source);
	struct mustache_source from = { .root = tree(data), .html = html };
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	/* Twice, since a template may be rendered any number of times. */
	for (int i = 0; i < 2; i++) {
		strbuf_reset(&out);
		strbuf_addstr(&out, "> ");
		assert_int_equal(mustache_render(tpl, &from, &out, &err), 0);
		if (strncmp(out.text, "> ", 2) || strcmp(out.text + 2, expected))
			fail_msg("%s\nexpected <%s>\ngot      <%s>", source,
				 expected, out.text + 2);
	}
	cJSON_Delete((cJSON *)from.root);
	mustache_free(tpl);
	strbuf_release(&out);
}

static void fills_in_plain_text(void **state)
{
	static const struct {
		const char *source;
		const char *data;
		const char *expected;
	} cases[] = {
		{ "", "{}", "" },
		{ "no tags { } }} here", "{}", "no tags { } }} here" },
		{ "I won't, {{person}}.", "{\"person\":\"Sam\"}",
		  "I won't, Sam." },
		{ "{{a}}", "{\"a\":\"<b> & \\\"c\\\"\"}", "<b> & \"c\"" },
		{ "{{ a }}{{&a}}{{& a }}{{{a}}}{{{ a }}}", "{\"a\":\"x\"}",
		  "xxxxx" },
		{ "{{a-b}} {{a_b}} {{\xc3\xa9}}",
		  "{\"a-b\":1,\"a_b\":2,\"\xc3\xa9\":3}", "1 2 3" },
		{ "{{A}}{{a}}", "{\"a\":\"low\",\"A\":\"HIGH\"}", "HIGHlow" },
		{ "{{ab}}", "{\"abc\":1,\"a\":2}", "" },
		{ "{{a.b.c}}", "{\"a\":{\"b\":{\"c\":\"deep\"}}}", "deep" },
		{ "{{a.b}}", "{\"a\":[1]}", "" },
		{ "{{a}}", "{\"a\":\"{{b}}\",\"b\":1}", "{{b}}" },
		/* what is no text */
		{ "{{n}} {{f}} {{t}} {{z}}.",
		  "{\"n\":12345678901,\"f\":false,\"t\":true,\"z\":null}",
		  "12345678901 false true ." },
		{ "{{d}}", "{\"d\":0.1}", "0.1" },
		{ "{{l}} {{o}}", "{\"l\":[1,\"a\"],\"o\":{\"k\":2}}",
		  "[1,\"a\"] {\"k\":2}" },
		/* what counts as false */
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{}", "no" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":null}", "no" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":false}", "no" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":[]}", "no" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":\"\"}", "no" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":\" \"}", "yes" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":0}", "yes" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":{}}", "yes" },
		{ "{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\":[0]}", "yes" },
		/* lists and contexts */
		{ "{{#l}}{{.}}, {{/l}}", "{\"l\":[\"a\",1,true]}",
		  "a, 1, true, " },
		{ "{{#l}}{{n}}{{x}};{{/l}}",
		  "{\"x\":\"-\",\"l\":[{\"n\":1},{\"n\":2,\"x\":\"+\"}]}",
		  "1-;2+;" },
		{ "{{#a}}{{#b}}{{c}}{{/b}}{{/a}}",
		  "{\"a\":{\"b\":{}},\"c\":\"out\"}", "out" },
		{ "Call{{#time}} at {{time}}{{/time}}.", "{\"time\":\"7\"}",
		  "Call at 7." },
		{ "Call{{#time}} at {{time}}{{/time}}.", "{\"time\":\"\"}",
		  "Call." },
		{ "{{#x}}a{{#y}}b{{/y}}c{{/x}}d", "{\"y\":true}", "d" },
		/* comments and delimiters */
		{ "a{{! no }}b{{!}}c", "{}", "abc" },
		{ "{{=<% %>=}}<%a%>{{a}}<%={{ }}=%>{{a}}", "{\"a\":1}",
		  "1{{a}}1" },
		{ "{{=| |=}}|#a||.||/a|", "{\"a\":[1,2]}", "12" },
		{ "{{=<< >>=}}<<{a}>><<&a>>", "{\"a\":1}", "11" },
		/* tags with lines of their own */
		{ "a\n{{#t}}\nb\n{{/t}}\nc", "{\"t\":true}", "a\nb\nc" },
		{ "a\r\n  {{#t}}  \r\nb\r\n{{/t}}\r\nc", "{\"t\":true}",
		  "a\r\nb\r\nc" },
		{ "{{#t}}{{/t}}\nx", "{\"t\":true}", "\nx" },
		{ "  {{! a }} {{! b }}\nx", "{}", "   \nx" },
		{ "a\n\t{{!\n}}\t\n", "{}", "a\n" },
		/* a block that nobody replaces, and one that is no argument */
		{ "{{$a}}x{{/a}}", "{\"a\":\"data\"}", "x" },
		{ "{{>none}}{{<none}}{{$a}}x{{/a}}{{/none}}{{>*no}}.", "{}",
		  "." },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(cases[i].source, cases[i].data, false, cases[i].expected);
}

static void escapes_html_where_asked(void **state)
{
	(void)state;
	check("{{a}}{{{a}}}{{&a}}", "{\"a\":\"<&\\\">'\"}", true,
	      "&lt;&amp;&quot;&gt;'<&\">'<&\">'");
	check("{{a}}", "{\"a\":[\"<\",\"x\"]}", true,
	      "[&quot;&lt;&quot;,&quot;x&quot;]");
	check("{{a}} {{b}}<b>", "{\"a\":1.5,\"b\":\"\"}", true, "1.5 <b>");
}

/* Partials by name, from a table; each is parsed once. */
struct shelf {
	const char *(*items)[2];
	struct mustache *parsed[8];
	size_t asked;
};

static const struct mustache *from_shelf(void *data, const char *name)
{
	struct shelf *shelf = data;

	shelf->asked++;
	for (size_t i = 0; shelf->items[i][0]; i++) {
		if (strcmp(shelf->items[i][0], name))
			continue;
		if (!shelf->parsed[i])
			shelf->parsed[i] = parsed(shelf->items[i][1]);
		return shelf->parsed[i];
	}
	return NULL;
}

static int render_with(const char *source, const char *data,
		       const char *(*items)[2], struct strbuf *out,
		       struct err *err)
{
	struct shelf shelf = { .items = items };
	struct mustache *tpl = parsed(source);
	cJSON *root = tree(data);
	struct mustache_source from = {
		.root = root, .partial = from_shelf, .data = &shelf,
	};
	int ret = mustache_render(tpl, &from, out, err);

	for (size_t i = 0; i < COUNT(shelf.parsed); i++)
		mustache_free(shelf.parsed[i]);
	mustache_free(tpl);
	cJSON_Delete(root);
	return ret;
}

static void renders_partials_parents_and_blocks(void **state)
{
	static const struct {
		const char *source;
		const char *expected;
		const char *items[4][2];
	} cases[] = {
		{ "a {{>p}} b", "a 1\n2 b", { { "p", "{{n}}\n2" } } },
		/* each line is indented, but none that is empty */
		{ "  {{>p}}\nb", "  1\n\n  2\nb", { { "p", "{{n}}\n\n2\n" } } },
		{ " {{>p}}\n", " a\n   b\n c\n",
		  { { "p", "a\n  {{>q}}\nc\n" }, { "q", "b\n" } } },
		{ " {{>p}}\n", "  x\n\n", { { "p", " {{#n}}x{{/n}}\n\n" } } },
		{ " {{>p}}\n.", " y\n.", { { "p", "{{#n}}\ny\n{{/n}}\n" } } },
		{ " {{>p}}\n.", " two\nlines!\n.", { { "p", "{{w}}!\n" } } },
		{ "\t{{>p}}\r\nb", "\ta\r\n\tc\r\nb", { { "p", "a\r\nc\r\n" } } },
		{ "{{>*name}}", "dynamic", { { "p", "dynamic" } } },
		{ "{{>*n}}", "", { { "1", "a number is no name" } } },
		{ "{{<*name}}{{$b}}new{{/b}}{{/*name}}", "new",
		  { { "p", "{{$b}}old{{/b}}" } } },
		{ "{{<p}}{{$b}}{{n}}{{/b}}{{/p}}", "[1]",
		  { { "p", "[{{$b}}old{{/b}}]" } } },
		/* through a partial, and past a parent with other blocks */
		{ "{{<p}}{{$b}}new{{/b}}{{/p}}", "new",
		  { { "p", "{{>q}}" }, { "q", "{{$b}}old{{/b}}" } } },
		{ "{{<p}}{{$b}}new{{/b}}{{/p}}", "new c",
		  { { "p", "{{<q}}{{$c}}c{{/c}}{{/q}}" },
		    { "q", "{{$b}}b{{/b}} {{$c}}-{{/c}}" } } },
		/* a block in a block of its own name ends where it should */
		{ "{{<p}}{{$b}}<{{$b}}x{{/b}}>{{/b}}{{/p}}", "<x>",
		  { { "p", "{{$b}}old{{/b}}" } } },
		{ "{{<p}}{{$b}}top{{/b}}{{/p}}", "(top)",
		  { { "p", "{{<q}}{{$c}}({{$b}}p{{/b}}){{/c}}{{/q}}" },
		    { "q", "{{$c}}q{{/c}}" } } },
		/* twice with other blocks: nothing is kept */
		{ "{{<p}}{{$b}}1{{/b}}{{/p}}{{<p}}{{/p}}{{>p}}", "1oldold",
		  { { "p", "{{$b}}old{{/b}}" } } },
		/* blocks on lines of their own are indented anew */
		{ "  {{<p}}\n    {{$b}}\n      one\n\n        two\n    {{/b}}\n"
		  "  {{/p}}\nend", "  head\n    one\n\n      two\n  foot\nend",
		  { { "p", "head\n  {{$b}}\n  old\n  {{/b}}\nfoot\n" } } },
		{ "{{<p}}{{$b}}one\ntwo{{/b}}{{/p}}", "-\n  one\n  two\n",
		  { { "p", "-\n  {{$b}}old{{/b}}\n" } } },
		{ "{{<p}}{{$b}}one\ntwo{{/b}}{{/p}}", "- one\ntwo\n",
		  { { "p", "- {{$b}}old{{/b}}\n" } } },
		{ "{{<p}}\n  {{$b}}one\n    two{{/b}}\n{{/p}}", "one\n  two",
		  { { "p", "{{$b}}old{{/b}}" } } },
		/* only what is in blocks matters in a parent */
		{ "{{<p}} {{n}} {{#n}}{{$b}}no{{/b}}{{/n}} {{! c }} {{/p}}", "old",
		  { { "p", "{{$b}}old{{/b}}" } } },
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *items[5][2] = { { NULL, NULL } };
		struct err err = { 0 };

		memcpy(items, cases[i].items, sizeof(cases[i].items));
		strbuf_reset(&out);
		assert_int_equal(render_with(cases[i].source,
			"{\"n\":1,\"name\":\"p\",\"w\":\"two\\nlines\"}", items,
			&out, &err), 0);
		if (!strbuf_equals(&out, cases[i].expected))
			fail_msg("%s\nexpected <%s>\ngot      <%s>",
				 cases[i].source, cases[i].expected, out.text);
	}
	strbuf_release(&out);
}

static void refuses_partials_without_end(void **state)
{
	static const struct {
		const char *source;
		const char *items[3][2];
	} cases[] = {
		{ "{{>p}}", { { "p", "x{{>p}}" } } },
		{ "{{>p}}", { { "p", "{{>q}}" }, { "q", "\n {{>p}}\n" } } },
		{ "{{<p}}{{/p}}", { { "p", "{{<p}}{{/p}}" } } },
		{ "{{<p}}{{$b}}{{<p}}{{/p}}{{/b}}{{/p}}",
		  { { "p", "{{$b}}{{>p}}{{/b}}" } } },
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&out, "before");
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *items[4][2] = { { NULL, NULL } };
		struct err err = { 0 };

		memcpy(items, cases[i].items, sizeof(cases[i].items));
		assert_int_equal(render_with(cases[i].source, "{}", items, &out,
					     &err), ERR_INPUT);
		assert_non_null(strstr(err.text, "partials nest deeper than 64"));
		assert_string_equal(out.text, "before");
	}
	strbuf_release(&out);
}

/* 40 sections over a list of two are a million million pieces. */
static void refuses_what_multiplies_without_bound(void **state)
{
	const char *items[4][2] = { { NULL, NULL } };
	struct strbuf source = STRBUF_INIT, out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 40; i++)
		strbuf_addstr(&source, "{{#l}}");
	strbuf_addstr(&source, "x");
	for (int i = 0; i < 40; i++)
		strbuf_addstr(&source, "{{/l}}");
	strbuf_addstr(&out, "before");
	assert_int_equal(render_with(source.text, "{\"l\":[{},{}]}", items,
				     &out, &err), ERR_INPUT);
	assert_string_equal(err.text, "it would be too long: sections and "
			    "partials multiply");
	assert_string_equal(out.text, "before");
	strbuf_release(&source);
	strbuf_release(&out);
}

/* A text of a mebibyte, in each of 65 pieces, is past the longest text. */
static void refuses_a_text_past_the_longest(void **state)
{
	struct strbuf source = STRBUF_INIT, out = STRBUF_INIT;
	struct mustache *tpl = NULL;
	struct err err = { 0 };
	char *text = calloc(1024 * 1024 + 1, 1);

	(void)state;
	memset(text, 'x', 1024 * 1024);
	for (int i = 0; i < 66; i++)
		strbuf_addstr(&source, "{{a}}");
	struct cJSON *root = cJSON_CreateObject();

	cJSON_AddStringToObject(root, "a", text);
	const struct mustache_source from = { .root = root };

	assert_int_equal(mustache_parse(&tpl, source.text, source.len, &err),
			 0);
	assert_int_equal(mustache_render(tpl, &from, &out, &err), ERR_INPUT);
	assert_int_equal(out.len, 0);
	mustache_free(tpl);
	cJSON_Delete(root);
	free(text);
	strbuf_release(&source);
	strbuf_release(&out);
}

/* {"n":{"n":...}}: as many levels as there are to be partials. */
static struct cJSON *chain(size_t levels)
{
	cJSON *root = cJSON_CreateObject(), *at = root;

	for (size_t i = 1; i < levels; i++) {
		cJSON *next = cJSON_CreateObject();

		cJSON_AddItemToObject(at, "n", next);
		at = next;
	}
	cJSON_AddFalseToObject(at, "n");
	return root;
}

static void partials_nest_to_their_ceiling(void **state)
{
	static const char *items[][2] = {
		{ "p", "x{{#n}}{{>p}}{{/n}}" }, { NULL, NULL },
	};

	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct shelf shelf = { .items = items };
		struct mustache *tpl = parsed("{{>p}}");
		cJSON *root = chain(MUSTACHE_DEPTH_MAX + more);
		struct mustache_source from = {
			.root = root, .partial = from_shelf, .data = &shelf,
		};
		struct strbuf out = STRBUF_INIT;
		struct err err = { 0 };

		assert_int_equal(mustache_render(tpl, &from, &out, &err),
				 more ? ERR_INPUT : 0);
		assert_int_equal(out.len, more ? 0 : MUSTACHE_DEPTH_MAX);
		mustache_free(shelf.parsed[0]);
		mustache_free(tpl);
		cJSON_Delete(root);
		strbuf_release(&out);
	}
}

static void sections_nest_to_their_ceiling(void **state)
{
	struct strbuf source = STRBUF_INIT;

	(void)state;
	for (size_t depth = MUSTACHE_DEPTH_MAX; depth <= MUSTACHE_DEPTH_MAX + 1;
	     depth++) {
		struct mustache *tpl = NULL;
		struct err err = { 0 };

		strbuf_reset(&source);
		for (size_t i = 0; i < depth; i++)
			strbuf_addstr(&source, "{{#a}}");
		strbuf_addstr(&source, "x");
		for (size_t i = 0; i < depth; i++)
			strbuf_addstr(&source, "{{/a}}");
		if (depth == MUSTACHE_DEPTH_MAX) {
			check(source.text, "{\"a\":true}", false, "x");
			continue;
		}
		assert_int_equal(mustache_parse(&tpl, source.text, source.len,
						&err), ERR_INPUT);
		assert_string_equal(err.text, "nested too deep");
		assert_int_equal(err.column, 6 * MUSTACHE_DEPTH_MAX + 1);
		assert_null(tpl);
	}
	strbuf_release(&source);
}

/* Both ceilings at once are what the stack has to bear. */
static void bears_the_deepest_of_both(void **state)
{
	const char *items[][2] = { { "p", NULL }, { NULL, NULL } };
	struct strbuf source = STRBUF_INIT, out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < MUSTACHE_DEPTH_MAX; i++)
		strbuf_addstr(&source, "{{#a}}");
	strbuf_addstr(&source, "{{>p}}");
	for (size_t i = 0; i < MUSTACHE_DEPTH_MAX; i++)
		strbuf_addstr(&source, "{{/a}}");
	items[0][1] = source.text;
	assert_int_equal(render_with("{{>p}}", "{\"a\":true}", items, &out,
				     &err), ERR_INPUT);
	assert_int_equal(out.len, 0);
	strbuf_release(&source);
	strbuf_release(&out);
}

/* One row a way in which a source can be wrong. */
static void refuses_a_bad_source_and_says_where(void **state)
{
	static const struct {
		const char *source;
		size_t line;
		size_t column;
		const char *text;
	} cases[] = {
		{ "{{", 1, 1, "tag is not closed" },
		{ "a\nb {{x", 2, 3, "tag is not closed" },
		{ "\xc3\xa9 {{x}", 1, 3, "tag is not closed" },
		{ "{{{x}}", 1, 1, "tag is not closed" },
		{ "{{! x", 1, 1, "tag is not closed" },
		{ "{{=<% %>}}", 1, 1, "tag is not closed" },
		{ "{{=<% %>=}} <%x}}", 1, 13, "tag is not closed" },
		{ "{{}}", 1, 1, "tag has no name" },
		{ "{{ \n }}", 1, 1, "tag has no name" },
		{ "x {{#}}{{/}}", 1, 3, "tag has no name" },
		{ "{{>}}", 1, 1, "tag has no name" },
		{ "{{>*}}", 1, 1, "tag has no name" },
		{ "{{{}}}", 1, 1, "tag has no name" },
		{ "{{$ }}", 1, 1, "tag has no name" },
		{ "{{the person}}", 1, 6, "white space or a control in a name" },
		{ "{{a\nb}}", 1, 4, "white space or a control in a name" },
		{ "{{> a b}}", 1, 6, "white space or a control in a name" },
		{ "{{a\x01}}", 1, 4, "white space or a control in a name" },
		{ "{{.a}}", 1, 1, "name with nothing beside a dot" },
		{ "{{a.}}", 1, 1, "name with nothing beside a dot" },
		{ "{{#a..b}}", 1, 1, "name with nothing beside a dot" },
		{ "{{>*.a}}", 1, 1, "name with nothing beside a dot" },
		{ "{{..}}", 1, 1, "name with nothing beside a dot" },
		{ "{{#a}}\n\n{{#b}} {{/b}}", 1, 1, "\"a\" is not closed" },
		{ "\n {{^a}}{{#b}}", 2, 8, "\"b\" is not closed" },
		{ "{{<p}}", 1, 1, "\"p\" is not closed" },
		{ "{{<p}}{{$b}}{{/p}}", 1, 13, "\"b\" should be closed first" },
		{ "{{#a}}\n{{/b}}", 2, 1, "\"a\" should be closed first" },
		{ "{{#a}}{{/}}", 1, 7, "\"a\" should be closed first" },
		{ "{{#a}}{{/aa}}", 1, 7, "\"a\" should be closed first" },
		{ "{{<*a}}{{/a}}", 1, 8, "\"a\" should be closed first" },
		{ "{{<a}}{{/*a}}", 1, 7, "\"a\" should be closed first" },
		{ "x\n{{/a}}", 2, 1, "nothing is open that this closes" },
		{ "{{#a}}{{/a}}{{/a}}", 1, 13,
		  "nothing is open that this closes" },
		{ "{{==}}", 1, 1, "bad delimiters" },
		{ "{{= =}}", 1, 1, "bad delimiters" },
		{ "{{=<%=}}", 1, 1, "bad delimiters" },
		{ "{{=a b c=}}", 1, 1, "bad delimiters" },
		{ "{{=a= b=}}", 1, 1, "bad delimiters" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len = strlen(cases[i].source);
		char *source = malloc(len);
		struct mustache *tpl = NULL;
		struct err err = { 0 };

		memcpy(source, cases[i].source, len);
		if (mustache_parse(&tpl, source, len, &err) != ERR_INPUT)
			fail_msg("%s was taken", cases[i].source);
		assert_null(tpl);
		if (strcmp(err.text, cases[i].text) ||
		    err.line != cases[i].line || err.column != cases[i].column)
			fail_msg("%s: %zu:%zu: %s", cases[i].source, err.line,
				 err.column, err.text);
		free(source);
	}
}

static void holds_the_ceiling_of_length(void **state)
{
	char *text = malloc(MUSTACHE_MAX + 1);
	struct mustache *tpl = NULL;
	struct err err = { 0 };

	(void)state;
	memset(text, 'x', MUSTACHE_MAX + 1);
	assert_int_equal(mustache_parse(&tpl, text, MUSTACHE_MAX, &err), 0);
	mustache_free(tpl);
	tpl = NULL;
	assert_int_equal(mustache_parse(&tpl, text, MUSTACHE_MAX + 1, &err),
			 ERR_INPUT);
	assert_null(tpl);
	assert_string_equal(err.text, "longer than 262144 bytes");
	free(text);
}

static void keeps_its_own_copy_and_any_bytes(void **state)
{
	char source[] = "a\0b {{x}}\xff";
	struct strbuf out = STRBUF_INIT;
	struct mustache_source from = { .root = NULL };
	struct mustache *tpl = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mustache_parse(&tpl, source, sizeof(source) - 1, &err),
			 0);
	memset(source, '?', sizeof(source));
	assert_int_equal(mustache_render(tpl, &from, &out, &err), 0);
	assert_int_equal(out.len, 5);
	assert_memory_equal(out.text, "a\0b \xff", 5);
	mustache_free(tpl);
	mustache_free(NULL);
	strbuf_release(&out);
}

static void note(void *data, const char *name)
{
	strbuf_addf(data, "%s;", name);
}

static void tells_which_variables_are_missing(void **state)
{
	static const char source[] = "{{a}}{{b}}{{c.d}}{{#e}}{{f}}{{/e}}{{^e}}"
		"{{g}}{{/e}}{{z}}{{{h}}}{{>p}}{{>*q}}";
	struct strbuf out = STRBUF_INIT, names = STRBUF_INIT;
	struct mustache *tpl = parsed(source);
	struct mustache_source from = {
		.root = tree("{\"a\":\"\",\"c\":{},\"z\":null}"),
		.missing = note, .data = &names,
	};
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mustache_render(tpl, &from, &out, &err), 0);
	assert_string_equal(out.text, "");
	assert_string_equal(names.text, "b;c.d;g;h;");
	cJSON_Delete((cJSON *)from.root);
	mustache_free(tpl);
	strbuf_release(&out);
	strbuf_release(&names);
}

static void note_line(void *data, const char *name, size_t line)
{
	strbuf_addf(data, "%s:%zu;", name, line);
}

static void names_what_a_template_asks_for(void **state)
{
	static const char source[] = "{{a}} {{{b.c}}}\n{{#d}}\n{{.}}{{! no }}\n"
		"{{/d}}\n\n{{^e}}{{&f}}{{/e}}{{>p}}\n{{=| |=}}\n|>*g||<h|\n"
		"|$i||j||/i|\n|/h||a|";
	struct mustache *tpl = parsed(source);
	struct strbuf names = STRBUF_INIT;

	(void)state;
	mustache_names(tpl, note_line, &names);
	assert_string_equal(names.text,
			    "a:1;b.c:1;d:2;e:6;f:6;g:8;j:9;a:10;");
	mustache_free(tpl);
	strbuf_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_in_plain_text),
		cmocka_unit_test(escapes_html_where_asked),
		cmocka_unit_test(renders_partials_parents_and_blocks),
		cmocka_unit_test(refuses_partials_without_end),
		cmocka_unit_test(partials_nest_to_their_ceiling),
		cmocka_unit_test(sections_nest_to_their_ceiling),
		cmocka_unit_test(refuses_what_multiplies_without_bound),
		cmocka_unit_test(refuses_a_text_past_the_longest),
		cmocka_unit_test(bears_the_deepest_of_both),
		cmocka_unit_test(refuses_a_bad_source_and_says_where),
		cmocka_unit_test(holds_the_ceiling_of_length),
		cmocka_unit_test(keeps_its_own_copy_and_any_bytes),
		cmocka_unit_test(tells_which_variables_are_missing),
		cmocka_unit_test(names_what_a_template_asks_for),
	};

	return cmocka_run_group_tests_name("mustache", tests, NULL, NULL);
}
