#include "post/courier.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strlist.h"
#include "base/visible.h"
#include "post/endpoint.h"

#define PROTOCOL "boundary-post 1"

/* Longest line that is listened to, and longest text that is shown. */
#define LINE_MAX_LEN 4096
#define SHOWN_MAX 200

/* Waiting for a program on this machine, and beyond an endpoint's timeout. */
#define PATIENCE_MS 10000

struct courier {
	pid_t child;
	int fd;			/* a socket: both directions, and no SIGPIPE */
	int timeout_ms;
	struct strbuf heard;	/* what came and was not read yet */
};

void courier_answer_release(struct courier_answer *a)
{
	strbuf_release(&a->host);
	strbuf_release(&a->title);
	strbuf_release(&a->detail);
	strbuf_release(&a->why);
	*a = (struct courier_answer)COURIER_ANSWER_INIT;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/*
 * It gets its end of the socket as standard input and output, no environment
 * but what names a folder of certificates, and none of our other files: they
 * are all close-on-exec.
 */
static int start(struct courier *c, const char *path, struct err *err)
{
	char name[] = "boundary-post";
	char *argv[] = { name, NULL }, *environment[] = { NULL };
	posix_spawn_file_actions_t actions;
	int ends[2], failed;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return err_set(err, ERR_SYSTEM, "cannot make a socket: %s",
			       strerror(errno));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	failed = posix_spawn(&c->child, path, &actions, NULL, argv,
			     environment);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	c->fd = ends[0];
	if (!failed)
		return 0;
	c->child = -1;
	return err_set(err, ERR_SYSTEM, "cannot start %s: %s", path,
		       strerror(failed));
}

static bool say(const struct courier *c, const char *text, size_t len)
{
	while (len) {
		ssize_t n = send(c->fd, text, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		text += n;
		len -= (size_t)n;
	}
	return true;
}

/* More of what it says; false at the end, or when the time is over. */
static bool listen_more(struct courier *c, int64_t until)
{
	struct pollfd wait = { .fd = c->fd, .events = POLLIN };
	char buffer[1024];
	ssize_t n;

	for (;;) {
		int64_t left = until - now_ms();
		int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		n = read(c->fd, buffer, sizeof(buffer));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		strbuf_add(&c->heard, buffer, (size_t)n);
		return true;
	}
}

/* Its next line, without the newline; false where none comes in time. */
static bool hear(struct courier *c, struct strbuf *line, int64_t until)
{
	const char *end;

	while (!(end = memchr(c->heard.text, '\n', c->heard.len)))
		if (c->heard.len > LINE_MAX_LEN || !listen_more(c, until))
			return false;
	strbuf_reset(line);
	strbuf_add(line, c->heard.text, (size_t)(end - c->heard.text));
	strbuf_splice(&c->heard, 0, line->len + 1, "", 0);
	return true;
}

/* Expects a line that starts with `word`; else says why not. */
static int expect(struct courier *c, const char *word, struct err *err)
{
	struct strbuf line = STRBUF_INIT, shown = STRBUF_INIT;
	int ret = 0;

	if (!hear(c, &line, now_ms() + PATIENCE_MS)) {
		ret = err_set(err, ERR_SYSTEM, "boundary-post does not answer");
	} else if (strncmp(line.text, word, strlen(word))) {
		visible_add_line(&shown, line.text, line.len);
		ret = err_set(err, ERR_INPUT, "boundary-post says: %s",
			      shown.text);
	}
	strbuf_release(&line);
	strbuf_release(&shown);
	return ret;
}

static void add_setting(struct strbuf *out, const char *name,
			const char *value)
{
	if (value && *value)
		strbuf_addf(out, "%s %s\n", name, value);
}

static int load(struct courier *c, const struct endpoint *e, const char *proxy,
		const struct strlist *headers, const struct strbuf *body,
		struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	bool said;
	int ret;

	strbuf_addstr(&text, PROTOCOL "\n");
	add_setting(&text, "url", e->url);
	strbuf_addf(&text, "timeout %d\n", e->timeout);
	add_setting(&text, "ca", e->ca);
	add_setting(&text, "pin", e->pin);
	add_setting(&text, "proxy", proxy);
	add_setting(&text, "socket", e->unix_socket);
	for (size_t i = 0; i < headers->count; i++)
		add_setting(&text, "header", headers->items[i]);
	strbuf_addf(&text, "body %zu\n", body->len);
	strbuf_add(&text, body->text, body->len);
	said = say(c, text.text, text.len);
	strbuf_wipe(&text);
	/* Where it hung up early, its last words tell more than we know. */
	(void)said;
	ret = expect(c, "ready 1 ", err);
	return ret ? ret : expect(c, "loaded", err);
}

int courier_open(struct courier **out, const char *path,
		 const struct endpoint *endpoint, const char *proxy,
		 const struct strlist *headers, const struct strbuf *body,
		 struct err *err)
{
	struct courier *c = mem_array(1, sizeof(*c));
	int ret;

	*c = (struct courier){ .child = -1, .fd = -1, .heard = STRBUF_INIT };
	c->timeout_ms = endpoint->timeout * 1000 + PATIENCE_MS;
	ret = start(c, path, err);
	if (!ret)
		ret = load(c, endpoint, proxy, headers, body, err);
	if (ret) {
		courier_free(c);
		return ret;
	}
	*out = c;
	return 0;
}

static void set_text(struct strbuf *out, const char *text)
{
	size_t len = strlen(text);

	if (len > SHOWN_MAX)
		len = SHOWN_MAX;
	/* Not in the middle of a character. */
	while (len && text[len] && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	strbuf_reset(out);
	visible_add_line(out, text, len);
}

/* The value of a line `name value`, or NULL. */
static const char *value_of(const char *line, const char *name)
{
	size_t len = strlen(name);

	return strncmp(line, name, len) || line[len] != ' ' ? NULL :
		line + len + 1;
}

/* Numbers come from our own program, but a wrong one must do no harm. */
static int64_t number_of(const char *text, int64_t otherwise)
{
	int64_t value = 0;

	for (size_t i = 0; text[i]; i++) {
		if (text[i] < '0' || text[i] > '9' || i > 15)
			return otherwise;
		value = value * 10 + (text[i] - '0');
	}
	return *text ? value : otherwise;
}

static bool read_verdict(const char *word, struct courier_answer *a)
{
	for (int i = POST_OK; i <= POST_UNSURE; i++) {
		if (strcmp(post_verdicts[i], word))
			continue;
		a->verdict = (enum verdict_post)i;
		return true;
	}
	return false;
}

static void read_fact(const char *line, struct courier_answer *a)
{
	const struct {
		const char *name;
		struct strbuf *text;
	} texts[] = {
		{ "host", &a->host }, { "title", &a->title },
		{ "detail", &a->detail }, { "why", &a->why },
	};
	const char *value;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if ((value = value_of(line, texts[i].name)))
			set_text(texts[i].text, value);
	if ((value = value_of(line, "status")))
		a->status = (long)number_of(value, 0);
	if ((value = value_of(line, "wait")))
		a->wait = number_of(value, -1);
	if ((value = value_of(line, "date")))
		a->date = number_of(value, 0);
}

bool courier_answer_line(struct courier_answer *a, const char *line)
{
	const char *verdict = value_of(line, "verdict");

	if (verdict && read_verdict(verdict, a))
		return true;
	read_fact(line, a);
	return false;
}

void courier_go(struct courier *c, struct courier_answer *a)
{
	struct strbuf line = STRBUF_INIT;
	int64_t until = now_ms() + c->timeout_ms;

	a->verdict = POST_UNSURE;
	if (!say(c, "go\n", 3))
		goto out;
	while (hear(c, &line, until) && !courier_answer_line(a, line.text))
		;
out:
	strbuf_release(&line);
}

void courier_free(struct courier *c)
{
	if (!c)
		return;
	if (c->fd >= 0)
		close(c->fd);
	if (c->child > 0) {
		/* It has no children and nothing to tidy. */
		kill(c->child, SIGKILL);
		while (waitpid(c->child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	strbuf_release(&c->heard);
	free(c);
}
