#ifndef PRACTICE_DIALOGUE_H
#define PRACTICE_DIALOGUE_H

struct console;
struct messages;
struct session;

/*
 * dialogue: drives a session through a console until it is over.
 *
 * A line that starts with ":" is a command; "::" stands for a ":" that is
 * meant. `:pause` and, where a person sits, the end of input keep the session
 * for later if that is allowed. Where the input ends on a console that is not interactive, the
 * questions that are left take their defaults, so that a pipe need not know
 * how many there are.
 */
enum dialogue_end {
	DIALOGUE_DONE,		/* session_result() has the outcome */
	DIALOGUE_LEFT,		/* the person left early */
	DIALOGUE_PAUSED,	/* it is kept for later */
	DIALOGUE_UNKEPT,	/* it should have been, and that failed */
	DIALOGUE_SHORT,		/* the input ended where an answer is needed */
	DIALOGUE_PANIC,		/* say nothing more */
};

enum dialogue_end dialogue_run(struct session *session,
			       const struct messages *messages,
			       struct console *console);

#endif
