#include "room.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"

/* after: what is asked once the talk is over, and what becomes of answers. */

static struct messages *words;
static struct session_past past;

static int open_all(void **state)
{
	struct err err = { 0 };

	(void)state;
	room = room_open();
	past = (struct session_past){
		"No, thanks. I'm not drinking.", "He laughs at me.",
		"2026-11-27", 7,
	};
	room.setup.messages = NULL;
	return messages_load_over(&words, room.catalog, "session/follow.yaml",
				  room.messages, &err);
}

static int close_all(void **state)
{
	(void)state;
	messages_free(words);
	room_close(&room);
	return 0;
}

/* Saturday; the talk was planned for the day before. */
static struct session *begin(const struct session_past *known)
{
	room.setup.messages = words;
	room.setup.today = (struct date){ 2026, 11, 28 };
	room.setup.past = known;
	return session_new(&room.setup);
}

/* Answers line after line of `text`; "-" is an empty one, ":x" a command. */
static void answer_all(struct session *s, const char *text)
{
	struct err err = { 0 };

	while (*text) {
		struct strbuf line = STRBUF_INIT;
		size_t len = strcspn(text, "|");

		strbuf_add(&line, text, len);
		text += len + (text[len] == '|');
		if (line.text[0] == ':')
			session_command(s, line.text + 1, &err);
		else
			session_answer(s, strcmp(line.text, "-") ? line.text :
				       "", &err);
		strbuf_release(&line);
	}
	if (*err.text)
		fail_msg("%s", err.text);
}

static bool says(const struct session *s, const char *text)
{
	size_t count;
	const struct session_say *all = session_says(s, &count);

	for (size_t i = 0; i < count; i++)
		if (strstr(all[i].text, text))
			return true;
	return false;
}

/* One row a way through the questions; without "date", which is the same. */
static void keeps_what_was_answered(void **state)
{
	static const struct {
		const char *answers, *outcome;
	} cases[] = {
		{ "yes|yes|He nodded.|no|3|I can do this.",
		  "\"said\":\"yes\",\"held\":\"yes\",\"happened\":\"He nodded.\","
		  "\"came\":\"no\",\"discomfort\":3,\"means\":\"I can do this.\"" },
		{ "1|1|-|-|-|-", "\"said\":\"yes\",\"held\":\"yes\"" },
		{ "y|in|-|yes|10|-|friday",
		  "\"said\":\"yes\",\"held\":\"partly\",\"came\":\"yes\","
		  "\"discomfort\":10,\"again\":\"2026-12-04\"" },
		{ "yes|no|-|in part|0|-|-",
		  "\"said\":\"yes\",\"held\":\"no\",\"came\":\"partly\","
		  "\"discomfort\":0" },
		{ "not yet|Guests all evening.|6|in 2 weeks",
		  "\"said\":\"not-yet\",\"happened\":\"Guests all evening.\","
		  "\"discomfort\":6,\"again\":\"2026-12-12\"" },
		{ "not|-|-|-", "\"said\":\"not-yet\"" },
		/* What is no day, a day gone by, or no number is asked again. */
		{ "not|-|11|six|6|soon|yesterday|today",
		  "\"said\":\"not-yet\",\"discomfort\":6,"
		  "\"again\":\"2026-11-28\"" },
		{ "settled|-", "\"said\":\"not-needed\"" },
		/* Nothing is taken for granted: the first needs an answer. */
		{ "-|maybe|settled|He asked first.",
		  "\"said\":\"not-needed\",\"means\":\"He asked first.\"" },
		/* Back and undo work as they do anywhere. */
		{ "yes|no|:back|yes|:back|:undo|-|-|4|-",
		  "\"said\":\"yes\",\"held\":\"yes\",\"discomfort\":4" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct session *s = begin(&past);
		struct strbuf want = STRBUF_INIT, got = STRBUF_INIT;
		cJSON *outcome;

		answer_all(s, cases[i].answers);
		if (session_ask(s))
			fail_msg("%s: %s still waits", cases[i].answers,
				 session_ask(s)->name);
		outcome = session_outcome(s);
		json_add(&got, outcome);
		strbuf_addf(&want, "{\"date\":\"2026-11-28\",%s}",
			    cases[i].outcome);
		assert_string_equal(got.text, want.text);
		cJSON_Delete(outcome);
		strbuf_release(&want);
		strbuf_release(&got);
		session_free(s);
	}
}

static void reminds_of_words_day_and_fear(void **state)
{
	struct session *s = begin(&past);

	(void)state;
	assert_true(says(s, "Friday, 27 November"));
	assert_true(says(s, past.words));
	answer_all(s, "yes|yes");
	assert_true(says(s, past.fear));
	answer_all(s, "-|no|3");
	assert_true(says(s, "7 before, 3 now"));
	session_free(s);
}

/* An entry need not have been planned, nor feared, nor rated. */
static void asks_nothing_about_what_is_not_known(void **state)
{
	static const struct session_past bare = { "No.", "", "", -1 };
	struct session *s = begin(&bare);

	(void)state;
	assert_true(says(s, "No."));
	answer_all(s, "yes|yes|-");
	assert_string_equal(session_ask(s)->name, "discomfort");
	answer_all(s, "3|-");
	assert_null(session_ask(s));
	session_free(s);
}

/* Where help is comes first; what was typed is in no outcome, as promised. */
static void stops_at_a_danger_and_forgets_the_words(void **state)
{
	static const struct {
		const char *answers, *stopped;
	} cases[] = {
		{ "yes|no|I want to kill myself|yes", "crisis" },
		{ "not yet|I want to kill myself|no|-|-", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct session *s = begin(&past);
		struct strbuf got = STRBUF_INIT;
		const char *stopped;
		cJSON *outcome;

		answer_all(s, cases[i].answers);
		assert_null(session_ask(s));
		stopped = session_result(s).stopped;
		assert_string_equal(stopped ? stopped : "-",
				    cases[i].stopped ? cases[i].stopped : "-");
		outcome = session_outcome(s);
		json_add(&got, outcome);
		assert_null(strstr(got.text, "kill"));
		cJSON_Delete(outcome);
		strbuf_release(&got);
		session_free(s);
	}
}

/* Nothing here may sound like a school report. */
static void scolds_nobody(void **state)
{
	static const char *const scolding[] = {
		"fail", "should have", "streak", "in a row", "disappoint",
		"unfortunately", "try harder", "missed", "weak",
	};
	static const char *const paths[] = {
		"not yet|-|9|-", "yes|no|-|yes|10|-|-", "settled|-",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		size_t len = strlen(paths[i]);

		for (size_t end = 0; end <= len; end++) {
			struct strbuf part = STRBUF_INIT;
			struct session *s;

			if (end < len && paths[i][end] != '|')
				continue;
			strbuf_add(&part, paths[i], end);
			s = begin(&past);
			answer_all(s, part.text);
			for (size_t n = 0;
			     n < sizeof(scolding) / sizeof(*scolding); n++)
				if (says(s, scolding[n]))
					fail_msg("%s: %s", part.text,
						 scolding[n]);
			session_free(s);
			strbuf_release(&part);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_was_answered),
		cmocka_unit_test(reminds_of_words_day_and_fear),
		cmocka_unit_test(asks_nothing_about_what_is_not_known),
		cmocka_unit_test(stops_at_a_danger_and_forgets_the_words),
		cmocka_unit_test(scolds_nobody),
	};

	return cmocka_run_group_tests_name("after", tests, open_all,
					   close_all);
}
