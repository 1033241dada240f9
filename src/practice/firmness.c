/* Ten questions, and the rung of the ladder that their answers speak for. */

#include "practice/firmness.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/run.h"
#include "script/messages.h"

/* From this rung on words should not give way; up to that one, not press. */
#define FIRM 5
#define GENTLE 2

/* Which half of the questions fits: those for a no, or those for asking. */
const char *firmness_side(const char *kind)
{
	static const char *const refusing[] = { "no", "limit", "hold" };

	for (size_t i = 0; i < 3; i++)
		if (!strcmp(kind, refusing[i]))
			return "refusing";
	return "asking";
}

int firmness_of(size_t yes, size_t count)
{
	return (int)((yes * FIRMNESS_MAX + count / 2) / count);
}

static bool ten_questions(struct run *run)
{
	struct strbuf key = STRBUF_INIT;
	const char *side = firmness_side(run->script->kind);
	size_t count, yes = 0;
	bool answered = true;

	strbuf_addf(&key, "firmness.%s", side);
	count = messages_count(run->setup->messages, key.text);
	for (size_t i = 0; answered && i < count; i++) {
		char name[32] = "question-";
		int choice;

		name[9] = (char)('0' + (i + 1) / 10);
		name[10] = (char)('0' + (i + 1) % 10);
		run_question(run, "firmness", name, "firmness.one", NULL);
		free(run->ask.prompt);
		run->ask.prompt = mem_string(
			messages_item(run->setup->messages, key.text, i));
		run_choices(run, "choices.yes-no");
		run_set_initial(run, run->ask.choices.items[1]);
		choice = run_take_choice(run);
		answered = choice >= 0;
		yes += choice == 0;
	}
	if (answered && count)
		run->firmness = firmness_of(yes, count);
	strbuf_release(&key);
	return answered;
}

/* What the rung means for this kind of words, in one sentence. */
static void add_meaning(struct run *run, struct strbuf *out)
{
	struct strbuf key = STRBUF_INIT;

	strbuf_addf(&key, "firmness.ladder.%s",
		    firmness_side(run->script->kind));
	messages_add(run->setup->messages, key.text, (size_t)run->firmness,
		     NULL, out);
	strbuf_rtrim(out);
	strbuf_release(&key);
}

static void say_firmness(struct run *run)
{
	struct strbuf text = STRBUF_INIT;

	add_meaning(run, &text);
	run_say_text(run, VOICE_COACH, text.text);
	strbuf_release(&text);
}

void firmness_compare(struct run *run, enum verdict verdict)
{
	bool gives = verdict == VERDICT_SOFT || verdict == VERDICT_MIXED;
	bool presses = verdict == VERDICT_HARD || verdict == VERDICT_MIXED;
	struct strbuf text = STRBUF_INIT;
	cJSON *values;

	if (run->firmness == FIRMNESS_NONE ||
	    !((run->firmness >= FIRM && gives) ||
	      (run->firmness <= GENTLE && presses)))
		return;
	values = cJSON_CreateObject();
	add_meaning(run, &text);
	cJSON_AddStringToObject(values, "meaning", text.text);
	run_say(run, VOICE_COACH, run->firmness >= FIRM ?
		"firmness.apart.soft" : "firmness.apart.hard", values);
	cJSON_Delete(values);
	strbuf_release(&text);
}

bool firmness_run(struct run *run)
{
	static const char *const numbers[] = {
		"0", "1", "2", "3", "4", "5", "6", NULL,
	};
	const char *answer;
	int choice;

	run_question(run, "firmness", "firmness", "firmness", NULL);
	run_choices(run, "firmness.choices");
	run_set_initial(run, run->ask.choices.items[0]);
	answer = run_take(run);
	if (!answer)
		return false;
	for (int i = 0; numbers[i]; i++)
		if (!strcmp(numbers[i], answer)) {
			run->firmness = i;
			say_firmness(run);
			return true;
		}
	choice = run_choice(run, answer);
	if (choice < 0)
		return false;
	if (choice == 1) {
		if (!ten_questions(run))
			return false;
		say_firmness(run);
	}
	return true;
}
