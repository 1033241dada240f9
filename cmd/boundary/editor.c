#include "editor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "program.h"

/* Folders are called so, with the number of the process that made them. */
#define PREFIX "boundary-edit-"
#define DRAFT_MAX (1024 * 1024)

static bool is_vim(const char *word)
{
	const char *slash = strrchr(word, '/');
	const char *name = slash ? slash + 1 : word;

	return !strcmp(name, "vim") || !strcmp(name, "vi") ||
	       !strcmp(name, "nvim");
}

/* The words of `command`, then what keeps vim from leaving copies, then path. */
static void arguments(struct strlist *out, const char *command,
		      const char *path, bool private)
{
	program_words(out, command);
	if (private && out->count && is_vim(out->items[0])) {
		strlist_add(out, "-n");
		strlist_add(out, "-i");
		strlist_add(out, "NONE");
		strlist_add(out, "--cmd");
		strlist_add(out, "set noundofile nobackup nowritebackup");
	}
	strlist_add(out, path);
}

static bool run(const char *command, const char *path, bool private)
{
	struct strlist words = STRLIST_INIT;
	bool done;

	arguments(&words, command, path, private);
	done = words.count > 1 && program_run(&words);
	strlist_release(&words);
	return done;
}

/*
 * Removes a folder of ours and the files in it; editors may have left some, and
 * hidden ones too, as does our own writing where it is killed.
 */
static void remove_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
	rmdir(folder);
}

static bool is_stale(const char *name)
{
	char *end;
	unsigned long pid;

	if (strncmp(name, PREFIX, sizeof(PREFIX) - 1))
		return false;
	pid = strtoul(name + sizeof(PREFIX) - 1, &end, 10);
	return *end == '-' && pid && kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

void editor_remove_stale(const char *folder)
{
	struct strlist names = STRLIST_INIT;
	struct err err = { 0 };

	file_list(folder, "", &names, &err);
	for (size_t i = 0; i < names.count; i++) {
		struct strbuf path = STRBUF_INIT;
		struct stat st;

		strbuf_addf(&path, "%s/%s", folder, names.items[i]);
		if (is_stale(names.items[i]) && !lstat(path.text, &st) &&
		    S_ISDIR(st.st_mode) && st.st_uid == getuid())
			remove_folder(path.text);
		strbuf_release(&path);
	}
	strlist_release(&names);
}

/* The text into a file at `path`, and what the person made of it. */
static int pass_through(const char *command, const char *path,
			struct strbuf *text, struct err *err)
{
	struct strbuf edited = STRBUF_INIT;
	int ret = file_write(path, text->text, text->len, 0600, err);

	if (!ret && !run(command, path, true))
		ret = err_set(err, ERR_SYSTEM, "the editor '%s' did not end "
			      "well; `boundary config set editor NAME` "
			      "chooses another", command);
	if (!ret && file_read(path, DRAFT_MAX, &edited, err))
		ret = ERR_SYSTEM;
	if (!ret) {
		strbuf_reset(text);
		strbuf_add(text, edited.text, edited.len);
	}
	strbuf_wipe(&edited);
	return ret;
}

int editor_change(const char *command, const char *folder,
		  struct strbuf *text, struct err *err)
{
	struct strbuf home = STRBUF_INIT, path = STRBUF_INIT;
	int ret;

	if (!command || !folder)
		return err_set(err, ERR_SYSTEM, "there is no %s to edit in",
			       command ? "folder in memory" : "editor");
	editor_remove_stale(folder);
	strbuf_addf(&home, "%s/" PREFIX "%ld-XXXXXX", folder, (long)getpid());
	if (!mkdtemp(home.text)) {
		ret = err_set(err, ERR_SYSTEM, "%s: %s", folder,
			      strerror(errno));
	} else {
		strbuf_addf(&path, "%s/draft.txt", home.text);
		ret = pass_through(command, path.text, text, err);
		remove_folder(home.text);
	}
	strbuf_release(&home);
	strbuf_release(&path);
	return ret;
}

bool editor_run(const char *command, const char *folder, struct strbuf *text)
{
	struct err err = { 0 };

	return !editor_change(command, folder, text, &err);
}

bool editor_open(const char *command, const char *path)
{
	return command && run(command, path, false);
}
