#include "cmd.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "script/catalog.h"
#include "store/config.h"
#include "store/paths.h"

/* Prose wider than this is hard to read, however wide the terminal is. */
#define READING_WIDTH 88

size_t cmd_err_place(const struct err *err)
{
	static const char *const ends[] = { ")", ".md", ".txt", ".yaml",
					    ".json", "-" };
	const char *colon = strstr(err->text, ": ");
	size_t len = colon ? (size_t)(colon - err->text) : 0;

	if (!len || *err->text == '/' || *err->text == '.')
		return len;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t tail = strlen(ends[i]);

		if (len >= tail && !memcmp(colon - tail, ends[i], tail))
			return len;
	}
	return 0;
}

/* "FILE, line 3, column 5: message", or what of it is known. */
static void add_fault(struct strbuf *out, const struct err *err)
{
	size_t len = err->line ? cmd_err_place(err) : 0;

	visible_add_line(out, err->text, len);
	if (err->line)
		strbuf_addf(out, "%sline %zu", len ? ", " : "", err->line);
	if (err->line && err->column)
		strbuf_addf(out, ", column %zu", err->column);
	if (err->line && !len)
		strbuf_addstr(out, ": ");
	visible_add_line(out, err->text + len, strlen(err->text + len));
}

/* The line of the fault and, under its column, a caret. */
static void add_quote(struct strbuf *out, const struct err *err)
{
	struct strbuf lead = STRBUF_INIT;
	const char *at = err->quote;

	strbuf_addstr(out, "\n  ");
	visible_add_line(out, err->quote, strlen(err->quote));
	for (size_t n = 1; n < err->column && *at; n++)
		do
			at++;
		while (((unsigned char)*at & 0xc0) == 0x80);
	visible_add_line(&lead, err->quote, (size_t)(at - err->quote));
	if (err->column)
		strbuf_addf(out, "\n  %*s^",
			    (int)utf8_columns(lead.text, lead.len), "");
	strbuf_release(&lead);
}

int cmd_fail(const struct cmd_io *io, const struct err *err)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addstr(&line, "boundary: ");
	add_fault(&line, err);
	if (err->line && *err->quote)
		add_quote(&line, err);
	fprintf(io->log, "%s\n", line.text);
	strbuf_release(&line);
	return STATUS_FAILED;
}

int cmd_fail_as(const struct cmd_io *io, int code, const struct err *err)
{
	cmd_fail(io, err);
	return code == ERR_USAGE ? STATUS_USAGE : STATUS_FAILED;
}

static void say(const struct cmd_io *io, const char *name, const char *fmt,
		va_list args) __attribute__((format(printf, 3, 0)));

static void say(const struct cmd_io *io, const char *name, const char *fmt,
		va_list args)
{
	struct strbuf line = STRBUF_INIT;
	char *text = NULL;
	int len = vasprintf(&text, fmt, args);

	strbuf_addstr(&line, "boundary: ");
	if (name)
		strbuf_addf(&line, "%s: ", name);
	if (len >= 0)
		visible_add_line(&line, text, (size_t)len);
	fprintf(io->log, "%s\n", line.text);
	if (len >= 0)
		free(text);
	strbuf_release(&line);
}

void cmd_warn(const struct cmd_io *io, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(io, NULL, fmt, args);
	va_end(args);
}

int cmd_usage(const struct cmd_io *io, const struct cmd *self,
	      const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(io, self->name, fmt, args);
	va_end(args);
	return STATUS_USAGE;
}

void cmd_put(const struct cmd_io *io, const char *text, size_t len)
{
	struct strbuf shown = STRBUF_INIT;

	if (!io->out_terminal) {
		fwrite(text, 1, len, io->out);
		return;
	}
	visible_add(&shown, text, len);
	fwrite(shown.text, 1, shown.len, io->out);
	strbuf_release(&shown);
}

const char *colour_code(bool on, enum colour colour)
{
	static const char *const codes[] = {
		[COLOUR_OFF] = "\033[0m", [COLOUR_BOLD] = "\033[1m",
		[COLOUR_DIM] = "\033[2m", [COLOUR_WARM] = "\033[33m",
		[COLOUR_COOL] = "\033[36m", [COLOUR_CALM] = "\033[32m",
	};

	return on ? codes[colour] : "";
}

const char *cmd_colour(const struct cmd_io *io, enum colour colour)
{
	return colour_code(io->colour, colour);
}

size_t cmd_prose_columns(const struct cmd_io *io)
{
	return io->columns < READING_WIDTH ? io->columns : READING_WIDTH;
}

struct catalog *cmd_catalog(const struct cmd_io *io)
{
	const struct catalog_folders folders = {
		io->paths->search_path, io->paths->user_scripts,
		io->paths->system_scripts, io->config->language,
	};

	return catalog_open(&folders);
}

const char *cmd_editor(const struct cmd_io *io)
{
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

	if (io->config->editor)
		return io->config->editor;
	if (visual && *visual)
		return visual;
	return editor && *editor ? editor : "vi";
}
