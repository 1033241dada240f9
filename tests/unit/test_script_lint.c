#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "script/script.h"

#define HEAD "title: x\nkind: no\nabout: y\n"		/* lines 2 to 4 */
#define TONES "# gentle\nG\n# plain\nP\n# firm\nF\n"

/* A source, and all of its faults as `line:column text` lines. */
static const struct {
	const char *src, *faults;
} cases[] = {
	{ "---\n" HEAD "---\n" TONES, "" },
	{ "---\n" HEAD "gate:\nsetting: self\ncovers: [1]\n---\n" TONES, "" },
	{ "", "0:0 there is no `about`\n"
	      "0:0 there is no heading `# gentle`, `# plain` or `# firm`\n"
	      "0:0 there is no kind\n"
	      "0:0 there is no text for the tone firm\n"
	      "0:0 there is no text for the tone gentle\n"
	      "0:0 there is no text for the tone plain\n"
	      "0:0 there is no title\n" },
	{ "---\nno yaml: [\n---\n" TONES, "2:10 a bracket is not closed\n" },
	{ "---\n" HEAD "---\n# gentle\n\n\n# firm\nF\n",
	  "0:0 there is no text for the tone plain\n"
	  "6:0 there is no text for the tone gentle\n" },
	{ "---\n" HEAD "colour: red\n---\n" TONES,
	  "5:1 unknown key `colour`\n" },
	{ "---\ntitle: x\nkind: nope\nabout: y\nsetting: [work, pub]\n"
	  "gate: [fire, abuse]\ncovers: [14, many]\n---\n" TONES,
	  "3:1 unknown kind `nope`\n"
	  "5:17 unknown setting `pub`\n"
	  "6:8 unknown gate `fire`\n"
	  "7:14 `covers` is a whole number from 1 to 9999\n" },
	{ "---\n" HEAD "pushback:\n"
	  "  - {tactic: shout, say: \"{{who}}\"}\n"
	  "  - {tactic: why, say: Yes, but no}\n---\n" TONES,
	  "6:6 unknown tactic `shout`\n"
	  "6:21 `who` is not a field\n"
	  "7:29 unknown key `but no`: a text with a comma in {...} needs "
	  "quotes\n" },
	{ "---\n" HEAD "fields:\n"
	  "  a: {ask: x, example: y, sample: z}\n"
	  "  b: {example: y}\n"
	  "  c: {ask: x}\n"
	  "  d: {ask: x, optional: true}\n"
	  "  e: {ask: x, choices: [m, n], default: o, example: p}\n"
	  "---\n# gentle\n{{a}}{{b}}\n# plain\n{{c}}\n"
	  "# firm\n{{#e}}{{.}}{{x.y}}{{/e}} {{nobody}}\n",
	  "6:27 unknown key `sample`\n"
	  "7:3 field `b` has no `ask`\n"
	  "8:3 field `c` has no example\n"
	  "9:3 no tone uses the field `d`\n"
	  "10:32 `default` is none of the choices\n"
	  "10:44 `example` is none of the choices\n"
	  "17:14 `x.y` is not a field\n"
	  "17:28 `nobody` is not a field\n" },
	{ "---\n" HEAD "---\nHello\n\nall\n" TONES "# Sharp\n#tag\n",
	  "6:1 text before the first tone is not used\n"
	  "15:1 this heading is no tone\n"
	  "16:1 this heading is no tone\n" },
	{ "---\n" HEAD "title: z\n---\n" TONES,
	  "5:1 `title` stands twice in one map\n" },
	{ "---\n" HEAD "fields: [a]\npushback: {b: c}\n---\n" TONES,
	  "5:1 `fields` is a map of fields\n"
	  "6:1 `pushback` is a list of {tactic: ..., say: ...}\n" },
	{ "---\n" HEAD "fields:\n  a: b\n---\n" TONES,
	  "6:3 field `a` has no `ask`\n"
	  "6:3 field `a` has no example\n"
	  "6:3 field `a` is {ask: ..., example: ...}\n"
	  "6:3 no tone uses the field `a`\n" },
	{ "---\n- a\n---\n" TONES,
	  "2:1 the front matter is `key: value` lines\n" },
	{ "\xff", "1:1 not UTF-8\n" },
};

static void reports_every_fault(void **state)
{
	static const char label[] = "x (here): ";

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct errlist faults = ERRLIST_INIT;
		struct strbuf text = STRBUF_INIT;

		size_t count = script_lint("x", "here", cases[i].src,
					   strlen(cases[i].src), &faults);

		assert_int_equal(count, faults.count);
		for (size_t k = 0; k < faults.count; k++) {
			assert_memory_equal(faults.items[k].text, label,
					    strlen(label));
			strbuf_addf(&text, "%zu:%zu %s\n",
				    faults.items[k].line,
				    faults.items[k].column,
				    faults.items[k].text + strlen(label));
		}
		assert_string_equal(text.text, cases[i].faults);
		strbuf_release(&text);
		errlist_release(&faults);
	}
}

/* What script_parse() refuses, lint reports too, and with the same words. */
static void agrees_with_the_parser(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct errlist faults = ERRLIST_INIT;
		struct script *script = NULL;
		struct err err = { 0 };
		bool told = false;

		script_lint("x", "here", cases[i].src, strlen(cases[i].src),
			    &faults);
		if (script_parse(&script, "x", "here", cases[i].src,
				 strlen(cases[i].src), &err)) {
			for (size_t k = 0; k < faults.count; k++)
				told = told || !strcmp(faults.items[k].text,
						       err.text);
			assert_true(told);
		}
		script_free(script);
		errlist_release(&faults);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_every_fault),
		cmocka_unit_test(agrees_with_the_parser),
	};

	return cmocka_run_group_tests_name("script-lint", tests, NULL, NULL);
}
