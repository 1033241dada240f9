#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include <stddef.h>

struct err;

/*
 * json-scan: walks JSON text strictly and builds nothing. For json.c alone,
 * whose header says what is refused.
 *
 * It stands before every record of a stream, so it takes one pass and steps
 * over the insides of strings eight bytes at a time.
 */

/* Returns 0, or ERR_INPUT with err filled. */
int json_scan(const char *text, size_t len, struct err *err);

/*
 * The offset of key `n` of a text that json_scan() accepts: keys are counted
 * from 1 in the order in which they stand. `len` where there are fewer.
 */
size_t json_scan_key(const char *text, size_t len, size_t n);

/*
 * The offset, at or behind `at`, of the first byte that is not plain in a
 * JSON string: a quote, a backslash, a control, DEL, or past ASCII.
 */
size_t json_scan_plain(const char *text, size_t len, size_t at);

#endif
