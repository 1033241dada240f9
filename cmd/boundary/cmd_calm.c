/* boundary calm: ride out discomfort, with a pace and with ratings. */

#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/wrap.h"
#include "cmd.h"
#include "opt.h"
#include "pacer.h"
#include "practice/calm.h"
#include "script/catalog.h"

static const struct opt opts[] = {
	{ 'm', "minutes", "N", "how long to breathe or ride, 1 to 60", NULL },
	{ 'r', "rounds", "N", "how many breaths, 1 to 200", NULL },
	{ 'p', "plain", NULL, "plain lines: for screen readers", NULL },
	OPT_HELP,
	OPT_END,
};

struct wishes {
	enum calm_kind kind;
	int minutes, rounds;
	bool plain;
};

static int read_options(struct wishes *wishes, const struct cmd *self,
			int argc, char **argv, const struct cmd_io *io,
			struct opt_walk *walk)
{
	int key;

	while ((key = opt_own(walk, self, argc, argv, io)) > 0) {
		if (key == 'p')
			wishes->plain = true;
		else if (key == 'm' && !opt_number(walk->value, 1,
						   CALM_MINUTES_MAX,
						   &wishes->minutes))
			return cmd_usage(io, self, "--minutes takes 1 to %d",
					 CALM_MINUTES_MAX);
		else if (key == 'r' && !opt_number(walk->value, 1,
						   CALM_ROUNDS_MAX,
						   &wishes->rounds))
			return cmd_usage(io, self, "--rounds takes 1 to %d",
					 CALM_ROUNDS_MAX);
	}
	if (key == OPT_STOP)
		return OPT_STOP;
	if (argc - walk->next > 1)
		return cmd_usage(io, self, "one exercise at a time");
	if (walk->next < argc && !calm_named(argv[walk->next], &wishes->kind))
		return cmd_usage(io, self, "there is no '%s': breathe, ground "
				 "or ride", argv[walk->next]);
	if ((wishes->minutes && wishes->kind == CALM_GROUND) ||
	    (wishes->rounds && wishes->kind != CALM_BREATHE))
		return cmd_usage(io, self, "%s has no such option",
				 calm_name(wishes->kind));
	return STATUS_OK;
}

/* In a pipe nobody waits: all of it at once, to read or print. */
static void put_page(const struct calm *calm, const struct cmd_io *io)
{
	struct strbuf page = STRBUF_INIT, out = STRBUF_INIT;

	calm_add_page(calm, &page);
	wrap_add(&out, page.text, cmd_prose_columns(io), "", "");
	cmd_put(io, out.text, out.len);
	strbuf_release(&page);
	strbuf_release(&out);
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct wishes wishes = { .kind = CALM_BREATHE };
	struct catalog *catalog;
	struct calm *calm = NULL;
	struct err err = { 0 };
	int status = read_options(&wishes, self, argc, argv, io, &walk), ret;

	if (status != STATUS_OK)
		return status == OPT_STOP ? walk.status : status;
	catalog = cmd_catalog(io);
	ret = calm_new(&calm, catalog, wishes.kind, wishes.minutes,
		       wishes.rounds, &err);
	if (ret)
		status = cmd_fail_as(io, ret, &err);
	else if (io->in_terminal && io->out_terminal)
		pacer_run(calm, io, wishes.plain || io->plain);
	else
		put_page(calm, io);
	calm_free(calm);
	catalog_free(catalog);
	return status;
}

const struct cmd cmd_calm = {
	.name = "calm",
	.args = "[breathe|ground|ride]",
	.summary = "ride out discomfort: breathe, ground or ride an urge",
	.about = "Without a word it is breathe. Any key ends it. In a pipe "
		 "the exercise is printed, to be read.",
	.words = "breathe ground ride",
	.opts = opts,
	.run = run,
};
