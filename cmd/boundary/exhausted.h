#ifndef BOUNDARY_EXHAUSTED_H
#define BOUNDARY_EXHAUSTED_H

/*
 * exhausted: what happens when a library finds no memory.
 *
 * libfyaml goes on with a NULL that it does not look at, and cJSON leaves out
 * what it has no room for, so that half an entry would be kept. Neither may
 * happen: the program ends with the line that mem.h has for it. What was not
 * committed is taken back by SQLite at the next start, as after a power cut.
 *
 * Archives are caught by the linker (EXHAUSTED in the Makefile), without a
 * call; cJSON, which Debian has as a shared library only, by its hooks.
 */

/* Gives cJSON its usual memory, watched: at the start, and behind an arena. */
void exhausted_watch_json(void);

#endif
