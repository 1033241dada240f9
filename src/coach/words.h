#ifndef COACH_WORDS_H
#define COACH_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lexicon;

/*
 * words: a text split into words and sentences, each word with its number in
 * the lexicon.
 *
 * Any bytes will do; what is no UTF-8 separates words. Contractions and
 * texting forms are opened ("don't" is two words over the same bytes).
 * Apostrophes may be straight or curly, letters of any case; an emoji is a
 * word; a drawn-out word ("soooo") is tried in its short form.
 *
 * A sentence ends at . ! ? before white space or the end, at an empty line,
 * and at the end of a short line, since people write lists and greetings so.
 * Each is framed by WORD_BEGIN and WORD_END, which have no bytes.
 */
enum {
	WORDS_MARK = 1,		/* not of the text: begin, end, question */
	WORDS_QUOTED = 2,	/* stands between double quotes */
	WORDS_CAPITALS = 4,	/* three letters or more, all capitals */
	WORDS_LOUD = 8,		/* the sentence ends in !! or the like */
};

struct word {
	uint32_t start;		/* bytes of the text, half open */
	uint32_t end;
	uint32_t sentence;	/* counted from 0 */
	uint16_t number;
	uint16_t flags;
};

/* Owned by the caller; starts as WORDS_INIT, used again for the next text. */
struct words {
	struct word *items;
	size_t count;
	size_t capacity;
	size_t real;		/* words of the text, marks not counted */
	size_t sentences;
};

#define WORDS_INIT { NULL, 0, 0, 0, 0 }

/* Texts past this many bytes are refused by their readers. */
#define WORDS_TEXT_MAX (64u * 1024 * 1024)

/* Replaces what *words held. `len` is at most WORDS_TEXT_MAX. */
void words_split(struct words *words, const struct lexicon *lex,
		 const char *text, size_t len);
void words_release(struct words *words);

/* True where words_split() takes all of `text` for one word. */
bool words_is_one(const char *text, size_t len);

/*
 * Folds one word to lower case into out[LEXICON_WORD_MAX] and hashes it as
 * lexicon_hash() does. Returns the folded length, 0 where it is too long or
 * no word.
 */
size_t words_fold(const char *text, size_t len, char *out, uint32_t *hash);

#endif
