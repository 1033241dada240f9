#include "line.h"

#include "base/strbuf.h"

bool line_read(FILE *in, struct strbuf *line)
{
	const size_t start = line->len;
	int c;

	while ((c = getc_unlocked(in)) != EOF && c != '\n')
		strbuf_addch(line, (char)c);
	if (c == EOF && line->len == start)
		return false;
	if (line->len > start && line->text[line->len - 1] == '\r')
		strbuf_cut(line, line->len - 1);
	return true;
}
