/*
 * When nothing is to be sent to an endpoint for now.
 *
 * To knock again with a secret that was refused looks like an attack on the
 * other side, and to knock where nobody takes anything helps nobody. So such an
 * answer holds the endpoint until its settings are others; a secret may also
 * have been mended where it comes from, so there a person may say "try".
 */

#include <time.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "post/reply.h"
#include "sending.h"
#include "store/hold.h"
#include "store/outbox.h"
#include "store/store.h"

int sending_hold(struct store *store, const struct endpoint *endpoint,
		 struct hold *out, struct err *err)
{
	struct strbuf mark = STRBUF_INIT;
	int ret;

	endpoint_mark(endpoint, &mark);
	ret = hold_get(store, mark.text, out, err);
	strbuf_release(&mark);
	return ret;
}

void sending_hold_say(const struct cmd_io *io, const struct endpoint *endpoint,
		      const struct hold *hold)
{
	time_t since = (time_t)hold->since;
	struct tm local = { 0 };
	char day[32];

	localtime_r(&since, &local);
	strftime(day, sizeof(day), "%Y-%m-%d", &local);
	if (hold->kind == HOLD_GONE)
		cmd_warn(io, "%s is switched off: since %s it takes no "
			 "messages any more (%ld). Ask the counselor for a new "
			 "address and set it as url, or take %s out of the "
			 "config", endpoint->name, day, hold->status,
			 endpoint->name);
	else
		cmd_warn(io, "%s is held: on %s it did not accept our secret "
			 "(%ld). Mend the secret, and look at the clock; then "
			 "`boundary outbox retry ID` tries one, and the "
			 "others may go after it", endpoint->name, day,
			 hold->status);
}

static enum hold_kind kind_of(const struct outbox_entry *entry)
{
	switch (reply_cause(entry->status, false)) {
	case CAUSE_SECRET:
		return HOLD_SECRET;
	case CAUSE_GONE:
		return HOLD_GONE;
	default:
		return HOLD_NONE;
	}
}

static int note_hold(struct store *store, const struct endpoint *endpoint,
		     const struct outbox_entry *entry, struct err *err)
{
	struct hold hold = { kind_of(entry), entry->status, entry->ended };
	struct hold before = { HOLD_NONE, 0, 0 };
	struct strbuf mark = STRBUF_INIT;
	int ret;

	/* A busy or silent endpoint says nothing of our secret. */
	if (hold.kind == HOLD_NONE && entry->state != OUTBOX_SENT)
		return 0;
	endpoint_mark(endpoint, &mark);
	ret = hold_get(store, mark.text, &before, err);
	if (!ret && (hold.kind != HOLD_NONE || before.kind != HOLD_NONE))
		ret = hold_set(store, mark.text, &hold, err);
	strbuf_release(&mark);
	return ret;
}

int sending_note(struct store *store, const struct endpoint *endpoint,
		 struct outbox_entry *entry, struct err *err)
{
	int ret = store_begin(store, err);

	if (!ret)
		ret = outbox_update(store, entry, err);
	if (!ret)
		ret = note_hold(store, endpoint, entry, err);
	if (!ret)
		ret = store_commit(store, err);
	if (ret)
		store_rollback(store);
	return ret;
}
