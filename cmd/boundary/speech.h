#ifndef BOUNDARY_SPEECH_H
#define BOUNDARY_SPEECH_H

#include "practice/session.h"

struct console_settings;

/*
 * speech: how a paragraph of a session looks in a terminal or pipe. Both
 * consoles show the same words; only colour and width differ.
 */
void speech_say(const struct console_settings *settings, enum voice voice,
		const char *label, const char *text);

/*
 * The question with its choices and default: "(yes, no) [yes]", or, where
 * settings->spoken is set, "Type yes or no." and the like on lines of their
 * own, at which a screen reader pauses.
 */
void speech_ask(const struct console_settings *settings,
		const struct session_ask *ask);

#endif
