#ifndef BOUNDARY_SEND_WORDS_H
#define BOUNDARY_SEND_WORDS_H

#include <stdbool.h>

struct cmd_io;
struct endpoint;
struct err;
struct store;
struct strbuf;

/*
 * send_words: the way of words to a counselor, from `boundary send` and from
 * the end of a practice: what the coach says of them, every byte to see, a
 * word to type, the outbox, and one try.
 */
struct send_wishes {
	bool dry_run;		/* show, and stop */
	bool yes;		/* do not ask for the word */
	bool initials;		/* put initials for other people's names */
};

/* Opens the store for it; it holds the words until they have arrived. */
int send_words_open(const struct cmd_io *io, struct store **store,
		    struct err *err);

/*
 * Sends `text`, which it may change. Returns STATUS_OK where it is there,
 * STATUS_QUEUED where it will be tried again, STATUS_FAILED where it failed or
 * the person did not agree. `store` may be NULL for a dry run.
 */
int send_words_in(const struct cmd_io *io, struct store *store,
		  const struct endpoint *endpoint,
		  const struct send_wishes *wishes, struct strbuf *text);
/* The same with a store of its own. */
int send_words(const struct cmd_io *io, const struct endpoint *endpoint,
	       const struct send_wishes *wishes, struct strbuf *text);

#endif
