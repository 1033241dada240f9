#ifndef COACH_REFERENCES_H
#define COACH_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * references: which list stands in the phrases of which, while a lexicon is
 * being built, so that lists cannot lead back to themselves.
 */
struct reference {
	uint16_t from, to;
};

struct references {
	struct reference *items;
	size_t count;
	size_t capacity;
};

#define REFERENCES_INIT { NULL, 0, 0 }

void references_add(struct references *refs, uint16_t from, uint16_t to);
void references_release(struct references *refs);

/*
 * Whether `from` leads to itself by way of its reference to `to`. If so, the
 * lists between are stored in path[0..*count), from `to` on to the one that
 * uses `from`; *count is the room before and what was stored after.
 */
bool references_circle(const struct references *refs, uint16_t from,
		       uint16_t to, uint16_t *path, size_t *count);

#endif
