/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "tiny.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct row {
	const char *phrases;	/* of the move m */
	const char *text;
	const char *want;	/* its spans, ` | ` between */
};

static bool differs(const struct row *row, const char *got)
{
	if (!strcmp(row->want, got))
		return false;
	print_error("# %s\n#   in \"%s\"\n#   want %s\n#   got  %s\n",
		    row->phrases, row->text, row->want, got);
	return true;
}

/*
 * Each row with a lexicon of its own: the move m of the row, and the lists
 * that all may use.
 */
static void check_rows(enum move_kind kind, const struct row *rows,
		       size_t count)
{
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		struct tiny tiny = tiny_new("don't = do not\ndont = do not\n"
					    "i'm = i am\nidk = i do not know\n");
		struct strbuf got = STRBUF_INIT;

		tiny_add(&tiny, kind, "m", rows[i].phrases);
		tiny_add(&tiny, MOVE_LIST, "who", "mom\nmy [big] brother\n");
		tiny_add(&tiny, MOVE_LIST, "whose", "friend of @who\n@who\n");
		tiny_add(&tiny, MOVE_LIST, "any", "one *\n* two\n");
		tiny_add(&tiny, MOVE_LIST, "inner", "start ** stop\n");
		tiny_add(&tiny, MOVE_LIST, "very", "(very|so very|quite|"
			 "truly|really|awfully|deeply) sorry\n");
		tiny_add(&tiny, MOVE_LIST, "tail", "go **\n");
		tiny_add(&tiny, MOVE_LIST, "head", "** gone\n");
		tiny_add(&tiny, MOVE_SPOKEN, "spoken", "oh no\n");
		tiny_finish(&tiny);
		assert_int_equal(tiny.faults.count, 0);
		tiny_find(&tiny, rows[i].text, strlen(rows[i].text));
		tiny_show(&tiny, "m", rows[i].text, &got);
		wrong += differs(&rows[i], got.text);
		strbuf_release(&got);
		tiny_release(&tiny);
	}
	assert_int_equal(wrong, 0);
}

static void finds_plain_phrases(void **state)
{
	static const struct row rows[] = {
		{ "no", "no", "no" },
		{ "no", "now", "" },
		{ "no", "No, NO and no.", "No | NO | no" },
		{ "no way", "no, way", "no, way" },
		{ "no way", "no \xe2\x80\x94 way", "no \xe2\x80\x94 way" },
		{ "no way", "no. way", "" },
		{ "no way", "no\n\nway", "" },
		{ "no way", "no big way", "" },
		{ "no way", "no no way way", "no way" },
		{ "a b c\nb c d\nc", "a b c d", "a b c d" },
		{ "a b", "a b a b", "a b | a b" },
		{ "a b\nb", "b a b", "b | a b" },
		{ "co-dependent", "co dependent, co-dependent",
		  "co dependent | co-dependent" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void finds_options_and_choices(void **state)
{
	static const struct row rows[] = {
		{ "[so] sorry", "so sorry, sorry", "so sorry | sorry" },
		{ "[so|really|very very] sorry",
		  "very sorry, very very sorry", "sorry | very very sorry" },
		{ "i (will|can) not", "i will not. i can not. i not",
		  "i will not | i can not" },
		{ "(a|b) [c|d] (e|f)", "a e. b d f. a c. c e",
		  "a e | b d f" },
		/* a group so long that it becomes a list of its own */
		{ "(a|b|c|d|e|f|g h) [x] end", "c end. g h x end. g end",
		  "c end | g h x end" },
		{ "[a|b|c|d|e|f|g] sorry", "a sorry. h sorry",
		  "a sorry | sorry" },
		{ "i (a|b|c|d|e|f|g) (a|b|c|d|e|f|g) (a|b|c|d|e|f|g)",
		  "i a g d. i a g", "i a g d" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void counts_the_words_of_a_gap(void **state)
{
	static const struct row rows[] = {
		{ "a * b", "a b", "" },
		{ "a * b", "a x b", "a x b" },
		{ "a * b", "a x y b", "" },
		{ "a * b", "a. b b", "" },
		{ "a * b", "a 7 b. a \xf0\x9f\x98\x80 b",
		  "a 7 b | a \xf0\x9f\x98\x80 b" },
		{ "a ** b", "a b", "a b" },
		{ "a ** b", "a 1 b", "a 1 b" },
		{ "a ** b", "a 1 2 b", "a 1 2 b" },
		{ "a ** b", "a 1 2 3 b", "a 1 2 3 b" },
		{ "a ** b", "a 1 2 3 4 b", "a 1 2 3 4 b" },
		{ "a ** b", "a 1 2 3 4 5 b", "a 1 2 3 4 5 b" },
		{ "a ** b", "a 1 2 3 4 5 6 b", "" },
		{ "a ** b", "a 1. b", "" },
		{ "a ** * b", "a b. a 1 b", "a 1 b" },
		{ "a ** ** b", "a 1 2 3 4 5 6 7 8 9 0 b",
		  "a 1 2 3 4 5 6 7 8 9 0 b" },
		{ "a ** ** b", "a 1 2 3 4 5 6 7 8 9 0 1 b", "" },
		{ "a ** b ** c", "a x b y c", "a x b y c" },
		{ "a ** b ** c", "a b c", "a b c" },
		{ "a ** b ** c", "b c a", "" },
		/* as short as it can be */
		{ "a ** b", "a a b", "a b" },
		{ "a ** b", "a b b", "a b b" },
		{ "a ** a", "a a a", "a a a" },
		{ "a ** a", "a", "" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

/* A word that comes again and again must not hide the one that counts. */
static void looks_back_past_repeated_words(void **state)
{
	static const struct row rows[] = {
		{ "a * * b", "a a a b", "a a a b" },
		{ "a * * * b", "a a a a b", "a a a a b" },
		{ "a * * * * b", "a a a a a b", "a a a a a b" },
		{ "a * * * * * b", "a a a a a a b", "a a a a a a b" },
		{ "a * * * * ** b", "a a a a a b", "a a a a a b" },
		{ "i * * * * not", "i i i i i not", "i i i i i not" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void takes_words_at_the_edges(void **state)
{
	static const struct row rows[] = {
		{ "i will not *", "i will not lend it", "i will not lend" },
		{ "i will not *", "i will not. lend", "" },
		{ "i will not **", "i will not", "i will not" },
		{ "i will not **", "i will not a b c d e f",
		  "i will not a b c d e" },
		{ "* sorry", "so very sorry", "very sorry" },
		{ "* sorry", "sorry", "" },
		{ "* sorry", "no. sorry", "" },
		{ "** sorry", "a b c d e f sorry", "b c d e f sorry" },
		{ "** sorry", "sorry", "sorry" },
		{ "* * sorry *", "a b sorry c", "a b sorry c" },
		{ "* * sorry *", "b sorry c", "" },
		{ "* sorry ? $", "so sorry?", "so sorry" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void knows_where_sentences_begin_and_end(void **state)
{
	static const struct row rows[] = {
		{ "^ fine", "fine. it is fine. Fine!", "fine | Fine" },
		{ "fine $", "fine so. it is fine", "fine" },
		{ "^ fine $", "fine then. fine. so fine", "fine" },
		{ "^ fine $", "Hi Sam\nfine\nBye", "fine" },
		{ "^ * fine", "it fine. so it fine. fine", "it fine" },
		{ "^ ** fine", "so it is fine", "so it is fine" },
		{ "fine * $", "fine then. fine. fine so then", "fine then" },
		{ "okay ?", "okay. okay? okay then?", "okay" },
		{ "okay ? $", "okay. okay?", "okay" },
		{ "^ okay ? $", "is it okay? Okay?", "Okay" },
		{ "okay ** ?", "okay with you? okay. okay with you.",
		  "okay with you" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void knows_numbers(void **state)
{
	static const struct row rows[] = {
		{ "at <number>", "at 7. at 6pm. at noon. at 7.30",
		  "at 7 | at 6pm | at 7" },
		{ "call 911", "call 911. call 912", "call 911" },
		{ "<number> [more] times", "3 more times", "3 more times" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void finds_lists_in_lists(void **state)
{
	static const struct row rows[] = {
		{ "call @who", "call mom. call my brother. call my big brother",
		  "call mom | call my brother | call my big brother" },
		{ "@who", "mom and my brother", "mom | my brother" },
		{ "@who said", "mom said", "mom said" },
		{ "call @whose now", "call friend of my big brother now",
		  "call friend of my big brother now" },
		{ "@who [and] @who", "mom and my brother. mom mom",
		  "mom and my brother | mom mom" },
		{ "@who ** @who", "mom loves my brother", "mom loves my brother" },
		{ "call @any", "call one day. call me two",
		  "call one day | call me two" },
		{ "@any now", "one day now", "one day now" },
		{ "oh @spoken", "oh oh no", "oh oh no" },
		{ "call @inner", "call start x stop", "call start x stop" },
		{ "@inner now", "start x y stop now", "start x y stop now" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

/* Whatever a list matches, and not one way of it only. */
static void tries_a_list_in_all_its_ways(void **state)
{
	static const struct row rows[] = {
		{ "i am @very", "i am so very sorry", "i am so very sorry" },
		{ "call @inner", "call start start stop",
		  "call start start stop" },
		{ "@tail now", "go on now", "go on now" },
		{ "@tail now", "go now", "go now" },
		{ "call @head", "call gone", "call gone" },
		{ "call @head", "we call me gone", "call me gone" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void takes_a_question_mark_for_no_word(void **state)
{
	static const struct row rows[] = {
		{ "fine * $", "fine?", "" },
		{ "fine * $", "fine then.", "fine then" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void leaves_out_exceptions(void **state)
{
	static const struct row rows[] = {
		{ "sorry\n! sorry for your loss",
		  "sorry for your loss. sorry", "sorry" },
		{ "! sorry for your loss\nsorry",
		  "sorry for your loss. sorry", "sorry" },
		/* any overlap is enough */
		{ "so sorry\n! sorry for", "so sorry for him", "" },
		{ "a b c\n! c d", "a b c d. a b c", "a b c" },
		{ "a b\n! c d", "a b c d", "a b" },
		{ "sorry\n! @who is sorry", "mom is sorry. sorry", "sorry" },
		{ "sorry\n! not ** sorry", "not at all sorry. sorry", "sorry" },
		{ "sorry\n! * sorry", "so sorry. sorry", "sorry" },
		/* only what it overlaps, though the spans would be one */
		{ "a b\nb c\n! c d", "a b c d", "a b" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void leaves_quoted_words_to_others(void **state)
{
	static const struct row rows[] = {
		{ "you never", "you said \"you never listen\" to me", "" },
		{ "you never", "you \xe2\x80\x9cnever\xe2\x80\x9d call", "" },
		{ "you never", "you never \"call\" me", "you never" },
		{ "you never", "\"you never call\"", "you never" },
		{ "you never", "he said \"hi\". you never call", "you never" },
		{ "you never", "he said \"so. you never call", "you never" },
	};
	static const struct row safety[] = {
		{ "kill you", "he said \"i will kill you\" twice", "kill you" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
	check_rows(MOVE_SAFETY, safety, COUNT(safety));
}

static void opens_contractions_on_both_sides(void **state)
{
	static const struct row rows[] = {
		{ "i don't know", "i dont know. I do not know. idk.",
		  "i dont know | I do not know | idk" },
		{ "i do not *", "I don\xe2\x80\x99t care",
		  "I don\xe2\x80\x99t care" },
		{ "do not", "don't", "don't" },
		{ "not", "I don't", "don't" },
		{ "i am", "I'm", "I'm" },
		{ "so sorry", "soooo sorryyy", "soooo sorryyy" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

/* Spans of one move that overlap are one; those that touch are two. */
static void joins_what_overlaps(void **state)
{
	static const struct row rows[] = {
		{ "a b\nb c", "a b c", "a b c" },
		{ "a b\nc d", "a b c d", "a b | c d" },
		{ "a\na b c", "a b c", "a b c" },
		{ "a b c d\nb", "a b c d", "a b c d" },
		{ "a b\nb c\nc d", "a b c d", "a b c d" },
		{ "a **\nc", "a b. c", "a b | c" },
	};

	(void)state;
	check_rows(MOVE_SPOKEN, rows, COUNT(rows));
}

static void keeps_places_in_bytes_and_words(void **state)
{
	static const char text[] =
		"\xf0\x9f\x98\x80 Caf\xc3\xa9! I don\xe2\x80\x99t, \xff Sam.";
	struct tiny tiny = tiny_new("don't = do not\n");
	const struct span *spans;
	size_t count;

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "m", "i don't *\ncaf\xc3\xa9\n");
	tiny_finish(&tiny);
	tiny_find(&tiny, text, sizeof(text) - 1);
	spans = moves_of(tiny.moves, 2, &count);
	assert_int_equal(count, 2);
	assert_int_equal(spans[0].start, 5);
	assert_int_equal(spans[0].end, 10);
	assert_int_equal(spans[0].sentence, 0);
	assert_int_equal(spans[0].first, 2);
	assert_int_equal(spans[0].last, 3);
	assert_int_equal(spans[1].start, 12);
	assert_int_equal(spans[1].end, sizeof(text) - 2);
	assert_int_equal(spans[1].sentence, 1);
	assert_int_equal(spans[1].last - spans[1].first, 4);
	tiny_release(&tiny);
}

static void computes_questions_and_shouts(void **state)
{
	static const struct {
		const char *move;
		struct row row;
	} cases[] = {
		{ "question", { "", "Why? No. So what?", "Why | So what" } },
		{ "question", { "", "No! Why?!", "Why" } },
		{ "shout", { "", "I SAID NO", "" } },
		{ "shout", { "", "STOP THIS NOW please", "STOP THIS NOW" } },
		{ "shout", { "", "STOP it NOW", "" } },
		{ "shout", { "", "STOP. NOW.", "" } },
		{ "shout", { "", "No! Stop it!! Now!", "Stop it" } },
		{ "shout", { "", "\"STOP THIS\" he said", "" } },
		/* one word in capitals is emphasis, whatever it stands for */
		{ "shout", { "", "I DON'T want this", "" } },
		{ "shout", { "", "IDK what you mean", "" } },
		{ "shout", { "", "I REALLY MEAN IT", "REALLY MEAN" } },
	};
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tiny tiny = tiny_new("don't = do not\n"
					    "idk = i do not know\n");
		struct strbuf got = STRBUF_INIT;
		struct row row = cases[i].row;

		tiny_finish(&tiny);
		tiny_find(&tiny, row.text, strlen(row.text));
		tiny_show(&tiny, cases[i].move, row.text, &got);
		row.phrases = cases[i].move;
		wrong += differs(&row, got.text);
		strbuf_release(&got);
		tiny_release(&tiny);
	}
	assert_int_equal(wrong, 0);
}

static void orders_all_spans_by_move_then_place(void **state)
{
	static const char text[] = "b a b a?";
	static const char want[] = "question:0 x:2 x:6 y:0 y:4 ";
	struct tiny tiny = tiny_new("");
	struct strbuf got = STRBUF_INIT;
	const struct span *spans;
	size_t count;

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "x", "a\n");
	tiny_add(&tiny, MOVE_SPOKEN, "y", "b\n");
	tiny_add(&tiny, MOVE_LIST, "z", "b\n");
	tiny_finish(&tiny);
	tiny_find(&tiny, text, strlen(text));
	spans = moves_all(tiny.moves, &count);
	for (size_t i = 0; i < count; i++)
		strbuf_addf(&got, "%s:%u ",
			    tiny.lexicon.moves[spans[i].move].name,
			    spans[i].start);
	assert_string_equal(got.text, want);
	assert_true(moves_has(tiny.moves, 2));
	assert_false(moves_has(tiny.moves, 1));
	assert_false(moves_has(tiny.moves, 4));
	/* nothing is left of it for the next text */
	tiny_find(&tiny, "c", 1);
	moves_all(tiny.moves, &count);
	assert_int_equal(count, 0);
	assert_false(moves_has(tiny.moves, 2));
	assert_int_equal(moves_present(tiny.moves)->bits[0], 0);
	strbuf_release(&got);
	tiny_release(&tiny);
	moves_free(NULL);
}

/* Lists that lead to one another: the line that closes the circle is out. */
static void refuses_a_circle_of_lists(void **state)
{
	static const char *const want[] = {
		"x: lists go round in a circle: @x -> @x",
		"y: lists go round in a circle: @y -> @x -> @y",
		"y: lists go round in a circle: @y -> @y",
	};
	struct tiny tiny = tiny_new("");

	(void)state;
	tiny_add(&tiny, MOVE_SPOKEN, "m", "@x\n");
	tiny_add(&tiny, MOVE_LIST, "x", "a\n@y\n@x b\n");
	tiny_add(&tiny, MOVE_LIST, "y", "@x\nd\n(@y|d) c\n");
	tiny_finish(&tiny);
	assert_int_equal(tiny.faults.count, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++)
		assert_string_equal(tiny.faults.items[i].text, want[i]);
	tiny_find(&tiny, "a b c d", 7);
	assert_true(moves_has(tiny.moves, 2));
	tiny_release(&tiny);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_plain_phrases),
		cmocka_unit_test(finds_options_and_choices),
		cmocka_unit_test(counts_the_words_of_a_gap),
		cmocka_unit_test(looks_back_past_repeated_words),
		cmocka_unit_test(takes_words_at_the_edges),
		cmocka_unit_test(knows_where_sentences_begin_and_end),
		cmocka_unit_test(knows_numbers),
		cmocka_unit_test(takes_a_question_mark_for_no_word),
		cmocka_unit_test(finds_lists_in_lists),
		cmocka_unit_test(tries_a_list_in_all_its_ways),
		cmocka_unit_test(leaves_out_exceptions),
		cmocka_unit_test(leaves_quoted_words_to_others),
		cmocka_unit_test(opens_contractions_on_both_sides),
		cmocka_unit_test(joins_what_overlaps),
		cmocka_unit_test(keeps_places_in_bytes_and_words),
		cmocka_unit_test(computes_questions_and_shouts),
		cmocka_unit_test(orders_all_spans_by_move_then_place),
		cmocka_unit_test(refuses_a_circle_of_lists),
	};

	return cmocka_run_group_tests_name("moves", tests, NULL, NULL);
}
