#include "script/builtin.h"

#include <string.h>

/* The first file that is not below `path` in byte order. */
static size_t lower_bound(const char *path)
{
	size_t low = 0, high = builtins_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(builtins[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct builtin *builtin_find(const char *path)
{
	size_t at = lower_bound(path);

	if (at < builtins_count && !strcmp(builtins[at].path, path))
		return &builtins[at];
	return NULL;
}

const struct builtin *builtin_below(const char *prefix, size_t *count)
{
	size_t at = lower_bound(prefix), len = strlen(prefix);

	*count = 0;
	while (at + *count < builtins_count &&
	       !strncmp(builtins[at + *count].path, prefix, len))
		++*count;
	return *count ? &builtins[at] : NULL;
}
