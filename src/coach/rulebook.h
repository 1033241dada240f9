#ifndef COACH_RULEBOOK_H
#define COACH_RULEBOOK_H

#include <stddef.h>

#include "coach/lexicon.h"
#include "coach/points.h"
#include "coach/rule.h"

struct catalog;
struct errlist;

/*
 * rulebook: a lexicon and the rules over it, read from content files.
 *
 * The files are coach/forms.txt, coach/moves, lists, safety, points
 * (*.txt) and coach/rules (*.md) of a catalog. Reading them takes some milliseconds, so
 * what ships is read at build time and printed as C (cmd/boundary-compile);
 * this module serves that build, and people who add files of their own.
 */
struct rulebook {
	struct lexicon lexicon;
	struct points points;
	const struct rule *const *rules;	/* sorted by id */
	size_t rule_count;
};

/* What ships, as compiled at build time. */
extern const struct rulebook rulebook_builtin;

/*
 * Reads all of it. Every fault is added to `faults`; what is faulty is left
 * out. Free the result with rulebook_free(); never NULL.
 */
struct rulebook *rulebook_read(const struct catalog *catalog,
			       struct errlist *faults);

/*
 * The same with a file from elsewhere, read as if it lay in `folder` (such as
 * "coach/lists") of the catalog, in place of one of its name: for lint.
 */
struct rulebook_file {
	const char *folder;
	const char *name;	/* "apology.txt" */
	const char *origin;	/* for messages */
	const char *text;
	size_t len;
};

struct rulebook *rulebook_read_with(const struct catalog *catalog,
				    const struct rulebook_file *file,
				    struct errlist *faults);
void rulebook_free(struct rulebook *book);

/* The rule called `id`, or NULL. */
const struct rule *rulebook_rule(const struct rulebook *book, const char *id);

#endif
