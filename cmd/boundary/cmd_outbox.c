/* boundary outbox: what was sent, what waits, and what a person must decide. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "cmd.h"
#include "opt.h"
#include "outbox.h"
#include "sending.h"
#include "store/hold.h"
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

/* What an endpoint that has gone from the config is held by, nobody knows. */
static enum hold_kind hold_of(struct outbox *outbox,
			      const struct outbox_entry *e)
{
	struct hold hold = { HOLD_NONE, 0, 0 };
	struct err ignored = { 0 };
	const struct endpoint *endpoint =
		endpoints_find(&outbox->endpoints, e->endpoint, &ignored);

	if (endpoint)
		sending_hold(outbox->store, endpoint, &hold, &ignored);
	return hold.kind;
}

/* What has to come before the next try. */
static void add_waiting(struct outbox *outbox, const struct outbox_entry *e,
			struct strbuf *line)
{
	if (outbox_in_hand(e))
		strbuf_addstr(line, "  on its way now");
	if (e->state != OUTBOX_QUEUED)
		return;
	switch (hold_of(outbox, e)) {
	case HOLD_SECRET:
		strbuf_addf(line, "  %s is held", e->endpoint);
		break;
	case HOLD_GONE:
		strbuf_addf(line, "  %s is switched off", e->endpoint);
		break;
	case HOLD_NONE:
		if (e->next) {
			strbuf_addstr(line, "  next try ");
			add_time(line, e->next);
		}
	}
}

static bool list_one(const struct outbox_entry *e, void *data)
{
	struct outbox *outbox = data;
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "%s  %-7s  ", e->id, outbox_states[e->state]);
	add_time(&line, e->created);
	strbuf_addf(&line, "  %s", e->endpoint);
	add_waiting(outbox, e, &line);
	if (*e->reason)
		strbuf_addf(&line, "  %s", e->reason);
	strbuf_addch(&line, '\n');
	cmd_put(outbox->io, line.text, line.len);
	strbuf_release(&line);
	return true;
}

static void say_holds(struct outbox *outbox)
{
	for (size_t i = 0; i < outbox->endpoints.count; i++) {
		const struct endpoint *endpoint = &outbox->endpoints.items[i];
		struct hold hold = { HOLD_NONE, 0, 0 };
		struct err ignored = { 0 };

		if (!sending_hold(outbox->store, endpoint, &hold, &ignored) &&
		    hold.kind != HOLD_NONE)
			sending_hold_say(outbox->io, endpoint, &hold);
	}
}

static int list(struct outbox *outbox, const char *id)
{
	struct err err = { 0 }, ignored = { 0 };
	size_t count = 0;

	(void)id;
	/* What is kept is shown, whatever the config says. */
	sending_endpoints(outbox->io, &outbox->endpoints, &ignored);
	if (store_count(outbox->store, "sending", &count, &err) ||
	    outbox_each(outbox->store, list_one, outbox, &err))
		return cmd_fail(outbox->io, &err);
	if (!count)
		cmd_warn(outbox->io, "nothing was sent, and nothing waits");
	say_holds(outbox);
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

/* --- drop --------------------------------------------------------------------- */

static int drop(struct outbox *outbox, const char *id)
{
	struct outbox_entry e = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	int ret = outbox_get(outbox->store, id, &e, &err);
	int status = STATUS_OK;

	if (ret)
		return cmd_fail_as(outbox->io, ret, &err);
	if (outbox_in_hand(&e)) {
		cmd_warn(outbox->io, "%s is on its way just now; see `boundary "
			 "outbox` in a moment", e.id);
		status = STATUS_FAILED;
	} else if (!outbox_ask(outbox, "Drop it for good? [y/N] ")) {
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
	{ "retry", outbox_retry, -1, DB_WRITE },
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
