#ifndef BOUNDARY_METER_H
#define BOUNDARY_METER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct cmd_io;

/*
 * meter: how far a long piece of work has come, on one line of a terminal.
 *
 * Nothing is shown in the first second, nor where messages go elsewhere than
 * to a terminal, the product goes to that terminal itself, or drawing is not
 * wanted (--plain, ACCESSIBLE, TERM=dumb). The line is wiped at the end.
 */
struct meter {
	FILE *log;		/* NULL: nothing is ever shown */
	uint64_t total;		/* bytes there are; 0: not known */
	uint64_t done;
	int64_t next;		/* when to draw, on the monotonic clock, in ms */
	size_t shown;		/* characters that stand there */
};

/* Begins; `fd` is what is read, and tells its size where it is a file. */
void meter_begin(struct meter *meter, const struct cmd_io *io, int fd);
void meter_add(struct meter *meter, size_t bytes);
/* Wipes the line, so that messages may stand there; it may be called twice. */
void meter_end(struct meter *meter);

#endif
