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

int lexicon_move(const struct lexicon *lex, const char *name)
{
	for (uint32_t i = 0; i < lex->move_count; i++)
		if (!strcmp(lex->moves[i].name, name))
			return (int)i;
	return -1;
}
