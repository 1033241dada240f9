#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strlist.h"

struct cJSON;
struct err;
struct errlist;
struct mustache;
struct strbuf;

/*
 * script: words for one situation, with blanks, in up to three tones.
 *
 * Source form: Markdown with YAML front matter; man/boundary-script.5 is the
 * full description. The body is Mustache as plain text; a heading `# gentle`,
 * `# plain` or `# firm` starts each tone.
 *
 * A script owns all that it holds; everything reachable from it is borrowed
 * and lives as long as it does. Pure: no file is read here.
 */

/* Longest source that script_parse() accepts, in bytes; most fields. */
#define SCRIPT_MAX (64 * 1024)
#define SCRIPT_FIELDS_MAX 32

enum tone { TONE_GENTLE, TONE_PLAIN, TONE_FIRM, TONE_COUNT };

/* "gentle", "plain", "firm"; and back: TONE_COUNT where it is none. */
const char *tone_name(enum tone tone);
enum tone tone_named(const char *name);

/* "no", "need", "limit", "time", "support", "repair", "hold", NULL. */
extern const char *const script_kinds[];

struct script_field {
	char *name;		/* [a-z][a-z0-9-]*, at most 32 bytes */
	char *ask;		/* the question put to the person */
	char *hint;		/* NULL where none, as are the next three */
	char *example;
	char *initial;		/* `default`: used where nothing is given */
	struct strlist choices;	/* empty: free text */
	bool optional;
};

struct script_pushback {
	char *tactic;
	char *say;		/* Mustache source, filled like the body */
	struct mustache *line;	/* the same, parsed */
};

struct script {
	char *name;
	char *origin;		/* where it was found: "built in", a path */
	char *title;
	char *kind;		/* no need limit time support repair hold */
	char *about;
	struct strlist settings;
	struct strlist search;	/* more words that should find it */
	struct strlist gates;	/* abuse crisis child legal withdrawal overdose */
	struct strlist covers;	/* situations, as numbers in text */
	struct script_field *fields;
	size_t field_count;
	struct script_pushback *pushbacks;
	size_t pushback_count;
	struct mustache *tones[TONE_COUNT];	/* NULL where it has none */
};

/*
 * Parses `len` bytes. On success stores a script in *out (script_free() it)
 * and returns 0. On failure *out is untouched and the result is ERR_INPUT
 * with line, column and the line itself, for the first fault in file order;
 * err->text starts with "NAME (ORIGIN): ".
 */
int script_parse(struct script **out, const char *name, const char *origin,
		 const char *text, size_t len, struct err *err);
void script_free(struct script *script);

/*
 * Reports every fault to `faults`, sorted: those of script_parse(), unknown
 * keys, kinds, settings, gates and tactics, fields that no tone uses, names
 * in a tone or pushback that are no field, missing tones and titles, examples
 * missing where a field is required. Returns how many there were.
 */
size_t script_lint(const char *name, const char *origin, const char *text,
		   size_t len, struct errlist *faults);

const struct script_field *script_field(const struct script *script,
					const char *name);

/* The tone asked for, or the nearest one that the script has. */
enum tone script_tone(const struct script *script, enum tone wanted);

/*
 * Fills `tone` with `values`, an object of strings (numbers and lists are
 * allowed for sections), borrowed. A missing value falls back to the
 * field's default. Appends to `out`, without white space at either end.
 *   ERR_NOTFOUND  no value for a required field: err->text says
 *                 `no value for "person"`, and *field, where `field` is not
 *                 NULL, is the name, borrowed from the script
 *   ERR_INPUT     nesting too deep
 * `out` is untouched on failure.
 */
int script_render(const struct script *script, enum tone tone,
		  const struct cJSON *values, struct strbuf *out,
		  const char **field, struct err *err);

/* Fills pushback i with the same values; a missing one falls back to the
 * field's example, since the other person's line is never incomplete. */
void script_pushback(const struct script *script, size_t i,
		     const struct cJSON *values, struct strbuf *out);

/* An object of every field's example (or default), for tests and previews.
 * The caller frees it with cJSON_Delete(). */
struct cJSON *script_examples(const struct script *script);

/* The JSON Schema (2020-12) of the values, as text, appended to `out`. */
void script_schema(const struct script *script, struct strbuf *out);

#endif
