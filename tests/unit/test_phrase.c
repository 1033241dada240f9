/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "coach/phrase.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Words get numbers as they come. */
struct book {
	struct strlist words;
};

static uint16_t number_of(struct strlist *list, const char *text, size_t len)
{
	for (size_t i = 0; i < list->count; i++)
		if (strlen(list->items[i]) == len &&
		    !memcmp(list->items[i], text, len))
			return (uint16_t)i;
	strlist_addn(list, text, len);
	return (uint16_t)(list->count - 1);
}

/* "dont" stands for two words, "bad" is no word. */
static size_t word(void *data, const char *text, size_t len, uint16_t *out,
		   size_t max)
{
	struct book *book = data;

	if (len == 3 && !memcmp(text, "bad", 3))
		return 0;
	if (len == 4 && !memcmp(text, "dont", 4)) {
		if (max < 2)
			return 0;
		out[0] = number_of(&book->words, "do", 2);
		out[1] = number_of(&book->words, "not", 3);
		return 2;
	}
	out[0] = number_of(&book->words, text, len);
	return 1;
}

/* There are the lists a and a-b. */
static int list(void *data, const char *name, size_t len)
{
	(void)data;
	if (len == 1 && *name == 'a')
		return 0;
	return len == 3 && !memcmp(name, "a-b", 3) ? 1 : -1;
}

/* Every sequence so far, times every one of `more`. */
static void cross(struct strlist *all, const struct strlist *more)
{
	struct strlist out = STRLIST_INIT;
	struct strbuf both = STRBUF_INIT;

	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < more->count; k++) {
			const char *left = all->items[i];
			const char *right = more->items[k];

			strbuf_reset(&both);
			strbuf_addf(&both, "%s%s%s", left,
				    *left && *right ? " " : "", right);
			strlist_add(&out, both.text);
		}
	strbuf_release(&both);
	strlist_release(all);
	*all = out;
}

static void expand(const struct book *book, struct pattern pattern,
		   struct strlist *out);

/* A group: its choices, or all of them as one item in angle brackets. */
static void expand_group(const struct book *book, struct pattern group,
			 struct strlist *out)
{
	struct pattern rest = pattern_choices(group), choice;
	struct strlist all = STRLIST_INIT;
	struct strbuf whole = STRBUF_INIT;

	while (pattern_choice(&rest, &choice))
		expand(book, choice, &all);
	if (pattern_is_choice(group, PATTERN_WHOLE)) {
		for (size_t i = 0; i < all.count; i++)
			strbuf_addf(&whole, "%s%s", i ? "|" : "<",
				    all.items[i]);
		strbuf_addch(&whole, '>');
		strlist_add(out, whole.text);
	} else {
		for (size_t i = 0; i < all.count; i++)
			strlist_add(out, all.items[i]);
	}
	if (pattern_is_choice(group, PATTERN_LACKS))
		strlist_add(out, "");
	strbuf_release(&whole);
	strlist_release(&all);
}

/* Adds all sequences that a pattern stands for, in the order of its line. */
static void expand(const struct book *book, struct pattern pattern,
		   struct strlist *out)
{
	static const char *const lists[] = { "@a", "@a-b" };
	struct strlist all = STRLIST_INIT;
	struct pattern element;

	strlist_add(&all, "");
	for (; (element = pattern_first(pattern)).at; pattern.at = element.end) {
		struct strlist one = STRLIST_INIT;

		if (*element.at == PATTERN_CHOICE)
			expand_group(book, element, &one);
		else if (*element.at == PATTERN_LIST)
			strlist_add(&one, lists[element.at[1]]);
		else if (*element.at >= PATTERN_WORDS)
			strlist_add(&one, *element.at == PATTERN_ANY ?
				    "*" : "**");
		else
			strlist_add(&one, book->words.items[*element.at]);
		cross(&all, &one);
		strlist_release(&one);
	}
	for (size_t i = 0; i < all.count; i++)
		strlist_add(out, all.items[i]);
	strlist_release(&all);
}

static void show(const struct book *book, const struct phrase *phrase,
		 struct strbuf *out)
{
	struct strlist all = STRLIST_INIT;

	expand(book, phrase_pattern(phrase), &all);
	for (size_t i = 0; i < all.count; i++)
		strbuf_addf(out, "%s%s", i ? " / " : "", all.items[i]);
	strlist_release(&all);
}

static size_t count_of(const struct book *book, const struct phrase *phrase)
{
	struct strlist all = STRLIST_INIT;
	size_t count;

	expand(book, phrase_pattern(phrase), &all);
	count = phrase->count ? all.count : 0;
	strlist_release(&all);
	return count;
}

static void book_release(struct book *book)
{
	strlist_release(&book->words);
}

static int open_line(struct book *book, struct phrase *phrase,
		     const char *line, struct err *err)
{
	struct phrase_names names = { word, list, book };

	return phrase_open(phrase, line, strlen(line), &names, err);
}

/* The sequences of a line, in any order of the parser's, one by one. */
static void opens_lines(void **state)
{
	static const struct {
		const char *line;
		const char *want;
	} cases[] = {
		{ "no", "no" },
		{ "  no\tyes  ", "no yes" },
		{ "i dont know", "i do not know" },
		{ "[so] sorry", "so sorry / sorry" },
		{ "[so|really] sorry",
		  "so sorry / really sorry / sorry" },
		{ "(so|really so) sorry", "so sorry / really so sorry" },
		{ "[a|b] (c|d)", "a c / a d / b c / b d / c / d" },
		{ "x[a]y", "x a y / x y" },
		{ "x(a|b)", "x a / x b" },
		{ "[a [b]] c", "a b c / a c / c" },
		{ "(a|(b|c) d)", "a / b d / c d" },
		{ "a * b", "a * b" },
		{ "a ** b", "a ** b" },
		{ "** a *", "** a *" },
		{ "(a *|* b) c", "a * c / * b c" },
		{ "@a x", "@a x" },
		{ "x @a-b", "x @a-b" },
		{ "(@a|@a-b)", "@a / @a-b" },
		{ "^ no $", "^ no $" },
		{ "why ? $", "why ? $" },
		{ "at <number>", "at <number>" },
		{ "no, yes", "no yes" },
		{ "no , - yes;", "no yes" },
		{ "if x: y", "if x y" },
		{ "[no,] yes", "no yes / yes" },
		{ "f**k *", "f**k *" },
		{ "([a]|b) c", "a c / c / b c" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct book book = { STRLIST_INIT };
		struct phrase phrase = PHRASE_INIT;
		struct strbuf got = STRBUF_INIT;
		struct err err = { 0 };

		assert_int_equal(open_line(&book, &phrase, cases[i].line,
					   &err), 0);
		show(&book, &phrase, &got);
		assert_string_equal(got.text, cases[i].want);
		assert_false(phrase.except);
		phrase_release(&phrase);
		strbuf_release(&got);
		book_release(&book);
	}
}

/* A long group is one item, unless the words around its edges matter. */
static void names_long_groups(void **state)
{
	static const struct {
		const char *line;
		const char *want;
	} cases[] = {
		{ "(a|b|c|d|e|f) x",
		  "a x / b x / c x / d x / e x / f x" },
		{ "(a|b|c|d|e|f|g) x", "<a|b|c|d|e|f|g> x" },
		{ "[a|b|c|d|e|f|g] x", "<a|b|c|d|e|f|g> x / x" },
		{ "(a|b c|d * e|@a|f|g|[h] i) x",
		  "<a|b c|d * e|@a|f|g|h i|i> x" },
		{ "(a|b|c) (d|e|f|g) (h|i)",
		  "a d h / a d i / a e h / a e i / a f h / a f i / a g h / "
		  "a g i / b d h / b d i / b e h / b e i / b f h / b f i / "
		  "b g h / b g i / c d h / c d i / c e h / c e i / c f h / "
		  "c f i / c g h / c g i" },
		{ "(a|b|c) (d|e|f) (h|i|j)",
		  "a d <h|i|j> / a e <h|i|j> / a f <h|i|j> / b d <h|i|j> / "
		  "b e <h|i|j> / b f <h|i|j> / c d <h|i|j> / c e <h|i|j> / "
		  "c f <h|i|j>" },
		{ "(a|b|c|d|e|f|g *) x",
		  "a x / b x / c x / d x / e x / f x / g * x" },
		{ "(a|b|c|d|e|f|** g) x",
		  "a x / b x / c x / d x / e x / f x / ** g x" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct book book = { STRLIST_INIT };
		struct phrase phrase = PHRASE_INIT;
		struct strbuf got = STRBUF_INIT;
		struct err err = { 0 };

		assert_int_equal(open_line(&book, &phrase, cases[i].line,
					   &err), 0);
		show(&book, &phrase, &got);
		assert_string_equal(got.text, cases[i].want);
		phrase_release(&phrase);
		strbuf_release(&got);
		book_release(&book);
	}
}

static void knows_exceptions(void **state)
{
	static const char *const lines[] = { "! sorry for", "!sorry for" };
	struct book book = { STRLIST_INIT };
	struct phrase phrase = PHRASE_INIT;
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		assert_int_equal(open_line(&book, &phrase, lines[i], &err), 0);
		assert_true(phrase.except);
		assert_int_equal(phrase.count, 2);
	}
	/* the next line is none */
	assert_int_equal(open_line(&book, &phrase, "sorry", &err), 0);
	assert_false(phrase.except);
	phrase_release(&phrase);
	book_release(&book);
}

/* One row a way in which a line can be wrong, and the column it is at. */
static void refuses_a_bad_line_and_says_where(void **state)
{
	static const struct {
		const char *line;
		size_t column;
		const char *text;
	} cases[] = {
		{ "a [b", 3, "not closed" },
		{ "a (b|c", 3, "not closed" },
		{ "a b]", 4, "no group to close" },
		{ "a b) c", 4, "no group to close" },
		{ "a | b", 3, "no group" },
		{ "[a)", 3, "no group to close" },
		{ "a [] b", 4, "empty choice" },
		{ "a (b|)", 6, "empty choice" },
		{ "(|b)", 2, "empty choice" },
		{ "x @b", 3, "there is no list @b" },
		{ "x (a|@none b)", 6, "there is no list @none" },
		{ "@", 1, "there is no list" },
		{ "x bad", 3, "\"bad\" is not a word" },
		{ "x [y|bad]", 6, "\"bad\" is not a word" },
		{ "*", 1, "without a word" },
		{ "** *", 1, "without a word" },
		{ "[a]", 1, "without a word" },
		{ "[a] **", 1, "without a word" },
		{ "", 1, "without a word" },
		{ "!", 1, "without a word" },
		{ ", ;", 1, "without a word" },
		{ "\xc3\xa4 [b", 3, "not closed" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct book book = { STRLIST_INIT };
		struct phrase phrase = PHRASE_INIT;
		struct err err = { 0 };

		assert_int_equal(open_line(&book, &phrase, cases[i].line,
					   &err), ERR_INPUT);
		assert_null(phrase.numbers);
		if (!strstr(err.text, cases[i].text) ||
		    err.column != cases[i].column)
			print_error("# %s: %zu: %s\n", cases[i].line,
				    err.column, err.text);
		assert_non_null(strstr(err.text, cases[i].text));
		assert_int_equal(err.column, cases[i].column);
		assert_string_equal(err.quote, cases[i].line);
		book_release(&book);
	}
}

static void leaves_the_phrase_alone_on_failure(void **state)
{
	struct book book = { STRLIST_INIT };
	struct phrase phrase = PHRASE_INIT;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(open_line(&book, &phrase, "! a b", &err), 0);
	assert_int_equal(open_line(&book, &phrase, "a [b", &err), ERR_INPUT);
	assert_true(phrase.except);
	assert_int_equal(phrase.count, 2);
	phrase_release(&phrase);
	phrase_release(&phrase);
	book_release(&book);
}

/* `count` times `text`, then `tail`. */
static int open_repeated(const char *text, size_t count, const char *tail,
			 size_t *sequences)
{
	struct book book = { STRLIST_INIT };
	struct phrase phrase = PHRASE_INIT;
	struct strbuf line = STRBUF_INIT;
	struct err err = { 0 };
	int ret;

	for (size_t i = 0; i < count; i++)
		strbuf_addstr(&line, text);
	strbuf_addstr(&line, tail);
	ret = open_line(&book, &phrase, line.text, &err);
	*sequences = count_of(&book, &phrase);
	phrase_release(&phrase);
	strbuf_release(&line);
	book_release(&book);
	return ret;
}

/* Each limit, at it and one past it. */
static void holds_its_limits(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		const char *tail;
		int ret;
		size_t sequences;
	} cases[] = {
		{ "a ", 24, "", 0, 1 },
		{ "a ", 25, "", ERR_INPUT, 0 },
		{ "dont ", 12, "", 0, 1 },
		{ "dont ", 12, "a", ERR_INPUT, 0 },
		{ "a ", 23, "dont", ERR_INPUT, 0 },
		{ "[a] ", 10, "b", 0, 1024 },
		{ "[a] ", 20, "b", ERR_INPUT, 0 },
		{ "[", 8, "a]]]]]]]] b", 0, 9 },
		{ "[", 9, "a]]]]]]]]] b", ERR_INPUT, 0 },
		{ "[", 10000, "", ERR_INPUT, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t sequences;
		int ret = open_repeated(cases[i].text, cases[i].count,
					cases[i].tail, &sequences);

		if (ret != cases[i].ret)
			print_error("# %zu times \"%s\"\n", cases[i].count,
				    cases[i].text);
		assert_int_equal(ret, cases[i].ret);
		assert_int_equal(sequences, cases[i].sequences);
	}
}

/* `count` choices of the first group, four of the second. */
static int open_product(size_t count, size_t *sequences)
{
	struct strbuf line = STRBUF_INIT;
	int ret;

	strbuf_addch(&line, '(');
	for (size_t i = 0; i < count; i++)
		strbuf_addstr(&line, i ? "|a *" : "a *");
	strbuf_addstr(&line, ") (b *|c *|d *|e *)");
	ret = open_repeated("", 0, line.text, sequences);
	strbuf_release(&line);
	return ret;
}

static void holds_its_limit_of_sequences(void **state)
{
	size_t sequences;

	(void)state;
	assert_int_equal(open_product(PHRASE_SEQUENCES_MAX / 4, &sequences), 0);
	assert_int_equal(sequences, PHRASE_SEQUENCES_MAX);
	assert_int_equal(open_product(PHRASE_SEQUENCES_MAX / 4 + 1,
				      &sequences), ERR_INPUT);
}

/* Any bytes: it ends, and says something or opens something. */
static void survives_random_lines(void **state)
{
	static const char bytes[] = "ab []()|*@!^$?<>,\t\\\xc3\xff";
	uint32_t seed = 7;

	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		struct book book = { STRLIST_INIT };
		struct phrase_names names = { word, list, &book };
		struct phrase phrase = PHRASE_INIT;
		struct err err = { 0 };
		char line[24];
		size_t len = round % sizeof(line);

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1664525u + 1013904223u;
			line[i] = bytes[(seed >> 16) % sizeof(bytes)];
		}
		if (phrase_open(&phrase, line, len, &names, &err))
			assert_int_not_equal(err.text[0], '\0');
		else
			assert_true(phrase.count > 0);
		phrase_release(&phrase);
		book_release(&book);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_lines),
		cmocka_unit_test(names_long_groups),
		cmocka_unit_test(knows_exceptions),
		cmocka_unit_test(refuses_a_bad_line_and_says_where),
		cmocka_unit_test(leaves_the_phrase_alone_on_failure),
		cmocka_unit_test(holds_its_limits),
		cmocka_unit_test(holds_its_limit_of_sequences),
		cmocka_unit_test(survives_random_lines),
	};

	return cmocka_run_group_tests_name("phrase", tests, NULL, NULL);
}
