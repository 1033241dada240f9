#ifndef STORE_CONFIG_H
#define STORE_CONFIG_H

#include <stdbool.h>

#include "base/strlist.h"

struct err;

/*
 * config: what the person has set, from a YAML file; boundary-config(5)
 * describes each key. Without a file everything has its default.
 */
enum keep { KEEP_UNASKED, KEEP_NOTHING, KEEP_OPEN, KEEP_LOCKED };

struct config {
	char *language;		/* "en" */
	char *country;		/* "US" and the like; NULL: not chosen */
	enum keep keep;		/* keep: nothing | kept | locked */
	bool introduced;	/* the notice of the first run was read */
	struct strlist rules_off;
	char *editor;		/* NULL: $VISUAL, $EDITOR, then vi */
	char *passphrase_command;	/* prints the passphrase; NULL: ask */
	char *speak_command;	/* reads a line aloud; NULL: silent */
};

/*
 * Reads `path` (NULL or missing: defaults). Returns 0 or ERR_INPUT with line
 * and column (err->text starts with the path), ERR_SYSTEM. On failure
 * *config holds the defaults, so that a caller may go on with them.
 */
int config_load(struct config *config, const char *path, struct err *err);
void config_release(struct config *config);

/*
 * Sets one top-level key of the file to a plain value, keeping the rest of
 * the file and its comments as they are; makes the file (0600) and its folder
 * (0700) where they are missing. NULL removes the key. Returns 0,
 * ERR_INPUT where the value would not be accepted, ERR_SYSTEM, or
 * ERR_NOTFOUND where there is no home (`path` NULL).
 */
int config_set(const char *path, const char *key, const char *value,
	       struct err *err);

#endif
