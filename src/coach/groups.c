#include "coach/groups.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coach/lexicon.h"
#include "coach/pattern.h"

void groups_release(struct groups *g)
{
	free(g->slots);
	*g = (struct groups){ 0 };
}

static size_t length(const uint16_t *group)
{
	return PATTERN_GROUP_HEAD + (size_t)group[2];
}

/* Flags tell nothing of where a group begins, and its number is not known. */
static bool is_same(const uint16_t *a, const uint16_t *b)
{
	return a[2] == b[2] &&
	       !memcmp(a + PATTERN_GROUP_HEAD, b + PATTERN_GROUP_HEAD,
		       a[2] * sizeof(*a));
}

static size_t hash(const uint16_t *group)
{
	uint32_t h = 2166136261u;

	for (size_t i = PATTERN_GROUP_HEAD; i < length(group); i++)
		h = (h ^ group[i]) * 16777619u;
	return h ^ h >> 15;
}

static void grow(struct groups *g, const uint16_t *patterns)
{
	size_t old = g->slots ? g->mask + 1 : 0;
	uint32_t *slots = g->slots;

	g->mask = old ? old * 2 - 1 : 1023;
	g->slots = mem_array(g->mask + 1, sizeof(*g->slots));
	for (size_t i = 0; i < old; i++) {
		size_t at;

		if (!slots[i])
			continue;
		at = hash(patterns + slots[i] - 1) & g->mask;
		while (g->slots[at])
			at = (at + 1) & g->mask;
		g->slots[at] = slots[i];
	}
	free(slots);
}

/* Groups past the last number keep 0. */
static void number(struct groups *g, uint16_t *patterns, uint32_t place)
{
	uint16_t *group = patterns + place;
	size_t at;

	if (!g->slots || g->count * 2 > g->mask)
		grow(g, patterns);
	for (at = hash(group) & g->mask; g->slots[at];
	     at = (at + 1) & g->mask) {
		const uint16_t *other = patterns + g->slots[at] - 1;

		if (!is_same(other, group))
			continue;
		group[3] = other[3];
		return;
	}
	g->slots[at] = place + 1;
	if (!g->count)
		g->count = 1;
	if (g->count < UINT16_MAX)
		group[3] = (uint16_t)g->count++;
}

/* Inner groups first: what they hold is part of the outer one. */
static void number_all(struct groups *g, uint16_t *patterns, uint32_t first,
		       uint32_t last)
{
	while (first < last) {
		const struct pattern all = { patterns + first, patterns + last };
		const struct pattern element = pattern_first(all);
		struct pattern rest, choice;

		if (*element.at == PATTERN_CHOICE) {
			rest = pattern_choices(element);
			while (pattern_choice(&rest, &choice))
				number_all(g, patterns,
					   (uint32_t)(choice.at - patterns),
					   (uint32_t)(choice.end - patterns));
			number(g, patterns, first);
		}
		first = (uint32_t)(element.end - patterns);
	}
}

void groups_number(struct groups *g, uint16_t *patterns,
		   const struct lexicon_try *phrases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		number_all(g, patterns, phrases[i].pattern,
			   phrases[i].pattern + phrases[i].len);
}
