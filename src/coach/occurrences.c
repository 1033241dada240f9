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
	o->group_rows = mem_array((size_t)lex->group_count + 1,
				  sizeof(*o->group_rows));
	o->groups = mem_grow(NULL, &o->group_capacity, sizeof(*o->groups));
	o->choices = mem_grow(NULL, &o->choice_capacity, sizeof(*o->choices));
	o->group_count = o->choice_count = 1;
	o->ends = mem_array((size_t)lex->move_count * PATTERN_ITEMS + 1,
			    sizeof(*o->ends));
}

void occurrences_release(struct occurrences *o)
{
	free(o->rows);
	free(o->found);
	free(o->ends);
	free(o->group_rows);
	free(o->groups);
	free(o->choices);
	*o = (struct occurrences){ 0 };
}

static struct occurrence *row_of(struct occurrences *o, uint32_t feature)
{
	if (!o->rows[feature]) {
		o->rows[feature] = (uint16_t)o->count;
		o->found[o->count] = (struct occurrence){ 0, feature, 0 };
		o->count++;
	}
	return &o->found[o->rows[feature]];
}

void occurrences_read(struct occurrences *o, const struct word *items,
		      size_t count)
{
	for (uint32_t i = 1; i < o->count; i++)
		o->rows[o->found[i].feature] = 0;
	for (size_t i = 1; i < o->group_count; i++)
		o->group_rows[o->groups[i].number] = 0;
	o->count = 1;
	o->group_count = o->choice_count = 1;
	o->ends_count = 0;
	o->items = (uint32_t)count;
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

uint32_t occurrences_add_group(struct occurrences *o, uint16_t number)
{
	uint32_t row = (uint32_t)o->group_count;

	if (o->group_count == o->group_capacity)
		o->groups = mem_grow(o->groups, &o->group_capacity,
				     sizeof(*o->groups));
	o->groups[o->group_count++] = (struct occurrences_group){ 0, number, 0 };
	/* One that has no number or no row is asked about each time. */
	if (number && row <= UINT16_MAX)
		o->group_rows[number] = (uint16_t)row;
	return row;
}

void occurrences_add_choice(struct occurrences *o, uint32_t row,
			    struct pattern choice, pattern_places starts)
{
	struct occurrences_group *group = &o->groups[row];

	if (o->choice_count == o->choice_capacity)
		o->choices = mem_grow(o->choices, &o->choice_capacity,
				      sizeof(*o->choices));
	o->choices[o->choice_count] = (struct occurrences_choice){
		starts, choice, group->choices
	};
	group->choices = (uint32_t)o->choice_count++;
	group->starts |= starts;
}

void occurrences_add(struct occurrences *o, unsigned list, unsigned start,
		     pattern_places ends)
{
	struct occurrence *row = row_of(o, o->word_count + list);
	pattern_places *known;

	if (!row->places) {
		row->ends = o->ends_count;
		o->ends_count += o->items;
	}
	known = &o->ends[row->ends + start];
	if (row->places & pattern_place(start))
		*known |= ends;
	else
		*known = ends;
	row->places |= pattern_place(start);
}
