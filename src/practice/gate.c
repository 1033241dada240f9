/*
 * The gate: when a script is the wrong tool. Asked before any words are
 * drafted, and again whenever something typed sounds like danger. It shows
 * where help is and stops the coaching; it never claims that all is well.
 */

#include <string.h>

#include "coach/lexicon.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "practice/run.h"
#include "script/messages.h"

static void stop(struct run *run, const char *gate)
{
	struct strbuf key = STRBUF_INIT;

	strbuf_addf(&key, "gate.%s.yes", gate);
	run_say(run, VOICE_COACH, key.text, NULL);
	run_say_lines(run, gate);
	run_say(run, VOICE_INFO, "gate.stopped", NULL);
	run->stopped = gate;
	strbuf_release(&key);
}

/* One yes-or-no question of the gate; false: it waits, or it stopped us. */
static bool question(struct run *run, const char *gate)
{
	struct strbuf key = STRBUF_INIT;
	int choice;

	strbuf_addf(&key, "gate.%s", gate);
	run_question(run, "gate", gate, key.text, NULL);
	run_choices(run, "choices.yes-no");
	run_set_initial(run, run->ask.choices.items[1]);
	strbuf_release(&key);
	choice = run_take_choice(run);
	if (choice == 0)
		stop(run, gate);
	return choice == 1;
}

/* A promise to oneself has no other person to be afraid of. */
static bool is_about_another(const struct script *script)
{
	return script->settings.count != 1 ||
	       strcmp(script->settings.items[0], "self");
}

bool gate_run(struct run *run)
{
	const struct strlist *gates = &run->script->gates;

	if (is_about_another(run->script) && !question(run, "abuse"))
		return false;
	for (size_t i = 0; i < gates->count; i++)
		if (strcmp(gates->items[i], "abuse") &&
		    !question(run, gates->items[i]))
			return false;
	return true;
}

static bool has_safety(struct run *run, const struct review *review,
		       const char *name)
{
	const struct lexicon *lex =
		&reviewer_book(run->setup->reviewer)->lexicon;

	for (size_t i = 0; i < review->safety_count; i++)
		if (!strcmp(lex->moves[review->safety[i]].name, name))
			return true;
	return false;
}

/* Of several dangers, the one where minutes count is spoken of. */
static const char *most_urgent(struct run *run, const struct review *review)
{
	static const char *const order[] = {
		"overdose", "crisis", "withdrawal", "abuse",
	};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (has_safety(run, review, order[i]))
			return order[i];
	return reviewer_book(run->setup->reviewer)
		->lexicon.moves[review->safety[0]].name;
}

bool gate_threatens(struct run *run, const struct review *review)
{
	return has_safety(run, review, "harm");
}

bool gate_notices(struct run *run, const char *text)
{
	return run_review(run, text)->safety_count > 0;
}

bool gate_check_text(struct run *run, const char *text)
{
	const struct review *review = run_review(run, text);
	const char *name;
	struct strbuf key = STRBUF_INIT;
	int choice;

	if (!review->safety_count)
		return true;
	if (!run->danger)
		run->danger = run->at;
	name = most_urgent(run, review);
	strbuf_addf(&key, "noticed.%s", name);
	run_say(run, VOICE_COACH, key.text, NULL);
	strbuf_release(&key);
	run_say_lines(run, name);
	run_question(run, "gate", "noticed", "noticed", NULL);
	run_choices(run, "choices.yes-no");
	run_set_initial(run, run->ask.choices.items[1]);
	choice = run_take_choice(run);
	if (choice == 0) {
		run_say(run, VOICE_INFO, "gate.stopped", NULL);
		run->stopped = name;
	}
	return choice == 1;
}
