#include "request.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

bool request_line(struct strbuf *line, FILE *in)
{
	int c;

	strbuf_reset(line);
	while ((c = getc(in)) != EOF && c != '\n') {
		if (line->len == REQUEST_LINE_MAX)
			return false;
		strbuf_addch(line, (char)c);
	}
	return c == '\n';
}

static bool is_clean(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] < ' ' || text[i] > '~')
			return false;
	return len;
}

/* Digits only, from 1 to max; 0 where it is not. */
static size_t number_of(const char *text, size_t max)
{
	size_t value = 0;

	for (; *text >= '0' && *text <= '9' && value <= max; text++)
		value = value * 10 + (size_t)(*text - '0');
	return *text || value > max ? 0 : value;
}

static int set_text(char **out, const char *name, const char *value,
		    struct err *err)
{
	if (*out)
		return err_set(err, ERR_INPUT, "%s stands twice", name);
	*out = mem_string(value);
	return 0;
}

/* "Name: value" and nothing that could begin a second header. */
static int add_header(struct request *r, const char *value, struct err *err)
{
	const char *colon = strstr(value, ": ");

	if (!colon || colon == value || !colon[2] ||
	    memchr(value, ' ', (size_t)(colon - value)))
		return err_set(err, ERR_INPUT, "a header has no name or value");
	if (r->headers.count == REQUEST_HEADERS_MAX)
		return err_set(err, ERR_INPUT, "too many headers");
	strlist_add(&r->headers, value);
	return 0;
}

static int read_body(struct request *r, const char *length, FILE *in,
		     struct err *err)
{
	size_t len = number_of(length, REQUEST_BODY_MAX);

	if (!len)
		return err_set(err, ERR_INPUT, "the body has no good length");
	strbuf_reserve(&r->body, len);
	if (fread(r->body.text, 1, len, in) != len)
		return err_set(err, ERR_INPUT, "the body is cut off");
	r->body.len = len;
	r->body.text[len] = '\0';
	return 0;
}

static int set(struct request *r, const char *name, const char *value,
	       struct err *err)
{
	const struct {
		const char *name;
		char **text;
	} texts[] = {
		{ "url", &r->url }, { "ca", &r->ca }, { "pin", &r->pin },
		{ "proxy", &r->proxy }, { "socket", &r->socket },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!strcmp(texts[i].name, name))
			return set_text(texts[i].text, name, value, err);
	if (!strcmp(name, "header"))
		return add_header(r, value, err);
	if (!strcmp(name, "timeout")) {
		r->timeout = (int)number_of(value, 3600);
		return r->timeout ? 0 : err_set(err, ERR_INPUT,
						"timeout is no good number");
	}
	return err_set(err, ERR_INPUT, "no setting is called so");
}

int request_read(struct request *r, FILE *in, struct err *err)
{
	struct strbuf line = STRBUF_INIT;
	bool has_body = false;
	int ret = 0;

	while (!ret && !has_body) {
		char *space;

		if (!request_line(&line, in)) {
			ret = err_set(err, ERR_INPUT, "the request is cut off");
			break;
		}
		space = strchr(line.text, ' ');
		if (!space || !is_clean(line.text, line.len)) {
			ret = err_set(err, ERR_INPUT, "a line is malformed");
			break;
		}
		*space = '\0';
		has_body = !strcmp(line.text, "body");
		ret = has_body ? read_body(r, space + 1, in, err) :
			set(r, line.text, space + 1, err);
	}
	if (!ret && (!r->url || !*r->url || !r->timeout))
		ret = err_set(err, ERR_INPUT, "url or timeout is missing");
	strbuf_wipe(&line);
	return ret;
}

void request_release(struct request *r)
{
	free(r->url);
	free(r->ca);
	free(r->pin);
	free(r->proxy);
	free(r->socket);
	for (size_t i = 0; i < r->headers.count; i++)
		explicit_bzero(r->headers.items[i],
			       strlen(r->headers.items[i]));
	strlist_release(&r->headers);
	strbuf_wipe(&r->body);
	*r = (struct request)REQUEST_INIT;
}
