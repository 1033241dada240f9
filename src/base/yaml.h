#ifndef BASE_YAML_H
#define BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

struct err;

/*
 * yaml: hand-written data, read through libfyaml.
 *
 * A document is a tree of maps, lists and plain text: every scalar is kept
 * as the text that stands there, so `no` is "no" and 0644 is "0644"; whoever
 * asks converts; a value left out is the empty text. Anchors and aliases, tags,
 * directives and several documents are refused: nobody needs them here, and
 * they are how small files become large ones.
 *
 * Nodes are borrowed: they belong to the document and die with it.
 */
struct yaml;		/* a document */
struct yaml_node;

/* Longest document, and deepest nesting, that yaml_parse() accepts. */
#define YAML_MAX (1024 * 1024)
#define YAML_DEPTH_MAX 16

/*
 * Parses `len` bytes of UTF-8. `first_line` is the line number of the file on
 * which the text starts (1 for a whole file), so that faults in a front
 * matter point at the file. An empty document is an empty map.
 *
 * On success stores a document in *out (yaml_free() it) and returns 0. On
 * failure *out is untouched, err has line, column and the line itself, and
 * the result is ERR_INPUT: not YAML, not UTF-8, a key twice in one map, an
 * alias, a tag, too long or too deep.
 */
int yaml_parse(struct yaml **out, const char *text, size_t len,
	       size_t first_line, struct err *err);
void yaml_free(struct yaml *doc);

const struct yaml_node *yaml_root(const struct yaml *doc);

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };
enum yaml_kind yaml_kind(const struct yaml_node *node);

/* The text of a scalar, NUL-terminated; NULL for lists and maps. */
const char *yaml_text(const struct yaml_node *node);

/* Entries of a list or map; 0 for text. Entry i in the order of the file. */
size_t yaml_count(const struct yaml_node *node);
const struct yaml_node *yaml_item(const struct yaml_node *node, size_t i);
/* The key of entry i of a map, and the place of that key. */
const char *yaml_key(const struct yaml_node *map, size_t i);

/* The value of `key`, or NULL where `map` is no map or has none. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
/* The same for a text value: NULL where it is missing or no text. */
const char *yaml_get_text(const struct yaml_node *map, const char *key);

/*
 * Fills *err with a fault at the place of `node` (its key where it is the
 * value of one), its line quoted, and returns ERR_INPUT.
 */
int yaml_err(const struct yaml_node *node, struct err *err, const char *fmt,
	     ...) __attribute__((format(printf, 3, 4)));

/*
 * Stores a whole number between min and max in *out. Returns 0, or ERR_INPUT
 * by yaml_err() naming `what`.
 */
int yaml_number(const struct yaml_node *node, const char *what, long min,
		long max, long *out, struct err *err);

/* `true`, `yes`, `on` and their opposites; else ERR_INPUT as above. */
int yaml_flag(const struct yaml_node *node, const char *what, bool *out,
	      struct err *err);

#endif
