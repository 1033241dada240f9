#ifndef COACH_JOINS_H
#define COACH_JOINS_H

#include <stddef.h>
#include <stdint.h>

#include "coach/lexicon.h"

/*
 * joins: how the parts of a lexicon follow one another, while it is being
 * built. Joins that are alike are one, so that phrases share their beginnings.
 */
struct joins {
	struct join_draft *items;
	size_t count, capacity;
	uint32_t *slots;	/* hash of a join -> its number + 1 */
	size_t mask;
	struct join_end *ends;
	size_t end_count, end_capacity;
	/* Made by joins_place(). */
	uint32_t *part_opens;
	struct lexicon_join *placed;
	uint32_t *placed_parts;
	struct lexicon_slot *after;
	struct lexicon_out *outs;
	uint32_t out_count;
	uint64_t *part_sets;
	uint32_t part_set_count;
	uint32_t slot_count;
};

void joins_init(struct joins *joins);
void joins_release(struct joins *joins);

/*
 * The join for `part` behind `parent` (a join + 1, or 0 where the part begins
 * a phrase) with so many words between; new or known. Returns it + 1.
 */
uint32_t joins_add(struct joins *joins, uint32_t parent, uint32_t part,
		   uint8_t gap_min, uint8_t gap_max);

/* A phrase is complete at `join` (a join + 1). */
void joins_end(struct joins *joins, uint32_t join,
	       const struct lexicon_out *out);

/*
 * Orders joins by the slot they follow and outs by join. `moves` gives the
 * parts that named lists fire; `part_words` has the words of each of
 * `part_count` parts, none where it is a list.
 */
void joins_place(struct joins *joins, const uint8_t *part_words,
		 size_t part_count, const struct move *moves);

#endif
