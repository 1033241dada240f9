#include "coach/points.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "coach/lexicon.h"
#include "coach/moves.h"
#include "coach/words.h"

/* A sentence: its items in `words`, and the entries that stand in it. */
struct sentence {
	uint32_t first, last;		/* items, half open, marks left out */
	uint32_t entries, end;		/* in reader->entries */
	uint32_t moves, moves_end;	/* in reader->moves */
	uint32_t has;			/* classes whose move is in it, as bits */
};

struct hit {
	uint16_t move;
	uint32_t first, last;
	bool drop;		/* too few points for what a phrase found */
};

/* An entry is one of the table, or a move behind them. */
struct points_reader {
	const struct points *points;
	uint32_t *entries;
	size_t entry_count, entry_capacity;
	uint32_t *moves;
	size_t move_capacity;
	struct sentence *sentences;
	size_t count, capacity;
	struct hit *hits;
	size_t hit_count, hit_capacity;
	uint64_t *counted;		/* a bit by entry: in this window */
};

struct points_reader *points_reader_new(const struct points *points)
{
	struct points_reader *r = mem_array(1, sizeof(*r));

	r->points = points;
	r->counted = mem_array(((size_t)points->count + points->move_count) /
			       64 + 1, sizeof(*r->counted));
	return r;
}

void points_reader_free(struct points_reader *r)
{
	if (!r)
		return;
	free(r->entries);
	free(r->moves);
	free(r->hits);
	free(r->sentences);
	free(r->counted);
	free(r);
}

static void add_entry(struct points_reader *r, uint32_t entry)
{
	if (r->entry_count == r->entry_capacity)
		r->entries = mem_grow(r->entries, &r->entry_capacity,
				      sizeof(*r->entries));
	r->entries[r->entry_count++] = entry;
}

static void add_key(struct points_reader *r, uint64_t key)
{
	const struct points *p = r->points;
	const uint32_t hash = points_hash(key);
	uint32_t slot = hash & p->mask;

	if (!points_may_have(p, hash))
		return;
	while (p->slots[slot] && p->keys[p->slots[slot] - 1] != key)
		slot = (slot + 1) & p->mask;
	if (p->slots[slot])
		add_entry(r, p->slots[slot] - 1);
}

/* The word itself and the one or two before it, if they are known. */
static void add_word(struct points_reader *r, const struct word *w,
		     size_t before)
{
	uint64_t key = w->number;

	for (size_t n = 0;; n++) {
		if (!w[-(ptrdiff_t)n].number)
			return;
		if (n)
			key |= (uint64_t)w[-(ptrdiff_t)n].number << 16 * n;
		add_key(r, key);
		if (n + 1 == POINTS_WORDS_MAX || n == before)
			return;
	}
}

static struct sentence *begin_sentence(struct points_reader *r, uint32_t at)
{
	struct sentence *s;

	if (r->count == r->capacity)
		r->sentences = mem_grow(r->sentences, &r->capacity, sizeof(*s));
	s = &r->sentences[r->count++];
	*s = (struct sentence){
		.first = at + 1, .last = at + 1,
		.entries = (uint32_t)r->entry_count,
	};
	return s;
}

/* Splits into sentences and finds the entries of each. */
static void read_words(struct points_reader *r, const struct words *words)
{
	struct sentence *s = NULL;
	uint32_t begin = 0;

	r->count = 0;
	r->entry_count = 0;
	for (uint32_t i = 0; i < words->count; i++) {
		const struct word *w = &words->items[i];

		if (w->number == WORD_BEGIN) {
			s = begin_sentence(r, i);
			begin = i;
		}
		add_word(r, w, i - begin);
		if (!(w->flags & WORDS_MARK))
			s->last = i + 1;
		s->end = (uint32_t)r->entry_count;
	}
}

/* Puts each move beside the sentence it stands in, by counting. */
static void read_moves(struct points_reader *r, const struct moves *moves)
{
	const struct points *p = r->points;
	size_t count;
	const struct span *spans = moves_all(moves, &count);
	uint32_t at = 0;

	while (r->move_capacity < count)
		r->moves = mem_grow(r->moves, &r->move_capacity,
				    sizeof(*r->moves));
	for (size_t i = 0; i < r->count; i++)
		r->sentences[i].moves = r->sentences[i].has = 0;
	for (size_t i = 0; i < count; i++)
		r->sentences[spans[i].sentence].moves++;
	for (size_t i = 0; i < r->count; i++) {
		uint32_t n = r->sentences[i].moves;

		r->sentences[i].moves = r->sentences[i].moves_end = at;
		at += n;
	}
	for (size_t i = 0; i < count; i++) {
		struct sentence *s = &r->sentences[spans[i].sentence];

		r->moves[s->moves_end++] = p->count + spans[i].move;
		for (uint32_t k = 0; k < p->class_count; k++)
			if (p->moves[k] == spans[i].move)
				s->has |= 1u << k;
	}
}

/* Adds the points of one entry for every class, once a window. */
static void add_points(struct points_reader *r, uint32_t entry,
		       const int16_t *weights, int *sums)
{
	const uint64_t bit = (uint64_t)1 << (entry % 64);

	if (r->counted[entry / 64] & bit)
		return;
	r->counted[entry / 64] |= bit;
	for (uint32_t k = 0; k < r->points->class_count; k++)
		sums[k] += weights[k];
}

static void sum_sentence(struct points_reader *r, const struct sentence *s,
			 int *sums)
{
	const struct points *p = r->points;

	for (uint32_t i = s->entries; i < s->end; i++)
		add_points(r, r->entries[i],
			   p->weights + (size_t)r->entries[i] * p->class_count,
			   sums);
}

static void sum_moves(struct points_reader *r, const struct sentence *s,
		      int *sums)
{
	const struct points *p = r->points;

	for (uint32_t i = s->moves; i < s->moves_end; i++)
		add_points(r, r->moves[i], p->move_weights +
			   (size_t)(r->moves[i] - p->count) *
			   p->class_count, sums);
}

/* Nothing of a sentence has counted. */
static void forget(struct points_reader *r, const struct sentence *s)
{
	for (uint32_t i = s->entries; i < s->end; i++)
		r->counted[r->entries[i] / 64] = 0;
	for (uint32_t i = s->moves; i < s->moves_end; i++)
		r->counted[r->moves[i] / 64] = 0;
}

/* Sentences a to b: which classes reach their bar there and are new. */
static void try_window(struct points_reader *r, size_t a, size_t b)
{
	const struct points *p = r->points;
	int sums[POINTS_CLASSES_MAX] = { 0 };
	uint32_t has = 0;

	for (size_t i = a; i <= b; i++) {
		sum_sentence(r, &r->sentences[i], sums);
		sum_moves(r, &r->sentences[i], sums);
		has |= r->sentences[i].has;
	}
	for (size_t i = a; i <= b; i++)
		forget(r, &r->sentences[i]);
	for (uint32_t k = 0; k < p->class_count; k++) {
		const bool drop = has & 1u << k && a == b &&
				  sums[k] < p->floors[k];

		if (!drop && (sums[k] < p->bars[k] || has & 1u << k))
			continue;
		if (r->hit_count == r->hit_capacity)
			r->hits = mem_grow(r->hits, &r->hit_capacity,
					   sizeof(*r->hits));
		r->hits[r->hit_count++] = (struct hit){
			p->moves[k], r->sentences[a].first,
			r->sentences[b].last, drop,
		};
	}
}

/*
 * Each sentence alone, then each with the next one, since a threat is often
 * half in one and half in the other. What a round finds is added at its end,
 * so that it is no evidence for what follows.
 */
void points_find(struct points_reader *r, const struct words *words,
		 struct moves *moves)
{
	if (!r->points->class_count)
		return;
	read_words(r, words);
	for (size_t width = 0; width < 2; width++) {
		read_moves(r, moves);
		r->hit_count = 0;
		for (size_t i = 0; i + width < r->count; i++)
			try_window(r, i, i + width);
		for (size_t i = 0; i < r->hit_count; i++)
			(r->hits[i].drop ? moves_except : moves_add)
				(moves, r->hits[i].move, r->hits[i].first,
				 r->hits[i].last);
		if (r->hit_count)
			moves_settle(moves);
	}
}
