/* The plan of a session, on the scripts that ship. */

#include "room.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

/* Goes on with defaults until `name` waits. */
static void go_to(struct session *s, const char *name)
{
	for (int i = 0; i < 60 && strcmp(session_ask(s)->name, name); i++) {
		const struct session_ask *ask = session_ask(s);

		answer(s, ask->initial || ask->optional ? "" : "Sam");
	}
	assert_string_equal(session_ask(s)->name, name);
}

/* A session of a script that waits at the first question of the plan. */
static struct session *begin(const char *script, const struct strlist *people)
{
	struct session_setup setup = {
		.catalog = room.catalog, .messages = room.messages,
		.reviewer = room.reviewer, .script = script, .introduced = true,
		.country = "IE", .level = 2, .seed = 1,
		.today = { 2026, 11, 24 }, .people_before = people,
		.people_after = people,
	};
	struct session *s = session_new(&setup);

	go_to(s, "plan");
	assert_string_equal(session_ask(s)->step, "plan");
	return s;
}

static void plan_is(struct session *s, const char *want)
{
	struct strbuf text = STRBUF_INIT;
	cJSON *outcome = session_outcome(s);
	const cJSON *plan = json_get(outcome, "plan");

	if (plan)
		json_add(&text, plan);
	assert_string_equal(text.text, want);
	cJSON_Delete(outcome);
	strbuf_release(&text);
}

static bool said(const struct session *s, const char *text)
{
	size_t count;
	const struct session_say *says = session_says(s, &count);

	for (size_t i = 0; i < count; i++)
		if (strstr(says[i].text, text))
			return true;
	return false;
}

static void asks(const struct session *s, const char *name)
{
	assert_non_null(session_ask(s));
	assert_string_equal(session_ask(s)->name, name);
}

static void a_no_or_empty_answers_leave_no_plan(void **state)
{
	struct session *s = begin("decline-a-drink", NULL);

	(void)state;
	answer(s, "no");
	asks(s, "after-hard");
	plan_is(s, "");
	session_free(s);
	s = begin("decline-a-drink", NULL);
	for (int i = 0; i < 8; i++)
		answer(s, "");
	asks(s, "after-hard");
	plan_is(s, "");
	session_free(s);
}

static void a_day_is_understood_and_said_back(void **state)
{
	static const struct {
		const char *typed, *said, *plan;
	} cases[] = {
		{ "tomorrow", "Wednesday, 25 November",
		  "{\"when\":\"2026-11-25\"}" },
		{ "friday at 7", "Friday, 27 November",
		  "{\"when\":\"2026-11-27\",\"time\":\"at 7\"}" },
		{ "this week", "Tuesday, 24 November",
		  "{\"when\":\"2026-11-24\"}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct session *s = begin("decline-a-drink", NULL);

		answer(s, "yes");
		answer(s, cases[i].typed);
		assert_true(said(s, cases[i].said));
		asks(s, "plan-where");
		plan_is(s, cases[i].plan);
		session_free(s);
	}
}

static void a_day_that_is_none_or_gone_is_asked_again(void **state)
{
	struct session *s = begin("decline-a-drink", NULL);

	(void)state;
	answer(s, "yes");
	answer(s, "when I am braver");
	assert_true(said(s, "couldn't find a day"));
	asks(s, "plan-when");
	answer(s, "yesterday");
	assert_true(said(s, "gone by"));
	asks(s, "plan-when");
	answer(s, "today");
	asks(s, "plan-where");
	session_free(s);
}

static void a_line_is_joined_to_a_move_of_its_tactic(void **state)
{
	struct session *s = begin("decline-a-drink", NULL);
	cJSON *outcome;
	const cJSON *ifs;

	(void)state;
	for (int i = 0; i < 4; i++)
		answer(s, "");
	asks(s, "plan-if");
	assert_true(said(s, "1. "));
	answer(s, "1 99");
	asks(s, "plan-if");
	assert_true(said(s, "up to three numbers"));
	assert_true(said(s, "1. "));
	answer(s, "1, 2");
	asks(s, "plan-then-1");
	answer(s, "1");
	asks(s, "plan-then-2");
	answer(s, "I'm going home now.");
	asks(s, "plan-before");
	outcome = session_outcome(s);
	ifs = json_get(json_get(outcome, "plan"), "ifs");
	assert_int_equal(cJSON_GetArraySize(ifs), 2);
	assert_true(strlen(json_get_string(cJSON_GetArrayItem(ifs, 0),
					   "then")) > 1);
	assert_null(strstr(json_get_string(cJSON_GetArrayItem(ifs, 0), "if"),
			   "{{"));
	assert_string_equal(json_get_string(cJSON_GetArrayItem(ifs, 1),
					    "then"), "I'm going home now.");
	cJSON_Delete(outcome);
	session_free(s);
}

static void people_are_picked_by_number_or_named_freely(void **state)
{
	struct strlist people = STRLIST_INIT;
	struct session *s;

	(void)state;
	strlist_add(&people, "Ana");
	strlist_add(&people, "Ben");
	s = begin("decline-a-drink", &people);
	for (int i = 0; i < 5; i++)
		answer(s, "");
	asks(s, "plan-before");
	assert_true(said(s, "2. Ben"));
	answer(s, "2");
	answer(s, "my sponsor");
	answer(s, "I leave.");
	plan_is(s, "{\"before\":\"Ben\",\"after\":\"my sponsor\","
		"\"if_badly\":\"I leave.\"}");
	session_free(s);
	strlist_release(&people);
}

static void a_limit_is_asked_whether_it_holds(void **state)
{
	static const struct {
		const char *typed, *plan;
	} cases[] = {
		{ "yes", "{\"again\":true}" },
		{ "no", "{\"again\":false}" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct session *s = begin("sleep-apart-on-drunk-nights", NULL);

		for (int j = 0; j < 8; j++)
			if (strcmp(session_ask(s)->name, "plan-again"))
				answer(s, "");
		asks(s, "plan-again");
		answer(s, cases[i].typed);
		asks(s, "after-hard");
		assert_int_equal(said(s, "smaller step"), i == 1);
		plan_is(s, cases[i].plan);
		session_free(s);
	}
}

static void danger_in_a_plan_is_noticed(void **state)
{
	struct session *s = begin("decline-a-drink", NULL);

	(void)state;
	for (int i = 0; i < 2; i++)
		answer(s, "");
	asks(s, "plan-where");
	answer(s, "Nowhere. I want to kill myself.");
	asks(s, "noticed");
	answer(s, "no");
	asks(s, "plan-channel");
	plan_is(s, "");
	session_free(s);
	/* Behind the day as well. */
	s = begin("decline-a-drink", NULL);
	answer(s, "");
	answer(s, "tomorrow, before I kill myself");
	asks(s, "noticed");
	answer(s, "no");
	asks(s, "plan-where");
	plan_is(s, "{\"when\":\"2026-11-25\"}");
	session_free(s);
}

/* It is answered at once, and afterwards it stands nowhere. */
static void danger_in_a_reply_is_not_in_the_outcome(void **state)
{
	struct session *s = session_new(&room.setup);
	cJSON *outcome;
	const cJSON *turns;

	(void)state;
	go_to(s, "turn-1");
	answer(s, "No, thanks. You hit me last night.");
	asks(s, "noticed");
	answer(s, "no");
	outcome = session_outcome(s);
	turns = json_get(json_get(outcome, "rehearsal"), "turns");
	assert_string_equal(json_get_string(cJSON_GetArrayItem(turns, 0),
					    "reply"), "");
	cJSON_Delete(outcome);
	session_free(s);
}

/* Met once each, as they were said, and those that were hard before others. */
static void what_was_met_comes_first_in_the_pairs(void **state)
{
	struct session_setup setup = room.setup;
	struct strbuf want = STRBUF_INIT;
	struct session *s;
	const cJSON *turns;
	cJSON *outcome;

	(void)state;
	setup.level = 5;
	setup.today = (struct date){ 2026, 11, 24 };
	s = session_new(&setup);
	go_to(s, "turn-1");
	answer(s, "No, thanks. I'm not drinking.");
	answer(s, "I'm sorry, maybe later, if it's okay with you.");
	answer(s, "");
	go_to(s, "plan");
	outcome = session_outcome(s);
	turns = json_get(json_get(outcome, "rehearsal"), "turns");
	assert_int_equal(cJSON_GetArraySize(turns), 2);
	assert_true(cJSON_IsTrue(json_get(cJSON_GetArrayItem(turns, 0),
					  "held")));
	assert_false(cJSON_IsTrue(json_get(cJSON_GetArrayItem(turns, 1),
					   "held")));
	strbuf_addf(&want, "\n1. %s\n2. %s\n3. ",
		    json_get_string(cJSON_GetArrayItem(turns, 1), "partner"),
		    json_get_string(cJSON_GetArrayItem(turns, 0), "partner"));
	go_to(s, "plan-if");
	assert_true(said(s, want.text));
	answer(s, "1");
	asks(s, "plan-then-1");
	assert_true(said(s, "Then you could say"));
	cJSON_Delete(outcome);
	strbuf_release(&want);
	session_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_no_or_empty_answers_leave_no_plan),
		cmocka_unit_test(a_day_is_understood_and_said_back),
		cmocka_unit_test(a_day_that_is_none_or_gone_is_asked_again),
		cmocka_unit_test(a_line_is_joined_to_a_move_of_its_tactic),
		cmocka_unit_test(people_are_picked_by_number_or_named_freely),
		cmocka_unit_test(a_limit_is_asked_whether_it_holds),
		cmocka_unit_test(danger_in_a_plan_is_noticed),
		cmocka_unit_test(danger_in_a_reply_is_not_in_the_outcome),
		cmocka_unit_test(what_was_met_comes_first_in_the_pairs),
	};

	return cmocka_run_group_tests_name("plan", tests, open_room,
					   close_room);
}
