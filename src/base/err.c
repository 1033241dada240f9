#include "base/err.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* A text that was cut to fit may end within a character. */
static void cut_half_character(char *text)
{
	size_t len = strlen(text), at = len;
	uint32_t cp;

	while (at && len - at < 4 && ((unsigned char)text[at - 1] & 0xc0) == 0x80)
		at--;
	if (at && (unsigned char)text[at - 1] >= 0xc0 &&
	    !utf8_decode(text + at - 1, len - at + 1, &cp))
		text[at - 1] = '\0';
}

static void fill(struct err *err, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

static void fill(struct err *err, const char *fmt, va_list args)
{
	err->line = 0;
	err->column = 0;
	err->quote[0] = '\0';
	vsnprintf(err->text, sizeof(err->text), fmt, args);
	cut_half_character(err->text);
}

int err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fill(err, fmt, args);
	va_end(args);
	return code;
}

/* Continuation bytes are not counted, so a column is a character. */
static size_t characters(const char *text, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
	return n;
}

int err_at(struct err *err, enum err_code code, const char *text, size_t len,
	   size_t at, const char *fmt, ...)
{
	size_t start = at, end = at, line = 1;
	va_list args;

	va_start(args, fmt);
	fill(err, fmt, args);
	va_end(args);
	while (start && text[start - 1] != '\n')
		start--;
	while (end < len && text[end] != '\n')
		end++;
	for (size_t i = 0; i < start; i++)
		line += text[i] == '\n';
	err->line = line;
	err->column = characters(text + start, at - start) + 1;
	if (end - start >= sizeof(err->quote)) {
		end = start + sizeof(err->quote) - 1;
		while (end > start && ((unsigned char)text[end] & 0xc0) == 0x80)
			end--;
	}
	memcpy(err->quote, text + start, end - start);
	err->quote[end - start] = '\0';
	return code;
}

void err_prefix(struct err *err, const char *name)
{
	char text[sizeof(err->text)], start[ERR_NAME_MAX + 1];
	int room = ERR_TEXT_MAX - 3;

	memcpy(text, err->text, sizeof(text));
	snprintf(start, sizeof(start), "%s", name);
	cut_half_character(start);
	room -= (int)strlen(start);
	snprintf(err->text, sizeof(err->text), "%s: %.*s", start, room, text);
	cut_half_character(err->text);
}

void errlist_add(struct errlist *list, const struct err *err)
{
	if (list->count == list->capacity)
		list->items = mem_grow(list->items, &list->capacity,
				       sizeof(*list->items));
	list->items[list->count++] = *err;
}

static int by_place(const void *a, const void *b)
{
	const struct err *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return strcmp(x->text, y->text);
}

void errlist_sort(struct errlist *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), by_place);
}

void errlist_release(struct errlist *list)
{
	free(list->items);
	*list = (struct errlist)ERRLIST_INIT;
}
