#include "coach/moves.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coach/lexicon.h"
#include "coach/words.h"

/* Computed moves, in the order in which the builder numbers them. */
enum { MOVES_QUESTION, MOVES_SHOUT };

/* The latest ends of a join that has children. */
#define ENDS_KEPT 8

struct ends {
	uint32_t count;		/* ever in this sentence; the last 8 are kept */
	struct {
		uint32_t start, end;
	} kept[ENDS_KEPT];
};

struct moves {
	const struct lexicon *lex;
	const struct words *words;
	struct ends *ends;	/* by slot */
	uint32_t *epochs;	/* by slot: the sentence that its ends are of;
				   apart from them, since most joins look no
				   further and this much stays in the cache */
	uint32_t epoch;
	unsigned depth;		/* lists within lists */
	struct span *spans;
	size_t count, capacity;
	struct span *excepts;
	size_t except_count, except_capacity;
	uint32_t firsts[LEXICON_MOVES_MAX + 1];
	struct move_bits present;
};

/* Lists refer to lists; a cycle in a person's own files must end. */
#define DEPTH_MAX 16

struct moves *moves_new(const struct lexicon *lex)
{
	struct moves *m = mem_array(1, sizeof(*m));

	m->lex = lex;
	m->ends = mem_array((size_t)lex->slot_count + 1, sizeof(*m->ends));
	m->epochs = mem_array((size_t)lex->slot_count + 1,
			      sizeof(*m->epochs));
	return m;
}

void moves_free(struct moves *m)
{
	if (!m)
		return;
	free(m->ends);
	free(m->epochs);
	free(m->spans);
	free(m->excepts);
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

static void add_span(struct moves *m, const struct lexicon_out *out,
		     uint32_t first, uint32_t last)
{
	const struct word *words = m->words->items;
	struct span span = { .first = first, .last = last, .move = out->move };

	while (first < last && words[first].flags & WORDS_MARK)
		first++;
	while (last > first && words[last - 1].flags & WORDS_MARK)
		last--;
	if (first == last)
		return;
	span.start = words[first].start;
	span.end = words[last - 1].end;
	span.sentence = words[first].sentence;
	if (out->except) {
		if (m->except_count == m->except_capacity)
			m->excepts = mem_grow(m->excepts, &m->except_capacity,
					      sizeof(*m->excepts));
		m->excepts[m->except_count++] = span;
		return;
	}
	if (m->count == m->capacity)
		m->spans = mem_grow(m->spans, &m->capacity, sizeof(*m->spans));
	m->spans[m->count++] = span;
}

/* The latest start of the parent that ends within reach of `first`. */
static bool reached(const struct moves *m, const struct lexicon_join *join,
		    uint32_t first, uint32_t *start)
{
	const struct ends *ends = &m->ends[join->parent];
	uint32_t n = ends->count < ENDS_KEPT ? ends->count : ENDS_KEPT;

	for (uint32_t i = 1; i <= n; i++) {
		uint32_t k = (ends->count - i) % ENDS_KEPT;
		uint32_t end = ends->kept[k].end;

		if (end <= first && first - end >= join->gap_min &&
		    first - end <= join->gap_max) {
			*start = ends->kept[k].start;
			return true;
		}
	}
	return false;
}

static void keep_end(struct moves *m, const struct lexicon_join *join,
		     uint32_t first, uint32_t last)
{
	struct ends *ends = &m->ends[join->slot];

	if (m->epochs[join->slot] != m->epoch) {
		m->epochs[join->slot] = m->epoch;
		ends->count = 0;
	}
	ends->kept[ends->count % ENDS_KEPT].start = first;
	ends->kept[ends->count % ENDS_KEPT].end = last;
	ends->count++;
}

static void fire(struct moves *m, uint32_t part, uint32_t first, uint32_t last);

static void complete(struct moves *m, const struct lexicon_join *join,
		     uint32_t first, uint32_t last)
{
	if (join->slot)
		keep_end(m, join, first, last);
	for (uint32_t i = 0; i < join->outs.count; i++) {
		const struct lexicon_out *out =
			&m->lex->outs[join->outs.first + i];
		uint32_t from = first, to = last;

		if (out->lead_max && !lead(m, &from, out->lead_min, out->lead_max))
			continue;
		if (out->trail_max && !trail(m, &to, out->trail_min, out->trail_max))
			continue;
		if (out->move != MOVE_NONE &&
		    m->lex->moves[out->move].kind != MOVE_LIST)
			add_span(m, out, from, to);
		if (out->fires && m->depth < DEPTH_MAX) {
			m->depth++;
			fire(m, out->fires - 1, from, to);
			m->depth--;
		}
	}
}

/* `part` stands at words [first, last): go through the joins that want it. */
static void fire(struct moves *m, uint32_t part, uint32_t first, uint32_t last)
{
	const struct lexicon_range *range = &m->lex->part_joins[part];
	const struct lexicon_join *join = &m->lex->joins[range->first];

	for (uint32_t i = 0; i < range->count; i++, join++) {
		uint32_t start = first;

		if (join->parent && (m->epochs[join->parent] != m->epoch ||
				     !reached(m, join, first, &start)))
			continue;
		complete(m, join, start, last);
	}
}

static void walk(struct moves *m)
{
	const struct lexicon *lex = m->lex;
	uint32_t state = 0;

	for (uint32_t i = 0; i < m->words->count; i++) {
		uint32_t number = m->words->items[i].number;

		if (number == WORD_BEGIN) {
			state = 0;
			m->epoch++;
		}
		state = lexicon_step(lex, state, number);
		for (uint32_t s = lex->states[state].part ? state :
			     lex->states[state].next;
		     s; s = lex->states[s].next) {
			uint32_t part = lex->states[s].part - 1;

			fire(m, part, i + 1 - lex->part_words[part], i + 1);
		}
	}
}

/* Two words in capitals side by side, or a sentence with !! behind it. */
static void find_computed(struct moves *m)
{
	static const struct lexicon_out shout = { .move = MOVES_SHOUT };
	static const struct lexicon_out question = { .move = MOVES_QUESTION };
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
			add_span(m, &shout, loud, i);
		capitals = 0;
		if (w[i].number == WORD_BEGIN)
			begin = i;
		else if (w[i].number == WORD_ASKS)
			add_span(m, &question, begin, i);
		else if (w[i].number == WORD_END && w[i].flags & WORDS_LOUD)
			add_span(m, &shout, begin, i);
	}
}

static int by_move(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->move != y->move)
		return x->move < y->move ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->last > y->last ? -1 : x->last < y->last;
}

static bool dropped(const struct moves *m, const struct span *span)
{
	for (size_t i = 0; i < m->except_count; i++) {
		const struct span *e = &m->excepts[i];

		if (e->move == span->move && e->start < span->end &&
		    span->start < e->end)
			return true;
	}
	if (m->lex->moves[span->move].kind == MOVE_SAFETY)
		return false;
	for (uint32_t i = span->first; i < span->last; i++)
		if (m->words->items[i].flags & WORDS_QUOTED)
			return true;
	return false;
}

/* Sorted spans: drops, joins those that overlap, and marks where moves begin. */
static void settle(struct moves *m)
{
	size_t n = 0, at = 0;

	if (m->count > 1)
		qsort(m->spans, m->count, sizeof(*m->spans), by_move);
	for (size_t i = 0; i < m->count; i++) {
		struct span *span = &m->spans[i];
		struct span *before = n ? &m->spans[n - 1] : NULL;

		if (dropped(m, span))
			continue;
		if (before && before->move == span->move &&
		    span->start < before->end) {
			if (span->end > before->end) {
				before->end = span->end;
				before->last = span->last;
			}
			continue;
		}
		m->spans[n++] = *span;
	}
	m->count = n;
	memset(&m->present, 0, sizeof(m->present));
	for (unsigned move = 0; move <= m->lex->move_count; move++) {
		while (at < n && m->spans[at].move < move)
			at++;
		m->firsts[move] = (uint32_t)at;
		if (at < n && m->spans[at].move == move)
			move_bits_set(&m->present, move);
	}
}

void moves_find(struct moves *m, const struct words *words)
{
	m->words = words;
	m->count = 0;
	m->except_count = 0;
	walk(m);
	find_computed(m);
	settle(m);
}

const struct span *moves_of(const struct moves *m, unsigned move, size_t *count)
{
	*count = m->firsts[move + 1] - m->firsts[move];
	return m->spans + m->firsts[move];
}

bool moves_has(const struct moves *m, unsigned move)
{
	return m->firsts[move + 1] > m->firsts[move];
}

const struct span *moves_all(const struct moves *m, size_t *count)
{
	*count = m->count;
	return m->spans;
}

const struct move_bits *moves_present(const struct moves *m)
{
	return &m->present;
}
