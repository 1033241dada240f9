#ifndef BOUNDARY_CONSOLE_H
#define BOUNDARY_CONSOLE_H

#include <stdbool.h>
#include <stdio.h>

struct console;
struct messages;

/*
 * The two consoles of the program; see practice/console.h for what one is.
 */
struct console_settings {
	FILE *in, *out;
	size_t columns;		/* 0: do not wrap */
	bool colour;
	const char *editor;	/* command line of the editor, NULL: none */
	const char *folder;	/* memory-backed folder for it, NULL: none */
	const char *speaker;	/* command that reads the partner's lines from
				 * its input, NULL: none */
	const struct messages *spoken;	/* session/practice.yaml, for ears: a
				 * question ends in words; NULL: in signs */
};

/* Plain streams: pipes, screen readers, dumb terminals. */
struct console *console_plain_new(const struct console_settings *settings,
				  bool interactive);

/* readline on a terminal. Only one may exist at a time. */
struct console *console_tty_new(const struct console_settings *settings);

void console_plain_free(struct console *console);
void console_tty_free(struct console *console);

#endif
