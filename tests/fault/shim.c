/*
 * shim: a memory that runs out, for LD_PRELOAD.
 *
 * Allocation number FAULT_AT (from 1) of the process fails, and with
 * FAULT_ALL each one behind it too. How many there were is written to the file
 * FAULT_COUNT at the end. glibc keeps its own functions under other names; it
 * calls ours for what it needs itself, so those fail as well. Children of the
 * program have a memory that does not run out.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

/* The program has no threads. */
static uintmax_t count, fault_at;
static bool fault_all, counts = true;

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("FAULT_AT");

	fault_at = at ? strtoumax(at, NULL, 10) : 0;
	fault_all = getenv("FAULT_ALL") != NULL;
	unsetenv("LD_PRELOAD");
	count = 0;
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *out;

	counts = false;
	out = path ? fopen(path, "w") : NULL;
	if (!out)
		return;
	fprintf(out, "%" PRIuMAX "\n", count);
	fclose(out);
}

static bool fails(void)
{
	if (!counts)
		return false;
	count++;
	if (!fault_at || count < fault_at || (count > fault_at && !fault_all))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	void *p = fails() ? NULL : __libc_memalign(alignment, size);

	if (!p)
		return ENOMEM;
	*out = p;
	return 0;
}
