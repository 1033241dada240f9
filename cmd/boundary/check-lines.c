/*
 * The text form of check where no terminal reads it: one line a finding, as
 * compilers write them, so that editors can jump there.
 */

#include <stdio.h>
#include <string.h>

#include "base/visible.h"
#include "check.h"
#include "cmd.h"
#include "coach/lexicon.h"
#include "coach/rule.h"
#include "coach/rulebook.h"

static void add(struct strbuf *out, const char *text)
{
	visible_add_line(out, text, strlen(text));
}

static void add_safety(struct strbuf *out, const struct check *check,
		       const struct checked *checked)
{
	const struct lexicon *lex = &reviewer_book(check->reviewer)->lexicon;
	const struct review *review = checked->review;

	for (size_t i = 0; i < review->safety_count; i++) {
		add(out, checked->name);
		strbuf_addf(out, ": safety: %s: see `boundary lines`\n",
			    lex->moves[review->safety[i]].name);
	}
}

void check_add_reasons(struct strbuf *out, const struct review *review)
{
	struct strlist seen = STRLIST_INIT;

	for (size_t i = 0; i < review->finding_count; i++) {
		const struct rule *rule = review->findings[i].rule;

		if (rule->level != LEVEL_PROBLEM ||
		    strlist_has(&seen, rule->id))
			continue;
		strbuf_addf(out, "%s%s", seen.count ? ", " : "", rule->id);
		strlist_add(&seen, rule->id);
	}
	strlist_release(&seen);
}

static void add_verdict(struct strbuf *out, const struct checked *checked)
{
	const struct review *review = checked->review;

	add(out, checked->name);
	strbuf_addf(out, ": verdict: %s", verdict_name(review->verdict));
	if (review->verdict != VERDICT_BALANCED) {
		strbuf_addstr(out, " (");
		check_add_reasons(out, review);
		strbuf_addch(out, ')');
	}
	strbuf_addch(out, '\n');
}

void check_lines(struct check *check, const struct checked *checked)
{
	const struct review *review = checked->review;
	struct strbuf out = STRBUF_INIT;

	add_safety(&out, check, checked);
	for (size_t i = 0; i < review->finding_count; i++) {
		const struct finding *finding = &review->findings[i];

		add(&out, checked->name);
		strbuf_addf(&out, ":%u:%u: %s: ", finding->line,
			    finding->column,
			    level_name(finding->rule->level));
		add(&out, finding->rule->message);
		strbuf_addf(&out, " [%s]\n", finding->rule->id);
	}
	if (check->tells_verdict)
		add_verdict(&out, checked);
	fwrite(out.text, 1, out.len, check->io->out);
	strbuf_release(&out);
}
