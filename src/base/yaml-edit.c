#include "base/yaml-edit.h"

#include <string.h>

#include "base/strbuf.h"

static size_t line_end(const struct strbuf *text, size_t at)
{
	const char *newline = memchr(text->text + at, '\n', text->len - at);

	return newline ? (size_t)(newline - text->text) + 1 : text->len;
}

/* The first line `key:` that is not indented; text->len where there is none. */
static size_t find_key(const struct strbuf *text, const char *key)
{
	size_t len = strlen(key), at = 0;

	while (at < text->len) {
		const char *line = text->text + at;

		if (!strncmp(line, key, len) &&
		    line[len + strspn(line + len, " \t")] == ':')
			return at;
		at = line_end(text, at);
	}
	return at;
}

/* True where a line goes on with the value of the key above it. */
static bool goes_on(char first)
{
	return first == ' ' || first == '\t' || first == '-';
}

/* Where the value of the key at `at` ends; blank lines behind it stay. */
static size_t value_end(const struct strbuf *text, size_t at)
{
	size_t end = line_end(text, at), next = end;

	while (next < text->len) {
		char first = text->text[next];

		next = line_end(text, next);
		if (goes_on(first))
			end = next;
		else if (first != '\n' && first != '\r')
			break;
	}
	return end;
}

/* The comment at the end of the line at `at`, with the spaces before it. */
static void add_comment(struct strbuf *out, const struct strbuf *text,
			size_t at)
{
	size_t end = line_end(text, at), hash;
	char quote = '\0';

	for (hash = at; hash < end; hash++) {
		char c = text->text[hash];

		if (quote && c == quote)
			quote = '\0';
		else if (!quote && (c == '"' || c == '\''))
			quote = c;
		else if (!quote && c == '#' && text->text[hash - 1] == ' ')
			break;
	}
	if (hash >= end)
		return;
	while (text->text[hash - 1] == ' ')
		hash--;
	strbuf_add(out, text->text + hash, end - hash);
	strbuf_rtrim(out);
}

/* As a YAML text between double quotes. */
static void add_quoted(struct strbuf *out, const char *value)
{
	strbuf_addch(out, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			strbuf_addch(out, '\\');
		if ((unsigned char)*value < ' ')
			strbuf_addf(out, "\\x%02x", *value);
		else
			strbuf_addch(out, *value);
	}
	strbuf_addch(out, '"');
}

void yaml_edit_key(struct strbuf *text, const char *key, const char *value)
{
	struct strbuf line = STRBUF_INIT;
	size_t at = find_key(text, key), end = at;

	if (value) {
		strbuf_addf(&line, "%s: ", key);
		add_quoted(&line, value);
	}
	if (at < text->len) {
		end = value_end(text, at);
		if (value)
			add_comment(&line, text, at);
	} else if (at && text->text[at - 1] != '\n' && value) {
		strbuf_splice(&line, 0, 0, "\n", 1);
	}
	if (value)
		strbuf_addch(&line, '\n');
	strbuf_splice(text, at, end - at, line.text, line.len);
	strbuf_release(&line);
}
