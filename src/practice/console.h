#ifndef PRACTICE_CONSOLE_H
#define PRACTICE_CONSOLE_H

#include <stdbool.h>

#include "practice/session.h"

struct strbuf;

/* What became of a wish to go on later. */
enum pause {
	PAUSE_KEPT,
	PAUSE_KEEPS_NOTHING,	/* nothing may be kept */
	PAUSE_FAILED,		/* the person was told why */
};

/*
 * console: how a session talks with a person. cmd/ has two, one on readline
 * and one on plain streams; tests have a third, fed from an array.
 */
struct console {
	/* Shows one paragraph or more in a voice; `label` names the voice, ""
	 * for the program's own. The console wraps and makes it safe. */
	void (*say)(struct console *self, enum voice voice, const char *label,
		    const char *text);
	/* Reads one line, without its newline, into `line`, which starts as
	 * what the person may change. False at the end of the input. */
	bool (*ask)(struct console *self, const struct session_ask *ask,
		    struct strbuf *line);
	/* Lets the person change `text` in an editor. False where there is
	 * none, or it failed; `text` is then as it was. */
	bool (*edit)(struct console *self, struct strbuf *text);
	/* Clears the screen and all that can be scrolled back to. */
	void (*panic)(struct console *self);
	/* Leads through a calm exercise; NULL where there is none. */
	void (*calm)(void *data);
	/* Keeps the session for later; NULL where nothing is kept. Where it
	 * was never decided, asks the person, if it may. */
	enum pause (*pause)(void *data, bool asks);
	void *data;		/* for these two */
	bool interactive;	/* the end of input is a wish to leave */
};

#endif
