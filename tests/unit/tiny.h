#ifndef UNIT_TINY_H
#define UNIT_TINY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "coach/lexicon-builder.h"
#include "coach/lexicon.h"
#include "coach/moves.h"
#include "coach/words.h"

/*
 * tiny: a lexicon of a few phrases, made in a test, and what it finds.
 *
 *   struct tiny tiny = tiny_new("dont = do not\n");
 *   tiny_add(&tiny, MOVE_SPOKEN, "refusal", "i do not\nno\n");
 *   tiny_finish(&tiny);
 *   tiny_find(&tiny, text, len);
 *   tiny_release(&tiny);
 *
 * Once finished it must not be copied: `moves` points into it.
 */
/*
 * Comes first in a test that the code does not pass yet, so that the debt is
 * listed at each run and stops nobody. KNOWN_FAULTS=1 runs such tests.
 */
#define known_fault() do { \
	if (!getenv("KNOWN_FAULTS")) \
		skip(); \
} while (0)

struct tiny {
	struct lexicon_builder *builder;
	struct lexicon lexicon;
	struct errlist faults;
	struct words words;
	struct moves *moves;
};

static inline struct tiny tiny_new(const char *forms)
{
	struct tiny tiny = { .builder = lexicon_builder_new(),
			     .words = WORDS_INIT };
	struct err err = { 0 };

	assert_int_equal(lexicon_builder_forms(tiny.builder, forms,
					       strlen(forms), &err), 0);
	return tiny;
}

static inline void tiny_add(struct tiny *tiny, enum move_kind kind,
			    const char *name, const char *phrases)
{
	struct err err = { 0 };

	assert_int_equal(lexicon_builder_add(tiny->builder, kind, name, name,
					     phrases, strlen(phrases), &err),
			 0);
}

/* Builds; faults are the test's business. */
static inline void tiny_finish(struct tiny *tiny)
{
	lexicon_builder_finish(tiny->builder, &tiny->lexicon, &tiny->faults);
	tiny->moves = moves_new(&tiny->lexicon);
}

static inline void tiny_release(struct tiny *tiny)
{
	moves_free(tiny->moves);
	words_release(&tiny->words);
	lexicon_builder_free(tiny->builder);
	errlist_release(&tiny->faults);
}

static inline void tiny_find(struct tiny *tiny, const char *text, size_t len)
{
	words_split(&tiny->words, &tiny->lexicon, text, len);
	moves_find(tiny->moves, &tiny->words);
}

/* Appends the bytes of each span of `move`, with ` | ` between them. */
static inline void tiny_show(const struct tiny *tiny, const char *move,
			     const char *text, struct strbuf *out)
{
	int number = lexicon_move(&tiny->lexicon, move);
	const struct span *spans;
	size_t count;

	assert_true(number >= 0);
	spans = moves_of(tiny->moves, (unsigned)number, &count);
	for (size_t i = 0; i < count; i++) {
		if (i)
			strbuf_addstr(out, " | ");
		strbuf_add(out, text + spans[i].start,
			   spans[i].end - spans[i].start);
	}
}

#endif
