#ifndef SCRIPT_MUSTACHE_H
#define SCRIPT_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

struct cJSON;
struct err;
struct strbuf;

/*
 * mustache: a template of the Mustache language (spec 1.4, with inheritance
 * and dynamic names, without lambdas), parsed once and rendered many times.
 *
 * A template keeps its own copy of its source. It may be rendered any number
 * of times; rendering does not change it.
 *
 * Pure: text in, text out. Partials come through a function of the caller.
 */
struct mustache;

/* Longest source in bytes; deepest nesting of sections, and of partials. */
#define MUSTACHE_MAX (256 * 1024)
#define MUSTACHE_DEPTH_MAX 64

/*
 * Most pieces that one rendering puts together, and about the longest text:
 * sections over lists, and partials, multiply, so that a few hundred bytes
 * could ask for more than a machine can do.
 */
#define MUSTACHE_PIECES_MAX (1024 * 1024)
#define MUSTACHE_TEXT_MAX (64 * 1024 * 1024)

/*
 * Parses `len` bytes of UTF-8 at `text`. On success stores a template in *out
 * (mustache_free() it) and returns 0. On failure *out is untouched, err has
 * line, column and the line, and the result is ERR_INPUT: a tag that is not
 * closed or has no name, white space or a control in a name, a name with
 * nothing beside one of its dots, a section that is not closed, is closed by
 * another name or was never opened, bad delimiters, too long, too deep.
 */
int mustache_parse(struct mustache **out, const char *text, size_t len,
		   struct err *err);
void mustache_free(struct mustache *tpl);

/*
 * Where values and partials come from, and how text is escaped.
 *
 * Names are looked up in `root`, a cJSON tree, from the innermost section out.
 * False, null, an empty list, an empty text and what is missing are false to a
 * section, 0 is not. Where a text is asked for, lists and objects are JSON.
 * `partial` returns a parsed template, borrowed, or NULL where there is none.
 * `missing` is called for a variable that no context knows; NULL means that
 * it renders as nothing, as the spec has it.
 */
struct mustache_source {
	const struct cJSON *root;
	const struct mustache *(*partial)(void *data, const char *name);
	void (*missing)(void *data, const char *name);
	void *data;
	bool html;		/* {{x}} escapes & " < > as in the spec */
};

/*
 * Appends the rendered text to `out`. Returns 0, or ERR_INPUT where partials,
 * parents and blocks nest deeper than MUSTACHE_DEPTH_MAX, or there is too much
 * of it; `out` is then as it was.
 */
int mustache_render(const struct mustache *tpl,
		    const struct mustache_source *source, struct strbuf *out,
		    struct err *err);

/*
 * Calls `see` for every variable and section name in `tpl`, in order, with
 * the line it stands in, and for names of which a dynamic partial takes its
 * own; `.` is left out, partials are not entered. For lint and schema.
 */
void mustache_names(const struct mustache *tpl,
		    void (*see)(void *data, const char *name, size_t line),
		    void *data);

#endif
