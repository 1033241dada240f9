/* boundary help: the page of the program, or of one command. */

#include <stddef.h>

#include "cmd.h"
#include "commands.h"
#include "help.h"
#include "opt.h"

static const struct opt opts[] = {
	OPT_HELP,
	OPT_END,
};

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	const struct cmd *cmd = NULL;
	const char *near = NULL;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	if (argc - walk.next > 1)
		return cmd_usage(io, self, "one command at a time");
	if (walk.next == argc) {
		help_program(io);
		return STATUS_OK;
	}
	cmd = commands_find(argv[walk.next], &near);
	if (!cmd && near)
		return cmd_usage(io, self, "no command '%s'; did you mean "
				 "'%s'?", argv[walk.next], near);
	if (!cmd)
		return cmd_usage(io, self, "no command '%s'", argv[walk.next]);
	help_command(cmd, io);
	return STATUS_OK;
}

const struct cmd cmd_help = {
	.name = "help",
	.args = "[COMMAND]",
	.summary = "say what a command does",
	.completes = "commands",
	.opts = opts,
	.run = run,
};
