#ifndef BOUNDARY_CHECK_H
#define BOUNDARY_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/strbuf.h"
#include "base/strlist.h"
#include "coach.h"
#include "coach/review.h"

struct catalog;
struct cmd_io;
struct messages;

/*
 * check: what the forms of `boundary check` share: cmd_check.c fills it and
 * reads the texts, the others say what was found, each in its form.
 */
struct check {
	const struct cmd_io *io;
	struct catalog *catalog;
	struct coach coach;
	struct reviewer *reviewer;
	struct review_options options;
	struct strlist off;		/* what options.off points at */
	enum level fail_on;
	bool never_fails;
	bool tells_verdict;		/* a last line in pipes as well */
	bool failed;			/* the exit status will be 1 */
	size_t files;			/* how many there are to check */
	size_t done;
	struct messages *messages;	/* loaded by check-page.c when needed */
	struct strbuf sarif;		/* results so far */
	struct strbuf notices;		/* what sarif.c says of safety */
};

/* One text and what was found in it. */
struct checked {
	const char *name;		/* its path, or "-" */
	const char *text;
	size_t len;
	const struct review *review;
};

/* Sets check->failed where the review has a finding of that level. */
void check_judge(struct check *check, const struct review *review);

/* Reads records of JSON from `in`, writes one for each: check-jsonl.c. */
void check_jsonl(struct check *check, FILE *in, const char *name);

/* One line a finding, for editors and scripts: check-lines.c. */
void check_lines(struct check *check, const struct checked *checked);

/* Appends the ids of the rules that made the verdict, "a, b". */
void check_add_reasons(struct strbuf *out, const struct review *review);

/* The page for a person at a terminal: check-page.c. */
void check_page(struct check *check, const struct checked *checked);

/* One object a file, as DESIGN's contract and "file": check-json.c. */
void check_json(struct check *check, const struct checked *checked);

/* SARIF 2.1.0: collects each text, then prints the whole: sarif.c. */
void sarif_add(struct check *check, const struct checked *checked);
void sarif_print(struct check *check);

#endif
