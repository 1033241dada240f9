#ifndef PRACTICE_PATTERNS_H
#define PRACTICE_PATTERNS_H

#include <stdbool.h>

#include "coach/review.h"

struct run;

/*
 * patterns: habits that a person may know of themselves, such as fear of being
 * left. Private to src/practice. Picked, never guessed; no test, no label; the
 * session forgets it. It changes what the coach says first, and no finding.
 */

/* The step of the session: sets run->pattern and run->leads where one is
 * picked. */
bool patterns_run(struct run *run);

/* Says one hint for `part`: "draft", "rehearse", "after". Nothing without a pattern. */
void patterns_say(struct run *run, const char *part);

/* Whether a finding is of the kind that this person wants to see first. */
bool patterns_first(const struct run *run, const struct finding *finding);

#endif
