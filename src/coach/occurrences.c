#include "coach/occurrences.h"

#include <stdlib.h>

#include "base/mem.h"
#include "coach/lexicon.h"
#include "coach/words.h"

void occurrences_init(struct occurrences *o, const struct lexicon *lex)
{
	*o = (struct occurrences){ .word_count = lex->word_count, .count = 1 };
	o->rows = mem_array((size_t)lex->word_count + lex->move_count + 1,
			    sizeof(*o->rows));
	o->found = mem_array(PATTERN_ITEMS + lex->move_count + 2,
			     sizeof(*o->found));
	o->groups = mem_array((size_t)lex->group_count + 1,
			      sizeof(*o->groups));
	o->ends = mem_array((size_t)lex->move_count * OCCURRENCES_PLACES + 1,
			    sizeof(*o->ends));
}

void occurrences_release(struct occurrences *o)
{
	free(o->rows);
	free(o->found);
	free(o->ends);
	free(o->groups);
	*o = (struct occurrences){ 0 };
}

static struct occurrence *row_of(struct occurrences *o, uint32_t feature)
{
	if (!o->rows[feature]) {
		o->rows[feature] = (uint16_t)o->count;
		o->found[o->count] = (struct occurrence){ 0, feature };
		o->count++;
	}
	return &o->found[o->rows[feature]];
}

void occurrences_read(struct occurrences *o, const struct word *items,
		      size_t count)
{
	for (uint32_t i = 1; i < o->count; i++)
		o->rows[o->found[i].feature] = 0;
	o->count = 1;
	o->items = (uint32_t)count;
	o->sentence++;
	o->words = o->asks = 0;
	for (unsigned i = 0; i < count; i++) {
		pattern_places place = pattern_place(i);

		if (!(items[i].flags & WORDS_MARK))
			o->words |= place;
		if (items[i].number == WORD_ASKS)
			o->asks |= place;
		if (items[i].number != WORD_UNKNOWN)
			row_of(o, items[i].number)->places |= place;
	}
}

void occurrences_add(struct occurrences *o, unsigned list, unsigned start,
		     pattern_places ends)
{
	struct occurrence *row = row_of(o, o->word_count + list);
	pattern_places *known = &o->ends[(size_t)list * OCCURRENCES_PLACES + start];

	if (row->places & pattern_place(start))
		*known |= ends;
	else
		*known = ends;
	row->places |= pattern_place(start);
}
