#ifndef PRACTICE_SESSION_H
#define PRACTICE_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/strlist.h"

struct catalog;
struct catalog_list;
struct cJSON;
struct err;
struct hotlines;
struct messages;
struct playbook;
struct reviewer;
struct strbuf;

/*
 * session: one practice, as a machine without input or output.
 *
 * A session is its answers. The machine runs from the beginning through the
 * answers it has and stops at the first question that has none; so going
 * back, trying another reply and resuming are one thing: run again with fewer
 * answers, or other ones. With the same setup and the same answers it is the
 * same session to the letter.
 *
 *	while ((ask = session_ask(s))) {
 *		show session_says(s), then ask->prompt;
 *		session_answer(s, line, &err) or session_command(s, ...);
 *	}
 *	show session_says(s); session_result(s) is the outcome.
 */
struct session;

/* What is known when the real talk is looked back at. All borrowed. */
struct session_past {
	const char *words;	/* as they were kept */
	const char *fear;	/* "" where none was named, */
	const char *when;	/* "2026-11-30", or "" where no day was planned */
	int hard;		/* how hard it felt before; -1: not known */
};

/* All borrowed for the life of the session, but for the plain values. */
struct session_setup {
	const struct catalog *catalog;
	/* The scripts to choose from; NULL: all of the catalog, which are read
	 * when they are first looked for. */
	const struct catalog_list *scripts;
	const struct messages *messages;	/* session/practice.yaml */
	const struct hotlines *lines;	/* NULL: none to show */
	struct reviewer *reviewer;
	const struct playbook *playbook;	/* NULL: no rehearsal */
	const struct strlist *rules_off;
	const char *script;	/* name, or NULL: the session asks */
	const char *kind;	/* only scripts of this kind, or NULL */
	const char *country;	/* ISO code, or NULL: not chosen */
	bool introduced;	/* the notice was read before */
	bool human;		/* a friend types the partner's lines */
	bool keeps;		/* "keep it" is a choice at the end */
	int level;		/* of the partner: 1 to 5 */
	uint64_t seed;		/* of the partner's choices */
	struct date today;	/* for "next friday" in the plan */
	/* Whom the plan may name before and after; NULL for nobody. */
	const struct strlist *people_before, *people_after;
	const struct strlist *send_to;	/* where "send" may go, or NULL */
	const struct session_past *past;	/* NULL: a practice; else it is
				 * asked how the talk went: after.h */
};

/* Copies `setup`. Never fails. */
struct session *session_new(const struct session_setup *setup);
void session_free(struct session *session);

enum voice { VOICE_INFO, VOICE_COACH, VOICE_MENTOR, VOICE_PARTNER };
const char *voice_name(enum voice voice);

struct session_say {
	enum voice voice;
	char *text;		/* may hold newlines */
};

/* What was said since the last answer or command. Borrowed until the next. */
const struct session_say *session_says(const struct session *session,
				       size_t *count);

struct session_ask {
	const char *step;	/* "field", "rating", ...: DESIGN section 6 */
	char *name;		/* which of them: "person", "before-hard" */
	char *prompt;
	char *hint;		/* NULL where none, as are the next two */
	char *example;
	char *initial;		/* the default, taken by an empty answer */
	char *why;		/* why it is asked; NULL where none */
	struct strlist choices;	/* empty: free text */
	bool optional;
	bool text;		/* the answer is a text to edit, of many lines */
};

/* The question that waits, borrowed until the next answer or command; NULL
 * when the session is over. */
const struct session_ask *session_ask(const struct session *session);

/* Longest answer accepted, in bytes. */
#define SESSION_ANSWER_MAX (64 * 1024)

/*
 * Answers the question that waits. An answer that does not fit is no failure:
 * the session says so kindly and asks again. Returns 0, or ERR_INPUT where
 * the answer is too long or not UTF-8, or ERR_USAGE where nothing is asked.
 */
int session_answer(struct session *session, const char *answer,
		   struct err *err);

/*
 * Commands that have a meaning here: back, skip, undo, hint, example, why,
 * calm, lines, say, help, and what-if, which a number may follow. Those of the driver (edit, pause, panic, quit)
 * are named by `help` too but not known here. Returns 0, or ERR_NOTFOUND for
 * an unknown one. One that cannot act now says why.
 */
int session_command(struct session *session, const char *command,
		    struct err *err);

/* The names of all commands, for completion and help; NULL-terminated. */
extern const char *const session_commands[];

/* The answers so far, to keep or to replay; "\x01" stands for a skip. */
const struct strlist *session_answers(const struct session *session);

/*
 * How many of them may be written down: those before the first that sounded
 * like danger. What follows it answers other questions without it.
 */
size_t session_keepable(const struct session *session);

/*
 * Gives answers that session_answers() once held, all at once. From the first
 * one on that does not fit any more, say because a script was changed, they
 * are left out.
 */
void session_replay(struct session *session, const struct strlist *answers);

struct session_result {
	const char *script;	/* "" where none was chosen */
	const char *tone;
	const char *draft;	/* "" where none was made */
	const char *choice;	/* keep step: "print", "let-go", "save", "send" */
	const char *to;		/* "send": the name of where */
	const char *stopped;	/* the gate that ended it, or NULL */
	const char *country;	/* "" where none was given */
	bool introduced;	/* the notice was read, now or before */
};

/* The outcome so far; all of it once the session is over. Borrowed. */
struct session_result session_result(const struct session *session);

/* The draft as it stands now, "" before there is one. Borrowed. */
const char *session_draft(const struct session *session);

/* The whole outcome as the last JSON object of DESIGN section 6, or what
 * after.h tells of; the caller frees it with cJSON_Delete(). */
struct cJSON *session_outcome(const struct session *session);

#endif
