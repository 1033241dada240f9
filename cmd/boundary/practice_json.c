/* A session over JSON Lines. */

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "line.h"
#include "practice.h"
#include "practice_keep.h"
#include "practice_pause.h"

/* What comes behind a line; from NEXT_QUIT on, nothing does. */
enum next { NEXT_ASK, NEXT_AGAIN, NEXT_QUIT, NEXT_LEAVE, NEXT_END };

static void add_member(struct strbuf *out, const char *key, const char *text)
{
	if (!text)
		return;
	strbuf_addf(out, ",\"%s\":", key);
	json_add_string(out, text, strlen(text));
}

/* Prints a line and sends it off: the other side waits for it. */
static void put_line(const struct cmd_io *io, struct strbuf *line)
{
	strbuf_addch(line, '\n');
	fwrite(line->text, 1, line->len, io->out);
	fflush(io->out);
	strbuf_reset(line);
}

static void put_says(const struct cmd_io *io, const struct session *session)
{
	struct strbuf line = STRBUF_INIT;
	size_t count;
	const struct session_say *says = session_says(session, &count);

	for (size_t i = 0; i < count; i++) {
		strbuf_addf(&line, "{\"say\":\"%s\"",
			    voice_name(says[i].voice));
		add_member(&line, "text", says[i].text);
		strbuf_addch(&line, '}');
		put_line(io, &line);
	}
	strbuf_wipe(&line);
}

static void put_ask(const struct cmd_io *io, const struct session_ask *ask)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "{\"ask\":\"%s\"", ask->step);
	add_member(&line, "name", ask->name);
	add_member(&line, "prompt", ask->prompt);
	add_member(&line, "hint", ask->hint);
	add_member(&line, "example", ask->example);
	add_member(&line, "default", ask->initial);
	if (ask->choices.count)
		strbuf_addstr(&line, ",\"choices\":[");
	for (size_t i = 0; i < ask->choices.count; i++) {
		const char *choice = ask->choices.items[i];

		if (i)
			strbuf_addch(&line, ',');
		json_add_string(&line, choice, strlen(choice));
	}
	if (ask->choices.count)
		strbuf_addch(&line, ']');
	strbuf_addf(&line, ",\"optional\":%s}",
		    ask->optional || ask->initial ? "true" : "false");
	put_line(io, &line);
	strbuf_wipe(&line);
}

/* What was not understood leaves the question open: it is asked again. */
static enum next put_error(const struct cmd_io *io, const char *code,
		      const char *message)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "{\"error\":{\"code\":\"%s\"", code);
	add_member(&line, "message", message);
	strbuf_addstr(&line, "}}");
	put_line(io, &line);
	strbuf_release(&line);
	return NEXT_AGAIN;
}

/* An answer may be a text, a number or a truth value; NULL: none of these. */
static bool answer_text(const cJSON *answer, struct strbuf *out)
{
	if (cJSON_IsString(answer))
		strbuf_addstr(out, answer->valuestring);
	else if (cJSON_IsNumber(answer))
		json_add(out, answer);
	else if (!cJSON_IsNull(answer))
		return false;
	return true;
}

/* Whether the answers are kept until the person comes back. */
static enum next pause_session(struct practice *practice)
{
	const bool kept = !practice->no_save &&
		practice_pause(practice, false) == PAUSE_KEPT;

	fprintf(practice->io->out, "{\"paused\":%s}\n",
		kept ? "true" : "false");
	fflush(practice->io->out);
	return kept ? NEXT_QUIT : NEXT_AGAIN;
}

static enum next carry_out(struct practice *practice, const char *command)
{
	struct err err = { 0 };

	if (!strcmp(command, "pause"))
		return pause_session(practice);
	if (!strcmp(command, "panic"))
		return NEXT_QUIT;
	if (!strcmp(command, "quit"))
		return NEXT_LEAVE;
	if (session_command(practice->session, command, &err))
		return put_error(practice->io, "unknown-command", err.text);
	return NEXT_ASK;
}

/* Carries out one object. */
static enum next take(struct practice *practice, const cJSON *object)
{
	const char *command = json_get_string(object, "command");
	const cJSON *answer = json_get(object, "answer");
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	enum next next = NEXT_ASK;

	if (command)
		return carry_out(practice, command);
	if (!answer || !answer_text(answer, &text))
		next = put_error(practice->io, "no-answer", "expected "
				 "{\"answer\": text} or {\"command\": name}");
	else if (session_answer(practice->session, text.text, &err))
		next = put_error(practice->io, "bad-answer", err.text);
	strbuf_wipe(&text);
	return next;
}

/* Reads one line and carries it out. */
static enum next take_line(struct practice *practice)
{
	struct strbuf line = STRBUF_INIT;
	cJSON *object = NULL;
	struct err err = { 0 };
	enum next next;

	if (!line_read(practice->io->in, &line))
		next = NEXT_END;
	else if (json_parse(&object, line.text, line.len, &err))
		next = put_error(practice->io, "bad-json", err.text);
	else
		next = take(practice, object);
	cJSON_Delete(object);
	strbuf_wipe(&line);
	return next;
}

static int put_outcome(struct practice *practice)
{
	struct strbuf out = STRBUF_INIT;
	cJSON *outcome = session_outcome(practice->session);
	int status;

	if (!strcmp(session_result(practice->session).choice, "save"))
		status = practice_keep(practice, outcome);
	else
		status = practice_forget(practice);
	json_add(&out, outcome);
	put_line(practice->io, &out);
	cJSON_Delete(outcome);
	strbuf_wipe(&out);
	return status;
}

int practice_json(struct practice *practice)
{
	const struct cmd_io *io = practice->io;
	const struct session *session = practice->session;
	enum next next = NEXT_ASK;
	int status = STATUS_OK;

	put_says(io, session);
	while (next < NEXT_QUIT && session_ask(session)) {
		put_ask(io, session_ask(session));
		next = take_line(practice);
		if (next == NEXT_ASK)
			put_says(io, session);
	}
	if (!session_ask(session))
		status = put_outcome(practice);
	else if (next == NEXT_LEAVE)
		status = practice_forget(practice);
	return next == NEXT_END ? STATUS_FAILED : status;
}
