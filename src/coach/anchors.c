/*
 * What a pattern costs, how far it reaches and what it needs is asked of the
 * same elements in the same way, so the three are in one file.
 */

#include "coach/anchors.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "coach/pattern.h"
#include "coach/rarity.h"

struct anchor {
	uint32_t feature;
	struct lexicon_try try;
};

#define NEEDS_MAX (sizeof(((struct lexicon_try *)NULL)->needs) / \
		   sizeof(((struct lexicon_try *)NULL)->needs[0]))

/* How many items a part of a pattern can take. */
struct reach {
	unsigned min, max;	/* LEXICON_FAR is that or more */
};

/* The rarest features that a pattern needs besides its anchor. */
struct needs {
	uint32_t features[NEEDS_MAX];
	size_t count;
};

/* What surrounds a part of a pattern: 0 where that is no feature. */
struct place {
	struct reach lead;
	uint32_t before, behind;
};

/* Of what no pattern can wait for; no sum of costs reaches it. */
#define NEVER UINT32_MAX
#define COST_MAX 1000000u

void anchors_init(struct anchors *a, const struct lexicon *lex)
{
	*a = (struct anchors){ .patterns = lex->patterns,
			       .word_count = lex->word_count };
	a->feature_count = lex->word_count + lex->move_count;
	a->costs = mem_array((size_t)a->feature_count + 1, sizeof(*a->costs));
	a->longest = mem_array((size_t)lex->move_count + 1,
			       sizeof(*a->longest));
	for (uint32_t i = 0; i < lex->word_count; i++)
		a->costs[i] = rarity_share(lex->letters + lex->words[i].text,
					 lex->words[i].len);
}

void anchors_release(struct anchors *a)
{
	free(a->costs);
	free(a->longest);
	free(a->items);
	free(a->tries);
	free(a->firsts);
	*a = (struct anchors){ 0 };
}

static uint32_t add_costs(uint32_t a, uint32_t b)
{
	if (a == NEVER || b == NEVER)
		return NEVER;
	return a + b < COST_MAX ? a + b : COST_MAX;
}

/* The feature that an element is; 0 where it is a wildcard or a group. */
static uint32_t feature_of(const struct anchors *a, struct pattern element)
{
	if (*element.at < PATTERN_WORDS)
		return *element.at;
	return *element.at == PATTERN_LIST ? a->word_count + element.at[1] : 0;
}

static uint32_t cost_of(const struct anchors *a, struct pattern pattern);

static uint32_t element_cost(const struct anchors *a, struct pattern element)
{
	uint32_t feature = feature_of(a, element), cost = 0;
	struct pattern rest, choice;

	if (feature)
		return a->costs[feature];
	if (*element.at != PATTERN_CHOICE ||
	    pattern_is_choice(element, PATTERN_LACKS))
		return NEVER;
	rest = pattern_choices(element);
	while (pattern_choice(&rest, &choice))
		cost = add_costs(cost, cost_of(a, choice));
	return cost;
}

/* The element of least cost; NULL `at` where there is none to wait for. */
static struct pattern rarest(const struct anchors *a, struct pattern pattern,
			     uint32_t *cost)
{
	struct pattern best = { NULL, NULL }, element;

	*cost = NEVER;
	for (; (element = pattern_first(pattern)).at; pattern.at = element.end) {
		uint32_t own = element_cost(a, element);

		if (own >= *cost)
			continue;
		*cost = own;
		best = element;
	}
	return best;
}

static uint32_t cost_of(const struct anchors *a, struct pattern pattern)
{
	uint32_t cost;

	rarest(a, pattern, &cost);
	return cost;
}

static struct reach add_reach(struct reach a, struct reach b)
{
	a.min += b.min;
	a.max += b.max;
	if (a.min > LEXICON_FAR)
		a.min = LEXICON_FAR;
	if (a.max > LEXICON_FAR)
		a.max = LEXICON_FAR;
	return a;
}

static struct reach reach_of(const struct anchors *a, struct pattern pattern);

/* A wildcard may pass a question mark besides its words. */
static struct reach element_reach(const struct anchors *a,
				  struct pattern element)
{
	struct reach all = { LEXICON_FAR, 0 };
	struct pattern rest, choice;

	if (*element.at == PATTERN_ANY)
		return (struct reach){ 1, 2 };
	if (*element.at == PATTERN_GAP)
		return (struct reach){ 0, PATTERN_GAP_MAX + 1 };
	if (*element.at == PATTERN_LIST)
		return (struct reach){ 1, a->longest[element.at[1]] };
	if (*element.at != PATTERN_CHOICE)
		return (struct reach){ 1, 1 };
	rest = pattern_choices(element);
	while (pattern_choice(&rest, &choice)) {
		struct reach one = reach_of(a, choice);

		all.min = one.min < all.min ? one.min : all.min;
		all.max = one.max > all.max ? one.max : all.max;
	}
	if (pattern_is_choice(element, PATTERN_LACKS))
		all.min = 0;
	return all;
}

static struct reach reach_of(const struct anchors *a, struct pattern pattern)
{
	struct reach all = { 0, 0 };
	struct pattern element;

	for (; (element = pattern_first(pattern)).at; pattern.at = element.end)
		all = add_reach(all, element_reach(a, element));
	return all;
}

/* Keeps the rarest; a need fits into 16 bits or is not looked at. */
static void add_need(const struct anchors *a, struct needs *needs,
		     uint32_t feature)
{
	size_t at = needs->count;

	if (!feature || feature > UINT16_MAX)
		return;
	for (size_t i = 0; i < needs->count; i++)
		if (needs->features[i] == feature)
			return;
	while (at && a->costs[needs->features[at - 1]] > a->costs[feature])
		at--;
	if (at == NEEDS_MAX)
		return;
	if (needs->count < NEEDS_MAX)
		needs->count++;
	for (size_t i = needs->count; --i > at;)
		needs->features[i] = needs->features[i - 1];
	needs->features[at] = feature;
}

static void emit(struct anchors *a, const struct lexicon_try *phrase,
		 uint32_t feature, const struct needs *needs,
		 const struct place *at)
{
	struct lexicon_try *try;
	size_t n = 0;

	if (a->count == a->capacity)
		a->items = mem_grow(a->items, &a->capacity, sizeof(*a->items));
	a->items[a->count] = (struct anchor){ feature, *phrase };
	try = &a->items[a->count++].try;
	try->lead_min = (uint8_t)at->lead.min;
	try->lead_max = (uint8_t)at->lead.max;
	if (at->before < a->word_count)
		try->before = (uint16_t)at->before;
	/* Where a list ends is not known from where it begins. */
	if (feature < a->word_count && at->behind <= UINT16_MAX)
		try->behind = (uint16_t)at->behind;
	for (size_t i = 0; i < needs->count; i++) {
		uint32_t need = needs->features[i];

		if (need != feature && need != try->before &&
		    need != try->behind)
			try->needs[n++] = (uint16_t)need;
	}
}

/* What surrounds `element` of a pattern that stands at `outer`. */
static struct place surround(const struct anchors *a, struct pattern pattern,
			     struct pattern element, struct place outer)
{
	struct place at = outer;
	struct pattern one = pattern;

	at.lead = add_reach(at.lead, reach_of(a, (struct pattern){
		pattern.at, element.at
	}));
	for (; one.at != element.at; one.at = pattern_first(one).end)
		at.before = feature_of(a, one);
	one = pattern_first((struct pattern){ element.end, pattern.end });
	if (one.at)
		at.behind = feature_of(a, one);
	return at;
}

/* The pattern is a whole one, or a choice that stands at `at`. */
static void place(struct anchors *a, const struct lexicon_try *phrase,
		  struct pattern pattern, struct needs needs, struct place at)
{
	uint32_t cost;
	struct pattern best = rarest(a, pattern, &cost), element, rest;

	if (!best.at)
		return;		/* cannot be: a phrase has a word or list */
	at = surround(a, pattern, best, at);
	for (; (element = pattern_first(pattern)).at; pattern.at = element.end)
		if (element.at != best.at)
			add_need(a, &needs, feature_of(a, element));
	if (*best.at != PATTERN_CHOICE) {
		emit(a, phrase, feature_of(a, best), &needs, &at);
		return;
	}
	rest = pattern_choices(best);
	while (pattern_choice(&rest, &element))
		place(a, phrase, element, needs, at);
}

void anchors_add(struct anchors *a, const struct lexicon_try *phrase)
{
	const uint16_t *at = a->patterns + phrase->pattern;
	const struct pattern pattern = { at, at + phrase->len };
	const struct reach all = reach_of(a, pattern);
	uint32_t *cost = &a->costs[a->word_count + phrase->move];

	*cost = add_costs(*cost, cost_of(a, pattern));
	if (all.max > a->longest[phrase->move])
		a->longest[phrase->move] = (uint8_t)all.max;
	place(a, phrase, pattern, (struct needs){ .count = 0 },
	      (struct place){ .before = 0 });
}

/* What is no order of the tries is there so that each build has the same. */
static int by_anchor(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;
	const uint32_t keys[][2] = {
		{ x->feature, y->feature },
		{ x->try.level, y->try.level },
		{ x->try.pattern, y->try.pattern },
		{ x->try.needs[0], y->try.needs[0] },
		{ x->try.needs[1], y->try.needs[1] },
		{ x->try.before, y->try.before },
		{ x->try.behind, y->try.behind },
		{ x->try.lead_min, y->try.lead_min },
		{ x->try.lead_max, y->try.lead_max },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

void anchors_place(struct anchors *a)
{
	if (a->count)
		qsort(a->items, a->count, sizeof(*a->items), by_anchor);
	a->tries = mem_array(a->count + 1, sizeof(*a->tries));
	a->firsts = mem_array((size_t)a->feature_count + 1, sizeof(*a->firsts));
	for (size_t i = 0, f = 0; f <= a->feature_count; f++) {
		a->firsts[f] = (uint32_t)i;
		for (; i < a->count && a->items[i].feature == f; i++)
			a->tries[i] = a->items[i].try;
	}
}
