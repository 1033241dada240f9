/* The steps before any words: consent, situation, gate, ratings, firmness. */

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coach/review.h"
#include "practice/firmness.h"
#include "practice/patterns.h"
#include "practice/run.h"
#include "script/catalog.h"
#include "script/messages.h"

/* How many matches a search shows: a screen, not a catalog. */
#define MATCHES_SHOWN 9

static bool consent(struct run *run)
{
	int choice;

	run->introduced = run->setup->introduced;
	if (run->introduced)
		return true;
	run_say(run, VOICE_INFO, "consent.notice", NULL);
	run_question(run, "consent", "start", "consent", NULL);
	run_choices(run, "choices.yes-no");
	run_set_initial(run, messages_item(run->setup->messages,
					   "choices.yes-no", 0));
	choice = run_take_choice(run);
	if (choice == 1) {
		run_say(run, VOICE_INFO, "consent.declined", NULL);
		run->stopped = "consent";
		return false;
	}
	run->introduced = choice == 0;
	return run->introduced;
}

/* Asked once and never guessed: a wrong number helps nobody. */
static bool country(struct run *run)
{
	const char *answer = run->setup->country;

	if (answer) {
		strbuf_addstr(&run->country, answer);
		return true;
	}
	if (run->setup->introduced)
		return true;
	run_question(run, "consent", "country", "country", NULL);
	answer = run_take_optional(run);
	if (!answer)
		return false;
	for (; *answer; answer++)
		if (*answer != ' ')
			strbuf_addch(&run->country,
				     *answer >= 'a' && *answer <= 'z' ?
				     (char)(*answer - 'a' + 'A') : *answer);
	return true;
}

static void keep_kind(struct catalog_list *list, const char *kind)
{
	size_t n = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct catalog_entry swap = list->items[i];

		if (swap.faulty || (kind && strcmp(swap.kind, kind)))
			continue;
		list->items[i] = list->items[n];
		list->items[n++] = swap;
	}
	/* Those left out wait behind the count. */
	while (list->count > n)
		catalog_entry_release(&list->items[--list->count]);
}

/* Says what was found, numbered, and makes the numbers the choices. */
static void show_matches(struct run *run, const struct catalog_list *list)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < list->count && i < MATCHES_SHOWN; i++) {
		char number[] = { (char)('1' + i), '\0' };

		strbuf_addf(&text, "%s%s. %s", i ? "\n" : "", number,
			    list->items[i].title);
		strlist_add(&run->ask.choices, number);
	}
	run_say_text(run, VOICE_INFO, text.text);
	strbuf_release(&text);
	run_set_initial(run, run->ask.choices.items[0]);
}

static bool is_word_of(const struct run *run, const char *key,
		       const char *answer)
{
	size_t count = messages_count(run->setup->messages, key);

	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(messages_item(run->setup->messages, key, i),
				answer))
			return true;
	return false;
}

/*
 * One round of looking: asks, with the matches of the round before as
 * choices. Returns true with *query set to what was asked for, or with
 * run->script set.
 */
static bool look(struct run *run, const struct catalog_list *matches,
		 char **query)
{
	const char *answer, *name = NULL;
	size_t number = 0;

	run_question(run, "situation", "script", matches->count ?
		     "situation.pick" : "situation", NULL);
	if (matches->count)
		show_matches(run, matches);
	else
		run->ask.optional = true;
	answer = run_take(run);
	if (!answer)
		return false;
	if (*answer >= '1' && *answer <= '9' && !answer[1])
		number = (size_t)(*answer - '0');
	if (number && number <= run->ask.choices.count)
		name = matches->items[number - 1].name;
	else if (catalog_name_ok(answer))
		name = answer;
	if (name)
		run->script = run->load(run->data, name);
	if (!run->script)
		*query = mem_string(answer);
	return true;
}

static bool situation(struct run *run)
{
	const struct session_setup *setup = run->setup;
	struct catalog_list matches = CATALOG_LIST_INIT;
	char *query = NULL;
	bool answered = true;

	if (setup->script) {
		run->script = run->load(run->data, setup->script);
		return run->script;
	}
	run_say(run, VOICE_INFO, "situation.intro", NULL);
	while (!run->script && (answered = look(run, &matches, &query))) {
		if (run->script)
			break;
		answered = gate_check_text(run, query);
		if (!answered)
			break;
		catalog_list_release(&matches);
		catalog_list_copy(run->list(run->data), &matches);
		if (is_word_of(run, "choices.kinds", query)) {
			keep_kind(&matches, query);
		} else {
			keep_kind(&matches, setup->kind);
			catalog_search(&matches, query);
		}
		run_say(run, VOICE_INFO, matches.count ? "situation.found" :
			"situation.nothing", NULL);
		free(query);
		query = NULL;
	}
	free(query);
	catalog_list_release(&matches);
	return answered;
}

/* A whole number into `ratings` under `name`. */
static bool rate(struct run *run, cJSON *ratings, const char *step_name,
		 const char *key, const char *name, int max, const char *initial)
{
	int value;

	run_question(run, "rating", step_name, key, NULL);
	run_set_initial(run, initial);
	if (!run_take_number(run, 0, max, &value))
		return false;
	cJSON_AddNumberToObject(ratings, name, value);
	return true;
}

static bool before(struct run *run)
{
	const char *fear;

	if (!rate(run, run->before, "before-hard", "before.hard", "hard", 10,
		  "5") ||
	    !rate(run, run->before, "before-likely", "before.likely", "likely",
		  100, "50"))
		return false;
	run_question(run, "rating", "before-fear", "before.fear", NULL);
	fear = run_take_optional(run);
	if (!fear)
		return false;
	/* What sounds like danger is answered, and never kept: whoever opens
	 * the journal later is not to find it there. */
	cJSON_AddStringToObject(run->before, "fear",
				gate_notices(run, fear) ? "" : fear);
	return !*fear || gate_check_text(run, fear);
}

bool opening_run(struct run *run)
{
	return consent(run) && country(run) && situation(run) &&
	       gate_run(run) && before(run) && firmness_run(run) &&
	       patterns_run(run);
}
