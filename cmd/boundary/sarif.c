/*
 * SARIF 2.1.0, the form that code hosts and review tools read.
 *
 * Columns are characters, as our own are; the end of a region is the place
 * behind its last character. What is found of safety is no result that a
 * person should fix: it stands among the notifications of the run.
 */

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "check.h"
#include "cmd.h"
#include "coach/lexicon.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "version.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/" \
	"schemas/sarif-schema-2.1.0.json"

/* ,"key":"text" with the comma left to the caller. */
static void add_member(struct strbuf *out, const char *key, const char *text)
{
	strbuf_addf(out, "\"%s\":", key);
	json_add_string(out, text, strlen(text));
}

static void add_text(struct strbuf *out, const char *key, const char *text)
{
	strbuf_addf(out, "\"%s\":{", key);
	add_member(out, "text", text);
	strbuf_addch(out, '}');
}

static const char *sarif_level(enum level level)
{
	if (level == LEVEL_PROBLEM)
		return "error";
	return level == LEVEL_HINT ? "warning" : "note";
}

/* A path as a URI reference: RFC 3986 escapes all but a few bytes. */
static void add_uri(struct strbuf *out, const char *path)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-._~/";

	if (!strcmp(path, "-"))
		path = "stdin";
	strbuf_addstr(out, *path == '/' ? "\"file://" : "\"");
	for (; *path; path++)
		if (strchr(plain, *path))
			strbuf_addch(out, *path);
		else
			strbuf_addf(out, "%%%02X", (unsigned char)*path);
	strbuf_addch(out, '"');
}

static void add_artifact(struct strbuf *out, const char *name)
{
	strbuf_addstr(out, "\"artifactLocation\":{\"uri\":");
	add_uri(out, name);
	strbuf_addch(out, '}');
}

static void add_region(struct strbuf *out, const struct checked *checked,
		       const struct finding *finding)
{
	size_t line = finding->line, column = finding->column;

	for (size_t at = finding->start; at < finding->end; at++) {
		if (checked->text[at] == '\n') {
			line++;
			column = 1;
		} else {
			column += ((unsigned char)checked->text[at] & 0xc0) !=
				  0x80;
		}
	}
	strbuf_addf(out, "\"region\":{\"startLine\":%u,\"startColumn\":%u,"
		    "\"endLine\":%zu,\"endColumn\":%zu,\"byteOffset\":%u,"
		    "\"byteLength\":%u}", finding->line, finding->column, line,
		    column, finding->start, finding->end - finding->start);
}

/* "what it does. Try: ..." */
static void add_message(struct strbuf *out, const struct rule *rule)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addstr(&text, rule->message);
	if (*rule->suggestion)
		strbuf_addf(&text, "\nTry: %s", rule->suggestion);
	add_text(out, "message", text.text);
	strbuf_release(&text);
}

static size_t rule_index(const struct rulebook *book, const struct rule *rule)
{
	for (size_t i = 0; i < book->rule_count; i++)
		if (book->rules[i] == rule)
			return i;
	return 0;
}

static void add_result(struct strbuf *out, const struct check *check,
		       const struct checked *checked,
		       const struct finding *finding)
{
	const struct rule *rule = finding->rule;

	strbuf_addstr(out, out->len ? ",\n{" : "\n{");
	add_member(out, "ruleId", rule->id);
	strbuf_addf(out, ",\"ruleIndex\":%zu,\"level\":\"%s\",",
		    rule_index(check->coach.book, rule),
		    sarif_level(rule->level));
	add_message(out, rule);
	strbuf_addstr(out, ",\"locations\":[{\"physicalLocation\":{");
	add_artifact(out, checked->name);
	strbuf_addch(out, ',');
	add_region(out, checked, finding);
	strbuf_addstr(out, "}}]}");
}

static void add_notice(struct strbuf *out, const struct checked *checked,
		       const char *name)
{
	strbuf_addstr(out, out->len ? ",\n{" : "\n{");
	strbuf_addf(out, "\"descriptor\":{\"id\":\"safety-%s\"},"
		    "\"level\":\"note\",", name);
	add_text(out, "message", "there are people to talk to: "
		 "see `boundary lines`");
	strbuf_addstr(out, ",\"locations\":[{\"physicalLocation\":{");
	add_artifact(out, checked->name);
	strbuf_addstr(out, "}}]}");
}

void sarif_add(struct check *check, const struct checked *checked)
{
	const struct lexicon *lex = &check->coach.book->lexicon;
	const struct review *review = checked->review;

	for (size_t i = 0; i < review->finding_count; i++)
		add_result(&check->sarif, check, checked,
			   &review->findings[i]);
	for (size_t i = 0; i < review->safety_count; i++)
		add_notice(&check->notices, checked,
			   lex->moves[review->safety[i]].name);
}

static void add_rule(struct strbuf *out, const struct rule *rule)
{
	strbuf_addch(out, '{');
	add_member(out, "id", rule->id);
	strbuf_addch(out, ',');
	add_text(out, "shortDescription", rule->title);
	strbuf_addch(out, ',');
	add_text(out, "fullDescription", rule->message);
	strbuf_addch(out, ',');
	add_text(out, "help", *rule->body ? rule->body : rule->why);
	strbuf_addf(out, ",\"defaultConfiguration\":{\"level\":\"%s\"}}",
		    rule->level == LEVEL_STRENGTH ? "none" :
		    sarif_level(rule->level));
}

void sarif_print(struct check *check)
{
	const struct rulebook *book = check->coach.book;
	struct strbuf out = STRBUF_INIT;

	strbuf_addstr(&out, "{\"$schema\":\"" SCHEMA "\",\n"
		      "\"version\":\"2.1.0\",\"runs\":[{\n"
		      "\"tool\":{\"driver\":{\"name\":\"boundary\","
		      "\"version\":\"" BOUNDARY_VERSION "\",\"rules\":[");
	for (size_t i = 0; i < book->rule_count; i++) {
		strbuf_addstr(&out, i ? ",\n" : "\n");
		add_rule(&out, book->rules[i]);
	}
	strbuf_addstr(&out, "]}},\n\"columnKind\":\"unicodeCodePoints\",\n"
		      "\"invocations\":[{\"executionSuccessful\":true,"
		      "\"toolExecutionNotifications\":[");
	strbuf_add(&out, check->notices.text, check->notices.len);
	strbuf_addstr(&out, "]}],\n\"results\":[");
	strbuf_add(&out, check->sarif.text, check->sarif.len);
	strbuf_addstr(&out, "]}]}\n");
	fwrite(out.text, 1, out.len, check->io->out);
	strbuf_release(&out);
}
