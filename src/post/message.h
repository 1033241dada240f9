#ifndef POST_MESSAGE_H
#define POST_MESSAGE_H

#include <stdint.h>

#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/uuid.h"

struct err;

/*
 * message: the bytes that are sent, and the headers that go with them.
 *
 * A message has one random id. The body is made once, when the person says
 * send, and kept as it is: what was shown is what goes out, also on the third
 * try. What changes with a try, the signature and its time, is in the headers.
 *
 * Nothing else goes along: no host, no user, no locale, no version, no title
 * and no name of the script.
 */
enum message_format { FORMAT_NATIVE, FORMAT_HUB, FORMAT_TEXT, FORMAT_FHIR_R4,
		      FORMAT_COUNT };

/* "native", "hub", "text", "fhir-r4". */
extern const char *const message_formats[FORMAT_COUNT];

struct message {
	enum message_format format;
	char id[UUID_SIZE];
	int64_t time;		/* when the person said send, Unix seconds */
	struct strbuf body;	/* UTF-8 */
};

#define MESSAGE_INIT { FORMAT_NATIVE, "", 0, STRBUF_INIT }

/* Longest draft that can be sent, in bytes; and what age may make of it, which
 * adds a head and base64, so that what is sealed may be as long. */
#define MESSAGE_TEXT_MAX (64 * 1024)
#define MESSAGE_SEALED_MAX (2 * MESSAGE_TEXT_MAX)

/* Returns 0, or ERR_INPUT where a draft of `len` bytes cannot be sent: it is
 * empty, or too long; then the message has both numbers. */
int message_check_length(size_t len, struct err *err);

/*
 * Makes a message of `len` bytes of text: a draft, or where `sealed` is set
 * what age made of it. Returns 0, or ERR_INPUT where the text is empty, too
 * long, not UTF-8 or holds a NUL.
 */
int message_make(struct message *message, enum message_format format,
		 const char *text, size_t len, bool sealed, int64_t now,
		 struct err *err);
void message_release(struct message *message);

/* Secrets of an endpoint, for one try. NULL where there is none. */
struct message_secrets {
	const char *signing;
	const char *bearer;
};

/*
 * Appends the headers of one try, "Name: value" each, secrets included, in
 * the order in which they are sent. `now` is the time of the try. Returns 0,
 * or ERR_INPUT where a secret has not the form that it must have.
 */
int message_headers(const struct message *message,
		    const struct message_secrets *secrets, int64_t now,
		    struct strlist *out, struct err *err);

#endif
