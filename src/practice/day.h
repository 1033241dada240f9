#ifndef PRACTICE_DAY_H
#define PRACTICE_DAY_H

#include <stdbool.h>

#include "base/date.h"

struct cJSON;
struct run;

/*
 * day: a question whose answer is a day from today on, or nothing. Private to
 * src/practice.
 *
 * Message `key` has, beside what each question has: "said" (with "weekday",
 * "month" and "day": what was understood, so that it can be put right),
 * "unclear" and "past". The day goes into `to` under `member`, as 2026-11-30,
 * and what was typed behind it under `rest_member`, where that is not NULL.
 * False: it waits.
 */
bool day_ask(struct run *run, const char *step, const char *name,
	     const char *key, struct cJSON *to, const char *member,
	     const char *rest_member);

/* Sets "weekday", "month" and "day" in `values`: "Friday", "November", "27". */
void day_name(const struct run *run, struct date date, struct cJSON *values);

#endif
