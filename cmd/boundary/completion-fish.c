#include "completion.h"

#include <string.h>

#include "base/strbuf.h"
#include "cmd.h"
#include "commands.h"
#include "help.h"
#include "opt.h"

static void add_fish_values(struct strbuf *out, const char *choices)
{
	const char *command = completion_command(choices);
	struct strbuf call = STRBUF_INIT;

	if (!strcmp(choices, "@files")) {
		strbuf_addstr(out, " -F");
		return;
	}
	strbuf_addstr(out, " -a ");
	if (command)
		strbuf_addf(&call, "(%s)", command);
	else if (!strcmp(choices, "@commands"))
		completion_add_commands(&call);
	else
		strbuf_addstr(&call, choices);
	completion_add_quoted(out, call.text, "");
	strbuf_release(&call);
}

static void add_fish_option(struct strbuf *out, const char *condition,
			    const struct opt *opt)
{
	strbuf_addf(out, "complete -c boundary -n '%s' -l %s", condition,
		    opt->name);
	if (opt->key < OPT_LONG)
		strbuf_addf(out, " -s %c", opt->key);
	if (opt->arg) {
		strbuf_addstr(out, opt->choices && !strcmp(opt->choices, "@files") ?
			      " -r" : " -x");
		add_fish_values(out, opt->choices ? opt->choices : "");
	}
	strbuf_addstr(out, " -d ");
	completion_add_quoted(out, opt->about, "");
	strbuf_addch(out, '\n');
}

static void add_fish_command(struct strbuf *out, const struct cmd *cmd)
{
	struct strbuf condition = STRBUF_INIT, what = STRBUF_INIT;

	strbuf_addf(out, "complete -c boundary -n __fish_use_subcommand -a %s "
		    "-d ", cmd->name);
	completion_add_quoted(out, cmd->summary, "");
	strbuf_addch(out, '\n');
	strbuf_addf(&condition, "__fish_seen_subcommand_from %s", cmd->name);
	for (const struct opt *o = cmd->opts; o->key; o++)
		add_fish_option(out, condition.text, o);
	if (cmd->words)
		strbuf_addf(out, "complete -c boundary -n '%s' -a '%s'\n",
			    condition.text, cmd->words);
	if (cmd->completes) {
		strbuf_addf(out, "complete -c boundary -n '%s'",
			    condition.text);
		strbuf_addf(&what, "@%s", cmd->completes);
		add_fish_values(out, what.text);
		strbuf_addch(out, '\n');
	}
	if (cmd->blanks) {
		strbuf_reset(&what);
		strbuf_addf(&what, "(%s (commandline -opc)[3]%s)",
			    COMPLETION_BLANKS);
		strbuf_addf(out, "complete -c boundary -n '%s; and test "
			    "(count (commandline -opc)) -gt 2' -a ",
			    condition.text);
		completion_add_quoted(out, what.text, "");
		strbuf_addch(out, '\n');
	}
	strbuf_release(&condition);
	strbuf_release(&what);
}

void completion_fish(struct strbuf *out)
{
	strbuf_addstr(out, "# fish completion for boundary\n"
		      "complete -c boundary -f\n");
	for (const struct opt *o = program_options; o->key; o++)
		add_fish_option(out, "__fish_use_subcommand", o);
	for (size_t i = 0; i < commands_count; i++)
		add_fish_command(out, commands[i]);
}
