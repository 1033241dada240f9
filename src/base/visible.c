#include "base/visible.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"

/*
 * Each decision rests on what was put out before and on what the next
 * character is, never on what was taken away: so a second pass decides the
 * same on the text that the first one made.
 */

#define MARKS_MAX 8

enum {
	NON_JOINER = 0x200c,
	JOINER = 0x200d,
	TEXT_STYLE = 0xfe0e,
	EMOJI_STYLE = 0xfe0f,
};

struct range {
	uint32_t first;
	uint32_t last;
};

/* What has no shape of its own: it is named instead, with four exceptions. */
static const struct range hidden[] = {
	{ 0x0080, 0x009f }, { 0x00ad, 0x00ad }, { 0x034f, 0x034f },
	{ 0x061c, 0x061c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
	{ 0x2060, 0x206f }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb },
	{ 0x13430, 0x1343f }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
	{ 0xe0000, 0xe0fff },
};

/* Arabic, Indic and such, in which a joiner changes the shape of letters. */
static const struct range joining[] = {
	{ 0x0620, 0x06dc }, { 0x06de, 0x070d }, { 0x0710, 0x0dff },
	{ 0x0f00, 0x109f }, { 0x1780, 0x18af }, { 0x1900, 0x1cff },
	{ 0xa840, 0xabff }, { 0xfb50, 0xfdff }, { 0xfe70, 0xfefc },
	{ 0x10a00, 0x11fff }, { 0x1e900, 0x1e95f },
};

static const struct range emoji[] = {
	{ 0x2190, 0x21ff }, { 0x2300, 0x23ff }, { 0x2600, 0x27bf },
	{ 0x2b00, 0x2bff }, { 0x1f000, 0x1faff },
};

static const struct range spaces[] = {
	{ 0x0000, 0x0020 }, { 0x00a0, 0x00a0 }, { 0x1680, 0x1680 },
	{ 0x2000, 0x200a }, { 0x202f, 0x202f }, { 0x205f, 0x205f },
	{ 0x3000, 0x3000 },
};

#define IS(table, cp) within(table, sizeof(table) / sizeof((table)[0]), cp)

static bool within(const struct range *ranges, size_t count, uint32_t cp)
{
	for (size_t i = 0; i < count && cp >= ranges[i].first; i++)
		if (cp <= ranges[i].last)
			return true;
	return false;
}

struct shower {
	struct strbuf *out;
	const char *text;
	size_t len;
	size_t at;
	bool line;		/* newline is escaped as well */
	uint32_t last;		/* the last character put out, 0 at the start */
	uint32_t base;		/* the last one that others may attach to */
	size_t marks;		/* combining marks behind it */
};

static bool is_mark(uint32_t cp)
{
	return cp >= 0x300 && !utf8_width(cp) && !IS(hidden, cp);
}

/* Says that `cp` is now the last character put out, and a base for others. */
static void settle(struct shower *s, uint32_t cp)
{
	s->last = s->base = cp;
	s->marks = 0;
}

static void copy(struct shower *s, size_t width)
{
	strbuf_add(s->out, s->text + s->at, width);
}

static void name(struct shower *s, uint32_t cp)
{
	strbuf_addf(s->out, "<U+%04X>", cp);
	settle(s, '>');
}

/* True where the joiner of `width` bytes at s->at does its proper work. */
static bool joins(const struct shower *s, size_t width, uint32_t cp)
{
	size_t next_at = s->at + width;
	uint32_t next;

	if (!utf8_decode(s->text + next_at, s->len - next_at, &next))
		return false;
	if (IS(joining, s->last))
		return IS(joining, next) && !IS(hidden, next) &&
		       !(is_mark(next) && s->marks >= MARKS_MAX);
	return cp == JOINER && IS(emoji, next) && IS(emoji, s->base) &&
	       (s->last == s->base || s->last == EMOJI_STYLE);
}

/* True where the hidden character at s->at may stay. */
static bool may_stay(const struct shower *s, size_t width, uint32_t cp)
{
	if (cp == NON_JOINER || cp == JOINER)
		return joins(s, width, cp);
	if (cp == TEXT_STYLE || cp == EMOJI_STYLE)
		return s->last == s->base && !IS(spaces, s->base);
	return false;
}

static void mark(struct shower *s, size_t width, uint32_t cp)
{
	if (s->marks < MARKS_MAX) {
		copy(s, width);
		s->last = cp;
		s->marks++;
	} else {
		name(s, cp);
		s->marks = MARKS_MAX;	/* so that all the rest are named */
	}
}

static void high(struct shower *s)
{
	uint32_t cp;
	size_t width = utf8_decode(s->text + s->at, s->len - s->at, &cp);

	if (!width) {
		width = 1;
		strbuf_addf(s->out, "\\x%02X", (unsigned char)s->text[s->at]);
		settle(s, (unsigned char)s->out->text[s->out->len - 1]);
	} else if (IS(hidden, cp) && !may_stay(s, width, cp)) {
		name(s, cp);
	} else if (IS(hidden, cp)) {
		copy(s, width);
		s->last = cp;
	} else if (is_mark(cp)) {
		mark(s, width, cp);
	} else {
		copy(s, width);
		settle(s, cp);
	}
	s->at += width;
}

/* A carriage return before a newline goes: it is only how lines end there. */
static void control(struct shower *s)
{
	char c;

	if (!s->line && s->text[s->at] == '\r' &&
	    s->at + 1 < s->len && s->text[s->at + 1] == '\n')
		s->at++;
	c = s->text[s->at++];
	if (c == '\t' || (c == '\n' && !s->line)) {
		c = c == '\t' ? ' ' : c;
	} else {
		strbuf_addch(s->out, '^');
		c = (char)(c ^ 0x40);
	}
	strbuf_addch(s->out, c);
	settle(s, (unsigned char)c);
}

static size_t plain_run(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] >= 0x20 && text[n] < 0x7f)
		n++;
	return n;
}

static void show(struct strbuf *out, const char *text, size_t len, bool line)
{
	struct shower s = { out, text, len, 0, line, 0, 0, 0 };

	while (s.at < len) {
		size_t run = plain_run(text + s.at, len - s.at);

		if (run) {
			copy(&s, run);
			s.at += run;
			settle(&s, (unsigned char)text[s.at - 1]);
		} else if ((unsigned char)text[s.at] < 0x80) {
			control(&s);
		} else {
			high(&s);
		}
	}
}

void visible_add(struct strbuf *out, const char *text, size_t len)
{
	show(out, text, len, false);
}

void visible_add_line(struct strbuf *out, const char *text, size_t len)
{
	show(out, text, len, true);
}

bool visible_is_clean(const char *text, size_t len)
{
	struct strbuf shown = STRBUF_INIT;
	bool clean;

	if (plain_run(text, len) == len)
		return true;
	show(&shown, text, len, false);
	clean = shown.len == len && !memcmp(shown.text, text, len);
	strbuf_release(&shown);
	return clean;
}
