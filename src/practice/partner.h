#ifndef PRACTICE_PARTNER_H
#define PRACTICE_PARTNER_H

#include <stdbool.h>

#include "practice/lots.h"
#include "practice/playbook.h"

struct cJSON;
struct reading;
struct script;
struct strbuf;

/*
 * partner: the other side of a rehearsal.
 *
 * It answers what the reply did: it jumps on an apology, a reason or a hedge,
 * heats up when it is attacked, takes a yes, and tires of hearing the same
 * clear words again. The level says how soon: 1 accepts after one, 5 goes on
 * for long. It may be hard to bear; it is never abusive.
 *
 * A plain value, so that a copy of it is a way back to that moment.
 */
struct partner {
	const struct playbook *book;
	const struct script *script;
	const struct cJSON *values;	/* the person's words for the blanks */
	int level;
	int patience;		/* how many steps until it has had enough */
	int heat;		/* -1 calmer .. 2 hotter than the level */
	struct lots lots;
	unsigned char met[PLAYBOOK_TACTICS_MAX];	/* times, by tactic */
};

enum partner_act {
	PARTNER_PUSHES,
	PARTNER_ACCEPTS,	/* takes the limit, well or badly */
	PARTNER_LEAVES,		/* the talk is over, without agreeing */
	PARTNER_WINS,		/* the person gave in */
};

/* Borrows what it is given. */
void partner_start(struct partner *partner, const struct playbook *book,
		   const struct script *script, const struct cJSON *values,
		   int level, uint64_t seed);

/* A new talk with the same person, who remembers which lines were said. */
void partner_again(struct partner *partner);

/*
 * The next line, appended to `out`, to what `reading` says of the words before
 * it: those of the draft, where `opening`, else of a reply. `*tactic` is what
 * the line does, NULL where it is no push or has no name. Never the same line
 * twice in a row.
 */
enum partner_act partner_answer(struct partner *partner,
				const struct reading *reading, bool opening,
				const struct tactic **tactic,
				struct strbuf *out);

#endif
