#ifndef BOUNDARY_SECRET_H
#define BOUNDARY_SECRET_H

struct endpoint_secret;
struct err;
struct strbuf;

/*
 * secret: what an endpoint's key points at.
 *
 * Appends the secret to `out`, which the caller ends with strbuf_wipe(). A
 * file must be ours and closed to others; a new line at its end does not
 * count. Where no source is set, nothing is appended. Returns 0, ERR_INPUT
 * where there is none in it or others can read it, or ERR_SYSTEM. `what`
 * names it in messages ("signing secret"); the secret itself is in none.
 */
int secret_get(const struct endpoint_secret *source, const char *what,
	       struct strbuf *out, struct err *err);

#endif
