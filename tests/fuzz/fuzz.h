#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * fuzz: one door of the program, tried with any bytes.
 *
 * A harness is a file fuzz_DOOR.c with this one function. It is built twice:
 * with libFuzzer, which makes up bytes (`make fuzz`), and with replay.c, which
 * gives it each file of corpus/DOOR and needs no clang (`make check`). What is
 * found becomes a row of the unit test of the module, and a file here.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise of a header that did not hold: as bad as a crash. */
static inline void fuzz_hold(bool holds, const char *promise)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz: does not hold: %s\n", promise);
	abort();
}

/*
 * The next piece of an input that stands for several texts: up to a NUL or the
 * end. Moves *data behind it.
 */
static inline const char *fuzz_piece(const char **data, size_t *size,
				     size_t *len)
{
	const char *piece = *data;
	const char *end = *size ? memchr(piece, '\0', *size) : NULL;

	*len = end ? (size_t)(end - piece) : *size;
	*data += *len + (end ? 1 : 0);
	*size -= *len + (end ? 1 : 0);
	return piece;
}

/* The same as a string of its own, which the caller frees. */
static inline char *fuzz_string(const char **data, size_t *size)
{
	size_t len;
	const char *piece = fuzz_piece(data, size, &len);
	char *text = calloc(len + 1, 1);

	fuzz_hold(text != NULL, "there is memory");
	if (len)
		memcpy(text, piece, len);
	return text;
}

#endif
