#include "practice/session.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "coach/rule.h"
#include "practice/after.h"
#include "practice/plan.h"
#include "practice/rehearsal.h"
#include "practice/run.h"
#include "script/catalog.h"
#include "script/messages.h"

struct session {
	struct session_setup setup;
	char *script_name, *kind, *country;	/* copies for the setup */
	struct strlist answers;
	struct strlist undone;		/* answers taken back, latest last */
	struct script *script;		/* the last one loaded */
	struct catalog_list list;	/* of all scripts, once it was asked for */
	struct run run;			/* the pass that led to now */
};

const char *const session_commands[] = {
	"back", "skip", "undo", "hint", "example", "why", "say", "what-if",
	"calm", "lines", "edit", "pause", "panic", "quit", "help", NULL,
};

const char *voice_name(enum voice voice)
{
	static const char *const names[] = {
		"info", "coach", "mentor", "partner",
	};

	return names[voice];
}

static void release_run(struct run *run)
{
	run_forget_says(run);
	free(run->says);
	run_forget_ask(run);
	cJSON_Delete(run->values);
	cJSON_Delete(run->before);
	cJSON_Delete(run->after);
	cJSON_Delete(run->rehearsal);
	cJSON_Delete(run->plan);
	cJSON_Delete(run->follow);
	strbuf_wipe(&run->draft);
	strbuf_release(&run->country);
	strbuf_release(&run->pattern);
}

/* Scripts are parsed once, though every pass asks for them again. */
static struct script *load(void *data, const char *name)
{
	struct session *s = data;
	struct script *script = NULL;
	struct err err = { 0 };

	if (s->script && !strcmp(s->script->name, name))
		return s->script;
	if (catalog_load(s->setup.catalog, name, &script, &err))
		return NULL;
	script_free(s->script);
	s->script = script;
	return script;
}

/* The same holds for the list of them, which reads every one. */
static const struct catalog_list *list(void *data)
{
	struct session *s = data;

	if (s->setup.scripts)
		return s->setup.scripts;
	if (!s->list.count)
		catalog_list(s->setup.catalog, &s->list);
	return &s->list;
}

/* The whole machine: run from the beginning to the first open question. */
static void pass(struct session *s)
{
	struct run *run = &s->run;

	release_run(run);
	*run = (struct run){
		.setup = &s->setup, .answers = &s->answers,
		.values = cJSON_CreateObject(),
		.before = cJSON_CreateObject(), .after = cJSON_CreateObject(),
		.plan = cJSON_CreateObject(),
		.follow = cJSON_CreateObject(),
		.firmness = FIRMNESS_NONE, .tone = TONE_PLAIN,
		.pattern = STRBUF_INIT,
		.draft = STRBUF_INIT, .country = STRBUF_INIT,
		.choice = "", .to = "", .load = load,
		.list = list, .data = s,
	};
	if (s->setup.past)
		after_run(run);
	else if (opening_run(run) && drafting_run(run) && rehearsal_run(run) &&
	    plan_run(run))
		closing_run(run);
}

static char *copy(const char *text)
{
	return text ? mem_string(text) : NULL;
}

struct session *session_new(const struct session_setup *setup)
{
	struct session *s = mem_array(1, sizeof(*s));

	s->setup = *setup;
	s->setup.script = s->script_name = copy(setup->script);
	s->setup.kind = s->kind = copy(setup->kind);
	s->setup.country = s->country = copy(setup->country);
	s->run.draft = (struct strbuf)STRBUF_INIT;
	s->run.country = (struct strbuf)STRBUF_INIT;
	s->run.pattern = (struct strbuf)STRBUF_INIT;
	pass(s);
	return s;
}

void session_free(struct session *s)
{
	if (!s)
		return;
	release_run(&s->run);
	script_free(s->script);
	catalog_list_release(&s->list);
	strlist_wipe(&s->answers);
	strlist_wipe(&s->undone);
	free(s->script_name);
	free(s->kind);
	free(s->country);
	free(s);
}

const struct session_say *session_says(const struct session *s, size_t *count)
{
	*count = s->run.say_count;
	return s->run.says;
}

const struct session_ask *session_ask(const struct session *s)
{
	return s->run.asks ? &s->run.ask : NULL;
}

int session_answer(struct session *s, const char *answer, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	size_t len = strlen(answer);

	if (!s->run.asks)
		return err_set(err, ERR_USAGE, "the session is over");
	if (len > SESSION_ANSWER_MAX)
		return err_set(err, ERR_INPUT, "an answer has at most %d bytes",
			       SESSION_ANSWER_MAX);
	if (utf8_check(answer, len) != len)
		return err_set(err, ERR_INPUT, "the answer is not valid UTF-8");
	strbuf_addstr(&text, answer);
	strbuf_trim(&text);
	strlist_add(&s->answers, text.text);
	strbuf_wipe(&text);
	strlist_wipe(&s->undone);
	pass(s);
	return 0;
}

/* Only what the command says is new; the question stays. */
static void say_only(struct session *s, enum voice voice, const char *text)
{
	run_forget_says(&s->run);
	run_say_text(&s->run, voice, text);
}

static void say_message(struct session *s, const char *key)
{
	run_forget_says(&s->run);
	run_say(&s->run, VOICE_INFO, key, NULL);
}

static void wipe(char *text)
{
	explicit_bzero(text, strlen(text));
	free(text);
}

static char *take_last(struct strlist *list)
{
	return list->items[--list->count];
}

/*
 * Back takes the last answer away; undo gives it again, so that a person who
 * went back too far loses nothing.
 */
static void go_back(struct session *s)
{
	char *last;

	if (!s->answers.count) {
		say_message(s, "commands.at-start");
		return;
	}
	last = take_last(&s->answers);
	strlist_add(&s->undone, last);
	wipe(last);
	pass(s);
}

static void undo(struct session *s)
{
	char *last;

	if (!s->undone.count) {
		go_back(s);
		return;
	}
	last = take_last(&s->undone);
	strlist_add(&s->answers, last);
	wipe(last);
	pass(s);
}

static void skip(struct session *s)
{
	const struct session_ask *ask = &s->run.ask;

	if (!ask->optional && !ask->initial) {
		say_message(s, "commands.cannot-skip");
		return;
	}
	strlist_add(&s->answers, RUN_SKIP);
	pass(s);
}

/* To another reply: an answer like any other, so that back undoes it. */
static void what_if(struct session *s, const char *number)
{
	struct strbuf answer = STRBUF_INIT;

	if (strcmp(s->run.ask.step, "reply")) {
		say_message(s, "commands.no-what-if");
		return;
	}
	while (*number == ' ')
		number++;
	strbuf_addf(&answer, REHEARSAL_WHAT_IF "%s", number);
	strlist_add(&s->answers, answer.text);
	strlist_wipe(&s->undone);
	strbuf_release(&answer);
	pass(s);
}

/* Saying it aloud needs no machine, and so nothing is recorded. */
static void invite_to_say(struct session *s)
{
	if (!strcmp(s->run.ask.step, "reply"))
		say_message(s, "say.reply");
	else
		say_message(s, s->run.draft.len ? "say.draft" : "say.later");
}

static void say_or(struct session *s, const char *text, const char *key)
{
	if (text && *text)
		say_only(s, VOICE_COACH, text);
	else
		say_message(s, key);
}

static void help(struct session *s)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; session_commands[i]; i++) {
		struct strbuf key = STRBUF_INIT;

		strbuf_addf(&key, "help.%s", session_commands[i]);
		strbuf_addf(&text, "%s:%s  ", i ? "\n" : "",
			    session_commands[i]);
		messages_add(s->setup.messages, key.text, 0, NULL, &text);
		strbuf_release(&key);
	}
	say_only(s, VOICE_INFO, text.text);
	strbuf_release(&text);
}

int session_command(struct session *s, const char *command, struct err *err)
{
	const struct session_ask *ask = &s->run.ask;

	if (!strcmp(command, "back"))
		go_back(s);
	else if (!strcmp(command, "undo"))
		undo(s);
	else if (!strcmp(command, "help"))
		help(s);
	else if (!s->run.asks)
		say_message(s, "commands.over");
	else if (!strcmp(command, "skip"))
		skip(s);
	else if (!strncmp(command, "what-if", strlen("what-if")) &&
		 strchr(" ", command[strlen("what-if")]))
		what_if(s, command + strlen("what-if"));
	else if (!strcmp(command, "say"))
		invite_to_say(s);
	else if (!strcmp(command, "hint"))
		say_or(s, ask->hint, "commands.no-hint");
	else if (!strcmp(command, "example"))
		say_or(s, ask->example, "commands.no-example");
	else if (!strcmp(command, "why"))
		say_or(s, ask->why, "commands.no-why");
	else if (!strcmp(command, "calm"))
		say_message(s, "calm.short");
	else if (!strcmp(command, "lines")) {
		run_forget_says(&s->run);
		run_say_lines(&s->run, NULL);
	} else
		return err_set(err, ERR_NOTFOUND, "no command :%s", command);
	return 0;
}

const struct strlist *session_answers(const struct session *s)
{
	return &s->answers;
}

size_t session_keepable(const struct session *s)
{
	return s->run.danger ? s->run.danger - 1 : s->answers.count;
}

void session_replay(struct session *s, const struct strlist *answers)
{
	for (size_t i = 0; i < answers->count; i++)
		strlist_add(&s->answers, answers->items[i]);
	pass(s);
}

const char *session_draft(const struct session *s)
{
	return s->run.draft.text;
}

struct session_result session_result(const struct session *s)
{
	const struct run *run = &s->run;

	return (struct session_result){
		run->script ? run->script->name : "",
		run->draft.len ? tone_name(run->tone) : "",
		run->draft.text, run->choice, run->to, run->stopped,
		run->country.text, run->introduced,
	};
}

struct cJSON *session_outcome(const struct session *s)
{
	struct session_result result = session_result(s);
	cJSON *out;

	if (s->setup.past)
		return cJSON_Duplicate(s->run.follow, true);
	out = cJSON_CreateObject();
	cJSON_AddTrueToObject(out, "done");
	cJSON_AddStringToObject(out, "script", result.script);
	cJSON_AddStringToObject(out, "tone", result.tone);
	cJSON_AddStringToObject(out, "draft", result.draft);
	cJSON_AddItemToObject(out, "before",
			      cJSON_Duplicate(s->run.before, true));
	cJSON_AddItemToObject(out, "after",
			      cJSON_Duplicate(s->run.after, true));
	if (s->run.rehearsal)
		cJSON_AddItemToObject(out, "rehearsal",
				      cJSON_Duplicate(s->run.rehearsal, true));
	if (cJSON_GetArraySize(s->run.plan))
		cJSON_AddItemToObject(out, "plan",
				      cJSON_Duplicate(s->run.plan, true));
	cJSON_AddBoolToObject(out, "saved", false);
	cJSON_AddStringToObject(out, "choice", result.choice);
	if (s->run.promise)
		cJSON_AddTrueToObject(out, "promise");
	if (result.stopped)
		cJSON_AddStringToObject(out, "stopped", result.stopped);
	return out;
}
