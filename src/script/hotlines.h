#ifndef SCRIPT_HOTLINES_H
#define SCRIPT_HOTLINES_H

#include <stdbool.h>
#include <stddef.h>

struct catalog;
struct err;
struct strbuf;
struct strlist;

/*
 * hotlines: crisis lines by country, from lines.yaml of the catalog.
 *
 * The file says of each row where it comes from, when it was checked, and
 * whether a person has yet to check it on the live page; that is shown too.
 */
struct hotlines;

/* Errors as catalog_file(), and ERR_INPUT where the file is malformed. */
int hotlines_load(struct hotlines **out, const struct catalog *catalog,
		  struct err *err);
void hotlines_free(struct hotlines *hotlines);

/* A kind word to go before the lines, borrowed; NULL where there is none. */
const char *hotlines_intro(const struct hotlines *hotlines);

/* True where `country` (ISO code in any case; UK is GB) is known. */
bool hotlines_has(const struct hotlines *hotlines, const char *country);

/* The codes, appended in file order, without `international`. */
void hotlines_countries(const struct hotlines *hotlines, struct strlist *out);
/* The name of a country; NULL where it is not known. */
const char *hotlines_name(const struct hotlines *hotlines,
			  const char *country);

/*
 * Appends the lines of `country` as plain text, emergency first, one a line;
 * the international pointers where `country` is NULL or not known. With
 * `topic` (crisis, abuse, overdose, withdrawal) the rows for that topic come
 * before the rest and the rest is left out.
 */
void hotlines_add(struct strbuf *out, const struct hotlines *hotlines,
		  const char *country, const char *topic);

#endif
