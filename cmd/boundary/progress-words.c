/* Progress in sentences: for the page, for screen readers, for the picture. */

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "local_day.h"
#include "practice/playbook.h"
#include "progress.h"
#include "script/messages.h"

/* More than three is a list to read, and not something to work on. */
#define NAMED_MAX 3
/* From so many talks on, the first and the last few are compared. */
#define TREND_MIN 6
#define TREND_MAX 5
/* A tactic met once says little, and one that is answered well four times out
 * of five is not hard. */
#define MET_MIN 2
#define WELL(held, met) ((held) * 5 >= (met) * 4)

void view_add(struct strbuf *out, const struct view *view, const char *key,
	      const cJSON *values)
{
	messages_add(view->messages, key, 0, values, out);
}

static void add_sentence(const struct view *view, struct strlist *out,
			 const char *key, const cJSON *values)
{
	struct strbuf text = STRBUF_INIT;

	view_add(&text, view, key, values);
	strbuf_trim(&text);
	if (text.len)
		strlist_add(out, text.text);
	strbuf_release(&text);
}

static void set_count(cJSON *values, const char *name, size_t count)
{
	if (count)
		cJSON_AddNumberToObject(values, name, (double)count);
}

/* With one digit behind the point, where there is any; percents without. */
static void set_mean(cJSON *values, const char *name, double mean)
{
	struct strbuf text = STRBUF_INIT;
	int tenths = mean > 10 ? (int)(mean + 0.5) * 10 :
		(int)(mean * 10 + 0.5);

	strbuf_addf(&text, tenths % 10 ? "%d.%d" : "%d", tenths / 10,
		    tenths % 10);
	if (mean >= 0)
		cJSON_AddStringToObject(values, name, text.text);
	strbuf_release(&text);
}

/* "March", "March 2025" where that is another year, "12 March" where a day was
 * asked for that begins no month. */
static void set_since(cJSON *values, const struct view *view)
{
	struct date first = view->since.year ? view->since :
		local_day(view->progress->first);
	cJSON *parts = cJSON_CreateObject();
	struct strbuf text = STRBUF_INIT;
	const char *month = messages_item(view->messages, "months",
					  (size_t)first.month - 1);

	cJSON_AddStringToObject(parts, "month", month ? month : "");
	if (view->since.year && first.day != 1)
		cJSON_AddNumberToObject(parts, "day", first.day);
	if (first.year != view->today.year)
		cJSON_AddNumberToObject(parts, "year", first.year);
	view_add(&text, view, "since", parts);
	cJSON_AddStringToObject(values, "since", text.text);
	cJSON_Delete(parts);
	strbuf_release(&text);
}

static void add_evidence(const struct view *view, struct strlist *out)
{
	const struct progress *p = view->progress;
	size_t said = p->said[SAID_YES], held = p->held[ANSWER_YES];
	cJSON *values = cJSON_CreateObject();

	set_since(values, view);
	set_count(values, "practised", p->count);
	cJSON_AddBoolToObject(values, "from", view->since.year);
	cJSON_AddNumberToObject(values, "said", (double)said);
	cJSON_AddBoolToObject(values, "no", said == p->said_no);
	if (said == 1)
		set_count(values, "held", held);
	else
		cJSON_AddNumberToObject(values, "held", (double)held);
	add_sentence(view, out, !said ? "evidence.none" : said == 1 ?
		     "evidence.one" : held == said ? "evidence.all" :
		     "evidence.some", values);
	set_count(values, "count", p->said_no);
	if (said > 1 && p->said_no && p->said_no < said)
		add_sentence(view, out, "evidence.mixed", values);
	set_count(values, "partly", p->held[ANSWER_PARTLY]);
	if (p->held[ANSWER_PARTLY])
		add_sentence(view, out, "more.partly", values);
	set_count(values, "not_yet", p->said[SAID_NOT_YET]);
	set_count(values, "not_needed", p->said[SAID_NOT_NEEDED]);
	cJSON_AddBoolToObject(values, "both", p->said[SAID_NOT_YET] &&
			      p->said[SAID_NOT_NEEDED]);
	add_sentence(view, out, "more.other", values);
	cJSON_Delete(values);
}

static double mean_of(const struct progress *p, enum measure measure)
{
	size_t count;

	return progress_mean(p, measure, 0, p->count, &count);
}

/* The few talks at each end say more than a line through all of them. */
static void add_trend(const struct view *view, struct strlist *out)
{
	const struct progress *p = view->progress;
	size_t few = p->count / 2 < TREND_MAX ? p->count / 2 : TREND_MAX;
	size_t early, late;
	cJSON *values;
	double first = progress_mean(p, HARD_BEFORE, 0, few, &early);
	double last = progress_mean(p, HARD_BEFORE, p->count - few, p->count,
				    &late);

	if (p->count < TREND_MIN || early < few || late < few)
		return;
	values = cJSON_CreateObject();
	cJSON_AddNumberToObject(values, "count", (double)few);
	set_mean(values, "first", first);
	set_mean(values, "last", last);
	add_sentence(view, out, "hard_trend", values);
	cJSON_Delete(values);
}

static void add_ratings(const struct view *view, struct strlist *out,
			const char *key, enum measure before,
			enum measure after, enum measure later)
{
	const struct progress *p = view->progress;
	cJSON *values;

	if (mean_of(p, before) < 0 || mean_of(p, after) < 0)
		return;
	values = cJSON_CreateObject();
	set_mean(values, "before", mean_of(p, before));
	set_mean(values, "after", mean_of(p, after));
	if (later != MEASURES)
		set_mean(values, "later", mean_of(p, later));
	add_sentence(view, out, key, values);
	cJSON_Delete(values);
}

static void add_feared(const struct view *view, struct strlist *out)
{
	const size_t *came = view->progress->came;
	size_t no = came[ANSWER_NO], partly = came[ANSWER_PARTLY];
	size_t yes = came[ANSWER_YES];
	size_t all = no + partly + yes;
	cJSON *values = cJSON_CreateObject();

	cJSON_AddNumberToObject(values, "count", (double)all);
	cJSON_AddBoolToObject(values, "once", all == 1);
	cJSON_AddNumberToObject(values, "no", (double)no);
	cJSON_AddNumberToObject(values, "partly", (double)partly);
	cJSON_AddNumberToObject(values, "yes", (double)yes);
	if (all)
		add_sentence(view, out, "feared", values);
	cJSON_Delete(values);
}

static void add_promises(const struct view *view, struct strlist *out)
{
	const size_t *promises = view->progress->promises;
	cJSON *values = cJSON_CreateObject();
	size_t all = 0;

	for (int i = 0; i < PROMISE_STATES; i++) {
		const char *name = promise_state_name((enum promise_state)i);

		all += promises[i];
		if (i == PROMISE_KEPT)
			cJSON_AddNumberToObject(values, name,
						(double)promises[i]);
		else
			set_count(values, name, promises[i]);
	}
	if (all)
		add_sentence(view, out, "promises", values);
	cJSON_Delete(values);
}

/* --- lists ------------------------------------------------------------------- */

static void add_item(const struct view *view, struct strbuf *list,
		     const char *key, const cJSON *values)
{
	if (list->len)
		view_add(list, view, "comma", NULL);
	view_add(list, view, key, values);
}

static void add_list(const struct view *view, struct strlist *out,
		     const char *key, const struct strbuf *list)
{
	cJSON *values = cJSON_CreateObject();

	cJSON_AddStringToObject(values, "list", list->text);
	if (list->len)
		add_sentence(view, out, key, values);
	cJSON_Delete(values);
}

static void add_tactics(const struct view *view, struct strlist *out)
{
	const struct tallies *tactics = &view->progress->tactics;
	struct strbuf list = STRBUF_INIT;
	size_t named = 0;

	for (size_t i = 0; i < tactics->count && named < NAMED_MAX; i++) {
		const struct tally *t = &tactics->items[i];
		const struct tactic *known = view->playbook ?
			playbook_tactic(view->playbook, t->name) : NULL;
		cJSON *values;

		if (t->first < MET_MIN || WELL(t->second, t->first) ||
		    !known)
			continue;
		values = cJSON_CreateObject();
		cJSON_AddStringToObject(values, "name", known->title);
		cJSON_AddNumberToObject(values, "held", (double)t->second);
		cJSON_AddNumberToObject(values, "met", (double)t->first);
		add_item(view, &list, "tactic", values);
		cJSON_Delete(values);
		named++;
	}
	add_list(view, out, "tactics", &list);
	strbuf_release(&list);
}

static void add_strengths(const struct view *view, struct strlist *out)
{
	const struct progress *p = view->progress;
	struct strbuf list = STRBUF_INIT, key = STRBUF_INIT;
	size_t named = 0;

	for (size_t i = 0; i < p->strengths.count && named < NAMED_MAX; i++) {
		const struct tally *t = &p->strengths.items[i];
		const char *name;
		cJSON *values;

		strbuf_reset(&key);
		strbuf_addf(&key, "strength_names.%s", t->name);
		name = messages_text(view->messages, key.text);
		if (!name || !p->rehearsed[0] || t->second *
		    p->rehearsed[0] <= t->first * p->rehearsed[1])
			continue;
		values = cJSON_CreateObject();
		cJSON_AddStringToObject(values, "name", name);
		cJSON_AddNumberToObject(values, "first", (double)t->first);
		cJSON_AddNumberToObject(values, "second", (double)t->second);
		cJSON_AddNumberToObject(values, "first_of",
					(double)p->rehearsed[0]);
		cJSON_AddNumberToObject(values, "second_of",
					(double)p->rehearsed[1]);
		add_item(view, &list, "strength", values);
		cJSON_Delete(values);
		named++;
	}
	add_list(view, out, "strengths", &list);
	strbuf_release(&list);
	strbuf_release(&key);
}

void view_sentences(const struct view *view, struct strlist *out)
{
	add_evidence(view, out);
	add_ratings(view, out, "hard", HARD_BEFORE, HARD_AFTER, HARD_LATER);
	add_trend(view, out);
	add_ratings(view, out, "likely", LIKELY_BEFORE, LIKELY_AFTER,
		    MEASURES);
	add_feared(view, out);
	add_promises(view, out);
	add_tactics(view, out);
	add_strengths(view, out);
}
