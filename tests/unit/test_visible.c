#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/visible.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define ACUTE "\xcc\x81"
#define ACUTE_8 ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE
#define ZWJ "\xe2\x80\x8d"
#define ZWNJ "\xe2\x80\x8c"
#define VS16 "\xef\xb8\x8f"
#define MAN "\xf0\x9f\x91\xa8"
#define HEART "\xe2\x9d\xa4"
#define FIRE "\xf0\x9f\x94\xa5"
#define KA "\xe0\xa4\x95"	/* Devanagari */
#define VIRAMA "\xe0\xa5\x8d"
#define MIM "\xd9\x85"		/* Arabic */

/* One row a kind of text: `line` is NULL where it is as `text`. */
static const struct {
	const char *from;
	const char *text;
	const char *line;
} cases[] = {
	{ "", "", NULL },
	{ "plain ~ text", "plain ~ text", NULL },
	{ "two\nlines\n", "two\nlines\n", "two^Jlines^J" },
	{ "a\tb", "a b", NULL },
	{ "a\r\nb", "a\nb", "a^M^Jb" },
	{ "a\rb\r", "a^Mb^M", NULL },
	{ "a\r\r\nb", "a^M\nb", "a^M^M^Jb" },
	{ "\x1b[31mred\x1b]0;t\a", "^[[31mred^[]0;t^G", NULL },
	{ "\x01\x1a\x1c\x1f\x7f", "^A^Z^\\^_^?", NULL },
	{ "\xc2\x9b" "31m\xc2\x80\xc2\x85", "<U+009B>31m<U+0080><U+0085>", NULL },
	{ "\xe2\x80\xa8x\xe2\x80\xa9", "<U+2028>x<U+2029>", NULL },
	{ "a\xe2\x80\xae" "b\xe2\x81\xa6" "c", "a<U+202E>b<U+2066>c", NULL },
	{ "\xd8\x9c\xe2\x80\x8f\xe2\x80\x8e", "<U+061C><U+200F><U+200E>", NULL },
	{ "so\xc2\xadthe", "so<U+00AD>the", NULL },
	{ "a\xe2\x80\x8b" "b\xe2\x81\xa0\xef\xbb\xbf", "a<U+200B>b<U+2060><U+FEFF>",
	  NULL },
	{ "\xf3\xa0\x80\x81\xf3\xa0\x81\xbf", "<U+E0001><U+E007F>", NULL },
	{ "\xf3\xa0\x84\x80\xef\xb8\x80", "<U+E0100><U+FE00>", NULL },
	{ "\xef\xbf\xb9x\xef\xbf\xba", "<U+FFF9>x<U+FFFA>", NULL },
	{ "\xe3\x85\xa4\xef\xbe\xa0\xe1\x85\x9f", "<U+3164><U+FFA0><U+115F>",
	  NULL },
	{ "\xff", "\\xFF", NULL },
	{ "a\xc3(", "a\\xC3(", NULL },
	{ "\xed\xa0\x80", "\\xED\\xA0\\x80", NULL },
	{ "\xe2\x82", "\\xE2\\x82", NULL },
	{ "caf\xc3\xa9 \xe2\x80\x99 \xe4\xb8\x8d \xf0\x9f\x98\x80",
	  "caf\xc3\xa9 \xe2\x80\x99 \xe4\xb8\x8d \xf0\x9f\x98\x80", NULL },
	/* joiners: where they belong, and where they do not */
	{ MAN ZWJ FIRE, MAN ZWJ FIRE, NULL },
	{ HEART VS16 ZWJ FIRE, HEART VS16 ZWJ FIRE, NULL },
	{ MAN "\xf0\x9f\x8f\xbd" ZWJ "\xe2\x99\x82" VS16,
	  MAN "\xf0\x9f\x8f\xbd" ZWJ "\xe2\x99\x82" VS16, NULL },
	{ MAN ZWJ, MAN "<U+200D>", NULL },
	{ MAN ZWJ "a", MAN "<U+200D>a", NULL },
	{ "a" ZWJ FIRE, "a<U+200D>" FIRE, NULL },
	{ MAN ZWJ ZWJ FIRE, MAN "<U+200D><U+200D>" FIRE, NULL },
	{ MAN ZWNJ FIRE, MAN "<U+200C>" FIRE, NULL },
	{ MAN ACUTE ZWJ FIRE, MAN ACUTE "<U+200D>" FIRE, NULL },
	{ "a" ZWNJ "b", "a<U+200C>b", NULL },
	{ MIM ZWNJ MIM, MIM ZWNJ MIM, NULL },
	{ MIM ZWNJ ZWNJ MIM, MIM "<U+200C><U+200C>" MIM, NULL },
	{ MIM ZWNJ " " MIM, MIM "<U+200C> " MIM, NULL },
	{ MIM ZWNJ "\xd8\x9c" MIM, MIM "<U+200C><U+061C>" MIM, NULL },
	{ KA VIRAMA ZWJ KA, KA VIRAMA ZWJ KA, NULL },
	{ KA VIRAMA ZWNJ KA, KA VIRAMA ZWNJ KA, NULL },
	{ ZWJ "a", "<U+200D>a", NULL },
	/* styles */
	{ HEART VS16, HEART VS16, NULL },
	{ "1" VS16 "\xe2\x83\xa3", "1" VS16 "\xe2\x83\xa3", NULL },
	{ HEART "\xef\xb8\x8e", HEART "\xef\xb8\x8e", NULL },
	{ VS16 "a", "<U+FE0F>a", NULL },
	{ " " VS16, " <U+FE0F>", NULL },
	{ "\n" VS16, "\n<U+FE0F>", "^J" VS16 },
	{ HEART VS16 VS16, HEART VS16 "<U+FE0F>", NULL },
	{ "a" ACUTE VS16, "a" ACUTE "<U+FE0F>", NULL },
	/* marks: eight, nine, and ten */
	{ "a" ACUTE_8, "a" ACUTE_8, NULL },
	{ "a" ACUTE_8 ACUTE "b" ACUTE, "a" ACUTE_8 "<U+0301>b" ACUTE, NULL },
	{ "a" ACUTE_8 ACUTE ACUTE, "a" ACUTE_8 "<U+0301><U+0301>", NULL },
	{ "a" ACUTE_8 "\n" ACUTE, "a" ACUTE_8 "\n" ACUTE,
	  "a" ACUTE_8 "^J" ACUTE },
	{ KA VIRAMA ZWJ VIRAMA VIRAMA VIRAMA VIRAMA VIRAMA VIRAMA VIRAMA VIRAMA,
	  KA VIRAMA ZWJ VIRAMA VIRAMA VIRAMA VIRAMA VIRAMA VIRAMA VIRAMA
	  "<U+094D>", NULL },
	{ "a\xcd\x8f" "b", "a<U+034F>b", NULL },
};

static void shows_what_could_do_harm(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *from = cases[i].from;
		const char *line = cases[i].line ? cases[i].line : cases[i].text;

		strbuf_reset(&out);
		visible_add(&out, from, strlen(from));
		assert_string_equal(out.text, cases[i].text);
		strbuf_reset(&out);
		visible_add_line(&out, from, strlen(from));
		assert_string_equal(out.text, line);
		assert_int_equal(visible_is_clean(from, strlen(from)),
				 !strcmp(from, cases[i].text));
	}
	strbuf_release(&out);
}

static void appends_and_shows_nul(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	strbuf_addstr(&out, "name: ");
	visible_add(&out, "a\0b", 3);
	assert_string_equal(out.text, "name: a^@b");
	strbuf_release(&out);
}

/* xorshift: the same texts in each run. */
static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Ranges from which characters are drawn, so that rules meet one another. */
static const uint32_t pools[][2] = {
	{ 0x00, 0x7f }, { 0x20, 0x7e }, { 0x00, 0x1f }, { 0x80, 0xff },
	{ 0x300, 0x36f }, { 0x300, 0x301 }, { 0x600, 0x6ff },
	{ 0x900, 0x97f }, { 0x94d, 0x94d }, { 0x1100, 0x11ff },
	{ 0x1800, 0x180f }, { 0x2000, 0x206f }, { 0x200c, 0x200d },
	{ 0x200d, 0x200d }, { 0x2600, 0x27bf }, { 0x4e00, 0x4fff },
	{ 0xfe00, 0xfe0f }, { 0xfe0e, 0xfe0f }, { 0xfe70, 0xfeff },
	{ 0xffa0, 0xfffd }, { 0x1f300, 0x1f6ff }, { 0xe0000, 0xe01ff },
	{ 0x80, 0x10ffff },
};

static void make_text(struct strbuf *text, uint32_t *seed)
{
	size_t pieces = next_random(seed) % 24;

	strbuf_reset(text);
	while (pieces--) {
		uint32_t r = next_random(seed) >> 3;
		const uint32_t *pool = pools[r % COUNT(pools)];
		uint32_t cp = pool[0] + (r >> 8) % (pool[1] - pool[0] + 1);
		char bytes[4] = { (char)cp };
		size_t width = utf8_encode(cp, bytes);

		/* Now and then bytes that are no character, or half of one. */
		if (r % 29 == 0 || !width)
			strbuf_addch(text, (char)(r >> 8));
		else
			strbuf_add(text, bytes, width - (r % 31 == 0));
	}
}

/* Ranges that must never reach a terminal; newline alone is fine. */
static bool is_harmful(uint32_t cp)
{
	static const uint32_t ranges[][2] = {
		{ 0, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x61c, 0x61c },
		{ 0x200b, 0x200b }, { 0x200e, 0x200f }, { 0x2028, 0x202e },
		{ 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xe0000, 0xe0fff },
	};

	for (size_t i = 0; i < COUNT(ranges); i++)
		if (cp >= ranges[i][0] && cp <= ranges[i][1] && cp != '\n')
			return true;
	return false;
}

static void check_shown(const struct strbuf *from, const struct strbuf *shown,
			struct strbuf *again)
{
	size_t marks = 0;
	uint32_t cp;

	for (size_t at = 0; at < shown->len;) {
		size_t width = utf8_decode(shown->text + at, shown->len - at,
					   &cp);

		if (!width || is_harmful(cp))
			fail_msg("U+%04X was shown", cp);
		if (utf8_width(cp) || cp == '\n')
			marks = 0;
		else if (cp != 0x200c && cp != 0x200d && (cp & ~1u) != 0xfe0e)
			marks++;
		if (marks > 8)
			fail_msg("%zu marks in a row", marks);
		at += width;
	}
	strbuf_reset(again);
	visible_add(again, shown->text, shown->len);
	assert_string_equal(again->text, shown->text);
	assert_int_equal(visible_is_clean(from->text, from->len),
			 from->len == shown->len &&
			 !memcmp(from->text, shown->text, from->len));
}

static void a_million_texts_are_harmless_and_stay_as_they_are(void **state)
{
	struct strbuf from = STRBUF_INIT, shown = STRBUF_INIT;
	struct strbuf again = STRBUF_INIT;
	uint32_t seed = 20260101;

	(void)state;
	for (size_t i = 0; i < 1000000; i++) {
		make_text(&from, &seed);
		strbuf_reset(&shown);
		visible_add(&shown, from.text, from.len);
		check_shown(&from, &shown, &again);
		if (i % 4)
			continue;
		strbuf_reset(&shown);
		visible_add_line(&shown, from.text, from.len);
		assert_null(memchr(shown.text, '\n', shown.len));
		strbuf_reset(&again);
		visible_add_line(&again, shown.text, shown.len);
		assert_string_equal(again.text, shown.text);
	}
	strbuf_release(&from);
	strbuf_release(&shown);
	strbuf_release(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_what_could_do_harm),
		cmocka_unit_test(appends_and_shows_nul),
		cmocka_unit_test(
			a_million_texts_are_harmless_and_stay_as_they_are),
	};

	return cmocka_run_group_tests_name("visible", tests, NULL, NULL);
}
