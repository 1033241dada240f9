#ifndef BASE_DATE_READER_H
#define BASE_DATE_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

/*
 * date-reader: a text of days in words, read one by one. Private to
 * date-words.c. What begins with `take` moves on only where it succeeds.
 */

/* More words than this no date has; the rest is left unread. */
#define DATE_WORDS_MAX 24
#define DATE_WORD_SIZE 12

struct date_word {
	char text[DATE_WORD_SIZE];	/* lower case; "" if too long */
	size_t start;			/* in the text */
};

struct date_reader {
	struct date_word words[DATE_WORDS_MAX + 1];	/* the last: empty */
	size_t count, at;
	size_t len;				/* of the text */
	struct date today;
	enum date_lean lean;
	bool impossible;	/* it was a date, but there is no such day */
};

/* Monday or January first, lower case; NULL at the end. */
extern const char *const date_weekdays[];
extern const char *const date_months[];

/* Fills the words of an empty reader. */
void date_reader_split(struct date_reader *r, const char *text);

/* The word that is `ahead` of where it stands; "" behind the last. */
const char *date_reader_word(const struct date_reader *r, size_t ahead);

bool date_reader_take(struct date_reader *r, const char *text);
bool date_reader_take_any(struct date_reader *r, const char *const *texts);

/* The place of a name that is whole, or its first three letters or more
 * ("mon", "sept."); -1 where it is none. */
int date_reader_take_name(struct date_reader *r, const char *const *names);

/* "24" or "24th", and "3", "three" or "a" as a count; -1 where it is none. */
int date_reader_number(const char *word);
int date_reader_count(const char *word);

enum date_unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };
enum date_unit date_reader_take_unit(struct date_reader *r);

#endif
