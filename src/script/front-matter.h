#ifndef SCRIPT_FRONT_MATTER_H
#define SCRIPT_FRONT_MATTER_H

#include <stddef.h>

struct err;
struct yaml;

/*
 * front-matter: the YAML between two `---` lines at the head of a text file,
 * and the body behind it. All hand-written content here has this form.
 */
struct front_matter {
	struct yaml *head;	/* owned; a map, empty where there is no head */
	const char *body;	/* borrowed from the text given to parse */
	size_t body_len;
	size_t body_line;	/* line of the file on which the body starts */
};

/*
 * Splits and parses `text`, which must outlive *out. A file without a first
 * `---` line is all body. Line ends may be LF or CRLF. Returns 0, or
 * ERR_INPUT with line and column: the head is not closed, is not YAML
 * or no map.
 */
int front_matter_parse(struct front_matter *out, const char *text, size_t len,
		       struct err *err);
void front_matter_release(struct front_matter *fm);

#endif
