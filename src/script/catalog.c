#include "script/catalog.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"
#include "script/builtin.h"
#include "script/script.h"
#include "script/search.h"

#define NAME_LEN_MAX 64
#define CONTENT_MAX (1024 * 1024)
#define FOLDER_DEPTH_MAX 8

struct catalog {
	struct strlist folders;
	char *language;
};

static void add_folder(struct catalog *catalog, const char *path, size_t len)
{
	while (len > 1 && path[len - 1] == '/')
		len--;
	if (len)
		strlist_addn(&catalog->folders, path, len);
}

struct catalog *catalog_open(const struct catalog_folders *folders)
{
	struct catalog *catalog = mem_array(1, sizeof(*catalog));
	const char *path = folders->path;

	catalog->language = mem_string(folders->language);
	if (path && !*path)
		return catalog;
	while (path) {
		size_t len = strcspn(path, ":");

		add_folder(catalog, path, len);
		path = path[len] ? path + len + 1 : NULL;
	}
	if (folders->user)
		add_folder(catalog, folders->user, strlen(folders->user));
	if (folders->system)
		add_folder(catalog, folders->system, strlen(folders->system));
	return catalog;
}

void catalog_free(struct catalog *catalog)
{
	if (!catalog)
		return;
	strlist_release(&catalog->folders);
	free(catalog->language);
	free(catalog);
}

const struct strlist *catalog_folders(const struct catalog *catalog)
{
	return &catalog->folders;
}

const char *catalog_language(const struct catalog *catalog)
{
	return catalog->language;
}

bool catalog_name_ok(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len && len <= NAME_LEN_MAX && !name[len] && name[0] != '-';
}

/* What is there and cannot be read is found too: reading it tells why. */
static bool exists(const struct strbuf *path)
{
	return !access(path->text, F_OK) ||
	       (errno != ENOENT && errno != ENOTDIR && errno != ELOOP);
}

/* Finds NAME.md in a folder: in itself, in LANGUAGE/, in LANGUAGE/KIND/. */
static bool find_in_folder(const struct catalog *catalog, const char *folder,
			   const char *name, struct strbuf *path)
{
	strbuf_reset(path);
	strbuf_addf(path, "%s/%s.md", folder, name);
	if (exists(path))
		return true;
	strbuf_reset(path);
	strbuf_addf(path, "%s/%s/%s.md", folder, catalog->language, name);
	if (exists(path))
		return true;
	for (size_t i = 0; script_kinds[i]; i++) {
		strbuf_reset(path);
		strbuf_addf(path, "%s/%s/%s/%s.md", folder, catalog->language,
			    script_kinds[i], name);
		if (exists(path))
			return true;
	}
	return false;
}

static const struct builtin *find_builtin(const struct catalog *catalog,
					  const char *name)
{
	const struct builtin *file = NULL;
	struct strbuf path = STRBUF_INIT;

	for (size_t i = 0; !file && script_kinds[i]; i++) {
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s/%s.md", catalog->language,
			    script_kinds[i], name);
		file = builtin_find(path.text);
	}
	strbuf_release(&path);
	return file;
}

static int no_script(const struct catalog *catalog, const char *name,
		     struct err *err)
{
	struct strlist names = STRLIST_INIT;
	const char *near;

	catalog_script_names(catalog, &names);
	near = search_nearest(&names, name);
	if (near)
		err_set(err, ERR_NOTFOUND,
			"no script called \"%s\"; did you mean \"%s\"?", name,
			near);
	else
		err_set(err, ERR_NOTFOUND, "no script called \"%s\"", name);
	strlist_release(&names);
	return ERR_NOTFOUND;
}

int catalog_source(const struct catalog *catalog, const char *name,
		   struct strbuf *text, struct strbuf *origin, struct err *err)
{
	const struct builtin *file;
	struct strbuf path = STRBUF_INIT;
	bool found = false;
	int ret = 0;

	if (!catalog_name_ok(name))
		return err_set(err, ERR_USAGE, "\"%.100s\" is no name of a "
			       "script: a-z, 0-9 and -, at most %d", name,
			       NAME_LEN_MAX);
	for (size_t i = 0; !found && i < catalog->folders.count; i++)
		found = find_in_folder(catalog, catalog->folders.items[i],
				       name, &path);
	file = found ? NULL : find_builtin(catalog, name);
	if (found) {
		ret = file_read(path.text, SCRIPT_MAX, text, err);
		if (!ret)
			strbuf_add(origin, path.text, path.len);
	} else if (file) {
		strbuf_add(text, file->text, file->len);
		strbuf_addstr(origin, "built in");
	} else {
		ret = no_script(catalog, name, err);
	}
	strbuf_release(&path);
	return ret;
}

int catalog_load(const struct catalog *catalog, const char *name,
		 struct script **out, struct err *err)
{
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	int ret;

	ret = catalog_source(catalog, name, &text, &origin, err);
	if (!ret)
		ret = script_parse(out, name, origin.text, text.text, text.len,
				   err);
	strbuf_release(&text);
	strbuf_release(&origin);
	return ret;
}

int catalog_load_file(const char *path, struct script **out, struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct strbuf text = STRBUF_INIT, name = STRBUF_INIT;
	int ret;

	strbuf_addstr(&name, slash ? slash + 1 : path);
	if (name.len > 3 && !strcmp(name.text + name.len - 3, ".md"))
		strbuf_cut(&name, name.len - 3);
	ret = file_read(path, SCRIPT_MAX, &text, err);
	if (!ret)
		ret = script_parse(out, name.text, path, text.text, text.len,
				   err);
	strbuf_release(&text);
	strbuf_release(&name);
	return ret;
}

/* Below a folder and not out of it again. */
static bool path_ok(const char *path)
{
	while (*path) {
		size_t len = strcspn(path, "/");

		if (!len || path[0] == '.')
			return false;
		path += len;
		if (*path && !*++path)
			return false;
	}
	return true;
}

int catalog_file(const struct catalog *catalog, const char *path,
		 struct strbuf *text, struct strbuf *origin, struct err *err)
{
	const struct builtin *file;
	struct strbuf full = STRBUF_INIT;
	int ret = ERR_NOTFOUND;

	if (!*path || !path_ok(path))
		return err_set(err, ERR_USAGE, "\"%.100s\" is no path of "
			       "content", path);
	for (size_t i = 0; i < catalog->folders.count; i++) {
		strbuf_reset(&full);
		strbuf_addf(&full, "%s/%s/%s", catalog->folders.items[i],
			    catalog->language, path);
		if (!exists(&full))
			continue;
		ret = file_read(full.text, CONTENT_MAX, text, err);
		goto out;
	}
	strbuf_reset(&full);
	strbuf_addf(&full, "%s/%s", catalog->language, path);
	file = builtin_find(full.text);
	if (!file) {
		err_set(err, ERR_NOTFOUND, "there is no %s", full.text);
		goto out;
	}
	strbuf_add(text, file->text, file->len);
	ret = 0;
out:
	if (!ret)
		strbuf_add(origin, full.text, full.len);
	strbuf_release(&full);
	return ret;
}

int catalog_yaml(const struct catalog *catalog, const char *path,
		 struct yaml **out, struct err *err)
{
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	struct yaml *doc = NULL;
	int ret;

	ret = catalog_file(catalog, path, &text, &origin, err);
	if (ret)
		goto out;
	ret = yaml_parse(&doc, text.text, text.len, 1, err);
	if (!ret && yaml_kind(yaml_root(doc)) != YAML_MAP)
		ret = yaml_err(yaml_root(doc), err, "this file is a map");
	if (ret) {
		err_prefix(err, origin.text);
		goto out;
	}
	*out = doc;
	doc = NULL;
out:
	yaml_free(doc);
	strbuf_release(&text);
	strbuf_release(&origin);
	return ret;
}

void catalog_names(const struct catalog *catalog, const char *folder,
		   const char *suffix, struct strlist *out)
{
	struct strlist all = STRLIST_INIT;
	struct strbuf path = STRBUF_INIT;
	const struct builtin *files;
	struct err ignored;
	size_t count;

	for (size_t i = 0; i < catalog->folders.count; i++) {
		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s/%s", catalog->folders.items[i],
			    catalog->language, folder);
		file_list(path.text, suffix, &all, &ignored);
	}
	strbuf_reset(&path);
	strbuf_addf(&path, "%s/%s/", catalog->language, folder);
	files = builtin_below(path.text, &count);
	for (size_t i = 0; i < count; i++) {
		const char *name = files[i].path + path.len;
		size_t len = strlen(name), tail = strlen(suffix);

		if (!strchr(name, '/') && len > tail &&
		    !strcmp(name + len - tail, suffix))
			strlist_add(&all, name);
	}
	strlist_sort(&all);
	for (size_t i = 0; i < all.count; i++)
		if (!i || strcmp(all.items[i], all.items[i - 1]))
			strlist_add(out, all.items[i]);
	strlist_release(&all);
	strbuf_release(&path);
}

/* Compares files with the built-in ones; the buffers serve all of them. */
struct compare {
	struct strbuf path;	/* FOLDER/PLACE, where the table has PLACE */
	size_t place;
	struct strbuf text;
};

static bool is_builtin(struct compare *compare, const struct builtin *file)
{
	struct err ignored;

	strbuf_reset(&compare->text);
	return !file_read(compare->path.text, CONTENT_MAX, &compare->text,
			  &ignored) &&
	       compare->text.len == file->len &&
	       !memcmp(compare->text.text, file->text, file->len);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static bool is_pristine(struct compare *compare, unsigned depth)
{
	struct strlist names = STRLIST_INIT;
	struct strbuf *path = &compare->path;
	size_t len = path->len;
	bool same = depth < FOLDER_DEPTH_MAX;
	struct err ignored;

	if (same && file_list(path->text, "", &names, &ignored))
		same = false;
	for (size_t i = 0; same && i < names.count; i++) {
		const struct builtin *file;

		strbuf_cut(path, len);
		strbuf_addf(path, "/%s", names.items[i]);
		file = builtin_find(path->text + compare->place);
		if (file)
			same = is_builtin(compare, file);
		else
			same = is_folder(path->text) &&
			       is_pristine(compare, depth + 1);
	}
	strlist_release(&names);
	return same;
}

bool catalog_is_pristine(const struct catalog *catalog, const char *folder)
{
	struct compare compare = { STRBUF_INIT, 0, STRBUF_INIT };
	bool same = true;

	for (size_t i = 0; same && i < catalog->folders.count; i++) {
		strbuf_reset(&compare.path);
		strbuf_addf(&compare.path, "%s/", catalog->folders.items[i]);
		compare.place = compare.path.len;
		strbuf_addf(&compare.path, "%s/%s", catalog->language, folder);
		same = is_pristine(&compare, 0);
	}
	strbuf_release(&compare.path);
	strbuf_release(&compare.text);
	return same;
}
