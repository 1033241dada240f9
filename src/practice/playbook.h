#ifndef PRACTICE_PLAYBOOK_H
#define PRACTICE_PLAYBOOK_H

#include <stddef.h>

#include "base/strlist.h"
#include "script/front-matter.h"

struct catalog;
struct err;
struct messages;

/*
 * playbook: all that the two voices of a rehearsal can say, from the partner/
 * folder of a catalog: tactics/NAME.md, replies.yaml and mentor.yaml.
 *
 * It owns what it holds; everything reachable from it is borrowed.
 */

/* Most tactics, so that a partner can count them in a plain value. */
#define PLAYBOOK_TACTICS_MAX 64

/* The one tactic that is no game, and is said to be none when it comes. */
#define TACTIC_CRISIS "crisis"

struct tactic_line {
	int level;		/* 1 mild .. 5 hard */
	const char *say;
};

/* What to do about a tactic, and ways to say it. */
struct tactic_answer {
	const char *act;	/* "" where none, as all texts here */
	const char **says;
	size_t count;
};

struct tactic {
	char *name;
	const char *title, *about, *why;
	const char **after;	/* moves it fits behind, the best first */
	size_t after_count;
	struct tactic_line *lines;
	size_t line_count;
	struct tactic_answer first, second;
	char *text;		/* of the file */
	struct front_matter head;
};

struct playbook {
	struct tactic *tactics;		/* sorted by name */
	size_t count;
	struct messages *replies;	/* of the partner */
	struct messages *mentor;
};

/*
 * Reads it. A tactic file that is faulty is the first error and ends it, so
 * that a counselor sees it and not a partner who has fallen silent. Returns 0,
 * or the errors of catalog_file() and messages_load(). playbook_free() *out.
 */
int playbook_load(struct playbook **out, const struct catalog *catalog,
		  struct err *err);
void playbook_free(struct playbook *book);

/* The tactic called `name`, or NULL. */
const struct tactic *playbook_tactic(const struct playbook *book,
				     const char *name);

#endif
