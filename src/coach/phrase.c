/*
 * A group is opened by crossing: the sequences so far, times the sequences of
 * the group. Sets are small (a line of a list), so copies are cheap and the
 * code stays plain.
 */

#include "coach/phrase.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

struct set {
	struct phrase_sequence *items;
	size_t count;
	size_t capacity;
};

struct parser {
	const char *line;
	size_t len;
	size_t at;
	const struct phrase_names *names;
	struct err *err;
	unsigned depth;
};

#define DEPTH_MAX 8

static int fault(struct parser *p, size_t at, const char *what)
{
	return err_at(p->err, ERR_INPUT, p->line, p->len, at, "%s", what);
}

static void set_add(struct set *set, const struct phrase_sequence *seq)
{
	if (set->count == set->capacity)
		set->items = mem_grow(set->items, &set->capacity,
				      sizeof(*set->items));
	set->items[set->count++] = *seq;
}

static void set_release(struct set *set)
{
	free(set->items);
	*set = (struct set){ 0 };
}

/* A set of one empty sequence: what a crossing starts from. */
static void set_begin(struct set *set)
{
	struct phrase_sequence empty = { .count = 0 };

	*set = (struct set){ 0 };
	set_add(set, &empty);
}

/* left becomes left x right. */
static int cross(struct parser *p, struct set *left, const struct set *right)
{
	struct set out = { 0 };

	if (left->count * right->count > PHRASE_SEQUENCES_MAX)
		return fault(p, p->at, "the phrase opens into too many sequences");
	for (size_t i = 0; i < left->count; i++) {
		for (size_t j = 0; j < right->count; j++) {
			struct phrase_sequence seq = left->items[i];
			const struct phrase_sequence *more = &right->items[j];

			if (seq.count + more->count > PHRASE_ITEMS_MAX) {
				set_release(&out);
				return fault(p, p->at, "the phrase is too long");
			}
			memcpy(seq.items + seq.count, more->items,
			       more->count * sizeof(*more->items));
			seq.count += more->count;
			set_add(&out, &seq);
		}
	}
	set_release(left);
	*left = out;
	return 0;
}

static int alternatives(struct parser *p, struct set *out, char close);

static bool is_wild(int32_t item)
{
	return item == PHRASE_ANY || item == PHRASE_GAP;
}

/*
 * Makes a large group one item. Choices that begin or end in a wildcard must
 * stay in the line, where the words around them are known.
 */
static void name_group(struct parser *p, const struct set *left,
		       struct set *inner)
{
	struct phrase_sequence one = { .count = 1 };

	if (inner->count < 3 ||
	    (inner->count < PHRASE_GROUP_MIN &&
	     left->count * inner->count <= PHRASE_PRODUCT_MAX))
		return;
	for (size_t i = 0; i < inner->count; i++) {
		const struct phrase_sequence *seq = &inner->items[i];

		if (!seq->count || is_wild(seq->items[0]) ||
		    is_wild(seq->items[seq->count - 1]))
			return;
	}
	one.items[0] = phrase_list_item((uint32_t)p->names->group(
		p->names->data, inner->items, inner->count));
	inner->count = 0;
	set_add(inner, &one);
}

/* [a|b] or (a|b), p->at on the bracket. */
static int group(struct parser *p, struct set *seqs)
{
	bool may_lack = p->line[p->at] == '[';
	struct set inner = { 0 };
	size_t open = p->at++;
	int ret;

	if (++p->depth > DEPTH_MAX)
		return fault(p, open, "groups are nested too deep");
	ret = alternatives(p, &inner, may_lack ? ']' : ')');
	p->depth--;
	if (!ret && p->at == p->len)
		ret = fault(p, open, "the group is not closed");
	if (!ret) {
		struct phrase_sequence empty = { .count = 0 };

		p->at++;
		name_group(p, seqs, &inner);
		if (may_lack)
			set_add(&inner, &empty);
		ret = cross(p, seqs, &inner);
	}
	set_release(&inner);
	return ret;
}

static bool ends_word(char c)
{
	return c == ' ' || c == '\t' || strchr("[]()|", c);
}

/* Fills `seq` with what the word at p->line[start, p->at) means. */
static int meaning(struct parser *p, size_t start, struct phrase_sequence *seq)
{
	const char *text = p->line + start;
	size_t len = p->at - start;

	seq->count = 1;
	if (len == 1 && *text == '*') {
		seq->items[0] = PHRASE_ANY;
	} else if (len == 2 && !memcmp(text, "**", 2)) {
		seq->items[0] = PHRASE_GAP;
	} else if (*text == '@') {
		int32_t list = p->names->list(p->names->data, text + 1, len - 1);

		if (list < 0)
			return err_at(p->err, ERR_INPUT, p->line, p->len, start,
				      "there is no list %.*s", (int)len, text);
		seq->items[0] = phrase_list_item((uint32_t)list);
	} else {
		seq->count = p->names->word(p->names->data, text, len,
					    seq->items, PHRASE_ITEMS_MAX);
		if (!seq->count)
			return err_at(p->err, ERR_INPUT, p->line, p->len, start,
				      "\"%.*s\" is not a word", (int)len, text);
	}
	return 0;
}

/* Commas and the like are ignored in the text, so they may stand here too. */
static bool is_comma(const char *text, size_t len)
{
	return len == 1 && strchr(",;:-", *text);
}

static int item(struct parser *p, struct set *seqs)
{
	struct set one;
	size_t start = p->at, end;
	int ret;

	while (p->at < p->len && !ends_word(p->line[p->at]))
		p->at++;
	end = p->at;
	if (is_comma(p->line + start, end - start))
		return 0;
	if (end - start > 1 && is_comma(p->line + end - 1, 1))
		p->at--;
	set_begin(&one);
	ret = meaning(p, start, &one.items[0]);
	p->at = end;
	if (!ret)
		ret = cross(p, seqs, &one);
	set_release(&one);
	return ret;
}

/* Items up to `|`, the closing bracket or the end. */
static int sequence(struct parser *p, struct set *seqs, char close)
{
	int ret = 0;

	set_begin(seqs);
	while (!ret && p->at < p->len) {
		char c = p->line[p->at];

		if (c == ' ' || c == '\t')
			p->at++;
		else if (c == '|' && close)
			break;
		else if (close && c == close)
			break;
		else if (c == '[' || c == '(')
			ret = group(p, seqs);
		else if (strchr("])|", c))
			ret = fault(p, p->at, "there is no group to close here");
		else
			ret = item(p, seqs);
	}
	return ret;
}

static int alternatives(struct parser *p, struct set *out, char close)
{
	for (;;) {
		struct set one = { 0 };
		size_t start = p->at;
		int ret = sequence(p, &one, close);

		if (!ret && close && !one.items[0].count)
			ret = fault(p, start, "a group has an empty choice");
		for (size_t i = 0; !ret && i < one.count; i++)
			set_add(out, &one.items[i]);
		set_release(&one);
		if (ret || p->at == p->len || p->line[p->at] != '|')
			return ret;
		p->at++;
	}
}

static bool has_substance(const struct phrase_sequence *seq)
{
	for (size_t i = 0; i < seq->count; i++)
		if (seq->items[i] >= 0 || seq->items[i] <= PHRASE_LIST)
			return true;
	return false;
}

int phrase_open(struct phrase *phrase, const char *line, size_t len,
		const struct phrase_names *names, struct err *err)
{
	struct parser p = { line, len, 0, names, err, 0 };
	struct set out = { 0 };
	bool except = false;
	int ret;

	if (len && *line == '!') {
		except = true;
		p.at++;
	}
	ret = alternatives(&p, &out, '\0');
	for (size_t i = 0; !ret && i < out.count; i++)
		if (!has_substance(&out.items[i]))
			ret = fault(&p, 0, "the phrase matches without a word");
	if (ret) {
		set_release(&out);
		return ret;
	}
	phrase_release(phrase);
	phrase->sequences = out.items;
	phrase->count = out.count;
	phrase->capacity = out.capacity;
	phrase->except = except;
	return 0;
}

void phrase_release(struct phrase *phrase)
{
	free(phrase->sequences);
	*phrase = (struct phrase)PHRASE_INIT;
}
