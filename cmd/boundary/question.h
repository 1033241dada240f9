#ifndef BOUNDARY_QUESTION_H
#define BOUNDARY_QUESTION_H

#include <stdbool.h>

struct strbuf;

/*
 * question: a word from the person, whatever stdin and stdout are.
 *
 * Shows `prompt` on the terminal itself and appends the line that is typed
 * there, as it came, nothing where nobody answers: not through readline, which
 * would keep it, and not from a pipe. False where there is no terminal.
 */
bool question_ask(const char *prompt, struct strbuf *answer);

#endif
