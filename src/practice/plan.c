/* When, where and how; who before and after; what if it goes badly. */

#include "practice/plan.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "practice/day.h"
#include "practice/run.h"
#include "script/messages.h"

void plan_say_list(struct run *run, const char *key, const struct strlist *list)
{
	struct strbuf text = STRBUF_INIT;

	messages_add(run->setup->messages, key, 0, NULL, &text);
	strbuf_rtrim(&text);
	for (size_t i = 0; i < list->count; i++)
		strbuf_addf(&text, "\n%zu. %s", i + 1, list->items[i]);
	run_say_text(run, VOICE_INFO, text.text);
	strbuf_release(&text);
}

bool plan_text(struct run *run, const char *name, const char *key,
	       const char **out)
{
	run_question(run, "plan", name, key, NULL);
	*out = run_take_optional(run);
	if (!*out || !**out)
		return *out;
	if (!gate_notices(run, *out))
		return true;
	if (!gate_check_text(run, *out))
		return false;
	*out = "";
	return true;
}

/* A free text under `member`, where one is given. */
static bool keep_text(struct run *run, const char *name, const char *key,
		      const char *member)
{
	const char *answer;

	if (!plan_text(run, name, key, &answer))
		return false;
	if (*answer)
		cJSON_AddStringToObject(run->plan, member, answer);
	return true;
}

/* A number or a name from the list under `list`, or own words. */
static bool pick(struct run *run, const char *name, const char *key,
		 const struct strlist *list, const char *member)
{
	const char *answer;
	int choice;

	if (list && list->count)
		plan_say_list(run, "plan.people", list);
	if (!plan_text(run, name, key, &answer))
		return false;
	if (!*answer)
		return true;
	choice = list ? run_match(list, answer) : -1;
	cJSON_AddStringToObject(run->plan, member,
				choice < 0 ? answer : list->items[choice]);
	return true;
}

/* Yes, no, or nothing; -1 waits, 2 is nothing. */
static int yes_or_no(struct run *run, const char *name, const char *key)
{
	const char *answer;

	run_question(run, "plan", name, key, NULL);
	run_choices(run, "choices.yes-no");
	answer = run_take_optional(run);
	if (!answer)
		return -1;
	return *answer ? run_choice(run, answer) : 2;
}

/* A limit is what I do, every time; so it is asked before it is said. */
static bool again(struct run *run)
{
	int answer;

	if (strcmp(run->script->kind, "limit"))
		return true;
	answer = yes_or_no(run, "plan-again", "plan.again");
	if (answer < 0)
		return false;
	if (answer < 2)
		cJSON_AddBoolToObject(run->plan, "again", answer == 0);
	if (answer == 1)
		run_say(run, VOICE_COACH, "plan.again.no", NULL);
	return true;
}

bool plan_run(struct run *run)
{
	const struct session_setup *setup = run->setup;
	int start;

	run_question(run, "plan", "plan", "plan", NULL);
	run_choices(run, "choices.yes-no");
	run_set_initial(run, run->ask.choices.items[0]);
	start = run_take_choice(run);
	if (start < 0)
		return false;
	if (start == 1)
		return true;
	run_say(run, VOICE_INFO, "plan.intro", NULL);
	return day_ask(run, "plan", "plan-when", "plan.when", run->plan, "when",
		       "time") &&
	       keep_text(run, "plan-where", "plan.where", "where") &&
	       keep_text(run, "plan-channel", "plan.channel", "channel") &&
	       plan_pairs(run) &&
	       pick(run, "plan-before", "plan.before", setup->people_before,
		    "before") &&
	       pick(run, "plan-after", "plan.after", setup->people_after,
		    "after") &&
	       keep_text(run, "plan-badly", "plan.badly", "if_badly") &&
	       again(run);
}
