#include "base/strbuf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Shared by all empty buffers and never written: capacity 0 says so. */
char strbuf_empty[1];

void strbuf_release(struct strbuf *buf)
{
	if (buf->capacity)
		free(buf->text);
	*buf = (struct strbuf)STRBUF_INIT;
}

void strbuf_reset(struct strbuf *buf)
{
	strbuf_cut(buf, 0);
}

static bool has_room(const struct strbuf *buf, size_t more)
{
	return buf->capacity - buf->len > more;
}

void strbuf_reserve(struct strbuf *buf, size_t more)
{
	size_t need = more < SIZE_MAX / 4 ? buf->len + more + 1 : SIZE_MAX;
	size_t capacity = buf->capacity ? buf->capacity : 32;

	if (has_room(buf, more))
		return;
	/* No machine has it: let mem say so in its one line. */
	if (need == SIZE_MAX)
		mem_resize(NULL, SIZE_MAX, 2);
	while (capacity < need)
		capacity *= 2;
	/* Not only what strbuf_wipe() ends: nobody knows yet how it ends. */
	buf->text = mem_resize_wiped(buf->capacity ? buf->text : NULL,
				     buf->capacity ? buf->len : 0, capacity);
	buf->capacity = capacity;
	buf->text[buf->len] = '\0';
}

void strbuf_cut(struct strbuf *buf, size_t len)
{
	assert(len <= buf->len);
	buf->len = len;
	if (buf->capacity)
		buf->text[len] = '\0';
}

void strbuf_add(struct strbuf *buf, const char *data, size_t len)
{
	if (!len)
		return;
	if (!has_room(buf, len))
		strbuf_reserve(buf, len);
	memcpy(buf->text + buf->len, data, len);
	buf->len += len;
	buf->text[buf->len] = '\0';
}

void strbuf_addstr(struct strbuf *buf, const char *text)
{
	strbuf_add(buf, text, strlen(text));
}

void strbuf_addch(struct strbuf *buf, char c)
{
	if (!has_room(buf, 1))
		strbuf_reserve(buf, 1);
	buf->text[buf->len++] = c;
	buf->text[buf->len] = '\0';
}

void strbuf_addf(struct strbuf *buf, const char *fmt, ...)
{
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(len >= 0);
	strbuf_reserve(buf, (size_t)len);
	vsnprintf(buf->text + buf->len, (size_t)len + 1, fmt, again);
	va_end(again);
	buf->len += (size_t)len;
}

void strbuf_splice(struct strbuf *buf, size_t at, size_t cut, const char *data,
		   size_t len)
{
	size_t tail;

	assert(at <= buf->len && cut <= buf->len - at);
	strbuf_reserve(buf, len);
	tail = buf->len - at - cut;
	memmove(buf->text + at + len, buf->text + at + cut, tail + 1);
	if (len)
		memcpy(buf->text + at, data, len);
	buf->len = at + len + tail;
}

static bool blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

void strbuf_rtrim(struct strbuf *buf)
{
	size_t len = buf->len;

	while (len && blank(buf->text[len - 1]))
		len--;
	strbuf_cut(buf, len);
}

void strbuf_trim(struct strbuf *buf)
{
	size_t lead = 0;

	strbuf_rtrim(buf);
	while (lead < buf->len && blank(buf->text[lead]))
		lead++;
	if (lead)
		strbuf_splice(buf, 0, lead, NULL, 0);
}

bool strbuf_equals(const struct strbuf *buf, const char *text)
{
	return buf->len == strlen(text) && !memcmp(buf->text, text, buf->len);
}

char *strbuf_detach(struct strbuf *buf)
{
	char *text;

	strbuf_reserve(buf, 0);
	text = buf->text;
	*buf = (struct strbuf)STRBUF_INIT;
	return text;
}

void strbuf_wipe(struct strbuf *buf)
{
	if (buf->capacity)
		explicit_bzero(buf->text, buf->capacity);
	strbuf_release(buf);
}
