#ifndef TESTS_LABELS_H
#define TESTS_LABELS_H

#include <stdbool.h>

struct strbuf;
struct strlist;

/* labels: what measure.c and fit.c read alike in a labelled row. */

/* Whether any of the words of `names` (one space between) is in `list`. */
bool labels_have(const struct strlist *list, const char *names);

/* Appends the text of a row: `\n`, `\t` and `\\` stand for one byte each. */
void labels_text(struct strbuf *out, const char *text);

#endif
