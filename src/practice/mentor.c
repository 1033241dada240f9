#include "practice/mentor.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "practice/reading.h"
#include "script/messages.h"

void mentor_start(struct mentor *m, const struct playbook *book, uint64_t seed)
{
	*m = (struct mentor){ .book = book };
	lots_start(&m->lots, seed, 2);
}

/* Adds one of the texts at `key`, behind a space where something stands. */
static void add(struct mentor *m, const char *key, const cJSON *values,
		struct strbuf *out)
{
	if (out->len)
		strbuf_addch(out, ' ');
	messages_add(m->book->mentor, key,
		     lots_message(&m->lots, m->book->mentor, key), values,
		     out);
}

static size_t index_of(const struct mentor *m, const struct tactic *tactic)
{
	return (size_t)(tactic - m->book->tactics);
}

/* The second answer is for a tactic that goes on after the first. */
static const struct tactic_answer *answer_to(const struct mentor *m,
					     const struct tactic *tactic)
{
	return m->met[index_of(m, tactic)] && tactic->second.count ?
		&tactic->second : &tactic->first;
}

const char *mentor_advice(const struct mentor *m, const struct tactic *tactic)
{
	return tactic ? answer_to(m, tactic)->act : "";
}

const char *mentor_line(const struct mentor *m, const struct tactic *tactic)
{
	const struct tactic_answer *answer;

	if (!tactic)
		return "";
	answer = answer_to(m, tactic);
	if (!answer->count)
		return "";
	return answer->says[m->lots.count % answer->count];
}

/* What a pressed move gives the other side to work with, where it is known. */
static bool add_pressed(struct mentor *m, const struct reading *r,
			struct strbuf *out)
{
	struct strbuf key = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();
	bool known = false;

	if (reading_pressed(r)) {
		strbuf_addf(&key, "did.%s", reading_pressed(r));
		known = messages_count(m->book->mentor, key.text);
	}
	if (known) {
		if (*reading_quote(r))
			cJSON_AddStringToObject(values, "words",
						reading_quote(r));
		add(m, key.text, values, out);
	}
	cJSON_Delete(values);
	strbuf_release(&key);
	return known;
}

static void add_held(struct mentor *m, const struct reading *r,
		     struct strbuf *out)
{
	cJSON *values = cJSON_CreateObject();

	cJSON_AddNumberToObject(values, "times", m->held);
	if (r->hard) {
		add(m, "held.hard", NULL, out);
		add_pressed(m, r, out);
	} else if (reading_pressed(r)) {
		add(m, "held.but", NULL, out);
		add_pressed(m, r, out);
	} else if (r->closes) {
		add(m, "held.closes", NULL, out);
	} else if (r->warm) {
		add(m, "held.warm", NULL, out);
	} else if (reading_has(r, "repeat")) {
		add(m, "held.repeat", NULL, out);
	} else if (m->held > 2) {
		add(m, "held.again", values, out);
	} else {
		add(m, "held.plain", NULL, out);
	}
	cJSON_Delete(values);
}

/* Their own words where the limit was missing; else a line for the tactic. */
static void add_line(struct mentor *m, const struct reading *r,
		     const struct limit *limit, const struct tactic *tactic,
		     struct strbuf *out)
{
	const char *line = mentor_line(m, tactic);
	cJSON *values = cJSON_CreateObject();
	bool own = limit->sentence.len &&
		(r->stand == STAND_UNSAID || !*line);

	if (own || *line)
		cJSON_AddStringToObject(values, "line", own ?
					limit->sentence.text : line);
	if (own)
		add(m, "own-words", values, out);
	else if (*line)
		add(m, "try", values, out);
	cJSON_Delete(values);
}

void mentor_comment(struct mentor *m, const struct reading *r,
		    const struct limit *limit, const struct tactic *tactic,
		    struct strbuf *out)
{
	struct strbuf text = STRBUF_INIT;

	m->held = r->stand == STAND_HELD ? m->held + 1 : 0;
	switch (r->stand) {
	case STAND_HELD:
		add_held(m, r, &text);
		break;
	case STAND_UNSAID:
		if (!r->hard || !add_pressed(m, r, &text))
			add(m, r->hard ? "hard" : r->warm ? "unsaid.warm" :
			    "unsaid.plain", NULL, &text);
		break;
	case STAND_SLIPPED:
		if (!add_pressed(m, r, &text))
			add(m, "slipped", NULL, &text);
		break;
	case STAND_GAVE_IN:
		add(m, "gave-in", NULL, &text);
		break;
	}
	if (r->stand == STAND_UNSAID || r->stand == STAND_SLIPPED ||
	    (r->stand == STAND_HELD && r->hard))
		add_line(m, r, limit, tactic, &text);
	if (tactic && m->met[index_of(m, tactic)] < 100)
		m->met[index_of(m, tactic)]++;
	strbuf_addstr(out, text.text);
	strbuf_wipe(&text);
}
