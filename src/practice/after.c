#include "practice/after.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/date.h"
#include "practice/day.h"
#include "practice/plan.h"
#include "practice/run.h"

enum { SAID_YES, SAID_NOT_YET, SAID_NOT_NEEDED };

static const char *const said_names[] = { "yes", "not-yet", "not-needed" };
static const char *const held_names[] = { "yes", "partly", "no" };
static const char *const came_names[] = { "no", "partly", "yes" };

/* Message `key` with one text in it, by the coach. */
static void say_with(struct run *run, const char *key, const char *name,
		     const char *text)
{
	cJSON *values = cJSON_CreateObject();

	cJSON_AddStringToObject(values, name, text);
	run_say(run, VOICE_COACH, key, values);
	cJSON_Delete(values);
}

/* Message `key` and the choice that was made: "said" and "yes". */
static void say_choice(struct run *run, const char *key, const char *name)
{
	struct strbuf whole = STRBUF_INIT;

	strbuf_addf(&whole, "%s.%s", key, name);
	run_say(run, VOICE_COACH, whole.text, NULL);
	strbuf_release(&whole);
}

/* Their words and the day they had planned: what all questions are about. */
static void remind(struct run *run)
{
	const struct session_past *past = run->setup->past;
	cJSON *values = cJSON_CreateObject();
	struct date day;

	cJSON_AddStringToObject(values, "words", past->words);
	if (date_read_iso(past->when, &day))
		day_name(run, day, values);
	run_say(run, VOICE_INFO, "remind", values);
	cJSON_Delete(values);
}

/*
 * One of the choices in message `key`.choices; its name goes to `member`.
 * Returns its number, -1 where it waits, -2 where it was left out.
 */
static int choose(struct run *run, const char *key, const char *const *names,
		  bool optional)
{
	struct strbuf choices = STRBUF_INIT;
	const char *answer;
	int choice;

	run_question(run, "after", key, key, NULL);
	strbuf_addf(&choices, "%s.choices", key);
	run_choices(run, choices.text);
	strbuf_release(&choices);
	run->ask.optional = optional;
	answer = run_take(run);
	if (!answer)
		return -1;
	if (!*answer)
		return -2;
	choice = run_choice(run, answer);
	if (choice < 0)
		return -1;
	cJSON_AddStringToObject(run->follow, key, names[choice]);
	say_choice(run, key, names[choice]);
	return choice;
}

/* A free text, which may be left out, to `member`. */
static bool tell(struct run *run, const char *key, const char *member)
{
	const char *answer;

	if (!plan_text(run, key, key, &answer))
		return false;
	if (*answer)
		cJSON_AddStringToObject(run->follow, member, answer);
	return true;
}

/* What was feared beside what came: that is what a fear learns from. */
static bool compare(struct run *run)
{
	const char *fear = run->setup->past->fear;

	if (*fear)
		say_with(run, "feared", "fear", fear);
	return tell(run, "happened", "happened") &&
	       (!*fear || choose(run, "came", came_names, true) != -1);
}

static void say_change(struct run *run, int hard, int now)
{
	cJSON *values = cJSON_CreateObject();

	cJSON_AddNumberToObject(values, "before", hard);
	cJSON_AddNumberToObject(values, "now", now);
	run_say(run, VOICE_COACH, now < hard ? "discomfort.lower" :
		now > hard ? "discomfort.higher" : "discomfort.same", values);
	cJSON_Delete(values);
}

static bool rate(struct run *run)
{
	int hard = run->setup->past->hard, now;
	const char *answer;

	run_question(run, "after", "discomfort", "discomfort", NULL);
	answer = run_take_optional(run);
	if (!answer)
		return false;
	if (!*answer)
		return true;
	if (!run_number(run, answer, 0, 10, &now))
		return false;
	cJSON_AddNumberToObject(run->follow, "discomfort", now);
	if (hard >= 0)
		say_change(run, hard, now);
	return true;
}

/* Another day, if they want one. */
static bool reset(struct run *run)
{
	return day_ask(run, "after", "again", "again", run->follow, "again",
		       NULL);
}

static bool was_said(struct run *run)
{
	int held = choose(run, "held", held_names, false);

	return held >= 0 && compare(run) && rate(run) &&
	       tell(run, "means", "means") && (held == 0 || reset(run));
}

bool after_run(struct run *run)
{
	const struct session_setup *setup = run->setup;
	struct strbuf today = STRBUF_INIT;
	bool done = false;

	strbuf_addstr(&run->country, setup->country ? setup->country : "");
	strbuf_addstr(&run->draft, setup->past->words);
	date_add_iso(&today, setup->today);
	cJSON_AddStringToObject(run->follow, "date", today.text);
	strbuf_release(&today);
	remind(run);
	switch (choose(run, "said", said_names, false)) {
	case SAID_YES:
		done = was_said(run);
		break;
	case SAID_NOT_YET:
		done = tell(run, "way", "happened") && rate(run) && reset(run);
		break;
	case SAID_NOT_NEEDED:
		done = tell(run, "means", "means");
		break;
	}
	if (done)
		run_say(run, VOICE_INFO, "end", NULL);
	return done;
}
