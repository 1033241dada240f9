#include "room.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/strbuf.h"
#include "practice/partner.h"
#include "practice/reading.h"

static struct script *script;
static cJSON *values;
static struct limit limit = LIMIT_INIT;

static int open_all(void **state)
{
	struct err err = { 0 };

	open_room(state);
	values = cJSON_CreateObject();
	cJSON_AddStringToObject(values, "person", "Sam");
	limit_find(&limit, room_run(&room), "No, thanks. I'm not drinking.");
	return catalog_load(room.catalog, "decline-a-drink", &script, &err);
}

static int close_all(void **state)
{
	cJSON_Delete(values);
	script_free(script);
	limit_release(&limit);
	return close_room(state);
}

static enum partner_act answer_to(struct partner *p, const char *reply,
				  bool opening, const struct tactic **tactic,
				  struct strbuf *line)
{
	struct reading r = READING_INIT;
	enum partner_act act;

	strbuf_reset(line);
	reading_take(&r, room_run(&room), reply, &limit, NULL);
	act = partner_answer(p, &r, opening, tactic, line);
	reading_release(&r);
	return act;
}

/*
 * One row a kind of reply: over 40 seeds each tactic that comes must be one of
 * those named, and the first of them must be among them.
 */
static void a_reply_draws_the_tactics_that_fit(void **state)
{
	static const struct {
		const char *reply;
		const char *tactics[6];
	} cases[] = {
		{ "I'm sorry, I can't.", { "guilt" } },
		{ "I can't, because I work tomorrow.", { "why", "norm" } },
		{ "I'd probably say no.",
		  { "doubt", "flattery", "minimise", "norm" } },
		{ "If you ask again I'll tell everyone about you.",
		  { "anger", "accuse", "silence" } },
		{ "You're an idiot.", { "accuse", "anger" } },
		{ "Is that okay?", { "invalidate", "flattery", "bargain" } },
		{ "I'm not drinking.", { "persistence", "norm", "doubt",
		  "minimise", "why" } },
		{ "What a nice hat.", { "persistence", "why", "silence",
		  "urgency" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf line = STRBUF_INIT;
		size_t first = 0;

		for (uint64_t seed = 0; seed < 40; seed++) {
			const struct tactic *tactic;
			struct partner p;
			bool known = false;

			partner_start(&p, room.book, script, values, 5, seed);
			answer_to(&p, cases[i].reply, false, &tactic, &line);
			assert_non_null(tactic);
			for (size_t t = 0; cases[i].tactics[t]; t++)
				known |= !strcmp(cases[i].tactics[t],
						 tactic->name);
			if (!known)
				fail_msg("\"%s\" drew %s: %s", cases[i].reply,
					 tactic->name, line.text);
			first += !strcmp(tactic->name, cases[i].tactics[0]);
		}
		if (!first)
			fail_msg("\"%s\" never drew %s", cases[i].reply,
				 cases[i].tactics[0]);
		strbuf_release(&line);
	}
}

static void takes_a_yes_and_goes(void **state)
{
	static const char *const replies[] = { "okay", "Fine, just one.",
					       "You win." };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct strbuf line = STRBUF_INIT;
		const struct tactic *tactic;
		struct partner p;

		partner_start(&p, room.book, script, values, 5, i);
		assert_int_equal(answer_to(&p, replies[i], false, &tactic,
					   &line), PARTNER_WINS);
		assert_null(tactic);
		assert_true(line.len > 0);
		strbuf_release(&line);
	}
}

/* How many clear answers it takes, summed over 100 seeds. */
static unsigned pushes_at(int level)
{
	struct strbuf line = STRBUF_INIT;
	unsigned pushes = 0;

	for (uint64_t seed = 0; seed < 100; seed++) {
		const struct tactic *tactic;
		struct partner p;

		partner_start(&p, room.book, script, values, level, seed);
		while (answer_to(&p, "I'm not drinking.", false, &tactic,
				 &line) == PARTNER_PUSHES)
			assert_true(++pushes < 100000);
	}
	strbuf_release(&line);
	return pushes;
}

static void the_level_says_how_long_it_pushes(void **state)
{
	unsigned before = 0;

	(void)state;
	for (int level = 1; level <= 5; level++) {
		unsigned pushes = pushes_at(level);

		print_message("# level %d: %u.%02u pushes after a clear no\n",
			      level, pushes / 100, pushes % 100);
		assert_true(level == 1 ? pushes == 0 : pushes > before);
		before = pushes;
	}
	assert_true(before >= 300);
}

static void opens_with_a_line_of_the_script(void **state)
{
	struct strbuf line = STRBUF_INIT, own = STRBUF_INIT;

	(void)state;
	for (uint64_t seed = 0; seed < 50; seed++) {
		const struct tactic *tactic;
		struct partner p;
		bool found = false;

		partner_start(&p, room.book, script, values, 2, seed);
		assert_int_equal(answer_to(&p, "I'm not drinking.", true,
					   &tactic, &line), PARTNER_PUSHES);
		for (size_t i = 0; i < script->pushback_count; i++) {
			strbuf_reset(&own);
			script_pushback(script, i, values, &own);
			found |= strbuf_equals(&own, line.text);
		}
		assert_true(found);
	}
	strbuf_release(&line);
	strbuf_release(&own);
}

/* Talk of self-harm is no game: only where the script has it, and only high. */
static void never_plays_a_crisis_on_its_own(void **state)
{
	struct strbuf line = STRBUF_INIT;

	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		const struct tactic *tactic;
		struct partner p;

		partner_start(&p, room.book, script, values, 5, seed);
		for (int i = 0; i < 10; i++) {
			answer_to(&p, "Whatever you do, stop it or else!",
				  false, &tactic, &line);
			assert_true(!tactic || strcmp(tactic->name, "crisis"));
		}
	}
	strbuf_release(&line);
}

/* The mood: a slip makes the next lines bolder, calm ones milder. */
static void heats_up_and_cools_down(void **state)
{
	struct strbuf line = STRBUF_INIT;
	const struct tactic *tactic;
	struct partner p;

	(void)state;
	partner_start(&p, room.book, script, values, 5, 1);
	answer_to(&p, "You're an idiot.", false, &tactic, &line);
	assert_int_equal(p.heat, 1);
	answer_to(&p, "Maybe later.", false, &tactic, &line);
	assert_int_equal(p.heat, 2);
	answer_to(&p, "I'm not drinking.", false, &tactic, &line);
	assert_int_equal(p.heat, 1);
	strbuf_release(&line);
}

/* Replies at random: never the same line twice in a row, and never a blank. */
static void a_thousand_talks_do_not_stutter(void **state)
{
	static const char *const replies[] = {
		"No.", "I'm not drinking.", "I'm so sorry, I can't.",
		"Maybe later.", "Because I have to work.", "You're an idiot.",
		"I hear you.", "What I said still stands.", "Is that okay?",
		"Leave me alone!", "\xc3\xa9t\xc3\xa9 \xf0\x9f\x98\x80",
		"why?", "If you ask again I'll tell everyone.",
		"I guess I could.", "nice hat", "What a day, huh?",
	};
	enum { COUNT = sizeof(replies) / sizeof(replies[0]) };
	struct reading readings[COUNT] = { 0 };
	size_t lines = 0, ended = 0;

	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		reading_take(&readings[i], room_run(&room), replies[i], &limit,
			     NULL);
	for (uint64_t seed = 0; seed < 1000; seed++) {
		struct strbuf line = STRBUF_INIT, before = STRBUF_INIT;
		enum partner_act act = PARTNER_PUSHES;
		const struct tactic *tactic;
		struct partner p;
		struct lots lots;

		lots_start(&lots, seed, 9);
		partner_start(&p, room.book, script, values,
			      1 + (int)(seed % 5), seed);
		for (int i = 0; i < 30 && act == PARTNER_PUSHES; i++) {
			strbuf_reset(&line);
			act = partner_answer(&p, &readings[
				lots_below(&lots, COUNT)], !i, &tactic, &line);
			assert_true(line.len > 0);
			assert_null(strstr(line.text, "{{"));
			if (strbuf_equals(&before, line.text))
				fail_msg("seed %zu: twice: %s", (size_t)seed,
					 line.text);
			strbuf_reset(&before);
			strbuf_addstr(&before, line.text);
			lines++;
		}
		ended += act != PARTNER_PUSHES;
		strbuf_release(&line);
		strbuf_release(&before);
	}
	print_message("# 1000 talks, %zu lines, %zu came to an end in 30\n",
		      lines, ended);
	assert_true(ended > 900);
	for (size_t i = 0; i < COUNT; i++)
		reading_release(&readings[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reply_draws_the_tactics_that_fit),
		cmocka_unit_test(takes_a_yes_and_goes),
		cmocka_unit_test(the_level_says_how_long_it_pushes),
		cmocka_unit_test(opens_with_a_line_of_the_script),
		cmocka_unit_test(never_plays_a_crisis_on_its_own),
		cmocka_unit_test(heats_up_and_cools_down),
		cmocka_unit_test(a_thousand_talks_do_not_stutter),
	};

	return cmocka_run_group_tests_name("partner", tests, open_all,
					   close_all);
}
