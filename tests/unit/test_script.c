/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "script/script.h"

#define TONES "# gentle\nG\n# plain\nP\n# firm\nF\n"

static const char whole[] =
	"---\n"
	"title: Turn down a drink\n"
	"kind: no\n"
	"about: Someone offers alcohol.\n"
	"covers: [14, 15]\n"
	"setting: [family, work]\n"
	"search: [beer]\n"
	"fields:\n"
	"  person:  {ask: Who?, example: Sam}\n"
	"  drink:   {ask: What?, default: a drink}\n"
	"  instead: {ask: \"What, then?\", hint: Short., optional: true}\n"
	"  day:     {ask: When?, choices: [Monday, Friday]}\n"
	"pushback:\n"
	"  - {tactic: minimise, say: \"One {{drink}}, {{day}}, {{instead}}\"}\n"
	"gate: [abuse]\n"
	"---\n"
	"# gentle\n"
	"\n"
	"  Thanks, {{person}}, no {{drink}} on {{day}}.\n"
	"  {{#instead}}\n"
	"I'd like {{instead}}.\n"
	"  {{/instead}}\n"
	"\n"
	"#  Plain  \n"
	"\n"
	"No {{drink}}, {{person}} & <co>.\n"
	"# firm\n"
	"No.\n";

static struct script *parsed(const char *text)
{
	struct script *script = NULL;
	struct err err = { 0 };

	if (script_parse(&script, "x", "built in", text, strlen(text), &err))
		fail_msg("line %zu: %s", err.line, err.text);
	return script;
}

static void keeps_what_the_file_says(void **state)
{
	struct script *s = parsed(whole);

	(void)state;
	assert_string_equal(s->name, "x");
	assert_string_equal(s->origin, "built in");
	assert_string_equal(s->title, "Turn down a drink");
	assert_string_equal(s->kind, "no");
	assert_string_equal(s->about, "Someone offers alcohol.");
	assert_int_equal(s->covers.count, 2);
	assert_string_equal(s->covers.items[1], "15");
	assert_int_equal(s->settings.count, 2);
	assert_string_equal(s->search.items[0], "beer");
	assert_string_equal(s->gates.items[0], "abuse");
	assert_int_equal(s->field_count, 4);
	assert_string_equal(s->fields[0].name, "person");
	assert_string_equal(s->fields[0].ask, "Who?");
	assert_string_equal(s->fields[0].example, "Sam");
	assert_null(s->fields[0].hint);
	assert_null(s->fields[0].initial);
	assert_false(s->fields[0].optional);
	assert_string_equal(s->fields[1].initial, "a drink");
	assert_string_equal(s->fields[2].hint, "Short.");
	assert_true(s->fields[2].optional);
	assert_int_equal(s->fields[3].choices.count, 2);
	assert_int_equal(s->pushback_count, 1);
	assert_string_equal(s->pushbacks[0].tactic, "minimise");
	assert_ptr_equal(script_field(s, "day"), &s->fields[3]);
	assert_null(script_field(s, "nobody"));
	script_free(s);
	script_free(NULL);
}

static void takes_little(void **state)
{
	struct script *s = parsed("# firm\nNo.");
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	assert_string_equal(s->title, "");
	assert_string_equal(s->kind, "");
	assert_int_equal(s->field_count, 0);
	assert_int_equal(s->pushback_count, 0);
	assert_int_equal(script_render(s, TONE_GENTLE, NULL, &out, NULL, &err),
			 0);
	assert_string_equal(out.text, "No.");
	script_free(s);
	s = parsed("---\ntitle:\nfields:\npushback:\ngate:\nsetting: self\n"
		   "later: x\n---\r\n# firm\r\nNo.\r\n");
	assert_int_equal(s->gates.count, 0);
	assert_int_equal(s->settings.count, 1);
	strbuf_release(&out);
	script_free(s);
}

/* One row a way in which a file can be unusable: add rows, not functions. */
static void says_what_is_wrong_and_where(void **state)
{
	static const struct {
		const char *src;
		size_t line, column;
		const char *text;
	} cases[] = {
		{ "", 0, 0, "there is no heading `# gentle`, `# plain` or "
			    "`# firm`" },
		{ "---\ntitle: x", 1, 1,
		  "the front matter is not closed by a line ---" },
		{ "---\na: [\n---\n" TONES, 2, 4, "a bracket is not closed" },
		{ "---\n- a\n---\n" TONES, 2, 1,
		  "the front matter is `key: value` lines" },
		{ "---\ntitle: [a]\n---\n" TONES, 2, 1, "`title` is a text" },
		{ "---\ngate: {a: b}\n---\n" TONES, 2, 1,
		  "`gate` is a list of texts" },
		{ "---\nsearch: [[a]]\n---\n" TONES, 2, 1,
		  "`search` is a list of texts" },
		{ "---\nfields: [a]\n---\n" TONES, 2, 1,
		  "`fields` is a map of fields" },
		{ "---\nfields: {a: b}\n---\n" TONES, 2, 10,
		  "field `a` is {ask: ..., example: ...}" },
		{ "---\nfields:\n  Sam: {ask: x}\n---\n" TONES, 3, 3,
		  "a field name is a-z, 0-9 and -, from a letter on, at most "
		  "32" },
		{ "---\nfields: {a: {ask: x, optional: 1}}\n---\n" TONES, 2, 22,
		  "`optional` is true or false" },
		{ "---\nfields: {a: {ask: [x]}}\n---\n" TONES, 2, 14,
		  "`ask` is a text" },
		{ "---\npushback: {a: b}\n---\n" TONES, 2, 1,
		  "`pushback` is a list of {tactic: ..., say: ...}" },
		{ "---\npushback:\n  - {tactic: why}\n---\n" TONES, 3, 5,
		  "a pushback is {tactic: ..., say: ...}" },
		{ "---\npushback: [why]\n---\n" TONES, 2, 12,
		  "a pushback is {tactic: ..., say: ...}" },
		{ "---\nkind: no\n---\n# gentle\n\xff\n", 5, 1, "not UTF-8" },
		{ "---\nkind: no\n---\n" TONES "# gentle\nx\n", 10, 0,
		  "this tone stands twice" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf text = STRBUF_INIT;
		struct script *s = NULL;
		struct err err = { 0 };

		strbuf_addf(&text, "x (built in): %s", cases[i].text);
		assert_int_equal(script_parse(&s, "x", "built in",
					      cases[i].src,
					      strlen(cases[i].src), &err),
				 ERR_INPUT);
		assert_null(s);
		assert_string_equal(err.text, text.text);
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.column, cases[i].column);
		strbuf_release(&text);
	}
}

/* Faults of a tone carry the line of the file, whatever their words. */
static void counts_lines_of_the_file_in_a_tone(void **state)
{
	static const struct {
		const char *src, *quote;
		size_t line;
	} cases[] = {
		{ "---\nkind: no\n---\n\n# gentle\n\nHi {{a", "Hi {{a", 7 },
		{ "---\n---\n# gentle\nx\n# firm\n{{#a}}\n", "{{#a}}", 6 },
		{ "# gentle\nx\n{{/a}}", "{{/a}}", 3 },
		{ "---\npushback:\n - {tactic: why, say: '{{x'}\n---\n# firm\n",
		  " - {tactic: why, say: '{{x'}", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct script *s = NULL;
		struct err err = { 0 };

		assert_int_equal(script_parse(&s, "x", "here", cases[i].src,
					      strlen(cases[i].src), &err),
				 ERR_INPUT);
		assert_int_equal(err.line, cases[i].line);
		assert_string_equal(err.quote, cases[i].quote);
	}
}

/* At the ceiling, and one past it. */
static void has_ceilings(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct script *s = NULL;
	struct err err = { 0 };

	(void)state;
	strbuf_addstr(&text, "# firm\n");
	while (text.len < SCRIPT_MAX)
		strbuf_addch(&text, 'x');
	assert_int_equal(script_parse(&s, "x", "y", text.text, text.len, &err),
			 0);
	script_free(s);
	strbuf_addch(&text, 'x');
	s = NULL;
	assert_int_equal(script_parse(&s, "x", "y", text.text, text.len, &err),
			 ERR_INPUT);
	assert_string_equal(err.text, "x (y): more than 65536 bytes");

	for (int extra = 0; extra < 2; extra++) {
		strbuf_reset(&text);
		strbuf_addstr(&text, "---\nfields:\n");
		for (int i = 0; i < SCRIPT_FIELDS_MAX + extra; i++)
			strbuf_addf(&text, "  f%d: {ask: x}\n", i);
		strbuf_addstr(&text, "---\n# firm\nNo.\n");
		s = NULL;
		assert_int_equal(script_parse(&s, "x", "y", text.text,
					      text.len, &err),
				 extra ? ERR_INPUT : 0);
		script_free(s);
	}
	assert_string_equal(err.text, "x (y): more than 32 fields");
	assert_int_equal(err.line, 3 + SCRIPT_FIELDS_MAX);
	for (int extra = 0; extra < 2; extra++) {
		strbuf_reset(&text);
		strbuf_addf(&text, "---\nfields: {a%0*d: {ask: x}}\n---\n"
			    "# firm\nNo.\n", 31 + extra, 1);
		s = NULL;
		assert_int_equal(script_parse(&s, "x", "y", text.text,
					      text.len, &err),
				 extra ? ERR_INPUT : 0);
		script_free(s);
	}
	strbuf_release(&text);
}

static void fills_the_blanks(void **state)
{
	static const struct {
		const char *values;
		enum tone tone;
		const char *text;	/* NULL: no value for `field` */
		const char *field;
	} cases[] = {
		{ "{\"person\":\"Sam\",\"day\":\"Monday\"}", TONE_GENTLE,
		  "Thanks, Sam, no a drink on Monday.", NULL },
		{ "{\"person\":\"Sam\",\"day\":\"Monday\",\"drink\":\"beer\","
		  "\"instead\":\"tea\"}", TONE_GENTLE,
		  "Thanks, Sam, no beer on Monday.\nI'd like tea.", NULL },
		{ "{\"drink\":\"\",\"person\":\"Sam\",\"day\":\"x\","
		  "\"instead\":\"\"}", TONE_PLAIN,
		  "No a drink, Sam & <co>.", NULL },
		{ "{\"drink\":null,\"person\":\"A\",\"day\":1,\"z\":[]}",
		  TONE_PLAIN, "No a drink, A & <co>.", NULL },
		{ "{}", TONE_FIRM, NULL, "person" },
		{ "{\"person\":\"\",\"day\":\"x\"}", TONE_FIRM, NULL,
		  "person" },
		{ "{\"person\":null,\"day\":\"x\"}", TONE_FIRM, NULL,
		  "person" },
		{ "{\"person\":\"x\"}", TONE_FIRM, NULL, "day" },
		{ "{\"Person\":\"x\",\"day\":\"x\"}", TONE_FIRM, NULL,
		  "person" },
	};
	struct script *s = parsed(whole);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf out = STRBUF_INIT, text = STRBUF_INIT;
		const char *field = NULL;
		struct err err = { 0 };
		cJSON *values = NULL;
		int ret;

		assert_int_equal(json_parse(&values, cases[i].values,
					    strlen(cases[i].values), &err), 0);
		strbuf_addstr(&out, " before ");
		ret = script_render(s, cases[i].tone, values, &out, &field,
				    &err);
		if (cases[i].text) {
			assert_int_equal(ret, 0);
			assert_string_equal(out.text + 8, cases[i].text);
			assert_null(field);
		} else {
			assert_int_equal(ret, ERR_NOTFOUND);
			assert_string_equal(out.text, " before ");
			assert_string_equal(field, cases[i].field);
			strbuf_addf(&text, "no value for \"%s\"",
				    cases[i].field);
			assert_string_equal(err.text, text.text);
		}
		cJSON_Delete(values);
		strbuf_release(&out);
		strbuf_release(&text);
	}
	script_free(s);
}

static void answers_for_the_other_side(void **state)
{
	static const struct {
		const char *values, *text;
	} cases[] = {
		{ "{}", "One a drink, Monday, instead" },
		{ "{\"drink\":\"beer\",\"instead\":\"tea\"}",
		  "One beer, Monday, tea" },
		{ "{\"drink\":\"\",\"instead\":\"\",\"day\":\"Friday\"}",
		  "One a drink, Friday, instead" },
	};
	struct script *s = parsed(whole);
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cJSON *values = cJSON_Parse(cases[i].values);

		strbuf_reset(&out);
		script_pushback(s, 0, values, &out);
		assert_string_equal(out.text, cases[i].text);
		cJSON_Delete(values);
	}
	strbuf_reset(&out);
	script_pushback(s, 0, NULL, &out);
	assert_string_equal(out.text, cases[0].text);
	strbuf_release(&out);
	script_free(s);
}

static void gives_examples_and_a_schema(void **state)
{
	static const char expected[] =
		"{\"$schema\":"
		"\"https://json-schema.org/draft/2020-12/schema\","
		"\"title\":\"Turn down a drink\","
		"\"description\":\"Someone offers alcohol.\","
		"\"type\":\"object\",\"properties\":{"
		"\"person\":{\"type\":\"string\",\"minLength\":1,"
		"\"title\":\"Who?\",\"examples\":[\"Sam\"]},"
		"\"drink\":{\"type\":\"string\",\"title\":\"What?\","
		"\"default\":\"a drink\"},"
		"\"instead\":{\"type\":\"string\",\"title\":\"What, then?\","
		"\"description\":\"Short.\"},"
		"\"day\":{\"type\":\"string\",\"minLength\":1,"
		"\"title\":\"When?\",\"enum\":[\"Monday\",\"Friday\"]}},"
		"\"required\":[\"person\",\"day\"],"
		"\"additionalProperties\":false}";
	struct script *s = parsed(whole), *bare = parsed("# firm\nNo.");
	cJSON *values = script_examples(s);
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	json_add(&out, values);
	assert_string_equal(out.text, "{\"person\":\"Sam\",\"drink\":"
			    "\"a drink\",\"instead\":\"instead\",\"day\":"
			    "\"Monday\"}");
	cJSON_Delete(values);
	strbuf_reset(&out);
	script_schema(s, &out);
	assert_string_equal(out.text, expected);
	strbuf_reset(&out);
	script_schema(bare, &out);
	assert_int_equal(json_check(out.text, out.len, &err), 0);
	strbuf_release(&out);
	script_free(s);
	script_free(bare);
}

static void takes_the_nearest_tone(void **state)
{
	static const struct {
		const char *src;
		enum tone wanted, got;
	} cases[] = {
		{ TONES, TONE_GENTLE, TONE_GENTLE },
		{ TONES, TONE_FIRM, TONE_FIRM },
		{ "# firm\nF\n# plain\nP", TONE_GENTLE, TONE_PLAIN },
		{ "# firm\nF", TONE_GENTLE, TONE_FIRM },
		{ "# firm\nF", TONE_PLAIN, TONE_FIRM },
		{ "# gentle\nF", TONE_FIRM, TONE_GENTLE },
		{ "# FIRM\nF", TONE_FIRM, TONE_FIRM },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct script *s = parsed(cases[i].src);

		assert_int_equal(script_tone(s, cases[i].wanted),
				 cases[i].got);
		script_free(s);
	}
	for (int tone = 0; tone < TONE_COUNT; tone++)
		assert_int_equal(tone_named(tone_name((enum tone)tone)), tone);
	assert_int_equal(tone_named("Firm"), TONE_COUNT);
	assert_int_equal(tone_named(""), TONE_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_the_file_says),
		cmocka_unit_test(takes_little),
		cmocka_unit_test(says_what_is_wrong_and_where),
		cmocka_unit_test(counts_lines_of_the_file_in_a_tone),
		cmocka_unit_test(has_ceilings),
		cmocka_unit_test(fills_the_blanks),
		cmocka_unit_test(answers_for_the_other_side),
		cmocka_unit_test(gives_examples_and_a_schema),
		cmocka_unit_test(takes_the_nearest_tone),
	};

	return cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
