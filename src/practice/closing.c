/* After the words: ratings again, what changed, and what to do with them. */

#include <cjson/cJSON.h>
#include <stdlib.h>

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

static bool keep(struct run *run)
{
	static const char *const choices[] = { "print", "let-go", "save" };
	static const char *const says[] = {
		"keep.printed", "keep.let-go", NULL,	/* said once it is kept */
	};
	int choice;

	run_question(run, "keep", "keep", "keep", NULL);
	run_choices(run, run->setup->keeps ? "choices.keep-or-save" :
		    "choices.keep");
	run_set_initial(run, run->ask.choices.items[0]);
	choice = run_take_choice(run);
	if (choice < 0)
		return false;
	run->choice = choices[choice];
	if (says[choice])
		run_say(run, VOICE_INFO, says[choice], NULL);
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
