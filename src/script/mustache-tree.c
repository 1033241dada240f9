#include "script/mustache-tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "script/mustache.h"

struct mustache *mustache_tree_new(const char *source, size_t len)
{
	struct mustache *tpl = mem_array(1, sizeof(*tpl));

	tpl->source = mem_copy(source, len);
	return tpl;
}

struct mustache_node *mustache_tree_add(struct mustache *tpl,
					enum mustache_kind kind, size_t at,
					size_t len)
{
	struct mustache_node *node;

	if (tpl->count == tpl->capacity)
		tpl->nodes = mem_grow(tpl->nodes, &tpl->capacity,
				      sizeof(*tpl->nodes));
	node = &tpl->nodes[tpl->count++];
	*node = (struct mustache_node){
		.kind = kind, .text = tpl->source + at, .len = len,
		.end = tpl->count,
	};
	return node;
}

static void add_part(struct mustache *tpl, const char *text, size_t len)
{
	if (tpl->part_count == tpl->part_capacity)
		tpl->parts = mem_grow(tpl->parts, &tpl->part_capacity,
				      sizeof(*tpl->parts));
	tpl->parts[tpl->part_count++] = (struct mustache_part){ text, len };
}

bool mustache_tree_split(struct mustache *tpl, struct mustache_node *node)
{
	const char *text = node->text, *end = node->text + node->len;

	node->part = tpl->part_count;
	if (node->len == 1 && *text == '.')
		return true;
	while (text <= end) {
		const char *dot = memchr(text, '.', (size_t)(end - text));
		const char *next = dot ? dot : end;

		if (next == text)
			return false;
		add_part(tpl, text, (size_t)(next - text));
		node->part_count++;
		text = next + 1;
	}
	return true;
}

void mustache_free(struct mustache *tpl)
{
	if (!tpl)
		return;
	free(tpl->source);
	free(tpl->nodes);
	free(tpl->parts);
	free(tpl);
}
