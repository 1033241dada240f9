#ifndef COACH_POINTS_H
#define COACH_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct moves;
struct words;

/*
 * points: how much a sentence sounds like a move, as a sum.
 *
 * Phrase lists know forms; people have more of them than any list. So some
 * moves also have a file of points: words, pairs and triples of words, and
 * other moves, each with points for or against. A sentence, or two that
 * follow one another, is that move where its points reach the bar of the
 * file. Each thing counts once, however often it stands there. A file may also
 * have a floor: where a sentence has fewer points, what the phrase list finds
 * in it is dropped, since lists find more than is meant.
 *
 * The points are fitted to labelled sentences by `make points`, which writes
 * the files; whoever reads one sees what weighs how much. Exceptions of the
 * move's phrase list hold here too.
 */

/* Most moves that may have points. */
#define POINTS_CLASSES_MAX 12

#define POINTS_NO_FLOOR INT16_MIN

/* Most words of one entry. */
#define POINTS_WORDS_MAX 3

struct points {
	/* Word numbers of an entry, 16 bits each, the last one lowest. */
	const uint64_t *keys;
	const int16_t *weights;		/* by entry, then class */
	uint32_t count;
	const uint32_t *slots;		/* hash of a key -> entry + 1; 0: empty */
	uint32_t mask;
	/* A bit for each key. Most of what is looked up is no entry, and this is
	 * small enough to say so without a page of the others. */
	const uint64_t *maybe;
	uint32_t maybe_mask;
	const int16_t *move_weights;	/* by move, then class */
	const uint16_t *moves;		/* by class: what it is */
	const int16_t *bars;		/* by class: points that are enough */
	const int16_t *floors;		/* by class; POINTS_NO_FLOOR: none */
	uint32_t class_count;		/* 0: there are none */
	uint32_t move_count;
};

static inline uint32_t points_hash(uint64_t key)
{
	key *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(key >> 32);
}

static inline bool points_may_have(const struct points *points, uint32_t hash)
{
	const uint32_t bit = (hash >> 8) & points->maybe_mask;

	return points->maybe[bit / 64] >> (bit % 64) & 1;
}

/* The key of up to three words behind one another. */
static inline uint64_t points_key(uint64_t key, uint16_t word)
{
	return key << 16 | word;
}

/* The memory of one reader; points_new() never fails. */
struct points_reader;
struct points_reader *points_reader_new(const struct points *points);
void points_reader_free(struct points_reader *reader);

/*
 * Adds to `moves`, which has found what it finds in `words`, a span for each
 * sentence that has the points and no span of that move yet.
 */
void points_find(struct points_reader *reader, const struct words *words,
		 struct moves *moves);

#endif
