#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool is_scalar(uint32_t cp)
{
	return cp <= 0x10ffff && !(cp >= 0xd800 && cp <= 0xdfff);
}

static void each_character_survives_the_round_trip(void **state)
{
	char bytes[4];

	(void)state;
	for (uint32_t cp = 0; cp <= 0x110010; cp++) {
		size_t width = utf8_encode(cp, bytes);
		uint32_t back = 0xffffffff;

		if (!is_scalar(cp)) {
			assert_int_equal(width, 0);
			continue;
		}
		assert_int_equal(width, cp < 0x80 ? 1 : cp < 0x800 ? 2 :
				 cp < 0x10000 ? 3 : 4);
		assert_int_equal(utf8_decode(bytes, width, &back), width);
		assert_int_equal(back, cp);
		/* Cut short it is none, and says nothing of itself. */
		for (size_t len = 0; len < width; len++) {
			back = 7;
			assert_int_equal(utf8_decode(bytes, len, &back), 0);
			assert_int_equal(back, 7);
		}
	}
}

/* Of all pairs of bytes, those of table 3-7 and no others are characters. */
static void each_pair_of_bytes_is_judged(void **state)
{
	size_t good = 0;

	(void)state;
	for (unsigned int pair = 0; pair < 0x10000; pair++) {
		char bytes[2] = { (char)(pair >> 8), (char)(pair & 0xff) };
		uint32_t cp = 0;
		size_t width = utf8_decode(bytes, 2, &cp);

		if (width == 2) {
			char again[4];

			good++;
			assert_int_equal(utf8_encode(cp, again), 2);
			assert_memory_equal(again, bytes, 2);
		} else {
			assert_int_equal(width, pair < 0x8000);
		}
	}
	assert_int_equal(good, 0x800 - 0x80);
}

static void refuses_what_is_no_character(void **state)
{
	static const char *const cases[] = {
		"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2 ",
		"\xc2\xc2\x80", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xe1\x80",
		"\xe1\x80 ", "\xe2\x28\xa1", "\xe2\x82\x28", "\xed\xa0\x80",
		"\xed\xbf\xbf", "\xef\xbf", "\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf", "\xf0\x90\x80", "\xf0\x28\x8c\xbc",
		"\xf0\x90\x28\xbc", "\xf0\x90\x8c\x28", "\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xfe", "\xff",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint32_t cp = 7;
		size_t len = strlen(cases[i]);

		assert_int_equal(utf8_decode(cases[i], len, &cp), 0);
		assert_int_equal(cp, 7);
		assert_int_equal(utf8_check(cases[i], len), 0);
	}
}

static void finds_the_first_bad_byte(void **state)
{
	static const struct {
		const char *text;
		size_t at;
	} cases[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "abc\xff", 3 },
		{ "12345678", 8 },
		{ "1234567\xff", 7 },
		{ "12345678\xff", 8 },
		{ "1234567812345678\xc3", 16 },
		{ "\xc3\xa9t\xc3\xa9", 5 },
		{ "\xc3\xa9t\xc3", 3 },
		{ "\xe2\x82\xac\xe2\x82\xac\xe2\x82", 6 },
		{ "a\xf0\x9f\x98\x80z", 6 },
		{ "a\xf0\x9f\x98zzzzzzzz", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(utf8_check(cases[i].text,
					    strlen(cases[i].text)),
				 cases[i].at);
	assert_int_equal(utf8_check("a\0b", 3), 3);
}

static void counts_characters_and_columns(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		size_t columns;
	} cases[] = {
		{ "", 0, 0 },
		{ "plain", 5, 5 },
		{ "na\xc3\xafve", 5, 5 },
		{ "nai\xcc\x88ve", 6, 5 },		/* combining */
		{ "\xe4\xb8\x8d\xe8\xa1\x8c", 2, 4 },	/* Chinese */
		{ "\xed\x95\x9c", 1, 2 },		/* Hangul, composed */
		{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 3, 2 },
		{ "\xf0\x9f\x98\x80!", 2, 3 },		/* emoji */
		{ "\xff\xff\x80", 3, 3 },		/* no UTF-8 */
		{ "\xe2\x82", 2, 2 },			/* cut short */
		{ "a\xe2\x80\x8d" "b", 3, 2 },		/* joiner */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len = strlen(cases[i].text);

		assert_int_equal(utf8_count(cases[i].text, len), cases[i].count);
		assert_int_equal(utf8_columns(cases[i].text, len),
				 cases[i].columns);
	}
}

static void knows_the_width_of_a_character(void **state)
{
	static const struct {
		uint32_t cp;
		int width;
	} cases[] = {
		{ 0, 0 }, { '\n', 0 }, { 0x1b, 0 }, { ' ', 1 }, { '~', 1 },
		{ 0x7f, 0 }, { 0x9b, 0 }, { 0xa0, 1 }, { 0xad, 1 },
		{ 0xe9, 1 }, { 0x2ff, 1 }, { 0x300, 0 }, { 0x36f, 0 },
		{ 0x370, 1 }, { 0x5d0, 1 }, { 0x5b0, 0 }, { 0x600, 1 },
		{ 0x93f, 1 }, { 0x94d, 0 }, { 0xe31, 0 }, { 0x1100, 2 },
		{ 0x1160, 0 }, { 0x2014, 1 }, { 0x200b, 0 }, { 0x200d, 0 },
		{ 0x202e, 0 }, { 0x20ac, 1 }, { 0x20e3, 0 }, { 0x231a, 2 },
		{ 0x2603, 1 }, { 0x2705, 2 }, { 0x3000, 2 }, { 0x3042, 2 },
		{ 0x3099, 0 }, { 0x4e00, 2 }, { 0xac00, 2 }, { 0xd7a3, 2 },
		{ 0xfe0f, 0 }, { 0xfeff, 0 }, { 0xff21, 2 }, { 0xff61, 1 },
		{ 0xfffd, 1 }, { 0x1f600, 2 }, { 0x1f1fa, 1 }, { 0x1faf6, 2 },
		{ 0x20000, 2 }, { 0x3fffd, 2 }, { 0xe0001, 0 }, { 0xe01ef, 0 },
		{ 0x10ffff, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (utf8_width(cases[i].cp) != cases[i].width)
			fail_msg("U+%04X: %d", cases[i].cp,
				 utf8_width(cases[i].cp));
}

static void lowers_letters(void **state)
{
	static const struct {
		uint32_t from;
		uint32_t to;
	} cases[] = {
		{ 'A', 'a' }, { 'Z', 'z' }, { '@', '@' }, { '[', '[' },
		{ 'a', 'a' }, { '7', '7' }, { 0xc0, 0xe0 }, { 0xd6, 0xf6 },
		{ 0xd7, 0xd7 }, { 0xde, 0xfe }, { 0xdf, 0xdf }, { 0xe9, 0xe9 },
		{ 0x100, 0x101 }, { 0x101, 0x101 }, { 0x130, 'i' },
		{ 0x131, 0x131 }, { 0x141, 0x142 }, { 0x178, 0xff },
		{ 0x17d, 0x17e }, { 0x1c4, 0x1c6 }, { 0x1c5, 0x1c6 },
		{ 0x218, 0x219 }, { 0x386, 0x3ac }, { 0x391, 0x3b1 },
		{ 0x3a9, 0x3c9 }, { 0x3c2, 0x3c2 }, { 0x401, 0x451 },
		{ 0x410, 0x430 }, { 0x42f, 0x44f }, { 0x490, 0x491 },
		{ 0x4c0, 0x4cf }, { 0x1e9e, 0xdf }, { 0x1ea0, 0x1ea1 },
		{ 0x1f08, 0x1f00 }, { 0x1f59, 0x1f51 }, { 0x1f5a, 0x1f5a },
		{ 0x2126, 0x3c9 }, { 0x212a, 'k' }, { 0x2019, 0x2019 },
		{ 0x4e00, 0x4e00 }, { 0xff21, 0xff41 }, { 0x1f600, 0x1f600 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (utf8_lower(cases[i].from) != cases[i].to)
			fail_msg("U+%04X: U+%04X", cases[i].from,
				 utf8_lower(cases[i].from));
}

/* What is small stays small, and no character leaves Unicode. */
static void lowering_twice_is_lowering_once(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		uint32_t low = utf8_lower(cp);

		if (utf8_lower(low) != low || is_scalar(low) != is_scalar(cp))
			fail_msg("U+%04X: U+%04X", cp, low);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_character_survives_the_round_trip),
		cmocka_unit_test(each_pair_of_bytes_is_judged),
		cmocka_unit_test(refuses_what_is_no_character),
		cmocka_unit_test(finds_the_first_bad_byte),
		cmocka_unit_test(counts_characters_and_columns),
		cmocka_unit_test(knows_the_width_of_a_character),
		cmocka_unit_test(lowers_letters),
		cmocka_unit_test(lowering_twice_is_lowering_once),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
