#include "base/date-reader.h"

#include <string.h>

const char *const date_weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
	"sunday", NULL,
};

const char *const date_months[] = {
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

void date_reader_split(struct date_reader *r, const char *text)
{
	size_t at = 0;

	r->len = strlen(text);
	while (r->count < DATE_WORDS_MAX) {
		struct date_word *word = &r->words[r->count];
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
		if (end - at < DATE_WORD_SIZE)
			for (size_t i = 0; i < end - at; i++) {
				char c = text[at + i];

				word->text[i] = c >= 'A' && c <= 'Z' ?
					(char)(c + 32) : c;
			}
		at = end;
		r->count++;
	}
}

const char *date_reader_word(const struct date_reader *r, size_t ahead)
{
	size_t at = r->at + ahead;

	return r->words[at < r->count ? at : DATE_WORDS_MAX].text;
}

/* Takes the word where it is `text`. */
bool date_reader_take(struct date_reader *r, const char *text)
{
	if (strcmp(date_reader_word(r, 0), text))
		return false;
	r->at++;
	return true;
}

bool date_reader_take_any(struct date_reader *r, const char *const *texts)
{
	for (; *texts; texts++)
		if (date_reader_take(r, *texts))
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

int date_reader_take_name(struct date_reader *r, const char *const *names)
{
	int name = name_of(date_reader_word(r, 0), names);

	if (name >= 0)
		r->at++;
	return name;
}

/* Digits only, or with an ending as in "3rd"; -1 where it is none. */
int date_reader_number(const char *word)
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
int date_reader_count(const char *word)
{
	int value = date_reader_number(word);

	if (value < 0 && (!strcmp(word, "a") || !strcmp(word, "an")))
		value = 1;
	for (int i = 0; value < 0 && numbers[i]; i++)
		if (!strcmp(word, numbers[i]))
			value = i;
	return value;
}

enum date_unit date_reader_take_unit(struct date_reader *r)
{
	static const char *const units[] = { "day", "week", "month", "year" };
	const char *word = date_reader_word(r, 0);

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		size_t len = strlen(units[i]);

		if (!strncmp(word, units[i], len) &&
		    (!word[len] || !strcmp(word + len, "s"))) {
			r->at++;
			return (enum date_unit)(UNIT_DAY + i);
		}
	}
	return UNIT_NONE;
}
