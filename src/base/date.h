#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct strbuf;

/*
 * date: days of the calendar, and the words people type for them.
 *
 * Pure: what day it is comes in as a parameter, and so does the zone, as the
 * seconds by which its clocks are ahead of UTC. The calendar is the Gregorian
 * one at all times, from year 1 to 9999.
 */
struct date {
	int year;
	int month;		/* 1 to 12 */
	int day;		/* 1 to 31 */
};

/* Days from `first` to `last`, both of them included. */
struct date_range {
	struct date first, last;
};

#define DATE_FIRST ((struct date){ 1, 1, 1 })
#define DATE_LAST ((struct date){ 9999, 12, 31 })

/* The day on which a clock that is `offset` seconds ahead of UTC shows
 * `seconds` since 1970-01-01 00:00 UTC. Outside the calendar: its end. */
struct date date_of(int64_t seconds, int offset);

/* Days since 1970-01-01, and back; what is outside the calendar is its end. */
int64_t date_number(struct date date);
struct date date_numbered(int64_t number);

/* 0 is Monday, 6 is Sunday. */
int date_weekday(struct date date);
int date_days_in_month(int year, int month);
/* Moves by months and keeps the day where that month has it, else its last. */
struct date date_add_months(struct date date, int months);
/* Below, at or above 0 as `a` is before, at or after `b`. */
int date_compare(struct date a, struct date b);

/* "2026-11-24": appended, or read; false where `text` is no such day. */
void date_add_iso(struct strbuf *out, struct date date);
bool date_read_iso(const char *text, struct date *out);

/* Where a day without a year lies, or a weekday alone: "friday", "march". */
enum date_lean { DATE_PAST, DATE_FUTURE };

/*
 * Reads the days that `text` names, seen from `today`: "yesterday", "friday",
 * "next friday" (the first one after today), "last week" (Monday to Sunday),
 * "this month", "2026", "2026-11", "24 november", "3 days ago", "in 2 weeks",
 * "last 10 days" (today included), "since march" (to today), "until friday",
 * "monday to friday", "2026-11-01..2026-11-24". Case does not matter.
 *
 * Returns 0, or ERR_INPUT: not understood (the text names what is), a day that
 * the calendar has not, or an end that is before its beginning.
 */
int date_parse(struct date_range *out, const char *text, struct date today,
	       enum date_lean lean, struct err *err);

/*
 * The same for a text that goes on: "friday evening at 7". *rest gets the
 * offset in `text` of what was not read, strlen(text) where all was.
 */
int date_parse_start(struct date_range *out, size_t *rest, const char *text,
		     struct date today, enum date_lean lean, struct err *err);

#endif
