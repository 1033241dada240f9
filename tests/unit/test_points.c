#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "coach/lexicon-builder.h"
#include "coach/moves.h"
#include "coach/points-builder.h"
#include "coach/points.h"
#include "coach/words.h"

static const char phrases[] = "---\ntitle: T\nabout: A\nsay: s\n---\n"
			      "go away\n! go away party\n";

/* A lexicon of one move, "push", and its points. */
struct small {
	struct lexicon_builder *lexicon_builder;
	struct points_builder *points_builder;
	struct lexicon lexicon;
	struct points points;
	struct points_reader *reader;
	struct moves *moves;
	struct words words;
};

static int add_points(struct small *s, const char *name, const char *text,
		      struct err *err)
{
	return points_builder_add(s->points_builder, name, "test", text,
				  strlen(text), err);
}

static void begin(struct small *s)
{
	struct err err = { 0 };

	*s = (struct small){ .words = WORDS_INIT };
	s->lexicon_builder = lexicon_builder_new();
	assert_int_equal(lexicon_builder_add(s->lexicon_builder, MOVE_SPOKEN,
					     "push", "test", phrases,
					     strlen(phrases), &err), 0);
	s->points_builder = points_builder_new(s->lexicon_builder);
}

static void finish(struct small *s)
{
	struct errlist faults = ERRLIST_INIT;

	lexicon_builder_finish(s->lexicon_builder, &s->lexicon, &faults);
	assert_int_equal(faults.count, 0);
	points_builder_finish(s->points_builder, &s->points);
	s->reader = points_reader_new(&s->points);
	s->moves = moves_new(&s->lexicon);
}

static void end(struct small *s)
{
	points_reader_free(s->reader);
	moves_free(s->moves);
	words_release(&s->words);
	points_builder_free(s->points_builder);
	lexicon_builder_free(s->lexicon_builder);
}

/* The spans of "push" in a text, as "[...][...]". */
static void find(struct small *s, const char *text, struct strbuf *out)
{
	int move = lexicon_builder_move(s->lexicon_builder, "push");
	const struct span *spans;
	size_t count;

	words_split(&s->words, &s->lexicon, text, strlen(text));
	moves_find(s->moves, &s->words);
	points_find(s->reader, &s->words, s->moves);
	spans = moves_of(s->moves, (unsigned)move, &count);
	strbuf_reset(out);
	for (size_t i = 0; i < count; i++) {
		strbuf_addch(out, '[');
		strbuf_add(out, text + spans[i].start,
			   spans[i].end - spans[i].start);
		strbuf_addch(out, ']');
	}
}

static void adds_what_stands_in_a_sentence(void **state)
{
	static const struct {
		const char *text, *spans;
	} cases[] = {
		{ "", "" },
		{ "Leave now.", "" },
		{ "Leave me alone.", "[Leave me alone]" },
		{ "Please leave me alone.", "" },	/* 10 less */
		{ "Leave, leave, leave.", "" },		/* counts once */
		{ "Me alone? Fine.", "" },
		/* Half in one sentence, half in the next. */
		{ "Leave now. Then I am me alone.", "[Leave now. Then I am me "
		  "alone]" },
		{ "Leave now. Fine by us here today. Me alone.", "" },
		/* The phrase has said it: the sentence is not said again. */
		{ "Go away and leave me alone.", "[Go away]" },
		/* The phrase list's exception holds here as well. */
		{ "The go away party: leave me alone.", "" },
		{ "She said \"leave me alone\" again.", "" },
		{ "Hello there. LEAVE me, alone", "[LEAVE me, alone]" },
		/* Only at the beginning of a sentence. */
		{ "Out you get, leave.", "[Out you get, leave]" },
		{ "You get out, leave.", "" },
		{ "Leave? Or not?", "" },
	};
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };
	struct small s;

	(void)state;
	begin(&s);
	assert_int_equal(add_points(&s, "push", "# test\nbar 20\n10 leave\n"
				    "12 me alone\n-10 please\n9 out you get\n"
				    "10 ^ out\n-3 @question\n", &err), 0);
	finish(&s);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		find(&s, cases[i].text, &out);
		if (strcmp(out.text, cases[i].spans))
			fail_msg("%s: %s", cases[i].text, out.text);
	}
	strbuf_release(&out);
	end(&s);
}

static void without_points_nothing_is_added(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct small s;

	(void)state;
	begin(&s);
	finish(&s);
	find(&s, "Go away. Leave me alone.", &out);
	assert_string_equal(out.text, "[Go away]");
	strbuf_release(&out);
	end(&s);
}

static void says_where_a_file_is_wrong(void **state)
{
	static const struct {
		const char *name, *text, *says;
		size_t line;
	} cases[] = {
		{ "push", "", "it has no bar", 1 },
		{ "push", "10 leave\n", "the first line is `bar`", 1 },
		{ "push", "bar\n", "the first line is `bar`", 1 },
		{ "push", "bar 1 2\n", "the first line is `bar`", 1 },
		{ "push", "# c\n\nbar 1\nleave\n", "begins with its points", 4 },
		{ "push", "bar 1\n12345 leave\n", "begins with its points", 2 },
		{ "push", "bar 1\n1\n", "one to three words", 2 },
		{ "push", "bar 1\n1 a b c d\n", "one to three words", 2 },
		{ "push", "bar 1\n1 a,b\n", "one to three words", 2 },
		{ "push", "bar 1\n1 @shove\n", "no such move", 2 },
		{ "push", "bar 1\n1 @push x\n", "one move a line", 2 },
		{ "shove", "bar 1\n", "a move that has a list", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };
		struct small s;

		begin(&s);
		if (!add_points(&s, cases[i].name, cases[i].text, &err))
			fail_msg("taken: %s", cases[i].text);
		if (!strstr(err.text, cases[i].says) ||
		    err.line != cases[i].line)
			fail_msg("%s: line %zu: %s", cases[i].text, err.line,
				 err.text);
		points_builder_free(s.points_builder);
		lexicon_builder_free(s.lexicon_builder);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_what_stands_in_a_sentence),
		cmocka_unit_test(without_points_nothing_is_added),
		cmocka_unit_test(says_where_a_file_is_wrong),
	};

	return cmocka_run_group_tests_name("points", tests, NULL, NULL);
}
