#ifndef POST_COURIER_H
#define POST_COURIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "post/reply.h"

struct endpoint;
struct err;
struct strlist;

/*
 * courier: hands one message to boundary-post and hears what became of it.
 *
 * This program links no network library; boundary-post does, and knows
 * nothing else of us. The two speak lines over pipes:
 *
 *	-> boundary-post 1
 *	<- ready 1 VERSION-OF-LIBCURL
 *	-> url URL, timeout SECONDS, and where they are set: ca PATH,
 *	   pin PIN, proxy URL, socket PATH, header NAME: VALUE ...
 *	-> body LENGTH, a newline, and so many bytes
 *	<- loaded
 *	-> go
 *	<- status N, wait N, date N, host H, title T, detail D, why W:
 *	   what is known of the answer, each at most once
 *	<- verdict ok|retry|refused|unsure
 *
 * Between `loaded` and `go` the caller notes on disk that the try has begun:
 * whatever happens then, the message is known to be on its way.
 */
struct courier;

/* What came back. Text is one line each, safe to show, "" where there is
 * none. */
struct courier_answer {
	enum verdict_post verdict;
	long status;			/* HTTP; 0: none */
	int64_t wait;			/* Retry-After in seconds; -1: none */
	int64_t date;			/* the receiver's clock; 0: not said */
	struct strbuf host;		/* where a redirection pointed */
	struct strbuf title, detail;	/* problem+json */
	struct strbuf why;		/* libcurl's words for a failure */
};

#define COURIER_ANSWER_INIT { POST_UNSURE, 0, -1, 0, STRBUF_INIT, \
			      STRBUF_INIT, STRBUF_INIT, STRBUF_INIT }
void courier_answer_release(struct courier_answer *answer);

/*
 * Takes one line behind `go`; true where it was the verdict, the last one. A
 * line that is not understood changes nothing.
 */
bool courier_answer_line(struct courier_answer *answer, const char *line);

/*
 * Starts the program at `path` and loads it with the message. `proxy` is the
 * URL to use, "" for none. Returns 0, or ERR_SYSTEM where it cannot be
 * started or is not ours, ERR_INPUT where it refuses a setting. Nothing has
 * left then.
 */
int courier_open(struct courier **out, const char *path,
		 const struct endpoint *endpoint, const char *proxy,
		 const struct strlist *headers, const struct strbuf *body,
		 struct err *err);

/*
 * Says go, waits for the end and fills *answer, which is to be released. A
 * program that dies or says nonsense leaves POST_UNSURE. It is waited for at
 * most the endpoint's timeout and a little more.
 */
void courier_go(struct courier *courier, struct courier_answer *answer);

/* Ends the program where it still runs. NULL is allowed. */
void courier_free(struct courier *courier);

#endif
