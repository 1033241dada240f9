#ifndef BASE_UTF8_TABLE_H
#define BASE_UTF8_TABLE_H

#include <stddef.h>
#include <stdint.h>

/*
 * utf8-table: what Unicode says of its characters, as sorted ranges that do
 * not overlap. For utf8.c alone.
 */
struct utf8_range {
	uint32_t first;
	uint32_t last;
};

/* Characters of no width, and those two columns wide. */
extern const struct utf8_range utf8_zero[];
extern const size_t utf8_zero_count;
extern const struct utf8_range utf8_wide[];
extern const size_t utf8_wide_count;

/*
 * Capital letters: each `step`th character from `first` to `last` becomes
 * small by adding `delta`. ASCII is left out.
 */
struct utf8_case {
	uint16_t first;
	uint16_t last;
	uint16_t step;
	int16_t delta;
};

extern const struct utf8_case utf8_cases[];
extern const size_t utf8_cases_count;

#endif
