/*
 * Long for a test: every step of the session is walked here, and each needs
 * the one before it.
 */

#include "room.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/json.h"

static struct session *begin(const char *script, bool introduced)
{
	struct session_setup setup = {
		.catalog = room.catalog, .messages = room.messages,
		.lines = room.hotlines, .reviewer = room.reviewer,
		.script = script,
		.introduced = introduced, .country = "IE", .level = 2,
		.seed = 1, .today = { 2026, 11, 24 },
	};

	return session_new(&setup);
}

/* Answers until the question called `name` waits: values for fields, else
 * the default. */
static void go_to(struct session *s, const char *name)
{
	for (int i = 0; i < 60 && session_ask(s); i++) {
		const struct session_ask *ask = session_ask(s);

		if (!strcmp(ask->name, name))
			return;
		answer(s, ask->initial || ask->optional ? "" : "Sam");
	}
	if (*name)
		fail_msg("the question %s never came", name);
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

static void every_script_ends_in_a_draft_without_blanks(void **state)
{
	struct catalog_list list = CATALOG_LIST_INIT;

	(void)state;
	catalog_list(room.catalog, &list);
	assert_true(list.count >= 14);
	for (size_t i = 0; i < list.count; i++) {
		struct session *s = begin(list.items[i].name, true);
		struct session_result result;

		go_to(s, "");
		result = session_result(s);
		assert_null(session_ask(s));
		assert_null(result.stopped);
		assert_string_equal(result.script, list.items[i].name);
		assert_true(*result.draft);
		assert_null(strstr(result.draft, "{{"));
		assert_string_equal(result.choice, "print");
		session_free(s);
	}
	catalog_list_release(&list);
}

static void the_same_answers_give_the_same_session(void **state)
{
	struct session *a = begin("decline-a-drink", false);
	struct session *b = begin("decline-a-drink", false);

	(void)state;
	go_to(a, "keep");
	for (size_t i = 0; i < session_answers(a)->count; i++)
		answer(b, session_answers(a)->items[i]);
	assert_string_equal(session_ask(b)->name, "keep");
	assert_string_equal(session_draft(a), session_draft(b));
	session_free(a);
	session_free(b);
}

static void back_asks_again_and_undo_gives_the_answer_back(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	go_to(s, "person");
	answer(s, "Sam");
	assert_string_equal(session_ask(s)->name, "drink");
	command(s, "back");
	assert_string_equal(session_ask(s)->name, "person");
	command(s, "undo");
	assert_string_equal(session_ask(s)->name, "drink");
	command(s, "back");
	answer(s, "Alex");
	go_to(s, "draft");
	assert_non_null(strstr(session_draft(s), "Alex"));
	assert_null(strstr(session_draft(s), "Sam"));
	session_free(s);
}

static void back_at_the_start_stays_there(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	command(s, "back");
	assert_string_equal(session_ask(s)->name, "abuse");
	session_free(s);
}

static void skip_leaves_out_only_what_may_be_left_out(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	go_to(s, "person");
	command(s, "skip");
	assert_string_equal(session_ask(s)->name, "person");
	answer(s, "Sam");
	command(s, "skip");
	assert_string_equal(session_ask(s)->name, "instead");
	session_free(s);
}

/* What does not fit is asked again and leaves no trace in the answers. */
static void asks_again_what_does_not_fit(void **state)
{
	static const char *const wrong[] = { "11", "-1", "five", "3.5", "1e1" };
	struct session *s = begin("decline-a-drink", true);
	size_t before;

	(void)state;
	go_to(s, "before-hard");
	before = session_answers(s)->count;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		answer(s, wrong[i]);
		assert_string_equal(session_ask(s)->name, "before-hard");
		assert_int_equal(session_answers(s)->count, before);
	}
	answer(s, "10");
	assert_string_equal(session_ask(s)->name, "before-likely");
	session_free(s);
}

static void fear_of_the_person_leads_to_lines_and_to_no_script(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	assert_string_equal(session_ask(s)->step, "gate");
	answer(s, "yes");
	assert_null(session_ask(s));
	assert_string_equal(session_result(s).stopped, "abuse");
	assert_string_equal(session_draft(s), "");
	assert_true(said(s, "1800 341 900"));
	session_free(s);
}

static void assert_fear_kept(const struct session *s, const char *fear)
{
	cJSON *outcome = session_outcome(s);

	assert_string_equal(json_get_string(json_get(outcome, "before"),
					    "fear"), fear);
	cJSON_Delete(outcome);
}

/* Danger typed in a field shows lines, and never repeats what was typed. */
static void notices_danger_in_what_is_typed(void **state)
{
	struct session *s = begin("decline-a-drink", true);
	size_t keepable;

	(void)state;
	go_to(s, "before-fear");
	answer(s, "I want to kill myself");
	assert_string_equal(session_ask(s)->name, "noticed");
	assert_true(said(s, "116 123"));
	assert_false(said(s, "kill myself"));
	assert_fear_kept(s, "");
	keepable = session_answers(s)->count - 1;
	assert_int_equal(session_keepable(s), keepable);
	answer(s, "no");
	assert_string_equal(session_ask(s)->step, "firmness");
	assert_fear_kept(s, "");
	go_to(s, "person");
	answer(s, "Sam");
	assert_int_equal(session_keepable(s), keepable);
	session_free(s);
	/* Any other fear is, so that it can be looked at afterwards. */
	s = begin("decline-a-drink", true);
	go_to(s, "before-fear");
	answer(s, "That he is disappointed");
	assert_int_equal(session_keepable(s), session_answers(s)->count);
	assert_string_equal(session_ask(s)->step, "firmness");
	assert_fear_kept(s, "That he is disappointed");
	session_free(s);
}

/* Looking for a script, one may say more than one meant to. */
static void notices_danger_in_what_is_looked_for(void **state)
{
	struct session *s = begin(NULL, true);

	(void)state;
	go_to(s, "script");
	answer(s, "he hit me again last night");
	assert_string_equal(session_ask(s)->name, "noticed");
	assert_true(said(s, "1800 341 900"));
	assert_false(said(s, "hit me"));
	answer(s, "yes");
	assert_null(session_ask(s));
	assert_string_equal(session_result(s).stopped, "abuse");
	session_free(s);
}

static void of_two_dangers_the_more_urgent_is_spoken_of(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	go_to(s, "before-fear");
	answer(s, "He hit me and I want to kill myself");
	assert_string_equal(session_ask(s)->name, "noticed");
	answer(s, "yes");
	assert_string_equal(session_result(s).stopped, "crisis");
	session_free(s);
}

/* Going on is theirs to decide; making a threat sound better is not ours. */
static void a_threat_is_not_polished(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	go_to(s, "draft");
	answer(s, "If you leave me I'll kill you.");
	assert_string_equal(session_ask(s)->name, "noticed");
	answer(s, "no");
	assert_string_equal(session_ask(s)->name, "draft");
	assert_true(said(s, "I don't work on them"));
	answer(s, "I feel hurt. I will stay at my sister's tonight.");
	assert_string_equal(session_ask(s)->name, "draft");
	session_free(s);
}

static void an_edit_is_reviewed_and_asked_again(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	go_to(s, "draft");
	answer(s, "I'm so so sorry but I can't drink tonight.");
	assert_string_equal(session_ask(s)->name, "draft");
	assert_true(said(s, "so so sorry"));
	assert_string_equal(session_draft(s),
			    "I'm so so sorry but I can't drink tonight.");
	answer(s, "");
	assert_string_equal(session_ask(s)->name, "plan");
	session_free(s);
}

static void says_where_words_and_the_rung_pull_apart(void **state)
{
	static const struct {
		const char *rung, *draft, *said;
	} cases[] = {
		{ "6", "I'm so so sorry but I can't come, is that ok?",
		  "softer than that" },
		{ "1", "You are always so selfish, you never listen.",
		  "harder than that" },
		{ "6", "No, thank you. I am not drinking.", NULL },
		{ "", "I'm so so sorry but I can't come, is that ok?", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct session *s = begin("decline-a-drink", true);

		go_to(s, "firmness");
		answer(s, cases[i].rung);
		go_to(s, "draft");
		answer(s, cases[i].draft);
		assert_int_equal(said(s, "You chose:"), !!cases[i].said);
		if (cases[i].said)
			assert_true(said(s, cases[i].said));
		session_free(s);
	}
}

static void a_search_finds_a_script(void **state)
{
	struct session *s = begin(NULL, true);

	(void)state;
	assert_string_equal(session_ask(s)->step, "situation");
	answer(s, "cousin borrow money");
	assert_string_equal(session_ask(s)->choices.items[0], "1");
	assert_string_equal(session_ask(s)->initial, "1");
	answer(s, "");
	assert_string_equal(session_ask(s)->step, "gate");
	assert_string_equal(session_result(s).script, "lend-money-to-family");
	session_free(s);
}

static void looks_among_the_scripts_it_is_given(void **state)
{
	struct catalog_list two = CATALOG_LIST_INIT;
	struct session_setup setup = room.setup;
	struct session *s;

	(void)state;
	catalog_list(room.catalog, &two);
	while (two.count > 2)
		catalog_entry_release(&two.items[--two.count]);
	setup.script = NULL;
	setup.scripts = &two;
	s = session_new(&setup);
	answer(s, two.items[1].kind);
	assert_string_equal(session_ask(s)->name, "script");
	assert_int_equal(session_ask(s)->choices.count, 2);
	assert_true(said(s, two.items[0].title));
	assert_true(said(s, two.items[1].title));
	session_free(s);
	catalog_list_release(&two);
}

static void an_answer_is_trimmed(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	go_to(s, "person");
	answer(s, "  Sam \t");
	go_to(s, "instead");
	answer(s, " a  ginger ale ");
	go_to(s, "draft");
	assert_string_equal(session_draft(s),
			    "No, thanks, Sam. I'm not drinking. I'll take "
			    "a  ginger ale if you're pouring. It's good to see "
			    "you, so pull up a chair and catch me up.");
	session_free(s);
}

static void shows_an_example_where_words_are_needed(void **state)
{
	struct session *s = begin("decline-a-drink", true);

	(void)state;
	go_to(s, "person");
	answer(s, "   ");
	assert_string_equal(session_ask(s)->name, "person");
	assert_true(said(s, "For example: Sam"));
	session_free(s);
}

static void refuses_what_is_no_text_or_too_long(void **state)
{
	struct session *s = begin("decline-a-drink", true);
	static char text[SESSION_ANSWER_MAX + 2];
	struct err err = { 0 };

	(void)state;
	go_to(s, "person");
	assert_int_equal(session_answer(s, "\xff", &err), ERR_INPUT);
	memset(text, 'a', sizeof(text) - 1);
	assert_int_equal(session_answer(s, text, &err), ERR_INPUT);
	text[SESSION_ANSWER_MAX] = '\0';
	assert_int_equal(session_answer(s, text, &err), 0);
	assert_int_equal(session_command(s, "dance", &err), ERR_NOTFOUND);
	session_free(s);
}

static void a_replay_is_the_same_session(void **state)
{
	struct session *a = begin("decline-a-drink", false), *b;
	struct strlist wrong = STRLIST_INIT;

	(void)state;
	go_to(a, "before-fear");
	command(a, "skip");
	go_to(a, "keep");
	b = begin("decline-a-drink", false);
	session_replay(b, session_answers(a));
	assert_string_equal(session_ask(b)->name, "keep");
	assert_string_equal(session_draft(b), session_draft(a));
	assert_int_equal(session_answers(b)->count, session_answers(a)->count);
	session_free(b);

	/* From what does not fit on, it is asked anew. */
	strlist_add(&wrong, "yes");
	strlist_add(&wrong, "perhaps");
	strlist_add(&wrong, "5");
	b = begin("decline-a-drink", false);
	session_replay(b, &wrong);
	assert_string_equal(session_ask(b)->name, "abuse");
	assert_int_equal(session_answers(b)->count, 1);
	strlist_release(&wrong);
	session_free(b);
	session_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_script_ends_in_a_draft_without_blanks),
		cmocka_unit_test(the_same_answers_give_the_same_session),
		cmocka_unit_test(back_asks_again_and_undo_gives_the_answer_back),
		cmocka_unit_test(a_replay_is_the_same_session),
		cmocka_unit_test(back_at_the_start_stays_there),
		cmocka_unit_test(skip_leaves_out_only_what_may_be_left_out),
		cmocka_unit_test(asks_again_what_does_not_fit),
		cmocka_unit_test(
			fear_of_the_person_leads_to_lines_and_to_no_script),
		cmocka_unit_test(notices_danger_in_what_is_typed),
		cmocka_unit_test(notices_danger_in_what_is_looked_for),
		cmocka_unit_test(of_two_dangers_the_more_urgent_is_spoken_of),
		cmocka_unit_test(a_threat_is_not_polished),
		cmocka_unit_test(an_edit_is_reviewed_and_asked_again),
		cmocka_unit_test(says_where_words_and_the_rung_pull_apart),
		cmocka_unit_test(a_search_finds_a_script),
		cmocka_unit_test(looks_among_the_scripts_it_is_given),
		cmocka_unit_test(an_answer_is_trimmed),
		cmocka_unit_test(shows_an_example_where_words_are_needed),
		cmocka_unit_test(refuses_what_is_no_text_or_too_long),
	};

	return cmocka_run_group_tests_name("session", tests, open_room,
					   close_room);
}
