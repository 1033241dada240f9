/* One try of an entry of the outbox, and what the person is told of it. */

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "cmd.h"
#include "post/courier.h"
#include "sending.h"
#include "store/outbox.h"

/* A clock that is further off than this is worth a word: receivers refuse a
 * signature that is older than five minutes. */
#define SKEW_SECONDS 120

/* Beside our own program, else where it is installed. */
static void find_post(const struct cmd_io *io, struct strbuf *path)
{
	char self[4096];
	ssize_t len;
	char *slash;

	if (io->post_program) {
		strbuf_addstr(path, io->post_program);
		return;
	}
	len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (len > 0) {
		self[len] = '\0';
		slash = strrchr(self, '/');
		strbuf_add(path, self, (size_t)(slash - self));
		strbuf_addstr(path, "/boundary-post");
		if (!access(path->text, X_OK))
			return;
		strbuf_reset(path);
	}
	strbuf_addstr(path, LIBEXECDIR "/boundary/boundary-post");
}

static const char *proxy_of(const struct endpoint *e)
{
	const char *proxy = e->proxy;

	if (!strcmp(proxy, "env")) {
		proxy = getenv("https_proxy");
		if (!proxy)
			proxy = getenv("all_proxy");
	}
	return proxy ? proxy : "";
}

static void set_reason(struct outbox_entry *entry, const char *text)
{
	free(entry->reason);
	entry->reason = mem_string(text);
}

/* What a cause means, in one sentence that ends the line. */
static const char *cause_words(enum reply_cause cause)
{
	switch (cause) {
	case CAUSE_MOVED:
		return "the address has moved, and is not followed; if you "
		       "trust the new one, set it as url";
	case CAUSE_SECRET:
		return "it does not accept our secret; check it, and the clock "
		       "of this machine";
	case CAUSE_MALFORMED:
		return "it does not take this message; check format and url";
	case CAUSE_BUSY:
		return "it cannot take it now";
	case CAUSE_GONE:
		return "it takes no messages any more; take it out of the "
		       "config";
	case CAUSE_LOGIN_PAGE:
		return "a login page answered, as on public Wi-Fi, not the "
		       "counselor";
	default:
		return "it did not take it";
	}
}

/* All that is known of a try that did not arrive, as one line. */
static void word_reason(const struct courier_answer *a, struct strbuf *out)
{
	/* Our side cannot tell html from the status; the program could. */
	const bool html = a->status >= 200 && a->status < 300 &&
			  a->verdict != POST_OK;

	if (!a->status) {
		strbuf_addstr(out, a->why.len ? a->why.text :
			      "boundary-post ended without a word");
		return;
	}
	strbuf_addf(out, "%ld: %s", a->status,
		    cause_words(reply_cause(a->status, html)));
	if (a->host.len)
		strbuf_addf(out, " (%s)", a->host.text);
	if (a->title.len || a->detail.len)
		strbuf_addf(out, "; they say: %s%s%s", a->title.text,
			    a->title.len && a->detail.len ? ": " : "",
			    a->detail.text);
}

static void mention_clock(const struct cmd_io *io,
			  const struct courier_answer *a)
{
	int64_t off = a->date ? a->date - io->now : 0;

	if (a->verdict != POST_OK && (off > SKEW_SECONDS || -off > SKEW_SECONDS))
		cmd_warn(io, "their clock and ours differ by %lld minutes",
			 (long long)((off < 0 ? -off : off) / 60));
}

static void settle(const struct cmd_io *io, const struct courier_answer *a,
		   const struct endpoint *e, struct outbox_entry *entry)
{
	struct strbuf reason = STRBUF_INIT;
	int64_t wait = -1;

	entry->status = a->status;
	entry->ended = io->now;
	if (a->verdict != POST_OK)
		word_reason(a, &reason);
	set_reason(entry, reason.text);
	strbuf_release(&reason);
	/* Where it counts each message once, asking again does no harm. */
	if (a->verdict == POST_RETRY ||
	    (a->verdict == POST_UNSURE && e->dedupes == DEDUPES_YES))
		wait = reply_wait(a->wait, entry->tries,
				  (uint32_t)entry->created);
	if (a->verdict == POST_OK)
		entry->state = OUTBOX_SENT;
	else if (wait >= 0)
		entry->state = OUTBOX_QUEUED;
	else
		entry->state = a->verdict == POST_UNSURE ? OUTBOX_UNSURE :
			OUTBOX_PARKED;
	entry->next = wait >= 0 ? io->now + wait : 0;
}

static void tell_hold(const struct cmd_io *io,
		      const struct outbox_entry *entry)
{
	switch (reply_cause(entry->status, false)) {
	case CAUSE_SECRET:
		cmd_warn(io, "nothing more goes to %s until that is mended, or "
			 "you say `boundary outbox retry %s`", entry->endpoint,
			 entry->id);
		break;
	case CAUSE_GONE:
		cmd_warn(io, "nothing more goes to %s until it is set up anew",
			 entry->endpoint);
		break;
	default:
		break;
	}
}

static int tell(const struct cmd_io *io, const struct outbox_entry *entry)
{
	char when[32];
	time_t next = (time_t)entry->next;
	struct tm local;

	switch (entry->state) {
	case OUTBOX_SENT:
		fprintf(io->out, "Delivered to %s (%ld). Receipt %s.\n",
			entry->endpoint, entry->status, entry->id);
		return STATUS_OK;
	case OUTBOX_QUEUED:
		localtime_r(&next, &local);
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &local);
		cmd_warn(io, "not delivered yet: %s", entry->reason);
		cmd_warn(io, "kept as %s; `boundary outbox retry` tries again, "
			 "from %s on", entry->id, when);
		return STATUS_QUEUED;
	case OUTBOX_UNSURE:
		cmd_warn(io, "it may have arrived: %s", entry->reason);
		cmd_warn(io, "kept as %s and not sent again by itself; "
			 "`boundary outbox retry %s` asks you first",
			 entry->id, entry->id);
		return STATUS_FAILED;
	default:
		cmd_warn(io, "not delivered: %s", entry->reason);
		cmd_warn(io, "your words are kept as %s; see `boundary "
			 "outbox`", entry->id);
		tell_hold(io, entry);
		return STATUS_FAILED;
	}
}

/* Turns what the outbox kept back into a message. */
static void message_of(const struct outbox_entry *entry, struct message *m)
{
	*m = (struct message){ .time = entry->created, .body = entry->body };
	for (int i = 0; i < FORMAT_COUNT; i++)
		if (!strcmp(message_formats[i], entry->format))
			m->format = (enum message_format)i;
	memcpy(m->id, entry->message, strnlen(entry->message, UUID_SIZE - 1));
}

/* Nothing has left: the entry stays as it is, and is tried again later. */
static int not_begun(const struct cmd_io *io, const struct outbox_entry *entry,
		     const struct err *err)
{
	cmd_fail(io, err);
	cmd_warn(io, "nothing was sent; your words are kept as %s", entry->id);
	return STATUS_FAILED;
}

/* A timer, or another window, was quicker. */
static int taken(const struct cmd_io *io, const struct outbox_entry *entry)
{
	cmd_warn(io, "another boundary has %s in hand just now; see "
		 "`boundary outbox`", entry->id);
	return STATUS_QUEUED;
}

int sending_try(const struct cmd_io *io, struct store *store,
		const struct endpoint *e,
		const struct sending_secrets *secrets,
		struct outbox_entry *entry)
{
	const struct message_secrets borrow = sending_borrow(secrets);
	struct courier_answer answer = COURIER_ANSWER_INIT;
	struct strlist headers = STRLIST_INIT;
	struct strbuf program = STRBUF_INIT;
	struct courier *courier = NULL;
	struct message message;
	struct err err = { 0 };
	int ret, status;

	message_of(entry, &message);
	find_post(io, &program);
	if (message_headers(&message, &borrow, io->now, &headers, &err) ||
	    courier_open(&courier, program.text, e, proxy_of(e), &headers,
			 &entry->body, &err)) {
		status = not_begun(io, entry, &err);
		goto out;
	}
	ret = outbox_start(store, entry, &err);
	if (ret) {
		status = ret == ERR_NOTFOUND ? taken(io, entry) :
			not_begun(io, entry, &err);
		goto out;
	}
	courier_go(courier, &answer);
	settle(io, &answer, e, entry);
	mention_clock(io, &answer);
	if (sending_note(store, e, entry, &err))
		cmd_fail(io, &err);
	status = tell(io, entry);
out:
	courier_free(courier);
	courier_answer_release(&answer);
	for (size_t i = 0; i < headers.count; i++)
		explicit_bzero(headers.items[i], strlen(headers.items[i]));
	strlist_release(&headers);
	strbuf_release(&program);
	return status;
}
