/* The page of a tactic: how the other side pushes, and what may help. */

#include <string.h>

#include "base/err.h"
#include "base/yaml.h"
#include "cmd.h"
#include "explain.h"
#include "script/catalog.h"
#include "script/front-matter.h"

/* Reads a tactic; *text keeps what `fm` points into. */
static int read_tactic(const struct explain *e, const char *name,
		       struct strbuf *text, struct front_matter *fm,
		       struct err *err)
{
	struct strbuf path = STRBUF_INIT, origin = STRBUF_INIT;
	int ret;

	strbuf_addf(&path, "partner/tactics/%s.md", name);
	ret = catalog_file(e->catalog, path.text, text, &origin, err);
	if (!ret) {
		ret = front_matter_parse(fm, text->text, text->len, err);
		if (ret)
			err_prefix(err, origin.text);
	}
	strbuf_release(&path);
	strbuf_release(&origin);
	return ret;
}

static const char *text_at(const struct yaml_node *map, const char *key)
{
	const char *text = map ? yaml_get_text(map, key) : NULL;

	return text ? text : "";
}

/* The lines of a list: texts, or maps that have one at `say`. */
static void add_lines(struct explain *e, const struct yaml_node *list,
		      size_t max)
{
	size_t count = list ? yaml_count(list) : 0;

	for (size_t i = 0; i < count && i < max; i++) {
		const struct yaml_node *item = yaml_item(list, i);
		const char *text = yaml_text(item);

		explain_prose(e, text ? text : text_at(item, "say"), "  - ",
			      "    ");
	}
}

/* What to do, and words for it. */
static void add_answer(struct explain *e, const struct yaml_node *root,
		       const char *key, const char *heading)
{
	const struct yaml_node *answer = yaml_get(root, key);

	if (!answer)
		return;
	explain_heading(e, heading);
	explain_prose(e, text_at(answer, "do"), "  ", "  ");
	add_lines(e, yaml_get(answer, "say"), 8);
}

static void add_body(struct explain *e, const struct front_matter *fm)
{
	struct strbuf body = STRBUF_INIT;

	strbuf_add(&body, fm->body, fm->body_len);
	strbuf_addch(&e->out, '\n');
	explain_prose(e, body.text, "", "");
	strbuf_addch(&e->out, '\n');
	strbuf_release(&body);
}

/* All that the front matter says, in the order in which it helps. */
static void add_head(struct explain *e, const struct yaml_node *root,
		     const char *name)
{
	explain_title(e, text_at(root, "title"), name,
		      explain_text(e, "explain.tactic"));
	strbuf_addch(&e->out, '\n');
	explain_prose(e, text_at(root, "about"), "", "");
	if (yaml_get(root, "sounds"))
		explain_heading(e, "explain.sounds");
	add_lines(e, yaml_get(root, "sounds"), 8);
	add_answer(e, root, "first", "explain.first");
	add_answer(e, root, "second", "explain.second");
	if (*text_at(root, "never")) {
		explain_heading(e, "explain.never");
		explain_prose(e, text_at(root, "never"), "  ", "  ");
	}
	strbuf_addch(&e->out, '\n');
	explain_labelled(e, "explain.why", text_at(root, "why"));
}

bool explain_tactic(struct explain *e, const char *name)
{
	struct strbuf text = STRBUF_INIT;
	struct front_matter fm;
	const struct yaml_node *root;
	struct err err = { 0 };
	int ret;

	if (!catalog_name_ok(name))
		return false;
	ret = read_tactic(e, name, &text, &fm, &err);
	if (ret) {
		if (ret != ERR_NOTFOUND)
			cmd_fail(e->io, &err);
		strbuf_release(&text);
		return false;
	}
	root = yaml_root(fm.head);
	add_head(e, root, name);
	add_body(e, &fm);
	explain_labelled(e, "explain.source", text_at(root, "source"));
	front_matter_release(&fm);
	strbuf_release(&text);
	return true;
}

void explain_tactic_title(struct explain *e, const char *name,
			  struct strbuf *out)
{
	struct strbuf text = STRBUF_INIT;
	struct front_matter fm;
	struct err err = { 0 };

	if (!read_tactic(e, name, &text, &fm, &err)) {
		strbuf_addstr(out, text_at(yaml_root(fm.head), "title"));
		front_matter_release(&fm);
	}
	strbuf_release(&text);
}
