#include "speech.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "cmd.h"
#include "console.h"
#include "program.h"

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

static void add_choices(struct strbuf *out, const struct strlist *choices)
{
	for (size_t i = 0; i < choices->count; i++)
		strbuf_addf(out, "%s%s", i ? ", " : " (", choices->items[i]);
	if (choices->count)
		strbuf_addch(out, ')');
}

void speech_ask(const struct console_settings *settings,
		const struct session_ask *ask)
{
	struct strbuf raw = STRBUF_INIT, safe = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	strbuf_addstr(&raw, ask->prompt);
	add_choices(&raw, &ask->choices);
	if (ask->initial && !ask->text)
		strbuf_addf(&raw, " [%s]", ask->initial);
	visible_add(&safe, raw.text, raw.len);
	wrap_add(&out, safe.text, settings->columns, "", "");
	fprintf(settings->out, "\n%s", out.text);
	fflush(settings->out);
	strbuf_release(&raw);
	strbuf_release(&safe);
	strbuf_release(&out);
}
