/* All scripts at once: the other half of catalog.h. */

#include "script/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "script/builtin.h"
#include "script/script.h"
#include "script/search.h"

/* Calls `take` with each script of each origin, first origin first. */
struct walk {
	const struct catalog *catalog;
	void (*take)(struct walk *walk, const char *name, const char *path,
		     const struct builtin *file);
	struct strlist *names;
	struct catalog_list *list;
};

/* NAME of "NAME.md"; false where that is no name of a script. */
static bool name_of(const char *file, struct strbuf *name)
{
	size_t len = strlen(file);

	strbuf_reset(name);
	if (len < 4 || strcmp(file + len - 3, ".md"))
		return false;
	strbuf_add(name, file, len - 3);
	return catalog_name_ok(name->text);
}

static void walk_folder(struct walk *walk, const char *folder)
{
	struct strbuf path = STRBUF_INIT, name = STRBUF_INIT;
	struct strlist files = STRLIST_INIT;
	struct err ignored;

	file_list(folder, ".md", &files, &ignored);
	for (size_t i = 0; i < files.count; i++) {
		if (!name_of(files.items[i], &name))
			continue;
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s", folder, files.items[i]);
		walk->take(walk, name.text, path.text, NULL);
	}
	strlist_release(&files);
	strbuf_release(&path);
	strbuf_release(&name);
}

/* In the order in which catalog_source() looks. */
static void walk_folders(struct walk *walk)
{
	const struct strlist *folders = catalog_folders(walk->catalog);
	const char *language = catalog_language(walk->catalog);
	struct strbuf path = STRBUF_INIT;

	for (size_t i = 0; i < folders->count; i++) {
		walk_folder(walk, folders->items[i]);
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s", folders->items[i], language);
		walk_folder(walk, path.text);
		for (size_t k = 0; script_kinds[k]; k++) {
			strbuf_reset(&path);
			strbuf_addf(&path, "%s/%s/%s", folders->items[i],
				    language, script_kinds[k]);
			walk_folder(walk, path.text);
		}
	}
	strbuf_release(&path);
}

static void walk_builtins(struct walk *walk)
{
	struct strbuf prefix = STRBUF_INIT, name = STRBUF_INIT;

	for (size_t k = 0; script_kinds[k]; k++) {
		const struct builtin *files;
		size_t count;

		strbuf_reset(&prefix);
		strbuf_addf(&prefix, "%s/%s/", catalog_language(walk->catalog),
			    script_kinds[k]);
		files = builtin_below(prefix.text, &count);
		for (size_t i = 0; i < count; i++)
			if (name_of(files[i].path + prefix.len, &name))
				walk->take(walk, name.text, "built in",
					   &files[i]);
	}
	strbuf_release(&prefix);
	strbuf_release(&name);
}

static void take_name(struct walk *walk, const char *name, const char *path,
		      const struct builtin *file)
{
	(void)path;
	(void)file;
	strlist_add(walk->names, name);
}

void catalog_script_names(const struct catalog *catalog, struct strlist *out)
{
	struct strlist all = STRLIST_INIT;
	struct walk walk = {
		.catalog = catalog, .take = take_name, .names = &all,
	};

	walk_folders(&walk);
	walk_builtins(&walk);
	strlist_sort(&all);
	for (size_t i = 0; i < all.count; i++)
		if (!i || strcmp(all.items[i], all.items[i - 1]))
			strlist_add(out, all.items[i]);
	strlist_release(&all);
}

static void add_words(struct catalog_entry *entry, const char *text)
{
	struct strlist words = STRLIST_INIT;

	search_words(text, &words);
	for (size_t i = 0; i < words.count; i++)
		if (!strlist_has(&entry->words, words.items[i]))
			strlist_add(&entry->words, words.items[i]);
	strlist_release(&words);
}

/* Behind the front matter, which names its keys in every script. */
static const char *body_of(const char *text)
{
	const char *end = strstr(text, "\n---\n");

	return end ? end + 5 : text;
}

static char *what_is_said(const struct script *script, const char *text)
{
	struct strbuf said = STRBUF_INIT;

	strbuf_addstr(&said, body_of(text));
	for (size_t i = 0; i < script->pushback_count; i++)
		strbuf_addf(&said, "\n%s", script->pushbacks[i].say);
	return strbuf_detach(&said);
}

/* The kind is left out: there are ways to ask for it, and few words of it. */
static void fill(struct catalog_entry *entry, const struct script *script,
		 const char *text)
{
	entry->kind = mem_string(script ? script->kind : "");
	entry->title = mem_string(script ? script->title : "");
	entry->about = mem_string(script ? script->about : "");
	entry->said = script ? what_is_said(script, text) : mem_string("");
	entry->faulty = !script;
	add_words(entry, entry->name);
	if (!script)
		return;
	add_words(entry, script->title);
	add_words(entry, script->about);
	for (size_t i = 0; i < script->settings.count; i++)
		add_words(entry, script->settings.items[i]);
	for (size_t i = 0; i < script->search.count; i++)
		add_words(entry, script->search.items[i]);
}

static void take_entry(struct walk *walk, const char *name, const char *path,
		       const struct builtin *file)
{
	struct catalog_list *list = walk->list;
	struct strbuf text = STRBUF_INIT;
	struct catalog_entry *entry;
	struct script *script = NULL;
	struct err ignored;

	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].name, name))
			return;
	if (list->count == list->capacity)
		list->items = mem_grow(list->items, &list->capacity,
				       sizeof(*list->items));
	entry = &list->items[list->count++];
	*entry = (struct catalog_entry){
		.name = mem_string(name), .origin = mem_string(path),
	};
	if (file)
		script_parse(&script, name, path, file->text, file->len,
			     &ignored);
	else if (!file_read(path, SCRIPT_MAX, &text, &ignored))
		script_parse(&script, name, path, text.text, text.len,
			     &ignored);
	fill(entry, script, file ? file->text : text.text);
	script_free(script);
	strbuf_release(&text);
}

static int by_kind_and_name(const void *a, const void *b)
{
	const struct catalog_entry *x = a, *y = b;
	int order = strcmp(x->kind, y->kind);

	return order ? order : strcmp(x->name, y->name);
}

void catalog_list(const struct catalog *catalog, struct catalog_list *out)
{
	struct walk walk = {
		.catalog = catalog, .take = take_entry, .list = out,
	};

	walk_folders(&walk);
	walk_builtins(&walk);
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items),
		      by_kind_and_name);
}

void catalog_list_copy(const struct catalog_list *list,
		       struct catalog_list *out)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct catalog_entry *from = &list->items[i];
		struct catalog_entry *to;

		if (out->count == out->capacity)
			out->items = mem_grow(out->items, &out->capacity,
					      sizeof(*out->items));
		to = &out->items[out->count++];
		*to = (struct catalog_entry){
			.name = mem_string(from->name),
			.kind = mem_string(from->kind),
			.title = mem_string(from->title),
			.about = mem_string(from->about),
			.origin = mem_string(from->origin),
			.said = mem_string(from->said),
			.faulty = from->faulty, .score = from->score,
		};
		for (size_t k = 0; k < from->words.count; k++)
			strlist_add(&to->words, from->words.items[k]);
	}
}

void catalog_entry_release(struct catalog_entry *entry)
{
	free(entry->name);
	free(entry->kind);
	free(entry->title);
	free(entry->about);
	free(entry->origin);
	free(entry->said);
	strlist_release(&entry->words);
}

void catalog_list_release(struct catalog_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		catalog_entry_release(&list->items[i]);
	free(list->items);
	*list = (struct catalog_list)CATALOG_LIST_INIT;
}
