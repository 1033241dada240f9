/* What a rehearsal came to: in words, in a comparison, and as JSON. */

#include <cjson/cJSON.h>
#include <string.h>

#include "base/mem.h"
#include "base/strlist.h"
#include "practice/rehearsal.h"
#include "practice/run.h"
#include "script/messages.h"

/* More than three strengths is flattery, not feedback. */
#define STRENGTHS_SHOWN 3
/* A reply of so many words is short. */
#define SHORT_WORDS 12

static const char *const stand_names[] = {
	"held", "unsaid", "slipped", "gave-in",
};
static const char *const act_names[] = {
	"pushes", "accepts", "leaves", "wins",
};

static const struct messages *words(const struct rehearsal *r)
{
	return r->run->setup->playbook->mentor;
}

static void add_line(const struct rehearsal *r, const char *key,
		     const cJSON *values, struct strbuf *out)
{
	if (out->len)
		strbuf_addch(out, '\n');
	messages_add(words(r), key, 0, values, out);
}

/* The number of the first turn of a stand, or 0. */
static size_t first_turn(const struct rehearsal *r, enum stand stand)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->turns[i].stand == stand)
			return i + 1;
	return 0;
}

static size_t count_held(const struct rehearsal *r)
{
	size_t held = 0;

	for (size_t i = 0; i < r->count; i++)
		held += r->turns[i].stand == STAND_HELD;
	return held;
}

/* Each tactic met, once, in order: by title, or by name. */
static void tactics_met(const struct rehearsal *r, bool title,
			struct strlist *out)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct tactic *t = r->turns[i].tactic;

		if (t && !strlist_has(out, title ? t->title : t->name))
			strlist_add(out, title ? t->title : t->name);
	}
}

/* `key` with a list of texts in it; nothing for an empty list. */
static void add_list(const struct rehearsal *r, const char *key,
		     const struct strlist *list, struct strbuf *out)
{
	struct strbuf joined = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();

	for (size_t i = 0; i < list->count; i++) {
		if (i)
			messages_add(words(r), "summary.comma", 0, NULL,
				     &joined);
		strbuf_addstr(&joined, list->items[i]);
	}
	cJSON_AddStringToObject(values, "list", joined.text);
	if (list->count)
		add_line(r, key, values, out);
	cJSON_Delete(values);
	strbuf_release(&joined);
}

static void add_strength(bool is, const char *name, struct strlist *out)
{
	if (is)
		strlist_add(out, name);
}

/* By name. Only what was done and can be seen: praise for nothing is worth
 * nothing. */
static void list_strengths(const struct rehearsal *r, struct strlist *out)
{
	size_t held = count_held(r);
	bool warm = false, closes = false, reason = false, sorry = false;
	bool wordy = false, came_back = false;

	for (size_t i = 0; i < r->count; i++) {
		const struct turn *turn = &r->turns[i];
		bool holds = turn->stand == STAND_HELD;

		warm |= holds && turn->warm;
		closes |= holds && turn->closes;
		reason |= turn->reason;
		sorry |= turn->sorry;
		wordy |= turn->words > SHORT_WORDS;
		came_back |= holds && i &&
			r->turns[i - 1].stand >= STAND_SLIPPED;
	}
	add_strength(came_back, "came-back", out);
	add_strength(held > 1, "repeated", out);
	add_strength(warm, "warm", out);
	add_strength(closes, "closed", out);
	add_strength(held && !reason, "no-reason", out);
	add_strength(held && !sorry, "no-sorry", out);
	add_strength(held && !wordy, "short", out);
	add_strength(!held && r->count > 2, "stayed", out);
}

static void add_strengths(const struct rehearsal *r, struct strbuf *out)
{
	struct strlist names = STRLIST_INIT, texts = STRLIST_INIT;
	struct strbuf key = STRBUF_INIT;

	list_strengths(r, &names);
	for (size_t i = 0; i < names.count && texts.count < STRENGTHS_SHOWN;
	     i++) {
		const char *text;

		strbuf_reset(&key);
		strbuf_addf(&key, "strengths.%s", names.items[i]);
		text = messages_text(words(r), key.text);
		if (text)
			strlist_add(&texts, text);
	}
	add_list(r, "summary.strengths", &texts, out);
	strlist_release(&names);
	strlist_release(&texts);
	strbuf_release(&key);
}

static void add_held(const struct rehearsal *r, struct strbuf *out)
{
	size_t held = count_held(r);
	cJSON *values = cJSON_CreateObject();

	cJSON_AddNumberToObject(values, "held", (double)held);
	cJSON_AddNumberToObject(values, "count", (double)r->count);
	if (first_turn(r, STAND_HELD) > 1)
		cJSON_AddNumberToObject(values, "first",
					(double)first_turn(r, STAND_HELD));
	add_line(r, held == r->count ? "summary.all" :
		 held ? "summary.held" : "summary.none", values, out);
	cJSON_Delete(values);
}

/* What to try at the first line that was hard; if none was, a harder one. */
static void add_next(const struct rehearsal *r, struct strbuf *out)
{
	cJSON *values = cJSON_CreateObject();
	const char *act = "";

	for (size_t i = 0; !*act && i < r->count; i++)
		if (r->turns[i].stand != STAND_HELD && r->turns[i].tactic)
			act = r->turns[i].tactic->first.act;
	cJSON_AddStringToObject(values, "act", act);
	if (*act)
		add_line(r, "summary.next", values, out);
	else if (!r->run->setup->human && count_held(r) == r->count &&
		 r->partner.level < 5)
		add_line(r, "summary.harder", NULL, out);
	cJSON_Delete(values);
}

void rehearsal_say_summary(struct rehearsal *r)
{
	struct strbuf text = STRBUF_INIT;
	struct strlist list = STRLIST_INIT;
	cJSON *values = cJSON_CreateObject();

	if (r->over)
		messages_add(words(r), r->over,
			     lots_message(&r->mentor.lots, words(r), r->over),
			     NULL, &text);
	add_held(r, &text);
	cJSON_AddNumberToObject(values, "turn",
				(double)first_turn(r, STAND_GAVE_IN));
	if (first_turn(r, STAND_GAVE_IN))
		add_line(r, "summary.gave-in", values, &text);
	tactics_met(r, true, &list);
	add_list(r, "summary.tactics", &list, &text);
	strlist_release(&list);
	add_strengths(r, &text);
	add_next(r, &text);
	run_say_text(r->run, VOICE_MENTOR, text.text);
	cJSON_Delete(values);
	strbuf_release(&text);
}

static void add_side(const struct rehearsal *r, const struct turn *turn,
		     const char *mine, const char *theirs, cJSON *values)
{
	struct strbuf key = STRBUF_INIT, text = STRBUF_INIT;

	strbuf_addf(&key, "what-if.stand.%s", stand_names[turn->stand]);
	messages_add(words(r), key.text, 0, NULL, &text);
	cJSON_AddStringToObject(values, mine, text.text);
	strbuf_reset(&key);
	strbuf_reset(&text);
	strbuf_addf(&key, "what-if.act.%s", act_names[turn->act]);
	messages_add(words(r), key.text, 0, NULL, &text);
	cJSON_AddStringToObject(values, theirs, text.text);
	strbuf_release(&key);
	strbuf_release(&text);
}

/* The lower, the better: first how the limit fared, then how they took it. */
static int rank(const struct turn *turn)
{
	static const int acts[] = { 2, 0, 1, 3 };

	return (int)turn->stand * 4 + acts[turn->act];
}

void rehearsal_say_difference(struct rehearsal *r, const struct turn *turn)
{
	struct strbuf text = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();
	int then = rank(&r->before), now = rank(turn);

	add_side(r, &r->before, "then", "then-they", values);
	add_side(r, turn, "now", "now-they", values);
	cJSON_AddBoolToObject(values, "both", r->before.act == turn->act);
	messages_add(words(r), now < then ? "what-if.better" : now > then ?
		     "what-if.worse" : "what-if.same", 0, values, &text);
	run_say_text(r->run, VOICE_MENTOR, text.text);
	cJSON_Delete(values);
	strbuf_release(&text);
}

/* A reply that sounded like danger was answered, and is not kept. */
static cJSON *turn_json(const struct rehearsal *r, const struct turn *turn)
{
	cJSON *out = cJSON_CreateObject();

	cJSON_AddStringToObject(out, "tactic",
				turn->tactic ? turn->tactic->name : "");
	cJSON_AddStringToObject(out, "partner", turn->line);
	cJSON_AddStringToObject(out, "reply",
				gate_notices(r->run, turn->reply) ? "" :
				turn->reply);
	cJSON_AddBoolToObject(out, "held", turn->stand == STAND_HELD);
	return out;
}

static void add_names(cJSON *out, const char *member,
		      const struct strlist *names)
{
	cJSON *list = cJSON_AddArrayToObject(out, member);

	for (size_t i = 0; i < names->count; i++)
		cJSON_AddItemToArray(list,
				     cJSON_CreateString(names->items[i]));
}

struct cJSON *rehearsal_outcome(const struct rehearsal *r)
{
	struct strlist names = STRLIST_INIT;
	size_t gave_in = first_turn(r, STAND_GAVE_IN);
	cJSON *out, *turns;

	if (!r->count)
		return NULL;
	out = cJSON_CreateObject();
	turns = cJSON_AddArrayToObject(out, "turns");
	for (size_t i = 0; i < r->count; i++)
		cJSON_AddItemToArray(turns, turn_json(r, &r->turns[i]));
	cJSON_AddNumberToObject(out, "held", (double)count_held(r));
	if (gave_in)
		cJSON_AddNumberToObject(out, "gave_in", (double)gave_in);
	else
		cJSON_AddNullToObject(out, "gave_in");
	tactics_met(r, false, &names);
	add_names(out, "tactics", &names);
	strlist_release(&names);
	list_strengths(r, &names);
	add_names(out, "strengths", &names);
	strlist_release(&names);
	return out;
}
