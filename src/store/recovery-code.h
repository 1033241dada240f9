#ifndef STORE_RECOVERY_CODE_H
#define STORE_RECOVERY_CODE_H

#include <stddef.h>

struct strbuf;

/*
 * recovery-code: a secret that is written on paper and typed once, perhaps.
 *
 * 128 random bits and a check of 32, as eight groups of four letters and
 * digits (Crockford's alphabet: no I, L, O, U) with hyphens between. Case,
 * spaces and hyphens do not matter to the reader; O is read as 0, I and L
 * as 1.
 */

/* With the NUL. */
#define RECOVERY_CODE_SIZE 40

/* A fresh code. */
void recovery_code_make(char code[RECOVERY_CODE_SIZE]);

/*
 * Appends the 16 bytes that `text` stands for. Returns 0, or ERR_INPUT where
 * it is no code or has a typing error; `out` is then untouched.
 */
int recovery_code_read(const char *text, size_t len, struct strbuf *out);

#endif
