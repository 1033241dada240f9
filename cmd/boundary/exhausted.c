#include "exhausted.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"

/* The names are the linker's: ld(1), --wrap. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
int __vasprintf_chk(char **out, int flag, const char *fmt, va_list args);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
int __wrap___asprintf_chk(char **out, int flag, const char *fmt, ...);

void *__wrap_malloc(size_t size)
{
	void *p = __real_malloc(size);

	if (!p && size)
		mem_exhausted();
	return p;
}

void *__wrap_calloc(size_t count, size_t size)
{
	void *p = __real_calloc(count, size);

	if (!p && count && size)
		mem_exhausted();
	return p;
}

void *__wrap_realloc(void *old, size_t size)
{
	void *p = __real_realloc(old, size);

	if (!p && size)
		mem_exhausted();
	return p;
}

char *__wrap_strdup(const char *text)
{
	char *p = __real_strdup(text);

	if (!p)
		mem_exhausted();
	return p;
}

/* asprintf(3) of what was compiled with _FORTIFY_SOURCE. */
int __wrap___asprintf_chk(char **out, int flag, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = __vasprintf_chk(out, flag, fmt, args);
	va_end(args);
	if (len < 0)
		mem_exhausted();
	return len;
}

static void *watched(size_t size)
{
	return malloc(size);
}

void exhausted_watch_json(void)
{
	static cJSON_Hooks hooks = { watched, free };

	cJSON_InitHooks(&hooks);
}
