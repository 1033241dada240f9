/* A session in a terminal or a pipe, and what becomes of it at its end. */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "console.h"
#include "pacer.h"
#include "practice.h"
#include "practice/calm.h"
#include "practice/console.h"
#include "practice/dialogue.h"
#include "practice_keep.h"
#include "practice_pause.h"
#include "script/messages.h"
#include "send_words.h"
#include "store/config.h"
#include "store/paths.h"

/* Narrower than this a terminal is not; wider than this is hard to read. */
#define COLUMNS_MAX 78

/* The notice is read once. Where it cannot be noted, it is read again. */
static void remember(const struct practice *practice)
{
	const struct cmd_io *io = practice->io;
	struct session_result result = session_result(practice->session);
	struct err err = { 0 };

	if (!result.introduced || io->config->introduced ||
	    !io->paths->config_file)
		return;
	if (!config_set(io->paths->config_file, "introduced", "true", &err) &&
	    *result.country)
		config_set(io->paths->config_file, "country", result.country,
			   &err);
}

static int keep(struct practice *practice)
{
	cJSON *outcome = session_outcome(practice->session);
	int status;

	/* In a pipe the last question has no answer that ends its line. */
	if (!practice->io->in_terminal)
		fputc('\n', practice->io->out);
	status = practice_keep(practice, outcome);
	cJSON_Delete(outcome);
	return status;
}

/* By the same way as `boundary send`: every byte shown, and a typed word. */
static int send(const struct practice *practice, const char *draft,
		const char *to)
{
	struct send_wishes wishes = { 0 };
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	const struct endpoint *endpoint =
		endpoints_find(&practice->endpoints, to, &err);
	int status;

	if (!endpoint)
		return cmd_fail(practice->io, &err);
	strbuf_addstr(&text, draft);
	status = send_words(practice->io, endpoint, &wishes, &text);
	strbuf_wipe(&text);
	return status;
}

/* The session is over; what it came to goes where the person wants it. */
static int carry_out(struct practice *practice)
{
	const struct cmd_io *io = practice->io;
	struct session_result result = session_result(practice->session);

	if (!strcmp(result.choice, "save"))
		return keep(practice);
	if (!strcmp(result.choice, "send")) {
		int status = send(practice, result.draft, result.to);

		/* What was not sent can still be gone on from. */
		return status == STATUS_FAILED ? status :
			practice_forget(practice);
	}
	if (!strcmp(result.choice, "print")) {
		fputc('\n', io->out);
		cmd_put(io, result.draft, strlen(result.draft));
		fputc('\n', io->out);
	}
	return practice_forget(practice);
}

static int finish(struct practice *practice, enum dialogue_end end)
{
	switch (end) {
	case DIALOGUE_DONE:
		return carry_out(practice);
	case DIALOGUE_LEFT:
		return practice_forget(practice);
	case DIALOGUE_UNKEPT:
		return STATUS_FAILED;
	case DIALOGUE_SHORT:
		cmd_warn(practice->io, "the answers ended before the question "
			 "\"%s\"", session_ask(practice->session)->name);
		return STATUS_FAILED;
	case DIALOGUE_PAUSED:
	case DIALOGUE_PANIC:
		break;
	}
	return STATUS_OK;
}

/* A minute to breathe, from anywhere in a session; the question waits. */
static void breathe(void *data)
{
	const struct practice *practice = data;
	struct calm *calm = NULL;
	struct err err = { 0 };

	if (calm_new(&calm, practice->catalog, CALM_BREATHE, 1, 0, &err))
		cmd_fail(practice->io, &err);
	else
		pacer_run(calm, practice->io, practice->plain);
	calm_free(calm);
}

static enum pause pause_session(void *data, bool asks)
{
	return practice_pause(data, asks);
}

static void say_where_we_are(const struct practice *practice,
			     struct console *console)
{
	const char *text = messages_text(practice->messages,
					 "commands.resumed");

	if (*practice->paused && text)
		console->say(console, VOICE_INFO, "", text);
}

int practice_talk(struct practice *practice)
{
	const struct cmd_io *io = practice->io;
	const bool terminal = io->in_terminal && io->out_terminal;
	struct console_settings settings = {
		io->in, io->out,
		io->columns > COLUMNS_MAX ? COLUMNS_MAX : io->columns,
		io->colour && !practice->plain, cmd_editor(io),
		io->paths->runtime_folder, io->config->speak_command,
		practice->plain || io->plain ? practice->messages : NULL,
	};
	struct console *console;
	enum dialogue_end end;

	practice->plain = practice->plain || io->plain || !terminal;
	console = practice->plain ? console_plain_new(&settings, terminal) :
		console_tty_new(&settings);
	console->data = practice;
	console->calm = terminal ? breathe : NULL;
	console->pause = practice->no_save ? NULL : pause_session;
	say_where_we_are(practice, console);
	end = dialogue_run(practice->session, practice->messages, console);
	if (practice->plain)
		console_plain_free(console);
	else
		console_tty_free(console);
	if (end != DIALOGUE_PANIC && terminal && !practice->no_save)
		remember(practice);
	return finish(practice, end);
}
