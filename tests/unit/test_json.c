/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json-scan.h"
#include "base/json.h"
#include "base/strbuf.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* A text that may hold NUL. */
#define TEXT(literal) { literal, sizeof(literal) - 1 }

struct text {
	const char *bytes;
	size_t len;
};

#define D10 "1234567890"
#define D60 D10 D10 D10 D10 D10 D10
#define OPEN8 "[[[[[[[["
#define SHUT8 "]]]]]]]]"

/*
 * The three kinds of JSONTestSuite: what each parser must take, what each must
 * refuse, and what is left to it, of which we take some and refuse the rest.
 */
static const struct text taken[] = {
	/* values by themselves, and white space */
	TEXT("null"), TEXT("true"), TEXT("false"), TEXT("0"), TEXT("\"\""),
	TEXT("[]"), TEXT("{}"), TEXT(" \t\r\n[ \t\r\n] \t\r\n"),
	TEXT("\n{\n}\n"), TEXT(" \"a\" "), TEXT("-1"), TEXT("\"asd\""),
	/* arrays */
	TEXT("[null]"), TEXT("[1,null,\"a\",true,false,{},[]]"),
	TEXT("[ 1 , 2 ]"), TEXT("[[]   ]"), TEXT("[[[[[]]]]]"),
	TEXT("[\"\"]"), TEXT("[1\n]"), TEXT(" [1]"), TEXT("[2] "),
	TEXT("[1,null,null,null,2]"),
	/* objects */
	TEXT("{\"a\":1}"), TEXT("{\"a\":{\"a\":{\"a\":1}}}"), TEXT("{\"\":0}"),
	TEXT("{\"a\":[],\"b\":{}}"), TEXT("{ \"a\" : \"b\" , \"c\" : 1 }"),
	TEXT("{\"a\":1,\"A\":2}"), TEXT("{\"\\u0061b\":null}"),
	TEXT("[{\"a\":1},{\"a\":2}]"), TEXT("{\"a\\tb\":1}"),
	TEXT("{\n\"a\":\n\"b\"\n}"),
	/* numbers */
	TEXT("[123]"), TEXT("[-0]"), TEXT("[0.5]"), TEXT("[-0.5]"),
	TEXT("[1e1]"), TEXT("[1E1]"), TEXT("[1e+1]"), TEXT("[1e-1]"),
	TEXT("[1E+2]"), TEXT("[0e1]"), TEXT("[0e+1]"), TEXT("[0E0]"),
	TEXT("[123.456e78]"), TEXT("[20e1]"), TEXT("[1.000]"),
	TEXT("[-123]"), TEXT("[-1.5e-10]"), TEXT("[123e45]"),
	TEXT("[1.7976931348623157e308]"), TEXT("[5e-324]"),
	TEXT("[0." D60 "1]"), TEXT("[" D60 "123]"),
	TEXT("[1e0000000000000000000000000000000000000000000000000000000001]"),
	/* strings */
	TEXT("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"), TEXT("[\"\\u0001\"]"),
	TEXT("[\"\\u00e9\\u00E9\"]"), TEXT("[\"\\uD834\\uDD1E\"]"),
	TEXT("[\"\\ud834\\udd1e\"]"), TEXT("[\"\\uDBFF\\uDFFF\"]"),
	TEXT("[\"\\uFFFF\\uFDD0\"]"), TEXT("[\"\\u2028\\u2029\"]"),
	TEXT("[\"\\\\u0000\"]"), TEXT("[\"\\\\\"]"), TEXT("[\"a/*b*/c\"]"),
	TEXT("[\"\xc3\xa9\"]"), TEXT("[\"\xe2\x82\xac\"]"),
	TEXT("[\"\xf0\x9f\x98\x80\"]"), TEXT("[\"\xf4\x8f\xbf\xbf\"]"),
	TEXT("[\"\xef\xbf\xbf\"]"), TEXT("[\"\xe2\x80\xa8\"]"),
	TEXT("[\"\x7f\"]"), TEXT("[\"\xc2\x80\"]"), TEXT("[\"'\"]"),
	TEXT("[\"1234567\\n\"]"), TEXT("[\"12345678\\n12345678\"]"),
	TEXT("[\"1234567\xc3\xa9" "1234567\xc3\xa9\"]"),
	TEXT("\"\xef\xbb\xbf\""),
	/* as deep as it goes */
	TEXT(OPEN8 OPEN8 OPEN8 OPEN8 SHUT8 SHUT8 SHUT8 SHUT8),
	TEXT("[" OPEN8 OPEN8 "],[" SHUT8 SHUT8 "]"),
};

static const struct {
	struct text text;
	size_t column;
	const char *what;
} refused[] = {
	/* nothing, or too much */
	{ TEXT(""), 1, "expected a value" },
	{ TEXT(" \n "), 2, "expected a value" },
	{ TEXT("1 2"), 3, "text behind the value" },
	{ TEXT("[]]"), 3, "text behind the value" },
	{ TEXT("{}}"), 3, "text behind the value" },
	{ TEXT("[1]x"), 4, "text behind the value" },
	{ TEXT("{}#"), 3, "text behind the value" },
	{ TEXT("{} //x"), 4, "text behind the value" },
	{ TEXT("\"a\"\"b\""), 4, "text behind the value" },
	{ TEXT("[]\0"), 3, "text behind the value" },
	{ TEXT("nulls"), 5, "text behind the value" },
	/* no value */
	{ TEXT("nul"), 1, "expected a value" },
	{ TEXT("True"), 1, "expected a value" },
	{ TEXT("TRUE"), 1, "expected a value" },
	{ TEXT("[truth]"), 2, "expected a value" },
	{ TEXT("[fals]"), 2, "expected a value" },
	{ TEXT("x"), 1, "expected a value" },
	{ TEXT("'a'"), 1, "expected a value" },
	{ TEXT("\0"), 1, "expected a value" },
	{ TEXT("*"), 1, "expected a value" },
	{ TEXT("<null>"), 1, "expected a value" },
	{ TEXT("\xc3\xa9"), 1, "expected a value" },
	{ TEXT("\v[]"), 1, "expected a value" },
	{ TEXT("\f[]"), 1, "expected a value" },
	{ TEXT("\xc2\xa0[]"), 1, "expected a value" },
	{ TEXT("\xe2\x81\xa0[]"), 1, "expected a value" },
	{ TEXT("\\u000A\"\""), 1, "expected a value" },
	{ TEXT("/* a */1"), 1, "expected a value" },
	/* arrays */
	{ TEXT("["), 2, "expected a value" },
	{ TEXT("[1"), 3, "expected ',' or ']'" },
	{ TEXT("[1,"), 4, "expected a value" },
	{ TEXT("[1,]"), 4, "expected a value" },
	{ TEXT("[,1]"), 2, "expected a value" },
	{ TEXT("[1,,2]"), 4, "expected a value" },
	{ TEXT("[1 2]"), 4, "expected ',' or ']'" },
	{ TEXT("[1:2]"), 3, "expected ',' or ']'" },
	{ TEXT("[1}"), 3, "expected ',' or ']'" },
	{ TEXT("[\"a\" \"b\"]"), 6, "expected ',' or ']'" },
	{ TEXT("[\"a\",\n4\n,1,"), 4, "expected a value" },
	{ TEXT("[[]"), 4, "expected ',' or ']'" },
	{ TEXT("[3[4]]"), 3, "expected ',' or ']'" },
	{ TEXT("[\f]"), 2, "expected a value" },
	{ TEXT("]"), 1, "expected a value" },
	/* objects */
	{ TEXT("{"), 2, "expected a key in double quotes" },
	{ TEXT("{a:1}"), 2, "expected a key in double quotes" },
	{ TEXT("{'a':1}"), 2, "expected a key in double quotes" },
	{ TEXT("{1:1}"), 2, "expected a key in double quotes" },
	{ TEXT("{null:1}"), 2, "expected a key in double quotes" },
	{ TEXT("{\"a\":1,}"), 8, "expected a key in double quotes" },
	{ TEXT("{,\"a\":1}"), 2, "expected a key in double quotes" },
	{ TEXT("{\"a\":1,,\"b\":2}"), 8, "expected a key in double quotes" },
	{ TEXT("{\"a\"}"), 5, "expected ':'" },
	{ TEXT("{\"a\" 1}"), 6, "expected ':'" },
	{ TEXT("{\"a\",1}"), 5, "expected ':'" },
	{ TEXT("{\"a\"=1}"), 5, "expected ':'" },
	{ TEXT("{\"a\"::1}"), 6, "expected a value" },
	{ TEXT("{\"a\":}"), 6, "expected a value" },
	{ TEXT("{\"a\":"), 6, "expected a value" },
	{ TEXT("{\"a\":1 \"b\":2}"), 8, "expected ',' or '}'" },
	{ TEXT("{\"a\":1]"), 7, "expected ',' or '}'" },
	{ TEXT("{\"a\":1"), 7, "expected ',' or '}'" },
	{ TEXT("{\"a\":1/**/}"), 7, "expected ',' or '}'" },
	{ TEXT("{\"a\":\"a"), 6, "string is not closed" },
	{ TEXT("{\"a"), 2, "string is not closed" },
	{ TEXT("}"), 1, "expected a value" },
	/* numbers */
	{ TEXT("[-]"), 2, "expected a value" },
	{ TEXT("[+1]"), 2, "expected a value" },
	{ TEXT("[--1]"), 2, "expected a value" },
	{ TEXT("[.5]"), 2, "expected a value" },
	{ TEXT("[-.5]"), 2, "expected a value" },
	{ TEXT("[- 1]"), 2, "expected a value" },
	{ TEXT("[Infinity]"), 2, "expected a value" },
	{ TEXT("[-Infinity]"), 2, "expected a value" },
	{ TEXT("[NaN]"), 2, "expected a value" },
	{ TEXT("[\xef\xbc\x91]"), 2, "expected a value" },
	{ TEXT("[01]"), 3, "expected ',' or ']'" },
	{ TEXT("[-01]"), 4, "expected ',' or ']'" },
	{ TEXT("[0x1F]"), 3, "expected ',' or ']'" },
	{ TEXT("[1+2]"), 3, "expected ',' or ']'" },
	{ TEXT("[1a]"), 3, "expected ',' or ']'" },
	{ TEXT("[1 000.0]"), 4, "expected ',' or ']'" },
	{ TEXT("[1.2.3]"), 5, "expected ',' or ']'" },
	{ TEXT("[1.]"), 2, "number ends in its point" },
	{ TEXT("[1.e1]"), 2, "number ends in its point" },
	{ TEXT("-1."), 1, "number ends in its point" },
	{ TEXT("[1e]"), 2, "number has no exponent" },
	{ TEXT("[1e+]"), 2, "number has no exponent" },
	{ TEXT("[1.5E-]"), 2, "number has no exponent" },
	{ TEXT("[1ea]"), 2, "number has no exponent" },
	{ TEXT("[1e1.5]"), 5, "expected ',' or ']'" },
	/* strings */
	{ TEXT("\""), 1, "string is not closed" },
	{ TEXT("[\"a]"), 2, "string is not closed" },
	{ TEXT("[\"\\\"]"), 2, "string is not closed" },
	{ TEXT("[\"12345678"), 2, "string is not closed" },
	{ TEXT("[\"a\n\"]"), 4, "control character in a string" },
	{ TEXT("[\"\t\"]"), 3, "control character in a string" },
	{ TEXT("[\"1234567\x1f" "12345678\"]"), 10,
	  "control character in a string" },
	{ TEXT("[\"a\0b\"]"), 4, "control character in a string" },
	{ TEXT("{\"a\0b\":1}"), 4, "control character in a string" },
	{ TEXT("[\"\\x00\"]"), 3, "unknown escape in a string" },
	{ TEXT("[\"\\a\"]"), 3, "unknown escape in a string" },
	{ TEXT("[\"\\'\"]"), 3, "unknown escape in a string" },
	{ TEXT("[\"\\U0041\"]"), 3, "unknown escape in a string" },
	{ TEXT("[\"\\\0\"]"), 3, "unknown escape in a string" },
	{ TEXT("[\"\\\xc3\xa9\"]"), 3, "unknown escape in a string" },
	{ TEXT("[\"\\"), 3, "unknown escape in a string" },
	{ TEXT("[\"\\u\"]"), 3, "\\u wants four hexadecimal digits" },
	{ TEXT("[\"\\u004\"]"), 3, "\\u wants four hexadecimal digits" },
	{ TEXT("[\"\\u00G0\"]"), 3, "\\u wants four hexadecimal digits" },
	{ TEXT("[\"\\u-123\"]"), 3, "\\u wants four hexadecimal digits" },
	{ TEXT("[\"\\u12"), 3, "\\u wants four hexadecimal digits" },
	/* left to the parser: refused, since what we keep would be another */
	{ TEXT("[\"\\u0000\"]"), 3, "\\u0000 in a string" },
	{ TEXT("{\"a\\u0000\":1}"), 4, "\\u0000 in a string" },
	{ TEXT("[\"\\uD800\"]"), 3, "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uDC00\"]"), 3, "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uD800a\"]"), 3, "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uD800\\n\"]"), 3, "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uD800\\uD800\"]"), 3,
	  "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uD800\\u0041\"]"), 3,
	  "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uDC00\\uD800\"]"), 3,
	  "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uD800\\u"), 3, "half of a surrogate pair in a string" },
	{ TEXT("[\"\\uD83D\\uZZZZ\"]"), 3,
	  "half of a surrogate pair in a string" },
	{ TEXT("[\"\xff\"]"), 3, "not UTF-8" },
	{ TEXT("[\"a\xe9\"]"), 4, "not UTF-8" },
	{ TEXT("[\"\xc0\xaf\"]"), 3, "not UTF-8" },
	{ TEXT("[\"\xed\xa0\x80\"]"), 3, "not UTF-8" },
	{ TEXT("[\"\xf4\x90\x80\x80\"]"), 3, "not UTF-8" },
	{ TEXT("[\"\xe2\x82"), 3, "not UTF-8" },
	{ TEXT("{\"\xff\":1}"), 3, "not UTF-8" },
	{ TEXT("\xef\xbb\xbf{}"), 1, "starts with a byte order mark" },
	{ TEXT("\xef\xbb"), 1, "expected a value" },
	{ TEXT("\xff\xfe[\0]\0"), 1, "expected a value" },
	{ TEXT("[1e309]"), 2, "number is too large" },
	{ TEXT("[-1e400]"), 2, "number is too large" },
	{ TEXT("[1.8e308]"), 2, "number is too large" },
	{ TEXT("[0.001e312]"), 2, "number is too large" },
	{ TEXT("[1e999999999999999999999]"), 2, "number is too large" },
	{ TEXT("[" D60 "1234]"), 2, "number is too long" },
	{ TEXT("[0." D60 "12]"), 2, "number is too long" },
	{ TEXT("[" OPEN8 OPEN8 OPEN8 OPEN8 SHUT8 SHUT8 SHUT8 SHUT8 "]"), 33,
	  "nested too deep" },
};

/* Left to the parser too, and taken: what is too small is nothing. */
static const struct text also_taken[] = {
	TEXT("[1e-400]"), TEXT("[-1e-999999999999]"), TEXT("[0e999999]"),
	TEXT("[12345678901234567890]"), TEXT("[0.0001e312]"),
	TEXT("[\"\xef\xb7\x90\xf0\x9b\xbf\xbf\"]"),
};

static void check_taken(const struct text *text)
{
	struct err err = { .text = "untouched" };
	cJSON *json = NULL;

	if (json_parse(&json, text->bytes, text->len, &err))
		fail_msg("%s: %s", text->bytes, err.text);
	assert_non_null(json);
	assert_int_equal(json_check(text->bytes, text->len, &err), 0);
	assert_string_equal(err.text, "untouched");
	cJSON_Delete(json);
}

static void takes_what_is_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(taken); i++)
		check_taken(&taken[i]);
	for (size_t i = 0; i < COUNT(also_taken); i++)
		check_taken(&also_taken[i]);
}

static void refuses_what_is_not_and_says_where(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		/* Exactly as long as it is, so that ASan sees a step too far. */
		size_t len = refused[i].text.len;
		char *text = malloc(len ? len : 1);
		struct err err = { 0 };
		cJSON *json = NULL;

		memcpy(text, refused[i].text.bytes, len);
		if (json_parse(&json, text, len, &err) != ERR_INPUT)
			fail_msg("%s was taken", refused[i].text.bytes);
		assert_null(json);
		if (strcmp(err.text, refused[i].what) ||
		    err.column != refused[i].column)
			fail_msg("%s: %s at %zu", refused[i].text.bytes,
				 err.text, err.column);
		assert_int_equal(json_check(text, len, &err), ERR_INPUT);
		free(text);
	}
}

/* No prefix of a text is a text, and none is read past its end. */
static void refuses_each_prefix(void **state)
{
	static const char text[] = " {\"k\\u0041\\ud834\\udd1e\\n\": [-12.5e+10,"
		" true, false, null, \"\xe2\x82\xac 12345678\", {}, []]}";

	(void)state;
	for (size_t len = 0; len < sizeof(text) - 1; len++) {
		char *copy = malloc(len ? len : 1);
		struct err err = { 0 };

		memcpy(copy, text, len);
		assert_int_equal(json_check(copy, len, &err), ERR_INPUT);
		free(copy);
	}
	check_taken(&(struct text)TEXT(text));
}

static void points_at_the_line(void **state)
{
	static const char text[] = "{\n  \"\xc3\xa9\": 1,\n  \"b\" 2\n}";
	struct err err = { 0 };

	(void)state;
	assert_int_equal(json_check(text, sizeof(text) - 1, &err), ERR_INPUT);
	assert_int_equal(err.line, 3);
	assert_int_equal(err.column, 7);
	assert_string_equal(err.quote, "  \"b\" 2");
}

static void refuses_a_key_that_stands_twice(void **state)
{
	static const struct {
		const char *text;
		size_t line;
		size_t column;
	} cases[] = {
		{ "{\"a\":1,\"a\":2}", 1, 8 },
		{ "{\"a\":1,\n\"b\":{\"c\":1},\n \"a\":3}", 3, 2 },
		{ "[1,{\"x\":{\"a\":1,\"b\":[{\"a\":1}],\"a\":1}}]", 1, 30 },
		{ "{\"a\":1,\"\\u0061\":2}", 1, 8 },
		{ "{\"\":1,\"\":2}", 1, 7 },
		{ "[{\"a\":1},{\"a\":1},{\"a\":1,\"a\":1}]", 1, 25 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len = strlen(cases[i].text);
		struct err err = { 0 };
		cJSON *json = NULL;

		assert_int_equal(json_check(cases[i].text, len, &err), 0);
		assert_int_equal(json_parse(&json, cases[i].text, len, &err),
				 ERR_INPUT);
		assert_null(json);
		assert_string_equal(err.text, "key stands twice in one object");
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.column, cases[i].column);
	}
}

/* One object of `count` keys, the last of which is `last`. */
static void make_object(struct strbuf *out, size_t count, const char *last)
{
	strbuf_reset(out);
	for (size_t i = 0; i + 1 < count; i++)
		strbuf_addf(out, "%c\"k%zu\":%zu", i ? ',' : '{', i * 7919 % 1000,
			    i);
	strbuf_addf(out, ",\"%s\":0}", last);
}

static void finds_twins_among_few_and_many(void **state)
{
	static const size_t counts[] = { 2, 31, 32, 33, 34, 1000 };
	struct strbuf text = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct err err = { 0 };
		cJSON *json = NULL;

		make_object(&text, counts[i], "K0");
		assert_int_equal(json_parse(&json, text.text, text.len, &err), 0);
		cJSON_Delete(json);
		json = NULL;
		make_object(&text, counts[i], "k0");
		assert_int_equal(json_parse(&json, text.text, text.len, &err),
				 ERR_INPUT);
		assert_null(json);
		assert_string_equal(err.text, "key stands twice in one object");
	}
	strbuf_release(&text);
}

static void holds_the_ceiling_of_length(void **state)
{
	char *text = malloc(JSON_TEXT_MAX + 1);
	struct err err = { 0 };

	(void)state;
	memset(text, 'x', JSON_TEXT_MAX + 1);
	text[0] = '"';
	text[JSON_TEXT_MAX - 1] = '"';
	text[JSON_TEXT_MAX] = ' ';
	assert_int_equal(json_check(text, JSON_TEXT_MAX, &err), 0);
	assert_int_equal(json_check(text, JSON_TEXT_MAX + 1, &err), ERR_INPUT);
	assert_string_equal(err.text, "longer than 16777216 bytes");
	free(text);
}

static void gets_members_by_their_case(void **state)
{
	static const char text[] =
		"{\"Name\":\"A\",\"name\":\"b\",\"n\":1,\"o\":{\"name\":\"c\"}}";
	struct err err = { 0 };
	cJSON *json = NULL;

	(void)state;
	assert_int_equal(json_parse(&json, text, sizeof(text) - 1, &err), 0);
	assert_string_equal(json_get_string(json, "name"), "b");
	assert_string_equal(json_get_string(json, "Name"), "A");
	assert_null(json_get_string(json, "NAME"));
	assert_null(json_get_string(json, "n"));
	assert_non_null(json_get(json, "n"));
	assert_null(json_get(json, "nam"));
	assert_null(json_get(json, ""));
	assert_string_equal(json_get_string(json_get(json, "o"), "name"), "c");
	assert_null(json_get(json_get(json, "n"), "name"));
	assert_null(json_get(NULL, "name"));
	assert_null(json_get_string(NULL, "name"));
	cJSON_Delete(json);
}

/*
 * The look for the end of a plain run takes eight bytes at a time: each byte,
 * at each place of the eight, among neighbours that are nearly not plain and
 * before one that is not.
 */
static void stops_at_the_first_byte_that_is_not_plain(void **state)
{
	static const char around[] = { 'a', ' ', '!', '#', '[', ']', '~' };
	char text[20];

	(void)state;
	for (size_t n = 0; n < sizeof(around) * 20 * 256; n++) {
		char c = (char)(n % 256);
		size_t at = n / 256 % 20;
		bool plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';

		memset(text, around[n / 256 / 20], sizeof(text));
		text[at] = c;
		assert_int_equal(json_scan_plain(text, sizeof(text), 0),
				 plain ? sizeof(text) : at);
		if (at + 1 == sizeof(text))
			continue;
		text[at + 1] = '"';
		assert_int_equal(json_scan_plain(text, sizeof(text), 0),
				 plain ? at + 1 : at);
	}
}

static void writes_strings(void **state)
{
	static const struct {
		struct text from;
		const char *to;
	} cases[] = {
		{ TEXT(""), "\"\"" },
		{ TEXT("plain text, and long enough"),
		  "\"plain text, and long enough\"" },
		{ TEXT("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"" },
		{ TEXT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"" },
		{ TEXT("\0\x01\x1b\x1f\x7f"),
		  "\"\\u0000\\u0001\\u001b\\u001f\\u007f\"" },
		{ TEXT("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0"),
		  "\"\\u0080\\u009b\\u009f\xc2\xa0\"" },
		{ TEXT("a\xe2\x80\xa8z\xe2\x80\xa9"), "\"a\\u2028z\\u2029\"" },
		{ TEXT("\xe2\x80\xaa\xc3\xa9\xf0\x9f\x98\x80"),
		  "\"\xe2\x80\xaa\xc3\xa9\xf0\x9f\x98\x80\"" },
		{ TEXT("\xff" "a\xc3"), "\"\xef\xbf\xbd" "a\xef\xbf\xbd\"" },
		{ TEXT("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ TEXT("1234567\"1234567\n"), "\"1234567\\\"1234567\\n\"" },
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		strbuf_reset(&out);
		json_add_string(&out, cases[i].from.bytes, cases[i].from.len);
		assert_string_equal(out.text, cases[i].to);
	}
	strbuf_release(&out);
}

static const struct {
	double number;
	const char *text;
} numbers[] = {
	{ 0, "0" },
	{ -0.0, "-0" },
	{ 1, "1" },
	{ -17, "-17" },
	{ 1.1, "1.1" },
	{ -0.5, "-0.5" },
	{ 3.3, "3.3" },
	{ 0.1 + 0.2, "0.30000000000000004" },
	{ 1.0 / 3, "0.3333333333333333" },
	{ 2147483648.0, "2147483648" },
	{ 9007199254740991.0, "9007199254740991" },
	{ 9007199254740992.0, "9007199254740992" },
	{ -9007199254740994.0, "-9007199254740994" },
	{ 12345678901234567168.0, "12345678901234567168" },
	{ 1e20, "100000000000000000000" },
	{ 1e21, "1e+21" },
	{ 2251799813685248.5, "2251799813685248.5" },
	{ 1.5e300, "1.5e+300" },
	{ 1e-7, "1e-07" },
	{ 1.7976931348623157e308, "1.7976931348623157e+308" },
	{ 5e-324, "4.94065645841247e-324" },
	{ INFINITY, "null" },
	{ -INFINITY, "null" },
	{ NAN, "null" },
};

static void check_numbers(void)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < COUNT(numbers); i++) {
		struct err err = { 0 };
		cJSON *json = NULL;

		strbuf_reset(&out);
		json_add_number(&out, numbers[i].number);
		assert_string_equal(out.text, numbers[i].text);
		assert_int_equal(json_parse(&json, out.text, out.len, &err), 0);
		if (isfinite(numbers[i].number))
			assert_true(json->valuedouble == numbers[i].number);
		cJSON_Delete(json);
	}
	strbuf_release(&out);
}

static void writes_numbers_that_read_back_the_same(void **state)
{
	/* Where the machine has a locale with a comma, that one as well. */
	static const char *const locales[] = {
		"C", "de_DE.UTF-8", "fr_FR.UTF-8", "nl_NL.UTF-8",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(locales); i++)
		if (setlocale(LC_NUMERIC, locales[i]))
			check_numbers();
	setlocale(LC_NUMERIC, "C");
}

static void writes_a_tree_as_it_was_read(void **state)
{
	static const char *const cases[] = {
		"null", "true", "false", "[]", "{}", "\"\"",
		"{\"id\":\"7\",\"n\":[1,2.5,-3],\"o\":{\"a\":null,\"b\":true}}",
		"[[],[[]],{},{\"\":{}}]",
		"{\"line\\nbreak\":\"tab\\tquote\\\"\\u001b\\u009b\"}",
		"[12345678901234567168,1e+21,0.1,\"\xf0\x9f\x98\x80\"]",
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		cJSON *json = NULL;

		strbuf_reset(&out);
		assert_int_equal(json_parse(&json, cases[i], strlen(cases[i]),
					    &err), 0);
		json_add(&out, json);
		assert_string_equal(out.text, cases[i]);
		cJSON_Delete(json);
	}
	strbuf_release(&out);
}

static void writes_raw_members_as_they_are(void **state)
{
	struct strbuf out = STRBUF_INIT;
	cJSON *json = cJSON_CreateObject();

	(void)state;
	cJSON_AddRawToObject(json, "at", "12345678901234567890");
	json_add(&out, json);
	assert_string_equal(out.text, "{\"at\":12345678901234567890}");
	cJSON_Delete(json);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_what_is_json),
		cmocka_unit_test(refuses_what_is_not_and_says_where),
		cmocka_unit_test(refuses_each_prefix),
		cmocka_unit_test(points_at_the_line),
		cmocka_unit_test(refuses_a_key_that_stands_twice),
		cmocka_unit_test(finds_twins_among_few_and_many),
		cmocka_unit_test(holds_the_ceiling_of_length),
		cmocka_unit_test(gets_members_by_their_case),
		cmocka_unit_test(stops_at_the_first_byte_that_is_not_plain),
		cmocka_unit_test(writes_strings),
		cmocka_unit_test(writes_numbers_that_read_back_the_same),
		cmocka_unit_test(writes_a_tree_as_it_was_read),
		cmocka_unit_test(writes_raw_members_as_they_are),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
