#ifndef BOUNDARY_COMPLETION_H
#define BOUNDARY_COMPLETION_H

#include <stddef.h>

struct opt;
struct strbuf;

/*
 * completion: scripts for shells, made from the tables of commands and
 * options. Names of scripts and rules are asked of the program when a person
 * presses Tab, so that their own are there too.
 */
void completion_bash(struct strbuf *out);
void completion_zsh(struct strbuf *out);
void completion_fish(struct strbuf *out);

/* How a shell gets the names of a sort, one on a line. */
struct completion_source {
	const char *name;
	const char *command;
};

extern const struct completion_source completion_sources[];
extern const size_t completion_source_count;

/* How a shell gets the blanks of a script, each with its "=": a command in two
 * halves, with the name of the script between them. */
#define COMPLETION_BLANKS "boundary render --fields", \
	" 2>/dev/null | cut -f1 | sed 's/$/=/'"

/* The command for "@name"; NULL where `choices` is none of the sources. */
const char *completion_command(const char *choices);

/* Appends the names of all commands with spaces between them. */
void completion_add_commands(struct strbuf *out);
/* Appends the names of the options, with their dashes. */
void completion_add_options(struct strbuf *out, const struct opt *options);

/*
 * Appends `text` between single quotes, as all three shells read it; a
 * backslash goes before each of the bytes in `escape`.
 */
void completion_add_quoted(struct strbuf *out, const char *text,
			   const char *escape);

#endif
