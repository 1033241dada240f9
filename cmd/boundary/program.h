#ifndef BOUNDARY_PROGRAM_H
#define BOUNDARY_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct strbuf;
struct strlist;

/*
 * program: other programs that the person's config names.
 *
 * A command is words with spaces between them. No shell reads it, so nothing
 * in it is special, and no private text is ever one of its words: what a
 * program is to know goes through its standard input.
 */

/* Adds the words of `command` to `out`. */
void program_words(struct strlist *out, const char *command);

/* Runs it on our own terminal and waits. True where it ended well. */
bool program_run(const struct strlist *words);

/*
 * Runs `command` and appends the first line that it prints, without the
 * newline, at most `max` bytes, to `out`. Returns 0, ERR_INPUT where the line
 * is longer, or ERR_SYSTEM where it could not be run or ended badly.
 */
int program_first_line(const char *command, size_t max, struct strbuf *out,
		       struct err *err);

/*
 * Gives `len` bytes to the program `words` and appends what it prints, at
 * most `max` bytes, to `out`. Returns 0 or ERR_SYSTEM, or ERR_INPUT where it
 * prints more.
 */
int program_filter(const struct strlist *words, const char *text, size_t len,
		   size_t max, struct strbuf *out, struct err *err);

/* Gives `text` to `command` and waits. True where it ended well; what it
 * prints is dropped. */
bool program_feed(const char *command, const char *text);

#endif
