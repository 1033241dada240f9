#ifndef BOUNDARY_COMMANDS_H
#define BOUNDARY_COMMANDS_H

#include <stddef.h>

struct cmd;

/*
 * commands: the one table of them, listed by hand and sorted by name.
 * Dispatch, help and completion read it.
 */
extern const struct cmd *const commands[];
extern const size_t commands_count;

/* The command called `name`, or NULL; *near is then the nearest, or NULL. */
const struct cmd *commands_find(const char *name, const char **near);

#endif
