#ifndef BOUNDARY_TABLE_H
#define BOUNDARY_TABLE_H

#include <stddef.h>

#include "base/strlist.h"

struct cmd_io;

/*
 * table: rows of text, in columns for people and with tabs for programs.
 *
 * Starts as TABLE(columns); every row has that many cells. At a terminal the
 * last column is wrapped in its own place; in a pipe a row is a line.
 */
#define TABLE_COLUMNS_MAX 4

struct table {
	size_t columns;
	struct strlist cells;
};

#define TABLE(columns) { columns, STRLIST_INIT }

/* Appends a cell; its text is made safe for a line. */
void table_add(struct table *table, const char *text);

/* Prints all rows to io->out. */
void table_print(const struct table *table, const struct cmd_io *io);

void table_release(struct table *table);

#endif
