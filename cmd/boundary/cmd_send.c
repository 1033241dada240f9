/* boundary send: one draft to the counselor, after every byte was seen. */

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strlist.h"
#include "cmd.h"
#include "coach.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "initials.h"
#include "opt.h"
#include "post/signature.h"
#include "program.h"
#include "script/catalog.h"
#include "sending.h"
#include "store/config.h"
#include "store/journal.h"
#include "store/outbox.h"
#include "store/paths.h"
#include "store/store.h"
#include "vault_door.h"

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

#define WORD "send"
/* age adds a head and base64. */
#define SEALED_MAX (2 * MESSAGE_TEXT_MAX)

struct wishes {
	const char *to;
	bool dry_run, yes, initials;
};

/* The words of an entry of the journal, or standard input. */
static int read_text(const struct cmd_io *io, struct store *store,
		     const char *id, struct strbuf *out, struct err *err)
{
	struct item item = ITEM_INIT;
	struct entry entry = { 0 };
	int ret;

	if (!strcmp(id, "-")) {
		ret = file_read_stream(io->in, "-", MESSAGE_TEXT_MAX + 1, out,
				       err);
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

/* What the coach and the look for danger say of it, before it goes. */
static void show_review(const struct cmd_io *io, const struct rulebook *book,
			const struct strbuf *text)
{
	static const struct review_options options = REVIEW_OPTIONS_INIT;
	struct reviewer *reviewer = reviewer_new(book);
	const struct review *review = reviewer_read(reviewer, text->text,
						    text->len, &options);

	for (size_t i = 0; i < review->finding_count; i++)
		if (review->findings[i].rule->level == LEVEL_PROBLEM)
			cmd_warn(io, "the coach says: %s",
				 review->findings[i].rule->message);
	for (size_t i = 0; i < review->safety_count; i++)
		cmd_warn(io, "%s; `boundary lines` has people to talk to now. "
			 "This message may be read late, or not at all",
			 book->lexicon.moves[review->safety[i]].say);
	reviewer_free(reviewer);
}

static void look_at(const struct cmd_io *io, const struct wishes *wishes,
		    struct strbuf *text)
{
	struct catalog *catalog = cmd_catalog(io);
	struct coach coach = { 0 };

	coach_open(&coach, io, catalog);
	if (wishes->initials)
		initials_apply(text, &coach.book->lexicon);
	show_review(io, coach.book, text);
	coach_release(&coach);
	catalog_free(catalog);
}

/* Seals the text so that only the counselor's key opens it. */
static int encrypt(const struct endpoint *endpoint, struct strbuf *text,
		   struct err *err)
{
	struct strlist words = STRLIST_INIT;
	struct strbuf sealed = STRBUF_INIT;
	int ret;

	strlist_add(&words, "age");
	strlist_add(&words, "-a");
	strlist_add(&words, "-r");
	strlist_add(&words, endpoint->encrypt_to);
	ret = program_filter(&words, text->text, text->len, SEALED_MAX,
			     &sealed, err);
	if (!ret) {
		strbuf_wipe(text);
		*text = sealed;
	}
	strlist_release(&words);
	return ret;
}

/* Not through readline, which would keep it, and not from a pipe. */
static bool person_agrees(const struct cmd_io *io, const char *to)
{
	FILE *terminal = fopen("/dev/tty", "r+e");
	char line[64] = "";
	bool agrees;

	if (!terminal) {
		cmd_warn(io, "there is no terminal to ask on; --yes with --to "
			 "sends without asking");
		return false;
	}
	fprintf(terminal, "Type the word %s to send this to %s: ", WORD, to);
	fflush(terminal);
	agrees = fgets(line, sizeof(line), terminal) &&
		 !strcmp(line, WORD "\n");
	fclose(terminal);
	if (!agrees)
		cmd_warn(io, "not sent");
	return agrees;
}

static void fill_entry(struct outbox_entry *entry, const struct message *m,
		       const struct endpoint *endpoint)
{
	struct strbuf hash = STRBUF_INIT;
	size_t len;
	const char *host = endpoint_host(endpoint->url, &len);

	entry->endpoint = mem_string(endpoint->name);
	entry->host = mem_copy(host, len);
	entry->format = mem_string(message_formats[m->format]);
	entry->message = mem_string(m->id);
	entry->created = m->time;
	strbuf_add(&entry->body, m->body.text, m->body.len);
	signature_hash(&hash, m->body.text, m->body.len);
	entry->hash = strbuf_detach(&hash);
}

static int send_message(const struct cmd_io *io, struct store *store,
			const struct endpoint *endpoint,
			const struct sending_secrets *secrets,
			const struct message *message)
{
	struct outbox_entry entry = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	int status;

	fill_entry(&entry, message, endpoint);
	if (outbox_add(store, &entry, &err))
		status = cmd_fail(io, &err);
	else
		status = sending_try(io, store, endpoint, secrets, &entry);
	outbox_entry_release(&entry);
	return status;
}

/* From the text to the end, with everything open. */
static int send_text(const struct cmd_io *io, struct store *store,
		     const struct endpoint *endpoint,
		     const struct wishes *wishes, struct strbuf *text)
{
	struct sending_secrets secrets = SENDING_SECRETS_INIT;
	struct message message = MESSAGE_INIT;
	struct err err = { 0 };
	int status = STATUS_OK;

	look_at(io, wishes, text);
	if ((endpoint->encrypt_to && encrypt(endpoint, text, &err)) ||
	    message_make(&message, endpoint->format, text->text, text->len,
			 endpoint->encrypt_to, io->now, &err) ||
	    sending_secrets(endpoint, &secrets, &err) ||
	    sending_preview(io, endpoint, &message, &secrets, io->now, &err))
		status = cmd_fail(io, &err);
	if (status != STATUS_OK || wishes->dry_run)
		goto out;
	fflush(io->out);
	if (!wishes->yes && !person_agrees(io, endpoint->name))
		status = STATUS_FAILED;
	else
		status = send_message(io, store, endpoint, &secrets, &message);
out:
	message_release(&message);
	sending_secrets_release(&secrets);
	return status;
}

/* A dry run from standard input keeps nothing and needs no store. */
static int open_for(const struct cmd_io *io, const struct wishes *wishes,
		    const char *id, struct store **store, struct err *err)
{
	const bool reads = strcmp(id, "-") != 0;

	if (!reads && wishes->dry_run)
		return 0;
	if (!io->paths->data_folder)
		return err_set(err, ERR_NOTFOUND, "there is no home folder to "
			       "keep the message in until it has arrived");
	if (store_open(store, io->paths->data_folder, DB_WRITE, err))
		return ERR_SYSTEM;
	return reads ? vault_door_open(io, *store, err) : 0;
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
	if (!ret && wishes->yes && !wishes->to)
		ret = err_set(&err, ERR_USAGE, "%s: --yes needs --to NAME",
			      self->name);
	if (!ret)
		ret = open_for(io, wishes, id, &store, &err);
	if (!ret)
		ret = read_text(io, store, id, &text, &err);
	if (ret)
		status = cmd_fail_as(io, ret, &err);
	else
		status = send_text(io, store, endpoint, wishes, &text);
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
			wishes.dry_run = true;
			break;
		case 'y':
			wishes.yes = true;
			break;
		case OPT_INITIALS:
			wishes.initials = true;
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
