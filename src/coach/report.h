#ifndef COACH_REPORT_H
#define COACH_REPORT_H

#include <stddef.h>

struct review;
struct reviewer;
struct strbuf;

/*
 * report: a review as JSON, in the shape that DESIGN and boundary(1) promise.
 */

/*
 * Appends the members of a review without the braces: `"verdict":"soft",
 * "words":23,"moves":[...],"findings":[...],"strengths":[...],"safety":[...]`.
 * `text` is what was reviewed.
 */
void report_json(struct strbuf *out, const struct reviewer *reviewer,
		 const struct review *review, const char *text);

#endif
