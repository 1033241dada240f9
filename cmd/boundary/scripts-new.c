/* boundary scripts new: a script of one's own, to start from. */

#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "cmd.h"
#include "coach/rule.h"
#include "editor.h"
#include "script/catalog.h"
#include "script/messages.h"
#include "scripts.h"
#include "store/config.h"
#include "store/paths.h"

/* Replaces each `word` in `text`. */
static void replace(struct strbuf *text, const char *word, const char *by)
{
	size_t len = strlen(word), at = 0;
	const char *hit;

	while ((hit = strstr(text->text + at, word))) {
		at = (size_t)(hit - text->text);
		strbuf_splice(text, at, len, by, strlen(by));
		at += strlen(by);
	}
}

/* "lend-money" as a title: "Lend money". */
static void add_title(struct strbuf *out, const char *name)
{
	strbuf_addstr(out, name);
	for (size_t i = 0; i < out->len; i++)
		if (out->text[i] == '-')
			out->text[i] = ' ';
	if (*out->text >= 'a' && *out->text <= 'z')
		*out->text = (char)(*out->text - 'a' + 'A');
}

/* The skeleton has a place for the kind and the title. */
static int fill(const struct scripts *scripts, const char *name,
		struct strbuf *text, struct err *err)
{
	struct messages *messages = NULL;
	struct strbuf title = STRBUF_INIT;
	const char *skeleton;
	int ret = messages_load(&messages, scripts->catalog,
				"session/check.yaml", err);

	if (ret)
		return ret;
	skeleton = messages_text(messages, "skeleton");
	if (skeleton)
		strbuf_addstr(text, skeleton);
	add_title(&title, name);
	replace(text, "@title@", title.text);
	replace(text, "@kind@", scripts->kind);
	strbuf_release(&title);
	messages_free(messages);
	return 0;
}

static int make_folder_of(const char *path, struct err *err)
{
	char *copy = mem_string(path);
	int ret = file_make_folder(dirname(copy), 0700, err);

	free(copy);
	return ret;
}

/* Writes the file where there is none yet. */
static int write_new(const struct scripts *scripts, const char *name,
		     const char *path, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	int ret;

	if (!access(path, F_OK))
		return err_set(err, ERR_USAGE, "%s: is there already",
			       path);
	ret = fill(scripts, name, &text, err);
	if (!ret)
		ret = make_folder_of(path, err);
	if (!ret)
		ret = file_write(path, text.text, text.len, 0600, err);
	strbuf_release(&text);
	return ret;
}

/* What can be wrong before anything is touched. */
static int refuse(const struct scripts *scripts, char **args)
{
	const struct cmd_io *io = scripts->io;

	if (!args[0] || args[1])
		return cmd_usage(io, scripts->self, "new takes one name");
	if (!catalog_name_ok(args[0]))
		return cmd_usage(io, scripts->self, "'%s' is no name: small "
				 "letters, digits and dashes, at most 64",
				 args[0]);
	if (!scripts->kind)
		return cmd_usage(io, scripts->self, "new needs --kind: no, "
				 "need, limit, time, support, repair or hold");
	return STATUS_OK;
}

int scripts_new(const struct scripts *scripts, char **args)
{
	const struct cmd_io *io = scripts->io;
	const char *folder = io->paths->user_scripts;
	struct strbuf path = STRBUF_INIT;
	struct err err = { 0 };
	int ret = 0;

	if (refuse(scripts, args))
		return STATUS_USAGE;
	if (!folder) {
		cmd_warn(io, "there is no home folder to keep scripts in");
		return STATUS_FAILED;
	}
	strbuf_addf(&path, "%s/%s/%s/%s.md", folder, io->config->language,
		    scripts->kind, args[0]);
	ret = write_new(scripts, args[0], path.text, &err);
	if (ret) {
		ret = cmd_fail(io, &err);
	} else {
		cmd_put(io, path.text, path.len);
		fputc('\n', io->out);
		fflush(io->out);
		if (!strlist_has(catalog_folders(scripts->catalog), folder))
			cmd_warn(io, "BOUNDARY_PATH keeps this folder from "
				 "being looked in");
		if (io->in_terminal && io->out_terminal &&
		    !editor_open(cmd_editor(io), path.text))
			cmd_warn(io, "no editor was run; the file is there");
	}
	strbuf_release(&path);
	return ret;
}
