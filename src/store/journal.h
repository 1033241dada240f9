#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

struct cJSON;
struct err;
struct item;
struct store;
struct strbuf;

/*
 * journal: what is kept of finished practice, and what was written by hand.
 *
 * An entry is an item of kind "draft". Its body is a JSON object: the last
 * object of a practice, with the words in "draft", or {"text": ...} for what
 * was written freely. Whoever adds members keeps the others.
 */
#define JOURNAL_KIND "draft"

/* Most that is imported at once, in bytes. */
#define JOURNAL_IMPORT_MAX (256u * 1024 * 1024)

/*
 * Makes an item of what a person gives: the JSON object of a practice, or
 * plain text, which must not be blank. item_release() it. ERR_INPUT.
 */
int journal_compose(struct item *item, const char *text, size_t len,
		    int64_t now, struct err *err);

/* An entry, read. Strings are borrowed from `tree`; "" where not there. */
struct entry {
	struct cJSON *tree;
	const char *text;
	const char *script;
	const char *kind;	/* of the script: "no", "limit" ... */
};

/* entry_release() it. ERR_INPUT where the body is no entry. */
int entry_read(struct entry *entry, const struct item *item,
	       struct err *err);
void entry_release(struct entry *entry);

/* Puts other words into the entry of an item. ERR_INPUT. */
int entry_set_text(struct item *item, const char *text, struct err *err);

enum journal_format { JOURNAL_JSON, JOURNAL_MARKDOWN };

/*
 * Appends an entry for export, which journal_import() reads back to the
 * letter: a line of JSON, or a section to be read, with that same line in a
 * comment at its end, where the text on show is not looked at again.
 */
int journal_export(const struct item *item, enum journal_format format,
		   struct strbuf *out, struct err *err);

/*
 * Adds all entries of an export, in one transaction, and stores how many;
 * nothing where a single one is faulty (ERR_INPUT with its line) or is there
 * already.
 */
int journal_import(struct store *store, const char *text, size_t len,
		   size_t *count, struct err *err);

#endif
