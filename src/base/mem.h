#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/*
 * mem: allocation that cannot fail from the caller's point of view.
 *
 * On exhaustion each of these writes one line to stderr and ends the process
 * with status 1, without running exit handlers: nothing is half-written by
 * us at that moment, since files are written whole and changes of the
 * database are transactions. It is the one place below cmd/ that prints.
 *
 * What they return is owned by the caller and freed with free(3).
 */

/* `count` zeroed objects of `size` bytes; never NULL, even for none. */
void *mem_array(size_t count, size_t size) __attribute__((malloc));

/* Resizes to count * size bytes; what is new is not zeroed. */
void *mem_resize(void *old, size_t count, size_t size);

/* The same from `used` bytes, for private text: no copy of it stays behind. */
void *mem_resize_wiped(void *old, size_t used, size_t size);

/*
 * Doubles *capacity (from 0 to 8) and resizes to it: the one way in which
 * growing arrays grow here.
 */
void *mem_grow(void *old, size_t *capacity, size_t size);

/* A NUL-terminated copy of `len` bytes at `text`, or of the string `text`. */
char *mem_copy(const char *text, size_t len) __attribute__((malloc));
char *mem_string(const char *text) __attribute__((malloc));

/* For memory that comes from elsewhere: ends the process as above. */
void mem_exhausted(void) __attribute__((noreturn));

#endif
