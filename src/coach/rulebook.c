#include "coach/rulebook.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "coach/lexicon-builder.h"
#include "coach/points-builder.h"
#include "script/catalog.h"

/* A rulebook that owns its parts: the public struct points into it. */
struct owned_rulebook {
	struct rulebook book;	/* first, so that it is freed as its owner */
	struct lexicon_builder *builder;
	struct points_builder *points;
	const struct rulebook_file *file;	/* from elsewhere, or NULL */
	struct rule **rules;
	size_t count, capacity;
};

/*
 * Reads coach/`path`, or the file from elsewhere that stands for it; a fault
 * is added to `faults` and true is returned.
 */
static bool content(const struct owned_rulebook *r,
		    const struct catalog *catalog, const char *path,
		    struct strbuf *text, struct strbuf *origin,
		    struct errlist *faults)
{
	const struct rulebook_file *file = r->file;
	size_t len = file ? strlen(file->folder) : 0;
	struct err err = { 0 };

	strbuf_reset(text);
	strbuf_reset(origin);
	if (file && !strncmp(path, file->folder, len) && path[len] == '/' &&
	    !strcmp(path + len + 1, file->name)) {
		strbuf_add(text, file->text, file->len);
		strbuf_addstr(origin, file->origin);
		return false;
	}
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

	if (!content(r, catalog, "coach/forms.txt", &text, &origin, faults) &&
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
		      void (*take)(struct owned_rulebook *r, const char *name,
				   const char *origin,
				   const struct strbuf *text,
				   struct errlist *faults),
		      struct errlist *faults)
{
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	struct strbuf path = STRBUF_INIT, name = STRBUF_INIT;
	struct strlist names = STRLIST_INIT;

	catalog_names(catalog, folder, suffix, &names);
	if (r->file && !strcmp(r->file->folder, folder) &&
	    !strlist_has(&names, r->file->name)) {
		strlist_add(&names, r->file->name);
		strlist_sort(&names);
	}
	for (size_t i = 0; i < names.count; i++) {
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s", folder, names.items[i]);
		strbuf_reset(&name);
		strbuf_addstr(&name, names.items[i]);
		cut_suffix(&name);
		if (!content(r, catalog, path.text, &text, &origin, faults))
			take(r, name.text, origin.text, &text, faults);
	}
	strlist_release(&names);
	strbuf_release(&name);
	strbuf_release(&path);
	strbuf_release(&text);
	strbuf_release(&origin);
}

static void take_phrases(struct owned_rulebook *r, enum move_kind kind,
			 const char *name, const char *origin,
			 const struct strbuf *text, struct errlist *faults)
{
	struct err err = { 0 };

	if (lexicon_builder_add(r->builder, kind, name, origin, text->text,
				text->len, &err))
		errlist_add(faults, &err);
}

static void take_move(struct owned_rulebook *r, const char *name,
		      const char *origin, const struct strbuf *text,
		      struct errlist *faults)
{
	take_phrases(r, MOVE_SPOKEN, name, origin, text, faults);
}

static void take_list(struct owned_rulebook *r, const char *name,
		      const char *origin, const struct strbuf *text,
		      struct errlist *faults)
{
	take_phrases(r, MOVE_LIST, name, origin, text, faults);
}

static void take_safety(struct owned_rulebook *r, const char *name,
			const char *origin, const struct strbuf *text,
			struct errlist *faults)
{
	take_phrases(r, MOVE_SAFETY, name, origin, text, faults);
}

static void take_points(struct owned_rulebook *r, const char *name,
			const char *origin, const struct strbuf *text,
			struct errlist *faults)
{
	struct err err = { 0 };

	if (points_builder_add(r->points, name, origin, text->text, text->len,
			       &err))
		errlist_add(faults, &err);
}

static void take_rule(struct owned_rulebook *r, const char *name,
		      const char *origin, const struct strbuf *text,
		      struct errlist *faults)
{
	struct rule *rule = NULL;
	struct err err = { 0 };

	if (rule_parse(&rule, name, origin, text->text, text->len,
		       &r->book.lexicon, &err)) {
		rule_lint(name, origin, text->text, text->len,
			  &r->book.lexicon, faults);
		return;
	}
	if (r->count == r->capacity)
		r->rules = mem_grow(r->rules, &r->capacity, sizeof(*r->rules));
	r->rules[r->count++] = rule;
}

struct rulebook *rulebook_read(const struct catalog *catalog,
			       struct errlist *faults)
{
	return rulebook_read_with(catalog, NULL, faults);
}

struct rulebook *rulebook_read_with(const struct catalog *catalog,
				    const struct rulebook_file *file,
				    struct errlist *faults)
{
	struct owned_rulebook *r = mem_array(1, sizeof(*r));

	r->file = file;
	r->builder = lexicon_builder_new();
	read_forms(r, catalog, faults);
	each_file(r, catalog, "coach/moves", ".txt", take_move, faults);
	each_file(r, catalog, "coach/lists", ".txt", take_list, faults);
	each_file(r, catalog, "coach/safety", ".txt", take_safety, faults);
	r->points = points_builder_new(r->builder);
	each_file(r, catalog, "coach/points", ".txt", take_points, faults);
	lexicon_builder_finish(r->builder, &r->book.lexicon, faults);
	points_builder_finish(r->points, &r->book.points);
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
	points_builder_free(r->points);
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
