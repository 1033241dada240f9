#ifndef STORE_CIRCLE_H
#define STORE_CIRCLE_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct store;

/*
 * circle: the people who stand with the person, and for what.
 *
 * An item of kind "person" each. Strings are borrowed for the call.
 */
enum tell { TELL_NEITHER, TELL_BEFORE, TELL_AFTER, TELL_BOTH, TELLS };

/* "neither", "before", "after", "both"; tell_named() gives TELLS for none. */
const char *tell_name(enum tell tell);
enum tell tell_named(const char *name);

struct person {
	const char *id;		/* of its item; ignored when added */
	const char *name;
	const char *role;	/* "friend", "sponsor"; "" where not given, */
	const char *best_for;	/* as in the next two: "late calls" */
	const char *hours;	/* "after 6, not Sundays" */
	enum tell tell;		/* about a hard talk: before it, after it */
};

#define CIRCLE_KIND "person"

/* Adds a person and copies the id; ERR_USAGE without a name. */
int circle_add(struct store *store, const struct person *person, int64_t now,
	       char id[], struct err *err);

/* By the time at which they were added, until `each` returns false. What
 * is damaged is passed over; ERR_LOCKED where the store must be opened. */
int circle_each(struct store *store,
		bool (*each)(const struct person *person, void *data),
		void *data, struct err *err);

/* The id of the one person with that name (case does not matter for ASCII) or
 * that id or beginning of it. ERR_NOTFOUND; ERR_USAGE where several. */
int circle_find(struct store *store, const char *word, char id[],
		struct err *err);

#endif
