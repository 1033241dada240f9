/* From blanks to words that are the person's own: fields, tone, edit. */

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "coach/review.h"
#include "practice/firmness.h"
#include "practice/patterns.h"
#include "practice/run.h"
#include "script/messages.h"

/* Findings shown at a time: more than three is a wall, not a help. */
#define FINDINGS_SHOWN 3

static bool field(struct run *run, const struct script_field *field)
{
	struct session_ask *ask = &run->ask;
	const char *answer;

	run_question(run, "field", field->name, "field", NULL);
	free(ask->prompt);
	ask->prompt = mem_string(field->ask ? field->ask : field->name);
	if (field->hint) {
		free(ask->hint);
		ask->hint = mem_string(field->hint);
	}
	if (field->example) {
		free(ask->example);
		ask->example = mem_string(field->example);
	}
	if (field->initial)
		run_set_initial(run, field->initial);
	for (size_t i = 0; i < field->choices.count; i++)
		strlist_add(&ask->choices, field->choices.items[i]);
	ask->optional = field->optional;
	if (ask->choices.count) {
		int choice = run_take_choice(run);

		if (choice < 0)
			return false;
		answer = ask->choices.items[choice];
	} else {
		answer = run_take(run);
		if (!answer)
			return false;
	}
	if (*answer)
		cJSON_AddStringToObject(run->values, field->name, answer);
	return !*answer || gate_check_text(run, answer);
}

static bool fields(struct run *run)
{
	if (run->script->field_count)
		run_say(run, VOICE_INFO, "field.intro", NULL);
	for (size_t i = 0; i < run->script->field_count; i++)
		if (!field(run, &run->script->fields[i]))
			return false;
	return true;
}

/* What the ladder suggests; plain where it was not climbed. */
static enum tone suggested(const struct run *run)
{
	enum tone tone = TONE_PLAIN;

	if (run->firmness >= 5)
		tone = TONE_FIRM;
	else if (run->firmness != FIRMNESS_NONE && run->firmness <= 2)
		tone = TONE_GENTLE;
	return script_tone(run->script, tone);
}

static bool fill(struct run *run, enum tone tone, struct strbuf *out)
{
	struct err err = { 0 };

	return !script_render(run->script, tone, run->values, out, NULL, &err);
}

/* Shows each tone under its name and lets the person pick. */
static bool tone(struct run *run)
{
	enum tone tones[TONE_COUNT];
	size_t count = 0;
	int choice;

	run_question(run, "tone", "tone", "tone", NULL);
	for (enum tone t = 0; t < TONE_COUNT; t++) {
		struct strbuf text = STRBUF_INIT;

		if (run->script->tones[t]) {
			strbuf_addf(&text, "%s:\n", tone_name(t));
			if (fill(run, t, &text)) {
				run_say_text(run, VOICE_INFO, text.text);
				strlist_add(&run->ask.choices, tone_name(t));
				tones[count++] = t;
			}
		}
		strbuf_release(&text);
	}
	run_set_initial(run, tone_name(suggested(run)));
	choice = run_take_choice(run);
	if (choice < 0)
		return false;
	run->tone = tones[choice];
	strbuf_reset(&run->draft);
	return fill(run, run->tone, &run->draft);
}

static void say_finding(struct run *run, const struct finding *finding)
{
	const struct rule *rule = finding->rule;
	struct strbuf text = STRBUF_INIT;

	strbuf_addch(&text, '"');
	strbuf_add(&text, run->draft.text + finding->start,
		   finding->end - finding->start);
	strbuf_addf(&text, "\": %s", rule->message);
	if (*rule->suggestion)
		strbuf_addf(&text, " %s", rule->suggestion);
	run_say_text(run, VOICE_COACH, text.text);
	strbuf_release(&text);
}

/* The verdict, what made it so, and what is strong. */
static void say_review(struct run *run, const struct review *review)
{
	struct strbuf key = STRBUF_INIT;
	size_t shown = 0;

	if (gate_threatens(run, review)) {
		run_say(run, VOICE_COACH, "noticed.unpolished", NULL);
		return;
	}
	strbuf_addf(&key, "verdict.%s", verdict_name(review->verdict));
	run_say(run, VOICE_COACH, key.text, NULL);
	strbuf_release(&key);
	firmness_compare(run, review->verdict);
	/* What this person wants to see first, then the rest. */
	for (int later = 0; later < 2; later++)
		for (size_t i = 0; i < review->finding_count; i++) {
			const struct finding *finding = &review->findings[i];

			if (finding->rule->level != LEVEL_NOTE &&
			    patterns_first(run, finding) == !later &&
			    shown++ < FINDINGS_SHOWN)
				say_finding(run, finding);
		}
	if (review->strength_count)
		run_say_text(run, VOICE_COACH,
			     review->strengths[0].rule->message);
}

/* Round after round until an empty answer says that the words are theirs. */
static bool edit(struct run *run)
{
	patterns_say(run, "draft");
	for (;;) {
		const char *answer;

		run_say_text(run, VOICE_INFO, run->draft.text);
		say_review(run, run_review(run, run->draft.text));
		run_question(run, "edit", "draft", "edit", NULL);
		run_set_initial(run, run->draft.text);
		run->ask.text = true;
		answer = run_take(run);
		if (!answer)
			return false;
		if (!strcmp(answer, run->draft.text))
			return true;
		strbuf_reset(&run->draft);
		strbuf_addstr(&run->draft, answer);
		strbuf_trim(&run->draft);
		if (!gate_check_text(run, run->draft.text))
			return false;
	}
}

bool drafting_run(struct run *run)
{
	return fields(run) && tone(run) && edit(run);
}
