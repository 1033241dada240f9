/*
 * The whole grammar of RFC 8259, and so longer than most files here. One
 * function a production; the first fault ends the walk.
 */
#include "base/json-scan.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"

struct scanner {
	const char *text;
	size_t len;
	size_t at;
	size_t depth;
	size_t keys;		/* seen so far */
	size_t wanted;		/* the key whose place is asked for, or 0 */
	size_t wanted_at;
	struct err *err;
};

static int value(struct scanner *s);

static int fail(struct scanner *s, size_t at, const char *what)
{
	return err_at(s->err, ERR_INPUT, s->text, s->len, at, "%s", what);
}

/* The byte at s->at, or NUL, which no token starts with, at the end. */
static char peek(const struct scanner *s)
{
	return s->at < s->len ? s->text[s->at] : '\0';
}

static char skip_space(struct scanner *s)
{
	while (s->at < s->len) {
		char c = s->text[s->at];

		if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
			return c;
		s->at++;
	}
	return '\0';
}

static bool plain(char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

#define EACH(byte) (0x0101010101010101u * (byte))

/*
 * Has a high bit set where a byte of the eight is not plain. What is below
 * 0x20, or zero after the xor, borrows; DEL carries into its high bit. Borrow
 * and carry spill into the next byte, but only behind one that is not plain.
 */
static uint64_t marks(const char *text)
{
	uint64_t x;

	memcpy(&x, text, sizeof(x));
	return (x | (x - EACH(0x20)) | (x + EACH(1)) |
		((x ^ EACH('"')) - EACH(1)) | ((x ^ EACH('\\')) - EACH(1))) &
	       EACH(0x80);
}

size_t json_scan_plain(const char *text, size_t len, size_t at)
{
	for (; len - at >= 8; at += 8) {
		uint64_t marked = marks(text + at);

		if (!marked)
			continue;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		return at + (size_t)__builtin_ctzll(marked) / 8;
#else
		break;
#endif
	}
	while (at < len && plain(text[at]))
		at++;
	return at;
}

/* Four hexadecimal digits at `at` as a number, or -1. */
static long hex4(const struct scanner *s, size_t at)
{
	long number = 0;

	if (s->len - at < 4)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		char c = s->text[i];

		if (c >= '0' && c <= '9')
			number = number * 16 + (c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			number = number * 16 + ((c | 0x20) - 'a' + 10);
		else
			return -1;
	}
	return number;
}

/* Steps over \uXXXX, or over two that are a surrogate pair. */
static int unicode_escape(struct scanner *s)
{
	long unit = hex4(s, s->at + 2);
	size_t start = s->at;

	if (unit < 0)
		return fail(s, start, "\\u wants four hexadecimal digits");
	if (unit == 0)
		return fail(s, start, "\\u0000 in a string");
	s->at += 6;
	if (unit < 0xd800 || unit > 0xdfff)
		return 0;
	if (unit < 0xdc00 && s->len - s->at >= 6 && s->text[s->at] == '\\' &&
	    s->text[s->at + 1] == 'u') {
		unit = hex4(s, s->at + 2);
		s->at += 6;
		if (unit >= 0xdc00 && unit <= 0xdfff)
			return 0;
	}
	return fail(s, start, "half of a surrogate pair in a string");
}

static int escape(struct scanner *s)
{
	static const char known[] = "\"\\/bfnrt";
	char c = s->at + 1 < s->len ? s->text[s->at + 1] : '\0';

	if (c == 'u')
		return unicode_escape(s);
	if (!c || !strchr(known, c))
		return fail(s, s->at, "unknown escape in a string");
	s->at += 2;
	return 0;
}

/* Steps over characters past ASCII, of which often many stand in a row. */
static int wide(struct scanner *s)
{
	uint32_t cp;
	size_t width;

	do {
		width = utf8_decode(s->text + s->at, s->len - s->at, &cp);
		if (!width)
			return fail(s, s->at, "not UTF-8");
		s->at += width;
	} while (s->at < s->len && (unsigned char)s->text[s->at] >= 0x80);
	return 0;
}

static int string(struct scanner *s)
{
	size_t start = s->at++;
	int ret = 0;

	while (!ret) {
		s->at = json_scan_plain(s->text, s->len, s->at);
		if (s->at == s->len)
			return fail(s, start, "string is not closed");
		if (s->text[s->at] == '"') {
			s->at++;
			return 0;
		}
		if (s->text[s->at] == '\\')
			ret = escape(s);
		else if ((unsigned char)s->text[s->at] >= 0x80)
			ret = wide(s);
		else if (s->text[s->at] == 0x7f)
			s->at++;
		else
			return fail(s, s->at, "control character in a string");
	}
	return ret;
}

static size_t digits(struct scanner *s)
{
	size_t start = s->at;

	while (s->at < s->len && s->text[s->at] >= '0' && s->text[s->at] <= '9')
		s->at++;
	return s->at - start;
}

/*
 * True where the number in text[start, end) is past the range of a double. It
 * is read without its point, the exponent made up for it, since strtod(3)
 * wants the point of the locale.
 */
static bool overflows(const struct scanner *s, size_t start, size_t end)
{
	char mantissa[JSON_NUMBER_MAX + 32];
	size_t n = 0, behind_point = 0;
	bool point = false;
	long exponent = 0;

	for (size_t i = start; i < end; i++) {
		char c = s->text[i];

		if (c == 'e' || c == 'E') {
			bool minus = s->text[++i] == '-';

			i += minus || s->text[i] == '+';
			for (; i < end && exponent < 100000; i++)
				exponent = exponent * 10 + (s->text[i] - '0');
			exponent = minus ? -exponent : exponent;
			break;
		}
		behind_point += point;
		point |= c == '.';
		if (c != '.')
			mantissa[n++] = c;
	}
	snprintf(mantissa + n, sizeof(mantissa) - n, "e%ld",
		 exponent - (long)behind_point);
	return isinf(strtod(mantissa, NULL));
}

static int number(struct scanner *s)
{
	size_t start = s->at;
	size_t exponent = 0;

	s->at += peek(s) == '-';
	if (peek(s) == '0')
		s->at++;
	else if (!digits(s))
		return fail(s, start, "expected a value");
	if (peek(s) == '.') {
		s->at++;
		if (!digits(s))
			return fail(s, start, "number ends in its point");
	}
	if (peek(s) == 'e' || peek(s) == 'E') {
		s->at++;
		s->at += peek(s) == '+' || peek(s) == '-';
		exponent = digits(s);
		if (!exponent)
			return fail(s, start, "number has no exponent");
	}
	if (s->at - start > JSON_NUMBER_MAX)
		return fail(s, start, "number is too long");
	/* With two digits it cannot be, however many stand before them. */
	if (exponent > 2 && overflows(s, start, s->at))
		return fail(s, start, "number is too large");
	return 0;
}

static int word(struct scanner *s, const char *word, size_t len)
{
	if (s->len - s->at < len || memcmp(s->text + s->at, word, len))
		return fail(s, s->at, "expected a value");
	s->at += len;
	return 0;
}

static int enter(struct scanner *s)
{
	if (s->depth++ == JSON_DEPTH_MAX)
		return fail(s, s->at, "nested too deep");
	s->at++;
	return 0;
}

static int leave(struct scanner *s)
{
	s->depth--;
	s->at++;
	return 0;
}

static int array(struct scanner *s)
{
	int ret = enter(s);

	if (ret)
		return ret;
	if (skip_space(s) == ']')
		return leave(s);
	for (;;) {
		ret = value(s);
		if (ret)
			return ret;
		if (skip_space(s) == ']')
			return leave(s);
		if (peek(s) != ',')
			return fail(s, s->at, "expected ',' or ']'");
		s->at++;
	}
}

/* A key and its value. */
static int member(struct scanner *s)
{
	int ret;

	if (skip_space(s) != '"')
		return fail(s, s->at, "expected a key in double quotes");
	if (++s->keys == s->wanted)
		s->wanted_at = s->at;
	ret = string(s);
	if (ret)
		return ret;
	if (skip_space(s) != ':')
		return fail(s, s->at, "expected ':'");
	s->at++;
	return value(s);
}

static int object(struct scanner *s)
{
	int ret = enter(s);

	if (ret)
		return ret;
	if (skip_space(s) == '}')
		return leave(s);
	for (;;) {
		ret = member(s);
		if (ret)
			return ret;
		if (skip_space(s) == '}')
			return leave(s);
		if (peek(s) != ',')
			return fail(s, s->at, "expected ',' or '}'");
		s->at++;
	}
}

static int value(struct scanner *s)
{
	switch (skip_space(s)) {
	case '"':
		return string(s);
	case '{':
		return object(s);
	case '[':
		return array(s);
	case 't':
		return word(s, "true", 4);
	case 'f':
		return word(s, "false", 5);
	case 'n':
		return word(s, "null", 4);
	default:
		return number(s);
	}
}

int json_scan(const char *text, size_t len, struct err *err)
{
	struct scanner s = { text, len, 0, 0, 0, 0, len, err };
	int ret;

	if (len > JSON_TEXT_MAX)
		return err_set(err, ERR_INPUT, "longer than %d bytes",
			       JSON_TEXT_MAX);
	if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3))
		return fail(&s, 0, "starts with a byte order mark");
	ret = value(&s);
	if (ret)
		return ret;
	skip_space(&s);
	return s.at == len ? 0 : fail(&s, s.at, "text behind the value");
}

size_t json_scan_key(const char *text, size_t len, size_t n)
{
	struct err ignored;
	struct scanner s = { text, len, 0, 0, 0, n, len, &ignored };

	value(&s);
	return s.wanted_at;
}
