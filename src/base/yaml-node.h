#ifndef BASE_YAML_NODE_H
#define BASE_YAML_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/yaml.h"

struct err;

/*
 * yaml-node: the tree behind yaml.h, for yaml.c alone, which builds it. What
 * others may do with a node stands in yaml.h and is implemented here; neither
 * knows libfyaml.
 */
struct yaml_node {
	const struct yaml *doc;
	enum yaml_kind kind;
	size_t at;		/* byte of the text: the key where it has one */
	char *key;		/* NULL in lists and at the root */
	char *text;		/* NULL in lists and maps */
	struct yaml_node *items;
	size_t count, capacity;
};

struct yaml {
	char *text;		/* kept for the quotes in faults */
	size_t len;
	size_t first_line;
	struct yaml_node root;
};

/* A document with a copy of `text` and no nodes; yaml_free() it. */
struct yaml *yaml_new(const char *text, size_t len, size_t first_line);

/*
 * Appends an entry to a list or map, at the place of `node` until set. It may
 * move the entries that were there.
 */
struct yaml_node *yaml_node_grow(struct yaml_node *node);

/*
 * The first entry, in file order, whose key another entry of `map` before it
 * has; NULL where all differ. n log n, since a file may have 100,000 keys.
 */
const struct yaml_node *yaml_node_twin(const struct yaml_node *map);

/* Fills *err with a fault at byte `at` of the text; returns ERR_INPUT. */
int yaml_fault(const struct yaml *doc, struct err *err, size_t at,
	       const char *text);

#endif
