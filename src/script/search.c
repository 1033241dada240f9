#include "script/search.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/utf8.h"
#include "script/catalog.h"

/* The apostrophe that word processors make. */
#define APOSTROPHE 0x2019u

/* No name is longer; a longer one is near to none. */
#define NAME_MAX_LETTERS 64

#define WEIGHT_NAME 3.0		/* a word of the name or title */
#define WEIGHT_PREFIX 0.6	/* "alco" for "alcohol" */
#define PREFIX_MIN 4

/* A word in more than this part of the catalog says nothing... */
#define COMMON_PART 0.3
/* ...once the catalog is large enough to tell. */
#define COMMON_MIN 12

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
	cut(word, &len, "er", 3);
	cut(word, &len, "e", 3);
	if (len > 2 && word[len - 1] == word[len - 2])
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

/* A word of the query. */
struct term {
	const char *word;	/* as it was typed, in lower case */
	char *stem;
	double weight;
};

/* How well `word` of the catalog answers a term: 0 to 1. */
static double match(const struct term *term, const char *word)
{
	size_t len = strlen(term->word);
	double how = 0;
	char *stem;

	/* No stem loses its first letter, so most words end here. */
	if (*term->word != *word)
		return 0;
	if (!strcmp(term->word, word))
		return 1;
	stem = mem_string(word);
	search_stem(stem);
	if (!strcmp(term->stem, stem))
		how = 1;
	else if (len >= PREFIX_MIN && !strncmp(term->word, word, len))
		how = WEIGHT_PREFIX;
	free(stem);
	return how;
}

static double best_match(const struct term *term, const struct strlist *words)
{
	double best = 0;

	for (size_t i = 0; best < 1 && i < words->count; i++) {
		double how = match(term, words->items[i]);

		if (how > best)
			best = how;
	}
	return best;
}

/* Near log2(all / with) + 1, and in no need of libm. */
static double rarity(double with, double all)
{
	double weight = 1;

	for (; with * 2 <= all; with *= 2)
		weight++;
	return weight + all / with - 1;
}

/* A term that few scripts have weighs much, one that many have nothing. */
static double weight_of(const struct term *term,
			const struct catalog_list *list)
{
	double with = 0, all = (double)list->count;

	for (size_t i = 0; i < list->count; i++)
		with += best_match(term, &list->items[i].words) > 0;
	if (with < 1 || (all >= COMMON_MIN && with > all * COMMON_PART))
		return 0;
	return rarity(with, all);
}

/* Where all words are common they count alike: better much than nothing. */
static void weigh(struct term *terms, size_t count,
		  const struct catalog_list *list)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		terms[i].weight = weight_of(&terms[i], list);
		any = any || terms[i].weight > 0;
	}
	for (size_t i = 0; !any && i < count; i++)
		terms[i].weight = 1;
}

static double score(const struct catalog_entry *entry,
		    const struct term *terms, size_t count)
{
	struct strlist names = STRLIST_INIT;
	double sum = 0;

	search_words(entry->name, &names);
	search_words(entry->title, &names);
	for (size_t i = 0; i < count; i++) {
		double plain, named;

		if (terms[i].weight <= 0)
			continue;
		plain = best_match(&terms[i], &entry->words);
		named = best_match(&terms[i], &names) * WEIGHT_NAME;
		sum += terms[i].weight * (named > plain ? named : plain);
	}
	strlist_release(&names);
	return sum;
}

static int by_score(const void *a, const void *b)
{
	const struct catalog_entry *x = a, *y = b;
	int order;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	order = strcmp(x->kind, y->kind);
	return order ? order : strcmp(x->name, y->name);
}

static void keep_scored(struct catalog_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].score > 0)
			list->items[kept++] = list->items[i];
		else
			catalog_entry_release(&list->items[i]);
	}
	list->count = kept;
	if (kept)
		qsort(list->items, kept, sizeof(*list->items), by_score);
}

void catalog_search(struct catalog_list *list, const char *query)
{
	struct strlist words = STRLIST_INIT, once = STRLIST_INIT;
	struct term *terms;

	search_words(query, &words);
	for (size_t i = 0; i < words.count; i++)
		if (!strlist_has(&once, words.items[i]))
			strlist_add(&once, words.items[i]);
	terms = mem_array(once.count, sizeof(*terms));
	for (size_t i = 0; i < once.count; i++) {
		terms[i].word = once.items[i];
		terms[i].stem = mem_string(once.items[i]);
		search_stem(terms[i].stem);
	}
	weigh(terms, once.count, list);
	for (size_t i = 0; once.count && i < list->count; i++)
		list->items[i].score = score(&list->items[i], terms,
					     once.count);
	if (once.count)
		keep_scored(list);
	for (size_t i = 0; i < once.count; i++)
		free(terms[i].stem);
	free(terms);
	strlist_release(&words);
	strlist_release(&once);
}
