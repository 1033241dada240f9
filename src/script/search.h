#ifndef SCRIPT_SEARCH_H
#define SCRIPT_SEARCH_H

#include <stddef.h>

struct strlist;

/*
 * search: words of texts, and names that are nearly right. The ranking itself
 * is catalog_search() of catalog.h, which is implemented beside these.
 *
 * No list of words of a language is built in: what is common in the catalog
 * at hand counts for little, whatever it means.
 */

/*
 * Appends the words of `text`, in lower case: runs of letters and digits of
 * any script, apostrophes left out ("mother's" gives "mothers").
 */
void search_words(const char *text, struct strlist *out);

/*
 * Cuts `word`, in lower case, to its stem, in place: s, ed, ing, er and a last
 * e go, y becomes i, a double letter at the end single. Crude, and enough for
 * "borrowing" to meet "borrow" and "parties" to meet "party".
 */
void search_stem(char *word);

/*
 * Letters to insert, delete, change or swap until `a` is `b`; anything past
 * `most` is most + 1.
 */
unsigned search_distance(const char *a, const char *b, unsigned most);

/*
 * The name in `names` that is nearest to `name`, borrowed, or NULL where none
 * is near: 2 steps, 3 for names of 8 letters and more.
 */
const char *search_nearest(const struct strlist *names, const char *name);

#endif
