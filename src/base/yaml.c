#include "base/yaml.h"

#include <libfyaml.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/yaml-node.h"

/*
 * libfyaml gives events; from them we build the tree of yaml-node.h, so that
 * no other module knows libfyaml. What it would print goes to a list of its
 * own, of which we take the first.
 */

struct builder {
	const struct yaml *doc;
	struct fy_diag *diag;
	struct fy_parser *parser;
	struct err *err;
	size_t flow;		/* where the innermost open [ or { stands */
	bool in_flow;
};

/* What libfyaml says, by a part of its words, and what a person can use. */
static const struct {
	const char *theirs, *ours;
} plain_words[] = {
	{ "without a closing", "a bracket is not closed" },
	{ "missing comma", "a comma is missing, or a bracket before this is "
			   "not closed" },
	{ "without closing quote", "a quote is not closed" },
	{ "wrongly indented", "a quote is not closed, or its next line is not "
			      "indented" },
	{ "document-start marker", "a quote before this is not closed" },
	{ "document-end marker", "a quote before this is not closed" },
	{ "invalid nested block mapping", "a second colon in one line: put "
					  "the text in quotes" },
	{ "invalid multiline plain key", "this is not `key: value`, or the "
					 "indentation is wrong" },
	{ "tab", "a tab cannot indent: use spaces" },
	{ "invalid trailing content", "text behind a closing quote" },
	{ "plain scalar cannot start", "a text that starts with this sign "
				       "needs quotes" },
	{ "expected node content", "a value is missing here" },
	{ "invalid escape", "a backslash in \"...\" before a letter that "
			    "means nothing" },
	{ "invalid UTF8 escape", "an escape that is no character" },
	{ "extra closing", "a closing bracket without an opening one" },
	{ "missing document start", "a second value: a file holds one map" },
	{ "expected key", "the indentation does not fit the lines above" },
	{ "at the end of block", "the indentation does not fit the lines "
				 "above" },
	{ "after mapping", "the indentation does not fit the lines above" },
	{ "in plain multiline", "the indentation does not fit the lines "
				"above" },
};

static const char *in_plain_words(const char *theirs)
{
	for (size_t i = 0; i < sizeof(plain_words) / sizeof(plain_words[0]);
	     i++)
		if (strstr(theirs, plain_words[i].theirs))
			return plain_words[i].ours;
	return theirs;
}

/* The byte at which a line and column (both from 1) of libfyaml lie. */
static size_t offset_of(const struct yaml *doc, int line, int column)
{
	size_t at = 0;

	for (; line > 1 && at < doc->len; at++)
		line -= doc->text[at] == '\n';
	for (; column > 1 && at < doc->len && doc->text[at] != '\n'; at++)
		column -= ((unsigned char)doc->text[at] & 0xc0) != 0x80;
	return at;
}

/* Turns the first fault that libfyaml has met into *err. */
static int not_yaml(const struct builder *b)
{
	const struct yaml *doc = b->doc;
	const struct fy_diag_error *first;
	const struct fy_mark *mark;
	void *walk = NULL;
	size_t at;

	first = fy_diag_errors_iterate(b->diag, &walk);
	if (!first)
		return yaml_fault(doc, b->err, doc->len, "not YAML");
	mark = first->fyt ? fy_token_start_mark(first->fyt) : NULL;
	at = mark ? mark->input_pos :
		    offset_of(doc, first->line, first->column);
	if (at > doc->len)
		at = doc->len;
	/* At the end of the text nothing can be seen; its beginning can. */
	if (b->in_flow && (at == doc->len ||
			   strstr(first->msg, "without a closing")))
		return yaml_fault(doc, b->err, b->flow,
				  "a bracket is not closed");
	return yaml_fault(doc, b->err, at, in_plain_words(first->msg));
}

static int refuse(const struct builder *b, size_t at, const char *text)
{
	return yaml_fault(b->doc, b->err, at, text);
}

static int build(struct builder *b, struct yaml_node *node,
		 struct fy_event *event, unsigned depth);

static int text_of(struct builder *b, struct fy_event *event, size_t at,
		   char **out)
{
	struct fy_token *token = fy_event_get_token(event);
	size_t len = 0, plain;
	const char *text = token ? fy_token_get_text(token, &len) : "";

	if (!text)
		return refuse(b, at, "not YAML");
	/*
	 * Only "\0" makes a NUL. Elsewhere it is a slip of libfyaml 0.7.12,
	 * which gives an empty block at the end of the text a length of 1.
	 */
	plain = strnlen(text, len);
	if (plain < len &&
	    fy_event_get_node_style(event) == FYNS_DOUBLE_QUOTED)
		return refuse(b, at, "a NUL in a text");
	len = plain;
	*out = mem_copy(text, len);
	return 0;
}

/* Where an event starts, its quote or asterisk included. */
static size_t place_of(const struct builder *b, struct fy_event *event,
		       size_t otherwise)
{
	const struct fy_mark *mark = fy_event_start_mark(event);
	enum fy_node_style style = fy_event_get_node_style(event);
	size_t at = mark ? mark->input_pos : otherwise;

	if (mark && at && (event->type == FYET_ALIAS ||
			   style == FYNS_SINGLE_QUOTED ||
			   style == FYNS_DOUBLE_QUOTED))
		at--;
	return at < b->doc->len ? at : b->doc->len;
}

/* Reads the value that follows a key. */
static int build_value(struct builder *b, struct yaml_node *child,
		       unsigned depth)
{
	struct fy_event *event = fy_parser_parse(b->parser);
	int ret;

	if (!event)
		return not_yaml(b);
	ret = build(b, child, event, depth);
	fy_parser_event_free(b->parser, event);
	return ret;
}

static int build_pair(struct builder *b, struct yaml_node *map,
		      struct fy_event *key, unsigned depth)
{
	size_t at = place_of(b, key, map->at);
	struct yaml_node *child;
	char *name = NULL;
	int ret;

	if (key->type != FYET_SCALAR)
		return refuse(b, at, "a key is one plain text");
	if (fy_event_get_anchor_token(key) || fy_event_get_tag_token(key))
		return refuse(b, at, "anchors and tags are not allowed: quote "
				     "a text that starts with & or !");
	ret = text_of(b, key, at, &name);
	if (ret)
		return ret;
	child = yaml_node_grow(map);
	child->key = name;
	child->at = at;
	return build_value(b, child, depth);
}

static int refuse_twins(struct builder *b, const struct yaml_node *map)
{
	const struct yaml_node *twin = yaml_node_twin(map);
	char text[sizeof(b->err->text)];

	if (!twin)
		return 0;
	snprintf(text, sizeof(text), "`%s` stands twice in one map", twin->key);
	return refuse(b, twin->at, text);
}

static int build_entries(struct builder *b, struct yaml_node *node,
			 unsigned depth)
{
	enum fy_event_type end = node->kind == YAML_MAP ? FYET_MAPPING_END :
							  FYET_SEQUENCE_END;
	int ret = 0;

	while (!ret) {
		struct fy_event *event = fy_parser_parse(b->parser);

		if (!event)
			return not_yaml(b);
		if (event->type == end) {
			fy_parser_event_free(b->parser, event);
			break;
		}
		if (node->kind == YAML_MAP)
			ret = build_pair(b, node, event, depth + 1);
		else
			ret = build(b, yaml_node_grow(node), event, depth + 1);
		fy_parser_event_free(b->parser, event);
	}
	if (!ret && node->kind == YAML_MAP)
		ret = refuse_twins(b, node);
	return ret;
}

/* Fills `node`, whose key is set, from the event that starts it. */
static int build(struct builder *b, struct yaml_node *node,
		 struct fy_event *event, unsigned depth)
{
	size_t at = place_of(b, event, node->at), flow = b->flow;
	bool in_flow = b->in_flow;
	int ret;

	if (!node->key)
		node->at = at;
	if (event->type == FYET_ALIAS)
		return refuse(b, at, "aliases are not allowed: quote a text "
				     "that starts with *");
	if (fy_event_get_anchor_token(event) || fy_event_get_tag_token(event))
		return refuse(b, node->at, "anchors and tags are not allowed: "
					   "quote a text that starts with & "
					   "or !");
	if (event->type == FYET_SCALAR) {
		node->kind = YAML_TEXT;
		return text_of(b, event, at, &node->text);
	}
	if (depth >= YAML_DEPTH_MAX)
		return refuse(b, at, "nested too deep");
	node->kind = event->type == FYET_MAPPING_START ? YAML_MAP : YAML_LIST;
	if (fy_event_get_node_style(event) == FYNS_FLOW) {
		b->flow = at;
		b->in_flow = true;
	}
	ret = build_entries(b, node, depth);
	if (!ret) {
		b->flow = flow;
		b->in_flow = in_flow;
	}
	return ret;
}

/* Walks the stream: at most one document, of one node. */
static int build_root(struct builder *b, struct yaml_node *root)
{
	struct fy_event *event;
	bool seen = false;
	int ret = 0;

	while (!ret && (event = fy_parser_parse(b->parser))) {
		switch (event->type) {
		case FYET_DOCUMENT_START:
			if (seen)
				ret = yaml_fault(b->doc, b->err,
					    place_of(b, event, b->doc->len),
					    "a second document");
			seen = true;
			break;
		case FYET_STREAM_START:
		case FYET_STREAM_END:
		case FYET_DOCUMENT_END:
			break;
		default:
			ret = build(b, root, event, 0);
			break;
		}
		fy_parser_event_free(b->parser, event);
	}
	if (!ret && fy_diag_got_error(b->diag))
		ret = not_yaml(b);
	/* Nothing, or a text of nothing, is what an empty file gives. */
	if (!ret && root->kind == YAML_TEXT && (!root->text || !*root->text))
		root->kind = YAML_MAP;
	return ret;
}

/* libfyaml must not print: without an output it would take stderr. */
static void say_nothing(struct fy_diag *diag, void *user, const char *text,
			size_t len)
{
	(void)diag;
	(void)user;
	(void)text;
	(void)len;
}

static int parse(struct yaml *doc, struct err *err)
{
	struct fy_diag_cfg quiet;
	struct fy_parse_cfg cfg = {
		.flags = FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE |
			 FYPCF_DISABLE_MMAP_OPT,
	};
	struct builder b = { .doc = doc, .err = err };
	int ret;

	fy_diag_cfg_default(&quiet);
	quiet.fp = NULL;
	quiet.output_fn = say_nothing;
	b.diag = fy_diag_create(&quiet);
	if (!b.diag)
		return err_set(err, ERR_INPUT, "libfyaml does not start");
	fy_diag_set_collect_errors(b.diag, true);
	cfg.diag = b.diag;
	b.parser = fy_parser_create(&cfg);
	if (b.parser && !fy_parser_set_string(b.parser, doc->text, doc->len))
		ret = build_root(&b, &doc->root);
	else
		ret = err_set(err, ERR_INPUT, "libfyaml does not start");
	fy_parser_destroy(b.parser);
	fy_diag_destroy(b.diag);
	return ret;
}

/* Longest tag with escapes that libfyaml gets to see. */
#define TAG_MAX 64

static bool is_control(unsigned char c)
{
	return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
}

/*
 * What is refused before libfyaml sees it. Among that are the %-escapes of
 * directives and long tags, both of no use here: libfyaml's time grows with
 * the square of their number, 18 s for a line of 100,000.
 */
static int check_bytes(const struct yaml *doc, struct err *err)
{
	size_t at = utf8_check(doc->text, doc->len), word = 0;

	if (at < doc->len)
		return yaml_fault(doc, err, at, "not UTF-8");
	for (at = 0; at < doc->len; at++) {
		unsigned char c = (unsigned char)doc->text[at];

		if (is_control(c))
			return yaml_fault(doc, err, at, "a control character");
		if (c == '%' && (!at || doc->text[at - 1] == '\n'))
			return yaml_fault(doc, err, at,
					  "a line cannot start with %: quote "
					  "the text");
		if (c == '%' && doc->text[word] == '!' && at - word > TAG_MAX)
			return yaml_fault(doc, err, word, "a tag");
		if (c <= ' ' || strchr("[{,:", c))
			word = at + 1;
	}
	return 0;
}

int yaml_parse(struct yaml **out, const char *text, size_t len,
	       size_t first_line, struct err *err)
{
	static const char mark[] = "\xef\xbb\xbf";
	struct yaml *doc;
	int ret;

	if (len > YAML_MAX)
		return err_set(err, ERR_INPUT, "more than %d bytes", YAML_MAX);
	if (len >= 3 && !memcmp(text, mark, 3)) {
		text += 3;
		len -= 3;
	}
	doc = yaml_new(text, len, first_line);
	ret = check_bytes(doc, err);
	if (!ret)
		ret = parse(doc, err);
	if (ret)
		yaml_free(doc);
	else
		*out = doc;
	return ret;
}
