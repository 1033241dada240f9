#include "coach/moves.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coach/lexicon.h"
#include "coach/spans.h"
#include "coach/words.h"

/* Computed moves, in the order in which the builder numbers them. */
enum { MOVES_QUESTION, MOVES_SHOUT };

/*
 * Where something ended. All that ended in a sentence stand in one ring, and
 * what ended in the same way (at one join, or as one list) is chained, latest
 * first. What has left the ring is out of every reach but in a sentence of
 * thousands of words.
 */
#define EXTENTS_KEPT 65536u

struct extent {
	uint32_t start, end;	/* words */
	uint32_t at;		/* word at which it was found; end is behind it */
	uint32_t older;		/* number of the extent before it, 0: none */
};

/* The latest extent of a chain, where the chain is of this sentence. */
struct chain {
	uint32_t epoch;
	uint32_t latest;
};

struct moves {
	const struct lexicon *lex;
	const struct words *words;
	struct chain *ended;	/* by slot */
	struct chain *fired;	/* by part: lists only */
	struct extent *extents;	/* by number, modulo EXTENTS_KEPT */
	uint32_t extent_count;	/* in this sentence; numbers begin at 1 */
	uint32_t ahead;		/* how far ends were behind `now` so far */
	uint32_t now;		/* the word that is being read */
	uint32_t epoch;
	unsigned depth;		/* lists within lists */
	struct spans spans;
	struct spans excepts;
	uint32_t firsts[LEXICON_MOVES_MAX + 1];
	struct move_bits present;
};

/* Lists refer to lists; a cycle in a person's own files must end. */
#define DEPTH_MAX 16

struct moves *moves_new(const struct lexicon *lex)
{
	struct moves *m = mem_array(1, sizeof(*m));

	m->lex = lex;
	m->ended = mem_array((size_t)lex->slot_count + 1, sizeof(*m->ended));
	m->fired = mem_array((size_t)lex->part_count + 1, sizeof(*m->fired));
	m->extents = mem_array(EXTENTS_KEPT, sizeof(*m->extents));
	return m;
}

void moves_free(struct moves *m)
{
	if (!m)
		return;
	free(m->ended);
	free(m->fired);
	free(m->extents);
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

/* Adds what `out` says of words [first, last), without the marks among them. */
static void add_span(struct moves *m, const struct lexicon_out *out,
		     uint32_t first, uint32_t last)
{
	const struct word *words = m->words->items;

	while (first < last && words[first].flags & WORDS_MARK)
		first++;
	while (last > first && words[last - 1].flags & WORDS_MARK)
		last--;
	if (first == last)
		return;
	spans_add(out->except ? &m->excepts : &m->spans, &(struct span){
		words[first].start, words[last - 1].end, first, last,
		words[first].sentence, out->move
	});
}

static const struct extent *extent(const struct moves *m, uint32_t number)
{
	if (!number || m->extent_count - number >= EXTENTS_KEPT)
		return NULL;
	return &m->extents[number % EXTENTS_KEPT];
}

/* Adds to a chain; false where the same was added at this word already. */
static bool remember(struct moves *m, struct chain *chain, uint32_t start,
		     uint32_t end)
{
	uint32_t older = chain->epoch == m->epoch ? chain->latest : 0;
	const struct extent *e = extent(m, older);

	for (; e && e->at == m->now; e = extent(m, e->older))
		if (e->start == start && e->end == end)
			return false;
	chain->epoch = m->epoch;
	chain->latest = ++m->extent_count;
	m->extents[chain->latest % EXTENTS_KEPT] = (struct extent){
		start, end, m->now, older
	};
	if (end - m->now > m->ahead)
		m->ahead = end - m->now;
	return true;
}

/* Words between two places of a sentence; its question mark is none. */
static uint32_t words_between(const struct moves *m, uint32_t end,
			      uint32_t first)
{
	return first - end - (first > end && m->words->items[first - 1].number ==
			      WORD_ASKS);
}

static void fire(struct moves *m, uint32_t part, uint32_t first, uint32_t last);

/* Fires a list with each number of words that it may take at its edges. */
static void fire_list(struct moves *m, const struct lexicon_out *out,
		      uint32_t first, uint32_t last)
{
	if (m->depth == DEPTH_MAX)
		return;
	m->depth++;
	for (unsigned before = out->lead_min; before <= out->lead_max; before++) {
		uint32_t from = first;

		if (!lead(m, &from, before, before))
			break;
		for (unsigned behind = out->trail_min; behind <= out->trail_max;
		     behind++) {
			uint32_t to = last;

			if (!trail(m, &to, behind, behind))
				break;
			fire(m, out->fires - 1, from, to);
		}
	}
	m->depth--;
}

/* A join stands at [first, last): what waits for it, and lists it is of. */
static void pass_on(struct moves *m, const struct lexicon_join *join,
		    uint32_t first, uint32_t last)
{
	const struct lexicon_out *out = &m->lex->outs[join->outs.first];

	if (join->slot && !remember(m, &m->ended[join->slot], first, last))
		return;
	for (uint32_t i = 0; i < join->outs.count; i++, out++)
		if (out->fires)
			fire_list(m, out, first, last);
}

/* The spans of a join, with as many words at their edges as there are. */
static void show(struct moves *m, const struct lexicon_join *join,
		 uint32_t first, uint32_t last)
{
	const struct lexicon_out *out = &m->lex->outs[join->outs.first];

	for (uint32_t i = 0; i < join->outs.count; i++, out++) {
		uint32_t from = first, to = last;

		if (out->move != MOVE_NONE &&
		    m->lex->moves[out->move].kind != MOVE_LIST &&
		    lead(m, &from, out->lead_min, out->lead_max) &&
		    trail(m, &to, out->trail_min, out->trail_max))
			add_span(m, out, from, to);
	}
}

/*
 * A join whose part stands at [first, last): goes on from each place where
 * its parent ended within reach. The span begins at the latest start: the
 * shortest way to say it.
 */
static void follow(struct moves *m, const struct lexicon_join *join,
		   uint32_t first, uint32_t last)
{
	uint32_t number = m->ended[join->parent].latest, start = 0;
	bool reached = false;
	const struct extent *e;

	for (; (e = extent(m, number)); number = e->older) {
		uint32_t gap;

		if (e->at + m->ahead + join->gap_max + 1 < first)
			break;
		if (e->end > first)
			continue;
		gap = words_between(m, e->end, first);
		if (gap < join->gap_min || gap > join->gap_max)
			continue;
		pass_on(m, join, e->start, last);
		if (!reached || e->start > start)
			start = e->start;
		reached = true;
	}
	if (reached)
		show(m, join, start, last);
}

/* `part` stands at words [first, last): go through the joins that want it. */
static void fire(struct moves *m, uint32_t part, uint32_t first, uint32_t last)
{
	const struct lexicon_range *range = &m->lex->part_joins[part];
	const struct lexicon_join *join = &m->lex->joins[range->first];

	if (!m->lex->part_words[part] &&
	    !remember(m, &m->fired[part], first, last))
		return;
	for (uint32_t i = 0; i < range->count; i++, join++) {
		if (!join->parent) {
			pass_on(m, join, first, last);
			show(m, join, first, last);
		} else if (m->ended[join->parent].epoch == m->epoch) {
			follow(m, join, first, last);
		}
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
			m->extent_count = 0;
			m->ahead = 1;
		}
		m->now = i;
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
	walk(m);
	find_computed(m);
	moves_settle(m);
}

void moves_add(struct moves *m, unsigned move, uint32_t first, uint32_t last)
{
	const struct lexicon_out out = { .move = (uint16_t)move };

	add_span(m, &out, first, last);
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
