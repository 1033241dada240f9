#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

struct err;
struct store;

/*
 * outbox: what is on its way to a counselor, and what became of it.
 *
 * An entry is an item of the store. While it may still be sent it holds the
 * body, byte for byte as it was shown; once it is there, only a receipt is
 * left: id, time, status, endpoint and a hash of the body.
 *
 *	queued -> started -> sent      it is there
 *	             |-----> queued    it is not; tried again at `next`
 *	             |-----> parked    it is not; a person has to look
 *	             `-----> unsure    it may be there
 *
 * `started` is committed before the first byte can leave, with a mark of the
 * process that sends it. One that is found so, and whose process is gone, was
 * cut off and counts as unsure; while the process lives, it is in its hand.
 */
enum outbox_state {
	OUTBOX_QUEUED, OUTBOX_STARTED, OUTBOX_SENT, OUTBOX_PARKED,
	OUTBOX_UNSURE, OUTBOX_STATES,
};
extern const char *const outbox_states[OUTBOX_STATES];

struct outbox_entry {
	char *id;		/* of the item; "" before outbox_add() */
	enum outbox_state state;
	char *endpoint;		/* its name in the config */
	char *host;
	char *format;
	char *message;		/* the id that the receiver sees */
	int64_t created;	/* when the person said send */
	struct strbuf body;	/* empty in a receipt */
	char *hash;		/* SHA-256 of the body, in hex: for receipts */
	unsigned tries;
	int64_t next;		/* not tried before; Unix seconds */
	int64_t ended;		/* when the last try ended; 0: none did */
	long status;		/* HTTP, of the last try; 0: none */
	char *reason;		/* of the last try, one line; "" where none */
	char *holder;		/* who started it: store/holder.h; "" before */
};

#define OUTBOX_ENTRY_INIT { .body = STRBUF_INIT }
void outbox_entry_release(struct outbox_entry *entry);

/*
 * Keeps a new entry, state queued, and stores its id. After 0 it is on the
 * disk. Fails as store_add() does.
 */
int outbox_add(struct store *store, struct outbox_entry *entry,
	       struct err *err);

/* True where another process is sending it at this moment. */
bool outbox_in_hand(const struct outbox_entry *entry);

/*
 * Makes it started by this process, one try more, where it is still as it was
 * read. Else another process got it first: ERR_NOTFOUND, and it is not to be
 * sent. One that was read as started needs a store that can be read. On
 * failure state and tries are as they were.
 */
int outbox_start(struct store *store, struct outbox_entry *entry,
		 struct err *err);

/*
 * Writes the entry's state and what goes with it, in one transaction; one
 * that is sent loses its body.
 */
int outbox_update(struct store *store, struct outbox_entry *entry,
		  struct err *err);

/* Reads the entry whose id starts with `id`. ERR_NOTFOUND, or ERR_USAGE where
 * several do. */
int outbox_get(struct store *store, const char *id,
	       struct outbox_entry *entry, struct err *err);

/*
 * Calls `each` for every entry, oldest first, until it returns false. An
 * entry is valid during the call.
 */
int outbox_each(struct store *store,
		bool (*each)(const struct outbox_entry *entry, void *data),
		void *data, struct err *err);

int outbox_drop(struct store *store, const struct outbox_entry *entry,
		struct err *err);

#endif
