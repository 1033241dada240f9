#ifndef COACH_AUTOMATON_H
#define COACH_AUTOMATON_H

#include <stddef.h>
#include <stdint.h>

#include "coach/lexicon.h"

/*
 * automaton: the Aho-Corasick machine of a lexicon while it is being built.
 * Its letters are word numbers, its patterns are parts.
 */
struct automaton {
	struct lexicon_state *states;
	uint32_t *parents;	/* by state, as are the next two */
	uint32_t *words;
	uint32_t *depths;
	size_t count, capacity;
	struct lexicon_edge *edges;
	size_t edge_count;
	uint32_t edge_mask;
	uint32_t *root;		/* made by automaton_close() */
};

void automaton_init(struct automaton *automaton);
void automaton_release(struct automaton *automaton);

/* The state in which `count` words end; made where it is missing. */
uint32_t automaton_path(struct automaton *automaton, const uint16_t *words,
			size_t count);

/* Sets fail and next of every state and the root table of `word_count`. */
void automaton_close(struct automaton *automaton, size_t word_count);

#endif
