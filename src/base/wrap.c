#include "base/wrap.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

/* One line of the text, `len` bytes, into as many as it takes. */
static void add_line(struct strbuf *out, const char *line, size_t len,
		     size_t columns, const char *first, const char *rest)
{
	size_t used = utf8_columns(first, strlen(first));
	size_t margin = used;
	size_t at = 0;

	strbuf_addstr(out, first);
	while (at < len) {
		size_t spaces = 0, word = 0, width;

		while (at + spaces < len && line[at + spaces] == ' ')
			spaces++;
		while (at + spaces + word < len && line[at + spaces + word] != ' ')
			word++;
		width = utf8_columns(line + at + spaces, word);
		if (columns && used > margin &&
		    used + spaces + width > columns) {
			strbuf_rtrim(out);
			strbuf_addch(out, '\n');
			strbuf_addstr(out, rest);
			used = margin = utf8_columns(rest, strlen(rest));
			spaces = 0;
			while (at < len && line[at] == ' ')
				at++;
		}
		strbuf_add(out, line + at, spaces + word);
		used += spaces + width;
		at += spaces + word;
	}
	strbuf_addch(out, '\n');
}

void wrap_add(struct strbuf *out, const char *text, size_t columns,
	      const char *first, const char *rest)
{
	const char *prefix = first;

	do {
		size_t len = strcspn(text, "\n");

		add_line(out, text, len, columns, prefix, rest);
		prefix = rest;
		text += len + (text[len] == '\n');
	} while (*text);
}
