#ifndef PRACTICE_LOTS_H
#define PRACTICE_LOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct messages;

/*
 * lots: chance that can be repeated, and a memory of what was said.
 *
 * A plain value: copy it to remember a moment, copy it back to return there.
 * The same seed gives the same lots on every machine (splitmix64).
 */
#define LOTS_KEPT 96

struct lots {
	uint64_t state;
	uint64_t said[LOTS_KEPT];	/* hashes, the latest last, in a ring */
	size_t count;
};

/* `salt` keeps two speakers with one seed apart. */
void lots_start(struct lots *lots, uint64_t seed, uint64_t salt);

/* A number from 0 to n - 1; n is not 0. */
size_t lots_below(struct lots *lots, size_t n);
/* True in `percent` of 100 cases. */
bool lots_chance(struct lots *lots, unsigned percent);

/* How many sayings ago `text` was said: 1 is the last, 0 never (or too long
 * ago to remember). */
size_t lots_age(const struct lots *lots, const char *text);
void lots_note(struct lots *lots, const char *text);

/*
 * Draws one of `n` texts (n is not 0) that was not said yet; where all were,
 * the one said longest ago. Does not note it. Returns its index.
 */
size_t lots_draw(struct lots *lots, const char *const *texts, size_t n);

/*
 * Draws from the list at `key` and notes it. Returns which item, for
 * messages_add().
 */
size_t lots_message(struct lots *lots, const struct messages *messages,
		    const char *key);

#endif
