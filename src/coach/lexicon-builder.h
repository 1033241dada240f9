#ifndef COACH_LEXICON_BUILDER_H
#define COACH_LEXICON_BUILDER_H

#include <stddef.h>

#include "coach/lexicon.h"

struct err;
struct errlist;

/*
 * lexicon-builder: phrase files in, a lexicon out.
 *
 * Call in this order: new, forms (once), add for each file, finish, free. The
 * lexicon borrows from the builder and lives as long as it. The order of the
 * files gives the moves their numbers.
 */
struct lexicon_builder;

struct lexicon_builder *lexicon_builder_new(void);
void lexicon_builder_free(struct lexicon_builder *builder);

/*
 * Reads a file of forms, `dont = do not` a line, `#` for comments. Returns 0
 * or ERR_INPUT with the line.
 */
int lexicon_builder_forms(struct lexicon_builder *builder, const char *text,
			  size_t len, struct err *err);

/*
 * Takes a phrase file: `name` as lists and rules call it, `origin` for
 * messages. The text is copied; phrases are read by finish, when all lists
 * are known. Returns 0 or ERR_INPUT: a bad front matter, a name twice, too
 * many files.
 */
int lexicon_builder_add(struct lexicon_builder *builder, enum move_kind kind,
			const char *name, const char *origin, const char *text,
			size_t len, struct err *err);

/* The number of a word, new or known, as vocabulary_word() gives it; before
 * finish. */
uint16_t lexicon_builder_word(struct lexicon_builder *builder,
			      const char *text, size_t len);
/* The number of the move called `name`, or -1; and how many there are. */
int lexicon_builder_move(const struct lexicon_builder *builder,
			 const char *name);
uint32_t lexicon_builder_move_count(const struct lexicon_builder *builder);

/*
 * Builds. Every fault of every phrase is added to `faults`; a faulty line is
 * left out and the rest goes on, so that the caller may choose. On return
 * *out is a working lexicon.
 */
void lexicon_builder_finish(struct lexicon_builder *builder,
			    struct lexicon *out, struct errlist *faults);

#endif
