/* boundary journal: what was kept of practice, and notes. */

#include <string.h>

#include "cmd.h"
#include "coach/rule.h"
#include "journal.h"
#include "nearest.h"
#include "opt.h"

enum { KEY_FORMAT = OPT_LONG, KEY_SCRIPT };

static const struct opt opts[] = {
	{ 'k', "kind", "KIND", "list: only no, need, limit, time, support, "
	  "repair or hold", "no need limit time support repair hold" },
	{ KEY_SCRIPT, "script", "NAME", "list: only of this script",
	  "@scripts" },
	{ KEY_FORMAT, "format", "FORMAT", "export: json or markdown",
	  "json markdown" },
	{ 'y', "yes", NULL, "delete: do not ask", NULL },
	OPT_HELP,
	OPT_END,
};

static const struct subcommand {
	const char *name;
	int (*run)(struct journal *journal, char **args);
} subcommands[] = {
	{ "add", journal_add },
	{ "delete", journal_delete },
	{ "edit", journal_edit },
	{ "export", journal_write_out },
	{ "import", journal_read_in },
	{ "list", journal_list },
	{ "show", journal_show },
};

static int dispatch(struct journal *journal, char **args)
{
	static char list[] = "list";
	struct nearest nearest = NEAREST(*args ? *args : list);

	for (size_t i = 0; i < sizeof(subcommands) / sizeof(*subcommands);
	     i++) {
		int status;

		if (strcmp(subcommands[i].name, nearest.word)) {
			nearest_try(&nearest, subcommands[i].name);
			continue;
		}
		status = subcommands[i].run(journal, args + (*args != NULL));
		keeping_close(&journal->keeping);
		return status;
	}
	if (nearest.best)
		return cmd_usage(journal->io, journal->self, "no subcommand "
				 "'%s'; did you mean '%s'?", nearest.word,
				 nearest.best);
	return cmd_usage(journal->io, journal->self, "no subcommand '%s': "
			 "list, show, add, edit, delete, export or import",
			 nearest.word);
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct journal journal = { .self = self, .io = io };
	struct opt_walk walk = OPT_WALK_INIT;
	int key;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) {
		switch (key) {
		case 'k':
			journal.kind = walk.value;
			break;
		case 'y':
			journal.yes = true;
			break;
		case KEY_FORMAT:
			journal.format = walk.value;
			break;
		case KEY_SCRIPT:
			journal.script = walk.value;
			break;
		}
	}
	if (key == OPT_STOP)
		return walk.status;
	if (journal.kind && !kind_named(journal.kind))
		return cmd_usage(io, self, "no kind '%s': no, need, limit, "
				 "time, support, repair or hold",
				 journal.kind);
	return dispatch(&journal, argv + walk.next);
}

const struct cmd cmd_journal = {
	.name = "journal",
	.args = "[list [DAYS] | show ID | add | edit ID | delete ID ... | "
		"export | import]",
	.summary = "what you kept, and notes of your own",
	.about = "list is what it does alone; DAYS are such as today, last "
		 "week or 2026-11. The beginning of an ID is enough. add "
		 "takes a text, or the JSON of a practice, from standard "
		 "input or your editor. What is deleted is overwritten.",
	.words = "list show add edit delete export import",
	.opts = opts,
	.run = run,
};
