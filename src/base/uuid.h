#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>

struct err;

/* With the NUL: 8f14e45f-ceea-467f-9a3b-0242ac120002. */
#define UUID_SIZE 37

/*
 * A random UUID (version 4, RFC 9562). Not version 7: that one tells when it
 * was made. Returns 0, or ERR_SYSTEM where the system has no random bytes.
 */
int uuid_make(char uuid[UUID_SIZE], struct err *err);

/* True for 36 characters in that form, in lower case. */
bool uuid_is(const char *text);

#endif
