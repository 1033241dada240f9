#ifndef STORE_PROMISE_H
#define STORE_PROMISE_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct store;

/*
 * promise: a small ledger of what was promised, to others and to oneself.
 *
 * It starts as made and may be kept, late or renegotiated; from late and
 * renegotiated it can still be kept. There is no "broken": what was not kept
 * is late until it is done or talked over.
 */
enum promise_state {
	PROMISE_MADE,
	PROMISE_KEPT,
	PROMISE_LATE,
	PROMISE_RENEGOTIATED,
	PROMISE_STATES
};

/* "made", "kept" ...; promise_state_named() gives PROMISE_STATES for none. */
const char *promise_state_name(enum promise_state state);
enum promise_state promise_state_named(const char *name);

/* Borrowed for the call in which it is handed over. */
struct promise {
	const char *id;		/* of its item; ignored when it is added */
	const char *to;		/* a name, or NULL: oneself */
	const char *what;
	const char *due;	/* "2026-11-30", or NULL */
	const char *entry;	/* id of the draft it came from, or NULL */
	enum promise_state state;
	int64_t made;		/* seconds since 1970 */
	int64_t settled;	/* when the state last changed; 0: never */
};

/* Adds one as PROMISE_MADE. Errors as store_add(); ERR_USAGE without `what`. */
int promise_add(struct store *store,
		const struct promise *promise, struct err *err);

/*
 * Sets the state of the promise with that id (or beginning of it) at time
 * `now`; a new `due` where it is not NULL. Needs an open vault, as it reads.
 */
int promise_settle(struct store *store, const char *id,
		   enum promise_state state, const char *due, int64_t now,
		   struct err *err);

/* The same as part of the caller's transaction. */
int promise_change(struct store *store, const char *id,
		   enum promise_state state, const char *due, int64_t now,
		   struct err *err);

/*
 * Every promise made in [from, until) (both 0: all), oldest first, until
 * `each` returns false. One that is damaged is passed over; ERR_LOCKED where
 * the store must be opened first.
 */
int promise_each(struct store *store, int64_t from, int64_t until,
		 bool (*each)(const struct promise *promise, void *data),
		 void *data, struct err *err);

#endif
