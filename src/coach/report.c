#include "coach/report.h"

#include <string.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "coach/lexicon.h"
#include "coach/review.h"
#include "coach/rulebook.h"

/* Plain digits: printf costs more than the rest of a finding together. */
static void add_number(struct strbuf *out, size_t number)
{
	char digits[24];
	size_t n = sizeof(digits);

	do {
		digits[--n] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	strbuf_add(out, digits + n, sizeof(digits) - n);
}

static void add_key_number(struct strbuf *out, const char *key, size_t number)
{
	strbuf_addstr(out, key);
	add_number(out, number);
}

static void add_key_string(struct strbuf *out, const char *key,
			   const char *text, size_t len)
{
	strbuf_addstr(out, key);
	json_add_string(out, text, len);
}

/* Lists are helpers and safety has a field of its own. */
static bool is_shown(const struct move *move)
{
	return move->kind == MOVE_SPOKEN || move->kind == MOVE_COMPUTED;
}

static void add_moves(struct strbuf *out, const struct lexicon *lex,
		      const struct review *review)
{
	const char *comma = "";

	strbuf_addstr(out, ",\"moves\":[");
	for (size_t i = 0; i < review->span_count; i++) {
		const struct span *span = &review->spans[i];
		const struct move *move = &lex->moves[span->move];

		if (!is_shown(move))
			continue;
		strbuf_addstr(out, comma);
		add_key_string(out, "{\"move\":", move->name,
			       strlen(move->name));
		add_key_number(out, ",\"start\":", span->start);
		add_key_number(out, ",\"end\":", span->end);
		strbuf_addch(out, '}');
		comma = ",";
	}
	strbuf_addch(out, ']');
}

static void add_finding(struct strbuf *out, const struct finding *finding,
			const char *text)
{
	const struct rule *rule = finding->rule;

	add_key_string(out, "{\"rule\":", rule->id, strlen(rule->id));
	if (rule->level != LEVEL_STRENGTH) {
		strbuf_addstr(out, ",\"level\":\"");
		strbuf_addstr(out, level_name(rule->level));
		strbuf_addstr(out, "\",\"lean\":\"");
		strbuf_addstr(out, lean_name(rule->lean));
		strbuf_addch(out, '"');
	}
	add_key_number(out, ",\"start\":", finding->start);
	add_key_number(out, ",\"end\":", finding->end);
	add_key_number(out, ",\"line\":", finding->line);
	add_key_number(out, ",\"column\":", finding->column);
	add_key_string(out, ",\"quote\":", text + finding->start,
		       finding->end - finding->start);
	add_key_string(out, ",\"message\":", rule->message,
		       strlen(rule->message));
	if (*rule->suggestion)
		add_key_string(out, ",\"try\":", rule->suggestion,
			       strlen(rule->suggestion));
	strbuf_addch(out, '}');
}

static void add_findings(struct strbuf *out, const char *key,
			 const struct finding *findings, size_t count,
			 const char *text)
{
	strbuf_addstr(out, key);
	for (size_t i = 0; i < count; i++) {
		if (i)
			strbuf_addch(out, ',');
		add_finding(out, &findings[i], text);
	}
	strbuf_addch(out, ']');
}

void report_json(struct strbuf *out, const struct reviewer *reviewer,
		 const struct review *review, const char *text)
{
	const struct lexicon *lex = &reviewer_book(reviewer)->lexicon;

	strbuf_addstr(out, "\"verdict\":\"");
	strbuf_addstr(out, verdict_name(review->verdict));
	add_key_number(out, "\",\"words\":", review->words);
	add_moves(out, lex, review);
	add_findings(out, ",\"findings\":[", review->findings,
		     review->finding_count, text);
	add_findings(out, ",\"strengths\":[", review->strengths,
		     review->strength_count, text);
	strbuf_addstr(out, ",\"safety\":[");
	for (size_t i = 0; i < review->safety_count; i++) {
		const char *name = lex->moves[review->safety[i]].name;

		add_key_string(out, i ? "," : "", name, strlen(name));
	}
	strbuf_addch(out, ']');
}
