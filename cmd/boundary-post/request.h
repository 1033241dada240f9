#ifndef BOUNDARY_POST_REQUEST_H
#define BOUNDARY_POST_REQUEST_H

#include <stdio.h>

#include "base/strbuf.h"
#include "base/strlist.h"

struct err;

/*
 * request: what is to be posted, as the lines of the protocol say
 * (post/courier.h). Everything is text for libcurl; none of it is trusted to
 * be more.
 */
struct request {
	char *url, *ca, *pin, *proxy, *socket;
	int timeout;			/* seconds */
	struct strlist headers;		/* "Name: value" */
	struct strbuf body;
};

#define REQUEST_INIT { .headers = STRLIST_INIT, .body = STRBUF_INIT }

#define REQUEST_HEADERS_MAX 32
#define REQUEST_BODY_MAX (1024 * 1024)
#define REQUEST_LINE_MAX (8 * 1024)

/*
 * Reads lines from `in` up to and with the body. Returns 0, or ERR_INPUT
 * where a line is unknown, twice, too long or malformed, or the input ends.
 */
int request_read(struct request *request, FILE *in, struct err *err);
void request_release(struct request *request);

/* One line without its newline; false at the end or where it is too long. */
bool request_line(struct strbuf *line, FILE *in);

#endif
