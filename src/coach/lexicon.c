#include "coach/lexicon.h"

#include <string.h>

uint32_t lexicon_word(const struct lexicon *lex, const char *text, size_t len,
		      uint32_t hash)
{
	for (uint32_t at = hash & lex->slot_mask; lex->slots[at];
	     at = (at + 1) & lex->slot_mask) {
		uint32_t number = lex->slots[at];
		const struct lexicon_word *word = &lex->words[number];

		if (word->len == len &&
		    !memcmp(lex->letters + word->text, text, len))
			return number;
	}
	return WORD_UNKNOWN;
}

static uint32_t edge(const struct lexicon *lex, uint32_t state, uint32_t word)
{
	uint32_t at = lexicon_edge_hash(state, word) & lex->edge_mask;

	for (; lex->edges[at].to; at = (at + 1) & lex->edge_mask)
		if (lex->edges[at].from == state && lex->edges[at].word == word)
			return lex->edges[at].to;
	return 0;
}

uint32_t lexicon_step(const struct lexicon *lex, uint32_t state, uint32_t word)
{
	if (word == WORD_UNKNOWN)
		return 0;
	for (; state; state = lex->states[state].fail) {
		uint32_t to = edge(lex, state, word);

		if (to)
			return to;
	}
	return lex->root[word];
}

int lexicon_move(const struct lexicon *lex, const char *name)
{
	for (uint32_t i = 0; i < lex->move_count; i++)
		if (!strcmp(lex->moves[i].name, name))
			return (int)i;
	return -1;
}
