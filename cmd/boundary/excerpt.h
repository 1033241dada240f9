#ifndef BOUNDARY_EXCERPT_H
#define BOUNDARY_EXCERPT_H

#include <stddef.h>

struct strbuf;

/*
 * excerpt: a line of the person's text with a part of it underlined.
 *
 *	    I'm so so sorry but I can't come on Friday.
 *	        ^^^^^^^^^^^
 *
 * The line is made safe to show, the marks stand where the terminal shows
 * the words, and a line that is too long is cut around the first mark.
 */
struct excerpt_mark {
	size_t start, end;	/* bytes of the text, half open */
};

struct excerpt {
	const char *text;
	size_t len;
	size_t columns;		/* width to keep to, the indent included */
	const char *indent;	/* plain text before both lines */
	const char *on, *off;	/* colour of the marks, or "" */
};

/*
 * Appends the line in which marks[0] starts, with those of the `count` marks
 * (in order of start) that are in sight. Returns how many that were: at
 * least one.
 */
size_t excerpt_add(struct strbuf *out, const struct excerpt *excerpt,
		   const struct excerpt_mark *marks, size_t count);

#endif
