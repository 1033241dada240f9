/* boundary outbox retry: one that was named, or all whose time has come. */

#include "outbox.h"

#include "base/err.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "cmd.h"
#include "question.h"
#include "store/hold.h"
#include "store/outbox.h"

bool outbox_ask(const struct outbox *outbox, const char *prompt)
{
	struct strbuf answer = STRBUF_INIT;
	bool yes = outbox->yes;

	if (!yes && question_ask(prompt, &answer))
		yes = *answer.text == 'y' || *answer.text == 'Y';
	strbuf_release(&answer);
	return yes;
}

static int try_at(struct outbox *outbox, const struct endpoint *endpoint,
		  struct outbox_entry *e)
{
	struct sending_secrets secrets = SENDING_SECRETS_INIT;
	struct err err = { 0 };
	int status;

	if (sending_secrets(endpoint, &secrets, &err))
		status = cmd_fail(outbox->io, &err);
	else
		status = sending_try(outbox->io, outbox->store, endpoint,
				     &secrets, e);
	sending_secrets_release(&secrets);
	return status;
}

/*
 * Whether nothing may be sent there now. That a secret was mended where it
 * comes from, only a person can know: one who names the entry is believed. Of
 * each endpoint it is said once; `said` has those.
 */
static bool is_held(struct outbox *outbox, const struct endpoint *endpoint,
		    const struct hold *hold, bool named, struct strlist *said)
{
	if (hold->kind == HOLD_NONE || (named && hold->kind == HOLD_SECRET))
		return false;
	if (!strlist_has(said, endpoint->name)) {
		sending_hold_say(outbox->io, endpoint, hold);
		strlist_add(said, endpoint->name);
	}
	return true;
}

static int try_again(struct outbox *outbox, struct outbox_entry *e, bool named,
		     struct strlist *said)
{
	struct hold hold = { HOLD_NONE, 0, 0 };
	const struct endpoint *endpoint;
	struct err err = { 0 };

	if (outbox_in_hand(e)) {
		cmd_warn(outbox->io, "%s is on its way just now; see `boundary "
			 "outbox` in a moment", e->id);
		return STATUS_QUEUED;
	}
	endpoint = endpoints_find(&outbox->endpoints, e->endpoint, &err);
	if (!endpoint || sending_hold(outbox->store, endpoint, &hold, &err))
		return cmd_fail(outbox->io, &err);
	if (is_held(outbox, endpoint, &hold, named, said))
		return named ? STATUS_FAILED : STATUS_QUEUED;
	return try_at(outbox, endpoint, e);
}

static bool may_have_arrived(const struct outbox_entry *e)
{
	return e->state == OUTBOX_UNSURE ||
	       (e->state == OUTBOX_STARTED && !outbox_in_hand(e));
}

/*
 * One that was named: any state but sent. Where it may have arrived, only a
 * person or an endpoint that counts each message once can say "again".
 */
static int retry_one(struct outbox *outbox, const char *id)
{
	struct outbox_entry e = OUTBOX_ENTRY_INIT;
	struct strlist said = STRLIST_INIT;
	struct err err = { 0 };
	int ret = outbox_get(outbox->store, id, &e, &err), status;

	if (ret)
		return cmd_fail_as(outbox->io, ret, &err);
	if (e.state == OUTBOX_SENT) {
		cmd_warn(outbox->io, "%s has arrived; it is not sent again",
			 e.id);
		status = STATUS_FAILED;
	} else if (may_have_arrived(&e) &&
		   !outbox_ask(outbox, "It may have arrived. Send it again? "
			       "[y/N] ")) {
		cmd_warn(outbox->io, "%s may have arrived; it is not sent "
			 "again without a yes", e.id);
		status = STATUS_FAILED;
	} else {
		status = try_again(outbox, &e, true, &said);
	}
	outbox_entry_release(&e);
	strlist_release(&said);
	return status;
}

struct due {
	struct outbox *outbox;
	struct strlist ids, later, unsure, in_hand;
	struct strlist said;	/* endpoints of which it was said that they are
				   held */
};

static bool is_due(const struct outbox_entry *e, void *data)
{
	struct due *due = data;
	const int64_t now = due->outbox->io->now;
	const struct endpoint *endpoint;
	struct err err = { 0 };

	if (e->state == OUTBOX_QUEUED)
		strlist_add(e->next <= now ? &due->ids : &due->later, e->id);
	if (outbox_in_hand(e))
		strlist_add(&due->in_hand, e->id);
	if (!may_have_arrived(e))
		return true;
	/* Cut off in the middle: again only where that counts once. */
	endpoint = endpoints_find(&due->outbox->endpoints, e->endpoint, &err);
	strlist_add(endpoint && endpoint->dedupes == DEDUPES_YES ? &due->ids :
		    &due->unsure, e->id);
	return true;
}

static void tell_rest(const struct cmd_io *io, const struct due *due)
{
	for (size_t i = 0; i < due->in_hand.count; i++)
		cmd_warn(io, "%s is on its way just now", due->in_hand.items[i]);
	for (size_t i = 0; i < due->unsure.count; i++)
		cmd_warn(io, "%s may have arrived; `boundary outbox retry %s` "
			 "asks you first", due->unsure.items[i],
			 due->unsure.items[i]);
}

static void due_release(struct due *due)
{
	strlist_release(&due->ids);
	strlist_release(&due->later);
	strlist_release(&due->unsure);
	strlist_release(&due->in_hand);
	strlist_release(&due->said);
}

static int retry_due(struct outbox *outbox)
{
	struct due due = { .outbox = outbox };
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
			status = try_again(outbox, &e, false, &due.said);
		outbox_entry_release(&e);
		if (worst != STATUS_FAILED && status != STATUS_OK)
			worst = status;
	}
	tell_rest(outbox->io, &due);
	if (due.in_hand.count && worst == STATUS_OK)
		worst = STATUS_QUEUED;
	if (due.later.count && worst == STATUS_OK) {
		cmd_warn(outbox->io, "%zu to wait for; it is not time yet",
			 due.later.count);
		worst = STATUS_QUEUED;
	}
	due_release(&due);
	return worst;
}

int outbox_retry(struct outbox *outbox, const char *id)
{
	struct err err = { 0 };

	if (sending_endpoints(outbox->io, &outbox->endpoints, &err))
		return cmd_fail(outbox->io, &err);
	return id ? retry_one(outbox, id) : retry_due(outbox);
}
