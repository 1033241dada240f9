/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "coach/words.h"
#include "tiny.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Words that the lexicon knows; every other one shows as `_`. */
static void lexicon(struct tiny *tiny)
{
	*tiny = tiny_new("don't = do not\ndont = do not\n"
			 "i'm = i am\nim = i am\nu = you\n"
			 "idk = i do not know\n");
	tiny_add(tiny, MOVE_SPOKEN, "known",
		 "no\nyes\nsorry\nso\nplease\ni do not am you know\n"
		 "caf\xc3\xa9\n\xc3\xa4rger\nmom's\nf**k\n911\n"
		 "\xf0\x9f\x98\x80\n\xe2\x9d\xa4\ngood\n"
		 "abcdefghijklmnopqrstuvwxyzabcde\n");
	tiny_finish(tiny);
	assert_int_equal(tiny->faults.count, 0);
}

/* The words as the lexicon has them, marks as in phrases: `^ no $`. */
static void show(const struct tiny *tiny, struct strbuf *out)
{
	const struct lexicon *lex = &tiny->lexicon;

	for (size_t i = 0; i < tiny->words.count; i++) {
		unsigned number = tiny->words.items[i].number;

		if (i)
			strbuf_addch(out, ' ');
		if (number)
			strbuf_add(out, lex->letters + lex->words[number].text,
				   lex->words[number].len);
		else
			strbuf_addch(out, '_');
	}
}

struct row {
	const char *text;
	const char *want;
};

/* Whether a row went wrong; all that did are shown. */
static bool differs(const struct row *row, const char *got)
{
	if (!strcmp(row->want, got))
		return false;
	print_error("# \"%s\"\n#   want %s\n#   got  %s\n", row->text,
		    row->want, got);
	return true;
}

static void check_rows(const struct row *rows, size_t count)
{
	struct tiny tiny;
	size_t wrong = 0;

	lexicon(&tiny);
	for (size_t i = 0; i < count; i++) {
		struct strbuf got = STRBUF_INIT;

		words_split(&tiny.words, &tiny.lexicon, rows[i].text,
			    strlen(rows[i].text));
		show(&tiny, &got);
		wrong += differs(&rows[i], got.text);
		strbuf_release(&got);
	}
	tiny_release(&tiny);
	assert_int_equal(wrong, 0);
}

static void parts_words(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ " \t\r\n\n", "" },
		{ ".,;!?", "" },
		{ "no", "^ no $" },
		{ "no,yes;no:yes/no(yes)", "^ no yes no yes no yes $" },
		{ "no-yes", "^ no yes $" },
		{ "no_yes", "^ no yes $" },
		{ "no\xe2\x80\x94yes", "^ no yes $" },
		{ "no\xc2\xa0yes", "^ no yes $" },
		{ "NO No nO", "^ no no no $" },
		{ "other", "^ _ $" },
		{ "#no @yes", "^ no yes $" },
		{ "*no* _yes_", "^ no yes $" },
		{ "**no** yes", "^ no yes $" },	/* bold, as some type it */
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void opens_contractions(void **state)
{
	static const struct row rows[] = {
		{ "I don't", "^ i do not $" },
		{ "I don\xe2\x80\x99t", "^ i do not $" },
		{ "i dont", "^ i do not $" },
		{ "I DON'T", "^ i do not $" },
		{ "I'm", "^ i am $" },
		{ "I\xe2\x80\x99m", "^ i am $" },
		{ "im", "^ i am $" },
		{ "u", "^ you $" },
		{ "idk", "^ i do not know $" },
		{ "Mom's", "^ mom's $" },
		{ "Mom\xe2\x80\x99s", "^ mom's $" },
		{ "'no' 'yes'", "^ no yes $" },
		{ "\xe2\x80\x98no\xe2\x80\x99", "^ no $" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void ends_sentences(void **state)
{
	static const struct row rows[] = {
		{ "no. yes", "^ no $ ^ yes $" },
		{ "no! yes? no.", "^ no $ ^ yes ? $ ^ no $" },
		{ "no?! yes", "^ no ? $ ^ yes $" },
		{ "no!? yes", "^ no ? $ ^ yes $" },
		{ "no... yes", "^ no $ ^ yes $" },
		{ "no\xe2\x80\xa6 yes", "^ no $ ^ yes $" },
		{ "? no", "^ no $" },
		{ "no. . . yes", "^ no $ ^ yes $" },
		{ "no.yes", "^ no yes $" },
		{ "\"no.\" yes", "^ no $ ^ yes $" },
		{ "(no.) yes", "^ no $ ^ yes $" },
		{ "no\n\nyes", "^ no $ ^ yes $" },
		{ "no\r\n \r\nyes", "^ no $ ^ yes $" },
		{ "no\nyes", "^ no $ ^ yes $" },
		{ "no?\nyes", "^ no ? $ ^ yes $" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

/* A line shorter than 45 bytes ends its sentence; at 45 it goes on. */
static void goes_on_behind_a_long_line(void **state)
{
	static const struct row rows[] = {
		{ "no yes no yes no yes no yes no yes no yes no\nyes",
		  "^ no yes no yes no yes no yes no yes no yes no $ ^ yes $" },
		{ "no yes no yes no yes no yes no yes no yes yes\nyes",
		  "^ no yes no yes no yes no yes no yes no yes yes yes $" },
		{ "no\nno yes no yes no yes no yes no yes no yes yes\nyes",
		  "^ no $ ^ no yes no yes no yes no yes no yes no yes yes yes $" },
		{ "no yes no yes no yes no yes no yes no yes yes\n\nyes",
		  "^ no yes no yes no yes no yes no yes no yes yes $ ^ yes $" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void knows_numbers(void **state)
{
	static const struct row rows[] = {
		{ "7", "^ <number> $" },
		{ "6pm", "^ <number> $" },
		{ "7.30", "^ <number> <number> $" },
		{ "7:30", "^ <number> <number> $" },
		{ "$20", "^ <number> $" },
		{ "911", "^ 911 $" },
		{ "b4", "^ _ $" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void shortens_what_is_drawn_out(void **state)
{
	static const struct row rows[] = {
		{ "sooooo sorryyyy", "^ so sorry $" },
		{ "nooo", "^ no $" },
		{ "NOOOOOO", "^ no $" },
		{ "pleaseeee", "^ please $" },
		{ "goooood", "^ good $" },
		{ "yesss", "^ yes $" },
		{ "soo", "^ _ $" },
		{ "sorrrryyyy", "^ sorry $" },
		{ "xxxx", "^ _ $" },
		{ "soooooooooooooooooooooooooooooooooooo", "^ so $" },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void reads_past_ascii(void **state)
{
	static const struct row rows[] = {
		{ "CAF\xc3\x89", "^ caf\xc3\xa9 $" },
		{ "\xc3\x84rger", "^ \xc3\xa4rger $" },
		{ "\xd0\xbd\xd0\xb5\xd1\x82", "^ _ $" },
		{ "\xf0\x9f\x98\x80", "^ \xf0\x9f\x98\x80 $" },
		{ "no\xf0\x9f\x98\x80yes", "^ no \xf0\x9f\x98\x80 yes $" },
		{ "\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
		  "^ \xf0\x9f\x98\x80 \xf0\x9f\x98\x80 $" },
		/* a heart and its variation selector */
		{ "\xe2\x9d\xa4\xef\xb8\x8f no", "^ \xe2\x9d\xa4 no $" },
		{ "\xe2\x9c\x85", "^ _ $" },
		{ "\xef\xbb\xbfno", "^ no $" },		/* a byte order mark */
		{ "n\xe2\x80\x8bo", "^ _ _ $" },	/* zero-width space */
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

static void takes_any_bytes(void **state)
{
	static const struct row rows[] = {
		{ "no\xffyes", "^ no yes $" },
		{ "no\xc3", "^ no $" },
		{ "\xe2\x80", "" },
		{ "no\xc0\x80yes", "^ no yes $" },
		{ "no\xed\xa0\x80yes", "^ no yes $" },
		{ "no\x01\x7fyes", "^ no yes $" },
		{ "don\xe2\x80t", "^ _ _ $" },
		{ "f**k", "^ f**k $" },
		{ "f*ck s*** no", "^ _ _ no $" },
		{ "no'", "^ no $" },
		{ "no*", "^ no $" },
		{ "*", "" },
		{ "'", "" },
		{ "\xe2\x80\x99", "" },
	};
	struct tiny tiny;
	struct strbuf got = STRBUF_INIT;

	(void)state;
	lexicon(&tiny);
	check_rows(rows, COUNT(rows));
	words_split(&tiny.words, &tiny.lexicon, "no\0yes", 6);
	show(&tiny, &got);
	assert_string_equal(got.text, "^ no yes $");
	strbuf_release(&got);
	tiny_release(&tiny);
}

/* At the longest word and one past it. */
static void knows_words_up_to_a_length(void **state)
{
	static const struct row rows[] = {
		{ "abcdefghijklmnopqrstuvwxyzabcde",
		  "^ abcdefghijklmnopqrstuvwxyzabcde $" },
		{ "abcdefghijklmnopqrstuvwxyzabcdef", "^ _ $" },
	};
	struct strbuf text = STRBUF_INIT;
	struct tiny tiny;

	(void)state;
	lexicon(&tiny);
	check_rows(rows, COUNT(rows));
	for (size_t i = 0; i < 100000; i++)
		strbuf_addch(&text, 'o');
	words_split(&tiny.words, &tiny.lexicon, text.text, text.len);
	assert_int_equal(tiny.words.real, 1);
	assert_int_equal(tiny.words.items[1].end, text.len);
	strbuf_release(&text);
	tiny_release(&tiny);
}

static void keeps_the_place_of_words(void **state)
{
	static const char text[] =
		"\xf0\x9f\x98\x80 Caf\xc3\xa9, don\xe2\x80\x99t! \xff No?";
	static const struct {
		uint32_t start, end, sentence;
	} want[] = {
		{ 0, 0, 0 }, { 0, 4, 0 }, { 5, 10, 0 }, { 12, 19, 0 },
		{ 12, 19, 0 }, { 19, 19, 0 }, { 23, 23, 1 }, { 23, 25, 1 },
		{ 25, 25, 1 }, { 25, 25, 1 },
	};
	struct tiny tiny;

	(void)state;
	lexicon(&tiny);
	words_split(&tiny.words, &tiny.lexicon, text, sizeof(text) - 1);
	assert_int_equal(tiny.words.count, COUNT(want));
	assert_int_equal(tiny.words.real, 4);
	assert_int_equal(tiny.words.sentences, 2);
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_int_equal(tiny.words.items[i].start, want[i].start);
		assert_int_equal(tiny.words.items[i].end, want[i].end);
		assert_int_equal(tiny.words.items[i].sentence,
				 want[i].sentence);
	}
	tiny_release(&tiny);
}

/* The words of the text that have the flag. */
static void check_flag(unsigned flag, const struct row *rows, size_t count)
{
	struct tiny tiny;
	size_t wrong = 0;

	lexicon(&tiny);
	for (size_t i = 0; i < count; i++) {
		struct strbuf got = STRBUF_INIT;
		uint32_t end = 0;

		words_split(&tiny.words, &tiny.lexicon, rows[i].text,
			    strlen(rows[i].text));
		for (size_t k = 0; k < tiny.words.count; k++) {
			const struct word *w = &tiny.words.items[k];

			if (!(w->flags & flag) || w->flags & WORDS_MARK ||
			    w->end <= end)
				continue;
			end = w->end;
			if (got.len)
				strbuf_addch(&got, ' ');
			strbuf_add(&got, rows[i].text + w->start,
				   w->end - w->start);
		}
		wrong += differs(&rows[i], got.text);
		strbuf_release(&got);
	}
	tiny_release(&tiny);
	assert_int_equal(wrong, 0);
}

static void marks_quoted_speech(void **state)
{
	static const struct row rows[] = {
		{ "you said \"no yes\" to me", "no yes" },
		{ "you said \xe2\x80\x9cno yes\xe2\x80\x9d to me", "no yes" },
		{ "you said \xc2\xabno yes\xc2\xbb to me", "no yes" },
		{ "\"no\" and \"yes\" he said", "no yes" },
		{ "a \"no. yes\" b", "no yes" },
		{ "a \"don't\" b", "don't" },
		{ "a 'no' b", "" },
		/* a quote that nobody closed quotes nothing */
		{ "a \"no yes", "" },
		{ "a \"no\n\nyes\" b \"c\" d", "b" },
		{ "a \"\" b", "" },
		/* all of it in quotes is the person's own draft */
		{ "\"no yes\"", "" },
		{ "\xe2\x80\x9cNo. I don\xe2\x80\x99t.\xe2\x80\x9d\n", "" },
		{ "a \xe2\x80\x9cno\" b", "" },
	};

	(void)state;
	check_flag(WORDS_QUOTED, rows, COUNT(rows));
}

static void marks_capitals(void **state)
{
	static const struct row rows[] = {
		{ "NOT a NO and Yes", "NOT" },
		{ "OK ABC aBC AbC", "ABC" },
		{ "DON'T U", "DON'T" },
		{ "A1B2C3", "A1B2C3" },
		{ "I AM MAD", "MAD" },
	};

	(void)state;
	check_flag(WORDS_CAPITALS, rows, COUNT(rows));
}

static void marks_loud_sentences(void **state)
{
	static const struct row rows[] = {
		{ "no! yes", "" },
		{ "no!! yes", "no" },
		{ "no yes!!! no.", "no yes" },
		{ "no!?! yes", "no" },
		{ "no?! yes", "" },
	};

	(void)state;
	check_flag(WORDS_LOUD, rows, COUNT(rows));
}

/* A text may follow a longer one. */
static void forgets_the_text_before(void **state)
{
	struct tiny tiny;
	struct strbuf got = STRBUF_INIT;

	(void)state;
	lexicon(&tiny);
	words_split(&tiny.words, &tiny.lexicon, "\"a\" no! yes? no", 15);
	words_split(&tiny.words, &tiny.lexicon, "yes", 3);
	show(&tiny, &got);
	assert_string_equal(got.text, "^ yes $");
	assert_int_equal(tiny.words.real, 1);
	assert_int_equal(tiny.words.sentences, 1);
	words_split(&tiny.words, &tiny.lexicon, "", 0);
	assert_int_equal(tiny.words.count, 0);
	strbuf_release(&got);
	tiny_release(&tiny);
	words_release(&tiny.words);
}

static void folds_one_word(void **state)
{
	static const struct {
		const char *text;
		const char *want;	/* "": refused */
	} cases[] = {
		{ "Word", "word" },
		{ "\xc3\x84", "\xc3\xa4" },
		{ "Don\xe2\x80\x99t", "don't" },
		{ "", "" },
		{ "a\xff", "" },
		{ "0123456789012345678901234567890",
		  "0123456789012345678901234567890" },
		{ "01234567890123456789012345678901", "" },
		{ "01234567890123456789012345678\xc3\xa4",
		  "01234567890123456789012345678\xc3\xa4" },
		{ "012345678901234567890123456789\xc3\xa4", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char out[LEXICON_WORD_MAX];
		uint32_t hash = 0, want = LEXICON_HASH_START;
		size_t len = words_fold(cases[i].text, strlen(cases[i].text),
					out, &hash);

		assert_int_equal(len, strlen(cases[i].want));
		assert_memory_equal(out, cases[i].want, len);
		for (size_t k = 0; k < len; k++)
			want = lexicon_hash(want, (unsigned char)out[k]);
		if (len)
			assert_int_equal(hash, want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_words),
		cmocka_unit_test(opens_contractions),
		cmocka_unit_test(ends_sentences),
		cmocka_unit_test(goes_on_behind_a_long_line),
		cmocka_unit_test(knows_numbers),
		cmocka_unit_test(shortens_what_is_drawn_out),
		cmocka_unit_test(reads_past_ascii),
		cmocka_unit_test(takes_any_bytes),
		cmocka_unit_test(knows_words_up_to_a_length),
		cmocka_unit_test(keeps_the_place_of_words),
		cmocka_unit_test(marks_quoted_speech),
		cmocka_unit_test(marks_capitals),
		cmocka_unit_test(marks_loud_sentences),
		cmocka_unit_test(forgets_the_text_before),
		cmocka_unit_test(folds_one_word),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
