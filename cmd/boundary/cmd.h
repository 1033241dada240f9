#ifndef BOUNDARY_CMD_H
#define BOUNDARY_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct catalog;
struct config;
struct err;
struct opt;
struct paths;
struct strbuf;

/*
 * cmd: a subcommand, and the world it runs in.
 *
 * One subcommand is one file, cmd_NAME.c, with one exported `const struct
 * cmd`; commands.c lists them. A command keeps no state between two runs.
 */
enum status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,	/* failed, or findings */
	STATUS_USAGE = 2,
	STATUS_QUEUED = 75,	/* not now; it will be tried again */
};

/* What a command may touch: filled by main() from the process. */
struct cmd_io {
	FILE *in;
	FILE *out;		/* the product, and nothing else */
	FILE *log;		/* messages */
	bool in_terminal;
	bool out_terminal;
	bool log_terminal;
	bool colour;		/* `out` takes colour */
	bool plain;		/* no drawing: for screen readers and the like */
	bool plain_asked;	/* by an option, not by the environment */
	int passphrase_fd;	/* where passphrases come from; -1: ask */
	int64_t now;		/* Unix seconds, when the program started */
	const char *post_program;	/* $BOUNDARY_POST; NULL: find it */
	size_t columns;		/* of the terminal; 0 where `out` is none */
	const struct paths *paths;
	const struct config *config;
};

struct cmd {
	const char *name;
	const char *args;	/* "[FILE ...]" */
	const char *summary;	/* one line, lower case */
	const char *about;	/* more, for help; NULL where there is none */
	const char *words;	/* first arguments that it knows: "list show" */
	bool blanks;		/* behind a script come its blanks */
	const char *completes;	/* what the rest are: files scripts names
				   commands; NULL: nothing to offer */
	const struct opt *opts;	/* ends in OPT_END */
	int (*run)(const struct cmd *self, int argc, char **argv,
		   const struct cmd_io *io);
};

/*
 * Prints `boundary: ...` to io->log and returns STATUS_FAILED. Where the err
 * has a place, it is named, and the line is quoted with a caret under it.
 */
int cmd_fail(const struct cmd_io *io, const struct err *err);

/* The same for what returned `code`: STATUS_USAGE where it is ERR_USAGE. */
int cmd_fail_as(const struct cmd_io *io, int code, const struct err *err);

/* One line `boundary: ...` to io->log, made safe to show. */
void cmd_warn(const struct cmd_io *io, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The same behind the command's name; returns STATUS_USAGE. */
int cmd_usage(const struct cmd_io *io, const struct cmd *self,
	      const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/*
 * How many bytes at the start of err->text say which file it is about; 0
 * where none do. The message itself follows behind ": ".
 */
size_t cmd_err_place(const struct err *err);

/* Prints people's text: safe where `out` is a terminal, else as it is. */
void cmd_put(const struct cmd_io *io, const char *text, size_t len);

/* Starts a colour, or is "" where `out` takes none; COLOUR_OFF ends it. */
enum colour { COLOUR_OFF, COLOUR_BOLD, COLOUR_DIM, COLOUR_WARM, COLOUR_COOL,
	      COLOUR_CALM };
const char *cmd_colour(const struct cmd_io *io, enum colour colour);
/* The same for a console, which knows only whether colour is `on`. */
const char *colour_code(bool on, enum colour colour);

/* Where prose is broken: the terminal's width, but not past reading width. */
size_t cmd_prose_columns(const struct cmd_io *io);

/* The catalog of this person; the caller frees it with catalog_free(). */
struct catalog *cmd_catalog(const struct cmd_io *io);

/* The person's editor: config, $VISUAL, $EDITOR, else vi; borrowed. */
const char *cmd_editor(const struct cmd_io *io);

#endif
