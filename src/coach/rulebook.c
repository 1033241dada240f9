#include "coach/rulebook.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "coach/lexicon-builder.h"
#include "script/catalog.h"

/* A rulebook that owns its parts: the public struct points into it. */
struct owned_rulebook {
	struct rulebook book;	/* first, so that it is freed as its owner */
	struct lexicon_builder *builder;
	struct rule **rules;
	size_t count, capacity;
};

/* Reads coach/`path`; a fault is added to `faults` and true is returned. */
static bool content(const struct catalog *catalog, const char *path,
		    struct strbuf *text, struct strbuf *origin,
		    struct errlist *faults)
{
	struct err err = { 0 };

	strbuf_reset(text);
	strbuf_reset(origin);
	if (!catalog_file(catalog, path, text, origin, &err))
		return false;
	errlist_add(faults, &err);
	return true;
}

static void read_forms(struct owned_rulebook *r, const struct catalog *catalog,
		       struct errlist *faults)
{
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	struct err err = { 0 };

	if (!content(catalog, "coach/forms.txt", &text, &origin, faults) &&
	    lexicon_builder_forms(r->builder, text.text, text.len, &err)) {
		err_prefix(&err, origin.text);
		errlist_add(faults, &err);
	}
	strbuf_release(&text);
	strbuf_release(&origin);
}

/* "absolute" of "absolute.txt". */
static void cut_suffix(struct strbuf *name)
{
	const char *dot = strrchr(name->text, '.');

	if (dot)
		strbuf_cut(name, (size_t)(dot - name->text));
}

/* Calls `take` with each file of `folder`. */
static void each_file(struct owned_rulebook *r, const struct catalog *catalog,
		      const char *folder, const char *suffix,
		      int (*take)(struct owned_rulebook *r, const char *name,
				  const char *origin,
				  const struct strbuf *text, struct err *err),
		      struct errlist *faults)
{
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	struct strbuf path = STRBUF_INIT, name = STRBUF_INIT;
	struct strlist names = STRLIST_INIT;

	catalog_names(catalog, folder, suffix, &names);
	for (size_t i = 0; i < names.count; i++) {
		struct err err = { 0 };

		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s", folder, names.items[i]);
		strbuf_reset(&name);
		strbuf_addstr(&name, names.items[i]);
		cut_suffix(&name);
		if (content(catalog, path.text, &text, &origin, faults))
			continue;
		if (take(r, name.text, origin.text, &text, &err))
			errlist_add(faults, &err);
	}
	strlist_release(&names);
	strbuf_release(&name);
	strbuf_release(&path);
	strbuf_release(&text);
	strbuf_release(&origin);
}

static int take_move(struct owned_rulebook *r, const char *name,
		     const char *origin, const struct strbuf *text,
		     struct err *err)
{
	return lexicon_builder_add(r->builder, MOVE_SPOKEN, name, origin,
				   text->text, text->len, err);
}

static int take_list(struct owned_rulebook *r, const char *name,
		     const char *origin, const struct strbuf *text,
		     struct err *err)
{
	return lexicon_builder_add(r->builder, MOVE_LIST, name, origin,
				   text->text, text->len, err);
}

static int take_safety(struct owned_rulebook *r, const char *name,
		       const char *origin, const struct strbuf *text,
		       struct err *err)
{
	return lexicon_builder_add(r->builder, MOVE_SAFETY, name, origin,
				   text->text, text->len, err);
}

static int take_rule(struct owned_rulebook *r, const char *name,
		     const char *origin, const struct strbuf *text,
		     struct err *err)
{
	struct rule *rule = NULL;
	int ret = rule_parse(&rule, name, origin, text->text, text->len,
			     &r->book.lexicon, err);

	if (ret)
		return ret;
	if (r->count == r->capacity)
		r->rules = mem_grow(r->rules, &r->capacity, sizeof(*r->rules));
	r->rules[r->count++] = rule;
	return 0;
}

struct rulebook *rulebook_read(const struct catalog *catalog,
			       struct errlist *faults)
{
	struct owned_rulebook *r = mem_array(1, sizeof(*r));

	r->builder = lexicon_builder_new();
	read_forms(r, catalog, faults);
	each_file(r, catalog, "coach/moves", ".txt", take_move, faults);
	each_file(r, catalog, "coach/lists", ".txt", take_list, faults);
	each_file(r, catalog, "coach/safety", ".txt", take_safety, faults);
	lexicon_builder_finish(r->builder, &r->book.lexicon, faults);
	each_file(r, catalog, "coach/rules", ".md", take_rule, faults);
	r->book.rules = (const struct rule *const *)r->rules;
	r->book.rule_count = r->count;
	return &r->book;
}

void rulebook_free(struct rulebook *book)
{
	struct owned_rulebook *r = (struct owned_rulebook *)book;

	if (!r)
		return;
	for (size_t i = 0; i < r->count; i++)
		rule_free(r->rules[i]);
	free(r->rules);
	lexicon_builder_free(r->builder);
	free(r);
}

const struct rule *rulebook_rule(const struct rulebook *book, const char *id)
{
	for (size_t i = 0; i < book->rule_count; i++)
		if (!strcmp(book->rules[i]->id, id))
			return book->rules[i];
	return NULL;
}
