#include "script/mustache-reader.h"

#include <string.h>

#include "base/err.h"

void mustache_reader_init(struct mustache_reader *r, const char *text,
			  size_t len, struct err *err)
{
	*r = (struct mustache_reader){
		.text = text, .len = len, .left = "{{", .left_len = 2,
		.right = "}}", .right_len = 2, .err = err,
	};
}

int mustache_reader_fail(const struct mustache_reader *r, size_t at,
			 const char *what)
{
	return err_at(r->err, ERR_INPUT, r->text, r->len, at, "%s", what);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

static size_t skip_blanks(const struct mustache_reader *r, size_t at)
{
	while (at < r->len && is_blank(r->text[at]))
		at++;
	return at;
}

/* The offset behind the line end at `at`, or 0 where there is none. */
static size_t line_end(const struct mustache_reader *r, size_t at)
{
	if (at < r->len && r->text[at] == '\n')
		return at + 1;
	if (r->len - at >= 2 && r->text[at] == '\r' && r->text[at + 1] == '\n')
		return at + 2;
	return 0;
}

bool mustache_reader_is_first(const struct mustache_reader *r, size_t at,
			      size_t *start)
{
	while (at > r->at && is_blank(r->text[at - 1]))
		at--;
	if (at && r->text[at - 1] != '\n')
		return false;
	*start = at;
	return true;
}

bool mustache_reader_is_last(const struct mustache_reader *r, size_t at,
			     size_t *next)
{
	size_t end;

	at = skip_blanks(r, at);
	end = at == r->len ? at : line_end(r, at);
	if (!end)
		return false;
	*next = end;
	return true;
}

void mustache_reader_indent(const struct mustache_reader *r, size_t at,
			    size_t *start, size_t *end)
{
	size_t next;

	*start = at;
	*end = skip_blanks(r, at);
	while ((next = line_end(r, *end))) {
		*start = next;
		*end = skip_blanks(r, next);
	}
	if (*end == r->len)
		*end = *start;
}

static void trim(const struct mustache_reader *r, struct mustache_tag *tag)
{
	const char *text = r->text;

	while (tag->name_len && is_space(text[tag->name])) {
		tag->name++;
		tag->name_len--;
	}
	while (tag->name_len && is_space(text[tag->name + tag->name_len - 1]))
		tag->name_len--;
}

/*
 * The offset of the closing delimiter behind `at`, or of `extra` right before
 * it where that is not NUL; r->len where there is none.
 */
static size_t find_right(const struct mustache_reader *r, size_t at, char extra)
{
	const char *hit = r->text + at;

	for (;; hit++) {
		size_t left = r->len - (size_t)(hit - r->text);

		hit = extra ? memchr(hit, extra, left) :
		      memmem(hit, left, r->right, r->right_len);
		if (!hit)
			return r->len;
		at = (size_t)(hit - r->text);
		if (!extra || (r->len - at > r->right_len &&
			       !memcmp(hit + 1, r->right, r->right_len)))
			return at;
	}
}

int mustache_reader_next(const struct mustache_reader *r,
			 struct mustache_tag *tag)
{
	static const char kinds[] = "#^/!=>&{<$";
	const char *left = memmem(r->text + r->at, r->len - r->at, r->left,
				  r->left_len);
	size_t at, end;
	char extra = '\0';

	*tag = (struct mustache_tag){ .start = r->len, .end = r->len };
	if (!left)
		return 0;
	tag->start = (size_t)(left - r->text);
	tag->kind = ' ';
	at = tag->start + r->left_len;
	while (at < r->len && is_space(r->text[at]))
		at++;
	if (at < r->len && r->text[at] && strchr(kinds, r->text[at]))
		tag->kind = r->text[at++];
	if (tag->kind == '{')
		extra = '}';
	else if (tag->kind == '=')
		extra = '=';
	end = find_right(r, at, extra);
	if (end == r->len)
		return mustache_reader_fail(r, tag->start, "tag is not closed");
	tag->end = end + (extra != '\0') + r->right_len;
	tag->name = at;
	tag->name_len = end - at;
	trim(r, tag);
	return 0;
}

void mustache_reader_star(const struct mustache_reader *r,
			  struct mustache_tag *tag)
{
	if (!tag->name_len || r->text[tag->name] != '*')
		return;
	tag->dynamic = true;
	tag->name++;
	tag->name_len--;
	trim(r, tag);
}

int mustache_reader_check_name(const struct mustache_reader *r,
			       const struct mustache_tag *tag)
{
	if (!tag->name_len)
		return mustache_reader_fail(r, tag->start, "tag has no name");
	for (size_t i = tag->name; i < tag->name + tag->name_len; i++)
		if ((unsigned char)r->text[i] <= ' ' || r->text[i] == 0x7f)
			return mustache_reader_fail(r, i,
				"white space or a control in a name");
	return 0;
}

int mustache_reader_delimit(struct mustache_reader *r,
			    const struct mustache_tag *tag)
{
	const char *name = r->text + tag->name;
	size_t left = 0, right;

	while (left < tag->name_len && !is_space(name[left]))
		left++;
	right = left;
	while (right < tag->name_len && is_space(name[right]))
		right++;
	for (size_t i = 0; i < tag->name_len; i++)
		if (name[i] == '=' || (i >= right && is_space(name[i])))
			right = tag->name_len;
	if (right == tag->name_len)
		return mustache_reader_fail(r, tag->start, "bad delimiters");
	r->left = name;
	r->left_len = left;
	r->right = name + right;
	r->right_len = tag->name_len - right;
	return 0;
}
