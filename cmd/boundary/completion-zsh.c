#include "completion.h"

#include <string.h>

#include "base/strbuf.h"
#include "cmd.h"
#include "commands.h"
#include "help.h"
#include "opt.h"

/* The action that completes choices or `@name`. */
static void add_zsh_action(struct strbuf *out, const char *choices)
{
	if (!strcmp(choices, "@files"))
		strbuf_addstr(out, "_files");
	else if (!strcmp(choices, "@commands"))
		strbuf_addstr(out, "_boundary_commands");
	else if (*choices == '@')
		strbuf_addf(out, "_boundary_%s", choices + 1);
	else
		strbuf_addf(out, "(%s)", choices);
}

static void add_zsh_option(struct strbuf *out, const struct opt *opt)
{
	struct strbuf about = STRBUF_INIT;

	strbuf_addf(&about, "[%s]", opt->about);
	strbuf_addstr(out, " \\\n\t\t\t");
	if (opt->key < OPT_LONG)
		strbuf_addf(out, "'(-%c --%s)'{-%c,--%s}", opt->key, opt->name,
			    opt->key, opt->name);
	else
		strbuf_addf(out, "--%s", opt->name);
	completion_add_quoted(out, about.text, ":");
	if (opt->arg) {
		strbuf_addf(out, "':%s:", opt->arg);
		add_zsh_action(out, opt->choices ? opt->choices : " ");
		strbuf_addch(out, '\'');
	}
	strbuf_release(&about);
}

static void add_zsh_command(struct strbuf *out, const struct cmd *cmd)
{
	struct strbuf what = STRBUF_INIT;

	strbuf_addf(out, "\t\t%s)\n\t\t\t_arguments", cmd->name);
	for (const struct opt *o = cmd->opts; o->key; o++)
		add_zsh_option(out, o);
	if (cmd->words)
		strbuf_addf(out, " \\\n\t\t\t'1:subcommand:(%s)'",
			    cmd->words);
	if (cmd->blanks) {
		strbuf_addf(out, " \\\n\t\t\t'1:script:_boundary_%s'"
			    " \\\n\t\t\t'*:blank:_boundary_blanks'",
			    cmd->completes);
	} else if (cmd->completes) {
		strbuf_addf(&what, "@%s", cmd->completes);
		strbuf_addstr(out, " \\\n\t\t\t'*:argument:");
		add_zsh_action(out, what.text);
		strbuf_addch(out, '\'');
	}
	strbuf_addstr(out, " ;;\n");
	strbuf_release(&what);
}

static void add_zsh_names(struct strbuf *out)
{
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < completion_source_count; i++)
		strbuf_addf(out, "_boundary_%s() {\n"
			    "\tlocal -a names\n"
			    "\tnames=(${(f)\"$(%s)\"})\n"
			    "\tcompadd -a names\n}\n", completion_sources[i].name,
			    completion_sources[i].command);
	strbuf_addf(out, "_boundary_blanks() {\n"
		    "\tlocal -a names\n"
		    "\tnames=(${(f)\"$(%s \"$words[2]\"%s)\"})\n"
		    "\tcompadd -S '' -a names\n}\n", COMPLETION_BLANKS);
	strbuf_addstr(out, "_boundary_commands() {\n\tlocal -a names\n"
		      "\tnames=(\n");
	for (size_t i = 0; i < commands_count; i++) {
		strbuf_reset(&line);
		strbuf_addf(&line, "%s:%s", commands[i]->name,
			    commands[i]->summary);
		strbuf_addstr(out, "\t\t");
		completion_add_quoted(out, line.text, "");
		strbuf_addch(out, '\n');
	}
	strbuf_addstr(out, "\t)\n\t_describe command names\n}\n");
	strbuf_release(&line);
}

void completion_zsh(struct strbuf *out)
{
	strbuf_addstr(out, "#compdef boundary\n");
	add_zsh_names(out);
	strbuf_addstr(out, "_boundary() {\n"
		      "\tlocal curcontext=$curcontext state line\n"
		      "\ttypeset -A opt_args\n"
		      "\t_arguments -C");
	for (const struct opt *o = program_options; o->key; o++)
		add_zsh_option(out, o);
	strbuf_addstr(out, " \\\n\t\t\t'1:command:_boundary_commands'"
		      " \\\n\t\t\t'*::argument:->argument'\n"
		      "\tif [[ $state == argument ]]; then\n"
		      "\t\tcase $words[1] in\n");
	for (size_t i = 0; i < commands_count; i++)
		add_zsh_command(out, commands[i]);
	strbuf_addstr(out, "\t\tesac\n\tfi\n}\n"
		      "if [[ $funcstack[1] == _boundary ]]; then\n"
		      "\t_boundary \"$@\"\nelse\n"
		      "\tcompdef _boundary boundary\nfi\n");
}
