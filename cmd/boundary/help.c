#include "help.h"

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/wrap.h"
#include "cmd.h"
#include "commands.h"
#include "opt.h"

/* Where descriptions start, and how wide help is in a pipe. */
#define INDENT 26
#define PIPE_COLUMNS 80

const struct opt program_options[] = {
	OPT_HELP,
	{ 'V', "version", NULL, "print the version", NULL },
	{ 'P', "plain", NULL, "no colour and no drawing, for screen readers",
	  NULL },
	{ OPT_PASSPHRASE_FD, "passphrase-fd", "N",
	  "read passphrases from a descriptor, a line each", NULL },
	OPT_END,
};

static size_t width(const struct cmd_io *io)
{
	return io->columns ? cmd_prose_columns(io) : PIPE_COLUMNS;
}

/* "  left      right", the right side wrapped in its own column. */
static void add_row(struct strbuf *out, const char *left, const char *right,
		    size_t columns)
{
	static const char spaces[INDENT + 1] = "                          ";
	struct strbuf lead = STRBUF_INIT;

	strbuf_addf(&lead, "  %-*s", INDENT - 2, left);
	if (lead.len > INDENT) {
		strbuf_addf(out, "%s\n", lead.text);
		wrap_add(out, right, columns, spaces, spaces);
	} else {
		wrap_add(out, right, columns, lead.text, spaces);
	}
	strbuf_release(&lead);
}

static void add_option(struct strbuf *out, const struct opt *opt,
		       size_t columns)
{
	struct strbuf left = STRBUF_INIT;

	if (opt->key < OPT_LONG)
		strbuf_addf(&left, "-%c, ", opt->key);
	else
		strbuf_addstr(&left, "    ");
	strbuf_addf(&left, "--%s", opt->name);
	if (opt->arg)
		strbuf_addf(&left, " %s", opt->arg);
	add_row(out, left.text, opt->about, columns);
	strbuf_release(&left);
}

static void add_options(struct strbuf *out, const struct opt *opts,
			size_t columns)
{
	strbuf_addstr(out, "\nOptions:\n");
	for (const struct opt *o = opts; o->key; o++)
		add_option(out, o, columns);
}

void help_command(const struct cmd *cmd, const struct cmd_io *io)
{
	struct strbuf out = STRBUF_INIT, usage = STRBUF_INIT;
	size_t columns = width(io);

	strbuf_addf(&usage, "boundary %s [OPTION ...]%s%s", cmd->name,
		    *cmd->args ? " " : "", cmd->args);
	wrap_add(&out, usage.text, columns, "Usage: ", "       ");
	strbuf_addf(&out, "\n");
	wrap_add(&out, cmd->summary, columns, "", "");
	if (cmd->about) {
		strbuf_addch(&out, '\n');
		wrap_add(&out, cmd->about, columns, "", "");
	}
	add_options(&out, cmd->opts, columns);
	fwrite(out.text, 1, out.len, io->out);
	strbuf_release(&usage);
	strbuf_release(&out);
}

void help_program(const struct cmd_io *io)
{
	struct strbuf out = STRBUF_INIT;
	size_t columns = width(io);

	strbuf_addstr(&out, "Usage: boundary COMMAND [ARGUMENT ...]\n\n");
	wrap_add(&out, "Words for a no, a need or a limit: find them, hear what "
		 "they do, and practise them. It is no therapist, and "
		 "nothing you type leaves this computer unless you send it.",
		 columns, "", "");
	strbuf_addstr(&out, "\nCommands:\n");
	for (size_t i = 0; i < commands_count; i++)
		add_row(&out, commands[i]->name, commands[i]->summary,
			columns);
	add_options(&out, program_options, columns);
	strbuf_addstr(&out, "\nExamples:\n");
	if (commands_find("practice", &(const char *){ NULL }))
		strbuf_addstr(&out, "  boundary practice\n");
	strbuf_addstr(&out,
		      "  boundary scripts search borrow money\n"
		      "  boundary render decline-a-drink person=Sam "
		      "drink=\"a beer\"\n"
		      "  echo \"So sorry, maybe another time?\" | "
		      "boundary check\n\n");
	wrap_add(&out, "`boundary help COMMAND` says more. In danger? "
		 "`boundary lines` has people to talk to.", columns, "", "");
	fwrite(out.text, 1, out.len, io->out);
	strbuf_release(&out);
}
