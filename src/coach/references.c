#include "coach/references.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void references_add(struct references *refs, uint16_t from, uint16_t to)
{
	for (size_t i = 0; i < refs->count; i++)
		if (refs->items[i].from == from && refs->items[i].to == to)
			return;
	if (refs->count == refs->capacity)
		refs->items = mem_grow(refs->items, &refs->capacity,
				       sizeof(*refs->items));
	refs->items[refs->count++] = (struct reference){ from, to };
}

void references_release(struct references *refs)
{
	free(refs->items);
	*refs = (struct references)REFERENCES_INIT;
}

/* Depth first from `at`; each list is looked at once. */
static bool leads_to(const struct references *refs, uint16_t at, uint16_t goal,
		     bool *seen, uint16_t *path, size_t room, size_t *count)
{
	if (*count == room || seen[at])
		return false;
	seen[at] = true;
	path[(*count)++] = at;
	if (at == goal)
		return true;
	for (size_t i = 0; i < refs->count; i++)
		if (refs->items[i].from == at &&
		    leads_to(refs, refs->items[i].to, goal, seen, path, room,
			     count))
			return true;
	--*count;
	return false;
}

bool references_circle(const struct references *refs, uint16_t from,
		       uint16_t to, uint16_t *path, size_t *count)
{
	bool *seen = mem_array((size_t)UINT16_MAX + 1, sizeof(*seen));
	size_t room = *count;
	bool found;

	*count = 0;
	found = leads_to(refs, to, from, seen, path, room, count);
	/* The circle ends where it began; the caller knows that one. */
	if (found)
		--*count;
	free(seen);
	return found;
}
