#include "coach/joins.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct join_draft {
	uint32_t parent;	/* a join + 1; once placed, the slot it leads to */
	uint32_t part;
	struct lexicon_join join;
};

struct join_end {
	uint32_t join;
	bool shows;
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
	free(j->part_opens);
	free(j->placed);
	free(j->placed_parts);
	free(j->after);
	free(j->outs);
	free(j->part_sets);
	*j = (struct joins){ 0 };
}

static bool same(const struct join_draft *a, const struct join_draft *b)
{
	return a->part == b->part && a->parent == b->parent &&
	       a->join.gap_min == b->join.gap_min &&
	       a->join.gap_max == b->join.gap_max;
}

/* Where `key` stands in the hash, or the empty slot where it belongs. */
static uint32_t *slot(struct joins *j, const struct join_draft *key)
{
	size_t at = lexicon_edge_hash(key->parent * 31 + key->join.gap_max,
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
	struct join_draft key = { parent, part, { .gap_min = gap_min,
						  .gap_max = gap_max } };
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
	j->ends[j->end_count++] = (struct join_end){ join - 1, false, *out };
}

static bool shows(const struct lexicon_out *out, const struct move *moves)
{
	return out->move != MOVE_NONE && moves[out->move].kind != MOVE_LIST;
}

/* By join; spans come first, then what begins phrases, then what goes on. */
static int by_join(const void *a, const void *b)
{
	const struct join_end *x = a, *y = b;

	if (x->join != y->join)
		return x->join < y->join ? -1 : 1;
	if (x->shows != y->shows)
		return x->shows ? -1 : 1;
	if (x->out.opens != y->out.opens)
		return x->out.opens ? -1 : 1;
	return memcmp(&x->out, &y->out, sizeof(x->out));
}

/* What may begin phrases, or fires from a place that is not yet known. */
static bool out_opens(const struct lexicon_out *out)
{
	return out->opens || (out->fires && out->lead_max);
}

/* Sorts the ends by join, once each, and gives each join its range. */
static void place_outs(struct joins *j, const struct move *moves)
{
	for (size_t i = 0; i < j->end_count; i++) {
		struct lexicon_out *out = &j->ends[i].out;

		j->ends[i].shows = shows(out, moves);
		if (out->move != MOVE_NONE && !out->except)
			out->fires = moves[out->move].part;
		if (out->fires)
			out->opens = j->part_opens[out->fires - 1] != 0;
	}
	if (j->end_count)
		qsort(j->ends, j->end_count, sizeof(*j->ends), by_join);
	j->outs = mem_array(j->end_count, sizeof(*j->outs));
	for (size_t i = 0; i < j->end_count; i++) {
		struct lexicon_join *join = &j->placed[j->ends[i].join];

		if (i && !by_join(&j->ends[i], &j->ends[i - 1]))
			continue;
		if (!join->outs.count)
			join->outs.first = j->out_count;
		join->outs.count++;
		join->shows = (uint16_t)(join->shows + j->ends[i].shows);
		if (out_opens(&j->ends[i].out))
			join->opens = (uint16_t)join->outs.count;
		j->outs[j->out_count++] = j->ends[i].out;
	}
}

/* With fewer outs than this, to look at each is as quick as a set. */
#define OUTS_FOR_A_SET 4

/* Notes what a join fires for those who wait, so that most need not look. */
static void place_set(struct joins *j, struct lexicon_join *join)
{
	const size_t width = LEXICON_PART_BITS / 64;
	uint64_t *set;

	if (join->outs.count < join->opens + (uint32_t)OUTS_FOR_A_SET ||
	    j->part_set_count == UINT16_MAX)
		return;
	j->part_sets = mem_resize(j->part_sets, (j->part_set_count + 1) * width,
				  sizeof(*j->part_sets));
	set = j->part_sets + j->part_set_count * width;
	memset(set, 0, width * sizeof(*set));
	join->fires = (uint16_t)j->part_set_count++;
	for (uint32_t i = join->opens; i < join->outs.count; i++) {
		uint32_t fires = j->outs[join->outs.first + i].fires;
		uint32_t bit = lexicon_part_bit(fires - 1);

		if (fires)
			set[bit / 64] |= (uint64_t)1 << (bit % 64);
	}
}

static void place_sets(struct joins *j)
{
	j->part_set_count = 1;
	j->part_sets = mem_array(LEXICON_PART_BITS / 64,
				 sizeof(*j->part_sets));
	for (size_t i = 0; i < j->count; i++)
		place_set(j, &j->placed[i]);
}

/* Gives a slot to each join that others follow, and them the slot. */
static void number_slots(struct joins *j)
{
	j->slot_count = 1;
	for (size_t i = 0; i < j->count; i++) {
		struct join_draft *draft = &j->items[i], *parent;

		if (!draft->parent)
			continue;
		parent = &j->items[draft->parent - 1];
		if (!parent->join.slot)
			parent->join.slot = j->slot_count++;
		draft->parent = parent->join.slot;
	}
}

/* A join on its way to its place. */
struct mover {
	uint32_t slot, part;
	enum { LISTS, PLAIN, LOOSE } kind;
	uint32_t from;
};

static int by_slot(const void *a, const void *b)
{
	const struct mover *x = a, *y = b;

	if (x->slot != y->slot)
		return x->slot < y->slot ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

/* Orders the joins by the slot they follow; those that begin come first. */
static void place_joins(struct joins *j, const uint8_t *part_words,
			size_t part_count)
{
	struct mover *movers = mem_array(j->count, sizeof(*movers));
	uint32_t *moved = mem_array(j->count, sizeof(*moved));

	for (uint32_t i = 0; i < j->count; i++) {
		const struct join_draft *draft = &j->items[i];

		movers[i] = (struct mover){
			draft->parent, draft->part,
			draft->join.gap_max ? LOOSE :
			part_words[draft->part] ? PLAIN : LISTS, i
		};
	}
	if (j->count)
		qsort(movers, j->count, sizeof(*movers), by_slot);
	j->placed = mem_array(j->count, sizeof(*j->placed));
	j->placed_parts = mem_array(j->count, sizeof(*j->placed_parts));
	j->part_opens = mem_array(part_count, sizeof(*j->part_opens));
	j->after = mem_array(j->slot_count, sizeof(*j->after));
	for (uint32_t i = 0; i < j->count; i++) {
		const struct mover *m = &movers[i];
		struct lexicon_slot *after = &j->after[m->slot];

		moved[m->from] = i;
		j->placed[i] = j->items[m->from].join;
		j->placed_parts[i] = m->part;
		if (!m->slot) {
			j->part_opens[m->part] = i + 1;
			continue;
		}
		if (!after->tight && !after->loose)
			after->first = i;
		after->lists += m->kind == LISTS;
		after->tight += m->kind != LOOSE;
		after->loose += m->kind == LOOSE;
	}
	for (size_t i = 0; i < j->end_count; i++)
		j->ends[i].join = moved[j->ends[i].join];
	free(moved);
	free(movers);
}

void joins_place(struct joins *j, const uint8_t *part_words, size_t part_count,
		 const struct move *moves)
{
	number_slots(j);
	place_joins(j, part_words, part_count);
	place_outs(j, moves);
	place_sets(j);
}
