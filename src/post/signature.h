#ifndef POST_SIGNATURE_H
#define POST_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

struct err;
struct strbuf;

/*
 * signature: proof to the receiver that a message is ours and unchanged.
 *
 * Two kinds, both HMAC-SHA256 with a secret that the two sides share. It is
 * made at the moment of sending: receivers refuse a time stamp that is older
 * than five minutes.
 */

/*
 * Appends the value of `webhook-signature` (Standard Webhooks 1.0.0), one
 * `v1,` entry: over "id.time.body". `secret` is `whsec_` and base64 of 24 to
 * 64 bytes. Returns 0, or ERR_INPUT where it is not; the secret is not
 * quoted in the message.
 */
int signature_webhook(struct strbuf *out, const char *secret, const char *id,
		      int64_t time, const char *body, size_t len,
		      struct err *err);

/*
 * Appends the value of `X-Hub-Signature-256`: `sha256=` and the hex digits
 * over the body. Any text that is not empty is a secret.
 */
int signature_hub(struct strbuf *out, const char *secret, const char *body,
		  size_t len, struct err *err);

/* Appends the SHA-256 of a body in hex digits: what a receipt remembers. */
void signature_hash(struct strbuf *out, const char *body, size_t len);

#endif
