/* The plain console: lines in, paragraphs out, nothing redrawn. */

#include <stdlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "console.h"
#include "editor.h"
#include "line.h"
#include "practice/console.h"
#include "speech.h"

struct plain {
	struct console console;		/* first: the port is the object */
	struct console_settings settings;
};

static void say(struct console *self, enum voice voice, const char *label,
		const char *text)
{
	speech_say(&((struct plain *)self)->settings, voice, label, text);
}

static bool ask(struct console *self, const struct session_ask *ask,
		struct strbuf *line)
{
	struct plain *plain = (struct plain *)self;

	speech_ask(&plain->settings, ask);
	if (self->interactive) {
		fputs("> ", plain->settings.out);
		fflush(plain->settings.out);
	}
	return line_read(plain->settings.in, line);
}

static bool edit(struct console *self, struct strbuf *text)
{
	const struct console_settings *s = &((struct plain *)self)->settings;

	return self->interactive && editor_run(s->editor, s->folder, text);
}

static void panic(struct console *self)
{
	struct plain *plain = (struct plain *)self;

	if (self->interactive)
		fputs("\033[H\033[2J\033[3J", plain->settings.out);
	fflush(plain->settings.out);
}

struct console *console_plain_new(const struct console_settings *settings,
				  bool interactive)
{
	struct plain *plain = mem_array(1, sizeof(*plain));

	plain->console = (struct console){
		.say = say, .ask = ask, .edit = edit, .panic = panic,
		.interactive = interactive,
	};
	plain->settings = *settings;
	return &plain->console;
}

void console_plain_free(struct console *console)
{
	free(console);
}
