#ifndef POST_REPLY_H
#define POST_REPLY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * reply: what an answer, or the lack of one, means for a message.
 */
enum verdict_post {
	POST_OK,	/* it is there */
	POST_RETRY,	/* it is not there, and may go again */
	POST_REFUSED,	/* it is not there; a person has to look */
	POST_UNSURE,	/* it may be there */
};

/* "ok", "retry", "refused", "unsure". */
extern const char *const post_verdicts[];

/* How far a try got. */
enum post_reach {
	REACH_NOT_SENT,		/* not one byte of the request left */
	REACH_NEVER,		/* the same, and it never will (TLS, URL) */
	REACH_SENT,		/* something left, no status came back */
	REACH_ANSWERED,		/* a status line came back */
};

/*
 * What HTTP `status` means. `html_in_clear` says that it came as text/html
 * over plain HTTP: a Wi-Fi login page, not the counselor.
 */
enum verdict_post reply_verdict(enum post_reach reach, long status,
				bool html_in_clear);

/* What the status says in our words: a key for the caller to word. */
enum reply_cause {
	CAUSE_NONE, CAUSE_DELIVERED, CAUSE_MOVED, CAUSE_SECRET, CAUSE_MALFORMED,
	CAUSE_BUSY, CAUSE_GONE, CAUSE_LOGIN_PAGE, CAUSE_OTHER,
};
enum reply_cause reply_cause(long status, bool html_in_clear);

/* Longest wait that a receiver may ask for, in seconds. */
#define REPLY_WAIT_MAX (24 * 60 * 60)

/*
 * Seconds until the next try: what Retry-After said (`asked`; negative: it
 * said nothing), within the limit, else by the number of tries made (from 1)
 * 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, and from then on 10 h. `luck` (any
 * number) lengthens the latter by up to a tenth, so that many clients do not
 * knock at once. Negative where it is time to give up: after REPLY_TRIES_MAX.
 */
#define REPLY_TRIES_MAX 10
int64_t reply_wait(int64_t asked, unsigned tries, uint32_t luck);

#endif
