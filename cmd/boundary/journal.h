#ifndef BOUNDARY_JOURNAL_H
#define BOUNDARY_JOURNAL_H

#include <stdbool.h>

#include "keeping.h"

struct cmd;
struct cmd_io;

/*
 * journal: what the subcommands of `boundary journal` share. Each returns the
 * exit status; `args` are the words behind the subcommand, then NULL.
 */
struct journal {
	const struct cmd *self;
	const struct cmd_io *io;
	struct keeping keeping;
	const char *kind, *script, *format;	/* options; NULL: not given */
	bool yes;
};

int journal_list(struct journal *journal, char **args);
int journal_show(struct journal *journal, char **args);
int journal_add(struct journal *journal, char **args);
int journal_edit(struct journal *journal, char **args);
int journal_delete(struct journal *journal, char **args);
int journal_write_out(struct journal *journal, char **args);
int journal_read_in(struct journal *journal, char **args);

#endif
