#ifndef BOUNDARY_MARKUP_H
#define BOUNDARY_MARKUP_H

struct strbuf;

/* markup: appends text so that HTML, SVG and XML read it as text, in an
 * element as well as in an attribute between quotes of either kind. */
void markup_add(struct strbuf *out, const char *text);

#endif
