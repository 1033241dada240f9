/*
 * A list begins as its phrases do, and they may begin with lists: the sets of
 * lists grow until nothing is new. Lists lead to no circle, so that is soon.
 */

#include "coach/firsts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Bits of the field for each pair: one test in so many is wrong at most. */
#define BITS_A_PAIR 16
#define BITS_MIN 4096

struct set {
	uint64_t hash;
	size_t at;		/* its bits in `known` */
};

struct work {
	const struct lexicon *lex;
	const uint16_t *part_firsts;
	size_t width;		/* of a set, in 64 bits */
	uint32_t *roots;	/* by join: the part that its phrases begin with */
	uint32_t *lists;	/* by part: place of a list's set + 1 */
	uint64_t *begins;	/* sets of lists */
	uint64_t *now;		/* the set of the slot at hand */
	uint64_t *known;	/* different sets so far, by number - 1 */
	size_t count, capacity;
	uint32_t *table;	/* hash of a set -> its number */
	size_t mask;
};

/* Gives every join the part that begins its phrases. */
static void find_roots(struct work *w)
{
	const struct lexicon *lex = w->lex;
	uint32_t *todo = mem_array(lex->join_count, sizeof(*todo));
	size_t left = 0;

	w->roots = mem_array(lex->join_count, sizeof(*w->roots));
	for (uint32_t part = 0; part < lex->part_count; part++) {
		if (!lex->part_opens[part])
			continue;
		todo[left++] = lex->part_opens[part] - 1;
		w->roots[lex->part_opens[part] - 1] = part;
	}
	while (left) {
		uint32_t join = todo[--left];
		const struct lexicon_slot *slot =
			&lex->slots_after[lex->joins[join].slot];

		for (uint32_t i = 0; i < slot->tight + slot->loose; i++) {
			w->roots[slot->first + i] = w->roots[join];
			todo[left++] = slot->first + i;
		}
	}
	free(todo);
}

/* Adds the words that `part` begins with; true where some were new. */
static bool add_part(const struct work *w, uint64_t *set, uint32_t part)
{
	const uint64_t *more;
	uint64_t fresh = 0;

	if (w->lex->part_words[part]) {
		uint32_t word = w->part_firsts[part];
		uint64_t bit = (uint64_t)1 << word % 64;

		fresh = bit & ~set[word / 64];
		set[word / 64] |= bit;
		return fresh != 0;
	}
	more = w->begins + (w->lists[part] - 1) * w->width;
	for (size_t i = 0; i < w->width; i++) {
		fresh |= more[i] & ~set[i];
		set[i] |= more[i];
	}
	return fresh != 0;
}

static bool add_any(const struct work *w, uint64_t *set)
{
	bool fresh = set[0] != UINT64_MAX;

	memset(set, 0xff, w->width * sizeof(*set));
	return fresh;
}

/* One round over all phrases; true where some list got a word. */
static bool grow_lists(struct work *w)
{
	const struct lexicon *lex = w->lex;
	bool grown = false;

	for (uint32_t j = 0; j < lex->join_count; j++) {
		const struct lexicon_range *range = &lex->joins[j].outs;

		for (uint32_t i = 0; i < range->count; i++) {
			const struct lexicon_out *out =
				&lex->outs[range->first + i];
			uint64_t *set;

			if (!out->fires)
				continue;
			set = w->begins +
			      (w->lists[out->fires - 1] - 1) * w->width;
			grown |= out->lead_max ? add_any(w, set) :
				 add_part(w, set, w->roots[j]);
		}
	}
	return grown;
}

static void find_lists(struct work *w)
{
	const struct lexicon *lex = w->lex;
	uint32_t count = 0;

	w->lists = mem_array(lex->part_count, sizeof(*w->lists));
	for (uint32_t part = 0; part < lex->part_count; part++)
		if (!lex->part_words[part])
			w->lists[part] = ++count;
	w->begins = mem_array(count * w->width, sizeof(*w->begins));
	while (grow_lists(w))
		;
}

static uint64_t hash_of(const uint64_t *set, size_t width)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < width; i++)
		hash = (hash ^ set[i]) * 0x9e3779b97f4a7c15u ^ hash >> 29;
	return hash ^ hash >> 32;
}

static void grow_table(struct work *w)
{
	w->mask = w->mask * 2 + 1;
	free(w->table);
	w->table = mem_array(w->mask + 1, sizeof(*w->table));
	for (size_t i = 0; i < w->count; i++) {
		size_t at = hash_of(w->known + i * w->width, w->width) & w->mask;

		while (w->table[at])
			at = (at + 1) & w->mask;
		w->table[at] = (uint32_t)i + 1;
	}
}

/* The number of the set at hand, new or known. */
static uint32_t number_of(struct work *w)
{
	size_t bytes = w->width * sizeof(*w->now), at;

	if (w->count * 2 >= w->mask)
		grow_table(w);
	at = hash_of(w->now, w->width) & w->mask;
	for (; w->table[at]; at = (at + 1) & w->mask)
		if (!memcmp(w->known + (w->table[at] - 1) * w->width, w->now,
			    bytes))
			return w->table[at];
	if (w->count == w->capacity)
		w->known = mem_grow(w->known, &w->capacity, bytes);
	memcpy(w->known + w->count * w->width, w->now, bytes);
	w->table[at] = (uint32_t)++w->count;
	return w->table[at];
}

/* The set of `count` joins from `first`; 0 where there are none. */
static uint32_t set_of(struct work *w, uint32_t first, uint32_t count)
{
	if (!count)
		return 0;
	memset(w->now, 0, w->width * sizeof(*w->now));
	for (uint32_t i = 0; i < count; i++)
		add_part(w, w->now, w->lex->join_parts[first + i]);
	return number_of(w);
}

static void number_lists(struct firsts *f, struct work *w)
{
	f->lists = mem_array(w->lex->part_count, sizeof(*f->lists));
	for (uint32_t part = 0; part < w->lex->part_count; part++) {
		if (w->lex->part_words[part])
			continue;
		memset(w->now, 0, w->width * sizeof(*w->now));
		add_part(w, w->now, part);
		f->lists[part] = number_of(w);
	}
}

/* Writes every pair of a set and a word into the field. */
static void write_pairs(struct firsts *f, const struct work *w)
{
	size_t pairs = 0, bits = BITS_MIN;

	for (size_t i = 0; i < w->count * w->width; i++)
		pairs += (size_t)__builtin_popcountll(w->known[i]);
	while (bits < pairs * BITS_A_PAIR)
		bits *= 2;
	f->mask = (uint32_t)(bits - 1);
	f->bits = mem_array(bits / 64, sizeof(*f->bits));
	for (uint32_t i = 0; i < w->count * w->width; i++)
		for (uint64_t left = w->known[i]; left; left &= left - 1) {
			uint32_t word = (uint32_t)(i % w->width) * 64 +
				(uint32_t)__builtin_ctzll(left);
			uint32_t at = lexicon_first_hash(
				(uint32_t)(i / w->width) + 1, word) & f->mask;

			f->bits[at / 64] |= (uint64_t)1 << at % 64;
		}
}

void firsts_build(struct firsts *f, const struct lexicon *lex,
		  struct lexicon_slot *slots, const uint16_t *part_firsts)
{
	struct work w = { .lex = lex, .part_firsts = part_firsts,
			  .width = lex->word_count / 64 + 1 };

	w.now = mem_array(w.width, sizeof(*w.now));
	find_roots(&w);
	find_lists(&w);
	for (uint32_t i = 1; i < lex->slot_count; i++) {
		struct lexicon_slot *s = &slots[i];

		s->tight_firsts = set_of(&w, s->first, s->tight);
		s->loose_firsts = set_of(&w, s->first + s->tight, s->loose);
		for (uint32_t k = 0; k < s->loose; k++) {
			uint32_t join = s->first + s->tight + k;

			if (lex->joins[join].gap_max > s->reach)
				s->reach = lex->joins[join].gap_max;
		}
	}
	number_lists(f, &w);
	write_pairs(f, &w);
	free(w.roots);
	free(w.lists);
	free(w.begins);
	free(w.now);
	free(w.known);
	free(w.table);
}

void firsts_release(struct firsts *f)
{
	free(f->bits);
	free(f->lists);
	*f = (struct firsts){ 0 };
}
