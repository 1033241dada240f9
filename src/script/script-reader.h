#ifndef SCRIPT_SCRIPT_READER_H
#define SCRIPT_SCRIPT_READER_H

#include <stddef.h>

#include "script/script.h"

struct err;
struct errlist;
struct front_matter;

/*
 * script-reader: fills a struct script from its file, for script.c and
 * script-lint.c.
 *
 * Here are the faults that keep a script from being used: a value of the wrong
 * shape, a field without a proper name, a tone that is no Mustache. What can be
 * used and is still wrong is for script-lint.c.
 */

/* Too long, or not UTF-8: ERR_INPUT. Asked before anything else. */
int script_check_text(const char *text, size_t len, struct err *err);

/* The tone that a line of the body opens; TONE_COUNT where it opens none. */
enum tone script_heading(const char *line, size_t len);

/* The part of a file that is one tone. */
struct script_part {
	const char *text;	/* borrowed from the file; NULL: not there */
	size_t len;
	size_t line;		/* of the file, on which it starts */
};

/*
 * Finds the tones of a body. Where a tone stands twice the first counts;
 * *twice is then the line of the second heading, else 0.
 */
void script_split(const struct front_matter *fm,
		  struct script_part parts[TONE_COUNT], size_t *twice);

/*
 * Reads all that can be read into the zeroed *script and adds every fault to
 * `faults`, without a prefix and unsorted. Texts that are missing are "".
 */
void script_read(struct script *script, const struct front_matter *fm,
		 struct errlist *faults);

#endif
