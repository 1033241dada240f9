#include "completion.h"

#include <string.h>

#include "base/strbuf.h"
#include "cmd.h"
#include "commands.h"
#include "opt.h"

const struct completion_source completion_sources[] = {
	{ "scripts", "boundary scripts list 2>/dev/null | cut -f1" },
	{ "rules", "boundary explain 2>/dev/null | grep ^rule | cut -f2" },
	{ "names", "boundary explain 2>/dev/null | cut -f2" },
};

const size_t completion_source_count =
	sizeof(completion_sources) / sizeof(completion_sources[0]);

const char *completion_command(const char *choices)
{
	if (*choices != '@')
		return NULL;
	for (size_t i = 0; i < completion_source_count; i++)
		if (!strcmp(completion_sources[i].name, choices + 1))
			return completion_sources[i].command;
	return NULL;
}

void completion_add_commands(struct strbuf *out)
{
	for (size_t i = 0; i < commands_count; i++)
		strbuf_addf(out, "%s%s", i ? " " : "", commands[i]->name);
}

void completion_add_options(struct strbuf *out, const struct opt *options)
{
	for (const struct opt *o = options; o->key; o++)
		strbuf_addf(out, "%s--%s", o == options ? "" : " ", o->name);
}

void completion_add_quoted(struct strbuf *out, const char *text,
			   const char *escape)
{
	strbuf_addch(out, '\'');
	for (; *text; text++) {
		if (*text == '\'') {
			strbuf_addstr(out, "'\\''");
			continue;
		}
		if (strchr(escape, *text))
			strbuf_addch(out, '\\');
		strbuf_addch(out, *text);
	}
	strbuf_addch(out, '\'');
}
