#include "base/strlist.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void strlist_add(struct strlist *list, const char *text)
{
	strlist_addn(list, text, strlen(text));
}

void strlist_addn(struct strlist *list, const char *text, size_t len)
{
	if (list->count == list->capacity)
		list->items = mem_grow(list->items, &list->capacity,
				       sizeof(*list->items));
	list->items[list->count++] = mem_copy(text, len);
}

bool strlist_has(const struct strlist *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i], text))
			return true;
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void strlist_sort(struct strlist *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), by_bytes);
}

void strlist_release(struct strlist *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i]);
	free(list->items);
	*list = (struct strlist)STRLIST_INIT;
}

void strlist_wipe(struct strlist *list)
{
	for (size_t i = 0; i < list->count; i++)
		explicit_bzero(list->items[i], strlen(list->items[i]));
	strlist_release(list);
}
