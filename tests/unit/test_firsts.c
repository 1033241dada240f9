#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tiny.h"

#define WORDS "a b c d e f g h z"

/* The slot behind the phrase that begins with the word `first`. */
static const struct lexicon_slot *slot_behind(const struct tiny *tiny,
					      uint32_t first)
{
	const struct lexicon *lex = &tiny->lexicon;
	uint32_t part = lex->states[lex->root[first]].part;

	assert_true(part && lex->part_opens[part - 1]);
	return &lex->slots_after[lex->joins[lex->part_opens[part - 1] - 1].slot];
}

/* The letters of WORDS that may come next, at once or behind a gap. */
static void spell(const struct tiny *tiny, uint32_t set, struct strbuf *out)
{
	const struct lexicon *lex = &tiny->lexicon;

	strbuf_reset(out);
	for (const char *c = WORDS; set && *c; c++) {
		uint32_t hash = lexicon_hash(LEXICON_HASH_START,
					     (unsigned char)*c);

		if (*c != ' ' && lexicon_is_first(lex, set, lexicon_word(
				lex, c, 1, hash)))
			strbuf_addch(out, *c);
	}
}

/* The words that can follow `a`, with the lists one: d, e f; two: @one, g. */
static void knows_what_can_come_next(void **state)
{
	static const struct {
		const char *phrase, *tight, *loose;
	} cases[] = {
		{ "a @one", "de", "" },
		{ "a @two", "deg", "" },
		{ "a @two b\na @one c", "deg", "" },
		{ "a * b c", "", "b" },
		{ "a ** @one", "", "de" },
		{ "a @one\na * h", "de", "h" },
		/* it begins with any word, so all may come next */
		{ "a @open", "abcdefghz", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tiny tiny = tiny_new("");
		struct strbuf got = STRBUF_INIT;
		const struct lexicon_slot *slot;

		print_message("# %s\n", cases[i].phrase);
		tiny_add(&tiny, MOVE_LIST, "one", "d\ne f\n");
		tiny_add(&tiny, MOVE_LIST, "two", "@one\ng\n");
		tiny_add(&tiny, MOVE_LIST, "open", "* h\n");
		tiny_add(&tiny, MOVE_SPOKEN, "all", WORDS "\n");
		tiny_add(&tiny, MOVE_SPOKEN, "m", cases[i].phrase);
		tiny_finish(&tiny);
		slot = slot_behind(&tiny, lexicon_word(&tiny.lexicon, "a", 1,
				   lexicon_hash(LEXICON_HASH_START, 'a')));
		spell(&tiny, slot->tight_firsts, &got);
		assert_string_equal(got.len ? got.text : "", cases[i].tight);
		spell(&tiny, slot->loose_firsts, &got);
		assert_string_equal(got.len ? got.text : "", cases[i].loose);
		strbuf_release(&got);
		tiny_release(&tiny);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_what_can_come_next),
	};

	return cmocka_run_group_tests_name("firsts", tests, NULL, NULL);
}
