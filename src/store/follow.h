#ifndef STORE_FOLLOW_H
#define STORE_FOLLOW_H

#include <stdbool.h>
#include <stdint.h>

struct cJSON;
struct date;
struct err;
struct store;
struct strlist;

/*
 * follow: what came of the words, kept inside their entry.
 *
 * An entry of the journal with a plan has the day as "plan":{"when"}. Each
 * look back at it is an object at the end of its list "follow", whose members
 * practice/after.h names. A look back that sets the limit again has the new
 * day as "again".
 */

/*
 * The day after which an entry is to be looked back at: that of its last
 * "again", or of its plan where nobody looked back yet. False: none.
 */
bool follow_day(const struct cJSON *entry, struct date *out);

/*
 * The ids of the entries whose day is before `today`, the earliest day first;
 * *next is the earliest day from today on, where there is one (else its year
 * is 0). Entries that cannot be read are passed over. strlist_release() it.
 */
int follow_due(struct store *store, struct date today, struct strlist *ids,
	       struct date *next, struct err *err);

/*
 * Adds a look back to the entry with that id and settles what the person
 * promised to themselves with its plan: kept where it was said, renegotiated
 * where it has another day or is not needed any more, else late. The first
 * time, the promise is written down. All of it is one transaction.
 * Errors as store_get() and store_update().
 */
int follow_keep(struct store *store, const char *id,
		const struct cJSON *follow, int64_t now, struct err *err);

/*
 * Deletes the entry with that whole id, its looks back and the promise that
 * came from it, in one transaction. The store must be readable.
 */
int follow_forget(struct store *store, const char *id, struct err *err);

#endif
