#include "nearest.h"

#include <string.h>

#include "script/search.h"

void nearest_try(struct nearest *nearest, const char *candidate)
{
	size_t len = strlen(nearest->word);
	unsigned most = 1 + (unsigned)(len / 4), far;

	if (!len)
		return;
	far = search_distance(nearest->word, candidate, most);
	/* The start of a name, or a part of a longer one, is a good guess. */
	if (len >= 3 && strstr(candidate, nearest->word))
		far = 1;
	if (far > most || (nearest->best && far >= nearest->distance))
		return;
	nearest->best = candidate;
	nearest->distance = far;
}
