/*
 * The words people type for days. The text is cut into words first; then one
 * function a form tries to read them from where it stands, and takes none
 * where they are not its form, so that the forms can be tried in turn. Over
 * 400 lines, for the forms are many and small, and share what is here.
 *
 * The words are English, as usage and system errors are: they are what is
 * typed after --since and the like.
 */

#include "base/date.h"

#include <string.h>

#include "base/err.h"

/* More words than this no date has; the rest is left unread. */
#define WORDS_MAX 24
#define WORD_SIZE 12
/* "in 9999 days" is the furthest that anybody means. */
#define COUNT_MAX 9999

#define UNDERSTOOD "dates look like today, friday, next week, 3 days ago, " \
	"in 2 weeks, 2026-11-24, 24 november or since march"

struct word {
	char text[WORD_SIZE];	/* lower case, without a comma; "" if too long */
	size_t start;		/* in the text */
};

struct reader {
	struct word words[WORDS_MAX + 1];	/* an empty one at the end */
	size_t count, at;
	size_t len;				/* of the text */
	struct date today;
	enum date_lean lean;
	bool impossible;	/* it was a date, but there is no such day */
};

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
	"sunday", NULL,
};

static const char *const months[] = {
	"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december", NULL,
};

static const char *const numbers[] = {
	"zero", "one", "two", "three", "four", "five", "six", "seven",
	"eight", "nine", "ten", "eleven", "twelve", NULL,
};

static bool ends_word(char c)
{
	return !c || strchr(" \t\r\n,", c);
}

static void split(struct reader *r, const char *text)
{
	size_t at = 0;

	r->len = strlen(text);
	while (r->count < WORDS_MAX) {
		struct word *word = &r->words[r->count];
		size_t end;

		while (text[at] && ends_word(text[at]))
			at++;
		if (!text[at])
			break;
		word->start = end = at;
		while (!ends_word(text[end]) && strncmp(text + end, "..", 2))
			end++;
		if (end == at)
			end += 2;
		if (end - at < WORD_SIZE)
			for (size_t i = 0; i < end - at; i++) {
				char c = text[at + i];

				word->text[i] = c >= 'A' && c <= 'Z' ?
					(char)(c + 32) : c;
			}
		at = end;
		r->count++;
	}
}

static const char *word_at(const struct reader *r, size_t ahead)
{
	size_t at = r->at + ahead;

	return r->words[at < r->count ? at : WORDS_MAX].text;
}

/* Takes the word where it is `text`. */
static bool take(struct reader *r, const char *text)
{
	if (strcmp(word_at(r, 0), text))
		return false;
	r->at++;
	return true;
}

static bool take_one_of(struct reader *r, const char *const *texts)
{
	for (; *texts; texts++)
		if (take(r, *texts))
			return true;
	return false;
}

/* Which name a word is, whole or by its first letters ("mon", "sept."). */
static int name_of(const char *word, const char *const *names)
{
	size_t len = strlen(word);

	if (len && word[len - 1] == '.')
		len--;
	for (int i = 0; len >= 3 && names[i]; i++)
		if (!strncmp(names[i], word, len))
			return i;
	return -1;
}

static int take_name(struct reader *r, const char *const *names)
{
	int name = name_of(word_at(r, 0), names);

	if (name >= 0)
		r->at++;
	return name;
}

/* Digits only, or with an ending as in "3rd"; -1 where it is none. */
static int number_of(const char *word)
{
	static const char *const endings[] = { "", "st", "nd", "rd", "th" };
	int value = 0;
	size_t len = 0;

	while (word[len] >= '0' && word[len] <= '9' && len < 4)
		value = value * 10 + word[len++] - '0';
	for (size_t i = 0; len && i < sizeof(endings) / sizeof(*endings); i++)
		if (!strcmp(word + len, endings[i]))
			return value;
	return -1;
}

/* How many: "3", "three", "a". */
static int count_of(const char *word)
{
	int value = number_of(word);

	if (value < 0 && (!strcmp(word, "a") || !strcmp(word, "an")))
		value = 1;
	for (int i = 0; value < 0 && numbers[i]; i++)
		if (!strcmp(word, numbers[i]))
			value = i;
	return value;
}

enum unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

static enum unit take_unit(struct reader *r)
{
	static const char *const units[] = { "day", "week", "month", "year" };
	const char *word = word_at(r, 0);

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		size_t len = strlen(units[i]);

		if (!strncmp(word, units[i], len) &&
		    (!word[len] || !strcmp(word + len, "s"))) {
			r->at++;
			return (enum unit)(UNIT_DAY + i);
		}
	}
	return UNIT_NONE;
}

static struct date move(struct date date, enum unit unit, int count)
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
static struct date_range whole(enum unit unit, struct date date)
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
static bool read_digits(struct reader *r, struct date_range *out)
{
	const char *word = word_at(r, 0);
	size_t len = strlen(word);
	char day[WORD_SIZE] = "0000-01-01";
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
static bool read_near_day(struct reader *r, struct date_range *out)
{
	static const struct {
		const char *word;
		int days;
	} near[] = {
		{ "today", 0 }, { "tonight", 0 }, { "now", 0 },
		{ "yesterday", -1 }, { "tomorrow", 1 },
	};
	int days = 0;

	take(r, "the");
	if (take(r, "day"))
		days = take(r, "after") ? 1 : take(r, "before") ? -1 : 0;
	for (size_t i = 0; i < sizeof(near) / sizeof(*near); i++)
		if (take(r, near[i].word)) {
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
static bool read_turned(struct reader *r, struct date_range *out)
{
	static const char *const forward[] = { "next", "coming", NULL };
	static const char *const backward[] = { "last", "past", NULL };
	int step, name, count;
	enum unit unit;

	take(r, "the");
	if (take_one_of(r, forward))
		step = 1;
	else if (take_one_of(r, backward))
		step = -1;
	else if (take(r, "this"))
		step = 0;
	else
		return false;
	unit = take_unit(r);
	if (unit) {
		*out = whole(unit, move(r->today, unit, step));
		return true;
	}
	count = count_of(word_at(r, 0));
	if (count > 0 && step) {
		struct date other;

		r->at++;
		unit = take_unit(r);
		other = move(r->today, unit, count * step);
		/* Today is one of them. */
		other = move(other, UNIT_DAY, -step);
		*out = step > 0 ? (struct date_range){ r->today, other } :
			(struct date_range){ other, r->today };
		return unit != UNIT_NONE;
	}
	name = take_name(r, weekdays);
	if (name >= 0) {
		if (step)
			*out = one_day(weekday_from(r->today, name, step,
						    false));
		else
			*out = one_day(move(whole(UNIT_WEEK, r->today).first,
					    UNIT_DAY, name));
		return true;
	}
	name = take_name(r, months);
	if (name < 0)
		return false;
	*out = step ? month_from(r->today, name + 1, step, false) :
		whole_month(r->today.year, name + 1);
	return true;
}

/* "3 days ago", "2 weeks from now", "in 2 weeks" */
static bool read_distance(struct reader *r, struct date_range *out)
{
	bool in = take(r, "in");
	int count = count_of(word_at(r, 0));
	enum unit unit;

	if (count < 0 || count > COUNT_MAX)
		return false;
	r->at++;
	unit = take_unit(r);
	if (!unit)
		return false;
	if (!in) {
		if (take(r, "ago"))
			count = -count;
		else if (!(take(r, "from") && take(r, "now")) &&
			 !take(r, "later"))
			return false;
	}
	*out = one_day(move(r->today, unit, count));
	return true;
}

static bool read_weekday(struct reader *r, struct date_range *out)
{
	int name = take_name(r, weekdays);

	if (name < 0)
		return false;
	*out = one_day(weekday_from(r->today, name,
				    r->lean == DATE_PAST ? -1 : 1, true));
	return true;
}

/* The year behind a month, where one is written; 0 where none is. */
static int take_year(struct reader *r)
{
	const char *word = word_at(r, 0);
	int year = strlen(word) == 4 ? number_of(word) : -1;

	if (year < 1)
		return 0;
	r->at++;
	return year;
}

static int take_day_number(struct reader *r)
{
	int day = number_of(word_at(r, 0));

	if (day < 1 || day > 31)
		return 0;
	r->at++;
	return day;
}

/* "24 november", "november 24, 2026", "the 3rd of march", "march 2026" */
static bool read_month(struct reader *r, struct date_range *out)
{
	int step = r->lean == DATE_PAST ? -1 : 1;
	int day, name, year;
	struct date date;

	take(r, "the");
	day = take_day_number(r);
	if (day)
		take(r, "of");
	name = take_name(r, months);
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

static bool read_span(struct reader *r, struct date_range *out)
{
	static bool (*const forms[])(struct reader *, struct date_range *) = {
		read_digits, read_near_day, read_turned, read_distance,
		read_weekday, read_month,
	};
	size_t start;

	take(r, "on");
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
static bool read_range(struct reader *r, struct date_range *out)
{
	static const char *const between[] = { "to", "until", "till", "..",
					       "-", NULL };
	struct date_range end;
	size_t start;

	if (take(r, "since")) {
		r->lean = DATE_PAST;
		if (!read_span(r, out))
			return false;
		out->last = r->today;
		return true;
	}
	if (take(r, "until") || take(r, "till")) {
		if (!read_span(r, out))
			return false;
		out->first = DATE_FIRST;
		return true;
	}
	if (!take(r, "from"))
		take(r, "between");
	if (!read_span(r, out))
		return false;
	start = r->at;
	if (take_one_of(r, between) || take(r, "and")) {
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
	struct reader r = { .today = today, .lean = lean };
	struct date_range range;

	split(&r, text);
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
