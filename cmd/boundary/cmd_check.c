/* boundary check: what the words of a draft do. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"
#include "check.h"
#include "cmd.h"
#include "coach/rulebook.h"
#include "coach/words.h"
#include "nearest.h"
#include "opt.h"
#include "script/catalog.h"
#include "script/messages.h"
#include "store/config.h"

enum { KEY_JSONL = OPT_LONG, KEY_FAIL_ON, KEY_OFF, KEY_VERDICT, KEY_FIRMNESS,
       KEY_PLAIN };

static const struct opt opts[] = {
	{ 'f', "format", "FORM", "text, json (an object a file) or sarif",
	  "text json sarif" },
	{ KEY_JSONL, "jsonl", NULL, "read and write JSON Lines: a record with "
	  "\"text\" in, one with the findings out", NULL },
	{ 'k', "kind", "KIND", "what the draft is: no, need, limit, time, "
	  "support, repair or hold", "no need limit time support repair hold" },
	{ KEY_FIRMNESS, "firmness", "N", "how firm it is meant to be, 0 to 6",
	  "0 1 2 3 4 5 6" },
	{ KEY_FAIL_ON, "fail-on", "LEVEL", "exit with 1 at a problem (as "
	  "usual), already at a hint or note, or never",
	  "problem hint note never" },
	{ KEY_OFF, "off", "RULE", "leave a rule out; may be given again",
	  "@rules" },
	{ KEY_VERDICT, "explain-verdict", NULL, "in a pipe, end with a line "
	  "on the verdict and what made it so", NULL },
	{ KEY_PLAIN, "plain", NULL, "sentences for a person, in a pipe as "
	  "well: no colour, no drawing; for screen readers", NULL },
	OPT_HELP,
	OPT_END,
};

enum form { FORM_TEXT, FORM_JSON, FORM_SARIF, FORM_JSONL, FORM_COUNT };
static const char *const forms[] = { "text", "json", "sarif" };

void check_judge(struct check *check, const struct review *review)
{
	enum level worst = review_worst(review);

	if (!check->never_fails && worst != LEVEL_STRENGTH &&
	    worst >= check->fail_on)
		check->failed = true;
}

/* What the options said, before it is known whether it makes sense. */
struct request {
	enum form form;
	const char *unknown_form;
	const char *kind;
	const char *firmness;
	const char *fail_on;
};

static enum form form_named(const char *name)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (!strcmp(forms[i], name))
			return (enum form)i;
	return FORM_COUNT;
}

static void take(struct check *check, struct request *request,
		 struct cmd_io *io, int key, const char *value)
{
	switch (key) {
	case 'f':
		request->form = form_named(value);
		if (request->form == FORM_COUNT)
			request->unknown_form = value;
		break;
	case KEY_JSONL:
		request->form = FORM_JSONL;
		break;
	case 'k':
		request->kind = value;
		break;
	case KEY_FIRMNESS:
		request->firmness = value;
		break;
	case KEY_FAIL_ON:
		request->fail_on = value;
		break;
	case KEY_OFF:
		strlist_add(&check->off, value);
		break;
	case KEY_VERDICT:
		check->tells_verdict = true;
		break;
	case KEY_PLAIN:
		io->plain = io->plain_asked = true;
		io->colour = false;
		break;
	}
}

/* The options into `check`; a status where that is the end of it. */
static int settle(struct check *check, const struct request *request,
		  const struct cmd *self)
{
	const struct cmd_io *io = check->io;

	if (request->unknown_form)
		return cmd_usage(io, self, "no form '%s': text, json or sarif",
				 request->unknown_form);
	if (request->kind)
		check->options.kind = kind_named(request->kind);
	if (request->kind && !check->options.kind)
		return cmd_usage(io, self, "no kind '%s': no, need, limit, "
				 "time, support, repair or hold",
				 request->kind);
	if (request->firmness &&
	    !opt_number(request->firmness, 0, 6, &check->options.firmness))
		return cmd_usage(io, self, "firmness is a number from 0 to 6, "
				 "not '%s'", request->firmness);
	if (request->fail_on && !strcmp(request->fail_on, "never"))
		check->never_fails = true;
	else if (request->fail_on &&
		 (!level_named(request->fail_on, &check->fail_on) ||
		  check->fail_on == LEVEL_STRENGTH))
		return cmd_usage(io, self, "no level '%s': problem, hint, "
				 "note or never", request->fail_on);
	return STATUS_OK;
}

/* A misspelt --off would leave the rule on without a word. */
static int check_rule_names(struct check *check, const struct cmd *self)
{
	const struct rulebook *book = check->coach.book;

	for (size_t i = 0; i < check->off.count; i++) {
		struct nearest nearest = NEAREST(check->off.items[i]);

		if (rulebook_rule(book, nearest.word))
			continue;
		for (size_t k = 0; k < book->rule_count; k++)
			nearest_try(&nearest, book->rules[k]->id);
		if (nearest.best)
			return cmd_usage(check->io, self, "no rule '%s'; did "
					 "you mean '%s'?", nearest.word,
					 nearest.best);
		return cmd_usage(check->io, self, "no rule '%s'; "
				 "`boundary explain` lists them",
				 nearest.word);
	}
	return STATUS_OK;
}

static void show(struct check *check, enum form form,
		 const struct checked *checked)
{
	switch (form) {
	case FORM_JSON:
		check_json(check, checked);
		break;
	case FORM_SARIF:
		sarif_add(check, checked);
		break;
	default:
		/* Editors set TERM=dumb, and people ACCESSIBLE for good: what
		 * pipelines read must not hang on either. */
		if (check->io->out_terminal || check->io->plain_asked)
			check_page(check, checked);
		else
			check_lines(check, checked);
	}
}

static void check_text(struct check *check, enum form form, FILE *in,
		       const char *name)
{
	struct checked checked = { .name = name };
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	size_t valid;

	if (file_read_stream(in, name, WORDS_TEXT_MAX, &text, &err)) {
		cmd_fail(check->io, &err);
		check->failed = true;
		goto out;
	}
	valid = utf8_check(text.text, text.len);
	if (valid < text.len) {
		cmd_warn(check->io, "%s: not UTF-8 at byte %zu; the rest was "
			 "checked all the same", name, valid + 1);
		check->failed = true;
	}
	checked.text = text.text;
	checked.len = text.len;
	checked.review = reviewer_read(check->reviewer, text.text, text.len,
				       &check->options);
	check_judge(check, checked.review);
	show(check, form, &checked);
out:
	strbuf_wipe(&text);
}

static void check_file(struct check *check, enum form form, const char *path)
{
	const struct cmd_io *io = check->io;
	bool is_stdin = !strcmp(path, "-");
	FILE *in = is_stdin ? io->in : fopen(path, "re");

	if (!in) {
		cmd_warn(io, "%s: %s", path, strerror(errno));
		check->failed = true;
		return;
	}
	if (is_stdin && io->in_terminal && io->log_terminal)
		cmd_warn(io, "type or paste your words; Ctrl-D on an empty "
			 "line ends them");
	if (form == FORM_JSONL)
		check_jsonl(check, in, path);
	else
		check_text(check, form, in, path);
	if (!is_stdin)
		fclose(in);
	check->done++;
}

static int check_all(struct check *check, const struct cmd *self,
		     const struct request *request, char **paths)
{
	static char standard_input[] = "-";
	char *none[] = { standard_input };
	int status;

	check->catalog = cmd_catalog(check->io);
	coach_open(&check->coach, check->io, check->catalog);
	status = check_rule_names(check, self);
	if (status)
		return status;
	for (size_t i = 0; i < check->io->config->rules_off.count; i++)
		strlist_add(&check->off, check->io->config->rules_off.items[i]);
	check->options.off = check->off.count ? &check->off : NULL;
	check->reviewer = reviewer_new(check->coach.book);
	if (!check->files) {
		check->files = 1;
		paths = none;
	}
	for (size_t i = 0; i < check->files && !ferror(check->io->out); i++)
		check_file(check, request->form, paths[i]);
	if (request->form == FORM_SARIF)
		sarif_print(check);
	return check->failed ? STATUS_FAILED : STATUS_OK;
}

static void release(struct check *check)
{
	reviewer_free(check->reviewer);
	messages_free(check->messages);
	coach_release(&check->coach);
	catalog_free(check->catalog);
	strlist_release(&check->off);
	strbuf_release(&check->sarif);
	strbuf_release(&check->notices);
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *given)
{
	struct cmd_io io = *given;
	struct check check = {
		.io = &io, .options = REVIEW_OPTIONS_INIT,
		.off = STRLIST_INIT, .fail_on = LEVEL_PROBLEM,
		.sarif = STRBUF_INIT, .notices = STRBUF_INIT,
	};
	struct request request = { .form = FORM_TEXT };
	struct opt_walk walk = OPT_WALK_INIT;
	int key, status;

	while ((key = opt_own(&walk, self, argc, argv, &io)) > 0)
		take(&check, &request, &io, key, walk.value);
	if (key == OPT_STOP) {
		status = walk.status;
		goto out;
	}
	status = settle(&check, &request, self);
	if (status)
		goto out;
	check.files = (size_t)(argc - walk.next);
	status = check_all(&check, self, &request, argv + walk.next);
out:
	release(&check);
	return status;
}

const struct cmd cmd_check = {
	.name = "check",
	.args = "[FILE ...]",
	.summary = "say what the words of a draft do: too soft, too hard, or "
		   "balanced",
	.about = "Reads each FILE, or standard input where there is none or "
		 "it is `-`. Exits with 0 where all is well, 1 where there "
		 "are findings (see --fail-on) or something could not be "
		 "read. A line `boundary: ignore RULE` in a draft leaves that "
		 "rule out; `boundary explain RULE` says why a rule speaks.",
	.completes = "files",
	.opts = opts,
	.run = run,
};
