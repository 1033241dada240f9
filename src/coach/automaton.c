#include "coach/automaton.h"

#include <stdlib.h>

#include "base/mem.h"

#define EDGES_AT_FIRST 4096

static void append(struct automaton *a, uint32_t parent, uint32_t word)
{
	if (a->count == a->capacity) {
		size_t capacity = a->capacity;

		a->states = mem_grow(a->states, &a->capacity,
				     sizeof(*a->states));
		a->parents = mem_grow(a->parents, &capacity,
				      sizeof(*a->parents));
		a->words = mem_resize(a->words, capacity, sizeof(*a->words));
		a->depths = mem_resize(a->depths, capacity,
				       sizeof(*a->depths));
	}
	a->states[a->count] = (struct lexicon_state){ 0 };
	a->parents[a->count] = parent;
	a->words[a->count] = word;
	a->depths[a->count] = a->count ? a->depths[parent] + 1 : 0;
	a->count++;
}

void automaton_init(struct automaton *a)
{
	*a = (struct automaton){ 0 };
	a->edge_mask = EDGES_AT_FIRST - 1;
	a->edges = mem_array(EDGES_AT_FIRST, sizeof(*a->edges));
	append(a, 0, 0);
}

void automaton_release(struct automaton *a)
{
	free(a->states);
	free(a->parents);
	free(a->words);
	free(a->depths);
	free(a->edges);
	free(a->root);
	*a = (struct automaton){ 0 };
}

/* The slot of an edge: the edge itself, or the empty slot where it belongs. */
static struct lexicon_edge *slot(struct automaton *a, uint32_t from,
				 uint32_t word)
{
	uint32_t at = lexicon_edge_hash(from, word) & a->edge_mask;

	while (a->edges[at].to &&
	       (a->edges[at].from != from || a->edges[at].word != word))
		at = (at + 1) & a->edge_mask;
	return &a->edges[at];
}

static void add_edge(struct automaton *a, uint32_t from, uint32_t word,
		     uint32_t to)
{
	if (++a->edge_count * 2 > a->edge_mask) {
		struct lexicon_edge *old = a->edges;
		uint32_t size = a->edge_mask + 1;

		a->edge_mask = size * 2 - 1;
		a->edges = mem_array((size_t)size * 2, sizeof(*a->edges));
		for (uint32_t i = 0; i < size; i++)
			if (old[i].to)
				*slot(a, old[i].from, old[i].word) = old[i];
		free(old);
	}
	*slot(a, from, word) = (struct lexicon_edge){ from, to, word };
}

uint32_t automaton_path(struct automaton *a, const uint16_t *words,
			size_t count)
{
	uint32_t state = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t to = slot(a, state, words[i])->to;

		if (!to) {
			to = (uint32_t)a->count;
			append(a, state, words[i]);
			add_edge(a, state, words[i], to);
		}
		state = to;
	}
	return state;
}

/* State numbers by depth, so that a fail target is closed before its users. */
static uint32_t *by_depth(const struct automaton *a)
{
	uint32_t *order = mem_array(a->count, sizeof(*order));
	uint32_t *starts;
	uint32_t deepest = 0;

	for (size_t i = 0; i < a->count; i++)
		if (a->depths[i] > deepest)
			deepest = a->depths[i];
	starts = mem_array((size_t)deepest + 2, sizeof(*starts));
	for (size_t i = 0; i < a->count; i++)
		starts[a->depths[i] + 1]++;
	for (uint32_t d = 0; d < deepest; d++)
		starts[d + 1] += starts[d];
	for (uint32_t i = 0; i < a->count; i++)
		order[starts[a->depths[i]]++] = i;
	free(starts);
	return order;
}

static uint32_t fail_of(struct automaton *a, uint32_t state)
{
	uint32_t at = a->parents[state];

	if (!at)
		return 0;
	do {
		uint32_t to;

		at = a->states[at].fail;
		to = slot(a, at, a->words[state])->to;
		if (to)
			return to;
	} while (at);
	return 0;
}

void automaton_close(struct automaton *a, size_t word_count)
{
	uint32_t *order = by_depth(a);

	for (size_t i = 1; i < a->count; i++) {
		uint32_t state = order[i];
		uint32_t fail = fail_of(a, state);

		a->states[state].fail = fail;
		a->states[state].next = a->states[fail].part ?
			fail : a->states[fail].next;
	}
	free(order);
	a->root = mem_array(word_count, sizeof(*a->root));
	for (uint32_t word = 1; word < word_count; word++)
		a->root[word] = slot(a, 0, word)->to;
}
