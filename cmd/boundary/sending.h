#ifndef BOUNDARY_SENDING_H
#define BOUNDARY_SENDING_H

#include <stdbool.h>
#include <stdint.h>

#include "post/endpoint.h"
#include "post/message.h"

struct cmd_io;
struct err;
struct hold;
struct outbox_entry;
struct store;
struct strbuf;

/*
 * sending: what `send`, `outbox retry` and the last step of a practice share:
 * an endpoint, its secrets, one try, and what the person is told of it.
 */

/* Reads the endpoints of the config. Returns 0, ERR_INPUT, ERR_SYSTEM. */
int sending_endpoints(const struct cmd_io *io, struct endpoints *out,
		      struct err *err);

/* Secrets of one endpoint, in memory of ours. */
struct sending_secrets {
	struct strbuf signing, bearer;
};
#define SENDING_SECRETS_INIT { STRBUF_INIT, STRBUF_INIT }
int sending_secrets(const struct endpoint *endpoint,
		    struct sending_secrets *out, struct err *err);
void sending_secrets_release(struct sending_secrets *secrets);
/* The same as a message takes them; NULL where there is none. */
struct message_secrets sending_borrow(const struct sending_secrets *secrets);

/*
 * Shows all that would leave: the host, every header (secrets masked) and
 * every byte of the body.
 */
int sending_preview(const struct cmd_io *io, const struct endpoint *endpoint,
		    const struct message *message,
		    const struct sending_secrets *secrets, int64_t now,
		    struct err *err);

/*
 * What holds this endpoint, as it is set up now: store/hold.h. Returns 0 or
 * ERR_SYSTEM.
 */
int sending_hold(struct store *store, const struct endpoint *endpoint,
		 struct hold *out, struct err *err);
/* Says so to the person: why, since when, and what ends it. */
void sending_hold_say(const struct cmd_io *io, const struct endpoint *endpoint,
		      const struct hold *hold);
/*
 * Writes down what came of a try, and in the same transaction what its answer
 * says of the endpoint: a delivery ends a hold, a refused secret or the word
 * that nothing is taken any more begins one.
 */
int sending_note(struct store *store, const struct endpoint *endpoint,
		 struct outbox_entry *entry, struct err *err);

/*
 * One try of an entry: marks it started, sends, writes down what came of it,
 * and tells the person. Returns STATUS_OK where it is there, STATUS_QUEUED
 * where it will be tried again, else STATUS_FAILED.
 */
int sending_try(const struct cmd_io *io, struct store *store,
		const struct endpoint *endpoint,
		const struct sending_secrets *secrets,
		struct outbox_entry *entry);

#endif
