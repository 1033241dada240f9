/*
 * catalog_search(): which scripts a few words, or a whole sentence, mean.
 *
 * No list of words of a language is needed to tell "me" from "beer": what most
 * scripts say, to whomever and about whatever, is talk and no topic.
 */

#include "script/catalog.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strlist.h"
#include "script/search.h"

#define WEIGHT_NAME 3.0		/* a word of the name or title */
#define WEIGHT_PREFIX 0.6	/* "alco" for "alcohol" */
#define PREFIX_MIN 4

/* Once the catalog is large enough to tell, a word says nothing that more than
 * the first part of it is found by, or more than the second says... */
#define COMMON_MIN 12
#define COMMON_FOUND 0.3
#define COMMON_SAID 0.5
/* ...and one that more than this part says gains nothing in a name. */
#define COMMON_NAME 0.25

/* A word of the query. */
struct term {
	const char *word;	/* as it was typed, in lower case */
	char *stem;
	double weight, named;	/* anywhere, and in a name or title */
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

/* How many of the lists of words have it. */
static double count_in(const struct term *term, const struct strlist *lists,
		       size_t count)
{
	double with = 0;

	for (size_t i = 0; i < count; i++)
		with += best_match(term, &lists[i]) > 0;
	return with;
}

/* A term that few scripts have weighs much, one that many have nothing. */
static void weigh_one(struct term *term, const struct catalog_list *list,
		      const struct strlist *said)
{
	double found = 0, says, all = (double)list->count;
	bool tells = all >= COMMON_MIN;

	for (size_t i = 0; i < list->count; i++)
		found += best_match(term, &list->items[i].words) > 0;
	says = count_in(term, said, list->count);
	if (found < 1 || (tells && (found > all * COMMON_FOUND ||
				    says > all * COMMON_SAID)))
		return;
	term->weight = rarity(found > says ? found : says, all);
	term->named = term->weight *
		      (tells && says > all * COMMON_NAME ? 1 : WEIGHT_NAME);
}

/* Where all words are common they count alike: better much than nothing. */
static void weigh(struct term *terms, size_t count,
		  const struct catalog_list *list)
{
	struct strlist *said = mem_array(list->count, sizeof(*said));
	bool any = false;

	for (size_t i = 0; i < list->count; i++)
		search_words(list->items[i].said, &said[i]);
	for (size_t i = 0; i < count; i++) {
		weigh_one(&terms[i], list, said);
		any = any || terms[i].weight > 0;
	}
	for (size_t i = 0; !any && i < count; i++) {
		terms[i].weight = 1;
		terms[i].named = WEIGHT_NAME;
	}
	for (size_t i = 0; i < list->count; i++)
		strlist_release(&said[i]);
	free(said);
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
		plain = best_match(&terms[i], &entry->words) *
			terms[i].weight;
		named = best_match(&terms[i], &names) * terms[i].named;
		sum += named > plain ? named : plain;
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
