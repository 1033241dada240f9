#include "room.h"

#include <string.h>

#include "practice/reading.h"

static void finds_the_clearest_line_of_a_draft(void **state)
{
	static const struct {
		const char *draft, *sentence;
		bool asks;
	} cases[] = {
		{ "No, thanks, Sam. I'm not drinking. Good to see you!",
		  "I'm not drinking.", false },
		{ "I know you're short.\nI won't lend you money. Coffee?",
		  "I won't lend you money.", false },
		{ "It's loud. Would you turn the music down after ten?",
		  "Would you turn the music down after ten?", true },
		{ "Hello there.", "", true },
		{ "", "", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct limit limit = LIMIT_INIT;

		limit_find(&limit, room_run(&room), cases[i].draft);
		assert_string_equal(limit.sentence.text, cases[i].sentence);
		assert_int_equal(limit.asks, cases[i].asks);
		limit_release(&limit);
	}
}

static const char *const no_draft = "No, thanks, Sam. I'm not drinking.";
static const char *const ask_draft = "Would you turn the music down after ten?";

/* One row a reply: what becomes of the limit, and what is pressed. */
static void says_what_a_reply_does(void **state)
{
	static const struct {
		const char *reply;
		enum stand stand;
		const char *pressed;	/* NULL: nothing */
		bool hard, warm;
	} cases[] = {
		{ "No.", STAND_HELD, NULL, false, false },
		{ "No thanks", STAND_HELD, NULL, false, false },
		{ "I'm not drinking tonight.", STAND_HELD, NULL, false, false },
		{ "What I said still stands.", STAND_HELD, NULL, false, false },
		{ "I hear you, and I'm not drinking.", STAND_HELD, NULL, false,
		  true },
		{ "I'm sorry, I can't", STAND_HELD, "apology", false, false },
		{ "I can't, because I work tomorrow.", STAND_HELD, "reason",
		  false, false },
		{ "As I said, I'm not drinking.", STAND_HELD, NULL, false,
		  false },
		{ "Okay. I'm still not drinking.", STAND_HELD, NULL, false,
		  false },
		{ "I hear that you're disappointed.", STAND_UNSAID, NULL,
		  false, true },
		{ "What a nice hat.", STAND_UNSAID, NULL, false, false },
		{ "You're an idiot.", STAND_UNSAID, "label", true, false },
		{ "Maybe later.", STAND_SLIPPED, "excuse", false, false },
		{ "Is that okay?", STAND_SLIPPED, "permission", false, false },
		{ "Okay.", STAND_GAVE_IN, NULL, false, false },
		{ "sure", STAND_GAVE_IN, NULL, false, false },
		{ "Okay, just one.", STAND_GAVE_IN, NULL, false, false },
		{ "Fine, you win.", STAND_GAVE_IN, "surrender", false, false },
	};
	struct limit limit = LIMIT_INIT;

	(void)state;
	limit_find(&limit, room_run(&room), no_draft);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct reading r = READING_INIT;
		const char *pressed;

		reading_take(&r, room_run(&room), cases[i].reply, &limit, NULL);
		pressed = reading_pressed(&r);
		if (r.stand != cases[i].stand || r.hard != cases[i].hard ||
		    r.warm != cases[i].warm ||
		    strcmp(pressed ? pressed : "", cases[i].pressed ?
			   cases[i].pressed : ""))
			fail_msg("\"%s\": stand %d, hard %d, warm %d, pressed "
				 "%s", cases[i].reply, r.stand, r.hard, r.warm,
				 pressed ? pressed : "nothing");
		assert_int_equal(r.moves.count, r.quotes.count);
		reading_release(&r);
	}
	limit_release(&limit);
}

/* The same words are a limit where the draft asks, and none where it refuses. */
static void an_ask_holds_an_ask(void **state)
{
	static const char reply[] = "I need it quiet, please turn it down.";
	static const char *const drafts[] = { no_draft, ask_draft };
	static const enum stand stands[] = { STAND_UNSAID, STAND_HELD };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct limit limit = LIMIT_INIT;
		struct reading r = READING_INIT;

		limit_find(&limit, room_run(&room), drafts[i]);
		reading_take(&r, room_run(&room), reply, &limit, NULL);
		assert_int_equal(r.stand, stands[i]);
		reading_release(&r);
		limit_release(&limit);
	}
}

/* Whoever takes the line that we offer must not be told that it was weak. */
static void every_line_that_is_offered_holds(void **state)
{
	struct limit limit = LIMIT_INIT;
	size_t seen = 0;

	(void)state;
	limit_find(&limit, room_run(&room), no_draft);
	for (size_t t = 0; t < room.book->count; t++) {
		const struct tactic *tactic = &room.book->tactics[t];
		const struct tactic_answer *answers[] = {
			&tactic->first, &tactic->second,
		};

		for (size_t i = 0; i < 2; i++)
			for (size_t s = 0; s < answers[i]->count; s++) {
				struct reading r = READING_INIT;

				reading_take(&r, room_run(&room),
					     answers[i]->says[s], &limit,
					     tactic);
				assert_int_equal(r.stand, STAND_HELD);
				assert_false(r.hard);
				assert_null(reading_pressed(&r));
				reading_release(&r);
				seen++;
			}
	}
	assert_true(seen > 100);
	limit_release(&limit);
}

/* Nor may it be taken for a yes where it comes in another tactic's place. */
static void no_line_that_is_offered_gives_in(void **state)
{
	struct limit limit = LIMIT_INIT;
	size_t held = 0, seen = 0;

	(void)state;
	limit_find(&limit, room_run(&room), no_draft);
	for (size_t t = 0; t < room.book->count; t++) {
		const struct tactic *tactic = &room.book->tactics[t];

		if (!strcmp(tactic->name, "crisis"))
			continue;
		for (size_t s = 0; s < tactic->first.count; s++, seen++) {
			struct reading r = READING_INIT;

			reading_take(&r, room_run(&room),
				     tactic->first.says[s], &limit, NULL);
			if (r.stand == STAND_GAVE_IN)
				fail_msg("gives in: %s", tactic->first.says[s]);
			held += r.stand == STAND_HELD;
			reading_release(&r);
		}
	}
	print_message("# %zu of %zu offered lines hold by their moves alone\n",
		      held, seen);
	assert_true(held * 100 >= seen * 80);
	limit_release(&limit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_clearest_line_of_a_draft),
		cmocka_unit_test(says_what_a_reply_does),
		cmocka_unit_test(an_ask_holds_an_ask),
		cmocka_unit_test(every_line_that_is_offered_holds),
		cmocka_unit_test(no_line_that_is_offered_gives_in),
	};

	return cmocka_run_group_tests_name("reading", tests, open_room,
					   close_room);
}
