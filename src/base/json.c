#include "base/json.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json-scan.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"

/* Past this many members an object is sorted to find a key that is twice. */
#define FEW 32

static int by_key(const void *a, const void *b)
{
	return strcmp((*(const cJSON *const *)a)->string,
		      (*(const cJSON *const *)b)->string);
}

/* A member whose key another has, or NULL: by sorting. */
static const cJSON *twin_of_many(const cJSON *object, size_t count)
{
	const cJSON **members = mem_array(count, sizeof(*members));
	const cJSON *twin = NULL;
	size_t n = 0;

	for (const cJSON *m = object->child; m; m = m->next)
		members[n++] = m;
	qsort(members, n, sizeof(*members), by_key);
	for (size_t i = 1; i < n && !twin; i++)
		if (!strcmp(members[i - 1]->string, members[i]->string))
			twin = members[i];
	free(members);
	return twin;
}

static const cJSON *twin_of_few(const cJSON *object)
{
	for (const cJSON *m = object->child; m; m = m->next)
		for (const cJSON *n = object->child; n != m; n = n->next)
			if (*n->string == *m->string &&
			    !strcmp(n->string, m->string))
				return m;
	return NULL;
}

/* A member anywhere in the tree whose key stands twice in its object. */
static const cJSON *find_twin(const cJSON *json)
{
	const cJSON *twin = NULL;
	size_t count = 0;

	for (const cJSON *m = json->child; m && !twin; m = m->next) {
		count++;
		if (m->child)
			twin = find_twin(m);
	}
	if (twin || !cJSON_IsObject(json))
		return twin;
	return count > FEW ? twin_of_many(json, count) : twin_of_few(json);
}

/* Counts keys in the order of the text up to `key`; true once it is met. */
static bool count_to(const cJSON *json, const cJSON *key, size_t *n)
{
	for (const cJSON *m = json->child; m; m = m->next) {
		*n += m->string != NULL;
		if (m == key || count_to(m, key, n))
			return true;
	}
	return false;
}

int json_parse(cJSON **out, const char *text, size_t len, struct err *err)
{
	const cJSON *twin;
	cJSON *json = NULL;
	size_t n = 0;
	int ret;

	ret = json_scan(text, len, err);
	if (ret)
		goto out;
	json = cJSON_ParseWithLength(text, len);
	if (!json) {
		ret = err_set(err, ERR_SYSTEM, "JSON: %s", strerror(ENOMEM));
		goto out;
	}
	twin = find_twin(json);
	if (twin) {
		count_to(json, twin, &n);
		ret = err_at(err, ERR_INPUT, text, len,
			     json_scan_key(text, len, n),
			     "key stands twice in one object");
		goto out;
	}
	*out = json;
	json = NULL;
out:
	cJSON_Delete(json);
	return ret;
}

int json_check(const char *text, size_t len, struct err *err)
{
	return json_scan(text, len, err);
}

const cJSON *json_get(const cJSON *json, const char *name)
{
	if (!cJSON_IsObject(json))
		return NULL;
	for (const cJSON *m = json->child; m; m = m->next)
		if (!strcmp(m->string, name))
			return m;
	return NULL;
}

const char *json_get_string(const cJSON *json, const char *name)
{
	const cJSON *member = json_get(json, name);

	return cJSON_IsString(member) ? member->valuestring : NULL;
}

/* The escape for an ASCII byte that may not stand as it is. */
static void add_escape(struct strbuf *out, char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *known = c ? strchr(from, c) : NULL;

	if (known) {
		strbuf_addch(out, '\\');
		strbuf_addch(out, to[known - from]);
	} else {
		strbuf_addf(out, "\\u%04x", (unsigned char)c);
	}
}

static bool harmful(uint32_t cp)
{
	return (cp >= 0x80 && cp < 0xa0) || cp == 0x2028 || cp == 0x2029;
}

void json_add_string(struct strbuf *out, const char *text, size_t len)
{
	size_t at = 0, done = 0;

	strbuf_reserve(out, len + 2);
	strbuf_addch(out, '"');
	while ((at = json_scan_plain(text, len, at)) < len) {
		uint32_t cp = 0;
		size_t width = utf8_decode(text + at, len - at, &cp);

		if (cp >= 0x80 && !harmful(cp)) {
			at += width;
			continue;
		}
		strbuf_add(out, text + done, at - done);
		if (!width)
			strbuf_addstr(out, "\xef\xbf\xbd");
		else if (width == 1)
			add_escape(out, text[at]);
		else
			strbuf_addf(out, "\\u%04x", cp);
		at += width ? width : 1;
		done = at;
	}
	strbuf_add(out, text + done, len - done);
	strbuf_addch(out, '"');
}

/* Appends a number as printf(3) wrote it, with a point in any locale. */
static void add_pointed(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("0123456789+-e", *text))
			strbuf_addch(out, *text);
		else if (out->text[out->len - 1] != '.')
			strbuf_addch(out, '.');
	}
}

/* From 2^53 on, each double is a whole number. */
static bool is_whole(double number)
{
	return fabs(number) >= 9007199254740992.0 ||
	       number == (double)(int64_t)number;
}

void json_add_number(struct strbuf *out, double number)
{
	char text[64];

	if (!isfinite(number)) {
		strbuf_addstr(out, "null");
		return;
	}
	if (fabs(number) < 1e21 && is_whole(number)) {
		snprintf(text, sizeof(text), "%.0f", number);
		strbuf_addstr(out, text);
		return;
	}
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(text, sizeof(text), "%.*g", precision, number);
		if (strtod(text, NULL) == number)
			break;
	}
	add_pointed(out, text);
}

static void add_members(struct strbuf *out, const cJSON *json)
{
	bool object = cJSON_IsObject(json);

	strbuf_addch(out, object ? '{' : '[');
	for (const cJSON *m = json->child; m; m = m->next) {
		if (m != json->child)
			strbuf_addch(out, ',');
		if (object) {
			json_add_string(out, m->string, strlen(m->string));
			strbuf_addch(out, ':');
		}
		json_add(out, m);
	}
	strbuf_addch(out, object ? '}' : ']');
}

void json_add(struct strbuf *out, const cJSON *json)
{
	switch (json->type & 0xff) {
	case cJSON_Object:
	case cJSON_Array:
		add_members(out, json);
		break;
	case cJSON_String:
		json_add_string(out, json->valuestring,
				strlen(json->valuestring));
		break;
	case cJSON_Number:
		json_add_number(out, json->valuedouble);
		break;
	case cJSON_Raw:
		strbuf_addstr(out, json->valuestring);
		break;
	case cJSON_True:
	case cJSON_False:
		strbuf_addstr(out, cJSON_IsTrue(json) ? "true" : "false");
		break;
	default:
		strbuf_addstr(out, "null");
	}
}
