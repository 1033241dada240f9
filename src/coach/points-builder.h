#ifndef COACH_POINTS_BUILDER_H
#define COACH_POINTS_BUILDER_H

#include <stddef.h>

#include "coach/points.h"

struct err;
struct lexicon_builder;

/*
 * points-builder: files of points in, one table out.
 *
 * A file is coach/points/MOVE.txt, of a move that has a phrase list:
 *
 *	# any comment
 *	bar 20			points that are enough; once, first
 *	floor -10		optional, second: fewer drop what phrases find
 *	14 not wake up		one to three words; ^ begins and $ ends a
 *				sentence, ? stands before the end of a question
 *	-6 @thanks		another move
 *
 * Points are whole numbers from -POINTS_MAX to POINTS_MAX.
 */
struct points_builder;

#define POINTS_MAX 9999

/* Words get their numbers from `lexicon`, which is borrowed. */
struct points_builder *points_builder_new(struct lexicon_builder *lexicon);
void points_builder_free(struct points_builder *builder);

/*
 * Takes a file, before the lexicon is finished and after it has all moves.
 * Returns 0, or ERR_INPUT with line and column.
 */
int points_builder_add(struct points_builder *builder, const char *move,
		       const char *origin, const char *text, size_t len,
		       struct err *err);

/* The table; it borrows from the builder. */
void points_builder_finish(struct points_builder *builder,
			   struct points *out);

#endif
