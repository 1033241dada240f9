#include "coach/rule.h"

#include <string.h>

#include "coach/words.h"
#include "script/script.h"

static const char *const levels[] = { "strength", "note", "hint", "problem" };
static const char *const leans[] = { "none", "soft", "hard" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

unsigned kind_named(const char *name)
{
	for (unsigned i = 0; script_kinds[i]; i++)
		if (!strcmp(script_kinds[i], name))
			return 1u << i;
	return 0;
}

const char *level_name(enum level level)
{
	return levels[level];
}

bool level_named(const char *name, enum level *out)
{
	for (unsigned i = 0; i < COUNT(levels); i++) {
		if (strcmp(levels[i], name))
			continue;
		*out = (enum level)i;
		return true;
	}
	return false;
}

const char *lean_name(enum lean lean)
{
	return leans[lean];
}

bool lean_named(const char *name, enum lean *out)
{
	for (unsigned i = 0; i < COUNT(leans); i++) {
		if (strcmp(leans[i], name))
			continue;
		*out = (enum lean)i;
		return true;
	}
	return false;
}

static bool any_present(const struct move_set *set,
			const struct move_bits *present)
{
	for (unsigned i = 0; i < set->count; i++)
		if (present->bits[set->ids[i] / 64] >> (set->ids[i] % 64) & 1)
			return true;
	return false;
}

bool rule_may_speak(const struct rule *rule, const struct move_bits *present)
{
	for (size_t i = 0; i < rule->case_count; i++)
		if (!rule->cases[i].has.count ||
		    any_present(&rule->cases[i].has, present))
			return true;
	return false;
}

/* Words between two spans; 0 where they touch or overlap. */
static uint32_t distance(const struct span *a, const struct span *b)
{
	if (a->first >= b->last)
		return a->first - b->last;
	if (b->first >= a->last)
		return b->first - a->last;
	return 0;
}

enum relation { NEAR, BEFORE, AFTER, OVERLAPS };

static bool related(const struct span *span, const struct span *other,
		    enum relation relation, unsigned within)
{
	switch (relation) {
	case NEAR:
		return span->sentence == other->sentence &&
		       distance(span, other) <= within;
	case BEFORE:
		return other->first >= span->last;
	case AFTER:
		return other->last <= span->first;
	case OVERLAPS:
		return other->start < span->end && span->start < other->end;
	}
	return false;
}

/* True where some span of some move of the set is so related to `span`. */
static bool meets(const struct rule_text *text, const struct move_set *set,
		  const struct span *span, enum relation relation,
		  unsigned within)
{
	for (unsigned i = 0; i < set->count; i++) {
		size_t count;
		const struct span *other = moves_of(text->moves, set->ids[i],
						    &count);

		for (size_t k = 0; k < count; k++)
			if (other + k != span &&
			    related(span, other + k, relation, within))
				return true;
	}
	return false;
}

static bool placed(const struct rule_text *text, enum place place,
		   const struct span *span)
{
	if (place == PLACE_FIRST)
		return span->sentence == 0;
	if (place == PLACE_LAST)
		return span->sentence + 1 == text->words->sentences;
	return true;
}

/* Real words of the text behind `span`. */
static size_t words_after(const struct rule_text *text,
			  const struct span *span)
{
	size_t n = 0;

	for (size_t i = span->last; i < text->words->count; i++)
		n += !(text->words->items[i].flags & WORDS_MARK);
	return n;
}

static bool counts(const struct rule_text *text, const struct rule_case *c,
		   const struct span *span)
{
	return placed(text, c->place, span) &&
	       (!c->near.count || meets(text, &c->near, span, NEAR, c->within)) &&
	       (!c->not_near.count ||
		!meets(text, &c->not_near, span, NEAR, c->within)) &&
	       (!c->before.count || meets(text, &c->before, span, BEFORE, 0)) &&
	       (!c->after.count || meets(text, &c->after, span, AFTER, 0)) &&
	       (!c->inside.count || meets(text, &c->inside, span, OVERLAPS, 0)) &&
	       (!c->not_inside.count ||
		!meets(text, &c->not_inside, span, OVERLAPS, 0)) &&
	       (!c->words_after_over ||
		words_after(text, span) > c->words_after_over);
}

/* The keys of a case that ask of the text as a whole. */
static bool text_fits(const struct rule_text *text, const struct rule_case *c)
{
	const struct move_bits *present = moves_present(text->moves);
	size_t words = text->words->real;

	for (unsigned i = 0; i < c->also.count; i++)
		if (!moves_has(text->moves, c->also.ids[i]))
			return false;
	if (any_present(&c->lacks, present))
		return false;
	if (c->words_over && words <= c->words_over)
		return false;
	if (c->words_under && words >= c->words_under)
		return false;
	if (c->firmness_over != FIRMNESS_NONE &&
	    (text->firmness == FIRMNESS_NONE ||
	     text->firmness <= c->firmness_over))
		return false;
	return c->firmness_under == FIRMNESS_NONE ||
	       (text->firmness != FIRMNESS_NONE &&
		text->firmness < c->firmness_under);
}

/* Calls `found` for each span that counts, where it is given; how many. */
static size_t each_span(const struct rule *rule, const struct rule_case *c,
			const struct rule_text *text,
			void (*found)(void *data, const struct rule *rule,
				      const struct span *span),
			void *data)
{
	size_t n = 0;

	for (unsigned i = 0; i < c->has.count; i++) {
		size_t count;
		const struct span *spans = moves_of(text->moves, c->has.ids[i],
						    &count);

		for (size_t k = 0; k < count; k++) {
			if (!counts(text, c, spans + k))
				continue;
			n++;
			if (found)
				found(data, rule, spans + k);
		}
	}
	return n;
}

bool rule_speaks(const struct rule *rule, const struct rule_text *text,
		 void (*found)(void *data, const struct rule *rule,
			       const struct span *span),
		 void *data)
{
	bool speaks = false, whole = false;

	if (rule->kinds && !(rule->kinds & text->kind))
		return false;
	for (size_t i = 0; i < rule->case_count; i++) {
		const struct rule_case *c = &rule->cases[i];

		if (!text_fits(text, c))
			continue;
		if (!c->has.count)
			whole = true;
		else if (each_span(rule, c, text, NULL, NULL) > c->more_than)
			speaks = true;
		else
			continue;
		if (!found)
			return true;
		if (c->has.count)
			each_span(rule, c, text, found, data);
	}
	/* Where it can point at something, the whole text is no news. */
	if (whole && !speaks && found)
		found(data, rule, NULL);
	return speaks || whole;
}
