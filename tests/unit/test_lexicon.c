/* Long: the builder's faults and limits, a table each. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "tiny.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint32_t number_of(const struct lexicon *lex, const char *word)
{
	char folded[LEXICON_WORD_MAX];
	uint32_t hash;
	size_t len = words_fold(word, strlen(word), folded, &hash);

	return len ? lexicon_word(lex, folded, len, hash) : WORD_UNKNOWN;
}

static void numbers_the_words_of_phrases(void **state)
{
	static const char *const known[] = {
		"i", "do", "not", "lend", "co", "dependent", "caf\xc3\xa9",
	};
	static const char *const unknown[] = {
		"x", "lends", "co-dependent", "", "title", "comment", "**",
		"@list",
	};
	struct tiny tiny = tiny_new("dont = do not\n");

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "refusal",
		 "---\ntitle: no\n---\n# a comment\nI dont ** lend\n"
		 "co-dependent [@list] *\nCAF\xc3\x89\n");
	tiny_add(&tiny, MOVE_LIST, "list", "not\n");
	tiny_finish(&tiny);
	assert_int_equal(tiny.faults.count, 0);
	for (size_t i = 0; i < COUNT(known); i++)
		assert_true(number_of(&tiny.lexicon, known[i]) >= WORD_FIRST);
	for (size_t i = 0; i < COUNT(unknown); i++)
		assert_int_equal(number_of(&tiny.lexicon, unknown[i]),
				 WORD_UNKNOWN);
	tiny_release(&tiny);
}

static void numbers_the_moves_in_order(void **state)
{
	struct tiny tiny = tiny_new("");
	const struct move *moves;

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "apology",
		 "---\ntitle: Apology\nabout: Says sorry.\n"
		 "say: you apologized\n---\nsorry\n");
	tiny_add(&tiny, MOVE_LIST, "person", "mom\n");
	tiny_add(&tiny, MOVE_SAFETY, "crisis", "i want to die\n");
	tiny_finish(&tiny);
	moves = tiny.lexicon.moves;
	assert_int_equal(tiny.lexicon.move_count, 5);
	assert_int_equal(lexicon_move(&tiny.lexicon, "question"), 0);
	assert_int_equal(lexicon_move(&tiny.lexicon, "shout"), 1);
	assert_int_equal(lexicon_move(&tiny.lexicon, "apology"), 2);
	assert_int_equal(lexicon_move(&tiny.lexicon, "person"), 3);
	assert_int_equal(lexicon_move(&tiny.lexicon, "crisis"), 4);
	assert_int_equal(lexicon_move(&tiny.lexicon, "apolog"), -1);
	assert_int_equal(lexicon_move(&tiny.lexicon, ""), -1);
	assert_int_equal(moves[0].kind, MOVE_COMPUTED);
	assert_int_equal(moves[2].kind, MOVE_SPOKEN);
	assert_string_equal(moves[2].title, "Apology");
	assert_string_equal(moves[2].about, "Says sorry.");
	assert_string_equal(moves[2].say, "you apologized");
	assert_int_equal(moves[3].kind, MOVE_LIST);
	assert_string_equal(moves[3].title, "");
	assert_int_equal(moves[4].kind, MOVE_SAFETY);
	tiny_release(&tiny);
}

static void works_without_a_phrase(void **state)
{
	struct tiny tiny = tiny_new("");
	size_t count;

	(void)state;
	tiny_finish(&tiny);
	tiny_find(&tiny, "no way. Really?", 15);
	moves_all(tiny.moves, &count);
	assert_int_equal(count, 1);	/* the question */
	tiny_release(&tiny);
}

/* All faults of all files, each with its place; the good lines stand. */
static void reports_every_fault(void **state)
{
	static const struct {
		size_t line, column;
		const char *text;
		const char *quote;
	} want[] = {
		{ 5, 3, "first", "a [b" },
		{ 8, 4, "first", "no @nobody" },
		{ 1, 1, "second", "**" },
		{ 3, 6, "second", "x (y|)" },
	};
	struct tiny tiny = tiny_new("");
	struct strbuf got = STRBUF_INIT;

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "first",
		 "---\ntitle: a\n---\ngood one\na [b\n\n# c\nno @nobody\n"
		 "good two\n");
	tiny_add(&tiny, MOVE_LIST, "second", "**\nfine\nx (y|)\n");
	tiny_finish(&tiny);
	assert_int_equal(tiny.faults.count, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		const struct err *err = &tiny.faults.items[i];

		assert_int_equal(err->line, want[i].line);
		assert_int_equal(err->column, want[i].column);
		assert_string_equal(err->quote, want[i].quote);
		assert_memory_equal(err->text, want[i].text,
				    strlen(want[i].text));
	}
	tiny_find(&tiny, "good one good two", 17);
	tiny_show(&tiny, "first", "good one good two", &got);
	assert_string_equal(got.text, "good one | good two");
	strbuf_release(&got);
	tiny_release(&tiny);
}

/* What no text can hold must not stand silently in a phrase. */
static void refuses_what_can_never_match(void **state)
{
	static const char *const lines[] = {
		"no & yes", "no!", "no. yes", "and/or", "a_b", "^no", "no?",
		"?no", "$5", "***", "<numbers>", "<number", "#hash tag",
		"\"no\"", "no\xff", "(no.)",
	};
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct tiny tiny = tiny_new("");
		struct strbuf text = STRBUF_INIT;

		strbuf_addf(&text, "fine\n x %s\n", lines[i]);
		tiny_add(&tiny, MOVE_SPOKEN, "m", text.text);
		tiny_finish(&tiny);
		if (tiny.faults.count != 1 || tiny.faults.items[0].line != 2) {
			print_error("# \"%s\": %zu faults\n", lines[i],
				    tiny.faults.count);
			wrong++;
		}
		strbuf_release(&text);
		tiny_release(&tiny);
	}
	assert_int_equal(wrong, 0);
}

/* A list has fired before its exception is read, so it cannot have one. */
static void refuses_exceptions_of_lists(void **state)
{
	struct tiny tiny = tiny_new("");

	(void)state;
	tiny_add(&tiny, MOVE_LIST, "red", "red\n! red car\n");
	tiny_add(&tiny, MOVE_SPOKEN, "m", "@red\n! red car\n");
	tiny_finish(&tiny);
	assert_int_equal(tiny.faults.count, 1);
	assert_int_equal(tiny.faults.items[0].line, 2);
	assert_non_null(strstr(tiny.faults.items[0].text, "red"));
	tiny_release(&tiny);
}

static void reads_lines_of_any_end(void **state)
{
	static const char text[] = "no way so sorry";
	struct tiny tiny = tiny_new("# forms\r\n\r\nnope = no\r\n");
	struct strbuf got = STRBUF_INIT;

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "m",
		 "---\r\ntitle: a\r\n---\r\nno way\r\n\r\nso sorry \t");
	tiny_finish(&tiny);
	assert_int_equal(tiny.faults.count, 0);
	tiny_find(&tiny, text, strlen(text));
	tiny_show(&tiny, "m", text, &got);
	assert_string_equal(got.text, "no way | so sorry");
	strbuf_release(&got);
	tiny_release(&tiny);
}

static void refuses_bad_forms_and_says_where(void **state)
{
	static const struct {
		const char *text;
		size_t line;	/* 0: fine */
	} cases[] = {
		{ "", 0 },
		{ "# nothing\n\n", 0 },
		{ "u = you", 0 },
		{ "u=you\n", 0 },
		{ "x = a b c d e f g h\n", 0 },
		{ "x = a b c d e f g h i\n", 1 },
		{ "u = you\nno form\n", 2 },
		{ "u = you\n\nx =\n", 3 },
		{ " = a\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct lexicon_builder *builder = lexicon_builder_new();
		struct err err = { 0 };
		int ret = lexicon_builder_forms(builder, cases[i].text,
						strlen(cases[i].text), &err);

		if (ret != (cases[i].line ? ERR_INPUT : 0))
			print_error("# forms: %s\n", cases[i].text);
		assert_int_equal(ret, cases[i].line ? ERR_INPUT : 0);
		assert_int_equal(err.line, cases[i].line);
		lexicon_builder_free(builder);
	}
	lexicon_builder_free(NULL);
}

/* Two words on the left would never be met. */
static void refuses_a_form_of_two_words(void **state)
{
	struct lexicon_builder *builder = lexicon_builder_new();
	struct err err = { 0 };
	int ret;

	(void)state;
	ret = lexicon_builder_forms(builder, "a b = c\n", 8, &err);
	lexicon_builder_free(builder);
	assert_int_equal(ret, ERR_INPUT);
	assert_int_equal(err.line, 1);
}

static void refuses_files_and_says_which(void **state)
{
	static const struct {
		const char *name;
		const char *text;
	} cases[] = {
		{ "m", "no\n" },			/* twice */
		{ "shout", "no\n" },			/* computed */
		{ "x", "---\ntitle: a\nno\n" },		/* not closed */
		{ "x", "---\n- [a\n---\nno\n" },	/* not YAML */
	};
	struct tiny tiny = tiny_new("");

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "m", "no\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };

		assert_int_equal(lexicon_builder_add(tiny.builder, MOVE_SPOKEN,
						     cases[i].name,
						     "moves/x.txt",
						     cases[i].text,
						     strlen(cases[i].text),
						     &err), ERR_INPUT);
		assert_memory_equal(err.text, "moves/x.txt: ", 13);
	}
	tiny_finish(&tiny);
	assert_int_equal(tiny.lexicon.move_count, 3);
	tiny_release(&tiny);
}

/* At the most files and one past it; every one of them is found. */
static void takes_files_up_to_a_number(void **state)
{
	struct tiny tiny = tiny_new("");
	struct strbuf name = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	for (size_t i = 2; i < LEXICON_MOVES_MAX; i++) {
		strbuf_reset(&name);
		strbuf_addf(&name, "word%zu", i);
		tiny_add(&tiny, MOVE_SPOKEN, name.text, name.text);
	}
	assert_int_equal(lexicon_builder_add(tiny.builder, MOVE_SPOKEN, "x",
					     "x", "x", 1, &err), ERR_INPUT);
	tiny_finish(&tiny);
	for (size_t i = 2; i < LEXICON_MOVES_MAX; i++) {
		strbuf_reset(&name);
		strbuf_addf(&name, "word%zu", i);
		tiny_find(&tiny, name.text, name.len);
		assert_true(moves_has(tiny.moves, (unsigned)i));
		assert_true(moves_present(tiny.moves)->bits[i / 64] >>
			    (i % 64) & 1);
	}
	strbuf_release(&name);
	tiny_release(&tiny);
}

/* A word a number, without three letters alike in a row. */
static void spell(struct strbuf *out, size_t number)
{
	for (; number; number /= 10) {
		strbuf_addch(out, (char)('a' + number % 10));
		strbuf_addch(out, 'x');
	}
	strbuf_addch(out, 'y');
}

/* More words than there are numbers: the rest is refused, none is mixed up. */
static void takes_words_up_to_a_number(void **state)
{
	struct tiny tiny = tiny_new("");
	struct strbuf text = STRBUF_INIT;
	size_t refused, known = 0;

	(void)state;
	for (size_t i = 0; i < 65600; i++) {
		spell(&text, i);
		strbuf_addch(&text, '\n');
	}
	tiny_add(&tiny, MOVE_SPOKEN, "m", text.text);
	tiny_finish(&tiny);
	refused = tiny.faults.count;
	assert_true(refused >= 65600 - 65535 && refused < 100);
	for (size_t i = 0; i < 65600; i++) {
		strbuf_reset(&text);
		spell(&text, i);
		tiny_find(&tiny, text.text, text.len);
		known += moves_has(tiny.moves, 2);
		assert_int_equal(moves_has(tiny.moves, 2),
				 i < 65600 - refused);
	}
	assert_int_equal(known, 65600 - refused);
	strbuf_release(&text);
	tiny_release(&tiny);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_the_words_of_phrases),
		cmocka_unit_test(numbers_the_moves_in_order),
		cmocka_unit_test(works_without_a_phrase),
		cmocka_unit_test(reports_every_fault),
		cmocka_unit_test(refuses_what_can_never_match),
		cmocka_unit_test(refuses_exceptions_of_lists),
		cmocka_unit_test(reads_lines_of_any_end),
		cmocka_unit_test(refuses_bad_forms_and_says_where),
		cmocka_unit_test(refuses_a_form_of_two_words),
		cmocka_unit_test(refuses_files_and_says_which),
		cmocka_unit_test(takes_files_up_to_a_number),
		cmocka_unit_test(takes_words_up_to_a_number),
	};

	return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
