#ifndef SCRIPT_BUILTIN_H
#define SCRIPT_BUILTIN_H

#include <stddef.h>

/*
 * builtin: the files of scripts/ as they were at build time, inside the
 * program. The table is generated, sorted by path in byte order.
 */
struct builtin {
	const char *path;	/* below scripts/: "en/no/decline-a-drink.md" */
	const char *text;	/* NUL-terminated, len does not count the NUL */
	size_t len;
};

extern const struct builtin builtins[];
extern const size_t builtins_count;

/* The file at `path`, or NULL. */
const struct builtin *builtin_find(const char *path);

/*
 * The first file whose path starts with `prefix`, and through *count how many
 * follow one another from there. NULL and 0 where there is none.
 */
const struct builtin *builtin_below(const char *prefix, size_t *count);

#endif
