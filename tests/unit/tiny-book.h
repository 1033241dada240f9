#ifndef UNIT_TINY_BOOK_H
#define UNIT_TINY_BOOK_H

#include "coach/review.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "tiny.h"

/*
 * tiny-book: a rulebook of a few rules, made in a test.
 *
 * Fill `tiny` as tiny.h says, then add rules; the reviewer reads by both.
 */
#define TINY_RULES_MAX 8

struct tiny_book {
	struct tiny tiny;
	struct rule *rules[TINY_RULES_MAX];
	struct rulebook book;
	struct reviewer *reviewer;
};

/* A rule called `id` with the front matter lines `head` and the cases `when`. */
static inline void tiny_rule(struct tiny_book *b, const char *id,
			     const char *head, const char *when)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };

	strbuf_addf(&text, "---\ntitle: T\nmessage: About %s.\nwhy: W\n%s\n"
		    "when: [%s]\nbad: [a, b, c]\ngood: [d, e, f]\n---\n", id,
		    head, when);
	assert_int_equal(rule_parse(&b->rules[b->book.rule_count++], id,
				    "test", text.text, text.len,
				    &b->tiny.lexicon, &err), 0);
	strbuf_release(&text);
}

static inline void tiny_open(struct tiny_book *b)
{
	b->book.lexicon = b->tiny.lexicon;
	b->book.rules = (const struct rule *const *)b->rules;
	b->reviewer = reviewer_new(&b->book);
}

static inline void tiny_close(struct tiny_book *b)
{
	reviewer_free(b->reviewer);
	for (size_t i = 0; i < b->book.rule_count; i++)
		rule_free(b->rules[i]);
	tiny_release(&b->tiny);
}

static inline const struct review *tiny_review(struct tiny_book *b,
					       const char *text)
{
	static const struct review_options options = REVIEW_OPTIONS_INIT;

	return reviewer_read(b->reviewer, text, strlen(text), &options);
}

#endif
