#ifndef SCRIPT_MUSTACHE_READER_H
#define SCRIPT_MUSTACHE_READER_H

#include <stdbool.h>
#include <stddef.h>

struct err;

/*
 * mustache-reader: the tags of a Mustache source, one after the other, and the
 * white space around them. For mustache-parse.c alone.
 *
 * A plain value on the stack that borrows the text. Whoever reads sets `at`
 * behind what is dealt with: reading goes on from there.
 */
struct mustache_reader {
	const char *text;
	size_t len;
	size_t at;
	const char *left;	/* the delimiters, in the text but for {{ }} */
	size_t left_len;
	const char *right;
	size_t right_len;
	struct err *err;
};

struct mustache_tag {
	size_t start;		/* from delimiter to delimiter, half open */
	size_t end;
	char kind;		/* # ^ / ! = > & { < $, a space for a plain
				   variable, NUL where there is no tag */
	bool dynamic;		/* the name had a star: see below */
	size_t name;		/* what stands in it, trimmed */
	size_t name_len;
};

void mustache_reader_init(struct mustache_reader *r, const char *text,
			  size_t len, struct err *err);

/* Finds the next tag behind r->at. Returns 0, or ERR_INPUT: not closed. */
int mustache_reader_next(const struct mustache_reader *r,
			 struct mustache_tag *tag);

/* ERR_INPUT, at byte `at` of the text. */
int mustache_reader_fail(const struct mustache_reader *r, size_t at,
			 const char *what);

/* Takes the star off a dynamic name. */
void mustache_reader_star(const struct mustache_reader *r,
			  struct mustache_tag *tag);

/* Returns 0, or ERR_INPUT: empty, or with white space or controls in it. */
int mustache_reader_check_name(const struct mustache_reader *r,
			       const struct mustache_tag *tag);

/* Takes the delimiters from a `=` tag. Returns 0, or ERR_INPUT: bad ones. */
int mustache_reader_delimit(struct mustache_reader *r,
			    const struct mustache_tag *tag);

/*
 * True where nothing but blanks stands before `at` on its line, back to r->at:
 * then *start is where the line starts, else it is untouched.
 */
bool mustache_reader_is_first(const struct mustache_reader *r, size_t at,
			      size_t *start);

/* True where but blanks follow on the line: then *next is the next line. */
bool mustache_reader_is_last(const struct mustache_reader *r, size_t at,
			     size_t *next);

/*
 * The blanks [*start, *end) that stand before the first line at or behind
 * `at`, itself the start of a line, that holds something else.
 */
void mustache_reader_indent(const struct mustache_reader *r, size_t at,
			    size_t *start, size_t *end);

#endif
