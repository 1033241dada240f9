/* Progress for programs: one JSON object, or a table of the talks. */

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "local_day.h"
#include "progress.h"

/* The columns of a talk, in both forms. */
static const struct {
	const char *name;
	enum measure measure;
} numbers[MEASURES] = {
	{ "hard_before", HARD_BEFORE },
	{ "hard_after", HARD_AFTER },
	{ "likely_before", LIKELY_BEFORE },
	{ "likely_after", LIKELY_AFTER },
	{ "discomfort", HARD_LATER },
};

/* --- JSON -------------------------------------------------------------------- */

static void add_text(struct strbuf *out, const char *name, const char *text)
{
	strbuf_addf(out, ",\"%s\":", name);
	if (*text)
		json_add_string(out, text, strlen(text));
	else
		strbuf_addstr(out, "null");
}

static void add_talk(struct strbuf *out, const struct talk *talk)
{
	strbuf_addf(out, "{\"id\":\"%s\",\"date\":\"", talk->id);
	date_add_iso(out, local_day(talk->created));
	strbuf_addch(out, '"');
	add_text(out, "script", talk->script);
	add_text(out, "kind", talk->kind);
	for (int i = 0; i < MEASURES; i++) {
		short value = talk->values[numbers[i].measure];

		strbuf_addf(out, value < 0 ? ",\"%s\":null" : ",\"%s\":%d",
			    numbers[i].name, value);
	}
	add_text(out, "said", said_name(talk->said));
	add_text(out, "held", answer_name(talk->held));
	add_text(out, "came", answer_name(talk->came));
	strbuf_addch(out, '}');
}

static void add_mean(struct strbuf *out, const struct progress *p,
		     const char *name, enum measure measure)
{
	size_t count;
	double mean = progress_mean(p, measure, 0, p->count, &count);

	strbuf_addf(out, ",\"%s\":", name);
	if (count)
		json_add_number(out, (double)(int)(mean * 100 + 0.5) / 100);
	else
		strbuf_addstr(out, "null");
}

static void add_tallies(struct strbuf *out, const char *list,
			const struct tallies *tallies, const char *first,
			const char *second)
{
	strbuf_addf(out, ",\"%s\":[", list);
	for (size_t i = 0; i < tallies->count; i++) {
		const struct tally *t = &tallies->items[i];

		strbuf_addstr(out, i ? ",{\"name\":" : "{\"name\":");
		json_add_string(out, t->name, strlen(t->name));
		strbuf_addf(out, ",\"%s\":%zu,\"%s\":%zu}", first, t->first,
			    second, t->second);
	}
	strbuf_addch(out, ']');
}

static void add_counts(struct strbuf *out, const struct progress *p)
{
	strbuf_addf(out, ",\"said\":{\"yes\":%zu,\"no_said\":%zu,"
		    "\"not_yet\":%zu,\"not_needed\":%zu}", p->said[SAID_YES],
		    p->said_no, p->said[SAID_NOT_YET],
		    p->said[SAID_NOT_NEEDED]);
	strbuf_addf(out, ",\"held\":{\"yes\":%zu,\"partly\":%zu,\"no\":%zu}",
		    p->held[ANSWER_YES], p->held[ANSWER_PARTLY],
		    p->held[ANSWER_NO]);
	strbuf_addf(out, ",\"fear_came\":{\"yes\":%zu,\"partly\":%zu,"
		    "\"no\":%zu}", p->came[ANSWER_YES],
		    p->came[ANSWER_PARTLY], p->came[ANSWER_NO]);
	for (int i = 0; i < PROMISE_STATES; i++)
		strbuf_addf(out, "%s\"%s\":%zu", i ? "," :
			    ",\"promises\":{",
			    promise_state_name((enum promise_state)i),
			    p->promises[i]);
	strbuf_addch(out, '}');
}

void progress_add_json(struct strbuf *out, const struct view *view)
{
	const struct progress *p = view->progress;

	strbuf_addstr(out, "{\"since\":");
	if (view->since.year) {
		strbuf_addch(out, '"');
		date_add_iso(out, view->since);
		strbuf_addch(out, '"');
	} else {
		strbuf_addstr(out, "null");
	}
	add_counts(out, p);
	strbuf_addf(out, ",\"means\":{\"talks\":%zu", p->count);
	for (int i = 0; i < MEASURES; i++)
		add_mean(out, p, numbers[i].name, numbers[i].measure);
	strbuf_addch(out, '}');
	add_tallies(out, "tactics", &p->tactics, "met", "held");
	strbuf_addf(out, ",\"rehearsals\":{\"earlier\":%zu,\"later\":%zu}",
		    p->rehearsed[0], p->rehearsed[1]);
	add_tallies(out, "strengths", &p->strengths, "earlier", "later");
	strbuf_addstr(out, ",\"talks\":[");
	for (size_t i = 0; i < p->count; i++) {
		if (i)
			strbuf_addch(out, ',');
		add_talk(out, &p->talks[i]);
	}
	strbuf_addstr(out, "]}\n");
}

/* --- CSV --------------------------------------------------------------------- */

/*
 * A cell as RFC 4180 has it. An apostrophe stands before what a spreadsheet
 * would take for a formula: an entry may have been imported.
 */
static void add_cell(struct strbuf *out, const char *text)
{
	bool plain = !text[strcspn(text, ",\"\r\n")];

	strbuf_addch(out, ',');
	if (!plain)
		strbuf_addch(out, '"');
	if (*text && strchr("=+-@\t", *text))
		strbuf_addch(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			strbuf_addch(out, '"');
		strbuf_addch(out, *text);
	}
	if (!plain)
		strbuf_addch(out, '"');
}

void progress_add_csv(struct strbuf *out, const struct view *view)
{
	const struct progress *p = view->progress;

	strbuf_addstr(out, "date,id,script,kind");
	for (int i = 0; i < MEASURES; i++)
		strbuf_addf(out, ",%s", numbers[i].name);
	strbuf_addstr(out, ",said,held,came\n");
	for (size_t i = 0; i < p->count; i++) {
		const struct talk *talk = &p->talks[i];

		date_add_iso(out, local_day(talk->created));
		strbuf_addf(out, ",%s", talk->id);
		add_cell(out, talk->script);
		add_cell(out, talk->kind);
		for (int n = 0; n < MEASURES; n++) {
			short value = talk->values[numbers[n].measure];

			strbuf_addf(out, value < 0 ? "," : ",%d", value);
		}
		add_cell(out, said_name(talk->said));
		add_cell(out, answer_name(talk->held));
		add_cell(out, answer_name(talk->came));
		strbuf_addch(out, '\n');
	}
}
