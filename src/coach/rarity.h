#ifndef COACH_RARITY_H
#define COACH_RARITY_H

#include <stddef.h>
#include <stdint.h>

/*
 * rarity: how often a word stands in what people write to one another.
 *
 * Shares are rough and need be no better: they say which word of a phrase is
 * worth waiting for, and a wrong one costs time and nothing else.
 */

/* Of a word that is in no table. */
#define RARITY_RARE 1

/* How many of 10,000 words are this one (in lower case), or this mark. */
uint32_t rarity_share(const char *text, size_t len);

#endif
