#ifndef TESTS_FIT_ROWS_H
#define TESTS_FIT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/strlist.h"

struct rulebook;

/*
 * fit-rows: the labelled rows that fit.c learns from, and what stands in each
 * of their sentences. Ends the program where a file is no good.
 */

/* A window is a sentence, or two in a row: see points.h. */
struct row {
	size_t writer;		/* the file it is from, from 1; 0: shipped */
	bool shipped;		/* a render, or the good example of a rule */
	struct strlist labels;
	struct strbuf text;
	uint32_t *features;	/* of all windows, one after another */
	uint32_t *ends;		/* where each window ends */
	size_t windows;
};

struct feature {
	uint64_t key;		/* words; 0: a move */
	unsigned move;
	uint32_t rows;		/* that hold it */
	size_t last_row;	/* + 1 */
};

/* All rows; starts zeroed, but for `mask`. */
#define FIT_ROWS_MASK ((1u << 22) - 1)
struct fit_rows {
	struct row *rows;
	size_t count, capacity;
	size_t writers;
	struct feature *features;
	size_t feature_count, feature_capacity;
	uint32_t *slots;
	size_t mask;
	struct rulebook *book;
};

/* Adds the rows of a file. */
void fit_rows_read(struct fit_rows *rows, const char *path);
/* Reads all sentences, once, after the last file. */
void fit_rows_split(struct fit_rows *rows);
void fit_rows_release(struct fit_rows *rows);

#endif
