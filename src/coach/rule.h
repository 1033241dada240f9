#ifndef COACH_RULE_H
#define COACH_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coach/moves.h"

struct err;
struct errlist;
struct lexicon;
struct words;

/*
 * rule: what the coach says of moves, and when.
 *
 * A rule is a file of coach/rules/: YAML front matter and a body for
 * `explain`; man/boundary-rule.5 is the full description. Its cases are
 * alternatives, and within a case every key must hold. There is no
 * expression language: what a case cannot say wants a new move.
 */

/* From the mildest; a strength is no finding. */
enum level { LEVEL_STRENGTH, LEVEL_NOTE, LEVEL_HINT, LEVEL_PROBLEM };
enum lean { LEAN_NONE, LEAN_SOFT, LEAN_HARD };

/* Kinds of scripts as bits, in the order of script_kinds. */
enum {
	KIND_NO = 1, KIND_NEED = 2, KIND_LIMIT = 4, KIND_TIME = 8,
	KIND_SUPPORT = 16, KIND_REPAIR = 32, KIND_HOLD = 64,
};

/* The bit of a kind's name, or 0 where there is no such kind. */
unsigned kind_named(const char *name);

const char *level_name(enum level level);
/* Stores the level called `name`; false where there is none. */
bool level_named(const char *name, enum level *out);
const char *lean_name(enum lean lean);
bool lean_named(const char *name, enum lean *out);

/* A few moves by number. */
#define MOVE_SET_MAX 12
struct move_set {
	uint16_t count;
	uint16_t ids[MOVE_SET_MAX];
};

enum place { PLACE_ANY, PLACE_FIRST, PLACE_LAST };

/* Firmness runs from 0 to 6; this says that none was chosen. */
#define FIRMNESS_NONE (-1)

struct rule_case {
	struct move_set has, near, not_near, before, after, inside, not_inside;
	struct move_set also, lacks;
	uint16_t more_than;
	uint16_t within;
	uint16_t words_over;		/* 0: not asked, as are the next three */
	uint16_t words_under;
	uint16_t words_after_over;
	int16_t firmness_over;		/* FIRMNESS_NONE: not asked */
	int16_t firmness_under;
	enum place place;
};

struct rule {
	const char *id;
	const char *origin;
	const char *title;
	const char *message;
	const char *suggestion;		/* `try` in the file; "" where none */
	const char *why;
	const char *source;
	const char *strong;		/* "" where none, as is the next */
	const char *weak;
	const char *body;
	enum level level;
	enum lean lean;
	unsigned kinds;			/* 0: all */
	const struct rule_case *cases;
	size_t case_count;
	const char *const *bad;
	size_t bad_count;
	const char *const *good;
	size_t good_count;
};

/* What a text is, as far as rules ask. */
struct rule_text {
	const struct words *words;
	const struct moves *moves;
	unsigned kind;			/* one bit, or 0: not known */
	int firmness;			/* 0..6, or FIRMNESS_NONE */
};

/*
 * Parses a rule file. `lex` gives the moves their numbers. On success stores
 * a rule in *out (rule_free() it) and returns 0, else ERR_INPUT with line and
 * column: a key that is unknown or missing, a move that does not exist, a
 * level or lean that is none, fewer than three bad or good examples.
 */
int rule_parse(struct rule **out, const char *id, const char *origin,
	       const char *text, size_t len, const struct lexicon *lex,
	       struct err *err);
void rule_free(struct rule *rule);

/* Adds every fault of it to `faults`, sorted, as rule_parse() tells the first. */
void rule_lint(const char *id, const char *origin, const char *text,
	       size_t len, const struct lexicon *lex, struct errlist *faults);

/* True where `rule` could speak of a text that has these moves. */
bool rule_may_speak(const struct rule *rule, const struct move_bits *present);

/*
 * Whether `rule` speaks of `text`. `found`, where it is given, is called for
 * each span that a case points at, so for some twice; with NULL for the whole
 * text where no case points at a span.
 */
bool rule_speaks(const struct rule *rule, const struct rule_text *text,
		 void (*found)(void *data, const struct rule *rule,
			       const struct span *span),
		 void *data);

#endif
