/* boundary outbox: what was sent, what waits, and what a person must decide. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/strlist.h"
#include "cmd.h"
#include "opt.h"
#include "question.h"
#include "sending.h"
#include "store/outbox.h"
#include "store/paths.h"
#include "store/store.h"
#include "vault_door.h"

static const struct opt opts[] = {
	{ 'y', "yes", NULL, "send again what may have arrived; drop without "
	  "asking", NULL },
	OPT_HELP,
	OPT_END,
};

struct outbox {
	const struct cmd_io *io;
	struct store *store;
	struct endpoints endpoints;
	bool yes;
};

static void add_time(struct strbuf *out, int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm local = { 0 };
	char text[32];

	localtime_r(&when, &local);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &local);
	strbuf_addstr(out, text);
}

/* --- list and show ----------------------------------------------------------- */

static bool list_one(const struct outbox_entry *e, void *data)
{
	const struct outbox *outbox = data;
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "%s  %-7s  ", e->id, outbox_states[e->state]);
	add_time(&line, e->created);
	strbuf_addf(&line, "  %s", e->endpoint);
	if (e->state == OUTBOX_QUEUED && e->next) {
		strbuf_addstr(&line, "  next try ");
		add_time(&line, e->next);
	}
	if (*e->reason)
		strbuf_addf(&line, "  %s", e->reason);
	strbuf_addch(&line, '\n');
	cmd_put(outbox->io, line.text, line.len);
	strbuf_release(&line);
	return true;
}

static int list(struct outbox *outbox, const char *id)
{
	struct err err = { 0 };
	size_t count = 0;

	(void)id;
	if (store_count(outbox->store, "sending", &count, &err) ||
	    outbox_each(outbox->store, list_one, outbox, &err))
		return cmd_fail(outbox->io, &err);
	if (!count)
		cmd_warn(outbox->io, "nothing was sent, and nothing waits");
	return STATUS_OK;
}

static void show_line(const struct cmd_io *io, const char *name,
		      const char *value)
{
	if (!*value)
		return;
	fprintf(io->out, "%-10s", name);
	cmd_put(io, value, strlen(value));
	fputc('\n', io->out);
}

static void show_time(const struct cmd_io *io, const char *name,
		      int64_t seconds)
{
	struct strbuf text = STRBUF_INIT;

	if (seconds)
		add_time(&text, seconds);
	show_line(io, name, text.text);
	strbuf_release(&text);
}

static int show(struct outbox *outbox, const char *id)
{
	const struct cmd_io *io = outbox->io;
	struct outbox_entry e = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	int ret = outbox_get(outbox->store, id, &e, &err);

	if (ret)
		return cmd_fail_as(io, ret, &err);
	show_line(io, "id", e.id);
	show_line(io, "state", outbox_states[e.state]);
	show_line(io, "endpoint", e.endpoint);
	show_line(io, "host", e.host);
	show_line(io, "message", e.message);
	show_line(io, "format", e.format);
	show_time(io, "made", e.created);
	show_time(io, "last try", e.ended);
	if (e.state == OUTBOX_QUEUED)
		show_time(io, "next try", e.next);
	fprintf(io->out, "%-10s%u\n", "tries", e.tries);
	if (e.status)
		fprintf(io->out, "%-10s%ld\n", "status", e.status);
	show_line(io, "reason", e.reason);
	show_line(io, "sha256", e.hash);
	if (e.body.len) {
		fputc('\n', io->out);
		cmd_put(io, e.body.text, e.body.len);
		fputc('\n', io->out);
	}
	outbox_entry_release(&e);
	return STATUS_OK;
}

/* --- retry -------------------------------------------------------------------- */

/* Asks on the terminal; without one the answer is no. */
static bool ask(const struct outbox *outbox, const char *prompt)
{
	struct strbuf answer = STRBUF_INIT;
	bool yes = outbox->yes;

	if (!yes && question_ask(prompt, &answer))
		yes = *answer.text == 'y' || *answer.text == 'Y';
	strbuf_release(&answer);
	return yes;
}

static int try_again(struct outbox *outbox, struct outbox_entry *e)
{
	struct sending_secrets secrets = SENDING_SECRETS_INIT;
	const struct endpoint *endpoint;
	struct err err = { 0 };
	int status;

	endpoint = endpoints_find(&outbox->endpoints, e->endpoint, &err);
	if (!endpoint || sending_secrets(endpoint, &secrets, &err))
		status = cmd_fail(outbox->io, &err);
	else
		status = sending_try(outbox->io, outbox->store, endpoint,
				     &secrets, e);
	sending_secrets_release(&secrets);
	return status;
}

/*
 * One that was named: any state but sent. Where it may have arrived, only a
 * person or an endpoint that counts each message once can say "again".
 */
static int retry_one(struct outbox *outbox, const char *id)
{
	struct outbox_entry e = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	int ret = outbox_get(outbox->store, id, &e, &err), status;

	if (ret)
		return cmd_fail_as(outbox->io, ret, &err);
	if (e.state == OUTBOX_SENT) {
		cmd_warn(outbox->io, "%s has arrived; it is not sent again",
			 e.id);
		status = STATUS_FAILED;
	} else if ((e.state == OUTBOX_UNSURE || e.state == OUTBOX_STARTED) &&
		   !ask(outbox, "It may have arrived. Send it again? [y/N] ")) {
		cmd_warn(outbox->io, "%s may have arrived; it is not sent "
			 "again without a yes", e.id);
		status = STATUS_FAILED;
	} else {
		status = try_again(outbox, &e);
	}
	outbox_entry_release(&e);
	return status;
}

struct due {
	struct outbox *outbox;
	struct strlist ids, later, unsure;
};

static bool is_due(const struct outbox_entry *e, void *data)
{
	struct due *due = data;
	const int64_t now = due->outbox->io->now;
	const struct endpoint *endpoint;
	struct err err = { 0 };

	if (e->state == OUTBOX_QUEUED)
		strlist_add(e->next <= now ? &due->ids : &due->later, e->id);
	if (e->state != OUTBOX_STARTED && e->state != OUTBOX_UNSURE)
		return true;
	/* Cut off in the middle: again only where that counts once. */
	endpoint = endpoints_find(&due->outbox->endpoints, e->endpoint, &err);
	strlist_add(endpoint && endpoint->dedupes == DEDUPES_YES ? &due->ids :
		    &due->unsure, e->id);
	return true;
}

static int retry_due(struct outbox *outbox)
{
	struct due due = { outbox, STRLIST_INIT, STRLIST_INIT, STRLIST_INIT };
	struct err err = { 0 };
	int worst = STATUS_OK;

	if (outbox_each(outbox->store, is_due, &due, &err))
		worst = cmd_fail(outbox->io, &err);
	for (size_t i = 0; i < due.ids.count; i++) {
		struct outbox_entry e = OUTBOX_ENTRY_INIT;
		int status = STATUS_FAILED;

		if (outbox_get(outbox->store, due.ids.items[i], &e, &err))
			cmd_fail(outbox->io, &err);
		else
			status = try_again(outbox, &e);
		outbox_entry_release(&e);
		if (worst != STATUS_FAILED && status != STATUS_OK)
			worst = status;
	}
	for (size_t i = 0; i < due.unsure.count; i++)
		cmd_warn(outbox->io, "%s may have arrived; `boundary outbox "
			 "retry %s` asks you first", due.unsure.items[i],
			 due.unsure.items[i]);
	if (due.later.count && worst == STATUS_OK) {
		cmd_warn(outbox->io, "%zu to wait for; it is not time yet",
			 due.later.count);
		worst = STATUS_QUEUED;
	}
	strlist_release(&due.ids);
	strlist_release(&due.later);
	strlist_release(&due.unsure);
	return worst;
}

static int retry(struct outbox *outbox, const char *id)
{
	struct err err = { 0 };

	if (sending_endpoints(outbox->io, &outbox->endpoints, &err))
		return cmd_fail(outbox->io, &err);
	return id ? retry_one(outbox, id) : retry_due(outbox);
}

static int drop(struct outbox *outbox, const char *id)
{
	struct outbox_entry e = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	int ret = outbox_get(outbox->store, id, &e, &err);
	int status = STATUS_OK;

	if (ret)
		return cmd_fail_as(outbox->io, ret, &err);
	if (!ask(outbox, "Drop it for good? [y/N] ")) {
		cmd_warn(outbox->io, "%s is kept", e.id);
		status = STATUS_FAILED;
	} else if (outbox_drop(outbox->store, &e, &err)) {
		status = cmd_fail(outbox->io, &err);
	}
	outbox_entry_release(&e);
	return status;
}

/* --- the command --------------------------------------------------------------- */

static const struct action {
	const char *name;
	int (*run)(struct outbox *outbox, const char *id);
	int ids;		/* 0: none, 1: one, -1: one or none */
	enum db_mode mode;
} actions[] = {
	{ "list", list, 0, DB_READ },
	{ "show", show, 1, DB_READ },
	{ "retry", retry, -1, DB_WRITE },
	{ "drop", drop, 1, DB_WRITE },
};

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (!strcmp(actions[i].name, name))
			return &actions[i];
	return NULL;
}

/* Reading first: a timer must not make a file where nothing was ever kept. */
static int open_store(const struct cmd_io *io, enum db_mode mode,
		      struct store **store, struct err *err)
{
	const char *folder = io->paths->data_folder;
	int ret;

	if (!folder)
		return err_set(err, ERR_NOTFOUND, "there is no home folder");
	ret = store_open(store, folder, DB_READ, err);
	if (!ret && mode == DB_WRITE) {
		store_close(*store);
		*store = NULL;
		ret = store_open(store, folder, mode, err);
	}
	return ret ? ret : vault_door_open(io, *store, err);
}

static int act(const struct cmd_io *io, const struct action *action,
	       const char *id, bool yes)
{
	struct outbox outbox = { .io = io, .yes = yes };
	struct err err = { 0 };
	int ret = open_store(io, action->mode, &outbox.store, &err);
	int status;

	if (ret == ERR_NOTFOUND && !id) {
		cmd_warn(io, "nothing was sent, and nothing waits");
		status = STATUS_OK;
	} else if (ret) {
		status = cmd_fail(io, &err);
	} else {
		status = action->run(&outbox, id);
	}
	endpoints_release(&outbox.endpoints);
	store_close(outbox.store);
	return status;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	const struct action *action = &actions[0];
	bool yes = false;
	int key, count;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0)
		yes = true;
	if (key == OPT_STOP)
		return walk.status;
	if (walk.next < argc) {
		action = find_action(argv[walk.next++]);
		if (!action)
			return cmd_usage(io, self, "list, show, retry or drop, "
					 "not '%s'", argv[walk.next - 1]);
	}
	count = argc - walk.next;
	if (count > 1 || (action->ids >= 0 && count != action->ids))
		return cmd_usage(io, self, "%s takes %s", action->name,
				 action->ids ? "one id" : "no more");
	return act(io, action, count ? argv[walk.next] : NULL, yes);
}

const struct cmd cmd_outbox = {
	.name = "outbox",
	.args = "[list | show ID | retry [ID] | drop ID]",
	.summary = "see what was sent, and try again what was not delivered",
	.about = "retry without ID tries all whose time has come. What may "
		 "have arrived is sent again only if you say so.",
	.words = "list show retry drop",
	.opts = opts,
	.run = run,
};
