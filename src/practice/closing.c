/* After the words: ratings again, what changed, and what to do with them. */

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "practice/patterns.h"
#include "practice/run.h"
#include "script/messages.h"

static int rating(const cJSON *ratings, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(ratings, name);

	return item ? item->valueint : 0;
}

static bool rate(struct run *run, const char *step_name, const char *key,
		 const char *name, int max)
{
	struct strbuf initial = STRBUF_INIT;
	int value;
	bool answered;

	run_question(run, "rating", step_name, key, NULL);
	strbuf_addf(&initial, "%d", rating(run->before, name));
	run_set_initial(run, initial.text);
	strbuf_release(&initial);
	answered = run_take_number(run, 0, max, &value);
	if (answered)
		cJSON_AddNumberToObject(run->after, name, value);
	return answered;
}

/* Their own numbers, said back; a rise in discomfort is no failure. */
static void say_change(struct run *run)
{
	int hard = rating(run->after, "hard") - rating(run->before, "hard");
	int likely = rating(run->after, "likely") -
		     rating(run->before, "likely");
	cJSON *values = cJSON_CreateObject();

	cJSON_AddNumberToObject(values, "hard-before",
				rating(run->before, "hard"));
	cJSON_AddNumberToObject(values, "hard-after",
				rating(run->after, "hard"));
	cJSON_AddNumberToObject(values, "likely-before",
				rating(run->before, "likely"));
	cJSON_AddNumberToObject(values, "likely-after",
				rating(run->after, "likely"));
	run_say(run, VOICE_COACH, likely > 0 || hard < 0 ? "change.better" :
		likely < 0 || hard > 0 ? "change.harder" : "change.same",
		values);
	cJSON_Delete(values);
}

/* A name among the choices may be any; the rest of its label is ours. */
static void add_send(struct run *run, const char *name)
{
	struct strbuf label = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();

	cJSON_AddStringToObject(values, "name", name);
	messages_add(run->setup->messages, "keep.send", 0, values, &label);
	strlist_add(&run->ask.choices, label.text);
	cJSON_Delete(values);
	strbuf_release(&label);
}

/* A day that is promised is kept more often; and it can be settled later. */
static bool promise(struct run *run)
{
	int choice;

	if (!cJSON_GetObjectItemCaseSensitive(run->plan, "when"))
		return true;
	run_question(run, "keep", "keep-promise", "keep.promise", NULL);
	run_choices(run, "choices.yes-no");
	run_set_initial(run, run->ask.choices.items[1]);
	choice = run_take_choice(run);
	if (choice < 0)
		return false;
	run->promise = choice == 0;
	return true;
}

/* Two choices are always there; what else may be done stands behind them. */
static bool keep(struct run *run)
{
	const struct session_setup *setup = run->setup;
	const int save = setup->keeps ? 2 : -1, send = setup->keeps ? 3 : 2;
	int choice;

	run_question(run, "keep", "keep", "keep", NULL);
	run_choices(run, setup->keeps ? "choices.keep-or-save" :
		    "choices.keep");
	for (size_t i = 0; setup->send_to && i < setup->send_to->count; i++)
		add_send(run, setup->send_to->items[i]);
	run_set_initial(run, run->ask.choices.items[0]);
	choice = run_take_choice(run);
	if (choice < 0)
		return false;
	if (choice == save) {
		/* That it is kept is said once it is. */
		if (!promise(run))
			return false;
		run->choice = "save";
	} else if (choice >= send) {
		run->choice = "send";
		run->to = setup->send_to->items[choice - send];
	} else {
		run->choice = choice ? "let-go" : "print";
		run_say(run, VOICE_INFO, choice ? "keep.let-go" :
			"keep.printed", NULL);
	}
	return true;
}

bool closing_run(struct run *run)
{
	if (!rate(run, "after-hard", "after.hard", "hard", 10) ||
	    !rate(run, "after-likely", "after.likely", "likely", 100))
		return false;
	say_change(run);
	patterns_say(run, "after");
	return keep(run);
}
