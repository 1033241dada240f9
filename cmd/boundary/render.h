#ifndef BOUNDARY_RENDER_H
#define BOUNDARY_RENDER_H

#include <stdio.h>

#include "script/script.h"

struct catalog;
struct cmd_io;

/* render: what the two forms of `boundary render` share. */
struct render {
	const struct cmd_io *io;
	const struct catalog *catalog;
	const char *name;		/* of the script, or NULL */
	const struct script *script;	/* of --file, or NULL */
	enum tone tone;
};

/*
 * Reads records of JSON from `in` and writes one for each, in the same
 * order. A script is parsed once, however many records name it. Returns the
 * exit status.
 */
int render_jsonl(const struct render *render, FILE *in);

#endif
