#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include <stddef.h>

struct strbuf;

/*
 * wrap: text in lines no wider than a terminal.
 *
 * Appends `text` to `out`, breaking at spaces so that no line is wider than
 * `columns` (utf8_width()), each line behind `first` or, from the second on,
 * `rest` (prefixes that count as columns). Newlines of the text stay. A word
 * that is wider than a line stands on its own line, unbroken, so that it can
 * be copied. Ends in a newline. With `columns` 0 nothing is broken. The text
 * must be safe to show: see visible.h.
 */
void wrap_add(struct strbuf *out, const char *text, size_t columns,
	      const char *first, const char *rest);

#endif
