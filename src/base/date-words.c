/*
 * The words people type for days. One function a form tries to read them
 * from where the reader stands, and takes none where they are not its form, so
 * that the forms can be tried in turn.
 *
 * The words are English, as usage and system errors are: they are what is
 * typed after --since and the like.
 */

#include "base/date.h"

#include <string.h>

#include "base/date-reader.h"
#include "base/err.h"

/* "in 9999 days" is the furthest that anybody means. */
#define COUNT_MAX 9999

#define UNDERSTOOD "dates look like today, friday, next week, 3 days ago, " \
	"in 2 weeks, 2026-11-24, 24 november or since march"

static struct date move(struct date date, enum date_unit unit, int count)
{
	if (unit == UNIT_MONTH || unit == UNIT_YEAR)
		return date_add_months(date, count *
				       (unit == UNIT_YEAR ? 12 : 1));
	return date_numbered(date_number(date) +
			     count * (unit == UNIT_WEEK ? 7 : 1));
}

static struct date_range one_day(struct date date)
{
	return (struct date_range){ date, date };
}

static struct date_range whole_month(int year, int month)
{
	return (struct date_range){
		{ year, month, 1 },
		{ year, month, date_days_in_month(year, month) },
	};
}

/* The whole day, week, month or year that `date` lies in. */
static struct date_range whole(enum date_unit unit, struct date date)
{
	int64_t monday = date_number(date) - date_weekday(date);

	switch (unit) {
	case UNIT_WEEK:
		return (struct date_range){ date_numbered(monday),
					    date_numbered(monday + 6) };
	case UNIT_MONTH:
		return whole_month(date.year, date.month);
	case UNIT_YEAR:
		return (struct date_range){ { date.year, 1, 1 },
					    { date.year, 12, 31 } };
	default:
		return one_day(date);
	}
}

/* "2026", "2026-11", "2026-11-24" */
static bool read_digits(struct date_reader *r, struct date_range *out)
{
	const char *word = date_reader_word(r, 0);
	size_t len = strlen(word);
	char day[DATE_WORD_SIZE] = "0000-01-01";
	struct date date;

	if ((len != 4 && len != 7 && len != 10) ||
	    strspn(word, "0123456789-") != len || strspn(word, "-"))
		return false;
	memcpy(day, word, len);
	if (!date_read_iso(day, &date)) {
		r->impossible = true;
		return false;
	}
	r->at++;
	*out = whole(len == 4 ? UNIT_YEAR : len == 7 ? UNIT_MONTH : UNIT_DAY,
		     date);
	return true;
}

/* "today", "day before yesterday" */
static bool read_near_day(struct date_reader *r, struct date_range *out)
{
	static const struct {
		const char *word;
		int days;
	} near[] = {
		{ "today", 0 }, { "tonight", 0 }, { "now", 0 },
		{ "yesterday", -1 }, { "tomorrow", 1 },
	};
	int days = 0;

	date_reader_take(r, "the");
	if (date_reader_take(r, "day"))
		days = date_reader_take(r, "after") ? 1 : date_reader_take(r, "before") ? -1 : 0;
	for (size_t i = 0; i < sizeof(near) / sizeof(*near); i++)
		if (date_reader_take(r, near[i].word)) {
			*out = one_day(move(r->today, UNIT_DAY,
					    days + near[i].days));
			return true;
		}
	return false;
}

/* The weekday `name` that is nearest on the side of `step`. */
static struct date weekday_from(struct date today, int name, int step,
				bool today_too)
{
	int days = (name - date_weekday(today)) * step;

	days = days < 0 ? days + 7 : days;
	if (!days && !today_too)
		days = 7;
	return move(today, UNIT_DAY, days * step);
}

/* The month `month` that is nearest on the side of `step`. */
static struct date_range month_from(struct date today, int month, int step,
				    bool this_too)
{
	int year = today.year;

	if ((month - today.month) * step < 0 ||
	    (month == today.month && !this_too))
		year += step;
	return whole_month(year, month);
}

/* "next friday", "last week", "this month", "last 10 days", "next march" */
static bool read_turned(struct date_reader *r, struct date_range *out)
{
	static const char *const forward[] = { "next", "coming", NULL };
	static const char *const backward[] = { "last", "past", NULL };
	int step, name, count;
	enum date_unit unit;

	date_reader_take(r, "the");
	if (date_reader_take_any(r, forward))
		step = 1;
	else if (date_reader_take_any(r, backward))
		step = -1;
	else if (date_reader_take(r, "this"))
		step = 0;
	else
		return false;
	unit = date_reader_take_unit(r);
	if (unit) {
		*out = whole(unit, move(r->today, unit, step));
		return true;
	}
	count = date_reader_count(date_reader_word(r, 0));
	if (count > 0 && step) {
		struct date other;

		r->at++;
		unit = date_reader_take_unit(r);
		other = move(r->today, unit, count * step);
		/* Today is one of them. */
		other = move(other, UNIT_DAY, -step);
		*out = step > 0 ? (struct date_range){ r->today, other } :
			(struct date_range){ other, r->today };
		return unit != UNIT_NONE;
	}
	name = date_reader_take_name(r, date_weekdays);
	if (name >= 0) {
		if (step)
			*out = one_day(weekday_from(r->today, name, step,
						    false));
		else
			*out = one_day(move(whole(UNIT_WEEK, r->today).first,
					    UNIT_DAY, name));
		return true;
	}
	name = date_reader_take_name(r, date_months);
	if (name < 0)
		return false;
	*out = step ? month_from(r->today, name + 1, step, false) :
		whole_month(r->today.year, name + 1);
	return true;
}

/* "3 days ago", "2 weeks from now", "in 2 weeks" */
static bool read_distance(struct date_reader *r, struct date_range *out)
{
	bool in = date_reader_take(r, "in");
	int count = date_reader_count(date_reader_word(r, 0));
	enum date_unit unit;

	if (count < 0 || count > COUNT_MAX)
		return false;
	r->at++;
	unit = date_reader_take_unit(r);
	if (!unit)
		return false;
	if (!in) {
		if (date_reader_take(r, "ago"))
			count = -count;
		else if (!(date_reader_take(r, "from") && date_reader_take(r, "now")) &&
			 !date_reader_take(r, "later"))
			return false;
	}
	*out = one_day(move(r->today, unit, count));
	return true;
}

static bool read_weekday(struct date_reader *r, struct date_range *out)
{
	int name = date_reader_take_name(r, date_weekdays);

	if (name < 0)
		return false;
	*out = one_day(weekday_from(r->today, name,
				    r->lean == DATE_PAST ? -1 : 1, true));
	return true;
}

/* The year behind a month, where one is written; 0 where none is. */
static int take_year(struct date_reader *r)
{
	const char *word = date_reader_word(r, 0);
	int year = strlen(word) == 4 ? date_reader_number(word) : -1;

	if (year < 1)
		return 0;
	r->at++;
	return year;
}

static int take_day_number(struct date_reader *r)
{
	int day = date_reader_number(date_reader_word(r, 0));

	if (day < 1 || day > 31)
		return 0;
	r->at++;
	return day;
}

/* "24 november", "november 24, 2026", "the 3rd of march", "march 2026" */
static bool read_month(struct date_reader *r, struct date_range *out)
{
	int step = r->lean == DATE_PAST ? -1 : 1;
	int day, name, year;
	struct date date;

	date_reader_take(r, "the");
	day = take_day_number(r);
	if (day)
		date_reader_take(r, "of");
	name = date_reader_take_name(r, date_months);
	if (name < 0)
		return false;
	if (!day)
		day = take_day_number(r);
	year = take_year(r);
	*out = year ? whole_month(year, name + 1) :
		month_from(r->today, name + 1, step, true);
	if (!day)
		return true;
	date = (struct date){ out->first.year, name + 1, day };
	/* This month, but on the other side of today: another year's. */
	if (!year && date_compare(date, r->today) * step < 0)
		date.year += step;
	r->impossible = day > date_days_in_month(date.year, date.month);
	*out = one_day(date);
	return !r->impossible;
}

static bool read_span(struct date_reader *r, struct date_range *out)
{
	static bool (*const forms[])(struct date_reader *, struct date_range *) = {
		read_digits, read_near_day, read_turned, read_distance,
		read_weekday, read_month,
	};
	size_t start;

	date_reader_take(r, "on");
	start = r->at;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (forms[i](r, out))
			return true;
		if (r->impossible)
			return false;
		r->at = start;
	}
	return false;
}

/* A span, or what begins or ends with one. */
static bool read_range(struct date_reader *r, struct date_range *out)
{
	static const char *const between[] = { "to", "until", "till", "..",
					       "-", NULL };
	struct date_range end;
	size_t start;

	if (date_reader_take(r, "since")) {
		r->lean = DATE_PAST;
		if (!read_span(r, out))
			return false;
		out->last = r->today;
		return true;
	}
	if (date_reader_take(r, "until") || date_reader_take(r, "till")) {
		if (!read_span(r, out))
			return false;
		out->first = DATE_FIRST;
		return true;
	}
	if (!date_reader_take(r, "from"))
		date_reader_take(r, "between");
	if (!read_span(r, out))
		return false;
	start = r->at;
	if (date_reader_take_any(r, between) || date_reader_take(r, "and")) {
		if (read_span(r, &end))
			out->last = end.last;
		else
			r->at = start;
	}
	return !r->impossible;
}

int date_parse_start(struct date_range *out, size_t *rest, const char *text,
		     struct date today, enum date_lean lean, struct err *err)
{
	struct date_reader r = { .today = today, .lean = lean };
	struct date_range range;

	date_reader_split(&r, text);
	if (!read_range(&r, &range)) {
		if (r.impossible)
			return err_set(err, ERR_INPUT,
				       "the calendar has no such day");
		return err_set(err, ERR_INPUT, "%s", UNDERSTOOD);
	}
	if (date_compare(range.first, range.last) > 0)
		return err_set(err, ERR_INPUT,
			       "the last day is before the first");
	*out = range;
	*rest = r.at < r.count ? r.words[r.at].start : r.len;
	return 0;
}

int date_parse(struct date_range *out, const char *text, struct date today,
	       enum date_lean lean, struct err *err)
{
	struct date_range range;
	size_t rest;
	int ret = date_parse_start(&range, &rest, text, today, lean, err);

	if (ret)
		return ret;
	if (text[rest])
		return err_set(err, ERR_INPUT, "%s", UNDERSTOOD);
	*out = range;
	return 0;
}
