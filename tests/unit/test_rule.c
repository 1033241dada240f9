/* Long: a rule has many keys, and each has its rows. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "coach/rule.h"
#include "tiny.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Moves of one word each, so that a text shows what it does. */
static void make(struct tiny *tiny)
{
	static const char *const names[] = {
		"sorry", "no", "ask", "maybe", "because", "amends", "thanks",
	};
	*tiny = tiny_new("");
	for (size_t i = 0; i < COUNT(names); i++)
		tiny_add(tiny, MOVE_SPOKEN, names[i], names[i]);
	tiny_add(tiny, MOVE_SPOKEN, "long", "sorry ** no\n");
	tiny_add(tiny, MOVE_LIST, "person", "sam\n");
	tiny_finish(tiny);
}

#define HEAD "---\ntitle: T\nlevel: problem\nlean: soft\nmessage: M\nwhy: W\n"
#define TAIL "bad: [a, b, c]\ngood: [d, e, f]\n---\nBody.\n"

static int parse(const struct tiny *tiny, const char *head, struct rule **rule,
		 struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	int ret;

	strbuf_addf(&text, "%s%s", head, TAIL);
	ret = rule_parse(rule, "an-id", "rules/an-id.md", text.text, text.len,
			 &tiny->lexicon, err);
	strbuf_release(&text);
	return ret;
}

static void reads_all_of_a_file(void **state)
{
	struct tiny tiny;
	struct rule *rule = NULL;
	struct err err = { 0 };

	(void)state;
	make(&tiny);
	assert_int_equal(parse(&tiny,
		"---\ntitle: Too sorry\nlevel: hint\nlean: hard\n"
		"for: [no, hold]\nmessage: \"You: said\"\ntry: Swap\n"
		"why: Because\nsource: S\nstrong: Yes.\nweak: No.\nsee: [x]\n"
		"when:\n  - {has: [sorry, no], more-than: 2, within: 9,\n"
		"     near: ask, firmness-under: 0, firmness-over: 6, at: last}\n"
		"  - {lacks: thanks, words-over: 10000}\n", &rule, &err), 0);
	assert_string_equal(rule->id, "an-id");
	assert_string_equal(rule->origin, "rules/an-id.md");
	assert_string_equal(rule->title, "Too sorry");
	assert_string_equal(rule->message, "You: said");
	assert_string_equal(rule->suggestion, "Swap");
	assert_string_equal(rule->why, "Because");
	assert_string_equal(rule->source, "S");
	assert_string_equal(rule->strong, "Yes.");
	assert_string_equal(rule->weak, "No.");
	assert_string_equal(rule->body, "Body.");
	assert_int_equal(rule->level, LEVEL_HINT);
	assert_int_equal(rule->lean, LEAN_HARD);
	assert_int_equal(rule->kinds, KIND_NO | KIND_HOLD);
	assert_int_equal(rule->bad_count, 3);
	assert_string_equal(rule->bad[2], "c");
	assert_int_equal(rule->good_count, 3);
	assert_string_equal(rule->good[0], "d");
	assert_int_equal(rule->case_count, 2);
	assert_int_equal(rule->cases[0].has.count, 2);
	assert_int_equal(rule->cases[0].near.count, 1);
	assert_int_equal(rule->cases[0].more_than, 2);
	assert_int_equal(rule->cases[0].within, 9);
	assert_int_equal(rule->cases[0].firmness_under, 0);
	assert_int_equal(rule->cases[0].firmness_over, 6);
	assert_int_equal(rule->cases[0].place, PLACE_LAST);
	assert_int_equal(rule->cases[1].words_over, 10000);
	assert_int_equal(rule->cases[1].within, 6);
	assert_int_equal(rule->cases[1].firmness_over, FIRMNESS_NONE);
	rule_free(rule);
	rule_free(NULL);
	tiny_release(&tiny);
}

static void leaves_out_what_is_not_there(void **state)
{
	struct tiny tiny;
	struct rule *rule = NULL;
	struct err err = { 0 };

	(void)state;
	make(&tiny);
	assert_int_equal(parse(&tiny, HEAD "when: [{has: no}]\n", &rule, &err),
			 0);
	assert_string_equal(rule->suggestion, "");
	assert_string_equal(rule->source, "");
	assert_string_equal(rule->strong, "");
	assert_int_equal(rule->kinds, 0);
	rule_free(rule);
	tiny_release(&tiny);
}

/* One row a way in which a file can be wrong. */
static void refuses_a_bad_file_and_says_where(void **state)
{
	static const struct {
		const char *head;
		size_t line;
		const char *text;
	} cases[] = {
		{ HEAD "when: [{has: nobody}]\n", 7, "no move nobody" },
		{ HEAD "when:\n  - {has: no}\n  - {near: [no, x]}\n", 9,
		  "no move x" },
		{ HEAD "when: [{hsa: no}]\n", 7, "no key hsa" },
		{ HEAD "when: [{has: {a: b}}]\n", 7, "word or a list" },
		{ HEAD "when: [{has: [[no]]}]\n", 7, "one word" },
		{ "---\n- a\n---\n", 2, "`key: value` lines" },
		{ HEAD "when: [no]\n", 7, "{key: value" },
		{ HEAD "when: [{}]\n", 7, "{key: value" },
		{ HEAD "when: []\n", 7, "list of cases" },
		{ HEAD "when: {has: no}\n", 7, "list of cases" },
		{ HEAD, 2, "list of cases" },
		{ HEAD "when: [{has: no, more-than: many}]\n", 7, "more-than" },
		{ HEAD "when: [{has: no, more-than: -1}]\n", 7, "more-than" },
		{ HEAD "when: [{words-over: 10001}]\n", 7, "words-over" },
		{ HEAD "when: [{firmness-over: 7}]\n", 7, "firmness-over" },
		{ HEAD "when: [{has: no, at: middle}]\n", 7, "first or last" },
		{ HEAD "when: [{has: no}]\nfor: [sometimes]\n", 8,
		  "no kind sometimes" },
		{ HEAD "when: [{has: no}]\nlevle: hint\n", 8, "no key levle" },
		{ "---\ntitle: T\nlevel: awful\nlean: soft\nmessage: M\nwhy: W\n"
		  "when: [{has: no}]\n", 3, "`level`" },
		{ "---\ntitle: T\nlevel: hint\nlean: left\nmessage: M\nwhy: W\n"
		  "when: [{has: no}]\n", 4, "`lean`" },
		{ "---\nlevel: hint\nlean: soft\nmessage: M\nwhy: W\n"
		  "when: [{has: no}]\n", 2, "`title`" },
		{ "---\ntitle: T\nlevel: hint\nlean: soft\nwhy: W\n"
		  "when: [{has: no}]\n", 2, "`message`" },
		{ "---\ntitle: T\nlevel: hint\nlean: soft\nmessage: M\n"
		  "when: [{has: no}]\n", 2, "`why`" },
	};
	struct tiny tiny;
	size_t wrong = 0;

	(void)state;
	make(&tiny);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rule *rule = NULL;
		struct err err = { 0 };
		int ret = parse(&tiny, cases[i].head, &rule, &err);

		if (ret == ERR_INPUT && !rule && strstr(err.text, cases[i].text) &&
		    !strncmp(err.text, "rules/an-id.md: ", 16) &&
		    (err.line == cases[i].line || cases[i].line < 5))
			continue;
		print_error("# want line %zu, %s\n# got %d, line %zu, %s\n",
			    cases[i].line, cases[i].text, ret, err.line,
			    err.text);
		rule_free(rule);
		wrong++;
	}
	tiny_release(&tiny);
	assert_int_equal(wrong, 0);
}

/* `for: no` must not mean "for all". */
static void reads_one_kind_without_brackets(void **state)
{
	struct tiny tiny;
	struct rule *rule = NULL;
	struct err err = { 0 };
	unsigned kinds;
	int ret;

	(void)state;
	make(&tiny);
	ret = parse(&tiny, HEAD "when: [{has: no}]\nfor: no\n", &rule, &err);
	kinds = ret ? 0 : rule->kinds;
	rule_free(rule);
	tiny_release(&tiny);
	assert_true(ret == ERR_INPUT || kinds == KIND_NO);
}

/* The fewest examples, and one fewer; the most moves, and one more. */
static void holds_its_limits(void **state)
{
	static const char two[] = HEAD "when: [{has: no}]\nbad: [a, b]\n"
				  "good: [a, b, c]\n---\n";
	static const char none[] = HEAD "when: [{has: no}]\nbad: [a, b, c]\n"
				   "---\n";
	static const char word[] = HEAD "when: [{has: no}]\nbad: [a, b, [c]]\n"
				   "good: [a, b, c]\n---\n";
	static const char *const bad[] = { two, none, word };
	struct tiny tiny;
	struct strbuf head = STRBUF_INIT;
	struct rule *rule = NULL;
	struct err err = { 0 };

	(void)state;
	make(&tiny);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(rule_parse(&rule, "x", "x", bad[i],
					    strlen(bad[i]), &tiny.lexicon,
					    &err), ERR_INPUT);
	for (size_t extra = 0; extra < 2; extra++) {
		strbuf_reset(&head);
		strbuf_addstr(&head, HEAD "when: [{has: [no");
		for (size_t i = 1; i < MOVE_SET_MAX + extra; i++)
			strbuf_addstr(&head, ", no");
		strbuf_addstr(&head, "]}]\n");
		assert_int_equal(parse(&tiny, head.text, &rule, &err),
				 extra ? ERR_INPUT : 0);
	}
	rule_free(rule);
	strbuf_release(&head);
	tiny_release(&tiny);
}

/* What a rule points at, ` | ` between; "all" for the whole text. */
struct pointed {
	const char *text;
	struct strbuf out;
};

static void note(void *data, const struct rule *rule, const struct span *span)
{
	struct pointed *p = data;

	(void)rule;
	if (p->out.len)
		strbuf_addstr(&p->out, " | ");
	if (span)
		strbuf_add(&p->out, p->text + span->start,
			   span->end - span->start);
	else
		strbuf_addstr(&p->out, "all");
}

struct row {
	const char *when;	/* cases */
	const char *text;
	const char *want;	/* what it points at; "" where it is silent */
};

static void check_rows(const struct row *rows, size_t count, unsigned kind,
		       int firmness)
{
	struct tiny tiny;
	struct strbuf head = STRBUF_INIT;
	size_t wrong = 0;

	make(&tiny);
	for (size_t i = 0; i < count; i++) {
		struct pointed got = { rows[i].text, STRBUF_INIT };
		struct rule_text text = { &tiny.words, tiny.moves, kind,
					  firmness };
		struct rule *rule = NULL;
		struct err err = { 0 };
		bool speaks;

		strbuf_reset(&head);
		strbuf_addf(&head, HEAD "when: [%s]\n", rows[i].when);
		assert_int_equal(parse(&tiny, head.text, &rule, &err), 0);
		tiny_find(&tiny, rows[i].text, strlen(rows[i].text));
		speaks = rule_speaks(rule, &text, note, &got);
		if (strcmp(got.out.text, rows[i].want) ||
		    speaks != (*rows[i].want != '\0') ||
		    speaks != rule_speaks(rule, &text, NULL, NULL) ||
		    (speaks && !rule_may_speak(rule,
					       moves_present(tiny.moves)))) {
			print_error("# %s in \"%s\"\n#   want %s\n#   got  %s\n",
				    rows[i].when, rows[i].text, rows[i].want,
				    got.out.text);
			wrong++;
		}
		rule_free(rule);
		strbuf_release(&got.out);
	}
	strbuf_release(&head);
	tiny_release(&tiny);
	assert_int_equal(wrong, 0);
}

static void asks_what_a_text_has(void **state)
{
	static const struct row rows[] = {
		{ "{has: sorry}", "so sorry, Sorry.", "sorry | Sorry" },
		{ "{has: sorry}", "no", "" },
		{ "{has: sorry}", "", "" },
		{ "{has: [sorry, no]}", "no. sorry", "sorry | no" },
		{ "{has: sorry, more-than: 1}", "sorry", "" },
		{ "{has: sorry, more-than: 1}", "sorry. sorry",
		  "sorry | sorry" },
		{ "{has: [sorry, no], more-than: 1}", "sorry no",
		  "sorry | no" },
		{ "{has: sorry, also: no}", "sorry", "" },
		{ "{has: sorry, also: no}", "sorry. no", "sorry" },
		{ "{has: sorry, also: [no, ask]}", "sorry no", "" },
		{ "{has: sorry, also: [no, ask]}", "sorry no. ask", "sorry" },
		{ "{has: sorry, lacks: amends}", "sorry. amends", "" },
		{ "{has: sorry, lacks: [amends, ask]}", "sorry. ask", "" },
		{ "{has: sorry, lacks: amends}", "sorry", "sorry" },
		{ "{lacks: ask}", "no", "all" },
		{ "{lacks: ask}", "ask", "" },
		{ "{also: no, lacks: ask}", "no", "all" },
		/* alternatives */
		{ "{has: sorry, more-than: 1}, {has: no}", "sorry. no", "no" },
		{ "{has: no}, {lacks: ask}", "sorry", "all" },
		{ "{has: no}, {has: ask}", "maybe", "" },
		/* all that speak, and not the first only */
		{ "{has: no}, {has: ask}", "ask. no", "no | ask" },
		{ "{lacks: ask}, {has: no}", "no", "no" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), 0, FIRMNESS_NONE);
}

static void asks_what_stands_near(void **state)
{
	static const struct row rows[] = {
		{ "{has: maybe, near: no}", "maybe x x x x x x no", "maybe" },
		{ "{has: maybe, near: no}", "maybe x x x x x x x no", "" },
		{ "{has: maybe, near: no}", "no x x x x x x maybe", "maybe" },
		{ "{has: maybe, near: no, within: 0}", "maybe no", "maybe" },
		{ "{has: maybe, near: no, within: 0}", "maybe x no", "" },
		{ "{has: maybe, near: no, within: 2}", "maybe x x no", "maybe" },
		{ "{has: maybe, near: no, within: 2}", "maybe x x x no", "" },
		{ "{has: maybe, near: no}", "maybe. no", "" },
		{ "{has: maybe, near: [ask, no]}", "maybe no. maybe", "maybe" },
		{ "{has: maybe, not-near: no}", "maybe no. maybe. no",
		  "maybe" },
		{ "{has: maybe, not-near: no, within: 1}",
		  "maybe x no. maybe x x no", "maybe" },
		{ "{has: sorry, near: sorry}", "sorry", "" },
		{ "{has: sorry, near: sorry}", "sorry x sorry",
		  "sorry | sorry" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), 0, FIRMNESS_NONE);
}

static void asks_what_comes_first(void **state)
{
	static const struct row rows[] = {
		{ "{has: sorry, before: no}", "sorry. no", "sorry" },
		{ "{has: sorry, before: no}", "no. sorry", "" },
		{ "{has: sorry, before: no}", "sorry no sorry", "sorry" },
		{ "{has: sorry, after: no}", "no. sorry", "sorry" },
		{ "{has: sorry, after: no}", "sorry. no", "" },
		{ "{has: no, inside: long}", "no. sorry so no", "no" },
		{ "{has: no, not-inside: long}", "no. sorry so no", "no" },
		{ "{has: long, inside: sorry}", "sorry no", "sorry no" },
		{ "{has: long, before: no}", "sorry no", "" },
		{ "{has: long, after: sorry}", "sorry no", "" },
		{ "{has: no, at: first}", "no x no. no", "no | no" },
		{ "{has: no, at: last}", "no. no x", "no" },
		{ "{has: no, at: last}", "no. x", "" },
		{ "{has: no, at: first}", "no", "no" },
		{ "{has: no, at: last}", "no", "no" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), 0, FIRMNESS_NONE);
}

static void counts_words(void **state)
{
	static const struct row rows[] = {
		{ "{words-over: 3}", "a b c", "" },
		{ "{words-over: 3}", "a b. c d", "all" },
		{ "{words-under: 3}", "a b", "all" },
		{ "{words-under: 3}", "a b c", "" },
		{ "{has: no, words-over: 2}", "no a. b", "no" },
		{ "{has: no, words-after-over: 2}", "no a b", "" },
		{ "{has: no, words-after-over: 2}", "no a. b c", "no" },
		{ "{has: no, words-after-over: 2}", "a b c no", "" },
	};

	(void)state;
	check_rows(rows, COUNT(rows), 0, FIRMNESS_NONE);
}

static void asks_how_firm_it_should_be(void **state)
{
	static const struct row over[] = {
		{ "{has: maybe, firmness-over: 4}", "maybe", "maybe" },
		{ "{has: maybe, firmness-over: 5}", "maybe", "" },
		{ "{has: maybe, firmness-under: 6}", "maybe", "maybe" },
		{ "{has: maybe, firmness-under: 5}", "maybe", "" },
	};
	static const struct row silent[] = {
		{ "{has: maybe, firmness-over: 0}", "maybe", "" },
		{ "{has: maybe, firmness-under: 6}", "maybe", "" },
	};
	static const struct row zero[] = {
		{ "{has: maybe, firmness-over: 0}", "maybe", "" },
		{ "{has: maybe, firmness-under: 1}", "maybe", "maybe" },
		{ "{has: maybe, firmness-under: 0}", "maybe", "" },
	};

	(void)state;
	check_rows(over, COUNT(over), 0, 5);
	check_rows(silent, COUNT(silent), 0, FIRMNESS_NONE);
	check_rows(zero, COUNT(zero), 0, 0);
}

static void speaks_for_its_kinds_only(void **state)
{
	struct tiny tiny;
	struct rule_text text = { &tiny.words, NULL, 0, FIRMNESS_NONE };
	struct rule *rule = NULL;
	struct err err = { 0 };

	(void)state;
	make(&tiny);
	assert_int_equal(parse(&tiny, HEAD "when: [{has: no}]\n"
			       "for: [no, hold]\n", &rule, &err), 0);
	text.moves = tiny.moves;
	tiny_find(&tiny, "no", 2);
	assert_false(rule_speaks(rule, &text, NULL, NULL));
	text.kind = KIND_HOLD;
	assert_true(rule_speaks(rule, &text, NULL, NULL));
	text.kind = KIND_REPAIR;
	assert_false(rule_speaks(rule, &text, NULL, NULL));
	rule_free(rule);
	tiny_release(&tiny);
}

static void names_its_words(void **state)
{
	enum level level = LEVEL_NOTE;
	enum lean lean = LEAN_SOFT;

	(void)state;
	assert_int_equal(kind_named("no"), KIND_NO);
	assert_int_equal(kind_named("hold"), KIND_HOLD);
	assert_int_equal(kind_named("No"), 0);
	assert_int_equal(kind_named(""), 0);
	for (int i = LEVEL_STRENGTH; i <= LEVEL_PROBLEM; i++) {
		assert_true(level_named(level_name((enum level)i), &level));
		assert_int_equal(level, i);
	}
	for (int i = LEAN_NONE; i <= LEAN_HARD; i++) {
		assert_true(lean_named(lean_name((enum lean)i), &lean));
		assert_int_equal(lean, i);
	}
	assert_false(level_named("warning", &level));
	assert_int_equal(level, LEVEL_PROBLEM);
	assert_false(lean_named("", &lean));
	assert_int_equal(lean, LEAN_HARD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_all_of_a_file),
		cmocka_unit_test(leaves_out_what_is_not_there),
		cmocka_unit_test(refuses_a_bad_file_and_says_where),
		cmocka_unit_test(reads_one_kind_without_brackets),
		cmocka_unit_test(holds_its_limits),
		cmocka_unit_test(asks_what_a_text_has),
		cmocka_unit_test(asks_what_stands_near),
		cmocka_unit_test(asks_what_comes_first),
		cmocka_unit_test(counts_words),
		cmocka_unit_test(asks_how_firm_it_should_be),
		cmocka_unit_test(speaks_for_its_kinds_only),
		cmocka_unit_test(names_its_words),
	};

	return cmocka_run_group_tests_name("rule", tests, NULL, NULL);
}
