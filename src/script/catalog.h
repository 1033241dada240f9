#ifndef SCRIPT_CATALOG_H
#define SCRIPT_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strlist.h"

struct err;
struct script;
struct strbuf;
struct yaml;

/*
 * catalog: where content is found, and the first that has it wins.
 *
 * Four origins in this order: each folder of `path` ($BOUNDARY_PATH), the
 * person's folder, the system's, and what is built in. A folder holds what
 * scripts/ of the project holds: LANGUAGE/KIND/NAME.md and so on. A script may
 * also lie in the folder itself or in LANGUAGE/ alone.
 *
 * The one module below cmd/ and store/ that reads files by name. It reads no
 * environment: main passes the folders in.
 */
struct catalog_folders {
	const char *path;	/* colon-separated; NULL: none given; "": built-ins only */
	const char *user;	/* $XDG_DATA_HOME/boundary/scripts, or NULL */
	const char *system;	/* $(datadir)/boundary/scripts, or NULL */
	const char *language;	/* "en" */
};

struct catalog;

/* Never fails: folders that are missing are empty. Copies what it is given. */
struct catalog *catalog_open(const struct catalog_folders *folders);
void catalog_free(struct catalog *catalog);

/* The folders in order, for messages and `scripts path`; borrowed. */
const struct strlist *catalog_folders(const struct catalog *catalog);

const char *catalog_language(const struct catalog *catalog);

/* True for [a-z0-9][a-z0-9-]{0,63}, the only names a script may have. */
bool catalog_name_ok(const char *name);

/*
 * Parses the script called `name` into *out, which the caller frees.
 *   ERR_USAGE     not a name (paths go through catalog_load_file())
 *   ERR_NOTFOUND  no origin has it; err->text suggests the nearest name
 *   ERR_INPUT     it is malformed; err names the origin, line and column
 *   ERR_SYSTEM    it could not be read
 */
int catalog_load(const struct catalog *catalog, const char *name,
		 struct script **out, struct err *err);
int catalog_load_file(const char *path, struct script **out, struct err *err);

/*
 * The source of a script and its origin ("built in", or the path), each
 * appended. Errors as above.
 */
int catalog_source(const struct catalog *catalog, const char *name,
		   struct strbuf *text, struct strbuf *origin,
		   struct err *err);

/* The names of all scripts, sorted, each once: no file is opened. */
void catalog_script_names(const struct catalog *catalog, struct strlist *out);

/* One line of the list. */
struct catalog_entry {
	char *name;
	char *kind;		/* "" where the file is faulty, as is the title */
	char *title;
	char *about;
	char *origin;
	struct strlist words;	/* lower case: all by which it can be found */
	char *said;		/* the words it gives, and those it answers */
	bool faulty;
	double score;		/* set by catalog_search() */
};

struct catalog_list {
	struct catalog_entry *items;
	size_t count;
	size_t capacity;
};

#define CATALOG_LIST_INIT { NULL, 0, 0 }

/* All scripts, each once from its first origin, sorted by kind, then name. */
void catalog_list(const struct catalog *catalog, struct catalog_list *out);
void catalog_list_release(struct catalog_list *list);
/* Appends copies of all entries of `list` to `out`. */
void catalog_list_copy(const struct catalog_list *list,
		       struct catalog_list *out);
/* Frees what one entry owns, for those who take one out of a list. */
void catalog_entry_release(struct catalog_entry *entry);

/*
 * Keeps the entries that share a word with `query` (by stem, so that
 * "borrowing" finds "borrow"), best first: rare words weigh more than common
 * ones, and those that most scripts say nothing, so that a whole sentence may
 * be asked; a word of the name or title more than one of the text. An empty
 * query keeps all.
 */
void catalog_search(struct catalog_list *list, const char *query);

/*
 * Another content file, "coach/rules/absolute.md" or "lines.yaml", from the
 * first origin that has it below its LANGUAGE folder; `origin` gets its path,
 * for a built-in one that below scripts/ ("en/lines.yaml"). Errors as above.
 */
int catalog_file(const struct catalog *catalog, const char *path,
		 struct strbuf *text, struct strbuf *origin, struct err *err);

/*
 * The same, parsed; the caller frees it with yaml_free(). Also ERR_INPUT, with
 * origin, line and column, where it is no YAML or no map.
 */
int catalog_yaml(const struct catalog *catalog, const char *path,
		 struct yaml **out, struct err *err);

/*
 * The names (without folder) below "coach/rules" and the like that end in
 * `suffix`, of all origins together, sorted, each once.
 */
void catalog_names(const struct catalog *catalog, const char *folder,
		   const char *suffix, struct strlist *out);

/*
 * True where no folder adds or replaces anything below `folder`: then what
 * was compiled at build time holds. A file equal to the built-in one replaces
 * nothing, so that an installed copy of scripts/ costs no more than its
 * reading.
 */
bool catalog_is_pristine(const struct catalog *catalog, const char *folder);

#endif
