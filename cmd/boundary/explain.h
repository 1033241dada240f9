#ifndef BOUNDARY_EXPLAIN_H
#define BOUNDARY_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "coach.h"

struct catalog;
struct cmd_io;
struct messages;
struct rule;

/*
 * explain: pages about rules, moves and tactics, in the words of check.yaml
 * (`explain.*`) and of the content files themselves.
 */
struct explain {
	const struct cmd_io *io;
	struct catalog *catalog;
	struct coach coach;
	struct messages *messages;
	struct strbuf out;
	size_t columns;		/* 0: nothing is wrapped */
};

/* Each adds its page; false where there is nothing of that name. */
bool explain_rule(struct explain *explain, const char *name);
bool explain_move(struct explain *explain, const char *name);
bool explain_tactic(struct explain *explain, const char *name);

/* The title of a tactic, appended; nothing where it cannot be read. */
void explain_tactic_title(struct explain *explain, const char *name,
			  struct strbuf *out);

/* "Title [name: what it is]", bold. */
void explain_title(struct explain *explain, const char *title,
		   const char *name, const char *what);
/* A heading of check.yaml on a line of its own. */
void explain_heading(struct explain *explain, const char *key);
/* A paragraph, made safe and wrapped, behind prefixes. */
void explain_prose(struct explain *explain, const char *text,
		   const char *first, const char *rest);
/* "Label text" with a label of check.yaml; nothing where `text` is empty. */
void explain_labelled(struct explain *explain, const char *key,
		      const char *text);
/* The text at `key` of check.yaml, or "". */
const char *explain_text(const struct explain *explain, const char *key);

/* Two texts beside each other where there is room, else one below the other. */
void explain_pair(struct explain *explain, const char *left_key,
		  const char *left, const char *right_key, const char *right);

#endif
