/*
 * Rendering: one function a kind of node, which makes it a long file.
 *
 * Nothing is allocated but the output: contexts and the blocks that a parent
 * is given are lists whose links lie on the stack.
 *
 * Indentation is put out late: `line_start` is set behind a newline of the
 * template, and the next thing on that line brings what it stands behind. So
 * an empty line stays empty, and newlines in values mean nothing.
 */
#include "script/mustache.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "script/mustache-tree.h"

/* A value in which names are looked up, and the one around it. */
struct context {
	const cJSON *value;
	const struct context *outer;
};

/* A parent that is being rendered: its blocks replace those of its template. */
struct frame {
	const struct mustache *tpl;
	size_t parent;
	const struct frame *outer;
};

struct renderer {
	const struct mustache_source *source;
	const struct mustache *tpl;
	const struct context *context;
	const struct frame *frames;
	struct strbuf *out;
	struct strbuf indent;
	bool line_start;
	size_t depth, pieces, limit;
	struct err *err;
};

static int render(struct renderer *r, size_t first, size_t end);

static const cJSON *member(const cJSON *json, const struct mustache_part *part)
{
	if (!cJSON_IsObject(json))
		return NULL;
	for (const cJSON *m = json->child; m; m = m->next)
		if (*m->string == *part->text &&
		    !strncmp(m->string, part->text, part->len) &&
		    !m->string[part->len])
			return m;
	return NULL;
}

/* The value of a name: its first part from the innermost context out. */
static const cJSON *look_up(const struct renderer *r,
			    const struct mustache_node *node)
{
	const struct mustache_part *parts;
	const cJSON *value = NULL;

	if (!node->part_count)
		return r->context->value;
	parts = r->tpl->parts + node->part;
	for (const struct context *c = r->context; c && !value; c = c->outer)
		value = member(c->value, &parts[0]);
	for (size_t i = 1; i < node->part_count && value; i++)
		value = member(value, &parts[i]);
	return value;
}

static bool is_true(const cJSON *value)
{
	if (!value || cJSON_IsFalse(value) || cJSON_IsNull(value))
		return false;
	if (cJSON_IsString(value))
		return *value->valuestring != '\0';
	return !cJSON_IsArray(value) || value->child;
}

/* What stands before each line of a partial, where a line starts here. */
static void start_line(struct renderer *r)
{
	if (r->line_start)
		strbuf_add(r->out, r->indent.text, r->indent.len);
	r->line_start = false;
}

static void render_text(struct renderer *r, const char *text, size_t len)
{
	while (r->indent.len && len) {
		const char *newline = memchr(text, '\n', len);
		size_t line = newline ? (size_t)(newline - text) + 1 : len;

		if (newline != text)
			start_line(r);
		strbuf_add(r->out, text, line);
		r->line_start = newline != NULL;
		text += line;
		len -= line;
	}
	if (!len)
		return;
	strbuf_add(r->out, text, len);
	r->line_start = text[len - 1] == '\n';
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	default:
		return NULL;
	}
}

/* Escapes what stands in `out` from `at` on. */
static void escape_from(struct strbuf *out, size_t at)
{
	for (; at < out->len; at++) {
		const char *name = entity(out->text[at]);

		if (!name)
			continue;
		strbuf_splice(out, at, 1, name, strlen(name));
		at += strlen(name) - 1;
	}
}

static void add_escaped(struct strbuf *out, const char *text)
{
	for (;;) {
		size_t run = strcspn(text, "&\"<>");

		strbuf_add(out, text, run);
		text += run;
		if (!*text)
			return;
		strbuf_addstr(out, entity(*text++));
	}
}

static void render_variable(struct renderer *r,
			    const struct mustache_node *node)
{
	const cJSON *value = look_up(r, node);
	bool html = r->source->html && !node->raw;
	size_t at;

	start_line(r);
	at = r->out->len;
	if (!value && r->source->missing)
		r->source->missing(r->source->data, node->text);
	if (!value || cJSON_IsNull(value))
		return;
	if (!cJSON_IsString(value)) {
		json_add(r->out, value);
		if (html)
			escape_from(r->out, at);
	} else if (html) {
		add_escaped(r->out, value->valuestring);
	} else {
		strbuf_addstr(r->out, value->valuestring);
	}
}

static int render_in(struct renderer *r, const cJSON *value, size_t first,
		     size_t end)
{
	struct context context = { value, r->context };
	int ret;

	r->context = &context;
	ret = render(r, first, end);
	r->context = context.outer;
	return ret;
}

static int render_section(struct renderer *r, size_t i)
{
	const struct mustache_node *node = &r->tpl->nodes[i];
	const cJSON *value = look_up(r, node);
	int ret = 0;

	if (!is_true(value))
		return 0;
	if (!cJSON_IsArray(value))
		return render_in(r, value, i + 1, node->end);
	for (const cJSON *item = value->child; item && !ret; item = item->next)
		ret = render_in(r, item, i + 1, node->end);
	return ret;
}

/* Renders nodes of `tpl` in place of `node`, behind its indentation. */
static int render_within(struct renderer *r, const struct mustache_node *node,
			 const struct mustache *tpl, size_t first, size_t end)
{
	const struct mustache *outer = r->tpl;
	size_t indent = r->indent.len;
	int ret;

	if (r->depth == MUSTACHE_DEPTH_MAX)
		return err_set(r->err, ERR_INPUT,
			       "partials nest deeper than %d, at \"%.100s\"",
			       MUSTACHE_DEPTH_MAX, node->text);
	strbuf_add(&r->indent, node->indent, node->indent_len);
	r->line_start |= node->alone;
	r->tpl = tpl;
	r->depth++;
	ret = render(r, first, end);
	r->depth--;
	r->tpl = outer;
	strbuf_cut(&r->indent, indent);
	return ret;
}

static int render_partial(struct renderer *r, const struct mustache_node *node)
{
	const struct mustache *tpl = NULL;
	const char *name = node->text;

	if (node->dynamic) {
		const cJSON *value = look_up(r, node);

		name = cJSON_IsString(value) ? value->valuestring : NULL;
	}
	if (name && r->source->partial)
		tpl = r->source->partial(r->source->data, name);
	return tpl ? render_within(r, node, tpl, 0, tpl->count) : 0;
}

static int render_parent(struct renderer *r, size_t i)
{
	struct frame frame = { r->tpl, i, r->frames };
	int ret;

	r->frames = &frame;
	ret = render_partial(r, &r->tpl->nodes[i]);
	r->frames = frame.outer;
	return ret;
}

/* The block that a parent holds for `name`, or 0, which no such block is. */
static size_t find_argument(const struct frame *frame,
			    const struct mustache_node *block)
{
	const struct mustache_node *nodes = frame->tpl->nodes;
	size_t end = nodes[frame->parent].end;

	for (size_t i = frame->parent + 1; i < end; i = nodes[i].end)
		if (nodes[i].kind == MUSTACHE_BLOCK &&
		    nodes[i].len == block->len &&
		    !memcmp(nodes[i].text, block->text, block->len))
			return i;
	return 0;
}

/*
 * The outermost parent that has a block of this name replaces it. What it
 * holds is seen by the parents around that one only: so a block may hold one
 * of its own name.
 */
static int render_block(struct renderer *r, size_t i)
{
	const struct mustache_node *node = &r->tpl->nodes[i];
	const struct frame *frames = r->frames, *from = NULL;
	size_t argument = 0;
	int ret;

	for (const struct frame *f = frames; f; f = f->outer) {
		size_t found = find_argument(f, node);

		if (found) {
			argument = found;
			from = f;
		}
	}
	if (!from)
		return render(r, i + 1, node->end);
	r->frames = from->outer;
	ret = render_within(r, node, from->tpl, argument + 1,
			    from->tpl->nodes[argument].end);
	r->frames = frames;
	return ret;
}

static int render_node(struct renderer *r, size_t i)
{
	const struct mustache_node *node = &r->tpl->nodes[i];

	switch (node->kind) {
	case MUSTACHE_TEXT:
		render_text(r, node->text, node->len);
		return 0;
	case MUSTACHE_VARIABLE:
		render_variable(r, node);
		return 0;
	case MUSTACHE_SECTION:
		return render_section(r, i);
	case MUSTACHE_INVERTED:
		if (is_true(look_up(r, node)))
			return 0;
		return render(r, i + 1, node->end);
	case MUSTACHE_PARTIAL:
		return render_partial(r, node);
	case MUSTACHE_PARENT:
		return render_parent(r, i);
	case MUSTACHE_BLOCK:
		return render_block(r, i);
	}
	return 0;
}

static int render(struct renderer *r, size_t first, size_t end)
{
	int ret = 0;

	for (size_t i = first; i < end && !ret; i = r->tpl->nodes[i].end) {
		if (++r->pieces > MUSTACHE_PIECES_MAX || r->out->len > r->limit)
			return err_set(r->err, ERR_INPUT, "it would be too "
				       "long: sections and partials multiply");
		ret = render_node(r, i);
	}
	return ret;
}

int mustache_render(const struct mustache *tpl,
		    const struct mustache_source *source, struct strbuf *out,
		    struct err *err)
{
	struct context root = { source->root, NULL };
	struct renderer r = {
		.source = source, .tpl = tpl, .context = &root, .out = out,
		.indent = STRBUF_INIT, .line_start = true, .err = err,
		.limit = out->len + MUSTACHE_TEXT_MAX,
	};
	size_t len = out->len;
	int ret;

	ret = render(&r, 0, tpl->count);
	if (ret)
		strbuf_cut(out, len);
	strbuf_release(&r.indent);
	return ret;
}

void mustache_names(const struct mustache *tpl,
		    void (*see)(void *data, const char *name, size_t line),
		    void *data)
{
	for (size_t i = 0; i < tpl->count; i++)
		if (tpl->nodes[i].part_count)
			see(data, tpl->nodes[i].text, tpl->nodes[i].line);
}
