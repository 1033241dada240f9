#ifndef PRACTICE_RUN_H
#define PRACTICE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "coach/rule.h"
#include "practice/session.h"
#include "script/script.h"

struct cJSON;
struct catalog_list;
struct review;

/*
 * run: one pass of a session through its answers. Private to src/practice.
 *
 * A step is a function that asks for what it needs, in order, and returns
 * false as soon as an answer is missing. Because every pass starts at the
 * beginning, a step keeps no state of its own: it reads what earlier steps
 * have put here.
 */
struct run {
	const struct session_setup *setup;
	struct strlist *answers;	/* of the session */
	size_t at;			/* answers used so far */
	size_t danger;			/* which of them, from 1, was the first
					 * to sound like it; 0: none */
	struct session_say *says;
	size_t say_count, say_capacity;
	struct session_ask ask;		/* waits where `asks` */
	bool asks;

	/* What the steps have found out. */
	struct script *script;		/* owned by the session */
	struct cJSON *values;		/* the fields' answers */
	int firmness;			/* or FIRMNESS_NONE */
	struct strbuf pattern;		/* its id, of patterns.h; "": none */
	enum lean leads;		/* what is shown first because of it */
	enum tone tone;
	struct strbuf draft;
	struct cJSON *before, *after;	/* ratings */
	struct cJSON *rehearsal;	/* its outcome; NULL: no reply given */
	struct cJSON *plan;		/* plan.h says what it holds, */
	struct cJSON *follow;		/* and after.h this one */
	struct strbuf country;
	const char *choice;
	const char *to;			/* where it is sent; borrowed */
	bool promise;			/* the plan is one to oneself */
	const char *stopped;
	bool introduced;
	struct script *(*load)(void *data, const char *name);
	const struct catalog_list *(*list)(void *data);	/* of all scripts */
	void *data;
};

/* A skip in the list of answers. */
#define RUN_SKIP "\x01"

/* Says a text, or message `key` (item 0) filled with `values` (or NULL). */
void run_say_text(struct run *run, enum voice voice, const char *text);
void run_say(struct run *run, enum voice voice, const char *key,
	     const struct cJSON *values);

/* Drops what was said, or asked, and keeps the memory of the list. */
void run_forget_says(struct run *run);
void run_forget_ask(struct run *run);

/*
 * Starts a question: the prompt is message `key`.ask filled with `values`,
 * hint and why come from `key`.hint and `key`.why where they exist. Set what
 * else it needs in run->ask, then call one of the run_take functions.
 */
void run_question(struct run *run, const char *step, const char *name,
		  const char *key, const struct cJSON *values);
void run_set_initial(struct run *run, const char *text);
/* Choices from the list at message `key`. */
void run_choices(struct run *run, const char *key);

/*
 * The answer to run->ask, borrowed, or NULL where it waits. Skips and empty
 * answers become the default, or "" where the question is optional.
 */
const char *run_take(struct run *run);
/* The same for a question that may be left empty. */
const char *run_take_optional(struct run *run);
/* Which of the choices, by number, word or beginning of a word; -1: waits. */
int run_take_choice(struct run *run);
/* The same for an answer that was taken already. */
int run_choice(struct run *run, const char *answer);
/* Which item of a list an answer means, by number, word or beginning of a word;
 * -1 where none, -2 where several. */
int run_match(const struct strlist *list, const char *answer);
/* A whole number from min to max; false: waits. */
bool run_take_number(struct run *run, int min, int max, int *out);
/* The same for an answer that was taken already. */
bool run_number(struct run *run, const char *answer, int min, int max,
		int *out);
/* Asks the same again, because of message `key`. The step returns false. */
void run_reject(struct run *run, const char *key);

/* Shows the crisis lines of the country chosen, for the named safety. */
void run_say_lines(struct run *run, const char *safety);

/* Reviews a text with the kind and firmness of this run. */
const struct review *run_review(struct run *run, const char *text);

/* The steps, in order. */
bool opening_run(struct run *run);	/* consent, situation, gate, ratings */
bool drafting_run(struct run *run);	/* fields, tone, edit */
bool rehearsal_run(struct run *run);	/* replies, where there is a playbook */
bool closing_run(struct run *run);	/* ratings again, keep */

/*
 * Looks for safety in what was typed last and, where something is found, shows
 * where help is and asks whether to stop. False: waits, or it was stopped.
 */
bool gate_check_text(struct run *run, const char *text);
/* Whether that look finds anything; it says nothing. */
bool gate_notices(struct run *run, const char *text);
/* Whether the words reviewed threaten or control: those are not polished. */
bool gate_threatens(struct run *run, const struct review *review);
bool gate_run(struct run *run);

#endif
