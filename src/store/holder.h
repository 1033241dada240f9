#ifndef STORE_HOLDER_H
#define STORE_HOLDER_H

#include <stdbool.h>

struct strbuf;

/*
 * holder: the mark of a process that has something in hand.
 *
 * "PID START", where START is the kernel's count of ticks at which it started,
 * so that another process which gets the same number later is not taken for
 * it. A mark is freed by the end of its process, however that comes: there is
 * no file to be left behind, and nothing to tidy up.
 *
 * Where the kernel does not tell (no /proc, another machine), no process is
 * found, and the caller does as if the holder had died.
 */

/* Appends the mark of this process; nothing where it is not known. */
void holder_mark(struct strbuf *out);

/* True where the process of that mark runs, and it is not this one. */
bool holder_lives(const char *mark);

#endif
