#include "coach/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coach/pattern.h"
#include "coach/words.h"

#define SLOTS_AT_FIRST 1024

static void place(struct vocabulary *v, uint32_t hash, uint16_t number)
{
	uint32_t at = hash & v->mask;

	while (v->slots[at])
		at = (at + 1) & v->mask;
	v->slots[at] = number;
}

static uint32_t hash_of(const char *text, size_t len)
{
	uint32_t hash = LEXICON_HASH_START;

	for (size_t i = 0; i < len; i++)
		hash = lexicon_hash(hash, (unsigned char)text[i]);
	return hash;
}

/* Keeps the table at most half full, so that a miss ends soon. */
static void grow_slots(struct vocabulary *v)
{
	v->mask = v->mask * 2 + 1;
	free(v->slots);
	v->slots = mem_array((size_t)v->mask + 1, sizeof(*v->slots));
	for (size_t i = 1; i < v->count; i++) {
		const struct lexicon_word *w = &v->words[i];

		place(v, hash_of(v->letters.text + w->text, w->len),
		      (uint16_t)i);
	}
}

static uint16_t append(struct vocabulary *v, const char *text, size_t len)
{
	struct lexicon_word *word;

	if (v->count == v->capacity)
		v->words = mem_grow(v->words, &v->capacity, sizeof(*v->words));
	word = &v->words[v->count];
	*word = (struct lexicon_word){ 0 };
	word->text = (uint32_t)v->letters.len;
	word->len = (uint8_t)len;
	strbuf_add(&v->letters, text, len);
	if (v->count * 2 > v->mask)
		grow_slots(v);
	if (v->count)
		place(v, hash_of(text, len), (uint16_t)v->count);
	return (uint16_t)v->count++;
}

void vocabulary_init(struct vocabulary *v)
{
	static const char *const first[] = { "", "^", "$", "?", "<number>" };

	*v = (struct vocabulary){ .letters = STRBUF_INIT };
	v->mask = SLOTS_AT_FIRST - 1;
	v->slots = mem_array(SLOTS_AT_FIRST, sizeof(*v->slots));
	for (size_t i = 0; i < WORD_FIRST; i++)
		append(v, first[i], strlen(first[i]));
	/* Form 0 means "none", so the list starts with an unused entry. */
	v->forms = mem_grow(v->forms, &v->form_capacity, sizeof(*v->forms));
	v->forms[v->form_count++] = 0;
}

void vocabulary_release(struct vocabulary *v)
{
	strbuf_release(&v->letters);
	free(v->words);
	free(v->slots);
	free(v->forms);
	*v = (struct vocabulary){ .letters = STRBUF_INIT };
}

uint16_t vocabulary_word(struct vocabulary *v, const char *text, size_t len)
{
	struct lexicon lex = { 0 };
	char folded[LEXICON_WORD_MAX];
	uint32_t hash, number;
	size_t n;

	if (len && len <= sizeof(folded) && strchr("^$?<", *text)) {
		n = len;
		memcpy(folded, text, len);
		hash = hash_of(text, len);
	} else {
		n = words_fold(text, len, folded, &hash);
	}
	if (!n)
		return WORD_UNKNOWN;
	lex.letters = v->letters.text;
	lex.words = v->words;
	lex.slots = v->slots;
	lex.slot_mask = v->mask;
	number = lexicon_word(&lex, folded, n, hash);
	if (number || (*folded == '<') || v->count == PATTERN_WORDS)
		return (uint16_t)number;
	return append(v, folded, n);
}

void vocabulary_form(struct vocabulary *v, uint16_t word,
		     const uint16_t *others, size_t count)
{
	v->words[word].form = (uint16_t)v->form_count;
	v->words[word].form_count = (uint8_t)count;
	for (size_t i = 0; i < count; i++) {
		if (v->form_count == v->form_capacity)
			v->forms = mem_grow(v->forms, &v->form_capacity,
					    sizeof(*v->forms));
		v->forms[v->form_count++] = others[i];
	}
}
