#include "practice/rehearsal.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coach/review.h"
#include "practice/patterns.h"
#include "practice/run.h"
#include "script/messages.h"

enum talk { TALK_WAITS, TALK_GOES_ON, TALK_OVER, TALK_REWINDS };

static struct turn *last(const struct rehearsal *r)
{
	return &r->turns[r->count - 1];
}

static void add_turn(struct rehearsal *r, const struct tactic *tactic,
		     const char *line)
{
	if (r->count == r->capacity)
		r->turns = mem_grow(r->turns, &r->capacity, sizeof(*r->turns));
	r->turns[r->count++] = (struct turn){
		.tactic = tactic, .line = mem_string(line),
		.partner = r->partner, .mentor = r->mentor,
	};
}

static void drop_turn(struct rehearsal *r)
{
	struct turn *turn = last(r);

	free(turn->line);
	free(turn->reply);
	r->count--;
}

/* A line that waits for its reply is no turn yet. */
static size_t replied(const struct rehearsal *r)
{
	return r->count && !last(r)->reply ? r->count - 1 : r->count;
}

/*
 * Back to the turn that `answer` names, or to the last: its line waits again,
 * and partner and mentor know no more than they did then.
 */
static enum talk rewind_to(struct rehearsal *r, const char *answer)
{
	size_t count = replied(r), n = 0, at = strlen(REHEARSAL_WHAT_IF);
	cJSON *values;

	while (answer[at] >= '0' && answer[at] <= '9' && n < 1000)
		n = n * 10 + (size_t)(answer[at++] - '0');
	if (at == strlen(REHEARSAL_WHAT_IF))
		n = count;
	if (answer[at] || !n || n > count) {
		run_reject(r->run, "rehearsal.no-turn");
		return TALK_WAITS;
	}
	while (r->count > n)
		drop_turn(r);
	r->before = *last(r);
	r->before.line = r->before.reply = NULL;
	r->compares = r->resumes = true;
	r->partner = last(r)->partner;
	r->mentor = last(r)->mentor;
	free(last(r)->reply);
	last(r)->reply = NULL;
	if (r->round_start >= n)
		r->round_start = n - 1;
	values = cJSON_CreateObject();
	cJSON_AddNumberToObject(values, "turn", (double)n);
	run_say(r->run, VOICE_INFO, "rehearsal.back", values);
	cJSON_Delete(values);
	return TALK_REWINDS;
}

static bool is_what_if(const char *answer)
{
	return !strncmp(answer, REHEARSAL_WHAT_IF, strlen(REHEARSAL_WHAT_IF));
}

static void set(char **text, const char *to)
{
	if (!to || !*to)
		return;
	free(*text);
	*text = mem_string(to);
}

/* Asks for turn N of one side; NULL: waits. */
static const char *ask(struct rehearsal *r, const char *side, const char *key,
		       size_t n)
{
	struct run *run = r->run;
	const struct tactic *tactic = r->count ? last(r)->tactic : NULL;
	struct strbuf name = STRBUF_INIT;

	strbuf_addf(&name, "%s-%zu", side, n);
	run_question(run, "reply", name.text, key, NULL);
	strbuf_release(&name);
	if (tactic) {
		set(&run->ask.hint, mentor_advice(&r->mentor, tactic));
		set(&run->ask.example, mentor_line(&r->mentor, tactic));
		set(&run->ask.why, tactic->why);
	}
	return run_take_optional(run);
}

/* The line that waits, and that it would be no game if it is of that kind. */
static void say_line(struct rehearsal *r)
{
	const struct tactic *tactic = last(r)->tactic;

	run_say_text(r->run, VOICE_PARTNER, last(r)->line);
	if (tactic && !strcmp(tactic->name, TACTIC_CRISIS))
		run_say(r->run, VOICE_MENTOR, "rehearsal.heavy", NULL);
}

/* The friend at the same keyboard types the other side. */
static enum talk their_line(struct rehearsal *r)
{
	const char *line = ask(r, "their", "rehearsal.their", r->count + 1);

	if (!line)
		return TALK_WAITS;
	if (is_what_if(line))
		return rewind_to(r, line);
	if (!*line || r->count >= REHEARSAL_TURNS_MAX)
		return TALK_OVER;
	if (run_review(r->run, line)->safety_count)
		run_say(r->run, VOICE_MENTOR, "rehearsal.heavy", NULL);
	add_turn(r, NULL, line);
	return TALK_GOES_ON;
}

/* The first line of a round, said to the draft. */
static void open_round(struct rehearsal *r)
{
	struct reading reading = READING_INIT;
	struct strbuf line = STRBUF_INIT;
	const struct tactic *tactic = NULL;

	reading_take(&reading, r->run, r->run->draft.text, &r->limit, NULL);
	partner_answer(&r->partner, &reading, true, &tactic, &line);
	add_turn(r, tactic, line.text);
	reading_release(&reading);
	strbuf_release(&line);
}

static size_t count_words(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text != ' ' && (text[1] == ' ' || !text[1]);
	return count;
}

static void note_reply(struct turn *turn, const char *reply,
		       const struct reading *reading)
{
	turn->reply = mem_string(reply);
	turn->stand = reading->stand;
	turn->words = count_words(reply);
	turn->warm = reading->warm;
	turn->closes = reading->closes;
	turn->reason = reading_has(reading, "reason") ||
		reading_has(reading, "excuse");
	turn->sorry = reading_has(reading, "apology") ||
		reading_has(reading, "apology-strong");
}

/* The mentor on the reply; after a rewind, on the two of them. */
static void comment(struct rehearsal *r, const struct reading *reading)
{
	struct turn *turn = last(r);
	struct strbuf text = STRBUF_INIT;

	mentor_comment(&r->mentor, reading, &r->limit, turn->tactic, &text);
	if (r->compares)
		rehearsal_say_difference(r, turn);
	else
		run_say_text(r->run, VOICE_MENTOR, text.text);
	r->compares = false;
	strbuf_wipe(&text);
}

/* The other side answers, unless a friend will; the mentor speaks first. */
static enum talk answer(struct rehearsal *r, const char *reply)
{
	static const char *const over[] = {
		"over.long", "over.accepted", "over.left", "over.gave-in",
	};
	struct reading reading = READING_INIT;
	struct strbuf line = STRBUF_INIT;
	const struct tactic *tactic = NULL;
	struct turn *turn = last(r);
	bool ends = r->count - r->round_start >= REHEARSAL_ROUND_MAX;

	reading_take(&reading, r->run, reply, &r->limit, turn->tactic);
	note_reply(turn, reply, &reading);
	if (r->run->setup->human) {
		comment(r, &reading);
		ends = false;
	} else {
		turn->act = partner_answer(&r->partner, &reading, false,
					   &tactic, &line);
		ends = ends || turn->act != PARTNER_PUSHES;
		comment(r, &reading);
		if (ends) {
			run_say_text(r->run, VOICE_PARTNER, line.text);
			r->over = over[turn->act];
		} else {
			add_turn(r, tactic, line.text);
			say_line(r);
		}
	}
	reading_release(&reading);
	strbuf_release(&line);
	return ends ? TALK_OVER : TALK_GOES_ON;
}

/* One line that waits, and its reply. */
static enum talk exchange(struct rehearsal *r)
{
	const char *reply = ask(r, "turn", "rehearsal.reply", r->count);

	if (!reply)
		return TALK_WAITS;
	if (is_what_if(reply))
		return rewind_to(r, reply);
	if (!*reply)
		return TALK_OVER;
	if (!gate_check_text(r->run, reply))
		return TALK_WAITS;
	return answer(r, reply);
}

/* Until the other side is done with it, or the person is. */
static enum talk round_of_talk(struct rehearsal *r)
{
	enum talk talk = TALK_GOES_ON;

	while (talk == TALK_GOES_ON || talk == TALK_REWINDS) {
		bool waiting = r->count && !last(r)->reply;

		if (r->resumes) {
			say_line(r);
			r->resumes = false;
		} else if (!waiting && r->run->setup->human) {
			talk = their_line(r);
			if (talk != TALK_GOES_ON)
				continue;
		} else if (!waiting) {
			open_round(r);
			say_line(r);
		}
		talk = exchange(r);
	}
	return talk;
}

/* After a round: on with the session, or once more. */
static enum talk ask_again(struct rehearsal *r)
{
	static const int harder[] = { 0, 0, 1, -1 };
	struct run *run = r->run;
	const char *reply;
	int choice;

	run_question(run, "reply", "again", "rehearsal.again", NULL);
	run_choices(run, "choices.again");
	run_set_initial(run, run->ask.choices.items[0]);
	reply = run_take(run);
	if (!reply)
		return TALK_WAITS;
	if (is_what_if(reply))
		return rewind_to(r, reply);
	choice = run_choice(run, reply);
	if (choice < 0)
		return TALK_WAITS;
	if (!choice)
		return TALK_OVER;
	r->partner.level += harder[choice & 3];
	partner_again(&r->partner);
	r->round_start = r->count;
	r->compares = false;
	return TALK_GOES_ON;
}

/* How it works, and the words that the other side answers. */
static void introduce(const struct rehearsal *r)
{
	cJSON *values = cJSON_CreateObject();

	run_say(r->run, VOICE_INFO, r->run->setup->human ?
		"rehearsal.intro-human" : "rehearsal.intro", NULL);
	cJSON_AddStringToObject(values, "draft", r->run->draft.text);
	run_say(r->run, VOICE_INFO, "rehearsal.said", values);
	cJSON_Delete(values);
	patterns_say(r->run, "rehearse");
}

static bool rounds(struct rehearsal *r)
{
	enum talk talk;

	introduce(r);
	do {
		if (round_of_talk(r) == TALK_WAITS)
			return false;
		if (r->count && !last(r)->reply) {
			drop_turn(r);
			r->over = "over.stopped";
		}
		if (!r->count)
			return true;
		rehearsal_say_summary(r);
		r->over = NULL;
		if (r->count >= REHEARSAL_TURNS_MAX)
			return true;
		talk = ask_again(r);
	} while (talk == TALK_GOES_ON || talk == TALK_REWINDS);
	return talk == TALK_OVER;
}

bool rehearsal_run(struct run *run)
{
	const struct session_setup *setup = run->setup;
	struct rehearsal r = { .run = run, .limit = LIMIT_INIT };
	bool done;

	if (!setup->playbook)
		return true;
	limit_find(&r.limit, run, run->draft.text);
	partner_start(&r.partner, setup->playbook, run->script, run->values,
		      setup->level, setup->seed);
	mentor_start(&r.mentor, setup->playbook, setup->seed);
	done = rounds(&r);
	if (r.count && !last(&r)->reply)
		drop_turn(&r);
	run->rehearsal = rehearsal_outcome(&r);
	while (r.count)
		drop_turn(&r);
	free(r.turns);
	limit_release(&r.limit);
	return done;
}
