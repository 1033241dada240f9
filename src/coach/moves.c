/*
 * From the words of a text to spans: sentence by sentence the tries that wait
 * behind what occurs, then what is computed, then all in order. It is one walk
 * and its state, and so one file, if a long one.
 */

#include "coach/moves.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coach/lexicon.h"
#include "coach/occurrences.h"
#include "coach/pattern.h"
#include "coach/spans.h"
#include "coach/words.h"

/* Computed moves, in the order in which the builder numbers them. */
enum { MOVES_QUESTION, MOVES_SHOUT };

/*
 * A longer sentence is looked at in pieces that overlap by half, so a phrase
 * is found that spans no more items than this.
 */
#define PIECE_STEP (PATTERN_ITEMS / 2)

/* Tries that wait behind a feature of the sentence. */
struct queue {
	uint32_t next, end;
};

struct moves {
	const struct lexicon *lex;
	const struct words *words;
	struct occurrences occurrences;
	struct queue *queues;	/* by row of the occurrences */
	uint32_t queue_count;
	uint32_t first;		/* item where the piece begins */
	const struct lexicon_try *trying;
	struct spans spans;
	struct spans excepts;
	uint32_t firsts[LEXICON_MOVES_MAX + 1];
	struct move_bits present;
};

struct moves *moves_new(const struct lexicon *lex)
{
	struct moves *m = mem_array(1, sizeof(*m));

	m->lex = lex;
	occurrences_init(&m->occurrences, lex);
	m->queues = mem_array(PATTERN_ITEMS + lex->move_count + 2,
			      sizeof(*m->queues));
	return m;
}

void moves_free(struct moves *m)
{
	if (!m)
		return;
	occurrences_release(&m->occurrences);
	free(m->queues);
	spans_release(&m->spans);
	spans_release(&m->excepts);
	free(m);
}

/*
 * Takes words before `first`, at least min and at most max, without leaving
 * the sentence. Returns false where there are too few.
 */
static bool lead(const struct moves *m, uint32_t *first, unsigned min,
		 unsigned max)
{
	unsigned n = 0;

	while (n < max && *first &&
	       !(m->words->items[*first - 1].flags & WORDS_MARK)) {
		--*first;
		n++;
	}
	return n >= min;
}

static bool trail(const struct moves *m, uint32_t *last, unsigned min,
		  unsigned max)
{
	unsigned n = 0;

	while (n < max && *last < m->words->count &&
	       !(m->words->items[*last].flags & WORDS_MARK)) {
		++*last;
		n++;
	}
	return n >= min;
}

/* Adds words [first, last) as a span, without the marks at its edges. */
static void add_span(struct moves *m, struct spans *to, unsigned move,
		     uint32_t first, uint32_t last)
{
	const struct word *words = m->words->items;

	while (first < last && words[first].flags & WORDS_MARK)
		first++;
	while (last > first && words[last - 1].flags & WORDS_MARK)
		last--;
	if (first == last)
		return;
	spans_add(to, &(struct span){
		words[first].start, words[last - 1].end, first, last,
		words[first].sentence, (uint16_t)move
	});
}

/*
 * The spans of a way: for each place where its last element begins, from the
 * latest start. That is the shortest way to say it.
 */
static void show(struct moves *m, const struct pattern_way *way)
{
	const struct lexicon_try *t = m->trying;
	struct spans *to = t->except ? &m->excepts : &m->spans;
	pattern_places taken = 0;

	for (unsigned i = way->count; i-- > 0;) {
		pattern_places fresh = way->before[i] & ~taken, ends;

		taken |= fresh;
		ends = pattern_follow(way->last, &m->occurrences, fresh);
		while (ends) {
			uint32_t first = m->first + way->starts[i];
			uint32_t last = m->first + pattern_take(&ends);

			if (lead(m, &first, way->lead_min, way->lead_max) &&
			    trail(m, &last, way->trail_min, way->trail_max))
				add_span(m, to, t->move, first, last);
		}
	}
}

/* A list matches with each number of words that it may take at its edges. */
static void fire(struct moves *m, const struct pattern_way *way)
{
	struct occurrences *o = &m->occurrences;

	for (unsigned i = 0; i < way->count; i++) {
		pattern_places ends = way->behind[i], all = 0;
		unsigned start = way->starts[i], before = 0;

		for (unsigned n = 0; n <= way->trail_max; n++) {
			all |= n < way->trail_min ? 0 : ends;
			ends = (ends & o->words) << 1;
		}
		for (; all; before++, start--) {
			if (before >= way->lead_min)
				occurrences_add(o, m->trying->move, start, all);
			if (before == way->lead_max || !start ||
			    !(o->words & pattern_place(start - 1)))
				break;
		}
	}
}

static void found(void *data, const struct pattern_way *way)
{
	struct moves *m = data;
	const struct move *move = &m->lex->moves[m->trying->move];

	if (move->kind != MOVE_LIST)
		show(m, way);
	if (move->used && !m->trying->except)
		fire(m, way);
}

static bool has_needs(const struct occurrences *o, const struct lexicon_try *t)
{
	return (!t->needs[0] || o->rows[t->needs[0]]) &&
	       (!t->needs[1] || o->rows[t->needs[1]]);
}

/* Of the places of its anchor, those with what stands beside it. */
static pattern_places beside(const struct occurrences *o,
			     const struct lexicon_try *t,
			     pattern_places places)
{
	if (t->before)
		places &= occurrences_of(o, t->before) << 1;
	if (places && t->behind)
		places &= occurrences_of(o, t->behind) >> 1;
	return places;
}

/* Where a pattern begins whose anchor stands at one of `places`. */
static pattern_places before_anchor(const struct lexicon_try *t,
				    pattern_places places)
{
	unsigned width = t->lead_max - t->lead_min + 1u, n = 1;

	if (t->lead_min > PATTERN_ITEMS)
		return 0;
	if (width > PATTERN_ITEMS)
		width = PATTERN_ITEMS;
	for (; n * 2 <= width; n *= 2)
		places |= places >> n;
	places |= places >> (width - n);
	return places >> t->lead_min;
}

/* Tries a pattern whose anchor stands at `places`. */
static void try(struct moves *m, const struct lexicon_try *t,
		pattern_places places)
{
	struct occurrences *o = &m->occurrences;
	const uint16_t *at = m->lex->patterns + t->pattern;
	const struct pattern pattern = { at, at + t->len };

	if (!has_needs(o, t))
		return;
	places = beside(o, t, places);
	if (!places ||
	    !pattern_follow(pattern, o, before_anchor(t, places)))
		return;
	m->trying = t;
	pattern_ways(pattern, o, found, m);
}

/* Opens a queue for each feature that was found since the last call. */
static void open_queues(struct moves *m)
{
	const struct occurrences *o = &m->occurrences;

	for (; m->queue_count < o->count; m->queue_count++) {
		const uint32_t *anchor = m->lex->anchors +
					 o->found[m->queue_count].feature;

		m->queues[m->queue_count] = (struct queue){ anchor[0],
							    anchor[1] };
	}
}

/* Lists first, level by level, then what uses them. */
static void find_in_piece(struct moves *m, uint32_t first, uint32_t last)
{
	const struct lexicon_try *tries = m->lex->tries;

	m->first = first;
	m->queue_count = 1;
	occurrences_read(&m->occurrences, m->words->items + first,
			 last - first);
	for (uint32_t level = 0; level < m->lex->level_count; level++) {
		open_queues(m);
		for (uint32_t i = 1; i < m->queue_count; i++) {
			struct queue *q = &m->queues[i];
			pattern_places places = m->occurrences.found[i].places;

			for (; q->next < q->end &&
			     tries[q->next].level == level; q->next++)
				try(m, &tries[q->next], places);
		}
	}
}

static void find_in_sentence(struct moves *m, uint32_t first, uint32_t last)
{
	while (last - first > PATTERN_ITEMS) {
		find_in_piece(m, first, first + PATTERN_ITEMS);
		first += PIECE_STEP;
	}
	find_in_piece(m, first, last);
}

/* Every phrase stays within its sentence. */
static void find_phrases(struct moves *m)
{
	const struct words *words = m->words;
	uint32_t first = 0;

	for (uint32_t i = 1; i <= words->count; i++) {
		if (i < words->count && words->items[i].number != WORD_BEGIN)
			continue;
		find_in_sentence(m, first, i);
		first = i;
	}
}

/* Two words in capitals side by side, or a sentence with !! behind it. */
static void find_computed(struct moves *m)
{
	const struct word *w = m->words->items;
	uint32_t capitals = 0, loud = 0, begin = 0;

	for (uint32_t i = 0; i < m->words->count; i++) {
		if (w[i].flags & WORDS_CAPITALS) {
			if (!capitals)
				loud = i;
			/* DON'T is two words here and one on the page. */
			capitals += !capitals || w[i].start != w[i - 1].start;
			continue;
		}
		if (capitals >= 2)
			add_span(m, &m->spans, MOVES_SHOUT, loud, i);
		capitals = 0;
		if (w[i].number == WORD_BEGIN)
			begin = i;
		else if (w[i].number == WORD_ASKS)
			add_span(m, &m->spans, MOVES_QUESTION, begin, i);
		else if (w[i].number == WORD_END && w[i].flags & WORDS_LOUD)
			add_span(m, &m->spans, MOVES_SHOUT, begin, i);
	}
}

/* Notes where each move begins among the spans, and which there are. */
static void index_moves(struct moves *m)
{
	size_t at = 0;

	memset(&m->present, 0, sizeof(m->present));
	for (unsigned move = 0; move <= m->lex->move_count; move++) {
		while (at < m->spans.count && m->spans.items[at].move < move)
			at++;
		m->firsts[move] = (uint32_t)at;
	}
	for (at = 0; at < m->spans.count; at++)
		move_bits_set(&m->present, m->spans.items[at].move);
}

void moves_settle(struct moves *m)
{
	spans_settle(&m->spans, &m->excepts, m->lex, m->words);
	index_moves(m);
}

void moves_find(struct moves *m, const struct words *words)
{
	m->words = words;
	m->spans.count = 0;
	m->excepts.count = 0;
	find_phrases(m);
	find_computed(m);
	moves_settle(m);
}

void moves_add(struct moves *m, unsigned move, uint32_t first, uint32_t last)
{
	add_span(m, &m->spans, move, first, last);
}

void moves_except(struct moves *m, unsigned move, uint32_t first,
		  uint32_t last)
{
	add_span(m, &m->excepts, move, first, last);
}

const struct span *moves_of(const struct moves *m, unsigned move, size_t *count)
{
	*count = m->firsts[move + 1] - m->firsts[move];
	return m->spans.items + m->firsts[move];
}

bool moves_has(const struct moves *m, unsigned move)
{
	return m->firsts[move + 1] > m->firsts[move];
}

const struct span *moves_all(const struct moves *m, size_t *count)
{
	*count = m->spans.count;
	return m->spans.items;
}

const struct move_bits *moves_present(const struct moves *m)
{
	return &m->present;
}
