#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

struct err;
struct strbuf;
struct strlist;

/*
 * file: whole files in, whole files out.
 */

/*
 * Appends the file at `path` to `out`. It must be a regular file (a FIFO or a
 * device would hang us) of at most `max` bytes.
 *   ERR_NOTFOUND  no such file
 *   ERR_INPUT     too large
 *   ERR_SYSTEM    not a regular file, or a system call failed
 * Messages start with the path. `out` is as before on failure.
 */
int file_read(const char *path, size_t max, struct strbuf *out,
	      struct err *err);

/* The same for a name below an open folder; a symbolic link is followed. */
int file_read_at(int dirfd, const char *name, size_t max, struct strbuf *out,
		 struct err *err);

/*
 * Appends all of a stream, which may be a pipe; `name` is for messages.
 *   ERR_INPUT   more than `max` bytes
 *   ERR_SYSTEM  reading failed
 */
int file_read_stream(FILE *in, const char *name, size_t max,
		     struct strbuf *out, struct err *err);

/*
 * Writes `path` whole or not at all: a temporary file beside it (mode, no
 * wider than the umask allows), fsync, rename, fsync of the folder. A symbolic
 * link at `path` is replaced, not followed. Returns 0, or ERR_SYSTEM, after
 * which the old file is intact and no temporary file is left (unless it was
 * the fsync of the folder that failed: then the new file is in place, but may
 * not outlive a power cut).
 */
int file_write(const char *path, const char *data, size_t len, mode_t mode,
	       struct err *err);

/* Makes `path` and its missing parents with `mode`; existing ones are fine. */
int file_make_folder(const char *path, mode_t mode, struct err *err);

/*
 * Appends the names in the folder `path` that end in `suffix`, sorted, hidden
 * ones left out. A missing folder is an empty one. Returns 0 or ERR_SYSTEM.
 */
int file_list(const char *path, const char *suffix, struct strlist *out,
	      struct err *err);

#endif
