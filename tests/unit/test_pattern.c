/* What patterns share and where they wait; what they match is moves_slow's. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "coach/rarity.h"
#include "tiny.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Appends the words behind which the phrases of `lex` wait, sorted. */
static void show_anchors(const struct lexicon *lex, struct strbuf *out)
{
	for (uint32_t f = 0; f < lex->word_count + lex->move_count; f++) {
		if (lex->anchors[f] == lex->anchors[f + 1])
			continue;
		if (f < lex->word_count)
			strbuf_add(out, lex->letters + lex->words[f].text,
				   lex->words[f].len);
		else
			strbuf_addf(out, "@%s",
				    lex->moves[f - lex->word_count].name);
		strbuf_addch(out, ' ');
	}
}

static void a_phrase_waits_behind_what_is_rarest(void **state)
{
	static const struct {
		const char *phrase;
		const char *want;
	} cases[] = {
		{ "i lend you", "lend " },
		{ "the [lend] dinner", "dinner " },
		{ "you (lend|borrow) the", "lend borrow " },
		{ "you (lend|the) to", "to " },
		{ "you ** (lend the|the saw)", "lend saw " },
		{ "you @rare", "@rare " },
		{ "^ you", "you " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tiny tiny = tiny_new("");
		struct strbuf got = STRBUF_INIT;
		struct lexicon lex;

		tiny_add(&tiny, MOVE_SPOKEN, "m", cases[i].phrase);
		tiny_add(&tiny, MOVE_SPOKEN, "rare", "");
		tiny_finish(&tiny);
		lex = tiny.lexicon;
		show_anchors(&lex, &got);
		if (strcmp(got.text, cases[i].want) != 0)
			print_error("# %s: %s\n", cases[i].phrase, got.text);
		assert_string_equal(got.text, cases[i].want);
		strbuf_release(&got);
		tiny_release(&tiny);
	}
}

static uint32_t number_of(const struct lexicon *lex, const char *word)
{
	uint32_t hash = LEXICON_HASH_START;

	for (const char *c = word; *c; c++)
		hash = lexicon_hash(hash, (unsigned char)*c);
	return *word ? lexicon_word(lex, word, strlen(word), hash) : 0;
}

static void knows_what_stands_around_an_anchor(void **state)
{
	static const struct {
		const char *phrase;
		unsigned lead_min, lead_max;
		const char *before, *behind;	/* "": it is no word */
	} cases[] = {
		{ "lend you", 0, 0, "", "you" },
		{ "i will lend the", 2, 2, "will", "the" },
		{ "i * lend the", 2, 3, "", "the" },
		{ "i ** lend", 1, 7, "", "" },
		{ "[you] i lend [you]", 1, 2, "i", "" },
		{ "(you|i you) lend", 1, 2, "", "" },
		{ "i (you lend|saw) the", 2, 2, "you", "the" },
		{ "@short lend", 1, 8, "", "" },
		{ "@deep lend", 1, 41, "", "" },
		{ "@deep @deep @deep @deep @deep @deep @deep lend", 7,
		  LEXICON_FAR, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tiny tiny = tiny_new("");
		const struct lexicon *lex = &tiny.lexicon;
		const struct lexicon_try *try;
		uint32_t lend;

		tiny_add(&tiny, MOVE_SPOKEN, "m", cases[i].phrase);
		tiny_add(&tiny, MOVE_LIST, "short", "you\nyou ** i\n");
		tiny_add(&tiny, MOVE_LIST, "deep", "i @short @short @short "
			 "@short @short\n");
		tiny_finish(&tiny);
		print_message("# %s\n", cases[i].phrase);
		lend = number_of(lex, "lend");
		assert_int_equal(lex->anchors[lend + 1] - lex->anchors[lend], 1);
		try = &lex->tries[lex->anchors[lend]];
		assert_int_equal(try->lead_min, cases[i].lead_min);
		assert_int_equal(try->lead_max, cases[i].lead_max);
		assert_int_equal(try->before, number_of(lex, cases[i].before));
		assert_int_equal(try->behind, number_of(lex, cases[i].behind));
		tiny_release(&tiny);
	}
}

static void groups_that_are_alike_share_a_number(void **state)
{
	static const struct {
		const char *phrases;
		uint32_t groups;	/* and the one that is not known */
	} cases[] = {
		{ "i (a|b)\n", 2 },
		{ "i (a|b)\nyou [a|b] c\n", 2 },
		{ "i (a|b)\nyou [a|c] c\n", 3 },
		{ "i (a|b (c|d))\n(c|d) e\n", 3 },
		{ "i you\n", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tiny tiny = tiny_new("");

		tiny_add(&tiny, MOVE_SPOKEN, "m", cases[i].phrases);
		tiny_finish(&tiny);
		assert_int_equal(tiny.lexicon.group_count, cases[i].groups);
		tiny_release(&tiny);
	}
}

/* A list stands above what it uses, and is matched behind it. */
static void levels_follow_use(void **state)
{
	struct tiny tiny = tiny_new("");

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "m", "i @c\n");
	tiny_add(&tiny, MOVE_LIST, "c", "@b saw\n");
	tiny_add(&tiny, MOVE_LIST, "b", "my\n");
	tiny_finish(&tiny);
	assert_int_equal(tiny.lexicon.level_count, 3);
	assert_int_equal(tiny.lexicon.moves[2].level, 2);
	assert_int_equal(tiny.lexicon.moves[3].level, 1);
	assert_int_equal(tiny.lexicon.moves[4].level, 0);
	assert_false(tiny.lexicon.moves[2].used);
	assert_true(tiny.lexicon.moves[3].used);
	tiny_find(&tiny, "i my saw", 8);
	assert_true(moves_has(tiny.moves, 2));
	tiny_release(&tiny);
}

static void shares_are_of_whole_words(void **state)
{
	(void)state;
	assert_true(rarity_share("you", 3) > 100);
	assert_true(rarity_share("^", 1) > rarity_share("the", 3));
	assert_int_equal(rarity_share("yo", 2), RARITY_RARE);
	assert_int_equal(rarity_share("youx", 4), RARITY_RARE);
	assert_int_equal(rarity_share("saw-horse", 9), RARITY_RARE);
}

/* A phrase is found in each part of a sentence that is read in pieces. */
static void finds_in_every_place_of_a_long_sentence(void **state)
{
	struct tiny tiny = tiny_new("");

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "m", "lend ** ** saw\n");
	tiny_finish(&tiny);
	for (size_t place = 0; place < 400; place++) {
		struct strbuf text = STRBUF_INIT;
		const struct span *spans;
		size_t count;

		for (size_t i = 0; i < 400; i++)
			strbuf_addstr(&text, i == place ? "lend " :
				      i == place + 11 ? "saw " : "x ");
		tiny_find(&tiny, text.text, text.len);
		spans = moves_of(tiny.moves, 2, &count);
		assert_int_equal(count, place + 11 < 400);
		if (count)
			assert_int_equal(spans[0].last - spans[0].first, 12);
		strbuf_release(&text);
	}
	tiny_release(&tiny);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_phrase_waits_behind_what_is_rarest),
		cmocka_unit_test(knows_what_stands_around_an_anchor),
		cmocka_unit_test(groups_that_are_alike_share_a_number),
		cmocka_unit_test(levels_follow_use),
		cmocka_unit_test(shares_are_of_whole_words),
		cmocka_unit_test(finds_in_every_place_of_a_long_sentence),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
