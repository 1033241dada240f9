#include "practice/run.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "coach/review.h"
#include "script/hotlines.h"
#include "script/messages.h"

void run_say_text(struct run *run, enum voice voice, const char *text)
{
	if (run->say_count == run->say_capacity)
		run->says = mem_grow(run->says, &run->say_capacity,
				     sizeof(*run->says));
	run->says[run->say_count++] = (struct session_say){
		voice, mem_string(text)
	};
}

void run_say(struct run *run, enum voice voice, const char *key,
	     const cJSON *values)
{
	struct strbuf text = STRBUF_INIT;

	messages_add(run->setup->messages, key, 0, values, &text);
	strbuf_rtrim(&text);
	run_say_text(run, voice, text.text);
	strbuf_release(&text);
}

void run_forget_says(struct run *run)
{
	for (size_t i = 0; i < run->say_count; i++)
		free(run->says[i].text);
	run->say_count = 0;
}

/* Message `key`.`part`, filled, or NULL where there is none. */
static char *message_part(struct run *run, const char *key, const char *part,
			  const cJSON *values)
{
	struct strbuf name = STRBUF_INIT, text = STRBUF_INIT;
	char *out = NULL;

	strbuf_addf(&name, "%s.%s", key, part);
	if (messages_text(run->setup->messages, name.text)) {
		messages_add(run->setup->messages, name.text, 0, values,
			     &text);
		strbuf_rtrim(&text);
		out = strbuf_detach(&text);
	}
	strbuf_release(&name);
	strbuf_release(&text);
	return out;
}

void run_forget_ask(struct run *run)
{
	struct session_ask *ask = &run->ask;

	free(ask->name);
	free(ask->prompt);
	free(ask->hint);
	free(ask->example);
	free(ask->initial);
	free(ask->why);
	strlist_release(&ask->choices);
	*ask = (struct session_ask){ 0 };
}

void run_question(struct run *run, const char *step, const char *name,
		  const char *key, const cJSON *values)
{
	struct session_ask *ask = &run->ask;

	run_forget_ask(run);
	ask->step = step;
	ask->name = mem_string(name);
	ask->prompt = message_part(run, key, "ask", values);
	if (!ask->prompt)
		ask->prompt = mem_string(key);
	ask->hint = message_part(run, key, "hint", values);
	ask->example = message_part(run, key, "example", values);
	ask->why = message_part(run, key, "why", values);
}

void run_set_initial(struct run *run, const char *text)
{
	free(run->ask.initial);
	run->ask.initial = mem_string(text);
}

void run_choices(struct run *run, const char *key)
{
	size_t count = messages_count(run->setup->messages, key);

	for (size_t i = 0; i < count; i++)
		strlist_add(&run->ask.choices,
			    messages_item(run->setup->messages, key, i));
}

/* Nothing was said where something is needed: an example helps at once. */
static void ask_again(struct run *run)
{
	cJSON *values = cJSON_CreateObject();

	run_reject(run, "answers.needed");
	if (run->ask.example) {
		cJSON_AddStringToObject(values, "example", run->ask.example);
		run_say(run, VOICE_COACH, "answers.example", values);
	}
	cJSON_Delete(values);
}

const char *run_take(struct run *run)
{
	const char *answer;

	if (run->at == run->answers->count) {
		run->asks = true;
		return NULL;
	}
	answer = run->answers->items[run->at++];
	run_forget_says(run);
	if (!strcmp(answer, RUN_SKIP) || !*answer) {
		if (run->ask.initial)
			return run->ask.initial;
		if (run->ask.optional)
			return "";
		ask_again(run);
		return NULL;
	}
	return answer;
}

const char *run_take_optional(struct run *run)
{
	run->ask.optional = true;
	return run_take(run);
}

void run_reject(struct run *run, const char *key)
{
	/* What comes behind an answer that does not fit was not given to us. */
	while (run->answers->count >= run->at) {
		char *answer = run->answers->items[--run->answers->count];

		explicit_bzero(answer, strlen(answer));
		free(answer);
	}
	run->at = run->answers->count;
	run_forget_says(run);
	run_say(run, VOICE_COACH, key, NULL);
	run->asks = true;
}

static const char *trimmed(const char *text, size_t *len)
{
	while (*text == ' ' || *text == '\t')
		text++;
	*len = strlen(text);
	while (*len && strchr(" \t\r\n.", text[*len - 1]))
		--*len;
	return text;
}

/* "2", "plain" or "pl" among gentle, plain, firm is 1; no match is -1. */
int run_match(const struct strlist *choices, const char *answer)
{
	size_t len;
	int match = -1;

	answer = trimmed(answer, &len);
	for (size_t i = 0; i < choices->count; i++) {
		char number[24];

		if (strlen(choices->items[i]) == len &&
		    !strncasecmp(choices->items[i], answer, len))
			return (int)i;
		if (len && !strncasecmp(choices->items[i], answer, len))
			match = match == -1 ? (int)i : -2;
		number[0] = '\0';
		if (i < 99) {
			size_t at = 0;

			if (i >= 9)
				number[at++] = (char)('0' + (i + 1) / 10);
			number[at++] = (char)('0' + (i + 1) % 10);
			number[at] = '\0';
		}
		if (strlen(number) == len && !memcmp(number, answer, len))
			return (int)i;
	}
	return match < 0 ? -1 : match;
}

int run_choice(struct run *run, const char *answer)
{
	int choice = run_match(&run->ask.choices, answer);

	if (choice < 0)
		run_reject(run, "answers.choose");
	return choice;
}

int run_take_choice(struct run *run)
{
	const char *answer = run_take(run);

	return answer ? run_choice(run, answer) : -1;
}

bool run_take_number(struct run *run, int min, int max, int *out)
{
	const char *answer = run_take(run);

	return answer && run_number(run, answer, min, max, out);
}

bool run_number(struct run *run, const char *answer, int min, int max,
		int *out)
{
	long value = 0;
	size_t len, digits = 0;

	answer = trimmed(answer, &len);
	while (digits < len && digits < 6 && answer[digits] >= '0' &&
	       answer[digits] <= '9')
		value = value * 10 + answer[digits++] - '0';
	if (digits < len && answer[digits] == '%')
		digits++;
	if (!digits || digits != len || value < min || value > max) {
		run_reject(run, "answers.number");
		return false;
	}
	*out = (int)value;
	return true;
}

void run_say_lines(struct run *run, const char *safety)
{
	struct strbuf text = STRBUF_INIT;

	if (run->setup->lines)
		hotlines_add(&text, run->setup->lines, run->country.text,
			     safety);
	if (text.len)
		run_say_text(run, VOICE_INFO, text.text);
	else
		run_say(run, VOICE_INFO, "lines.none", NULL);
	strbuf_release(&text);
}

const struct review *run_review(struct run *run, const char *text)
{
	struct review_options options = REVIEW_OPTIONS_INIT;

	options.kind = run->script ? kind_named(run->script->kind) : 0;
	options.firmness = run->firmness;
	options.off = run->setup->rules_off;
	return reviewer_read(run->setup->reviewer, text, strlen(text),
			     &options);
}
