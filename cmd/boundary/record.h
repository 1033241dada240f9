#ifndef BOUNDARY_RECORD_H
#define BOUNDARY_RECORD_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "meter.h"

struct arena;
struct cmd_io;
struct strbuf;

/*
 * record: JSON Lines in and out, for the filters.
 *
 * Lines are read by read(2) into one buffer and handed out where they lie.
 * Before a read that may wait (a pipe, a terminal), what was written to `out`
 * is flushed: a slow writer gets each answer at once, a fast one costs a
 * system call per buffer and not per line.
 */
struct records {
	int fd;
	FILE *out;
	struct arena *arena;	/* holds the tree of the current record */
	char *text;		/* the buffer; bytes [start, end) are not yet used */
	size_t start, end, capacity;
	size_t line;		/* number of the line handed out, from 1 */
	bool regular;		/* reading never waits */
	bool at_end;
	int error;		/* errno of a read that failed, or 0 */
	struct meter meter;	/* of what was read */
};

enum record_state {
	RECORD_LINE,
	RECORD_LONG,		/* longer than JSON_TEXT_MAX; it was skipped */
	RECORD_END,		/* or reading failed: see `error` */
};

/* Reads `in`, and says on the terminal of `io` how far it is (meter.h), to its
 * end. */
void records_open(struct records *records, FILE *in, const struct cmd_io *io);
void records_close(struct records *records);

/*
 * The next line that is not blank, without its newline: borrowed, valid until
 * the next call.
 */
enum record_state records_next(struct records *records, const char **line,
			       size_t *len);

/* What was wrong with a record. */
struct record_fault {
	const char *code;	/* "bad-json"; NULL: nothing */
	const char *field;	/* NULL: none to name */
	char message[320];
};

void record_fault(struct record_fault *fault, const char *code,
		  const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The members that the contract knows; NULL where they are missing. */
struct record {
	const cJSON *id, *script, *tone, *values, *text, *kind, *firmness;
};

/*
 * Parses a line into *record: borrowed, and valid until the next call. False,
 * with `fault` filled, where it is no JSON object.
 */
bool record_parse(struct records *records, const char *line, size_t len,
		  struct record *record, struct record_fault *fault);

/*
 * Appends `"id":...,` with the id as it stands in `line`; nothing where there
 * is none.
 */
void record_add_id(struct strbuf *out, const struct record *record,
		   const char *line, size_t len);

/* Appends `"error":{...}`. */
void record_add_fault(struct strbuf *out, const struct record_fault *fault);

#endif
