#ifndef COACH_REVIEW_H
#define COACH_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coach/rule.h"

struct rulebook;
struct strlist;

/*
 * review: what the coach says of one text.
 *
 * A reviewer reads one text after another and keeps its memory; a review is
 * borrowed from it and valid until the next text. Pure: text in, findings
 * out. It never keeps the text.
 */
enum verdict { VERDICT_BALANCED, VERDICT_SOFT, VERDICT_HARD, VERDICT_MIXED };

/* "balanced", "soft", "hard", "mixed". */
const char *verdict_name(enum verdict verdict);

struct finding {
	const struct rule *rule;
	uint32_t start;		/* bytes of the text, half open; the whole */
	uint32_t end;		/* text, trimmed, where it is about all of it */
	uint32_t line;		/* from 1 */
	uint32_t column;	/* from 1, in characters */
};

struct review {
	enum verdict verdict;
	size_t words;
	const struct finding *findings;		/* in text order */
	size_t finding_count;
	const struct finding *strengths;	/* in text order */
	size_t strength_count;
	const struct span *spans;		/* by move, then by place */
	size_t span_count;
	uint16_t safety[8];			/* moves of safety/ it has */
	size_t safety_count;
};

struct review_options {
	unsigned kind;			/* one bit of rule.h, or 0 */
	int firmness;			/* 0..6, or FIRMNESS_NONE */
	const struct strlist *off;	/* ids of rules to leave out, or NULL */
};

#define REVIEW_OPTIONS_INIT { 0, FIRMNESS_NONE, NULL }

struct reviewer;

/* `book` is borrowed and must outlive the reviewer. */
struct reviewer *reviewer_new(const struct rulebook *book);
void reviewer_free(struct reviewer *reviewer);

/*
 * Reviews `len` bytes (at most WORDS_TEXT_MAX). A line `boundary: ignore RULE`
 * anywhere in the text leaves that rule out. Borrowed result.
 */
const struct review *reviewer_read(struct reviewer *reviewer, const char *text,
				   size_t len,
				   const struct review_options *options);

/* The rulebook that the reviewer reads by; for names of moves. */
const struct rulebook *reviewer_book(const struct reviewer *reviewer);

/* True where the review has a span of the move called `name`. */
bool review_has(const struct reviewer *reviewer, const struct review *review,
		const char *name);

/* The worst level among the findings; LEVEL_STRENGTH where there is none. */
enum level review_worst(const struct review *review);

#endif
