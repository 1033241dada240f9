#include "completion.h"

#include <string.h>

#include "base/strbuf.h"
#include "cmd.h"
#include "commands.h"
#include "help.h"
#include "opt.h"

/* Lines that fill $words with choices, or with what `@name` stands for. */
static void add_bash_words(struct strbuf *out, const char *choices)
{
	const char *command = completion_command(choices);

	if (command)
		strbuf_addf(out, "words=$(%s)", command);
	else if (!strcmp(choices, "@files"))
		strbuf_addstr(out, "files=1");
	else
		strbuf_addf(out, "words='%s'", choices);
}

/* A case for each option that takes one of some words. */
static void add_bash_values(struct strbuf *out, const struct cmd *cmd)
{
	for (const struct opt *o = cmd->opts; o->key; o++) {
		if (!o->choices)
			continue;
		strbuf_addf(out, "\t%s:--%s", cmd->name, o->name);
		if (o->key < OPT_LONG)
			strbuf_addf(out, "|%s:-%c", cmd->name, o->key);
		strbuf_addstr(out, ") ");
		add_bash_words(out, o->choices);
		strbuf_addstr(out, " ;;\n");
	}
}

/* The cases for the arguments of a command. */
static void add_bash_arguments(struct strbuf *out, const struct cmd *cmd)
{
	strbuf_addf(out, "\t%s:*)\n\t\tif [[ $cur == -* ]]; then words='",
		    cmd->name);
	completion_add_options(out, cmd->opts);
	strbuf_addch(out, '\'');
	if (cmd->words)
		strbuf_addf(out, "\n\t\telif ((COMP_CWORD == at + 1)); then "
			    "words='%s'", cmd->words);
	if (cmd->completes) {
		strbuf_addstr(out, "\n\t\telse ");
		if (!strcmp(cmd->completes, "commands")) {
			strbuf_addstr(out, "words='");
			completion_add_commands(out);
			strbuf_addch(out, '\'');
		} else {
			struct strbuf what = STRBUF_INIT;

			strbuf_addf(&what, "@%s", cmd->completes);
			add_bash_words(out, what.text);
			strbuf_release(&what);
		}
	}
	strbuf_addstr(out, "\n\t\tfi");
	if (cmd->blanks)
		strbuf_addf(out, "\n\t\tif [[ $cur != -* ]] && "
			    "((COMP_CWORD > at + 1)) &&\n"
			    "\t\t\tblanks=$(%s \"${COMP_WORDS[at + 1]}\"%s) &&\n"
			    "\t\t\t[[ $blanks ]]; then words=$blanks; "
			    "compopt -o nospace 2>/dev/null\n\t\tfi",
			    COMPLETION_BLANKS);
	strbuf_addstr(out, " ;;\n");
}

void completion_bash(struct strbuf *out)
{
	strbuf_addstr(out,
		"# bash completion for boundary\n"
		"_boundary()\n{\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} words= files= blanks= at=1\n"
		"\tlocal prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		"\twhile ((at < COMP_CWORD)) && "
		"[[ ${COMP_WORDS[at]} == -* ]]; do\n\t\t((at++))\n\tdone\n"
		"\tif ((at == COMP_CWORD)); then\n\t\twords='");
	completion_add_commands(out);
	strbuf_addch(out, ' ');
	completion_add_options(out, program_options);
	strbuf_addstr(out, "'\n\telse case ${COMP_WORDS[at]}:$prev in\n");
	for (size_t i = 0; i < commands_count; i++)
		add_bash_values(out, commands[i]);
	for (size_t i = 0; i < commands_count; i++)
		add_bash_arguments(out, commands[i]);
	strbuf_addstr(out,
		"\tesac\n\tfi\n"
		"\tif [[ $files ]]; then\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
		"\telse\n"
		"\t\tmapfile -t COMPREPLY < "
		"<(compgen -W \"$words\" -- \"$cur\")\n"
		"\tfi\n}\n"
		"complete -o filenames -F _boundary boundary\n");
}
