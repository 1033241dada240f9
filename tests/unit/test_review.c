#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "base/strlist.h"
#include "tiny-book.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void make(struct tiny_book *b)
{
	*b = (struct tiny_book){ .tiny = tiny_new("dont = do not\n") };
	tiny_add(&b->tiny, MOVE_SPOKEN, "sorry", "[so] sorry\n");
	tiny_add(&b->tiny, MOVE_SPOKEN, "threat", "or else\n");
	tiny_add(&b->tiny, MOVE_SPOKEN, "maybe", "maybe\n");
	tiny_add(&b->tiny, MOVE_SPOKEN, "feeling", "i feel *\n");
	tiny_add(&b->tiny, MOVE_LIST, "list", "maybe\n");
	tiny_add(&b->tiny, MOVE_SAFETY, "crisis", "want to die\n");
	tiny_add(&b->tiny, MOVE_SAFETY, "abuse", "he hits me\n");
	tiny_finish(&b->tiny);
	tiny_rule(b, "hedge", "level: hint\nlean: soft", "{has: maybe}");
	tiny_rule(b, "kind-only", "level: problem\nlean: hard\nfor: [repair]",
		  "{has: maybe}");
	tiny_rule(b, "note", "level: note\nlean: none", "{words-over: 8}");
	tiny_rule(b, "over-apology", "level: problem\nlean: soft",
		  "{has: sorry}");
	tiny_rule(b, "owns-feeling", "level: strength\nlean: none",
		  "{has: feeling}");
	tiny_rule(b, "threat", "level: problem\nlean: hard", "{has: threat}");
	tiny_open(b);
}

/* `rule@line:column "quote"` of each, in order. */
static void show(const struct finding *findings, size_t count,
		 const char *text, struct strbuf *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct finding *f = &findings[i];

		strbuf_addf(out, "%s%s@%u:%u \"%.*s\"", i ? ", " : "",
			    f->rule->id, f->line, f->column,
			    (int)(f->end - f->start), text + f->start);
	}
}

static void judges_by_problems(void **state)
{
	static const struct {
		const char *text;
		enum verdict verdict;
		enum level worst;
	} cases[] = {
		{ "", VERDICT_BALANCED, LEVEL_STRENGTH },
		{ "No, thanks.", VERDICT_BALANCED, LEVEL_STRENGTH },
		{ "maybe", VERDICT_BALANCED, LEVEL_HINT },
		{ "a b c d e f g h i", VERDICT_BALANCED, LEVEL_NOTE },
		{ "i feel sad", VERDICT_BALANCED, LEVEL_STRENGTH },
		{ "Sorry.", VERDICT_SOFT, LEVEL_PROBLEM },
		{ "Or else.", VERDICT_HARD, LEVEL_PROBLEM },
		{ "Sorry. Or else.", VERDICT_MIXED, LEVEL_PROBLEM },
		{ "Or else. Sorry. Maybe.", VERDICT_MIXED, LEVEL_PROBLEM },
	};
	struct tiny_book b;

	(void)state;
	make(&b);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct review *review = tiny_review(&b, cases[i].text);

		assert_int_equal(review->verdict, cases[i].verdict);
		assert_int_equal(review_worst(review), cases[i].worst);
	}
	assert_string_equal(verdict_name(VERDICT_BALANCED), "balanced");
	assert_string_equal(verdict_name(VERDICT_SOFT), "soft");
	assert_string_equal(verdict_name(VERDICT_HARD), "hard");
	assert_string_equal(verdict_name(VERDICT_MIXED), "mixed");
	tiny_close(&b);
}

static void points_at_places(void **state)
{
	static const struct {
		const char *text;
		const char *findings;
		const char *strengths;
	} cases[] = {
		{ "sorry", "over-apology@1:1 \"sorry\"", "" },
		{ "no\n\n  Sorry, maybe.",
		  "over-apology@3:3 \"Sorry\", hedge@3:10 \"maybe\"", "" },
		{ "maybe or else. so sorry",
		  "hedge@1:1 \"maybe\", threat@1:7 \"or else\", "
		  "over-apology@1:16 \"so sorry\"", "" },
		/* columns count characters, bytes that are none as well */
		{ "\xc3\xa4\xf0\x9f\x98\x80 sorry",
		  "over-apology@1:4 \"sorry\"", "" },
		{ "\xff sorry", "over-apology@1:3 \"sorry\"", "" },
		{ "a\r\nsorry", "over-apology@2:1 \"sorry\"", "" },
		{ "I feel sad. maybe",
		  "hedge@1:13 \"maybe\"", "owns-feeling@1:1 \"I feel sad\"" },
		/* the whole text, without the white space around it */
		{ "\n  a b c d e f g h i \n",
		  "note@2:3 \"a b c d e f g h i\"", "" },
		/* the worse first where both stand at one place */
		{ "sorry b c d e f g h i",
		  "over-apology@1:1 \"sorry\", "
		  "note@1:1 \"sorry b c d e f g h i\"", "" },
	};
	struct tiny_book b;
	size_t wrong = 0;

	(void)state;
	make(&b);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct review *review = tiny_review(&b, cases[i].text);
		struct strbuf findings = STRBUF_INIT, strengths = STRBUF_INIT;

		show(review->findings, review->finding_count, cases[i].text,
		     &findings);
		show(review->strengths, review->strength_count, cases[i].text,
		     &strengths);
		if (strcmp(findings.text, cases[i].findings) ||
		    strcmp(strengths.text, cases[i].strengths)) {
			print_error("# want %s; %s\n# got  %s; %s\n",
				    cases[i].findings, cases[i].strengths,
				    findings.text, strengths.text);
			wrong++;
		}
		strbuf_release(&findings);
		strbuf_release(&strengths);
	}
	tiny_close(&b);
	assert_int_equal(wrong, 0);
}

/* A line in the text switches rules off, wherever it stands. */
static void heeds_the_text(void **state)
{
	static const struct {
		const char *text;
		enum verdict verdict;
	} cases[] = {
		{ "sorry\nboundary: ignore over-apology\n", VERDICT_BALANCED },
		{ "boundary: ignore over-apology\nsorry", VERDICT_BALANCED },
		{ "boundary: ignore over-apology\r\nsorry\r\n",
		  VERDICT_BALANCED },
		{ "sorry, or else\nboundary: ignore over-apology",
		  VERDICT_HARD },
		{ "sorry, or else\nboundary: ignore threat, over-apology",
		  VERDICT_BALANCED },
		{ "sorry, or else\nboundary: ignore threat over-apology",
		  VERDICT_BALANCED },
		{ "sorry, or else\nboundary: ignore threat\n"
		  "boundary: ignore over-apology\n", VERDICT_BALANCED },
		{ "sorry\nboundary: ignore over", VERDICT_SOFT },
		{ "sorry\nboundary: ignore over-apology-x", VERDICT_SOFT },
		{ "sorry\nboundary: ignore", VERDICT_SOFT },
		{ "sorry\nboundary: ignore \n", VERDICT_SOFT },
		{ "sorry\nignore over-apology", VERDICT_SOFT },
	};
	struct tiny_book b;

	(void)state;
	make(&b);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(tiny_review(&b, cases[i].text)->verdict,
				 cases[i].verdict);
	/* and only for that text */
	assert_int_equal(tiny_review(&b, "sorry")->verdict, VERDICT_SOFT);
	tiny_close(&b);
}

static void heeds_the_options(void **state)
{
	static const char text[] = "sorry maybe";
	struct review_options options = REVIEW_OPTIONS_INIT;
	struct strlist off = STRLIST_INIT;
	struct tiny_book b;

	(void)state;
	make(&b);
	options.off = &off;
	assert_int_equal(reviewer_read(b.reviewer, text, strlen(text),
				       &options)->verdict, VERDICT_SOFT);
	strlist_add(&off, "over-apology");
	assert_int_equal(reviewer_read(b.reviewer, text, strlen(text),
				       &options)->verdict, VERDICT_BALANCED);
	options.kind = KIND_REPAIR;
	assert_int_equal(reviewer_read(b.reviewer, text, strlen(text),
				       &options)->verdict, VERDICT_HARD);
	options.kind = KIND_NO;
	assert_int_equal(reviewer_read(b.reviewer, text, strlen(text),
				       &options)->verdict, VERDICT_BALANCED);
	strlist_release(&off);
	tiny_close(&b);
}

static void names_moves_and_safety(void **state)
{
	const struct lexicon *lex;
	const struct review *review;
	struct tiny_book b;

	(void)state;
	make(&b);
	lex = &reviewer_book(b.reviewer)->lexicon;
	review = tiny_review(&b, "He hits me. I want to die. \"he hits me\" sorry");
	assert_int_equal(review->safety_count, 2);
	assert_string_equal(lex->moves[review->safety[0]].name, "crisis");
	assert_string_equal(lex->moves[review->safety[1]].name, "abuse");
	assert_true(review_has(b.reviewer, review, "sorry"));
	assert_true(review_has(b.reviewer, review, "crisis"));
	assert_false(review_has(b.reviewer, review, "maybe"));
	assert_false(review_has(b.reviewer, review, "nobody"));
	assert_int_equal(review->words, 11);
	review = tiny_review(&b, "maybe");
	assert_int_equal(review->safety_count, 0);
	assert_false(review_has(b.reviewer, review, "list"));
	tiny_close(&b);
	reviewer_free(NULL);
}

static void keeps_nothing_of_the_text_before(void **state)
{
	const struct review *review;
	struct tiny_book b;

	(void)state;
	make(&b);
	tiny_review(&b, "so sorry, maybe, or else. i feel sad. want to die");
	review = tiny_review(&b, "");
	assert_int_equal(review->verdict, VERDICT_BALANCED);
	assert_int_equal(review->words, 0);
	assert_int_equal(review->finding_count, 0);
	assert_int_equal(review->strength_count, 0);
	assert_int_equal(review->span_count, 0);
	assert_int_equal(review->safety_count, 0);
	tiny_close(&b);
}

static bool sound(const struct review *review, const struct finding *list,
		  size_t count, size_t len)
{
	(void)review;
	for (size_t i = 0; i < count; i++)
		if (list[i].start >= list[i].end || list[i].end > len ||
		    !list[i].line || !list[i].column ||
		    (i && list[i].start < list[i - 1].start))
			return false;
	return true;
}

/* Any bytes draw findings that lie in them, in order, on a real line. */
static void survives_random_bytes(void **state)
{
	static const char *const pieces[] = {
		"sorry", "so ", "or else", " ", "\n", ".", "\"", "\xff",
		"\xe2\x80\x9c", "\xe2\x80\x9d", "\xf0\x9f\x98\x80", "maybe",
		"boundary: ignore ", "hedge", "I FEEL BAD!!", "\xc3", "?", "dont",
	};
	struct strbuf text = STRBUF_INIT;
	struct tiny_book b;
	uint32_t seed = 3;

	(void)state;
	make(&b);
	for (size_t round = 0; round < 2000; round++) {
		static const struct review_options options =
			REVIEW_OPTIONS_INIT;
		const struct review *review;

		strbuf_reset(&text);
		for (size_t i = 0; i < round % 40; i++) {
			seed = seed * 1664525u + 1013904223u;
			if (seed >> 28)
				strbuf_addstr(&text, pieces[(seed >> 16) %
							    COUNT(pieces)]);
			else
				strbuf_addch(&text, (char)(seed >> 16));
		}
		review = reviewer_read(b.reviewer, text.text, text.len,
				       &options);
		assert_true(sound(review, review->findings,
				  review->finding_count, text.len));
		assert_true(sound(review, review->strengths,
				  review->strength_count, text.len));
	}
	strbuf_release(&text);
	tiny_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_by_problems),
		cmocka_unit_test(points_at_places),
		cmocka_unit_test(heeds_the_text),
		cmocka_unit_test(heeds_the_options),
		cmocka_unit_test(names_moves_and_safety),
		cmocka_unit_test(keeps_nothing_of_the_text_before),
		cmocka_unit_test(survives_random_bytes),
	};

	return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
