#ifndef BOUNDARY_SCRIPTS_H
#define BOUNDARY_SCRIPTS_H

#include <stdbool.h>

struct catalog;
struct cmd;
struct cmd_io;

/*
 * scripts: what the subcommands of `boundary scripts` share. Each returns
 * the exit status; `args` are the words behind the subcommand, then NULL.
 */
struct scripts {
	const struct cmd *self;
	const struct cmd_io *io;
	struct catalog *catalog;
	const char *kind;	/* options; NULL where not given */
	const char *setting;
	const char *tone;
	bool wants_origin, wants_json;
};

int scripts_list(const struct scripts *scripts, char **args);
int scripts_search(const struct scripts *scripts, char **args);
int scripts_show(const struct scripts *scripts, char **args);
int scripts_schema(const struct scripts *scripts, char **args);
int scripts_path(const struct scripts *scripts, char **args);
int scripts_new(const struct scripts *scripts, char **args);
int scripts_lint(const struct scripts *scripts, char **args);

#endif
