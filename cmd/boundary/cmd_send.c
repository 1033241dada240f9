/* boundary send: one draft to the counselor, after every byte was seen. */

#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "cmd.h"
#include "opt.h"
#include "send_words.h"
#include "sending.h"
#include "store/journal.h"
#include "store/store.h"
#include "vault_door.h"

/* More than can be sent, so that the message can say by how much. */
#define READ_MAX (16 * MESSAGE_TEXT_MAX)

enum { OPT_DRY_RUN = OPT_LONG, OPT_INITIALS };

static const struct opt opts[] = {
	{ 't', "to", "NAME", "the endpoint of the config to send to", NULL },
	{ OPT_DRY_RUN, "dry-run", NULL, "show what would be sent, and stop",
	  NULL },
	{ 'y', "yes", NULL, "do not ask; needs --to", NULL },
	{ OPT_INITIALS, "initials", NULL,
	  "put initials for the names of other people", NULL },
	OPT_HELP,
	OPT_END,
};

struct wishes {
	const char *to;
	struct send_wishes how;
};

/* The words of an entry of the journal, or standard input. */
static int read_text(const struct cmd_io *io, struct store *store,
		     const char *id, struct strbuf *out, struct err *err)
{
	struct item item = ITEM_INIT;
	struct entry entry = { 0 };
	int ret;

	if (!strcmp(id, "-")) {
		ret = file_read_stream(io->in, "-", READ_MAX, out, err);
		strbuf_trim(out);
		return ret;
	}
	ret = store_get(store, JOURNAL_KIND, id, &item, err);
	if (!ret)
		ret = entry_read(&entry, &item, err);
	if (!ret)
		strbuf_addstr(out, entry.text);
	entry_release(&entry);
	item_release(&item);
	return ret;
}

/* A dry run from standard input keeps nothing and needs no store. */
static int open_for(const struct cmd_io *io, const struct wishes *wishes,
		    const char *id, struct store **store, struct err *err)
{
	const bool reads = strcmp(id, "-") != 0;

	int ret;

	if (!reads && wishes->how.dry_run)
		return 0;
	ret = send_words_open(io, store, err);
	return !ret && reads ? vault_door_open(io, *store, err) : ret;
}

static int send_draft(const struct cmd_io *io, const struct cmd *self,
		      const struct wishes *wishes, const char *id)
{
	struct endpoints endpoints = ENDPOINTS_INIT;
	const struct endpoint *endpoint = NULL;
	struct strbuf text = STRBUF_INIT;
	struct store *store = NULL;
	struct err err = { 0 };
	int ret, status = STATUS_FAILED;

	ret = sending_endpoints(io, &endpoints, &err);
	if (!ret) {
		endpoint = endpoints_find(&endpoints, wishes->to, &err);
		ret = endpoint ? 0 : ERR_USAGE;
	}
	if (!ret && wishes->how.yes && !wishes->to)
		ret = err_set(&err, ERR_USAGE, "%s: --yes needs --to NAME",
			      self->name);
	if (!ret)
		ret = open_for(io, wishes, id, &store, &err);
	if (!ret)
		ret = read_text(io, store, id, &text, &err);
	if (ret)
		status = cmd_fail_as(io, ret, &err);
	else
		status = send_words_in(io, store, endpoint, &wishes->how,
				       &text);
	store_close(store);
	strbuf_wipe(&text);
	endpoints_release(&endpoints);
	return status;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct wishes wishes = { 0 };
	int key;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) {
		switch (key) {
		case 't':
			wishes.to = walk.value;
			break;
		case OPT_DRY_RUN:
			wishes.how.dry_run = true;
			break;
		case 'y':
			wishes.how.yes = true;
			break;
		case OPT_INITIALS:
			wishes.how.initials = true;
			break;
		}
	}
	if (key == OPT_STOP)
		return walk.status;
	if (argc - walk.next != 1)
		return cmd_usage(io, self, "one draft: its id, or - for "
				 "standard input");
	return send_draft(io, self, &wishes, argv[walk.next]);
}

const struct cmd cmd_send = {
	.name = "send",
	.args = "ID | -",
	.summary = "send one draft to your counselor, after you saw it all",
	.about = "ID is an entry of the journal; - reads the words from "
		 "standard input. Every byte is shown first. What cannot be "
		 "delivered is kept; see `boundary help outbox`.",
	.opts = opts,
	.run = run,
};
