/* Long: the step as a whole has many ways to go, and each has its own case. */
#include "room.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "practice/rehearsal.h"

static const char *name(const struct session *s)
{
	return session_ask(s) ? session_ask(s)->name : "";
}

/* Defaults, and a name where one is needed, until the question `wanted`. */
static void go_to(struct session *s, const char *wanted)
{
	for (int i = 0; i < 80 && strcmp(name(s), wanted); i++) {
		const struct session_ask *ask = session_ask(s);

		if (!ask)
			fail_msg("the question %s never came", wanted);
		answer(s, ask->initial || ask->optional ? "" : "Sam");
	}
}

static struct session *rehearse(int level, uint64_t seed, bool human)
{
	struct session_setup setup = room.setup;
	struct session *s;

	setup.level = level;
	setup.seed = seed;
	setup.human = human;
	s = session_new(&setup);
	go_to(s, human ? "their-1" : "turn-1");
	return s;
}

/* The last thing said in a voice, NULL for nothing. */
static const char *said(const struct session *s, enum voice voice)
{
	size_t count;
	const struct session_say *says = session_says(s, &count);

	while (count--)
		if (says[count].voice == voice)
			return says[count].text;
	return NULL;
}

static cJSON *outcome(struct session *s)
{
	cJSON *all = session_outcome(s);
	cJSON *part = cJSON_DetachItemFromObject(all, "rehearsal");

	cJSON_Delete(all);
	return part;
}

static void the_partner_speaks_and_an_empty_answer_stops(void **state)
{
	struct session *s = rehearse(2, 1, false);

	(void)state;
	assert_non_null(said(s, VOICE_PARTNER));
	assert_string_equal(session_ask(s)->step, "reply");
	assert_true(session_ask(s)->optional);
	assert_non_null(session_ask(s)->hint);
	answer(s, "");
	assert_string_equal(name(s), "plan");
	assert_null(outcome(s));
	session_free(s);
}

static void skip_stops_too(void **state)
{
	struct session *s = rehearse(2, 1, false);

	(void)state;
	answer(s, "I'm not drinking.");
	assert_string_equal(name(s), "turn-2");
	command(s, "skip");
	assert_string_equal(name(s), "again");
	command(s, "skip");
	assert_string_equal(name(s), "plan");
	session_free(s);
}

static void without_a_playbook_there_is_no_rehearsal(void **state)
{
	struct session_setup setup = room.setup;
	struct session *s;

	(void)state;
	setup.playbook = NULL;
	s = session_new(&setup);
	go_to(s, "after-hard");
	session_free(s);
}

static void a_give_in_ends_the_round_and_is_told(void **state)
{
	struct session *s = rehearse(5, 1, false);
	cJSON *part;

	(void)state;
	answer(s, "I'm not drinking.");
	answer(s, "Okay, just one.");
	assert_string_equal(name(s), "again");
	assert_non_null(strstr(said(s, VOICE_MENTOR), "gave in at turn 2"));
	part = outcome(s);
	assert_int_equal(cJSON_GetArraySize(json_get(part, "turns")), 2);
	assert_int_equal(json_get(part, "held")->valueint, 1);
	assert_int_equal(json_get(part, "gave_in")->valueint, 2);
	assert_true(cJSON_IsTrue(json_get(cJSON_GetArrayItem(
		json_get(part, "turns"), 0), "held")));
	assert_string_equal(json_get_string(cJSON_GetArrayItem(
		json_get(part, "turns"), 1), "reply"), "Okay, just one.");
	assert_true(cJSON_GetArraySize(json_get(part, "tactics")) >= 1);
	cJSON_Delete(part);
	session_free(s);
}

/* The line comes again, to the letter; the new reply counts and the old one
 * does not; back undoes it. */
static void what_if_takes_a_turn_back_and_compares(void **state)
{
	struct session *s = rehearse(4, 3, false);
	struct strbuf line = STRBUF_INIT;
	cJSON *part;

	(void)state;
	answer(s, "I'm not drinking.");
	strbuf_addstr(&line, said(s, VOICE_PARTNER));
	answer(s, "Okay, just one.");
	assert_string_equal(name(s), "again");
	command(s, "what-if 2");
	assert_string_equal(name(s), "turn-2");
	assert_string_equal(said(s, VOICE_PARTNER), line.text);
	answer(s, "I hear you. I'm not drinking.");
	assert_non_null(strstr(said(s, VOICE_MENTOR), "you gave in"));
	assert_non_null(strstr(said(s, VOICE_MENTOR), "your limit stood"));
	part = outcome(s);
	assert_true(cJSON_IsNull(json_get(part, "gave_in")));
	assert_int_equal(json_get(part, "held")->valueint, 2);
	cJSON_Delete(part);
	command(s, "back");
	command(s, "back");
	assert_string_equal(name(s), "again");
	part = outcome(s);
	assert_int_equal(json_get(part, "gave_in")->valueint, 2);
	cJSON_Delete(part);
	session_free(s);
	strbuf_release(&line);
}

static void what_if_without_a_number_takes_the_last(void **state)
{
	struct session *s = rehearse(5, 3, false);

	(void)state;
	answer(s, "I'm not drinking.");
	answer(s, "No.");
	assert_string_equal(name(s), "turn-3");
	command(s, "what-if");
	assert_string_equal(name(s), "turn-2");
	session_free(s);
}

static void what_if_to_nowhere_leaves_all_as_it_is(void **state)
{
	static const char *const wrong[] = {
		"what-if 0", "what-if 2", "what-if 99999", "what-if x",
		"what-if 1x",
	};
	struct session *s = rehearse(5, 3, false);

	(void)state;
	command(s, "what-if");
	assert_string_equal(name(s), "turn-1");
	answer(s, "No.");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		size_t before = session_answers(s)->count;

		command(s, wrong[i]);
		assert_string_equal(name(s), "turn-2");
		assert_int_equal(session_answers(s)->count, before);
	}
	answer(s, "");
	answer(s, "");
	command(s, "what-if 1");
	assert_string_equal(name(s), "plan");
	session_free(s);
}

static void the_same_answers_rebuild_a_what_if(void **state)
{
	struct session *a = rehearse(5, 9, false);
	struct session_setup setup = room.setup;
	struct session *b;
	cJSON *one, *two;

	(void)state;
	answer(a, "I'm not drinking.");
	answer(a, "Sorry, I can't.");
	command(a, "what-if 2");
	answer(a, "No.");
	setup.level = 5;
	setup.seed = 9;
	b = session_new(&setup);
	for (size_t i = 0; i < session_answers(a)->count; i++)
		answer(b, session_answers(a)->items[i]);
	assert_string_equal(name(a), name(b));
	one = outcome(a);
	two = outcome(b);
	assert_true(cJSON_Compare(one, two, true));
	cJSON_Delete(one);
	cJSON_Delete(two);
	session_free(a);
	session_free(b);
}

static void a_friend_may_type_the_other_side(void **state)
{
	struct session *s = rehearse(2, 1, true);
	cJSON *part, *turn;

	(void)state;
	assert_null(said(s, VOICE_PARTNER));
	answer(s, "Come on, one beer.");
	assert_string_equal(name(s), "turn-1");
	assert_null(said(s, VOICE_MENTOR));
	answer(s, "I'm not drinking.");
	assert_string_equal(name(s), "their-2");
	assert_non_null(said(s, VOICE_MENTOR));
	answer(s, "If you don't, I'll kill myself.");
	assert_non_null(strstr(said(s, VOICE_MENTOR), ":lines"));
	answer(s, "Okay, just one.");
	command(s, "what-if");
	assert_string_equal(name(s), "turn-2");
	answer(s, "I'm calling for help for you now.");
	answer(s, "");
	assert_string_equal(name(s), "again");
	part = outcome(s);
	turn = cJSON_GetArrayItem(json_get(part, "turns"), 0);
	assert_string_equal(json_get_string(turn, "partner"),
			    "Come on, one beer.");
	assert_string_equal(json_get_string(turn, "tactic"), "");
	cJSON_Delete(part);
	session_free(s);
}

/* Where the other side plays a crisis, the mentor says that it is none to play
 * with; and it does come, at the levels that allow it. */
static void a_played_crisis_points_to_lines(void **state)
{
	struct session_setup setup = room.setup;
	size_t met = 0;

	(void)state;
	setup.script = "late-night-calls-from-a-friend";
	setup.level = 5;
	for (setup.seed = 0; setup.seed < 20; setup.seed++) {
		struct session *s = session_new(&setup);

		go_to(s, "turn-1");
		for (int i = 0; i < 6 && !strncmp(name(s), "turn", 4); i++) {
			cJSON *part;
			const char *tactic;

			answer(s, "nice hat");
			command(s, "skip");
			part = outcome(s);
			tactic = json_get_string(cJSON_GetArrayItem(
				json_get(part, "turns"), i), "tactic");
			command(s, "back");
			command(s, "back");
			if (!strcmp(tactic, TACTIC_CRISIS)) {
				met++;
				assert_non_null(strstr(said(s, VOICE_MENTOR),
						       ":lines"));
			}
			answer(s, "nice hat");
			cJSON_Delete(part);
		}
		session_free(s);
	}
	assert_true(met > 0);
}

static void another_round_goes_on_counting(void **state)
{
	static const char *const words[] = { "once more", "harder", "easier" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct session *s = rehearse(1, 5, false);

		answer(s, "I'm not drinking.");
		assert_string_equal(name(s), "again");
		answer(s, words[i]);
		assert_string_equal(name(s), "turn-2");
		answer(s, "I'm not drinking.");
		go_to(s, "keep");
		session_free(s);
	}
}

/* Danger in a reply is no matter for a game. */
static void danger_in_a_reply_stops_the_game(void **state)
{
	struct session *s = rehearse(3, 1, false);

	(void)state;
	answer(s, "I want to kill myself");
	assert_string_equal(name(s), "noticed");
	assert_null(said(s, VOICE_MENTOR));
	answer(s, "no");
	assert_string_equal(name(s), "turn-2");
	session_free(s);
}

static void hint_calm_lines_and_say_leave_the_turn(void **state)
{
	static const char *const commands[] = {
		"hint", "example", "why", "calm", "lines", "say", "help",
	};
	struct session *s = rehearse(3, 1, false);

	(void)state;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		size_t count;

		command(s, commands[i]);
		session_says(s, &count);
		assert_true(count > 0);
		assert_string_equal(name(s), "turn-1");
	}
	session_free(s);
}

static const char *const replies[] = {
	"No.", "I'm not drinking.", "I'm so sorry, I can't.", "Maybe later.",
	"Because I have to work.", "You're an idiot.", "I hear you.",
	"What I said still stands.", "Is that okay?", "Leave me alone!",
	"{{person}}", "\xc3\xa9t\xc3\xa9 \xf0\x9f\x98\x80", "\"", "why?",
	"If you ask again I'll tell everyone.", "I guess I could.", "nice hat",
};

/* Replies at random, at every level; test_partner has 1,000 seeds of them. */
static void any_replies_make_a_talk_that_ends(void **state)
{
	struct session_setup setup = room.setup;
	size_t lines = 0, longest = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 60; seed++) {
		const char *before = NULL;
		size_t turns = 0;
		struct lots lots;
		struct session *s;
		cJSON *part;

		setup.seed = seed;
		setup.level = 1 + (int)(seed % 5);
		s = session_new(&setup);
		go_to(s, "turn-1");
		lots_start(&lots, seed, 9);
		for (; !strcmp(session_ask(s)->step, "reply") &&
		     strcmp(name(s), "again"); turns++) {
			answer(s, replies[lots_below(&lots, sizeof(replies) /
						     sizeof(replies[0]))]);
			assert_true(turns < 2 * REHEARSAL_ROUND_MAX);
			if (!strcmp(session_ask(s)->step, "gate"))
				answer(s, "no");
		}
		part = outcome(s);
		lines += (size_t)cJSON_GetArraySize(json_get(part, "turns"));
		for (cJSON *t = json_get(part, "turns")->child; t; t = t->next) {
			const char *line = json_get_string(t, "partner");

			if (before && !strcmp(before, line))
				fail_msg("seed %zu: twice: %s", (size_t)seed,
					 line);
			/* Only what the person typed may look like a blank. */
			assert_true(!strstr(line, "{{") ||
				    strstr(line, "{{person}}"));
			before = line;
		}
		longest = turns > longest ? turns : longest;
		go_to(s, "keep");
		cJSON_Delete(part);
		session_free(s);
	}
	print_message("# %zu lines in 60 talks, the longest of %zu turns\n",
		      lines, longest);
	assert_true(longest <= REHEARSAL_ROUND_MAX);
}

/* Ten rounds with one person: no line comes twice. */
static void ten_rounds(int level)
{
	struct session *s = rehearse(level, 11, false);
	struct strlist lines = STRLIST_INIT;
	cJSON *part;

	for (int round = 0; round < 10; round++) {
		while (!strncmp(name(s), "turn", 4))
			answer(s, "I'm not drinking.");
		if (round < 9 && !strcmp(name(s), "again"))
			answer(s, "once more");
	}
	part = outcome(s);
	for (cJSON *t = json_get(part, "turns")->child; t; t = t->next) {
		const char *line = json_get_string(t, "partner");

		if (strlist_has(&lines, line))
			fail_msg("came twice: %s", line);
		strlist_add(&lines, line);
	}
	print_message("# level %d: %zu lines in ten rounds\n", level,
		      lines.count);
	assert_true(lines.count >= 10);
	cJSON_Delete(part);
	strlist_release(&lines);
	session_free(s);
}

static void ten_rounds_do_not_repeat(void **state)
{
	(void)state;
	for (int level = 1; level <= 5; level++)
		ten_rounds(level);
}

/* Every script can be rehearsed, whatever it asks for. */
static void every_script_has_a_talk(void **state)
{
	struct session_setup setup = room.setup;
	struct strlist names = STRLIST_INIT;

	(void)state;
	catalog_script_names(room.catalog, &names);
	for (size_t i = 0; i < names.count; i++) {
		struct session *s;

		setup.script = names.items[i];
		s = session_new(&setup);
		go_to(s, "turn-1");
		assert_null(strstr(said(s, VOICE_PARTNER), "{{"));
		answer(s, "No. What I said still stands.");
		go_to(s, "keep");
		session_free(s);
	}
	strlist_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_partner_speaks_and_an_empty_answer_stops),
		cmocka_unit_test(skip_stops_too),
		cmocka_unit_test(without_a_playbook_there_is_no_rehearsal),
		cmocka_unit_test(a_give_in_ends_the_round_and_is_told),
		cmocka_unit_test(what_if_takes_a_turn_back_and_compares),
		cmocka_unit_test(what_if_without_a_number_takes_the_last),
		cmocka_unit_test(what_if_to_nowhere_leaves_all_as_it_is),
		cmocka_unit_test(the_same_answers_rebuild_a_what_if),
		cmocka_unit_test(a_friend_may_type_the_other_side),
		cmocka_unit_test(a_played_crisis_points_to_lines),
		cmocka_unit_test(another_round_goes_on_counting),
		cmocka_unit_test(danger_in_a_reply_stops_the_game),
		cmocka_unit_test(hint_calm_lines_and_say_leave_the_turn),
		cmocka_unit_test(any_replies_make_a_talk_that_ends),
		cmocka_unit_test(ten_rounds_do_not_repeat),
		cmocka_unit_test(every_script_has_a_talk),
	};

	return cmocka_run_group_tests_name("rehearsal", tests, open_room,
					   close_room);
}
