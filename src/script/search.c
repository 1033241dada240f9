#include "script/search.h"

#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/utf8.h"

/* The apostrophe that word processors make. */
#define APOSTROPHE 0x2019u

/* No name is longer; a longer one is near to none. */
#define NAME_MAX_LETTERS 64

static bool is_word(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
	       (cp >= 0xc0 && (cp < 0x2000 || cp > 0x206f) && cp < 0xe000);
}

void search_words(const char *text, struct strlist *out)
{
	struct strbuf word = STRBUF_INIT;
	size_t len = strlen(text), n;

	for (size_t at = 0; at <= len; at += n ? n : 1) {
		uint32_t cp = 0;

		n = utf8_decode(text + at, len - at, &cp);
		cp = n ? utf8_lower(cp) : ' ';
		if (is_word(cp)) {
			char bytes[4];

			strbuf_add(&word, bytes, utf8_encode(cp, bytes));
		} else if (cp != '\'' && cp != APOSTROPHE && word.len) {
			strlist_add(out, word.text);
			strbuf_reset(&word);
		}
	}
	strbuf_release(&word);
}

static bool ends_double(const char *word, size_t len)
{
	return len > 1 && word[len - 1] == word[len - 2];
}

/* Cuts `tail` where at least `keep` bytes stay. */
static bool cut(char *word, size_t *len, const char *tail, size_t keep)
{
	size_t n = strlen(tail);

	if (*len < n + keep || memcmp(word + *len - n, tail, n))
		return false;
	*len -= n;
	return true;
}

void search_stem(char *word)
{
	size_t len = strlen(word);

	if (len > 2 && word[len - 1] == 's' && word[len - 2] != 's')
		len--;
	if (!cut(word, &len, "ing", 3))
		cut(word, &len, "ed", 3);
	/* "offer" is no one who offs. */
	cut(word, &len, "er", len > 2 && ends_double(word, len - 2) ? 4 : 3);
	cut(word, &len, "e", 3);
	if (len > 3 && ends_double(word, len))
		len--;
	if (len > 2 && word[len - 1] == 'y')
		word[len - 1] = 'i';
	word[len] = '\0';
}

unsigned search_distance(const char *a, const char *b, unsigned most)
{
	size_t n = strlen(a), m = strlen(b);
	unsigned rows[3][NAME_MAX_LETTERS + 1];
	unsigned *before = rows[0], *last = rows[1], *row = rows[2];

	if (n > NAME_MAX_LETTERS || m > NAME_MAX_LETTERS)
		return most + 1;
	for (size_t j = 0; j <= m; j++)
		last[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned *oldest = before;

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned best = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			row[j] = best;
		}
		before = last;
		last = row;
		row = oldest;
	}
	return last[m] > most ? most + 1 : last[m];
}

const char *search_nearest(const struct strlist *names, const char *name)
{
	unsigned most = strlen(name) < 8 ? 2 : 3, best = most + 1;
	const char *nearest = NULL;

	for (size_t i = 0; i < names->count; i++) {
		unsigned d = search_distance(name, names->items[i], most);

		if (d < best) {
			best = d;
			nearest = names->items[i];
		}
	}
	return nearest;
}
