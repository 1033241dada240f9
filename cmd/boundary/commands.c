#include "commands.h"

#include <string.h>

#include "cmd.h"
#include "nearest.h"

extern const struct cmd cmd_calm;
extern const struct cmd cmd_card;
extern const struct cmd cmd_check;
extern const struct cmd cmd_circle;
extern const struct cmd cmd_completion;
extern const struct cmd cmd_config;
extern const struct cmd cmd_explain;
extern const struct cmd cmd_follow;
extern const struct cmd cmd_help;
extern const struct cmd cmd_journal;
extern const struct cmd cmd_lines;
extern const struct cmd cmd_lock;
extern const struct cmd cmd_outbox;
extern const struct cmd cmd_practice;
extern const struct cmd cmd_privacy;
extern const struct cmd cmd_progress;
extern const struct cmd cmd_rekey;
extern const struct cmd cmd_render;
extern const struct cmd cmd_scripts;
extern const struct cmd cmd_send;
extern const struct cmd cmd_unlock;

const struct cmd *const commands[] = {
	&cmd_calm,
	&cmd_card,
	&cmd_check,
	&cmd_circle,
	&cmd_completion,
	&cmd_config,
	&cmd_explain,
	&cmd_follow,
	&cmd_help,
	&cmd_journal,
	&cmd_lines,
	&cmd_lock,
	&cmd_outbox,
	&cmd_practice,
	&cmd_privacy,
	&cmd_progress,
	&cmd_rekey,
	&cmd_render,
	&cmd_scripts,
	&cmd_send,
	&cmd_unlock,
};
const size_t commands_count = sizeof(commands) / sizeof(commands[0]);

const struct cmd *commands_find(const char *name, const char **near)
{
	struct nearest nearest = NEAREST(name);

	for (size_t i = 0; i < commands_count; i++) {
		if (!strcmp(commands[i]->name, name))
			return commands[i];
		nearest_try(&nearest, commands[i]->name);
	}
	*near = nearest.best;
	return NULL;
}
