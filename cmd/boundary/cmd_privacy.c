/* boundary privacy: all that this program has on this machine, and sent. */

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "opt.h"
#include "store/config.h"
#include "store/outbox.h"
#include "store/paths.h"
#include "store/store.h"
#include "table.h"
#include "vault_door.h"

static const struct opt opts[] = {
	OPT_HELP,
	OPT_END,
};

struct privacy {
	const struct cmd_io *io;
	struct store *store;	/* NULL: nothing was ever kept */
	struct table table;
};

static void heading(const struct privacy *privacy, const char *text)
{
	fprintf(privacy->io->out, "%s%s%s\n",
		cmd_colour(privacy->io, COLOUR_BOLD), text,
		cmd_colour(privacy->io, COLOUR_OFF));
}

/* Prints the rows, and begins a table of so many columns. */
static void print_rows(struct privacy *privacy, size_t columns)
{
	table_print(&privacy->table, privacy->io);
	fputc('\n', privacy->io->out);
	table_release(&privacy->table);
	privacy->table = (struct table)TABLE(columns);
}

static size_t names_in(const char *path)
{
	DIR *folder = opendir(path);
	size_t count = 0;
	const struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		count += *entry->d_name != '.';
	if (folder)
		closedir(folder);
	return count;
}

/* "absent", "12288 bytes, mode 0600" or "folder of 3, mode 0700" */
static void add_path(struct privacy *privacy, const char *what,
		     const char *path)
{
	struct strbuf state = STRBUF_INIT;
	struct stat st;

	if (!path || !*path)
		return;
	if (stat(path, &st))
		strbuf_addstr(&state, "not there");
	else if (S_ISDIR(st.st_mode))
		strbuf_addf(&state, "folder of %zu, mode %04o",
			    names_in(path), (unsigned)st.st_mode & 07777);
	else
		strbuf_addf(&state, "%lld bytes, mode %04o",
			    (long long)st.st_size,
			    (unsigned)st.st_mode & 07777);
	table_add(&privacy->table, what);
	table_add(&privacy->table, state.text);
	table_add(&privacy->table, path);
	strbuf_release(&state);
}

static void add_below(struct privacy *privacy, const char *what,
		      const char *folder, const char *name)
{
	struct strbuf path = STRBUF_INIT;

	if (!folder)
		return;
	strbuf_addf(&path, "%s/%s", folder, name);
	add_path(privacy, what, path.text);
	strbuf_release(&path);
}

/* Every path that the program may read from or write to. */
static void show_paths(struct privacy *privacy)
{
	const struct paths *paths = privacy->io->paths;
	const char *rest = paths->search_path ? paths->search_path : "";

	heading(privacy, "Files");
	add_path(privacy, "settings", paths->config_file);
	add_below(privacy, "what you keep", paths->data_folder,
		  "boundary.db");
	add_below(privacy, "while it changes", paths->data_folder,
		  "boundary.db-journal");
	add_path(privacy, "your scripts", paths->user_scripts);
	add_path(privacy, "everybody's scripts", paths->system_scripts);
	while (*rest) {
		size_t len = strcspn(rest, ":");
		struct strbuf path = STRBUF_INIT;

		strbuf_add(&path, rest, len);
		add_path(privacy, "more scripts", path.text);
		strbuf_release(&path);
		rest += len + (rest[len] == ':');
	}
	add_path(privacy, "the editor's memory", paths->runtime_folder);
	print_rows(privacy, 2);
}

static int show_counts(struct privacy *privacy, struct err *err)
{
	static const char *const kinds[][2] = {
		{ "draft", "entries of the journal" },
		{ "promise", "promises" },
		{ "person", "people of the circle" },
		{ "session", "paused practices" },
		{ "sending", "posts" },
	};
	static const char *const keeps[] = {
		"not decided: nothing, unless you ask for it", "nothing",
		"kept", "kept and locked",
	};
	int ret = 0;

	heading(privacy, "Kept");
	table_add(&privacy->table, "your choice");
	table_add(&privacy->table, keeps[privacy->io->config->keep]);
	table_add(&privacy->table, "lock");
	table_add(&privacy->table, privacy->store &&
		  store_vault(privacy->store) ? "locked" : "not locked");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && !ret; i++) {
		struct strbuf number = STRBUF_INIT;
		size_t count = 0;

		if (privacy->store)
			ret = store_count(privacy->store, kinds[i][0], &count,
					  err);
		strbuf_addf(&number, "%zu", count);
		table_add(&privacy->table, kinds[i][1]);
		table_add(&privacy->table, number.text);
		strbuf_release(&number);
	}
	print_rows(privacy, 4);
	return ret;
}

static bool add_post(const struct outbox_entry *entry, void *data)
{
	struct privacy *privacy = data;
	struct strbuf cell = STRBUF_INIT;
	time_t seconds = (time_t)entry->created;
	struct tm tm = { 0 };
	char when[32];

	gmtime_r(&seconds, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	table_add(&privacy->table, entry->id);
	table_add(&privacy->table, when);
	strbuf_addstr(&cell, outbox_states[entry->state]);
	if (entry->status)
		strbuf_addf(&cell, " %ld", entry->status);
	table_add(&privacy->table, cell.text);
	strbuf_reset(&cell);
	strbuf_addf(&cell, "%s (%s)", entry->endpoint, entry->host);
	table_add(&privacy->table, cell.text);
	strbuf_release(&cell);
	return true;
}

/* The names of endpoints are sealed too: without the secret only a count. */
static int show_posts(struct privacy *privacy, struct err *err)
{
	size_t count = 0;
	int ret = 0;

	heading(privacy, "Posts");
	if (privacy->store)
		ret = store_count(privacy->store, "sending", &count, err);
	if (!ret && !count)
		fputs("none, ever\n", privacy->io->out);
	if (ret || !count)
		return ret;
	ret = vault_door_open(privacy->io, privacy->store, err);
	if (!ret)
		ret = outbox_each(privacy->store, add_post, privacy, err);
	if (!ret)
		print_rows(privacy, 4);
	return ret;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct privacy privacy = { .io = io, .table = TABLE(3) };
	struct opt_walk walk = OPT_WALK_INIT;
	struct err err = { 0 };
	int ret = 0;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	if (walk.next < argc)
		return cmd_usage(io, self, "it takes no arguments");
	show_paths(&privacy);
	if (io->paths->data_folder)
		ret = store_open(&privacy.store, io->paths->data_folder,
				 DB_READ, &err);
	if (!ret || ret == ERR_NOTFOUND)
		ret = show_counts(&privacy, &err);
	if (!ret)
		ret = show_posts(&privacy, &err);
	store_close(privacy.store);
	table_release(&privacy.table);
	return ret ? cmd_fail_as(io, ret, &err) : STATUS_OK;
}

const struct cmd cmd_privacy = {
	.name = "privacy",
	.args = "",
	.summary = "what lies on this machine, and what was ever sent",
	.about = "Every file that boundary may use with its size and mode, "
		 "whether what you keep is locked, how many entries there are "
		 "of each kind, and every post with its time, address and "
		 "outcome. No text of yours is shown.",
	.opts = opts,
	.run = run,
};
