#ifndef BOUNDARY_OUTBOX_H
#define BOUNDARY_OUTBOX_H

#include <stdbool.h>

#include "sending.h"

struct cmd_io;
struct store;

/* outbox: what the subcommands of `boundary outbox` share. */
struct outbox {
	const struct cmd_io *io;
	struct store *store;
	struct endpoints endpoints;
	bool yes;
};

/* Asks on the terminal, or takes --yes; without either the answer is no. */
bool outbox_ask(const struct outbox *outbox, const char *prompt);

/* Sends the entry `id` again, or, where it is NULL, all whose time has come. */
int outbox_retry(struct outbox *outbox, const char *id);

#endif
