#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * utf8: characters in bytes. Pure: no locale is asked, so that a finding is
 * the same on every machine.
 *
 * Strict as in Unicode 15, table 3-7: overlong forms, surrogates and values
 * past U+10FFFF are refused.
 */

/*
 * Decodes the character at `text`. Returns its length in bytes (1 to 4) and
 * stores it in *cp, or returns 0 where the bytes are no character, or len 0.
 */
size_t utf8_decode(const char *text, size_t len, uint32_t *cp);

/* Writes `cp` to `out` and returns its length, or 0 where it is none. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* The offset of the first byte that is no UTF-8, or `len` where all is. */
size_t utf8_check(const char *text, size_t len);

/* Characters in `len` bytes; a byte that is no UTF-8 counts as one. */
size_t utf8_count(const char *text, size_t len);

/*
 * Lower case of Latin, Greek and Cyrillic letters, others unchanged. It maps
 * one character to one character, which is enough to compare words.
 */
uint32_t utf8_lower(uint32_t cp);

/*
 * Columns that a terminal needs for a character: 0 for combining marks and
 * other zero-width ones (controls too, which move the cursor or do nothing),
 * 2 for wide ones (East Asian, emoji), else 1.
 * utf8_columns() adds them up; bytes that are no UTF-8 count 1.
 */
int utf8_width(uint32_t cp);
size_t utf8_columns(const char *text, size_t len);

#endif
