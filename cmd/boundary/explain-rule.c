/* The page of a rule and that of a move. */

#include <string.h>

#include "base/err.h"
#include "coach/lexicon.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "explain.h"
#include "script/catalog.h"
#include "script/front-matter.h"
#include "script/script.h"

/* Phrases of a move that are shown; lists may have hundreds. */
#define PHRASES_MAX 12

static void add_quotes(struct explain *e, const char *key,
		       const char *const *items, size_t count)
{
	if (count)
		explain_heading(e, key);
	for (size_t i = 0; i < count; i++)
		explain_prose(e, items[i], "  - ", "    ");
}

/* "a problem that leans soft" */
static void add_what(struct explain *e, struct strbuf *out,
		     const struct rule *rule)
{
	struct strbuf key = STRBUF_INIT;
	const char *lean;

	strbuf_addf(&key, "explain.level.%s", level_name(rule->level));
	strbuf_addstr(out, explain_text(e, key.text));
	strbuf_reset(&key);
	strbuf_addf(&key, "explain.lean.%s", lean_name(rule->lean));
	lean = explain_text(e, key.text);
	if (*lean)
		strbuf_addf(out, " %s", lean);
	strbuf_release(&key);
}

static void add_kinds(struct explain *e, unsigned kinds)
{
	struct strbuf list = STRBUF_INIT;

	for (size_t i = 0; script_kinds[i]; i++)
		if (kinds & kind_named(script_kinds[i]))
			strbuf_addf(&list, "%s%s", list.len ? ", " : "",
				    script_kinds[i]);
	explain_labelled(e, "explain.kinds", list.text);
	strbuf_release(&list);
}

bool explain_rule(struct explain *e, const char *name)
{
	const struct rule *rule = rulebook_rule(e->coach.book, name);
	struct strbuf what = STRBUF_INIT;

	if (!rule)
		return false;
	add_what(e, &what, rule);
	explain_title(e, rule->title, rule->id, what.text);
	strbuf_release(&what);
	strbuf_addch(&e->out, '\n');
	explain_prose(e, rule->message, "", "");
	explain_labelled(e, "try", rule->suggestion);
	explain_labelled(e, "explain.why", rule->why);
	add_kinds(e, rule->kinds);
	explain_pair(e, "explain.weak", rule->weak, "explain.strong",
		     rule->strong);
	if (*rule->body) {
		strbuf_addch(&e->out, '\n');
		explain_prose(e, rule->body, "", "");
	}
	add_quotes(e, "explain.bad", rule->bad, rule->bad_count);
	add_quotes(e, "explain.good", rule->good, rule->good_count);
	if (*rule->source) {
		strbuf_addch(&e->out, '\n');
		explain_labelled(e, "explain.source", rule->source);
	}
	return true;
}

/* The first phrases of a list: lines that are no comment or exception. */
static void add_phrases(struct explain *e, const char *body, size_t len)
{
	const char *end = body + len;
	size_t shown = 0;

	while (body < end && shown < PHRASES_MAX) {
		const char *newline = memchr(body, '\n', (size_t)(end - body));
		struct strbuf line = STRBUF_INIT;

		strbuf_add(&line, body, (size_t)((newline ? newline : end) -
						 body));
		strbuf_trim(&line);
		body = newline ? newline + 1 : end;
		if (line.len && !strchr("#!", *line.text)) {
			if (!shown++)
				explain_heading(e, "explain.phrases");
			explain_prose(e, line.text, "  ", "    ");
		}
		strbuf_release(&line);
	}
}

static void add_list(struct explain *e, const char *name,
		     const char *folder)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct strbuf origin = STRBUF_INIT;
	struct front_matter fm;
	struct err err = { 0 };

	strbuf_addf(&path, "coach/%s/%s.txt", folder, name);
	if (!catalog_file(e->catalog, path.text, &text, &origin, &err) &&
	    !front_matter_parse(&fm, text.text, text.len, &err)) {
		add_phrases(e, fm.body, fm.body_len);
		front_matter_release(&fm);
	}
	strbuf_release(&path);
	strbuf_release(&text);
	strbuf_release(&origin);
}

bool explain_move(struct explain *e, const char *name)
{
	const struct lexicon *lex = &e->coach.book->lexicon;
	int number = lexicon_move(lex, name);
	const struct move *move = number < 0 ? NULL : &lex->moves[number];
	bool safety = move && move->kind == MOVE_SAFETY;

	if (!move || move->kind == MOVE_LIST)
		return false;
	explain_title(e, *move->title ? move->title : name, name,
		      explain_text(e, safety ? "explain.safety" :
				   "explain.move"));
	strbuf_addch(&e->out, '\n');
	explain_prose(e, move->about, "", "");
	if (move->kind != MOVE_COMPUTED)
		add_list(e, name, safety ? "safety" : "moves");
	return true;
}
