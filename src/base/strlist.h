#ifndef BASE_STRLIST_H
#define BASE_STRLIST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * strlist: a growable list of strings it owns.
 *
 * A plain value that starts as STRLIST_INIT and ends in strlist_release().
 * `items` has `count` entries; read them freely.
 */
struct strlist {
	char **items;
	size_t count;
	size_t capacity;
};

#define STRLIST_INIT { NULL, 0, 0 }

/* Appends a copy. */
void strlist_add(struct strlist *list, const char *text);
void strlist_addn(struct strlist *list, const char *text, size_t len);
bool strlist_has(const struct strlist *list, const char *text);
/* By bytes, as in the C locale; equal strings are kept. */
void strlist_sort(struct strlist *list);
void strlist_release(struct strlist *list);
/* The same, and overwrites the strings first: for what is private. */
void strlist_wipe(struct strlist *list);

#endif
