#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* write(2), since stdio may want memory of its own. */
void mem_exhausted(void)
{
	static const char line[] = "boundary: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, line, sizeof(line) - 1);

	(void)ignored;
	_exit(1);
}

void *mem_array(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_resize(void *old, size_t count, size_t size)
{
	void *p;

	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	p = realloc(old, count && size ? count * size : 1);
	if (!p)
		mem_exhausted();
	return p;
}

/* realloc(3) may move, and leaves what it moved from as it was. */
void *mem_resize_wiped(void *old, size_t used, size_t size)
{
	void *p = mem_resize(NULL, size, 1);

	if (used) {
		memcpy(p, old, used);
		explicit_bzero(old, used);
	}
	free(old);
	return p;
}

void *mem_grow(void *old, size_t *capacity, size_t size)
{
	*capacity = *capacity ? *capacity * 2 : 8;
	return mem_resize(old, *capacity, size);
}

char *mem_copy(const char *text, size_t len)
{
	char *p = mem_array(len + 1, 1);

	if (len)
		memcpy(p, text, len);
	return p;
}

char *mem_string(const char *text)
{
	return mem_copy(text, strlen(text));
}
