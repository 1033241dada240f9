#include "base/utf8.h"

#include <string.h>

#include "base/utf8-table.h"

/*
 * The length that a first byte promises, 0 where no character starts so, and
 * the range of the second byte, which alone tells overlong forms, surrogates
 * and values past U+10FFFF from the rest (Unicode, table 3-7).
 */
static size_t promised(unsigned char c, unsigned char *low, unsigned char *high)
{
	*low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
	*high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	if (c >= 0xc2 && c <= 0xdf)
		return 2;
	if ((c & 0xf0) == 0xe0)
		return 3;
	return c >= 0xf0 && c <= 0xf4 ? 4 : 0;
}

size_t utf8_decode(const char *text, size_t len, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *)text;
	unsigned char low, high;
	uint32_t value;
	size_t width;

	if (!len)
		return 0;
	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	width = promised(s[0], &low, &high);
	if (!width || len < width || s[1] < low || s[1] > high)
		return 0;
	value = (uint32_t)(s[0] & (0x7f >> width)) << 6 | (s[1] & 0x3f);
	for (size_t i = 2; i < width; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (s[i] & 0x3f);
	}
	*cp = value;
	return width;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	unsigned char bytes[4];
	size_t width;

	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		return 0;
	width = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	for (size_t i = width; i-- > 1; cp >>= 6)
		bytes[i] = (unsigned char)(0x80 | (cp & 0x3f));
	bytes[0] = (unsigned char)((0xf00u >> width & 0xff) | cp);
	memcpy(out, bytes, width);
	return width;
}

/* The offset of the first byte past ASCII from `at` on, eight at a time. */
static size_t skip_ascii(const char *text, size_t len, size_t at)
{
	uint64_t eight;

	for (; len - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, text + at, sizeof(eight));
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < len && !((unsigned char)text[at] & 0x80))
		at++;
	return at;
}

size_t utf8_check(const char *text, size_t len)
{
	size_t at = 0, width;
	uint32_t cp;

	while ((at = skip_ascii(text, len, at)) < len) {
		do {
			width = utf8_decode(text + at, len - at, &cp);
			if (!width)
				return at;
			at += width;
		} while (at < len && (unsigned char)text[at] & 0x80);
	}
	return len;
}

size_t utf8_count(const char *text, size_t len)
{
	size_t n = 0, width;
	uint32_t cp;

	for (size_t at = 0; at < len; n++) {
		width = utf8_decode(text + at, len - at, &cp);
		at += width ? width : 1;
	}
	return n;
}

uint32_t utf8_lower(uint32_t cp)
{
	size_t low = 0, high = utf8_cases_count;

	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct utf8_case *row = &utf8_cases[middle];

		if (cp < row->first)
			high = middle;
		else if (cp > row->last)
			low = middle + 1;
		else if ((cp - row->first) % row->step)
			return cp;
		else
			return (uint32_t)((int32_t)cp + row->delta);
	}
	return cp;
}

static bool within(const struct utf8_range *ranges, size_t count, uint32_t cp)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (cp < ranges[middle].first)
			count = middle;
		else if (cp > ranges[middle].last)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

int utf8_width(uint32_t cp)
{
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return 0;
	if (cp < utf8_zero[0].first)
		return 1;
	if (within(utf8_zero, utf8_zero_count, cp))
		return 0;
	return within(utf8_wide, utf8_wide_count, cp) ? 2 : 1;
}

size_t utf8_columns(const char *text, size_t len)
{
	size_t columns = 0, width;
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		width = utf8_decode(text + at, len - at, &cp);
		columns += width ? (size_t)utf8_width(cp) : 1;
		at += width ? width : 1;
	}
	return columns;
}
