#include "initials.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "coach/lexicon.h"
#include "coach/words.h"

/* How the word at `at` begins, and how long its first character is. */
static bool has_capital(const char *at, size_t len, size_t *first)
{
	uint32_t cp;

	*first = utf8_decode(at, len, &cp);
	return *first && *first < len && utf8_lower(cp) != cp;
}

static bool looks_like_name(const char *text, const struct word *w)
{
	size_t first;

	return !(w->flags & (WORDS_MARK | WORDS_CAPITALS)) &&
	       w->number == WORD_UNKNOWN && w->end - w->start > 1 &&
	       has_capital(text + w->start, w->end - w->start, &first);
}

static bool begins_sentence(const struct words *words, size_t i)
{
	return words->items[i - 1].number == WORD_BEGIN;
}

static bool same(const char *text, const struct word *a, const struct word *b)
{
	size_t len = a->end - a->start;

	return len == b->end - b->start &&
	       !memcmp(text + a->start, text + b->start, len);
}

/* Whether the word stands inside a sentence somewhere. */
static bool stands_elsewhere(const struct words *words, const char *text,
			     size_t i)
{
	for (size_t k = 1; k < words->count; k++)
		if (k != i && !begins_sentence(words, k) &&
		    looks_like_name(text, &words->items[k]) &&
		    same(text, &words->items[i], &words->items[k]))
			return true;
	return false;
}

static bool is_name(const struct words *words, const char *text, size_t i)
{
	const struct word *w = &words->items[i];

	if (!looks_like_name(text, w))
		return false;
	return !begins_sentence(words, i) || text[w->end] == ',' ||
	       stands_elsewhere(words, text, i);
}

void initials_apply(struct strbuf *text, const struct lexicon *lexicon)
{
	struct words words = WORDS_INIT;
	bool *names;

	words_split(&words, lexicon, text->text, text->len);
	names = mem_array(words.count, sizeof(*names));
	for (size_t i = 1; i < words.count; i++)
		names[i] = is_name(&words, text->text, i);
	/* From the end, so that places before a change still hold. */
	for (size_t i = words.count; i-- > 1;) {
		const struct word *w = &words.items[i];
		char initial[8] = "";
		size_t first;

		if (!names[i])
			continue;
		has_capital(text->text + w->start, w->end - w->start, &first);
		memcpy(initial, text->text + w->start, first);
		initial[first] = '.';
		strbuf_splice(text, w->start, w->end - w->start, initial,
			      first + 1);
	}
	free(names);
	words_release(&words);
}
