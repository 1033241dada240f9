#include "base/uuid.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"

int uuid_make(char uuid[UUID_SIZE], struct err *err)
{
	unsigned char b[16];
	size_t n = 0;

	if (getentropy(b, sizeof(b)))
		return err_set(err, ERR_SYSTEM, "no random bytes: %s",
			       strerror(errno));
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < sizeof(b); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			uuid[n++] = '-';
		snprintf(uuid + n, UUID_SIZE - n, "%02x", b[i]);
		n += 2;
	}
	return 0;
}

bool uuid_is(const char *text)
{
	for (size_t i = 0; i < UUID_SIZE - 1; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text[i] != '-' :
		    !text[i] || !strchr("0123456789abcdef", text[i]))
			return false;
	}
	return !text[UUID_SIZE - 1];
}
