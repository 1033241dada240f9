#ifndef BOUNDARY_EDITOR_H
#define BOUNDARY_EDITOR_H

#include <stdbool.h>

struct err;
struct strbuf;

/*
 * editor: lets the person change a text in the editor they know.
 *
 * The file lies in a folder of its own, 0700, below `folder`, which should be
 * memory and not disk; it is removed afterwards, and what an earlier run had
 * to leave there is removed first. `command` is split at spaces and run
 * without a shell. vim is told to keep no swap, undo, backup or info file.
 *
 * Returns 0, or ERR_SYSTEM with `text` as it was, where there is no editor or
 * folder, the editor fails, or the file cannot be written or read back.
 */
int editor_change(const char *command, const char *folder,
		  struct strbuf *text, struct err *err);
/* The same for those who ask for no reason: true where it went well. */
bool editor_run(const char *command, const char *folder, struct strbuf *text);

/* Opens a file that stays, such as a new script or the config. */
bool editor_open(const char *command, const char *path);

/* Removes from `folder` what edits of processes that were killed left there. */
void editor_remove_stale(const char *folder);

#endif
