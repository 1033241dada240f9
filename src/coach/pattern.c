/*
 * Two walks over one form: from all places at once, to know where a pattern
 * can end, and way by way, for what a finding needs to know. They are side by
 * side, a little long for one file, since a way is made of the steps of the
 * other walk, and both change when an element does.
 */

#include "coach/pattern.h"

#include <string.h>

#include "coach/occurrences.h"

struct pattern pattern_first(struct pattern p)
{
	size_t len = 1;

	if (p.at == p.end)
		return (struct pattern){ NULL, NULL };
	if (*p.at == PATTERN_LIST)
		len = 2;
	else if (*p.at == PATTERN_CHOICE)
		len = PATTERN_GROUP_HEAD + (size_t)p.at[2];
	return (struct pattern){ p.at, p.at + len };
}

struct pattern pattern_choices(struct pattern group)
{
	return (struct pattern){ group.at + PATTERN_GROUP_HEAD,
				 group.end };
}

bool pattern_choice(struct pattern *rest, struct pattern *choice)
{
	if (rest->at == rest->end)
		return false;
	choice->at = rest->at + 1;
	choice->end = choice->at + *rest->at;
	rest->at = choice->end;
	return true;
}

/* --- from all places at once --------------------------------------------- */

/* One word on. A wildcard may pass the question mark of its sentence. */
static pattern_places any(const struct occurrences *o, pattern_places from)
{
	return (from & o->words) << 1;
}

static pattern_places past_mark(const struct occurrences *o,
				pattern_places at)
{
	return at | (at & o->asks) << 1;
}

static pattern_places gap(const struct occurrences *o, pattern_places from)
{
	for (unsigned i = 0; i < PATTERN_GAP_MAX; i++)
		from |= any(o, from);
	return past_mark(o, from);
}

static pattern_places list(const struct occurrences *o, unsigned number,
			   pattern_places from)
{
	pattern_places to = 0;

	from &= occurrences_of(o, o->word_count + number);
	while (from)
		to |= occurrences_ends(o, number, pattern_take(&from));
	return to;
}

/* Where a group could begin, going by the first element of each choice. */
static pattern_places group_starts(struct pattern group, struct occurrences *o);

/* Where a choice could begin whose first element is no word. */
static pattern_places other_starts(struct pattern choice, struct occurrences *o)
{
	if (*choice.at == PATTERN_LIST)
		return occurrences_of(o, o->word_count + choice.at[1]);
	if (pattern_is_wild(*choice.at) ||
	    pattern_is_choice(choice, PATTERN_LACKS))
		return OCCURRENCES_ALL;
	return group_starts(pattern_first(choice), o);
}

static inline pattern_places starts(struct pattern choice,
				    struct occurrences *o)
{
	return *choice.at < PATTERN_WORDS ? occurrences_of(o, *choice.at) :
	       other_starts(choice, o);
}

/* The row of a group; the first who asks reads all of its choices. */
static uint32_t group_row(struct pattern group, struct occurrences *o)
{
	struct pattern rest = pattern_choices(group), one;
	uint32_t row = o->group_rows[group.at[3]];

	if (row)
		return row;
	row = occurrences_add_group(o, group.at[3]);
	while (pattern_choice(&rest, &one)) {
		pattern_places begin = starts(one, o);

		/* Of a word, where it begins says where it ends. */
		if (pattern_is_choice(group, PATTERN_PLAIN))
			o->groups[row].starts |= begin;
		else if (begin)
			occurrences_add_choice(o, row, one, begin);
	}
	return row;
}

static pattern_places group_starts(struct pattern group, struct occurrences *o)
{
	return o->groups[group_row(group, o)].starts;
}

/* Through one of the choices of a group: those that begin at one of `from`. */
static pattern_places choose(struct pattern group, struct occurrences *o,
			     pattern_places from)
{
	uint32_t row = group_row(group, o);
	pattern_places to = 0;

	from &= o->groups[row].starts;
	if (pattern_is_choice(group, PATTERN_PLAIN))
		return from << 1;
	if (!from)
		return 0;
	for (uint32_t i = o->groups[row].choices; i; i = o->choices[i].next)
		if (from & o->choices[i].starts)
			to |= pattern_follow(o->choices[i].pattern, o, from);
	return to;
}

pattern_places pattern_follow(struct pattern p, struct occurrences *o,
			      pattern_places m)
{
	while (m && p.at < p.end) {
		uint16_t number = *p.at;
		struct pattern element = pattern_first(p);

		p.at = element.end;
		if (number < PATTERN_WORDS)
			m = (m & occurrences_of(o, number)) << 1;
		else if (number == PATTERN_ANY)
			m = past_mark(o, any(o, m));
		else if (number == PATTERN_GAP)
			m = gap(o, m);
		else if (number == PATTERN_LIST)
			m = list(o, element.at[1], m);
		else
			m = choose(element, o, m) |
			    (element.at[1] & PATTERN_LACKS ? m : 0);
	}
	return m;
}

/* --- one way after another ------------------------------------------------ */

/* What has been read of a way. */
struct path {
	struct pattern last;
	uint8_t lead_min, lead_max, gap_min, gap_max;
	bool begun;
	unsigned count;
	uint8_t starts[PATTERN_ITEMS];
	pattern_places before[PATTERN_ITEMS], behind[PATTERN_ITEMS];
};

struct ways {
	struct occurrences *occurrences;
	void (*found)(void *data, const struct pattern_way *way);
	void *data;
};

/* What comes behind a choice. */
struct behind {
	struct pattern rest;
	const struct behind *up;
};

static void copy_path(struct path *to, const struct path *from)
{
	memcpy(to, from, offsetof(struct path, starts));
	memcpy(to->starts, from->starts, from->count);
	memcpy(to->before, from->before, from->count * sizeof(*to->before));
	memcpy(to->behind, from->behind, from->count * sizeof(*to->behind));
}

static void add_wild(struct path *path, uint16_t number)
{
	bool one = number == PATTERN_ANY;

	path->gap_min = (uint8_t)(path->gap_min + one);
	path->gap_max = (uint8_t)(path->gap_max +
				  (one ? 1 : PATTERN_GAP_MAX));
}

static pattern_places cross_gap(const struct occurrences *o,
				const struct path *path, pattern_places from)
{
	unsigned n = 0;

	if (!path->gap_max)
		return from;
	for (; n < path->gap_min; n++)
		from = any(o, from);
	for (; n < path->gap_max; n++)
		from |= any(o, from);
	return past_mark(o, from);
}

/* Where an element may begin a way. */
static pattern_places openings(struct pattern element,
			       struct occurrences *o)
{
	if (*element.at != PATTERN_CHOICE)
		return starts(element, o);
	return group_starts(element, o) & (pattern_place(o->items) - 1);
}

/* An element alone, without the way past it that an optional group has. */
static pattern_places pass(struct pattern element, struct occurrences *o,
			   pattern_places from)
{
	return *element.at == PATTERN_CHOICE ? choose(element, o, from) :
	       pattern_follow(element, o, from);
}

static void begin(struct path *path, struct pattern element,
		  struct occurrences *o)
{
	pattern_places from = openings(element, o);

	path->lead_min = path->gap_min;
	path->lead_max = path->gap_max;
	path->begun = true;
	while (from) {
		unsigned start = pattern_take(&from);
		pattern_places behind = pass(element, o, pattern_place(start));

		if (!behind)
			continue;
		path->starts[path->count] = (uint8_t)start;
		path->before[path->count] = pattern_place(start);
		path->behind[path->count++] = behind;
	}
}

/* Goes on with an element that is no wildcard; false where none stands. */
static bool go_on(struct path *path, struct pattern element,
		  struct occurrences *o)
{
	unsigned n = 0;

	path->last = element;
	if (!path->begun) {
		begin(path, element, o);
		n = path->count;
	} else {
		for (unsigned i = 0; i < path->count; i++) {
			pattern_places before = cross_gap(o, path,
							  path->behind[i]);
			pattern_places behind = pass(element, o, before);

			if (!behind)
				continue;
			path->starts[n] = path->starts[i];
			path->before[n] = before;
			path->behind[n++] = behind;
		}
	}
	path->count = n;
	path->gap_min = path->gap_max = 0;
	return n;
}

static void end_way(const struct ways *ways, const struct path *path)
{
	const struct pattern_way way = {
		path->last, path->lead_min, path->lead_max, path->gap_min,
		path->gap_max, path->count, path->starts, path->before,
		path->behind,
	};

	if (path->begun)
		ways->found(ways->data, &way);
}

static void walk(const struct ways *ways, struct path *path,
		 struct pattern rest, const struct behind *up);

/* Each choice of a group, and on from there. */
static void walk_choices(const struct ways *ways, const struct path *path,
			 struct pattern group, const struct behind *behind)
{
	struct pattern rest = pattern_choices(group), one;
	struct path branch;

	if (pattern_is_choice(group, PATTERN_WHOLE)) {
		copy_path(&branch, path);
		if (go_on(&branch, group, ways->occurrences))
			walk(ways, &branch, behind->rest, behind->up);
		return;
	}
	while (pattern_choice(&rest, &one)) {
		copy_path(&branch, path);
		walk(ways, &branch, one, behind);
	}
}

static void walk(const struct ways *ways, struct path *path,
		 struct pattern rest, const struct behind *up)
{
	for (;;) {
		struct pattern element = pattern_first(rest);

		if (!element.at) {
			if (!up)
				break;
			rest = up->rest;
			up = up->up;
			continue;
		}
		rest.at = element.end;
		if (*element.at == PATTERN_CHOICE) {
			const struct behind behind = { rest, up };

			walk_choices(ways, path, element, &behind);
			if (!pattern_is_choice(element, PATTERN_LACKS))
				return;
		} else if (pattern_is_wild(*element.at)) {
			add_wild(path, *element.at);
		} else if (!go_on(path, element, ways->occurrences)) {
			return;
		}
	}
	end_way(ways, path);
}

void pattern_ways(struct pattern p, struct occurrences *o,
		  void (*found)(void *data, const struct pattern_way *way),
		  void *data)
{
	const struct ways ways = { o, found, data };
	struct path path;

	memset(&path, 0, offsetof(struct path, starts));
	walk(&ways, &path, p, NULL);
}
