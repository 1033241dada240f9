#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

struct err;
struct strbuf;

/*
 * json: cJSON behind a strict door, and a writer.
 *
 * cJSON accepts much that RFC 8259 does not, and cuts a string at \u0000
 * without a word. json_parse() first walks the bytes and refuses what is not
 * JSON, then lets cJSON build the tree. (cJSON wants a locale whose decimal
 * point is one byte; the program leaves LC_NUMERIC alone.)
 */

/* Deepest nesting, longest text and number that json_parse() accepts. */
#define JSON_DEPTH_MAX 32
#define JSON_TEXT_MAX (16 * 1024 * 1024)
#define JSON_NUMBER_MAX 63	/* what cJSON can hold */

/*
 * Parses one JSON text of `len` bytes, white space around it allowed.
 * On success stores the tree in *out, which the caller frees with
 * cJSON_Delete(), and returns 0. On failure *out is untouched, err has line
 * and column, and the result is
 *   ERR_INPUT  not RFC 8259; a NUL or \u0000; not UTF-8; a byte order mark;
 *              a lone surrogate escape; a key twice in one object; nesting past
 *              JSON_DEPTH_MAX; more than JSON_TEXT_MAX bytes; trailing text;
 *              a number longer than JSON_NUMBER_MAX or past a double's range.
 *   ERR_SYSTEM cJSON found no memory.
 */
int json_parse(cJSON **out, const char *text, size_t len, struct err *err);

/*
 * Checks only, as json_parse() does but for the duplicate keys. Returns 0,
 * or ERR_INPUT with err filled.
 */
int json_check(const char *text, size_t len, struct err *err);

/* Member `name` (case matters) of object `json`; NULL where there is none. */
const cJSON *json_get(const cJSON *json, const char *name);
/* Its string, or NULL where it is missing or no string. */
const char *json_get_string(const cJSON *json, const char *name);

/*
 * Appends `len` bytes of UTF-8 as a JSON string with its quotes. Escapes what
 * RFC 8259 demands, DEL, C1 controls and U+2028/2029, so that a line of JSON
 * stays one line and is harmless on a terminal. Bytes that are no UTF-8
 * become U+FFFD.
 */
void json_add_string(struct strbuf *out, const char *text, size_t len);

/*
 * Appends a number: whole ones below 10^21 as digits, others in the fewest of
 * 15 to 17 digits that read back as the same double, with a point in any
 * locale. Infinities and NaN, which JSON has not, become null.
 */
void json_add_number(struct strbuf *out, double number);

/* Appends a tree, compact, with json_add_string() for its strings. */
void json_add(struct strbuf *out, const cJSON *json);

#endif
