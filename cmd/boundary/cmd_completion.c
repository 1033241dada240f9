/* boundary completion: a completion script for bash, zsh or fish. */

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "cmd.h"
#include "completion.h"
#include "opt.h"

static const struct opt opts[] = {
	OPT_HELP,
	OPT_END,
};

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct strbuf out = STRBUF_INIT;
	const char *shell;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	if (argc - walk.next != 1)
		return cmd_usage(io, self, "for which shell: bash, zsh or "
				 "fish?");
	shell = argv[walk.next];
	if (!strcmp(shell, "bash"))
		completion_bash(&out);
	else if (!strcmp(shell, "zsh"))
		completion_zsh(&out);
	else if (!strcmp(shell, "fish"))
		completion_fish(&out);
	else
		return cmd_usage(io, self, "no shell '%s': bash, zsh or fish",
				 shell);
	fwrite(out.text, 1, out.len, io->out);
	strbuf_release(&out);
	return STATUS_OK;
}

const struct cmd cmd_completion = {
	.name = "completion",
	.args = "bash | zsh | fish",
	.summary = "print a completion script for a shell",
	.about = "bash: `eval \"$(boundary completion bash)\"` in ~/.bashrc, "
		 "or into a file below bash-completion/completions. zsh: as "
		 "_boundary in a folder of fpath. fish: as boundary.fish in "
		 "~/.config/fish/completions.",
	.words = "bash zsh fish",
	.opts = opts,
	.run = run,
};
