#ifndef BOUNDARY_POST_TRANSFER_H
#define BOUNDARY_POST_TRANSFER_H

#include <stdint.h>

#include <curl/curl.h>

#include "base/strbuf.h"
#include "post/reply.h"

struct err;
struct request;

/*
 * transfer: one POST, with settings that leave libcurl no choice: one host,
 * one try, one connection, no redirection, no proxy that was not named, no
 * file but the certificates, a reply of a bounded size.
 */
struct transfer {
	CURL *curl;
	struct curl_slist *headers;
	char fault[CURL_ERROR_SIZE];	/* libcurl's own words */
	bool sending;			/* a byte of the request may have left */
	bool https;
	/* Of the reply. */
	int64_t wait;			/* Retry-After, in seconds; -1: none */
	int64_t date;			/* Date, in Unix seconds; 0: none */
	struct strbuf type;		/* Content-Type, in lower case */
	struct strbuf location;
	struct strbuf body;		/* at most REPLY_BODY_MAX */
	bool too_long;
};

/* Longest reply that is read. */
#define REPLY_BODY_MAX (64 * 1024)

/*
 * Makes everything ready to send `request`, which is borrowed until
 * transfer_release(). Returns 0, or ERR_INPUT where libcurl refuses a
 * setting: a setting that is ignored is a hole.
 */
int transfer_init(struct transfer *transfer, const struct request *request,
		  struct err *err);
void transfer_release(struct transfer *transfer);

/* Sends. Stores the HTTP status, or 0, in *status. */
enum post_reach transfer_run(struct transfer *transfer, long *status);

#endif
