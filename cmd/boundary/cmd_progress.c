/* boundary progress: what changed, from what was kept. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/wrap.h"
#include "cmd.h"
#include "keeping.h"
#include "local_day.h"
#include "opt.h"
#include "practice/playbook.h"
#include "progress.h"
#include "script/messages.h"
#include "store/config.h"
#include "store/store.h"

enum { KEY_FORMAT = OPT_LONG };

static const struct opt opts[] = {
	{ KEY_FORMAT, "format", "FORMAT", "text, json, csv or svg",
	  "text json csv svg" },
	{ 's', "since", "DATE", "only from then on: march, 2026-03, last week",
	  NULL },
	{ 'p', "plain", NULL, "sentences and no drawing: for screen readers",
	  NULL },
	OPT_HELP,
	OPT_END,
};

enum form { FORM_TEXT, FORM_JSON, FORM_CSV, FORM_SVG, FORMS };

struct wishes {
	enum form form;
	const char *since;
	bool plain;
};

static enum form form_named(const char *name)
{
	static const char *const names[FORMS] = { "text", "json", "csv",
						  "svg" };
	int i = 0;

	while (i < FORMS && strcmp(names[i], name))
		i++;
	return (enum form)i;
}

/*
 * Whether the terminal says that it shows UTF-8. The program itself does not
 * depend on a locale, but a drawing in the wrong one is a page of noise.
 */
static bool shows_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strcasestr(value, "utf-8") ||
			       strcasestr(value, "utf8");
	}
	return false;
}

/* Sentences, each on its own; the drawings stand behind the first. */
static void add_page(struct strbuf *out, const struct view *view,
		     const struct wishes *wishes, const struct cmd_io *io)
{
	struct strlist sentences = STRLIST_INIT;
	bool draws = io->out_terminal && !io->plain && !wishes->plain &&
		     shows_utf8();

	view_sentences(view, &sentences);
	for (size_t i = 0; i < sentences.count; i++) {
		wrap_add(out, sentences.items[i], cmd_prose_columns(io), "",
			 "");
		if (!i && draws) {
			strbuf_addch(out, '\n');
			progress_add_plots(out, view, io);
		}
	}
	strlist_release(&sentences);
}

static void print(const struct view *view, const struct wishes *wishes,
		  const struct cmd_io *io)
{
	struct strbuf out = STRBUF_INIT;

	switch (wishes->form) {
	case FORM_JSON:
		progress_add_json(&out, view);
		break;
	case FORM_CSV:
		progress_add_csv(&out, view);
		break;
	case FORM_SVG:
		progress_add_svg(&out, view, io->config->language);
		break;
	default:
		add_page(&out, view, wishes, io);
	}
	fwrite(out.text, 1, out.len, io->out);
	strbuf_release(&out);
}

/* Only what is shown in words needs words. */
static int open_words(struct messages **messages, struct playbook **playbook,
		      const struct keeping *keeping, enum form form,
		      struct err *err)
{
	struct err fault = { 0 };

	if (form == FORM_JSON || form == FORM_CSV)
		return 0;
	if (playbook_load(playbook, keeping->catalog, &fault))
		cmd_fail(keeping->io, &fault);
	return messages_load(messages, keeping->catalog,
			     "session/progress.yaml", err);
}

static int show(struct keeping *keeping, struct view *view,
		const struct wishes *wishes, struct err *err)
{
	struct progress progress = { 0 };
	struct messages *messages = NULL;
	struct playbook *playbook = NULL;
	int64_t from = view->since.year ? local_start(view->since) : 0;
	int ret = keeping_read(keeping, keeping->io, err);

	if (!ret && keeping->store)
		ret = progress_read(&progress, keeping->store, from,
				    view->since, err);
	if (!ret)
		ret = open_words(&messages, &playbook, keeping, wishes->form,
				 err);
	view->progress = &progress;
	view->messages = messages;
	view->playbook = playbook;
	if (!ret)
		print(view, wishes, keeping->io);
	if (!ret && progress.faults)
		ret = err_set(err, ERR_INPUT, "entries that could not be read "
			      "and are left out: %zu; `boundary journal` "
			      "names them", progress.faults);
	playbook_free(playbook);
	messages_free(messages);
	progress_release(&progress);
	return ret;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct keeping keeping = { .io = io };
	struct wishes wishes = { .form = FORM_TEXT };
	struct view view = { .today = local_day(io->now) };
	struct date_range since;
	struct err err = { 0 };
	int key, ret;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) {
		if (key == 'p')
			wishes.plain = true;
		else if (key == 's')
			wishes.since = walk.value;
		else if (key == KEY_FORMAT)
			wishes.form = form_named(walk.value);
		if (wishes.form == FORMS)
			return cmd_usage(io, self, "--format takes text, "
					 "json, csv or svg");
	}
	if (key == OPT_STOP)
		return walk.status;
	if (walk.next < argc)
		return cmd_usage(io, self, "it takes no arguments; --since "
				 "DATE has the time");
	if (wishes.since && date_parse(&since, wishes.since, view.today,
				       DATE_PAST, &err))
		return cmd_fail_as(io, ERR_USAGE, &err);
	if (wishes.since)
		view.since = since.first;
	ret = show(&keeping, &view, &wishes, &err);
	keeping_close(&keeping);
	return ret ? cmd_fail_as(io, ret, &err) : STATUS_OK;
}

const struct cmd cmd_progress = {
	.name = "progress",
	.args = "",
	.summary = "what changed, from what you kept",
	.about = "A page with what was said and what held, discomfort before "
		 "and after, and what grew; or the numbers behind it.",
	.opts = opts,
	.run = run,
};
