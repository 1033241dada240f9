#ifndef PRACTICE_PLAN_H
#define PRACTICE_PLAN_H

#include <stdbool.h>

struct run;
struct strbuf;
struct strlist;

/*
 * plan: from words that are ready to a day on which they are said. Private to
 * src/practice.
 *
 * Every question may be left empty. What is answered goes into run->plan:
 * "when" (2026-11-30), "time" (what was typed behind the day), "where",
 * "channel", "ifs" (a list of "if" and "then"), "before", "after", "if_badly"
 * and, for a limit, "again".
 */
bool plan_run(struct run *run);

/* One pair after another: a line they may say, and a move to pick for it. */
bool plan_pairs(struct run *run);

/*
 * An optional question about message `key`, its free text into *out; the text
 * is looked at for danger. False: waits, or stopped. "" where it was skipped,
 * or sounded like danger and they went on: the person is told that such words
 * are not kept.
 */
bool plan_text(struct run *run, const char *name, const char *key,
	       const char **out);

/* Says the list with a number before each item. */
void plan_say_list(struct run *run, const char *key, const struct strlist *list);

#endif
