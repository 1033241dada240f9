#ifndef COACH_GROUPS_H
#define COACH_GROUPS_H

#include <stddef.h>
#include <stdint.h>

struct lexicon_try;

/*
 * groups: numbers for the groups of a lexicon's patterns, while it is being
 * built. Groups that are alike have one number, so that what is known of one
 * in a sentence is known of all. Zeroed, it is empty.
 */
struct groups {
	uint32_t *slots;	/* hash of a group -> its place + 1 */
	size_t mask;
	size_t count;		/* with number 0, a group that is not known */
};

/* Numbers the groups in all of `phrases`, which lie in `patterns`. */
void groups_number(struct groups *groups, uint16_t *patterns,
		   const struct lexicon_try *phrases, size_t count);
void groups_release(struct groups *groups);

#endif
