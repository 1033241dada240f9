#ifndef BOUNDARY_LINE_H
#define BOUNDARY_LINE_H

#include <stdbool.h>
#include <stdio.h>

struct strbuf;

/*
 * line: a line that a person typed, read so that no copy of it stays behind.
 *
 * getline(3) leaves pieces of private text in memory that it outgrew, and
 * takes a memory that ran out for the end of the input.
 *
 * Appends the next line to `line` without its end, LF or CR LF. False at the
 * end of the input. The caller ends `line` with strbuf_wipe().
 */
bool line_read(FILE *in, struct strbuf *line);

#endif
