#include "record.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "cmd.h"

#define BUFFER_SIZE ((size_t)128 * 1024)

void records_open(struct records *r, FILE *in, const struct cmd_io *io)
{
	struct stat st;

	*r = (struct records){ .fd = fileno(in), .out = io->out };
	r->capacity = BUFFER_SIZE;
	r->text = mem_array(r->capacity, 1);
	r->arena = arena_new();
	r->regular = !fstat(r->fd, &st) && S_ISREG(st.st_mode);
	meter_begin(&r->meter, io, r->fd);
}

void records_close(struct records *r)
{
	meter_end(&r->meter);
	explicit_bzero(r->text, r->capacity);
	free(r->text);
	arena_free(r->arena);
	*r = (struct records){ .fd = -1 };
}

/* Moves what is left to the front, makes room and reads once. */
static void fill(struct records *r)
{
	ssize_t got;

	if (r->start) {
		memmove(r->text, r->text + r->start, r->end - r->start);
		r->end -= r->start;
		r->start = 0;
	}
	if (r->end == r->capacity) {
		r->capacity *= 2;
		r->text = mem_resize_wiped(r->text, r->end, r->capacity);
	}
	if (!r->regular)
		fflush(r->out);
	do
		got = read(r->fd, r->text + r->end, r->capacity - r->end);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		r->error = errno;
	r->at_end = got <= 0;
	if (r->at_end) {
		meter_end(&r->meter);
	} else {
		r->end += (size_t)got;
		meter_add(&r->meter, (size_t)got);
	}
}

/* Drops the rest of a line that is too long, however long it is. */
static void skip_line(struct records *r)
{
	for (;;) {
		char *newline = memchr(r->text + r->start, '\n',
				       r->end - r->start);

		if (newline) {
			r->start = (size_t)(newline + 1 - r->text);
			return;
		}
		r->start = r->end = 0;
		if (r->at_end)
			return;
		fill(r);
	}
}

static enum record_state next_line(struct records *r, const char **line,
				   size_t *len)
{
	size_t looked = 0;

	for (;;) {
		size_t have = r->end - r->start;
		char *newline = memchr(r->text + r->start + looked, '\n',
				       have - looked);

		if (!newline && have <= JSON_TEXT_MAX && !r->at_end) {
			looked = have;
			fill(r);
			continue;
		}
		if (!newline && !have)
			return RECORD_END;
		r->line++;
		*line = r->text + r->start;
		*len = newline ? (size_t)(newline - *line) : have;
		if (*len > JSON_TEXT_MAX) {
			skip_line(r);
			return RECORD_LONG;
		}
		r->start += *len + (newline != NULL);
		return RECORD_LINE;
	}
}

static bool is_blank(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
			return false;
	return true;
}

enum record_state records_next(struct records *r, const char **line,
			       size_t *len)
{
	enum record_state state;

	do
		state = next_line(r, line, len);
	while (state == RECORD_LINE && is_blank(*line, *len));
	return state;
}

void record_fault(struct record_fault *fault, const char *code,
		  const char *fmt, ...)
{
	va_list args;

	fault->code = code;
	fault->field = NULL;
	va_start(args, fmt);
	vsnprintf(fault->message, sizeof(fault->message), fmt, args);
	va_end(args);
}

static void take_members(const cJSON *json, struct record *record)
{
	const struct {
		const char *name;
		const cJSON **member;
	} members[] = {
		{ "id", &record->id }, { "script", &record->script },
		{ "tone", &record->tone }, { "values", &record->values },
		{ "text", &record->text }, { "kind", &record->kind },
		{ "firmness", &record->firmness },
	};

	for (const cJSON *m = json->child; m; m = m->next)
		for (size_t i = 0; i < sizeof(members) / sizeof(members[0]);
		     i++)
			if (*m->string == *members[i].name &&
			    !strcmp(m->string, members[i].name))
				*members[i].member = m;
}

bool record_parse(struct records *r, const char *line, size_t len,
		  struct record *record, struct record_fault *fault)
{
	struct err err;		/* not cleared: this runs for each record */
	cJSON *json = NULL;
	int ret;

	*record = (struct record){ 0 };
	arena_enter(r->arena);
	ret = json_parse(&json, line, len, &err);
	arena_leave();
	if (ret) {
		bool utf8 = utf8_check(line, len) == len;

		record_fault(fault, utf8 ? "bad-json" : "bad-utf8",
			     "line %zu, column %zu: %s", r->line, err.column,
			     err.text);
		return false;
	}
	if (!cJSON_IsObject(json)) {
		record_fault(fault, "bad-json", "line %zu: not an object",
			     r->line);
		return false;
	}
	take_members(json, record);
	return true;
}

/* Behind the string that starts at `at`. */
static size_t skip_string(const char *line, size_t at)
{
	for (at++; line[at] != '"'; at++)
		at += line[at] == '\\';
	return at + 1;
}

/*
 * The number that the member `id` has in a line that is known to be a JSON
 * object; NULL where it is not found so. A double would change a long one.
 */
static const char *find_number(const char *line, size_t len, size_t *digits)
{
	size_t depth = 0, at = 0;

	while (at < len) {
		char c = line[at];

		if (c == '"') {
			bool is_id = depth == 1 && len - at > 5 &&
				     !memcmp(line + at, "\"id\"", 4);

			at = skip_string(line, at);
			at += strspn(line + at, " \t\r");
			if (!is_id || line[at] != ':')
				continue;
			at++;
			at += strspn(line + at, " \t\r");
			*digits = strspn(line + at, "+-.0123456789eE");
			return *digits ? line + at : NULL;
		}
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		at++;
	}
	return NULL;
}

void record_add_id(struct strbuf *out, const struct record *record,
		   const char *line, size_t len)
{
	const cJSON *id = record->id;
	const char *number = NULL;
	size_t digits = 0;

	if (!id)
		return;
	strbuf_add(out, "\"id\":", 5);
	if (cJSON_IsNumber(id))
		number = find_number(line, len, &digits);
	if (number)
		strbuf_add(out, number, digits);
	else
		json_add(out, id);
	strbuf_addch(out, ',');
}

void record_add_fault(struct strbuf *out, const struct record_fault *fault)
{
	strbuf_addf(out, "\"error\":{\"code\":\"%s\",", fault->code);
	if (fault->field) {
		strbuf_addstr(out, "\"field\":");
		json_add_string(out, fault->field, strlen(fault->field));
		strbuf_addch(out, ',');
	}
	strbuf_addstr(out, "\"message\":");
	json_add_string(out, fault->message, strlen(fault->message));
	strbuf_addch(out, '}');
}
