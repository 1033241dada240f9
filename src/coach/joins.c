#include "coach/joins.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct join_draft {
	uint32_t part;
	struct lexicon_join join;
};

struct join_end {
	uint32_t join;
	struct lexicon_out out;
};

#define SLOTS_AT_FIRST 4096

void joins_init(struct joins *j)
{
	*j = (struct joins){ 0 };
	j->mask = SLOTS_AT_FIRST - 1;
	j->slots = mem_array(SLOTS_AT_FIRST, sizeof(*j->slots));
}

void joins_release(struct joins *j)
{
	free(j->items);
	free(j->slots);
	free(j->ends);
	free(j->by_part);
	free(j->placed);
	free(j->outs);
	*j = (struct joins){ 0 };
}

static bool same(const struct join_draft *a, const struct join_draft *b)
{
	return a->part == b->part && a->join.parent == b->join.parent &&
	       a->join.gap_min == b->join.gap_min &&
	       a->join.gap_max == b->join.gap_max;
}

/* Where `key` stands in the hash, or the empty slot where it belongs. */
static uint32_t *slot(struct joins *j, const struct join_draft *key)
{
	size_t at = lexicon_edge_hash(key->join.parent * 31 + key->join.gap_max,
				      key->part * 7 + key->join.gap_min);

	for (at &= j->mask; j->slots[at]; at = (at + 1) & j->mask)
		if (same(&j->items[j->slots[at] - 1], key))
			break;
	return &j->slots[at];
}

static void grow_slots(struct joins *j)
{
	j->mask = j->mask * 2 + 1;
	free(j->slots);
	j->slots = mem_array(j->mask + 1, sizeof(*j->slots));
	for (size_t i = 0; i < j->count; i++)
		*slot(j, &j->items[i]) = (uint32_t)i + 1;
}

uint32_t joins_add(struct joins *j, uint32_t parent, uint32_t part,
		   uint8_t gap_min, uint8_t gap_max)
{
	struct join_draft key = { part, { parent, 0, gap_min, gap_max,
					  { 0, 0 } } };
	uint32_t *at = slot(j, &key);

	if (*at)
		return *at;
	if (j->count == j->capacity)
		j->items = mem_grow(j->items, &j->capacity, sizeof(*j->items));
	j->items[j->count++] = key;
	*at = (uint32_t)j->count;
	if (j->count * 2 > j->mask)
		grow_slots(j);
	return (uint32_t)j->count;
}

void joins_end(struct joins *j, uint32_t join, const struct lexicon_out *out)
{
	if (j->end_count == j->end_capacity)
		j->ends = mem_grow(j->ends, &j->end_capacity, sizeof(*j->ends));
	j->ends[j->end_count++] = (struct join_end){ join - 1, *out };
}

static int by_join(const void *a, const void *b)
{
	const struct join_end *x = a, *y = b;

	if (x->join != y->join)
		return x->join < y->join ? -1 : 1;
	return memcmp(&x->out, &y->out, sizeof(x->out));
}

/* Sorts the ends by join, once each, and gives each join its range. */
static void place_outs(struct joins *j, const struct move *moves)
{
	if (j->end_count)
		qsort(j->ends, j->end_count, sizeof(*j->ends), by_join);
	j->outs = mem_array(j->end_count, sizeof(*j->outs));
	for (size_t i = 0; i < j->end_count; i++) {
		struct lexicon_join *join = &j->items[j->ends[i].join].join;
		struct lexicon_out *out = &j->outs[j->out_count];

		if (i && !by_join(&j->ends[i], &j->ends[i - 1]))
			continue;
		if (!join->outs.count)
			join->outs.first = j->out_count;
		join->outs.count++;
		*out = j->ends[i].out;
		if (out->move != MOVE_NONE && !out->except)
			out->fires = moves[out->move].part;
		j->out_count++;
	}
}

/* Orders the joins by part and lets parents follow to the new places. */
static void place_joins(struct joins *j, size_t part_count)
{
	uint32_t *moved = mem_array(j->count, sizeof(*moved));
	uint32_t n = 0;

	j->by_part = mem_array(part_count, sizeof(*j->by_part));
	j->placed = mem_array(j->count, sizeof(*j->placed));
	for (size_t i = 0; i < j->count; i++)
		j->by_part[j->items[i].part].count++;
	for (size_t p = 0; p < part_count; p++) {
		j->by_part[p].first = n;
		n += j->by_part[p].count;
		j->by_part[p].count = 0;
	}
	for (size_t i = 0; i < j->count; i++) {
		struct lexicon_range *range = &j->by_part[j->items[i].part];

		moved[i] = range->first + range->count++;
		j->placed[moved[i]] = j->items[i].join;
	}
	for (size_t i = 0; i < j->count; i++) {
		struct lexicon_join *join = &j->placed[i], *parent;

		if (!join->parent)
			continue;
		join->parent = moved[join->parent - 1] + 1;
		parent = &j->placed[join->parent - 1];
		if (!parent->slot)
			parent->slot = ++j->slot_count;
		/* All that a text needs of the parent is where it ended. */
		join->parent = parent->slot;
	}
	free(moved);
}

void joins_place(struct joins *j, size_t part_count, const struct move *moves)
{
	place_outs(j, moves);
	place_joins(j, part_count);
}
