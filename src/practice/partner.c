#include "practice/partner.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "practice/reading.h"
#include "script/messages.h"
#include "script/script.h"

/* By level 1 to 5: what it takes, and how soft it may be before that. */
static const int patience[] = { 1, 3, 5, 7, 10 };
static const unsigned early_percent[] = { 50, 20, 10, 5, 0 };
static const unsigned leaves_percent[] = { 0, 10, 20, 35, 50 };

/* What a tactic is worth: behind a move that it fits, least and most; for a
 * move that is pressed, times; in the script itself; and each time before. */
#define FIT_LEAST 1
#define FIT_MOST 6
#define PRESS_FACTOR 3
#define IN_SCRIPT 3
#define MET_BEFORE 5
/* How far below the best one a tactic may be and still come. */
#define SLACK 3
/* How often it takes the person's own words up. */
#define ECHO_PERCENT 45
/* Talk of self-harm comes only where a script has it, and not in play. */
#define CRISIS_LEVEL 4

void partner_start(struct partner *p, const struct playbook *book,
		   const struct script *script, const struct cJSON *values,
		   int level, uint64_t seed)
{
	*p = (struct partner){
		.book = book, .script = script, .values = values,
		.level = level,
	};
	lots_start(&p->lots, seed, 1);
	partner_again(p);
}

void partner_again(struct partner *p)
{
	p->level = p->level < 1 ? 1 : p->level > 5 ? 5 : p->level;
	p->patience = patience[p->level - 1];
	p->heat = 0;
	memset(p->met, 0, sizeof(p->met));
}

/* Pushback i of the script, filled with the person's words. */
static char *script_line(const struct partner *p, size_t i)
{
	struct strbuf line = STRBUF_INIT;

	script_pushback(p->script, i, p->values, &line);
	return strbuf_detach(&line);
}

/* The lines of the script for a tactic that were not said yet. */
static void fresh_lines(const struct partner *p, const char *tactic,
			struct strlist *out)
{
	for (size_t i = 0; i < p->script->pushback_count; i++) {
		char *line;

		if (strcmp(p->script->pushbacks[i].tactic, tactic))
			continue;
		line = script_line(p, i);
		if (!lots_age(&p->lots, line))
			strlist_add(out, line);
		free(line);
	}
}

static int fit(const struct tactic *tactic, const char *move)
{
	for (size_t i = 0; i < tactic->after_count; i++)
		if (!strcmp(tactic->after[i], move))
			return FIT_MOST - (int)i > FIT_LEAST ?
				FIT_MOST - (int)i : FIT_LEAST;
	return 0;
}

static int worth(const struct partner *p, size_t t, const struct reading *r)
{
	const struct tactic *tactic = &p->book->tactics[t];
	struct strlist own = STRLIST_INIT;
	int sum = -MET_BEFORE * p->met[t];

	fresh_lines(p, tactic->name, &own);
	sum += own.count ? IN_SCRIPT : 0;
	if (!strcmp(tactic->name, TACTIC_CRISIS) &&
	    (!own.count || p->level < CRISIS_LEVEL))
		sum = -1000;
	strlist_release(&own);
	for (size_t m = 0; m < r->moves.count; m++)
		sum += fit(tactic, r->moves.items[m]) *
			(m == r->pressed ? PRESS_FACTOR : 1);
	return sum;
}

/* One of those that fit best; the opening keeps to the script. */
static size_t choose(struct partner *p, const struct reading *r, bool opening)
{
	int worths[PLAYBOOK_TACTICS_MAX];
	size_t near[PLAYBOOK_TACTICS_MAX], count = 0;
	int best = -10000;

	for (size_t t = 0; t < p->book->count; t++) {
		struct strlist own = STRLIST_INIT;

		worths[t] = worth(p, t, r);
		if (opening) {
			fresh_lines(p, p->book->tactics[t].name, &own);
			worths[t] += own.count ? 100 : 0;
			strlist_release(&own);
		}
		if (worths[t] > best)
			best = worths[t];
	}
	for (size_t t = 0; t < p->book->count; t++)
		if (worths[t] >= best - SLACK)
			near[count++] = t;
	return near[lots_below(&p->lots, count)];
}

/* Fresh lines of the tactic, those nearest to what the mood asks for. */
static const char *tactic_line(struct partner *p, const struct tactic *tactic)
{
	const char **near = mem_array(tactic->line_count, sizeof(*near));
	int wanted = p->level + p->heat, best = 100;
	const char *line = NULL;
	size_t count = 0;

	wanted = wanted < 1 ? 1 : wanted > 5 ? 5 : wanted;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < tactic->line_count; i++) {
			const struct tactic_line *l = &tactic->lines[i];
			int off = abs(l->level - wanted);

			if (lots_age(&p->lots, l->say) && !pass)
				continue;
			if (off < best) {
				best = off;
				count = 0;
			}
			if (off == best)
				near[count++] = l->say;
		}
		if (count)
			break;
	}
	if (count)
		line = near[lots_draw(&p->lots, near, count)];
	free(near);
	return line;
}

/* A line that takes up the person's own words, or false. */
static bool echo(struct partner *p, const struct reading *r,
		 struct strbuf *out)
{
	const struct messages *replies = p->book->replies;
	struct strbuf key = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();
	size_t count, i = 0;
	bool done = false;

	if (*reading_quote(r)) {
		strbuf_addf(&key, "echoes.%s", reading_pressed(r));
		cJSON_AddStringToObject(values, "words", reading_quote(r));
	}
	count = key.len ? messages_count(replies, key.text) : 0;
	if (count && lots_chance(&p->lots, ECHO_PERCENT)) {
		i = lots_below(&p->lots, count);
		done = !lots_age(&p->lots,
				 messages_item(replies, key.text, i));
	}
	if (done) {
		lots_note(&p->lots, messages_item(replies, key.text, i));
		messages_add(replies, key.text, i, values, out);
	}
	cJSON_Delete(values);
	strbuf_release(&key);
	return done;
}

static void say_message(struct partner *p, const char *key, struct strbuf *out)
{
	size_t i = lots_message(&p->lots, p->book->replies, key);

	messages_add(p->book->replies, key, i, NULL, out);
}

/* Half of the time the script's own words, as long as there are any. */
static void push(struct partner *p, const struct reading *r, bool opening,
		 const struct tactic **tactic, struct strbuf *out)
{
	struct strlist own = STRLIST_INIT;
	const char *line = NULL;
	size_t t;

	if (!p->book->count || (opening && !p->script->pushback_count)) {
		say_message(p, "starts", out);
		return;
	}
	t = choose(p, r, opening);
	*tactic = &p->book->tactics[t];
	if (p->met[t] < 100)
		p->met[t]++;
	if (!opening && echo(p, r, out))
		return;
	fresh_lines(p, (*tactic)->name, &own);
	if (own.count && (opening || lots_chance(&p->lots, 60)))
		line = own.items[lots_below(&p->lots, own.count)];
	if (!line)
		line = tactic_line(p, *tactic);
	if (line) {
		strbuf_addstr(out, line);
		lots_note(&p->lots, line);
	} else {
		say_message(p, "starts", out);
	}
	strlist_release(&own);
}

/* What the reply does to the other side's mood. */
static void weigh(struct partner *p, const struct reading *r)
{
	if (r->hard)
		p->heat++;
	if (r->stand == STAND_HELD && !r->hard) {
		p->patience -= 2;
		p->heat--;
	} else if (r->stand == STAND_UNSAID && !r->hard) {
		p->patience--;
	} else if (r->stand == STAND_SLIPPED) {
		p->heat++;
	}
	p->heat = p->heat > 2 ? 2 : p->heat < -1 ? -1 : p->heat;
}

enum partner_act partner_answer(struct partner *p, const struct reading *r,
				bool opening, const struct tactic **tactic,
				struct strbuf *out)
{
	unsigned level = (unsigned)p->level - 1;

	*tactic = NULL;
	if (opening) {
		push(p, r, true, tactic, out);
		return PARTNER_PUSHES;
	}
	weigh(p, r);
	if (r->stand == STAND_GAVE_IN) {
		say_message(p, "wins", out);
		return PARTNER_WINS;
	}
	if (r->stand == STAND_HELD && !r->hard &&
	    (p->patience <= 0 || r->closes ||
	     lots_chance(&p->lots, early_percent[level]))) {
		if (r->closes || lots_chance(&p->lots, leaves_percent[level])) {
			say_message(p, "ends", out);
			return PARTNER_LEAVES;
		}
		say_message(p, "accepts", out);
		return PARTNER_ACCEPTS;
	}
	push(p, r, false, tactic, out);
	return PARTNER_PUSHES;
}
