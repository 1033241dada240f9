#include "send_words.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "cmd.h"
#include "coach.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "initials.h"
#include "post/endpoint.h"
#include "post/message.h"
#include "post/signature.h"
#include "program.h"
#include "question.h"
#include "script/catalog.h"
#include "sending.h"
#include "store/hold.h"
#include "store/outbox.h"
#include "store/paths.h"
#include "store/store.h"

#define WORD "send"

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

static void look_at(const struct cmd_io *io, const struct send_wishes *wishes,
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
	ret = program_filter(&words, text->text, text->len,
			     MESSAGE_SEALED_MAX, &sealed, err);
	if (!ret) {
		strbuf_wipe(text);
		*text = sealed;
	}
	strlist_release(&words);
	return ret;
}

static bool person_agrees(const struct cmd_io *io, const char *to)
{
	struct strbuf prompt = STRBUF_INIT, answer = STRBUF_INIT;
	bool asked, agrees;

	strbuf_addf(&prompt, "Type the word %s to send this to %s: ", WORD, to);
	asked = question_ask(prompt.text, &answer);
	agrees = asked && strbuf_equals(&answer, WORD "\n");
	if (!asked)
		cmd_warn(io, "there is no terminal to ask on; --yes with --to "
			 "sends without asking");
	else if (!agrees)
		cmd_warn(io, "not sent");
	strbuf_release(&prompt);
	strbuf_release(&answer);
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
	struct hold hold = { HOLD_NONE, 0, 0 };
	struct err err = { 0 };
	int status;

	fill_entry(&entry, message, endpoint);
	if (sending_hold(store, endpoint, &hold, &err) ||
	    outbox_add(store, &entry, &err)) {
		status = cmd_fail(io, &err);
	} else if (hold.kind != HOLD_NONE) {
		cmd_warn(io, "not sent yet; your words are kept as %s", entry.id);
		status = STATUS_QUEUED;
	} else {
		status = sending_try(io, store, endpoint, secrets, &entry);
	}
	outbox_entry_release(&entry);
	return status;
}

/*
 * Says at the start what holds the endpoint. Where it takes nothing any more,
 * no word is asked for: to keep words that cannot go helps nobody. Where it
 * may take them again, they are kept for then.
 */
static int heed_hold(const struct cmd_io *io, struct store *store,
		     const struct endpoint *endpoint)
{
	struct hold hold = { HOLD_NONE, 0, 0 };
	struct err err = { 0 };

	if (sending_hold(store, endpoint, &hold, &err))
		return cmd_fail(io, &err);
	if (hold.kind != HOLD_NONE)
		sending_hold_say(io, endpoint, &hold);
	if (hold.kind != HOLD_GONE)
		return STATUS_OK;
	cmd_warn(io, "nothing was sent");
	return STATUS_FAILED;
}

int send_words_in(const struct cmd_io *io, struct store *store,
		  const struct endpoint *endpoint,
		  const struct send_wishes *wishes, struct strbuf *text)
{
	struct sending_secrets secrets = SENDING_SECRETS_INIT;
	struct message message = MESSAGE_INIT;
	struct err err = { 0 };
	int status = store ? heed_hold(io, store, endpoint) : STATUS_OK;

	if (status != STATUS_OK)
		return status;
	if (message_check_length(text->len, &err))
		return cmd_fail(io, &err);
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

int send_words(const struct cmd_io *io, const struct endpoint *endpoint,
	       const struct send_wishes *wishes, struct strbuf *text)
{
	struct store *store = NULL;
	struct err err = { 0 };
	int status;

	if (send_words_open(io, &store, &err))
		return cmd_fail(io, &err);
	status = send_words_in(io, store, endpoint, wishes, text);
	store_close(store);
	return status;
}

int send_words_open(const struct cmd_io *io, struct store **store,
		    struct err *err)
{
	if (!io->paths->data_folder)
		return err_set(err, ERR_NOTFOUND, "there is no home folder to "
			       "keep the message in until it has arrived");
	return store_open(store, io->paths->data_folder, DB_WRITE, err);
}
