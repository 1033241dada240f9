#ifndef BOUNDARY_NEAREST_H
#define BOUNDARY_NEAREST_H

#include <stddef.h>

/*
 * nearest: "did you mean": the name that is closest to a mistyped one.
 *
 * Starts as NEAREST(word); every candidate is offered to nearest_try(); `best`
 * is then the closest one, borrowed, or NULL where none is close.
 */
struct nearest {
	const char *word;
	const char *best;
	size_t distance;
};

#define NEAREST(word) { word, NULL, 0 }

void nearest_try(struct nearest *nearest, const char *candidate);

#endif
