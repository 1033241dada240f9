#include "coach/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strlist.h"
#include "coach/points.h"
#include "coach/rulebook.h"
#include "coach/words.h"

struct findings {
	struct finding *items;
	size_t count, capacity;
};

struct reviewer {
	const struct rulebook *book;
	struct words words;
	struct moves *moves;
	struct points_reader *points;
	struct findings findings, strengths;
	struct strlist ignored;		/* ids that the text itself names */
	struct finding whole;		/* where a remark on all of it points */
	struct review review;
};

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		"balanced", "soft", "hard", "mixed",
	};

	return names[verdict];
}

struct reviewer *reviewer_new(const struct rulebook *book)
{
	struct reviewer *r = mem_array(1, sizeof(*r));

	r->book = book;
	r->words = (struct words)WORDS_INIT;
	r->moves = moves_new(&book->lexicon);
	r->points = points_reader_new(&book->points);
	return r;
}

void reviewer_free(struct reviewer *r)
{
	if (!r)
		return;
	words_release(&r->words);
	moves_free(r->moves);
	points_reader_free(r->points);
	free(r->findings.items);
	free(r->strengths.items);
	strlist_release(&r->ignored);
	free(r);
}

static void add_finding(void *data, const struct rule *rule,
			const struct span *span)
{
	struct reviewer *r = data;
	struct findings *list = rule->level == LEVEL_STRENGTH ?
		&r->strengths : &r->findings;
	struct finding finding = r->whole;

	if (span) {
		finding.start = span->start;
		finding.end = span->end;
	}
	finding.rule = rule;
	if (list->count == list->capacity)
		list->items = mem_grow(list->items, &list->capacity,
				       sizeof(*list->items));
	list->items[list->count++] = finding;
}

static bool blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Collects the ids behind each `boundary: ignore`. */
static void find_ignored(struct reviewer *r, const char *text, size_t len)
{
	static const char order[] = "boundary: ignore ";
	const char *end = text + len, *at = text;

	strlist_release(&r->ignored);
	while ((at = memmem(at, (size_t)(end - at), order,
			    sizeof(order) - 1))) {
		at += sizeof(order) - 1;
		while (at < end && *at != '\n') {
			const char *start;

			while (at < end && (*at == ' ' || *at == ','))
				at++;
			start = at;
			while (at < end && !blank(*at) && *at != ',')
				at++;
			if (at == start)
				break;
			strlist_addn(&r->ignored, start, (size_t)(at - start));
		}
	}
}

static void set_whole(struct reviewer *r, const char *text, size_t len)
{
	size_t start = 0;

	while (start < len && blank(text[start]))
		start++;
	while (len > start && blank(text[len - 1]))
		len--;
	r->whole.start = (uint32_t)start;
	r->whole.end = (uint32_t)len;
}

static int by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->rule->level != y->rule->level)
		return x->rule->level > y->rule->level ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return strcmp(x->rule->id, y->rule->id);
}

/* A rule speaks once of one place, though several of its cases find it. */
static bool said_before(const struct finding *f, const struct finding *list,
			size_t count)
{
	for (size_t i = count; i-- > 0;)
		if (list[i].rule == f->rule)
			return f->start < list[i].end;
	return false;
}

/* Sorts, drops what stands twice, and fills in lines and columns. */
static void place(struct findings *list, const char *text)
{
	uint32_t line = 1, column = 1, at = 0;
	size_t n = 0;

	if (list->count > 1)
		qsort(list->items, list->count, sizeof(*list->items), by_place);
	for (size_t i = 0; i < list->count; i++) {
		struct finding *f = &list->items[i];

		if (said_before(f, list->items, n))
			continue;
		for (; at < f->start; at++) {
			if (text[at] == '\n') {
				line++;
				column = 1;
			} else {
				column += ((unsigned char)text[at] & 0xc0) !=
					  0x80;
			}
		}
		f->line = line;
		f->column = column;
		list->items[n++] = *f;
	}
	list->count = n;
}

static enum verdict judge(const struct findings *list)
{
	bool soft = false, hard = false;

	for (size_t i = 0; i < list->count; i++) {
		const struct rule *rule = list->items[i].rule;

		if (rule->level != LEVEL_PROBLEM)
			continue;
		soft |= rule->lean == LEAN_SOFT;
		hard |= rule->lean == LEAN_HARD;
	}
	if (soft && hard)
		return VERDICT_MIXED;
	return soft ? VERDICT_SOFT : hard ? VERDICT_HARD : VERDICT_BALANCED;
}

static bool is_off(const struct reviewer *r, const struct review_options *o,
		   const char *id)
{
	return strlist_has(&r->ignored, id) || (o->off && strlist_has(o->off, id));
}

static void find_safety(struct reviewer *r)
{
	const struct lexicon *lex = &r->book->lexicon;
	struct review *review = &r->review;

	review->safety_count = 0;
	for (unsigned i = 0; i < lex->move_count; i++)
		if (lex->moves[i].kind == MOVE_SAFETY &&
		    moves_has(r->moves, i) && review->safety_count < 8)
			review->safety[review->safety_count++] = (uint16_t)i;
}

const struct review *reviewer_read(struct reviewer *r, const char *text,
				   size_t len,
				   const struct review_options *options)
{
	struct rule_text about = { &r->words, r->moves, options->kind,
				   options->firmness };
	struct review *review = &r->review;

	words_split(&r->words, &r->book->lexicon, text, len);
	moves_find(r->moves, &r->words);
	points_find(r->points, &r->words, r->moves);
	find_ignored(r, text, len);
	set_whole(r, text, len);
	r->findings.count = 0;
	r->strengths.count = 0;
	for (size_t i = 0; r->words.real && i < r->book->rule_count; i++) {
		const struct rule *rule = r->book->rules[i];

		if (rule_may_speak(rule, moves_present(r->moves)) &&
		    !is_off(r, options, rule->id))
			rule_speaks(rule, &about, add_finding, r);
	}
	place(&r->findings, text);
	place(&r->strengths, text);
	review->verdict = judge(&r->findings);
	review->words = r->words.real;
	review->findings = r->findings.items;
	review->finding_count = r->findings.count;
	review->strengths = r->strengths.items;
	review->strength_count = r->strengths.count;
	review->spans = moves_all(r->moves, &review->span_count);
	find_safety(r);
	return review;
}

const struct rulebook *reviewer_book(const struct reviewer *r)
{
	return r->book;
}

bool review_has(const struct reviewer *r, const struct review *review,
		const char *name)
{
	int move = lexicon_move(&r->book->lexicon, name);

	for (size_t i = 0; move >= 0 && i < review->span_count; i++)
		if (review->spans[i].move == move)
			return true;
	return false;
}

enum level review_worst(const struct review *review)
{
	enum level worst = LEVEL_STRENGTH;

	for (size_t i = 0; i < review->finding_count; i++)
		if (review->findings[i].rule->level > worst)
			worst = review->findings[i].rule->level;
	return worst;
}
