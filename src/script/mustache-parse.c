/*
 * mustache_parse(), of mustache.h. Longer than most files here, since what a
 * tag is and what becomes of the white space around it are one question.
 *
 * How white space goes. A tag that prints nothing by itself and is alone on
 * its line takes the line with it. A parent and all that it holds count as one
 * such tag, since only the blocks in it matter. A block in a parent (here: an
 * argument) loses the indentation of its first line on all its lines; the
 * block that it replaces gives it its own when it is rendered.
 */
#include "script/mustache.h"

#include <string.h>

#include "base/err.h"
#include "script/mustache-reader.h"
#include "script/mustache-tree.h"

/* A section, parent or block that is not closed yet. */
struct open {
	size_t node;
	size_t at;		/* offset of its tag */
	size_t line_at;		/* where its line starts, if `first` */
	bool first;		/* only blanks stand before it on its line */
	bool argument;
	size_t dedent;		/* to be restored when it is closed */
};

struct parser {
	struct mustache_reader reader;
	struct mustache *tpl;
	struct open stack[MUSTACHE_DEPTH_MAX];
	size_t depth;
	size_t dedent;		/* blanks that each line loses */
	size_t line;		/* the line that `line_at` is in */
	size_t line_at;
};

static struct open *top(struct parser *p)
{
	return p->depth ? &p->stack[p->depth - 1] : NULL;
}

/* The node that was added last. */
static struct mustache_node *last(struct parser *p)
{
	return &p->tpl->nodes[p->tpl->count - 1];
}

/* True directly inside a parent, where nothing but blocks has a meaning. */
static bool in_parent(struct parser *p)
{
	return p->depth && p->tpl->nodes[top(p)->node].kind == MUSTACHE_PARENT;
}

static struct mustache_node *add_node(struct parser *p,
				      enum mustache_kind kind, size_t at,
				      size_t len)
{
	struct mustache_node *node = mustache_tree_add(p->tpl, kind, at, len);

	for (; p->line_at < at; p->line_at++)
		p->line += p->reader.text[p->line_at] == '\n';
	node->line = p->line;
	return node;
}

/* Adds what the reader has not passed, up to `end`, each line dedented. */
static void add_text(struct parser *p, size_t end)
{
	const char *text = p->reader.text;
	size_t at = p->reader.at;

	if (in_parent(p))
		return;
	if (!p->dedent && at < end)
		add_node(p, MUSTACHE_TEXT, at, end - at);
	while (p->dedent && at < end) {
		const char *newline = memchr(text + at, '\n', end - at);
		size_t next = newline ? (size_t)(newline - text) + 1 : end;
		size_t lose = at && text[at - 1] != '\n' ? 0 : p->dedent;

		for (; lose && at < next && (text[at] == ' ' ||
					     text[at] == '\t'); lose--)
			at++;
		if (at < next)
			add_node(p, MUSTACHE_TEXT, at, next - at);
		at = next;
	}
}

/* Adds the text before a tag; where the tag is alone, its line goes. */
static bool take_line(struct parser *p, const struct mustache_tag *tag,
		      size_t *start)
{
	size_t next = tag->end;
	bool alone = mustache_reader_is_first(&p->reader, tag->start, start) &&
		     mustache_reader_is_last(&p->reader, tag->end, &next);

	add_text(p, alone ? *start : tag->start);
	p->reader.at = next;
	return alone;
}

/* Indentation [start, end) of the source, less what its line loses. */
static void set_indent(struct parser *p, struct mustache_node *node,
		       size_t start, size_t end)
{
	start += p->dedent < end - start ? p->dedent : end - start;
	node->indent = p->tpl->source + start;
	node->indent_len = end - start;
}

/*
 * Adds a node for a tag with a name, which is ended by a NUL in our copy:
 * what stands there is a blank or a delimiter and is never rendered.
 */
static int add_named(struct parser *p, const struct mustache_tag *tag,
		     enum mustache_kind kind)
{
	int ret = mustache_reader_check_name(&p->reader, tag);
	struct mustache_node *node;

	if (ret)
		return ret;
	node = add_node(p, kind, tag->name, tag->name_len);
	p->tpl->source[tag->name + tag->name_len] = '\0';
	node->dynamic = tag->dynamic;
	if (kind == MUSTACHE_BLOCK ||
	    (!tag->dynamic &&
	     (kind == MUSTACHE_PARTIAL || kind == MUSTACHE_PARENT)))
		return 0;
	if (mustache_tree_split(p->tpl, node))
		return 0;
	return mustache_reader_fail(&p->reader, tag->start,
				    "name with nothing beside a dot");
}

/* The same for one that holds others, up to its closing tag. */
static int open_named(struct parser *p, const struct mustache_tag *tag,
		      enum mustache_kind kind)
{
	int ret = add_named(p, tag, kind);

	if (ret)
		return ret;
	if (p->depth == MUSTACHE_DEPTH_MAX)
		return mustache_reader_fail(&p->reader, tag->start,
					    "nested too deep");
	p->stack[p->depth++] = (struct open){
		.node = p->tpl->count - 1, .at = tag->start,
		.dedent = p->dedent,
	};
	return 0;
}

static int add_variable(struct parser *p, const struct mustache_tag *tag)
{
	int ret;

	add_text(p, tag->start);
	p->reader.at = tag->end;
	ret = add_named(p, tag, MUSTACHE_VARIABLE);
	if (!ret)
		last(p)->raw = tag->kind != ' ';
	return ret;
}

static int open_section(struct parser *p, const struct mustache_tag *tag)
{
	size_t start;

	take_line(p, tag, &start);
	return open_named(p, tag, tag->kind == '#' ? MUSTACHE_SECTION :
			  MUSTACHE_INVERTED);
}

static int add_partial(struct parser *p, struct mustache_tag *tag)
{
	size_t start;
	bool alone = take_line(p, tag, &start);
	int ret;

	mustache_reader_star(&p->reader, tag);
	ret = add_named(p, tag, MUSTACHE_PARTIAL);
	if (ret || !alone)
		return ret;
	last(p)->alone = true;
	set_indent(p, last(p), start, tag->start);
	return 0;
}

/* Whether a parent is alone is known at its end: see close_parent(). */
static int open_parent(struct parser *p, struct mustache_tag *tag)
{
	size_t start = 0;
	bool first = mustache_reader_is_first(&p->reader, tag->start, &start);
	int ret;

	add_text(p, tag->start);
	p->reader.at = tag->end;
	mustache_reader_star(&p->reader, tag);
	ret = open_named(p, tag, MUSTACHE_PARENT);
	if (ret)
		return ret;
	top(p)->first = first;
	top(p)->line_at = start;
	return 0;
}

/* Takes the line of a parent that is alone: the text before it was added. */
static void close_parent(struct parser *p, const struct mustache_tag *tag)
{
	const struct open *open = top(p);
	struct mustache_node *parent = &p->tpl->nodes[open->node];
	struct mustache_node *before = parent - (open->node != 0);

	p->reader.at = tag->end;
	if (!open->first || !mustache_reader_is_last(&p->reader, tag->end,
						     &p->reader.at))
		return;
	parent->alone = true;
	set_indent(p, parent, open->line_at, open->at);
	if (before->kind == MUSTACHE_TEXT &&
	    before->text + before->len == p->tpl->source + open->at)
		before->len -= parent->indent_len;
}

static int open_argument(struct parser *p, const struct mustache_tag *tag)
{
	size_t start = tag->start, end = tag->start, next = tag->end;
	int ret;

	if (mustache_reader_is_last(&p->reader, tag->end, &next))
		mustache_reader_indent(&p->reader, next, &start, &end);
	else
		mustache_reader_is_first(&p->reader, tag->start, &start);
	p->reader.at = next;
	ret = open_named(p, tag, MUSTACHE_BLOCK);
	if (ret)
		return ret;
	top(p)->argument = true;
	p->dedent = end - start;
	return 0;
}

static int open_block(struct parser *p, const struct mustache_tag *tag)
{
	size_t start = tag->start, end = tag->start;
	bool alone;
	int ret;

	if (in_parent(p))
		return open_argument(p, tag);
	alone = take_line(p, tag, &start);
	if (alone)
		mustache_reader_indent(&p->reader, p->reader.at, &start, &end);
	ret = open_named(p, tag, MUSTACHE_BLOCK);
	if (ret)
		return ret;
	last(p)->alone = alone;
	set_indent(p, last(p), start, end);
	return 0;
}

/* What stands behind an argument on its line is in the parent: no matter. */
static void close_argument(struct parser *p, const struct mustache_tag *tag)
{
	size_t start = tag->start;

	mustache_reader_is_first(&p->reader, tag->start, &start);
	add_text(p, start);
	p->reader.at = tag->end;
}

static int close_tag(struct parser *p, struct mustache_tag *tag)
{
	const struct mustache_reader *r = &p->reader;
	const struct open *open = top(p);
	const struct mustache_node *node;
	size_t start;

	if (!open)
		return mustache_reader_fail(r, tag->start,
					    "nothing is open that this closes");
	node = &p->tpl->nodes[open->node];
	if (node->dynamic)
		mustache_reader_star(r, tag);
	if (tag->name_len != node->len || tag->dynamic != node->dynamic ||
	    memcmp(r->text + tag->name, node->text, node->len))
		return err_at(r->err, ERR_INPUT, r->text, r->len, tag->start,
			      "\"%.100s\" should be closed first", node->text);
	if (node->kind == MUSTACHE_PARENT)
		close_parent(p, tag);
	else if (open->argument)
		close_argument(p, tag);
	else
		take_line(p, tag, &start);
	p->tpl->nodes[open->node].end = p->tpl->count;
	p->dedent = open->dedent;
	p->depth--;
	return 0;
}

static int add_tag(struct parser *p, struct mustache_tag *tag)
{
	size_t start;

	switch (tag->kind) {
	case '#':
	case '^':
		return open_section(p, tag);
	case '/':
		return close_tag(p, tag);
	case '>':
		return add_partial(p, tag);
	case '<':
		return open_parent(p, tag);
	case '$':
		return open_block(p, tag);
	case '!':
		take_line(p, tag, &start);
		return 0;
	case '=':
		take_line(p, tag, &start);
		return mustache_reader_delimit(&p->reader, tag);
	default:
		return add_variable(p, tag);
	}
}

static int parse(struct parser *p)
{
	const struct mustache_reader *r = &p->reader;
	struct mustache_tag tag;
	int ret;

	for (;;) {
		ret = mustache_reader_next(r, &tag);
		if (ret)
			return ret;
		if (!tag.kind)
			break;
		ret = add_tag(p, &tag);
		if (ret)
			return ret;
	}
	if (p->depth)
		return err_at(r->err, ERR_INPUT, r->text, r->len, top(p)->at,
			      "\"%.100s\" is not closed",
			      p->tpl->nodes[top(p)->node].text);
	add_text(p, r->len);
	return 0;
}

int mustache_parse(struct mustache **out, const char *text, size_t len,
		   struct err *err)
{
	struct parser p = { .line = 1 };
	int ret;

	if (len > MUSTACHE_MAX)
		return err_set(err, ERR_INPUT, "longer than %d bytes",
			       MUSTACHE_MAX);
	mustache_reader_init(&p.reader, text, len, err);
	p.tpl = mustache_tree_new(text, len);
	ret = parse(&p);
	if (ret)
		goto out;
	*out = p.tpl;
	p.tpl = NULL;
out:
	mustache_free(p.tpl);
	return ret;
}
