#include "base/yaml-node.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

struct yaml *yaml_new(const char *text, size_t len, size_t first_line)
{
	struct yaml *doc = mem_array(1, sizeof(*doc));

	doc->text = mem_copy(text, len);
	doc->len = len;
	doc->first_line = first_line;
	doc->root.doc = doc;
	return doc;
}

static void release(struct yaml_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		release(&node->items[i]);
	free(node->items);
	free(node->key);
	free(node->text);
}

void yaml_free(struct yaml *doc)
{
	if (!doc)
		return;
	release(&doc->root);
	free(doc->text);
	free(doc);
}

struct yaml_node *yaml_node_grow(struct yaml_node *node)
{
	struct yaml_node *child;

	if (node->count == node->capacity)
		node->items = mem_grow(node->items, &node->capacity,
				       sizeof(*node->items));
	child = &node->items[node->count++];
	*child = (struct yaml_node){ .doc = node->doc, .at = node->at };
	return child;
}

/* Equal keys side by side, the earlier first. */
static int by_key(const void *a, const void *b)
{
	const struct yaml_node *x = *(const struct yaml_node *const *)a;
	const struct yaml_node *y = *(const struct yaml_node *const *)b;
	int order = strcmp(x->key, y->key);

	return order ? order : x->at < y->at ? -1 : 1;
}

const struct yaml_node *yaml_node_twin(const struct yaml_node *map)
{
	const struct yaml_node **sorted, *twin = NULL;

	if (map->count < 2)
		return NULL;
	sorted = mem_array(map->count, sizeof(*sorted));
	for (size_t i = 0; i < map->count; i++)
		sorted[i] = &map->items[i];
	qsort(sorted, map->count, sizeof(*sorted), by_key);
	for (size_t i = 1; i < map->count; i++)
		if (!strcmp(sorted[i]->key, sorted[i - 1]->key) &&
		    (!twin || sorted[i]->at < twin->at))
			twin = sorted[i];
	free(sorted);
	return twin;
}

int yaml_fault(const struct yaml *doc, struct err *err, size_t at,
	       const char *text)
{
	err_at(err, ERR_INPUT, doc->text, doc->len, at, "%s", text);
	err->line += doc->first_line - 1;
	return ERR_INPUT;
}

const struct yaml_node *yaml_root(const struct yaml *doc)
{
	return &doc->root;
}

enum yaml_kind yaml_kind(const struct yaml_node *node)
{
	return node->kind;
}

const char *yaml_text(const struct yaml_node *node)
{
	return node->kind == YAML_TEXT ? node->text : NULL;
}

size_t yaml_count(const struct yaml_node *node)
{
	return node->count;
}

const struct yaml_node *yaml_item(const struct yaml_node *node, size_t i)
{
	return &node->items[i];
}

const char *yaml_key(const struct yaml_node *map, size_t i)
{
	return map->items[i].key;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	if (map->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (!strcmp(map->items[i].key, key))
			return &map->items[i];
	return NULL;
}

const char *yaml_get_text(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	return node ? yaml_text(node) : NULL;
}

int yaml_err(const struct yaml_node *node, struct err *err, const char *fmt,
	     ...)
{
	char text[sizeof(err->text)];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return yaml_fault(node->doc, err, node->at, text);
}

int yaml_number(const struct yaml_node *node, const char *what, long min,
		long max, long *out, struct err *err)
{
	const char *text = yaml_text(node), *p = text;
	bool minus = p && *p == '-';
	long n = 0;

	if (minus)
		p++;
	if (!p || !*p)
		goto bad;
	for (; *p >= '0' && *p <= '9'; p++)
		if (__builtin_mul_overflow(n, 10L, &n) ||
		    __builtin_sub_overflow(n, (long)(*p - '0'), &n))
			goto bad;
	/* Counted downwards, since LONG_MIN has no positive. */
	if (*p || (!minus && __builtin_sub_overflow(0L, n, &n)))
		goto bad;
	if (n < min || n > max)
		goto bad;
	*out = n;
	return 0;
bad:
	return yaml_err(node, err, "`%s` is a whole number from %ld to %ld",
			what, min, max);
}

int yaml_flag(const struct yaml_node *node, const char *what, bool *out,
	      struct err *err)
{
	static const char *const words[] = { "true", "yes", "on", "false",
					     "no", "off" };
	const char *text = yaml_text(node);

	for (size_t i = 0; text && i < 6; i++)
		if (!strcmp(text, words[i])) {
			*out = i < 3;
			return 0;
		}
	return yaml_err(node, err, "`%s` is true or false", what);
}
