#include "question.h"

#include <stdio.h>

#include "base/strbuf.h"

/* A word was asked for; what is longer is no answer. */
#define ANSWER_MAX 64

bool question_ask(const char *prompt, struct strbuf *answer)
{
	FILE *terminal = fopen("/dev/tty", "r+e");
	char line[ANSWER_MAX];

	if (!terminal)
		return false;
	fputs(prompt, terminal);
	fflush(terminal);
	if (fgets(line, sizeof(line), terminal))
		strbuf_addstr(answer, line);
	fclose(terminal);
	return true;
}
