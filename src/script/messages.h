#ifndef SCRIPT_MESSAGES_H
#define SCRIPT_MESSAGES_H

#include <stddef.h>

struct catalog;
struct cJSON;
struct err;
struct strbuf;

/*
 * messages: what the product says, by key, from one YAML file of the catalog.
 *
 * The file is a map; a value is a text (Mustache, plain) or a list of texts.
 * Nested maps are reached by dots: "gate.abuse.ask". Texts are parsed when
 * they are first asked for. A key that is missing is a bug of ours or of a
 * translation and shows as "[key]", so that nothing crashes at midnight.
 */
struct messages;

/*
 * Loads "session/practice.yaml" and the like. Errors as catalog_file(), and
 * ERR_INPUT where it is no YAML map. messages_free() what *out gets.
 */
int messages_load(struct messages **out, const struct catalog *catalog,
		  const char *path, struct err *err);
/*
 * The same, on top of `base`: a key that this file has not is looked up there.
 * `base` is borrowed for the life of *out.
 */
int messages_load_over(struct messages **out, const struct catalog *catalog,
		       const char *path, const struct messages *base,
		       struct err *err);
void messages_free(struct messages *messages);

/* The text at `key` as it stands, borrowed; NULL where there is none. */
const char *messages_text(const struct messages *messages, const char *key);

/* How many texts the list at `key` has (1 for a text, 0 for none). */
size_t messages_count(const struct messages *messages, const char *key);
/* Text i of the list at `key`, borrowed; NULL where there is none. */
const char *messages_item(const struct messages *messages, const char *key,
			  size_t i);

/*
 * Appends the text at `key`, or item i of the list, filled with `values` (an
 * object of strings, or NULL).
 */
void messages_add(const struct messages *messages, const char *key, size_t i,
		  const struct cJSON *values, struct strbuf *out);

#endif
