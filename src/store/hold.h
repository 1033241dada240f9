#ifndef STORE_HOLD_H
#define STORE_HOLD_H

#include <stdint.h>

struct err;
struct store;

/*
 * hold: an endpoint to which nothing is sent for now, and why.
 *
 * It lies beside the items and is not sealed, so that `send` can heed it while
 * the store is locked. So it has no name: an endpoint is known by a mark of its
 * settings, which the caller makes. With other settings nothing holds it.
 */
enum hold_kind {
	HOLD_NONE,
	HOLD_SECRET,	/* our secret was not accepted: until that is mended */
	HOLD_GONE,	/* it takes nothing any more: until it is set up anew */
};

struct hold {
	enum hold_kind kind;
	long status;		/* HTTP, of the answer that said so */
	int64_t since;		/* Unix seconds */
};

/*
 * What holds the endpoint of this mark; out->kind is HOLD_NONE where nothing
 * does. Returns 0 or ERR_SYSTEM.
 */
int hold_get(struct store *store, const char *mark, struct hold *out,
	     struct err *err);

/*
 * Notes it, or takes it away (HOLD_NONE), as part of an open transaction or in
 * one of its own. Returns 0 or ERR_SYSTEM.
 */
int hold_set(struct store *store, const char *mark, const struct hold *hold,
	     struct err *err);

#endif
