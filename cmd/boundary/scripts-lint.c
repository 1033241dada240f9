/*
 * boundary scripts lint: every fault of scripts, rules and phrase lists, not
 * the first only, each with its file, line and column.
 */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/visible.h"
#include "cmd.h"
#include "coach.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "script/catalog.h"
#include "script/script.h"
#include "scripts.h"

struct lint {
	const struct scripts *scripts;
	struct strbuf out;
	size_t faults;
	bool failed;		/* something could not be read */
};

/* "FILE:LINE:COLUMN: message", leaving out what is not known. */
static void report(struct lint *lint, const char *file, const struct err *err,
		   const char *message)
{
	struct strbuf *out = &lint->out;

	lint->faults++;
	visible_add_line(out, file, strlen(file));
	if (err->line)
		strbuf_addf(out, ":%zu", err->line);
	if (err->line && err->column)
		strbuf_addf(out, ":%zu", err->column);
	strbuf_addstr(out, ": ");
	visible_add_line(out, message, strlen(message));
	strbuf_addch(out, '\n');
}

/* The message behind the name that it starts with, be it cut or whole. */
static const char *behind(const char *text, const char *name)
{
	size_t n = 0;

	while (text[n] && text[n] == name[n])
		n++;
	return n && !strncmp(text + n, ": ", 2) ? text + n + 2 : text;
}

static void lint_script(struct lint *lint, const char *name,
			const char *origin, const struct strbuf *text)
{
	struct errlist faults = ERRLIST_INIT;
	struct strbuf label = STRBUF_INIT;
	const char *file;

	strbuf_addf(&label, "%s (%s)", name, origin);
	file = *origin == '/' || *origin == '.' ? origin : label.text;
	script_lint(name, origin, text->text, text->len, &faults);
	for (size_t i = 0; i < faults.count; i++)
		report(lint, file, &faults.items[i],
		       behind(faults.items[i].text, label.text));
	errlist_release(&faults);
	strbuf_release(&label);
}

static void lint_name(struct lint *lint, const char *name)
{
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	struct err err = { 0 };

	if (catalog_source(lint->scripts->catalog, name, &text, &origin,
			   &err)) {
		cmd_fail(lint->scripts->io, &err);
		lint->failed = true;
	} else {
		lint_script(lint, name, origin.text, &text);
	}
	strbuf_release(&text);
	strbuf_release(&origin);
}

/* A rule is read with the moves of this catalog. */
static void lint_rule(struct lint *lint, const char *id, const char *path,
		      const struct strbuf *text)
{
	struct errlist faults = ERRLIST_INIT;
	struct coach coach;

	coach_open(&coach, lint->scripts->io, lint->scripts->catalog);
	rule_lint(id, path, text->text, text->len, &coach.book->lexicon,
		  &faults);
	for (size_t i = 0; i < faults.count; i++)
		report(lint, path, &faults.items[i],
		       behind(faults.items[i].text, path));
	errlist_release(&faults);
	coach_release(&coach);
}

/* A phrase list is read among the others: it may name them, they it. */
static void lint_phrases(struct lint *lint, const char *folder,
			 const char *path, const struct strbuf *text)
{
	const char *slash = strrchr(path, '/');
	const struct rulebook_file file = {
		folder, slash ? slash + 1 : path, path, text->text, text->len,
	};
	struct errlist faults = ERRLIST_INIT;

	rulebook_free(rulebook_read_with(lint->scripts->catalog, &file,
					 &faults));
	for (size_t i = 0; i < faults.count; i++) {
		const char *message = behind(faults.items[i].text, path);

		if (message != faults.items[i].text)
			report(lint, path, &faults.items[i], message);
	}
	errlist_release(&faults);
}

/* Whether the folder in which the file at `path` lies is called `name`. */
static bool lies_in(const char *path, const char *name)
{
	const char *end = strrchr(path, '/');
	size_t len = strlen(name);

	return end && (size_t)(end - path) >= len &&
	       !memcmp(end - len, name, len) &&
	       (end - len == path || end[-(long)len - 1] == '/');
}

/*
 * Where in the coach a file belongs: its folder tells, or else a suffix that
 * only phrases have. NULL: it is a script.
 */
static const char *coach_folder(const char *path)
{
	size_t len = strlen(path);

	if (lies_in(path, "rules"))
		return "coach/rules";
	if (len < 4 || strcmp(path + len - 4, ".txt"))
		return NULL;
	if (lies_in(path, "coach"))
		return "coach";
	if (lies_in(path, "lists"))
		return "coach/lists";
	if (lies_in(path, "points"))
		return "coach/points";
	return lies_in(path, "safety") ? "coach/safety" : "coach/moves";
}

static void lint_file(struct lint *lint, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *folder = coach_folder(path);
	struct strbuf text = STRBUF_INIT, name = STRBUF_INIT;
	struct err err = { 0 };

	strbuf_addstr(&name, slash ? slash + 1 : path);
	if (strrchr(name.text, '.'))
		strbuf_cut(&name,
			   (size_t)(strrchr(name.text, '.') - name.text));
	if (file_read(path, SCRIPT_MAX, &text, &err)) {
		cmd_fail(lint->scripts->io, &err);
		lint->failed = true;
	} else if (!folder) {
		lint_script(lint, name.text, path, &text);
	} else if (!strcmp(folder, "coach/rules")) {
		lint_rule(lint, name.text, path, &text);
	} else {
		lint_phrases(lint, folder, path, &text);
	}
	strbuf_release(&text);
	strbuf_release(&name);
}

static void lint_rules(struct lint *lint)
{
	struct errlist faults = ERRLIST_INIT;
	struct strbuf file = STRBUF_INIT;

	rulebook_free(rulebook_read(lint->scripts->catalog, &faults));
	for (size_t i = 0; i < faults.count; i++) {
		const struct err *err = &faults.items[i];
		size_t place = cmd_err_place(err);

		strbuf_reset(&file);
		strbuf_add(&file, err->text, place);
		report(lint, place ? file.text : "coach", err,
		       err->text + (place ? place + 2 : 0));
	}
	strbuf_release(&file);
	errlist_release(&faults);
}

static size_t lint_all(struct lint *lint)
{
	struct catalog_list list = CATALOG_LIST_INIT;
	size_t count;

	catalog_list(lint->scripts->catalog, &list);
	for (size_t i = 0; i < list.count; i++)
		lint_name(lint, list.items[i].name);
	lint_rules(lint);
	count = list.count;
	catalog_list_release(&list);
	return count;
}

/* What has a slash or a suffix is a file; names have neither. */
static bool is_file(const char *word)
{
	return strchr(word, '/') || strchr(word, '.');
}

int scripts_lint(const struct scripts *scripts, char **args)
{
	struct lint lint = { .scripts = scripts, .out = STRBUF_INIT };
	const struct cmd_io *io = scripts->io;
	bool all = !*args;
	size_t count = 0;

	if (all)
		count = lint_all(&lint);
	for (; *args; args++) {
		count++;
		if (is_file(*args))
			lint_file(&lint, *args);
		else
			lint_name(&lint, *args);
	}
	fwrite(lint.out.text, 1, lint.out.len, io->out);
	if (io->out_terminal && !lint.faults && !lint.failed)
		fprintf(io->out, "%zu script%s%s: no faults\n", count,
			count == 1 ? "" : "s",
			all ? ", the rules and their phrases" : "");
	strbuf_release(&lint.out);
	return lint.faults || lint.failed ? STATUS_FAILED : STATUS_OK;
}
