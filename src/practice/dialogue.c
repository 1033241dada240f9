#include "practice/dialogue.h"

#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "practice/console.h"
#include "practice/session.h"
#include "script/messages.h"

struct dialogue {
	struct session *session;
	const struct messages *messages;
	struct console *console;
	struct strbuf line;
};

static void say_message(struct dialogue *d, const char *key)
{
	struct strbuf text = STRBUF_INIT;

	messages_add(d->messages, key, 0, NULL, &text);
	d->console->say(d->console, VOICE_INFO, "", text.text);
	strbuf_release(&text);
}

static void show_says(struct dialogue *d)
{
	size_t count;
	const struct session_say *says = session_says(d->session, &count);

	for (size_t i = 0; i < count; i++) {
		struct strbuf key = STRBUF_INIT;
		const char *label;

		strbuf_addf(&key, "voices.%s", voice_name(says[i].voice));
		label = messages_text(d->messages, key.text);
		d->console->say(d->console, says[i].voice, label ? label : "",
				says[i].text);
		strbuf_release(&key);
	}
}

/* The command that `word` begins, NULL where it is none or several. */
static const char *command_named(const char *word, size_t len)
{
	const char *match = NULL;

	for (size_t i = 0; len && session_commands[i]; i++) {
		if (strncmp(session_commands[i], word, len))
			continue;
		if (!session_commands[i][len])
			return session_commands[i];
		if (match)
			return NULL;
		match = session_commands[i];
	}
	return match;
}

static void edit(struct dialogue *d)
{
	const struct session_ask *ask = session_ask(d->session);
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };

	if (!ask || !ask->text) {
		say_message(d, "commands.nothing-to-edit");
		return;
	}
	strbuf_addstr(&text, ask->initial ? ask->initial : "");
	if (!d->console->edit || !d->console->edit(d->console, &text)) {
		say_message(d, "commands.no-editor");
	} else {
		strbuf_trim(&text);
		if (session_answer(d->session, text.text, &err))
			d->console->say(d->console, VOICE_INFO, "", err.text);
		else
			show_says(d);
	}
	strbuf_wipe(&text);
}

/* True where it is kept and *end is set; else the question waits. */
static bool pause_here(struct dialogue *d, enum dialogue_end *end)
{
	enum pause pause = d->console->pause ?
		d->console->pause(d->console->data, true) :
		PAUSE_KEEPS_NOTHING;

	if (pause == PAUSE_KEEPS_NOTHING)
		say_message(d, "commands.paused");
	if (pause == PAUSE_KEPT)
		*end = DIALOGUE_PAUSED;
	return pause == PAUSE_KEPT;
}

/* The person closed the input: nobody can be asked any more. */
static enum dialogue_end end_here(struct dialogue *d)
{
	enum pause pause = d->console->pause ?
		d->console->pause(d->console->data, false) :
		PAUSE_KEEPS_NOTHING;

	return pause == PAUSE_KEPT ? DIALOGUE_PAUSED :
		pause == PAUSE_FAILED ? DIALOGUE_UNKEPT : DIALOGUE_LEFT;
}

/* What the session knows, and the driver does not. */
static void pass_on(struct dialogue *d, const char *name, const char *rest)
{
	struct strbuf whole = STRBUF_INIT;
	struct err err = { 0 };

	strbuf_addf(&whole, "%s%s", name, rest);
	if (!session_command(d->session, whole.text, &err))
		show_says(d);
	else
		say_message(d, "commands.unknown");
	strbuf_release(&whole);
}

/* Returns true where the session goes on; else *end is set. */
static bool command(struct dialogue *d, const char *line,
		    enum dialogue_end *end)
{
	size_t len = strcspn(line, " ");
	const char *name = command_named(line, len);

	if (!name) {
		say_message(d, "commands.unknown");
	} else if (!strcmp(name, "quit")) {
		*end = DIALOGUE_LEFT;
		return false;
	} else if (!strcmp(name, "panic")) {
		if (d->console->panic)
			d->console->panic(d->console);
		*end = DIALOGUE_PANIC;
		return false;
	} else if (!strcmp(name, "calm") && d->console->calm) {
		d->console->calm(d->console->data);
	} else if (!strcmp(name, "pause")) {
		return !pause_here(d, end);
	} else if (!strcmp(name, "edit")) {
		edit(d);
	} else {
		pass_on(d, name, line + len);
	}
	return true;
}

/* The input is over: a default will do, or else there is nothing to do. */
static bool take_default(struct dialogue *d)
{
	const struct session_ask *ask = session_ask(d->session);
	struct err err = { 0 };

	if (d->console->interactive || (!ask->initial && !ask->optional))
		return false;
	if (session_answer(d->session, "", &err))
		return false;
	show_says(d);
	return true;
}

static void answer(struct dialogue *d)
{
	const char *text = d->line.text;
	struct err err = { 0 };

	if (text[0] == ':' && text[1] == ':')
		text++;
	if (session_answer(d->session, text, &err))
		d->console->say(d->console, VOICE_INFO, "", err.text);
	else
		show_says(d);
}

static enum dialogue_end talk(struct dialogue *d)
{
	enum dialogue_end end = DIALOGUE_DONE;
	const struct session_ask *ask;

	show_says(d);
	while ((ask = session_ask(d->session))) {
		strbuf_reset(&d->line);
		if (!d->console->ask(d->console, ask, &d->line)) {
			if (take_default(d))
				continue;
			return d->console->interactive ? end_here(d) :
				DIALOGUE_SHORT;
		}
		if (d->line.text[0] == ':' && d->line.text[1] != ':') {
			strbuf_rtrim(&d->line);
			if (!command(d, d->line.text + 1, &end))
				return end;
		} else {
			answer(d);
		}
	}
	return end;
}

enum dialogue_end dialogue_run(struct session *session,
			       const struct messages *messages,
			       struct console *console)
{
	struct dialogue d = { session, messages, console, STRBUF_INIT };
	enum dialogue_end end = talk(&d);

	if (end == DIALOGUE_LEFT)
		say_message(&d, "commands.left");
	if (end == DIALOGUE_PAUSED)
		say_message(&d, session_keepable(session) <
			    session_answers(session)->count ?
			    "commands.paused-in-part" : "commands.paused-kept");
	strbuf_wipe(&d.line);
	return end;
}
