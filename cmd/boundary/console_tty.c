/*
 * The console on readline, the one file that knows it.
 *
 * Ctrl-C drops the line and asks again; Ctrl-D on an empty line leaves. No
 * history is kept at all: what is typed here is private, and readline's own
 * copies are overwritten as far as it lets us. Newlines of a draft are shown
 * as a sign, since a line editor edits one line.
 *
 * readline calls back without a pointer of ours, so the console that asks is
 * known to this file; hence one at a time.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <readline/readline.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "console.h"
#include "editor.h"
#include "practice/console.h"
#include "speech.h"

#define NEWLINE_SIGN "\xe2\x8f\x8e"	/* U+23CE */

struct tty {
	struct console console;		/* first: the port is the object */
	struct console_settings settings;
};

static volatile sig_atomic_t interrupted;
static const struct session_ask *asking;	/* for completion and prefill */

static void on_interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

/*
 * Reads a key. After Ctrl-C the line is emptied and accepted, which is how
 * readline can be left from here without a jump.
 */
static int read_key(FILE *in)
{
	for (;;) {
		unsigned char c;
		ssize_t n = read(fileno(in), &c, 1);

		if (n == 1)
			return c;
		if (n == 0 || errno != EINTR)
			return EOF;
		rl_check_signals();
		if (interrupted) {
			rl_replace_line("", 1);
			return '\n';
		}
	}
}

/* Candidates for a word: commands behind a colon, else the choices. */
static char *candidate(const char *text, int state)
{
	static size_t at;
	size_t len = strlen(text);

	if (!state)
		at = 0;
	if (*text == ':') {
		while (session_commands[at]) {
			const char *name = session_commands[at++];

			if (!strncmp(name, text + 1, len - 1)) {
				struct strbuf word = STRBUF_INIT;

				strbuf_addf(&word, ":%s", name);
				return strbuf_detach(&word);
			}
		}
		return NULL;
	}
	while (asking && at < asking->choices.count) {
		const char *name = asking->choices.items[at++];

		if (!strncasecmp(name, text, len))
			return mem_string(name);
	}
	return NULL;
}

static char **complete(const char *text, int start, int end)
{
	(void)end;
	rl_attempted_completion_over = 1;	/* never file names */
	return start ? NULL : rl_completion_matches(text, candidate);
}

static void replace_all(struct strbuf *text, const char *from, const char *to)
{
	size_t at = 0;
	const char *found;

	while ((found = strstr(text->text + at, from))) {
		at = (size_t)(found - text->text);
		strbuf_splice(text, at, strlen(from), to, strlen(to));
		at += strlen(to);
	}
}

/* Puts the draft on the line, to be changed in place. */
static int prefill(void)
{
	struct strbuf text = STRBUF_INIT;

	if (asking && asking->text && asking->initial) {
		strbuf_addstr(&text, asking->initial);
		replace_all(&text, "\n", NEWLINE_SIGN);
		rl_insert_text(text.text);
	}
	strbuf_wipe(&text);
	return 0;
}

static void say(struct console *self, enum voice voice, const char *label,
		const char *text)
{
	speech_say(&((struct tty *)self)->settings, voice, label, text);
}

static char *read_line(void)
{
	struct sigaction action = { .sa_handler = on_interrupt }, before;
	char *line;

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, &before);
	interrupted = 0;
	line = readline("> ");
	sigaction(SIGINT, &before, NULL);
	return line;
}

static bool ask(struct console *self, const struct session_ask *ask,
		struct strbuf *line)
{
	struct tty *tty = (struct tty *)self;
	char *text;

	asking = ask;
	speech_ask(&tty->settings, ask);
	while ((text = read_line()) && interrupted) {
		free(text);
		fputs("^C", tty->settings.out);
		speech_ask(&tty->settings, ask);
	}
	asking = NULL;
	if (!text) {
		fputc('\n', tty->settings.out);
		return false;
	}
	strbuf_addstr(line, text);
	replace_all(line, NEWLINE_SIGN, "\n");
	explicit_bzero(text, strlen(text));
	free(text);
	if (ask->text && !line->len && ask->initial)
		strbuf_addstr(line, ask->initial);
	return true;
}

static bool edit(struct console *self, struct strbuf *text)
{
	const struct console_settings *s = &((struct tty *)self)->settings;

	return editor_run(s->editor, s->folder, text);
}

/* Screen, then scrollback. */
static void panic(struct console *self)
{
	FILE *out = ((struct tty *)self)->settings.out;

	fputs("\033[H\033[2J\033[3J", out);
	fflush(out);
}

struct console *console_tty_new(const struct console_settings *settings)
{
	struct tty *tty = mem_array(1, sizeof(*tty));

	tty->console = (struct console){
		.say = say, .ask = ask, .edit = edit, .panic = panic,
		.interactive = true,
	};
	tty->settings = *settings;
	rl_readline_name = "boundary";
	rl_instream = settings->in;
	rl_outstream = settings->out;
	rl_getc_function = read_key;
	rl_attempted_completion_function = complete;
	rl_completer_word_break_characters = " \t\n";
	rl_basic_word_break_characters = " \t\n";
	rl_startup_hook = prefill;
	return &tty->console;
}

void console_tty_free(struct console *console)
{
	rl_startup_hook = NULL;
	free(console);
}
