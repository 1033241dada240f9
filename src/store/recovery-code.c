#include "store/recovery-code.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"

#define SECRET 16
#define CHECK 4
#define BYTES (SECRET + CHECK)
#define LETTERS (BYTES * 8 / 5)

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void check_of(const unsigned char secret[SECRET],
		     unsigned char check[CHECK])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];

	crypto_generichash(hash, sizeof(hash), secret, SECRET, NULL, 0);
	memcpy(check, hash, CHECK);
}

void recovery_code_make(char code[RECOVERY_CODE_SIZE])
{
	unsigned char bytes[BYTES];
	unsigned bits = 0, held = 0;
	size_t n = 0;

	randombytes_buf(bytes, SECRET);
	check_of(bytes, bytes + SECRET);
	for (size_t i = 0; i < BYTES; i++) {
		bits = bits << 8 | bytes[i];
		held += 8;
		for (; held >= 5; held -= 5) {
			if (n % 5 == 4)
				code[n++] = '-';
			code[n++] = alphabet[bits >> (held - 5) & 31];
		}
		bits &= (1u << held) - 1;
	}
	code[n] = '\0';
	sodium_memzero(bytes, sizeof(bytes));
}

/* The five bits of a letter, or -1. */
static int value_of(char c)
{
	const char *at;

	c = (char)toupper((unsigned char)c);
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	at = c ? strchr(alphabet, c) : NULL;
	return at ? (int)(at - alphabet) : -1;
}

int recovery_code_read(const char *text, size_t len, struct strbuf *out)
{
	unsigned char bytes[BYTES], check[CHECK];
	unsigned bits = 0, held = 0;
	size_t letters = 0, n = 0;
	int ret = 0;

	for (size_t i = 0; i < len; i++) {
		int value = value_of(text[i]);

		if (text[i] == '-' || isspace((unsigned char)text[i]))
			continue;
		if (value < 0 || ++letters > LETTERS)
			return ERR_INPUT;
		bits = (bits << 5 | (unsigned)value) & 0xfff;
		held += 5;
		if (held >= 8) {
			held -= 8;
			bytes[n++] = (unsigned char)(bits >> held);
		}
	}
	if (letters != LETTERS)
		return ERR_INPUT;
	check_of(bytes, check);
	if (sodium_memcmp(check, bytes + SECRET, CHECK))
		ret = ERR_INPUT;
	else
		strbuf_add(out, (const char *)bytes, SECRET);
	sodium_memzero(bytes, sizeof(bytes));
	return ret;
}
