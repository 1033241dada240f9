/*
 * The text form of check at a terminal: a page that reads as a friend would
 * speak. Safety comes first, then the verdict and what made it so, then what
 * to look at, each with the words it is about, and last what is strong.
 */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "check.h"
#include "cmd.h"
#include "coach/lexicon.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "excerpt.h"
#include "script/messages.h"

/* Findings of one rule that are shown; the rest is counted. */
#define SHOWN_MAX 3
#define INDENT "    "

struct page {
	struct check *check;
	const struct checked *checked;
	struct strbuf out;
	size_t columns;
	bool many_lines;	/* the draft has more than one line */
};

/* Appends text that is not ours, safe, wrapped, behind prefixes. */
static void add_prose(struct page *page, const char *text, const char *first,
		      const char *rest)
{
	struct strbuf shown = STRBUF_INIT;

	visible_add(&shown, text, strlen(text));
	wrap_add(&page->out, shown.text, page->columns, first, rest);
	strbuf_release(&shown);
}

/* The text at `key` of check.yaml, with one value in it. */
static void add_message(struct strbuf *out, const struct page *page,
			const char *key, const char *name, const char *value)
{
	cJSON *values = cJSON_CreateObject();

	if (name)
		cJSON_AddStringToObject(values, name, value);
	messages_add(page->check->messages, key, 0, values, out);
	cJSON_Delete(values);
}

static void start(struct page *page, enum colour colour)
{
	strbuf_addstr(&page->out, cmd_colour(page->check->io, colour));
}

static void stop(struct page *page)
{
	start(page, COLOUR_OFF);
}

static void say(struct page *page, const char *key, const char *name,
		const char *value, const char *indent)
{
	struct strbuf text = STRBUF_INIT;

	add_message(&text, page, key, name, value);
	add_prose(page, text.text, indent, indent);
	strbuf_release(&text);
}

/* A text of check.yaml in a colour, which ends before its newline. */
static void say_in(struct page *page, enum colour colour, const char *key,
		   const char *name, const char *value)
{
	start(page, colour);
	say(page, key, name, value, "");
	strbuf_cut(&page->out, page->out.len - 1);
	stop(page);
	strbuf_addch(&page->out, '\n');
}

/* A heading: bold, on its own, behind an empty line. */
static void add_heading(struct page *page, const char *text)
{
	if (page->out.len)
		strbuf_addch(&page->out, '\n');
	start(page, COLOUR_BOLD);
	visible_add_line(&page->out, text, strlen(text));
	stop(page);
	strbuf_addch(&page->out, '\n');
}

static void add_key_heading(struct page *page, const char *key)
{
	struct strbuf text = STRBUF_INIT;

	add_message(&text, page, key, NULL, NULL);
	add_heading(page, text.text);
	strbuf_release(&text);
}

static void add_safety(struct page *page)
{
	const struct review *review = page->checked->review;
	const struct lexicon *lex = &page->check->coach.book->lexicon;

	for (size_t i = 0; i < review->safety_count; i++) {
		struct strbuf key = STRBUF_INIT;

		strbuf_addf(&key, "safety.%s",
			    lex->moves[review->safety[i]].name);
		if (!messages_text(page->check->messages, key.text)) {
			strbuf_reset(&key);
			strbuf_addstr(&key, "safety.other");
		}
		say_in(page, COLOUR_WARM, key.text, NULL, NULL);
		strbuf_release(&key);
	}
	if (review->safety_count) {
		say(page, "safety.unsure", NULL, NULL, "");
		strbuf_addch(&page->out, '\n');
	}
}

static void add_verdict(struct page *page)
{
	const struct review *review = page->checked->review;
	struct strbuf key = STRBUF_INIT, reasons = STRBUF_INIT;

	strbuf_addf(&key, "verdict.%s", verdict_name(review->verdict));
	if (!review->words)
		strbuf_splice(&key, 0, key.len, "empty", 5);
	say_in(page, COLOUR_BOLD, key.text, NULL, NULL);
	check_add_reasons(&reasons, review);
	if (reasons.len)
		say(page, "because", "rules", reasons.text, "");
	strbuf_release(&key);
	strbuf_release(&reasons);
}

/* True for a remark on the text as a whole: it would underline all of it. */
static bool is_whole(const struct page *page, const struct finding *finding)
{
	const char *text = page->checked->text;
	size_t start = 0, end = page->checked->len;

	while (start < end && strchr(" \t\r\n", text[start]) && text[start])
		start++;
	while (end > start && strchr(" \t\r\n", text[end - 1]) && text[end - 1])
		end--;
	return finding->start <= start && finding->end >= end;
}

/* The quote alone, for those who cannot see what stands under what. */
static void add_quote(struct page *page, const struct finding *finding)
{
	struct strbuf quote = STRBUF_INIT, lead = STRBUF_INIT;

	strbuf_addstr(&lead, INDENT);
	if (page->many_lines) {
		char line[16];

		snprintf(line, sizeof(line), "%u", finding->line);
		add_message(&lead, page, "line", "line", line);
		strbuf_addch(&lead, ' ');
	}
	strbuf_addch(&quote, '"');
	visible_add_line(&quote, page->checked->text + finding->start,
			 finding->end - finding->start);
	strbuf_addch(&quote, '"');
	wrap_add(&page->out, quote.text, page->columns, lead.text, INDENT);
	strbuf_release(&quote);
	strbuf_release(&lead);
}

/* Shows where the findings of `rule` stand. */
static void add_places(struct page *page, const struct finding *findings,
		       size_t count)
{
	const struct cmd_io *io = page->check->io;
	struct excerpt excerpt = {
		page->checked->text, page->checked->len, page->columns, INDENT,
		cmd_colour(io, COLOUR_WARM), cmd_colour(io, COLOUR_OFF),
	};
	struct excerpt_mark *marks = mem_array(count, sizeof(*marks));
	size_t done = 0;

	for (size_t i = 0; i < count; i++)
		marks[i] = (struct excerpt_mark){ findings[i].start,
						  findings[i].end };
	for (size_t n = 0; n < SHOWN_MAX && done < count; n++) {
		if (io->plain)
			add_quote(page, &findings[done++]);
		else
			done += excerpt_add(&page->out, &excerpt,
					    marks + done, count - done);
	}
	if (done < count) {
		char more[24];

		snprintf(more, sizeof(more), "%zu", count - done);
		say(page, "more", "count", more, INDENT);
	}
	free(marks);
}

static void add_group(struct page *page, const struct rule *rule,
		      const struct finding *findings, size_t count)
{
	struct strbuf try = STRBUF_INIT;

	strbuf_addch(&page->out, '\n');
	start(page, COLOUR_BOLD);
	visible_add_line(&page->out, rule->title, strlen(rule->title));
	stop(page);
	start(page, COLOUR_DIM);
	strbuf_addf(&page->out, " [%s]", rule->id);
	stop(page);
	strbuf_addch(&page->out, '\n');
	if (!is_whole(page, &findings[0]))
		add_places(page, findings, count);
	add_prose(page, rule->message, "  ", "  ");
	if (*rule->suggestion) {
		strbuf_addstr(&try, "  ");
		add_message(&try, page, "try", NULL, NULL);
		strbuf_addch(&try, ' ');
		add_prose(page, rule->suggestion, try.text, "  ");
	}
	strbuf_release(&try);
}

/* The findings of one level, those of a rule together. */
static void add_level(struct page *page, enum level level)
{
	const struct review *review = page->checked->review;
	struct finding *group = mem_array(review->finding_count,
					  sizeof(*group));
	bool first = true;

	for (size_t i = 0; i < review->finding_count; i++) {
		const struct rule *rule = review->findings[i].rule;
		size_t count = 0;
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen = review->findings[k].rule == rule;
		if (rule->level != level || seen)
			continue;
		for (size_t k = i; k < review->finding_count; k++)
			if (review->findings[k].rule == rule)
				group[count++] = review->findings[k];
		if (first && level != LEVEL_PROBLEM)
			add_key_heading(page, level == LEVEL_HINT ?
					"headings.hint" : "headings.note");
		first = false;
		add_group(page, rule, group, count);
	}
	free(group);
}

static void add_strengths(struct page *page)
{
	const struct review *review = page->checked->review;

	if (review->strength_count)
		add_key_heading(page, "headings.strengths");
	for (size_t i = 0; i < review->strength_count; i++) {
		const struct rule *rule = review->strengths[i].rule;
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen = review->strengths[k].rule == rule;
		if (!seen)
			add_prose(page, rule->message, "  + ", "    ");
	}
}

static void fill(struct page *page)
{
	const struct review *review = page->checked->review;

	if (page->check->files > 1)
		add_heading(page, page->checked->name);
	add_safety(page);
	add_verdict(page);
	add_level(page, LEVEL_PROBLEM);
	add_level(page, LEVEL_HINT);
	add_level(page, LEVEL_NOTE);
	add_strengths(page);
	if (review->finding_count) {
		strbuf_addch(&page->out, '\n');
		say_in(page, COLOUR_DIM, "why", "rule",
		       review->findings[0].rule->id);
	}
}

/* A newline at the end is how files end, and no second line. */
static bool has_many_lines(const struct checked *checked)
{
	const char *newline = memchr(checked->text, '\n', checked->len);

	return newline && newline + 1 < checked->text + checked->len;
}

void check_page(struct check *check, const struct checked *checked)
{
	struct page page = {
		.check = check, .checked = checked, .out = STRBUF_INIT,
		.columns = cmd_prose_columns(check->io),
		.many_lines = has_many_lines(checked),
	};
	struct err err = { 0 };

	if (!check->messages &&
	    messages_load(&check->messages, check->catalog,
			  "session/check.yaml", &err)) {
		cmd_fail(check->io, &err);
		check_lines(check, checked);
		return;
	}
	if (check->done)
		fputc('\n', check->io->out);
	fill(&page);
	fwrite(page.out.text, 1, page.out.len, check->io->out);
	strbuf_wipe(&page.out);
}
