#ifndef SCRIPT_MUSTACHE_TREE_H
#define SCRIPT_MUSTACHE_TREE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * mustache-tree: what a template is once it is parsed. For mustache-parse.c,
 * which makes it, and mustache.c, which renders it.
 *
 * The nodes stand in one array in the order of the source. What a section,
 * parent or block holds follows it, up to its `end`. All white space that
 * belongs to tags alone on their lines is gone from the text nodes.
 */
enum mustache_kind {
	MUSTACHE_TEXT,
	MUSTACHE_VARIABLE,
	MUSTACHE_SECTION,
	MUSTACHE_INVERTED,
	MUSTACHE_PARTIAL,
	MUSTACHE_PARENT,
	MUSTACHE_BLOCK,
};

struct mustache_node {
	enum mustache_kind kind;
	bool raw;		/* a variable that is never escaped */
	bool dynamic;		/* `{{>*name}}`: the value is the name */
	bool alone;		/* partial, parent, block: alone on its line */
	const char *text;	/* the text, or the name and a NUL */
	size_t len;
	size_t part;		/* its name, split at the dots: */
	size_t part_count;	/* 0 where it is `.`, or not looked up */
	const char *indent;	/* what each line of a partial is put behind */
	size_t indent_len;
	size_t end;		/* the node behind all that this one holds */
	size_t line;		/* 1-based line of the source */
};

struct mustache_part {
	const char *text;
	size_t len;
};

struct mustache {
	char *source;		/* what the pointers of the nodes point into */
	struct mustache_node *nodes;
	size_t count;
	size_t capacity;
	struct mustache_part *parts;
	size_t part_count;
	size_t part_capacity;
};

/* An empty one with a copy of the source; mustache_free() it. */
struct mustache *mustache_tree_new(const char *source, size_t len);

/* Appends a node for `len` bytes of the source at `at`, borrowed. */
struct mustache_node *mustache_tree_add(struct mustache *tpl,
					enum mustache_kind kind, size_t at,
					size_t len);

/*
 * Splits the name of `node` at its dots. False where there is nothing before
 * or behind one of them.
 */
bool mustache_tree_split(struct mustache *tpl, struct mustache_node *node);

#endif
