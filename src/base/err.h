#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stddef.h>

/*
 * err: why a call failed, told to the caller.
 *
 * Functions that can fail return 0 or a negative enum err_code and take a
 * `struct err *err` as their last parameter. `err` is owned by the caller,
 * must not be NULL, and is left untouched on success. Nothing is allocated,
 * so an err needs no release. No function below cmd/ prints it.
 */
enum err_code {
	ERR_USAGE = -1,		/* the person asked for something impossible */
	ERR_INPUT = -2,		/* a script, draft or record is malformed */
	ERR_NOTFOUND = -3,	/* a named script, file or entry is missing */
	ERR_SYSTEM = -4,	/* a system call failed; text ends in strerror() */
	ERR_REMOTE = -5,	/* the other end refused, or was not reached */
	ERR_LOCKED = -6,	/* sealed, and no secret was given that opens it */
};

/* Longest message, and how much of it a file's name may take. */
#define ERR_TEXT_MAX 1280
#define ERR_NAME_MAX 1024

struct err {
	size_t line;		/* 1-based line of the input, 0 where none */
	size_t column;		/* 1-based character of that line, 0 where none */
	char text[ERR_TEXT_MAX];	/* one line, no newline, no full stop */
	char quote[160];	/* the input's own line where it helps, else "" */
};

/* Fills *err and returns code, so callers can write `return err_set(...)`. */
int err_set(struct err *err, enum err_code code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * The same for a fault at byte `at` of `text`: sets line and column, counted
 * in characters, and copies the line it stands in (cut where it is long) to
 * err->quote. `at` may equal `len`, which is the end of the text.
 */
int err_at(struct err *err, enum err_code code, const char *text, size_t len,
	   size_t at, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/* Puts "name: " before err->text, so that a message says which file it is. */
void err_prefix(struct err *err, const char *name);

/*
 * errlist: every fault of a file, for those who want them all and not the
 * first only. Owned by the caller; starts as ERRLIST_INIT.
 */
struct errlist {
	struct err *items;
	size_t count;
	size_t capacity;
};

#define ERRLIST_INIT { NULL, 0, 0 }

void errlist_add(struct errlist *list, const struct err *err);
/* Sorts by line, then column; faults without a line come first. */
void errlist_sort(struct errlist *list);
void errlist_release(struct errlist *list);

#endif
