#ifndef COACH_VOCABULARY_H
#define COACH_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "coach/lexicon.h"

struct err;

/*
 * vocabulary: the words of a lexicon while it is being built, each with a
 * number, and what contractions and texting forms stand for.
 */
struct vocabulary {
	struct strbuf letters;
	struct lexicon_word *words;
	size_t count, capacity;
	uint16_t *slots;
	uint32_t mask;
	uint16_t *forms;
	size_t form_count, form_capacity;
};

/* Holds the words of the enum in lexicon.h and no other. */
void vocabulary_init(struct vocabulary *vocabulary);
void vocabulary_release(struct vocabulary *vocabulary);

/*
 * The number of a word, new or known; case is folded. WORD_UNKNOWN where
 * `text` is longer than LEXICON_WORD_MAX, holds what no word holds, or there
 * is no number left.
 */
uint16_t vocabulary_word(struct vocabulary *vocabulary, const char *text,
			 size_t len);

/* Lets `word` stand for `count` others (1 to 8). */
void vocabulary_form(struct vocabulary *vocabulary, uint16_t word,
		     const uint16_t *others, size_t count);

/*
 * Reads a file of forms: lexicon_builder_forms() says more. Returns 0 or
 * ERR_INPUT with the line.
 */
int vocabulary_read_forms(struct vocabulary *vocabulary, const char *text,
			  size_t len, struct err *err);

/*
 * The next line of a text from *at on, without the white space at its end;
 * moves *at behind it. False where there is none.
 */
bool vocabulary_line(const char *text, size_t len, size_t *at,
		     const char **line, size_t *line_len);

#endif
