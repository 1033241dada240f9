#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * strbuf: the one growable string.
 *
 * A plain value that starts as STRBUF_INIT and ends in strbuf_release().
 * `text` is always NUL-terminated and never NULL; `len` does not count the
 * NUL. The bytes may hold NUL and need not be UTF-8. Read the two fields
 * freely; change them through these functions only.
 */
struct strbuf {
	char *text;
	size_t len;
	size_t capacity;	/* 0 while `text` is the shared empty string */
};

extern char strbuf_empty[];
#define STRBUF_INIT { strbuf_empty, 0, 0 }

void strbuf_release(struct strbuf *buf);
/* Empties it and keeps the memory. */
void strbuf_reset(struct strbuf *buf);
/* Makes room for `more` bytes behind `len`. */
void strbuf_reserve(struct strbuf *buf, size_t more);
/* Cuts to `len` bytes, which must not be more than there are. */
void strbuf_cut(struct strbuf *buf, size_t len);

void strbuf_add(struct strbuf *buf, const char *data, size_t len);
void strbuf_addstr(struct strbuf *buf, const char *text);
void strbuf_addch(struct strbuf *buf, char c);
void strbuf_addf(struct strbuf *buf, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Replaces `cut` bytes at `at` by `len` bytes at `data`. */
void strbuf_splice(struct strbuf *buf, size_t at, size_t cut, const char *data,
		   size_t len);

/* Removes white space (ASCII) from the end, or from both ends. */
void strbuf_rtrim(struct strbuf *buf);
void strbuf_trim(struct strbuf *buf);

bool strbuf_equals(const struct strbuf *buf, const char *text);

/* Hands the string over to the caller, who frees it; the buffer is empty. */
char *strbuf_detach(struct strbuf *buf);

/*
 * Overwrites all that the buffer holds or held, then releases it. What it
 * outgrew was overwritten when it grew.
 */
void strbuf_wipe(struct strbuf *buf);

#endif
