#include "nearest.h"

#include <stdbool.h>
#include <string.h>

/* Names are short; what is longer is near to nothing. */
#define NAME_MAX_LEN 64

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Letters added, left out, changed or swapped with their neighbour (optimal
 * string alignment), with three rows instead of the whole table.
 */
static size_t distance(const char *a, size_t a_len, const char *b,
		       size_t b_len)
{
	size_t rows[3][NAME_MAX_LEN + 1];
	size_t *older = rows[0], *old = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b_len; j++)
		old[j] = older[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *spare = older;

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			bool same = a[i - 1] == b[j - 1];

			row[j] = least(old[j] + 1, row[j - 1] + 1);
			row[j] = least(row[j], old[j - 1] + !same);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], older[j - 2] + 1);
		}
		older = old;
		old = row;
		row = spare;
	}
	return old[b_len];
}

void nearest_try(struct nearest *nearest, const char *candidate)
{
	size_t len = strlen(nearest->word), other = strlen(candidate);
	size_t far;

	if (!len || len > NAME_MAX_LEN || other > NAME_MAX_LEN)
		return;
	far = distance(nearest->word, len, candidate, other);
	/* The start of a name, or a part of a longer one, is a good guess. */
	if (len >= 3 && strstr(candidate, nearest->word))
		far = 1;
	if (far > 1 + len / 4 || (nearest->best && far >= nearest->distance))
		return;
	nearest->best = candidate;
	nearest->distance = far;
}
