#include "pacer.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "cmd.h"
#include "opt.h"
#include "practice/calm.h"

#define INTERRUPT 3		/* what Ctrl-C sends */
#define LINE_SIZE 1024		/* longer lines are read in parts */

struct pacer {
	struct calm *calm;
	const struct cmd_io *io;
	bool plain;
};

/* How a wait came to its end. */
enum waited { WAITED, KEY, CLOSED };

static void say(const struct pacer *p, const char *text)
{
	struct strbuf safe = STRBUF_INIT, out = STRBUF_INIT;

	if (!*text)
		return;
	visible_add(&safe, text, strlen(text));
	wrap_add(&out, safe.text, cmd_prose_columns(p->io), "", "");
	fprintf(p->io->out, "\n%s", out.text);
	fflush(p->io->out);
	strbuf_release(&safe);
	strbuf_release(&out);
}

static long long now(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- the terminal while it is not as it was ---------------------------------- */

static const int deadly[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT };
#define DEADLY (sizeof(deadly) / sizeof(*deadly))

/* Of the process, as the terminal and its signals are; a handler gets no more. */
static struct {
	int fd;
	struct termios mode;			/* as it was */
	struct sigaction actions[DEADLY];	/* likewise */
	volatile sig_atomic_t changed;
} before = { .fd = -1 };

static void give_back(void)
{
	if (!before.changed)
		return;
	before.changed = 0;
	tcsetattr(before.fd, TCSANOW, &before.mode);
	for (size_t i = 0; i < DEADLY; i++)
		sigaction(deadly[i], &before.actions[i], NULL);
}

/* Whoever ends us gets the terminal as it was, and then the end as it was. */
static void on_deadly(int number)
{
	give_back();
	raise(number);
}

/* The local modes in `off` are off, and `eol` ends a line too (0: none). */
static void change(int fd, tcflag_t off, cc_t eol)
{
	struct sigaction action = { .sa_handler = on_deadly };
	struct termios mode;

	if (tcgetattr(fd, &mode))
		return;
	before.fd = fd;
	before.mode = mode;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < DEADLY; i++)
		sigaction(deadly[i], &action, &before.actions[i]);
	before.changed = 1;
	mode.c_lflag &= ~off;
	if (eol)
		mode.c_cc[VEOL] = eol;
	tcsetattr(fd, TCSANOW, &mode);
}

/* --- steps ------------------------------------------------------------------- */

/*
 * Waits for a key or for the time to pass. Keys are not shown, and Ctrl-C is
 * one of them, so that the terminal is as it was when we leave.
 */
static enum waited wait_for(const struct pacer *p, int milliseconds)
{
	struct pollfd fd = { .fd = fileno(p->io->in), .events = POLLIN };
	long long end = now() + milliseconds, left;
	enum waited waited = WAITED;

	change(fd.fd, ICANON | ECHO | ISIG, 0);
	while (waited == WAITED && (left = end - now()) > 0) {
		int ready = poll(&fd, 1, (int)left);

		if (ready < 0 && errno != EINTR)
			break;
		if (ready > 0) {
			char key[64];

			waited = read(fd.fd, key, sizeof(key)) > 0 ? KEY :
				CLOSED;
		}
	}
	give_back();
	return waited;
}

/* A dot a second, so that the breath can be seen without counting. */
static enum waited breathe(const struct pacer *p, const struct calm_step *step)
{
	enum waited waited = WAITED;

	if (p->plain) {
		fprintf(p->io->out, "%s, %d\n", step->text, step->seconds);
		fflush(p->io->out);
		return wait_for(p, step->seconds * 1000);
	}
	fprintf(p->io->out, "%s%s ", step->what == CALM_IN ? "\n" : "",
		step->text);
	for (int i = 0; waited == WAITED && i < step->seconds; i++) {
		fputs(" .", p->io->out);
		fflush(p->io->out);
		waited = wait_for(p, 1000);
	}
	fputc('\n', p->io->out);
	return waited;
}

/*
 * Reads one line. Ctrl-C ends a line instead of the program, which may be in
 * the middle of a session. Not through stdio: what is typed is private, and a
 * buffer of its would keep it.
 */
static enum waited read_line(const struct pacer *p, char *line, size_t size)
{
	int fd = fileno(p->io->in);
	ssize_t len;

	fputs("> ", p->io->out);
	fflush(p->io->out);
	change(fd, ISIG, INTERRUPT);
	do
		len = read(fd, line, size - 1);
	while (len < 0 && errno == EINTR);
	give_back();
	if (len > 0 && line[len - 1] == INTERRUPT)
		len = 0;
	if (len <= 0)
		fputc('\n', p->io->out);
	line[len > 0 ? len : 0] = '\0';
	/* Ctrl-D is a wish to end; a terminal that is gone is an error. */
	return len > 0 ? WAITED : len < 0 ? CLOSED : KEY;
}

static enum waited stay(const struct pacer *p, const char *text)
{
	char line[LINE_SIZE];
	enum waited waited;

	say(p, text);
	waited = read_line(p, line, sizeof(line));
	explicit_bzero(line, sizeof(line));
	return waited;
}

/* Asks until there is a number, or nothing. */
static enum waited rate(const struct pacer *p, const char *question,
			int *rating)
{
	struct strbuf text = STRBUF_INIT;
	char line[LINE_SIZE];
	enum waited waited;

	strbuf_addf(&text, "%s %s", question,
		    calm_word(p->calm, "rate.skip"));
	say(p, text.text);
	while ((waited = read_line(p, line, sizeof(line))) == WAITED) {
		strbuf_reset(&text);
		strbuf_addstr(&text, line);
		strbuf_trim(&text);
		if (!text.len || opt_number(text.text, 0, 10, rating))
			break;
		say(p, calm_word(p->calm, "rate.number"));
	}
	strbuf_release(&text);
	return waited;
}

static enum waited take(const struct pacer *p, const struct calm_step *step,
			int *rating)
{
	switch (step->what) {
	case CALM_IN:
	case CALM_OUT:
		return breathe(p, step);
	case CALM_STAY:
		return stay(p, step->text);
	case CALM_WAIT:
		return wait_for(p, step->seconds * 1000);
	case CALM_RATE:
		return rate(p, step->text, rating);
	default:
		say(p, step->text);
		return WAITED;
	}
}

void pacer_run(struct calm *calm, const struct cmd_io *io, bool plain)
{
	struct pacer p = { calm, io, plain };
	const struct calm_step *step;
	struct strbuf change = STRBUF_INIT;
	enum waited waited = WAITED;

	while (waited != CLOSED && (step = calm_step(calm))) {
		int rating = CALM_NO_RATING;

		waited = take(&p, step, &rating);
		if (waited == KEY) {
			say(&p, calm_word(calm, "stopped"));
			calm_end(calm);
			continue;
		}
		calm_go_on(calm, rating);
	}
	calm_add_change(calm, plain, &change);
	say(&p, change.text);
	strbuf_release(&change);
}
