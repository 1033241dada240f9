/* The calendar; date-words.c reads what people type. */

#include "base/date.h"

#include <string.h>

#include "base/strbuf.h"

#define DAY_SECONDS 86400
/* Day 0 of the count below, 0000-03-01, in days since 1970-01-01. */
#define EPOCH 719468

/*
 * A year that begins in March ends in its leap day, so that the months before
 * it have fixed lengths: 153 days in each five.
 */
int64_t date_number(struct date date)
{
	int64_t year = date.year - (date.month <= 2);
	int64_t month = (date.month + 9) % 12;
	int64_t era = year / 400, of_era = year % 400;
	int64_t of_year = (153 * month + 2) / 5 + date.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - EPOCH;
}

struct date date_numbered(int64_t number)
{
	int64_t days, era, of_era, year, of_year, month;

	if (number <= date_number(DATE_FIRST))
		return DATE_FIRST;
	if (number >= date_number(DATE_LAST))
		return DATE_LAST;
	days = number + EPOCH;
	era = days / 146097;
	of_era = days % 146097;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
	       365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	month = (5 * of_year + 2) / 153;
	return (struct date){
		(int)(year + era * 400 + (month >= 10)),
		(int)(month < 10 ? month + 3 : month - 9),
		(int)(of_year - (153 * month + 2) / 5 + 1),
	};
}

struct date date_of(int64_t seconds, int offset)
{
	int64_t local, days;

	/* Past the calendar on either side an offset makes no difference. */
	if (seconds > INT64_MAX / 2 || seconds < -(INT64_MAX / 2))
		return seconds > 0 ? DATE_LAST : DATE_FIRST;
	local = seconds + offset;
	days = local / DAY_SECONDS;
	if (local % DAY_SECONDS < 0)
		days--;
	return date_numbered(days);
}

int date_weekday(struct date date)
{
	/* 1970-01-01 was a Thursday; the count below 0 wraps. */
	int64_t day = (date_number(date) + 3) % 7;

	return (int)(day < 0 ? day + 7 : day);
}

int date_days_in_month(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
	};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

struct date date_add_months(struct date date, int months)
{
	int64_t count = (int64_t)date.year * 12 + date.month - 1 + months;
	int most;

	if (count < 12)
		return DATE_FIRST;
	if (count / 12 > DATE_LAST.year)
		return DATE_LAST;
	date.year = (int)(count / 12);
	date.month = (int)(count % 12) + 1;
	most = date_days_in_month(date.year, date.month);
	if (date.day > most)
		date.day = most;
	return date;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

void date_add_iso(struct strbuf *out, struct date date)
{
	strbuf_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static bool digits(const char *text, size_t count, int *out)
{
	*out = 0;
	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*out = *out * 10 + text[i] - '0';
	}
	return true;
}

bool date_read_iso(const char *text, struct date *out)
{
	struct date date;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
	    !digits(text, 4, &date.year) || !digits(text + 5, 2, &date.month) ||
	    !digits(text + 8, 2, &date.day))
		return false;
	if (date.year < 1 || date.month < 1 || date.month > 12 ||
	    date.day < 1 ||
	    date.day > date_days_in_month(date.year, date.month))
		return false;
	*out = date;
	return true;
}
