#ifndef PRACTICE_MENTOR_H
#define PRACTICE_MENTOR_H

#include "practice/lots.h"
#include "practice/playbook.h"

struct limit;
struct reading;
struct strbuf;

/*
 * mentor: the voice beside the person in a rehearsal.
 *
 * After each reply it names what the words did, says whether the limit still
 * stands, and offers one better line where that helps: at most three short
 * sentences, the first of them never a reproach. A plain value, like partner.
 */
struct mentor {
	const struct playbook *book;
	struct lots lots;
	unsigned held;			/* replies that held, in a row */
	unsigned char met[PLAYBOOK_TACTICS_MAX];	/* times, by tactic */
};

void mentor_start(struct mentor *mentor, const struct playbook *book,
		  uint64_t seed);

/* What it says of a reply to a line of `tactic` (or NULL), appended. */
void mentor_comment(struct mentor *mentor, const struct reading *reading,
		    const struct limit *limit, const struct tactic *tactic,
		    struct strbuf *out);

/* What to do about a tactic, and a line that does it, for this and the next
 * time that it comes: "" where there is none. Borrowed. */
const char *mentor_advice(const struct mentor *mentor,
			  const struct tactic *tactic);
const char *mentor_line(const struct mentor *mentor,
			const struct tactic *tactic);

#endif
