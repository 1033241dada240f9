/*
 * Long, since the walk and what it keeps from word to word (places, extents and
 * chains) are one invariant, and each function here reads or writes it.
 */

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
 * Where slots were reached, in one ring for the sentence. An extent is in the
 * chain of its end, and one of a slot with loose joins in that of its slot
 * too. What has left the ring is out of reach but in a sentence of thousands
 * of words.
 */
#define EXTENTS_KEPT 65536u

struct extent {
	uint32_t slot;
	uint32_t start, end;	/* words */
	uint32_t at;		/* word at which it was found; end is behind it */
	uint32_t beside;	/* number of the next one with this end, 0: none */
	uint32_t older;		/* ... of this slot, likewise */
	uint64_t wanted;	/* the lists that its slot waits for, as bits */
};

#define PART_WORDS (LEXICON_PART_BITS / 64)

/* What ended before a word, and the lists that it waits for. */
struct place {
	uint64_t wanted[PART_WORDS];
	uint32_t word;		/* which one, of which sentence: */
	uint32_t epoch;		/* another where it is stale */
	uint32_t latest;	/* extent */
};

/* Words for which places are kept: more than any phrase spans. */
#define PLACES_KEPT 256u

/* The latest extent of a slot or list, where it is of this sentence. */
struct chain {
	uint32_t epoch;
	uint32_t latest;
};

struct moves {
	const struct lexicon *lex;
	const struct words *words;
	struct place places[PLACES_KEPT];
	uint64_t *wanted;	/* by part: whether a loose join waits for it */
	struct chain *ended;	/* by slot: those with loose joins */
	struct chain *fired;	/* by part: lists only */
	uint32_t *loose;	/* slots with loose joins that were reached */
	size_t loose_count, loose_capacity;
	struct extent *extents;	/* by number, modulo EXTENTS_KEPT */
	uint32_t extent_count;	/* in this sentence; numbers begin at 1 */
	uint32_t ahead;		/* how far ends were behind `now` so far */
	uint32_t now;		/* the word that is being read */
	uint32_t epoch;
	struct spans spans;
	struct spans excepts;
	uint32_t firsts[LEXICON_MOVES_MAX + 1];
	struct move_bits present;
};

struct moves *moves_new(const struct lexicon *lex)
{
	struct moves *m = mem_array(1, sizeof(*m));

	m->lex = lex;
	m->ended = mem_array((size_t)lex->slot_count + 1, sizeof(*m->ended));
	m->fired = mem_array((size_t)lex->part_count + 1, sizeof(*m->fired));
	m->wanted = mem_array(lex->part_count / 64 + 1, sizeof(*m->wanted));
	m->extents = mem_array(EXTENTS_KEPT, sizeof(*m->extents));
	return m;
}

void moves_free(struct moves *m)
{
	if (!m)
		return;
	free(m->ended);
	free(m->fired);
	free(m->loose);
	free(m->wanted);
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

static bool has_bit(const uint64_t *set, uint32_t bit)
{
	return set[bit / 64] >> (bit % 64) & 1;
}

/*
 * Adds the lists among `count` joins that can begin with the word of a place
 * to what is wanted there; the same as 64 bits.
 */
static uint64_t add_lists(const struct moves *m, struct place *place,
			  uint32_t first, uint32_t count)
{
	const uint32_t *parts = m->lex->join_parts + first;
	uint32_t word = m->words->items[place->word].number;
	uint64_t all = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t set = m->lex->part_firsts[parts[i]], bit;

		if (!set || !lexicon_is_first(m->lex, set, word))
			continue;
		bit = lexicon_part_bit(parts[i]);
		place->wanted[bit / 64] |= (uint64_t)1 << (bit % 64);
		all |= (uint64_t)1 << (bit % 64);
	}
	return all;
}

/* Notes the parts that the loose joins of a slot wait for, or forgets them. */
static void mark_loose(struct moves *m, uint32_t slot, bool wanted)
{
	const struct lexicon_slot *after = &m->lex->slots_after[slot];
	const uint32_t *parts = m->lex->join_parts + after->first + after->tight;

	for (uint32_t i = 0; i < after->loose; i++) {
		uint64_t bit = (uint64_t)1 << (parts[i] % 64);

		if (wanted)
			m->wanted[parts[i] / 64] |= bit;
		else
			m->wanted[parts[i] / 64] &= ~bit;
	}
}

/* The place before `word`; NULL where nothing ended there. */
static const struct place *place_of(const struct moves *m, uint32_t word)
{
	const struct place *place = &m->places[word % PLACES_KEPT];

	return place->word == word && place->epoch == m->epoch ? place : NULL;
}

static struct extent *add_extent(struct moves *m, uint32_t slot,
				 uint32_t start, uint32_t end)
{
	struct extent *e = &m->extents[++m->extent_count % EXTENTS_KEPT];

	*e = (struct extent){ slot, start, end, m->now, 0, 0, 0 };
	if (end - m->now > m->ahead)
		m->ahead = end - m->now;
	return e;
}

static struct place *open_place(struct moves *m, uint32_t word)
{
	struct place *place = &m->places[word % PLACES_KEPT];

	if (place->word == word && place->epoch == m->epoch)
		return place;
	memset(place->wanted, 0, sizeof(place->wanted));
	place->word = word;
	place->epoch = m->epoch;
	place->latest = 0;
	return place;
}

/* A list stands at [start, end); false where that was known at this word. */
static bool remember_list(struct moves *m, uint32_t part, uint32_t start,
			  uint32_t end)
{
	struct chain *chain = &m->fired[part];
	uint32_t older = chain->epoch == m->epoch ? chain->latest : 0;
	const struct extent *e = extent(m, older);

	for (; e && e->at == m->now; e = extent(m, e->older))
		if (e->start == start && e->end == end)
			return false;
	add_extent(m, 0, start, end)->older = older;
	*chain = (struct chain){ m->epoch, m->extent_count };
	return true;
}

/* Whether the word behind `end` can go on with a slot at once. */
static bool leads_on(const struct moves *m, const struct lexicon_slot *after,
		     uint32_t end)
{
	return after->tight_firsts && end < m->words->count &&
	       lexicon_is_first(m->lex, after->tight_firsts,
				m->words->items[end].number);
}

/*
 * Whether a word in reach can go on with a slot behind a gap. What it may
 * begin is wanted at its place from now on.
 */
static bool leads_far(struct moves *m, const struct lexicon_slot *after,
		      uint32_t end)
{
	const struct word *words = m->words->items;
	size_t last = end + after->reach + 2;	/* a question mark is no word */
	bool leads = false;

	if (!after->loose_firsts)
		return false;
	if (last > m->words->count)
		last = m->words->count;
	for (; end < last && words[end].number != WORD_BEGIN; end++) {
		if (!lexicon_is_first(m->lex, after->loose_firsts,
				      words[end].number))
			continue;
		leads = true;
		add_lists(m, open_place(m, end), after->first + after->tight,
			  after->loose);
	}
	return leads;
}

/* A slot was reached by [start, end); false where that was known. */
static bool reach_slot(struct moves *m, uint32_t slot, uint32_t start,
		       uint32_t end)
{
	const struct lexicon_slot *after = &m->lex->slots_after[slot];
	bool on = leads_on(m, after, end), far = leads_far(m, after, end);
	const struct extent *known;
	struct place *place;
	struct chain *chain;
	struct extent *e;

	if (!on && !far)
		return true;
	place = open_place(m, end);
	known = extent(m, place->latest);
	for (; known; known = extent(m, known->beside))
		if (known->slot == slot && known->start == start)
			return false;
	e = add_extent(m, slot, start, end);
	e->beside = place->latest;
	place->latest = m->extent_count;
	e->wanted = on ? add_lists(m, place, after->first, after->lists) : 0;
	if (!far)
		return true;
	chain = &m->ended[slot];
	if (chain->epoch == m->epoch) {
		e->older = chain->latest;
	} else {
		if (m->loose_count == m->loose_capacity)
			m->loose = mem_grow(m->loose, &m->loose_capacity,
					    sizeof(*m->loose));
		m->loose[m->loose_count++] = slot;
		mark_loose(m, slot, true);
	}
	*chain = (struct chain){ m->epoch, m->extent_count };
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

/* Whether anything could come of `part` where it begins at `first`. */
static bool is_wanted(const struct moves *m, uint32_t part, uint32_t first)
{
	const struct place *place = place_of(m, first);
	uint32_t bit = lexicon_part_bit(part);

	return place && has_bit(place->wanted, bit);
}

/* Whether something may wait at a place for some part of a set. */
static bool is_awaited(const struct moves *m, uint32_t set,
		       const struct place *place)
{
	const uint64_t *parts = m->lex->part_sets + (size_t)set * PART_WORDS;
	uint64_t both = 0;

	if (!place || !set)
		return place != NULL;
	for (size_t i = 0; i < PART_WORDS; i++)
		both |= parts[i] & place->wanted[i];
	return both != 0;
}

/* Fires a list with each number of words that it may take at its edges. */
static void fire_list(struct moves *m, const struct lexicon_out *out,
		      uint32_t first, uint32_t last)
{
	for (unsigned before = out->lead_min; before <= out->lead_max; before++) {
		uint32_t from = first;

		if (!lead(m, &from, before, before))
			break;
		if (!out->opens && !is_wanted(m, out->fires - 1, from))
			continue;
		for (unsigned behind = out->trail_min; behind <= out->trail_max;
		     behind++) {
			uint32_t to = last;

			if (!trail(m, &to, behind, behind))
				break;
			fire(m, out->fires - 1, from, to);
		}
	}
}

/* A join stands at [first, last): what waits for it, and lists it is of. */
static void pass_on(struct moves *m, const struct lexicon_join *join,
		    uint32_t first, uint32_t last)
{
	const struct lexicon_out *out = &m->lex->outs[join->outs.first];
	const struct lexicon_out *opens = out + join->opens;
	const struct lexicon_out *end = out + join->outs.count;
	const struct place *place = place_of(m, first);

	if (join->slot && !reach_slot(m, join->slot, first, last))
		return;
	for (; out < opens; out++)
		if (out->fires && (out->opens || out->lead_max ||
				   is_wanted(m, out->fires - 1, first)))
			fire_list(m, out, first, last);
	/* Where nothing waits, only what begins phrases is of use. */
	if (out == end || !is_awaited(m, join->fires, place))
		return;
	for (; out < end; out++)
		if (out->fires && has_bit(place->wanted,
					  lexicon_part_bit(out->fires - 1)))
			fire_list(m, out, first, last);
}

/* The spans of a join, with as many words at their edges as there are. */
static void show(struct moves *m, const struct lexicon_join *join,
		 uint32_t first, uint32_t last)
{
	const struct lexicon_out *out = &m->lex->outs[join->outs.first];

	for (uint32_t i = 0; i < join->shows; i++, out++) {
		uint32_t from = first, to = last;

		if (lead(m, &from, out->lead_min, out->lead_max) &&
		    trail(m, &to, out->trail_min, out->trail_max))
			add_span(m, out, from, to);
	}
}

/* The first join for `part` (or a later one) among `count` from `first`. */
static uint32_t find_join(const struct moves *m, uint32_t first,
			  uint32_t count, uint32_t part)
{
	const uint32_t *parts = m->lex->join_parts + first;

	while (count > 1) {
		uint32_t half = count / 2;

		if (parts[half - 1] < part)
			parts += half;
		count -= half;
	}
	if (count && *parts < part)
		parts++;
	return (uint32_t)(parts - m->lex->join_parts);
}

/* True where no extent of the same slot and end starts later. */
static bool is_shortest(const struct moves *m, const struct place *place,
			const struct extent *e)
{
	const struct extent *other = extent(m, place->latest);

	for (; other; other = extent(m, other->beside))
		if (other->slot == e->slot && other->start > e->start)
			return false;
	return true;
}

/*
 * Goes on with `part` at [first, last) from every slot that was reached just
 * before. A span begins at the latest start: the shortest way to say it.
 */
static void follow_tight(struct moves *m, uint32_t part, uint32_t first,
			 uint32_t last)
{
	const struct place *place = place_of(m, first);
	const struct extent *e = extent(m, place->latest);
	bool list = !m->lex->part_words[part];

	for (; e; e = extent(m, e->beside)) {
		const struct lexicon_slot *after;
		const struct lexicon_join *join;
		uint32_t at, end;

		if (list && !(e->wanted >> lexicon_part_bit(part) % 64 & 1))
			continue;
		after = &m->lex->slots_after[e->slot];
		at = after->first + (list ? 0 : after->lists);
		end = after->first + (list ? after->lists : after->tight);
		at = find_join(m, at, end - at, part);
		join = &m->lex->joins[at];
		if (at == end || m->lex->join_parts[at] != part)
			continue;
		pass_on(m, join, e->start, last);
		if (join->shows && is_shortest(m, place, e))
			show(m, join, e->start, last);
	}
}

/* The same for one loose join of a slot, from wherever it is in reach. */
static void follow_from(struct moves *m, uint32_t slot,
			const struct lexicon_join *join, uint32_t first,
			uint32_t last)
{
	uint32_t number = m->ended[slot].latest, start = 0;
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

static void follow_loose(struct moves *m, uint32_t part, uint32_t first,
			 uint32_t last)
{
	for (size_t i = 0; i < m->loose_count; i++) {
		uint32_t slot = m->loose[i];
		const struct lexicon_slot *after = &m->lex->slots_after[slot];
		uint32_t end = after->first + after->tight + after->loose;
		uint32_t at = find_join(m, after->first + after->tight,
					after->loose, part);

		for (; at < end && m->lex->join_parts[at] == part; at++)
			follow_from(m, slot, &m->lex->joins[at], first, last);
	}
}

/* Whether a list that ends before `last` can begin any phrase there. */
static bool may_open(const struct moves *m, uint32_t part, uint32_t last)
{
	uint32_t opens = m->lex->part_opens[part];
	const struct lexicon_join *join;
	const struct lexicon_slot *after;

	if (!opens)
		return false;
	join = &m->lex->joins[opens - 1];
	after = &m->lex->slots_after[join->slot];
	return join->outs.count || after->loose || leads_on(m, after, last);
}

/* `part` stands at words [first, last): begins phrases, and goes on with them. */
static void fire(struct moves *m, uint32_t part, uint32_t first, uint32_t last)
{
	bool list = !m->lex->part_words[part];
	const struct place *place = place_of(m, first);
	bool tight = place && (!list ||
			       has_bit(place->wanted, lexicon_part_bit(part)));
	bool loose = has_bit(m->wanted, part);
	uint32_t opens = m->lex->part_opens[part];

	/* Most lists of a common word come to nothing: see that first. */
	if (list && !tight && !loose && !may_open(m, part, last))
		return;
	if (list && !remember_list(m, part, first, last))
		return;
	if (opens) {
		const struct lexicon_join *join = &m->lex->joins[opens - 1];

		pass_on(m, join, first, last);
		show(m, join, first, last);
	}
	if (tight)
		follow_tight(m, part, first, last);
	if (loose)
		follow_loose(m, part, first, last);
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
			while (m->loose_count)
				mark_loose(m, m->loose[--m->loose_count], false);
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

void moves_except(struct moves *m, unsigned move, uint32_t first,
		  uint32_t last)
{
	const struct lexicon_out out = {
		.move = (uint16_t)move, .except = true,
	};

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
