#include "speech.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "cmd.h"
#include "console.h"
#include "program.h"
#include "script/messages.h"

/* One colour a voice, info has none; the words carry the label all the same. */
static const enum colour colours[] = {
	[VOICE_INFO] = COLOUR_OFF, [VOICE_COACH] = COLOUR_CALM,
	[VOICE_MENTOR] = COLOUR_COOL, [VOICE_PARTNER] = COLOUR_WARM,
};

/* Reads it aloud. Where that fails, the words are on the screen. */
static void speak(const struct console_settings *settings, const char *text)
{
	struct strbuf safe = STRBUF_INIT;

	visible_add(&safe, text, strlen(text));
	fflush(settings->out);
	program_feed(settings->speaker, safe.text);
	strbuf_release(&safe);
}

/* "Coach: text", wrapped, safe to show, with an empty line before it. */
void speech_say(const struct console_settings *settings, enum voice voice,
		const char *label, const char *text)
{
	struct strbuf raw = STRBUF_INIT, safe = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;
	bool on = settings->colour && colours[voice] != COLOUR_OFF;

	if (*label)
		strbuf_addf(&raw, "%s: ", label);
	strbuf_addstr(&raw, text);
	visible_add(&safe, raw.text, raw.len);
	wrap_add(&out, safe.text, settings->columns, "", "");
	fprintf(settings->out, "\n%s%s%s", colour_code(on, colours[voice]),
		out.text, colour_code(on, COLOUR_OFF));
	if (voice == VOICE_PARTNER && settings->speaker)
		speak(settings, text);
	strbuf_release(&raw);
	strbuf_release(&safe);
	strbuf_release(&out);
}

/* True for 1, 2, 3 and so on, which nobody wants to hear one by one. */
static bool are_numbers(const struct strlist *choices)
{
	for (size_t i = 0; i < choices->count; i++) {
		const char digit[] = { (char)('1' + i), '\0' };

		if (strcmp(choices->items[i], digit) != 0)
			return false;
	}
	return choices->count > 2;
}

/* A line of its own: the text at `key`, filled. */
static void add_line(struct strbuf *out, const struct messages *messages,
		     const char *key, const cJSON *values)
{
	strbuf_addch(out, '\n');
	messages_add(messages, key, 0, values, out);
}

static void add_spoken_choices(struct strbuf *out,
			       const struct messages *messages,
			       const struct strlist *choices)
{
	struct strbuf firsts = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();
	const bool numbers = are_numbers(choices);

	for (size_t i = 0; i + 1 < (numbers ? 2 : choices->count); i++)
		strbuf_addf(&firsts, "%s%s", i ? ", " : "", choices->items[i]);
	cJSON_AddStringToObject(values, "firsts", firsts.text);
	cJSON_AddStringToObject(values, "last",
				choices->items[choices->count - 1]);
	add_line(out, messages, numbers ? "spoken.numbers" :
		 firsts.len ? "spoken.choices" : "spoken.choice", values);
	cJSON_Delete(values);
	strbuf_release(&firsts);
}

/* How a question ends for those who hear it: no bracket tells them anything. */
static void add_spoken(struct strbuf *out, const struct messages *messages,
		       const struct session_ask *ask)
{
	if (ask->choices.count)
		add_spoken_choices(out, messages, &ask->choices);
	if (ask->initial && !ask->text) {
		cJSON *values = cJSON_CreateObject();

		cJSON_AddStringToObject(values, "initial", ask->initial);
		add_line(out, messages, "spoken.initial", values);
		cJSON_Delete(values);
	}
}

static void add_choices(struct strbuf *out, const struct strlist *choices)
{
	for (size_t i = 0; i < choices->count; i++)
		strbuf_addf(out, "%s%s", i ? ", " : " (", choices->items[i]);
	if (choices->count)
		strbuf_addch(out, ')');
}

static void add_signs(struct strbuf *out, const struct session_ask *ask)
{
	add_choices(out, &ask->choices);
	if (ask->initial && !ask->text)
		strbuf_addf(out, " [%s]", ask->initial);
}

void speech_ask(const struct console_settings *settings,
		const struct session_ask *ask)
{
	struct strbuf raw = STRBUF_INIT, safe = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	strbuf_addstr(&raw, ask->prompt);
	if (settings->spoken)
		add_spoken(&raw, settings->spoken, ask);
	else
		add_signs(&raw, ask);
	visible_add(&safe, raw.text, raw.len);
	wrap_add(&out, safe.text, settings->columns, "", "");
	fprintf(settings->out, "\n%s", out.text);
	fflush(settings->out);
	strbuf_release(&raw);
	strbuf_release(&safe);
	strbuf_release(&out);
}
