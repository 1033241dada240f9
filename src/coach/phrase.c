/*
 * A line is written out as a pattern while it is read. What its limits and
 * its groups need to know of the sequences that it stands for is summed up on
 * the way; the sequences themselves are never made.
 */

#include "coach/phrase.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

/* What is known of a set of sequences. */
struct set {
	size_t count;
	size_t longest;		/* in items */
	bool empty;		/* one of them has no item */
	bool bare;		/* one has neither a word nor a list */
	bool wild_first;	/* one begins with a wildcard */
	bool wild_last;
};

/* The set of one empty sequence: what a sequence starts from. */
static const struct set nothing = { 1, 0, true, true, false, false };

struct parser {
	const char *line;
	size_t len;
	size_t at;
	const struct phrase_names *names;
	struct phrase *out;
	struct err *err;
	unsigned depth;
};

#define DEPTH_MAX 8

static int fault(struct parser *p, size_t at, const char *what)
{
	return err_at(p->err, ERR_INPUT, p->line, p->len, at, "%s", what);
}

static void emit(struct parser *p, uint16_t number)
{
	struct phrase *out = p->out;

	if (out->count == out->capacity)
		out->numbers = mem_grow(out->numbers, &out->capacity,
					sizeof(*out->numbers));
	out->numbers[out->count++] = number;
}

/* left becomes left, each followed by each of right. */
static int cross(struct parser *p, struct set *left, const struct set *right)
{
	if (left->count * right->count > PHRASE_SEQUENCES_MAX)
		return fault(p, p->at, "the phrase opens into too many sequences");
	if (left->longest + right->longest > PHRASE_ITEMS_MAX)
		return fault(p, p->at, "the phrase is too long");
	left->count *= right->count;
	left->longest += right->longest;
	left->wild_first |= left->empty && right->wild_first;
	left->wild_last = right->wild_last ||
			  (right->empty && left->wild_last);
	left->empty &= right->empty;
	left->bare &= right->bare;
	return 0;
}

static void unite(struct set *all, const struct set *one)
{
	all->count += one->count;
	if (one->longest > all->longest)
		all->longest = one->longest;
	all->empty |= one->empty;
	all->bare |= one->bare;
	all->wild_first |= one->wild_first;
	all->wild_last |= one->wild_last;
}

static int alternatives(struct parser *p, struct set *out, char close,
			size_t *choices);

/*
 * Whether a large group is one element. Choices that begin or end in a
 * wildcard are not, since the words around them matter.
 */
static bool is_whole(const struct set *left, const struct set *inner)
{
	if (inner->count < 3 ||
	    (inner->count < PHRASE_GROUP_MIN &&
	     left->count * inner->count <= PHRASE_PRODUCT_MAX))
		return false;
	return !inner->empty && !inner->wild_first && !inner->wild_last;
}

/* Whether each of the choices from `at` to the end is a word. */
static bool is_plain(const struct parser *p, size_t at)
{
	const uint16_t *numbers = p->out->numbers;

	for (; at < p->out->count; at += 2)
		if (numbers[at] != 1 || numbers[at + 1] >= PATTERN_WORDS)
			return false;
	return true;
}

/* Fills in what stands before the choices of a group. */
static int head_group(struct parser *p, size_t head, size_t choices,
		      unsigned flags)
{
	size_t len = p->out->count - head - PATTERN_GROUP_HEAD;

	if (len > UINT16_MAX || choices > PATTERN_COUNT)
		return fault(p, p->at, "the phrase is too long");
	if (is_plain(p, head + PATTERN_GROUP_HEAD))
		flags |= PATTERN_PLAIN;
	p->out->numbers[head + 1] = (uint16_t)(choices | flags);
	p->out->numbers[head + 2] = (uint16_t)len;
	return 0;
}

/* [a|b] or (a|b), p->at on the bracket. */
static int group(struct parser *p, struct set *set)
{
	bool may_lack = p->line[p->at] == '[';
	size_t open = p->at++, head = p->out->count, choices = 0;
	unsigned flags = may_lack ? PATTERN_LACKS : 0;
	struct set inner = { 0 };
	int ret;

	if (++p->depth > DEPTH_MAX)
		return fault(p, open, "groups are nested too deep");
	emit(p, PATTERN_CHOICE);
	for (size_t i = 1; i < PATTERN_GROUP_HEAD; i++)
		emit(p, 0);
	ret = alternatives(p, &inner, may_lack ? ']' : ')', &choices);
	p->depth--;
	if (!ret && p->at == p->len)
		ret = fault(p, open, "the group is not closed");
	if (ret)
		return ret;
	p->at++;
	if (is_whole(set, &inner)) {
		flags |= PATTERN_WHOLE;
		inner.count = inner.longest = 1;
	}
	if (may_lack)
		unite(&inner, &nothing);
	ret = head_group(p, head, choices, flags);
	return ret ? ret : cross(p, set, &inner);
}

static bool ends_word(char c)
{
	return c == ' ' || c == '\t' || strchr("[]()|", c);
}

/* Writes what the word at p->line[start, p->at) means. */
static int meaning(struct parser *p, size_t start, struct set *set)
{
	const char *text = p->line + start;
	size_t len = p->at - start;

	*set = (struct set){ .count = 1, .longest = 1 };
	if (*text == '*' && (len == 1 || (len == 2 && text[1] == '*'))) {
		emit(p, len == 1 ? PATTERN_ANY : PATTERN_GAP);
		set->bare = set->wild_first = set->wild_last = true;
	} else if (*text == '@') {
		int list = p->names->list(p->names->data, text + 1, len - 1);

		if (list < 0)
			return err_at(p->err, ERR_INPUT, p->line, p->len, start,
				      "there is no list %.*s", (int)len, text);
		emit(p, PATTERN_LIST);
		emit(p, (uint16_t)list);
	} else {
		uint16_t words[PHRASE_ITEMS_MAX];

		set->longest = p->names->word(p->names->data, text, len, words,
					      PHRASE_ITEMS_MAX);
		if (!set->longest)
			return err_at(p->err, ERR_INPUT, p->line, p->len, start,
				      "\"%.*s\" is not a word", (int)len, text);
		for (size_t i = 0; i < set->longest; i++)
			emit(p, words[i]);
	}
	return 0;
}

/* Commas and the like are ignored in the text, so they may stand here too. */
static bool is_comma(const char *text, size_t len)
{
	return len == 1 && strchr(",;:-", *text);
}

static int item(struct parser *p, struct set *set)
{
	size_t start = p->at, end;
	struct set one;
	int ret;

	while (p->at < p->len && !ends_word(p->line[p->at]))
		p->at++;
	end = p->at;
	if (is_comma(p->line + start, end - start))
		return 0;
	if (end - start > 1 && is_comma(p->line + end - 1, 1))
		p->at--;
	ret = meaning(p, start, &one);
	p->at = end;
	return ret ? ret : cross(p, set, &one);
}

/* Items up to `|`, the closing bracket or the end. */
static int sequence(struct parser *p, struct set *set, char close)
{
	int ret = 0;

	*set = nothing;
	while (!ret && p->at < p->len) {
		char c = p->line[p->at];

		if (c == ' ' || c == '\t')
			p->at++;
		else if (c == '|' && close)
			break;
		else if (close && c == close)
			break;
		else if (c == '[' || c == '(')
			ret = group(p, set);
		else if (strchr("])|", c))
			ret = fault(p, p->at, "there is no group to close here");
		else
			ret = item(p, set);
	}
	return ret;
}

static int alternatives(struct parser *p, struct set *out, char close,
			size_t *choices)
{
	for (;;) {
		size_t start = p->at, head = p->out->count;
		struct set one;
		int ret;

		emit(p, 0);	/* the length of the choice */
		ret = sequence(p, &one, close);
		if (!ret && !one.longest)
			ret = fault(p, start, "a group has an empty choice");
		if (!ret && p->out->count - head - 1 > UINT16_MAX)
			ret = fault(p, p->at, "the phrase is too long");
		if (ret)
			return ret;
		p->out->numbers[head] = (uint16_t)(p->out->count - head - 1);
		unite(out, &one);
		++*choices;
		if (p->at == p->len || p->line[p->at] != '|')
			return 0;
		p->at++;
	}
}

int phrase_open(struct phrase *phrase, const char *line, size_t len,
		const struct phrase_names *names, struct err *err)
{
	struct phrase out = PHRASE_INIT;
	struct parser p = { line, len, 0, names, &out, err, 0 };
	struct set set;
	int ret;

	if (len && *line == '!') {
		out.except = true;
		p.at++;
	}
	ret = sequence(&p, &set, '\0');
	if (!ret && set.bare)
		ret = fault(&p, 0, "the phrase matches without a word");
	if (!ret && out.count > UINT16_MAX)
		ret = fault(&p, 0, "the phrase is too long");
	if (ret) {
		phrase_release(&out);
		return ret;
	}
	phrase_release(phrase);
	*phrase = out;
	return 0;
}

void phrase_release(struct phrase *phrase)
{
	free(phrase->numbers);
	*phrase = (struct phrase)PHRASE_INIT;
}
