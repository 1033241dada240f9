/* boundary config: what the person has set. */

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/visible.h"
#include "cmd.h"
#include "editor.h"
#include "nearest.h"
#include "opt.h"
#include "store/config.h"
#include "store/paths.h"

static const struct opt opts[] = {
	OPT_HELP,
	OPT_END,
};

static const char *const keys[] = {
	"country", "editor", "introduced", "keep", "language",
	"passphrase_command", "rules_off", "speak_command",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Appends the value of a key; false where it was not set. */
static bool add_value(struct strbuf *out, const struct config *config,
		      const char *key)
{
	static const char *const keeps[] = { NULL, "nothing", "kept",
					     "locked" };
	const char *text = NULL;

	if (!strcmp(key, "country"))
		text = config->country;
	else if (!strcmp(key, "editor"))
		text = config->editor;
	else if (!strcmp(key, "introduced"))
		text = config->introduced ? "true" : "false";
	else if (!strcmp(key, "keep"))
		text = keeps[config->keep];
	else if (!strcmp(key, "language"))
		text = config->language;
	else if (!strcmp(key, "passphrase_command"))
		text = config->passphrase_command;
	else if (!strcmp(key, "speak_command"))
		text = config->speak_command;
	else
		for (size_t i = 0; i < config->rules_off.count; i++)
			strbuf_addf(out, "%s%s", i ? ", " : "",
				    config->rules_off.items[i]);
	if (text)
		strbuf_addstr(out, text);
	return out->len;
}

static int refuse_key(const struct cmd_io *io, const struct cmd *self,
		      const char *key)
{
	struct nearest nearest = NEAREST(key);

	for (size_t i = 0; i < COUNT(keys); i++) {
		if (!strcmp(keys[i], key))
			return STATUS_OK;
		nearest_try(&nearest, keys[i]);
	}
	if (nearest.best)
		return cmd_usage(io, self, "no setting '%s'; did you mean "
				 "'%s'?", key, nearest.best);
	return cmd_usage(io, self, "no setting '%s': country, editor, "
			 "introduced, keep, language, passphrase_command, "
			 "rules_off or speak_command", key);
}

static void put(const struct cmd_io *io, const char *before,
		const char *value)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addstr(&line, before);
	visible_add_line(&line, value, strlen(value));
	strbuf_addch(&line, '\n');
	fwrite(line.text, 1, line.len, io->out);
	strbuf_release(&line);
}

static int list(const struct cmd *self, const struct cmd_io *io, char **args)
{
	(void)self;
	(void)args;
	for (size_t i = 0; i < COUNT(keys); i++) {
		struct strbuf value = STRBUF_INIT, lead = STRBUF_INIT;

		add_value(&value, io->config, keys[i]);
		strbuf_addf(&lead, "%s=", keys[i]);
		put(io, lead.text, value.text);
		strbuf_release(&value);
		strbuf_release(&lead);
	}
	return STATUS_OK;
}

static int get(const struct cmd *self, const struct cmd_io *io, char **args)
{
	struct strbuf value = STRBUF_INIT;
	bool is_set;

	if (refuse_key(io, self, args[0]))
		return STATUS_USAGE;
	is_set = add_value(&value, io->config, args[0]);
	if (is_set)
		put(io, "", value.text);
	strbuf_release(&value);
	return is_set ? STATUS_OK : STATUS_FAILED;
}

static int change(const struct cmd *self, const struct cmd_io *io,
		  const char *key, const char *value)
{
	struct err err = { 0 };

	if (refuse_key(io, self, key))
		return STATUS_USAGE;
	if (config_set(io->paths->config_file, key, value, &err))
		return cmd_fail(io, &err);
	return STATUS_OK;
}

static int set(const struct cmd *self, const struct cmd_io *io, char **args)
{
	return change(self, io, args[0], args[1]);
}

/* What is asked for most has a short form. */
static int keep(const struct cmd *self, const struct cmd_io *io, char **args)
{
	return change(self, io, "keep", args[0]);
}

static int unset(const struct cmd *self, const struct cmd_io *io, char **args)
{
	return change(self, io, args[0], NULL);
}

static int path(const struct cmd *self, const struct cmd_io *io, char **args)
{
	(void)self;
	(void)args;
	if (!io->paths->config_file) {
		cmd_warn(io, "there is no home folder to keep a config in");
		return STATUS_FAILED;
	}
	put(io, "", io->paths->config_file);
	return STATUS_OK;
}

static int make_folder_of(const char *file, struct err *err)
{
	char *copy = mem_string(file);
	int ret = file_make_folder(dirname(copy), 0700, err);

	free(copy);
	return ret;
}

/* The editor makes the file; its folder has to be there. */
static int edit(const struct cmd *self, const struct cmd_io *io, char **args)
{
	const char *file = io->paths->config_file;
	struct config config = { 0 };
	struct err err = { 0 };
	int ret;

	(void)args;
	if (!file)
		return path(self, io, args);
	if (!io->in_terminal || !io->out_terminal) {
		cmd_warn(io, "edit needs a terminal; `boundary config set` "
			 "does not");
		return STATUS_FAILED;
	}
	if (make_folder_of(file, &err))
		return cmd_fail(io, &err);
	if (!editor_open(cmd_editor(io), file)) {
		cmd_warn(io, "the editor failed");
		return STATUS_FAILED;
	}
	ret = config_load(&config, file, &err);
	config_release(&config);
	return ret ? cmd_fail(io, &err) : STATUS_OK;
}

static const struct subcommand {
	const char *name;
	int args;
	int (*run)(const struct cmd *self, const struct cmd_io *io,
		   char **args);
	const char *usage;
} subcommands[] = {
	{ "edit", 0, edit, "edit takes nothing more" },
	{ "get", 1, get, "get takes one KEY" },
	{ "keep", 1, keep, "keep takes nothing, kept or locked" },
	{ "list", 0, list, "list takes nothing more" },
	{ "path", 0, path, "path takes nothing more" },
	{ "set", 2, set, "set takes KEY and VALUE" },
	{ "unset", 1, unset, "unset takes one KEY" },
};

static int dispatch(const struct cmd *self, const struct cmd_io *io,
		    int count, char **args)
{
	struct nearest nearest = NEAREST(count ? args[0] : "list");

	for (size_t i = 0; i < COUNT(subcommands); i++) {
		const struct subcommand *sub = &subcommands[i];

		if (strcmp(sub->name, nearest.word)) {
			nearest_try(&nearest, sub->name);
			continue;
		}
		if (count - (count > 0) != sub->args)
			return cmd_usage(io, self, "%s", sub->usage);
		return sub->run(self, io, args + (count > 0));
	}
	if (nearest.best)
		return cmd_usage(io, self, "no subcommand '%s'; did you mean "
				 "'%s'?", nearest.word, nearest.best);
	return cmd_usage(io, self, "no subcommand '%s': list, get, set, "
			 "unset, keep, path or edit", nearest.word);
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	return dispatch(self, io, argc - walk.next, argv + walk.next);
}

const struct cmd cmd_config = {
	.name = "config",
	.args = "[list | get KEY | set KEY VALUE | unset KEY | keep VALUE | "
		"path | edit]",
	.summary = "show or change what is set",
	.about = "KEY is country, editor, introduced, keep, language, "
		 "passphrase_command, rules_off (names with commas between "
		 "them) or speak_command. `keep` is short for `set keep`: "
		 "nothing, kept or locked. The file is "
		 "changed at that one line; your comments stay.",
	.words = "list get set unset keep path edit",
	.opts = opts,
	.run = run,
};
