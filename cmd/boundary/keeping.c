#include "keeping.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "line.h"
#include "script/catalog.h"
#include "script/messages.h"
#include "store/config.h"
#include "store/paths.h"
#include "store/store.h"
#include "vault_door.h"

static int open_words(struct keeping *keeping, const struct cmd_io *io,
		      struct err *err)
{
	keeping->io = io;
	keeping->catalog = cmd_catalog(io);
	if (!io->paths->data_folder)
		return err_set(err, ERR_NOTFOUND, "there is no home folder to "
			       "keep anything in");
	return messages_load(&keeping->messages, keeping->catalog,
			     "session/journal.yaml", err);
}

static int open_store(struct keeping *keeping, enum db_mode mode,
		      struct err *err)
{
	const char *folder = keeping->io->paths->data_folder;
	struct err fault = { 0 };
	int ret = store_open(&keeping->store, folder, mode, &fault);

	if (ret && ret != ERR_NOTFOUND)
		*err = fault;
	return ret == ERR_NOTFOUND ? 0 : ret;
}

int keeping_read(struct keeping *keeping, const struct cmd_io *io,
		 struct err *err)
{
	int ret = open_words(keeping, io, err);

	if (!ret)
		ret = open_store(keeping, DB_READ, err);
	if (!ret && keeping->store)
		ret = vault_door_open(io, keeping->store, err);
	return ret;
}

void keeping_close(struct keeping *keeping)
{
	store_close(keeping->store);
	messages_free(keeping->messages);
	catalog_free(keeping->catalog);
	*keeping = (struct keeping){ 0 };
}

/* --- words ------------------------------------------------------------------ */

static void add_message(struct strbuf *out, const struct keeping *keeping,
			const char *key, const char *name, const char *value)
{
	cJSON *values = cJSON_CreateObject();

	if (name)
		cJSON_AddStringToObject(values, name, value);
	messages_add(keeping->messages, key, 0, values, out);
	cJSON_Delete(values);
}

void keeping_say(const struct keeping *keeping, const char *key,
		 const char *name, const char *value)
{
	struct strbuf text = STRBUF_INIT;

	add_message(&text, keeping, key, name, value);
	cmd_warn(keeping->io, "%s", text.text);
	strbuf_release(&text);
}

/* The first letter of a line from the person; 0 where there is none. */
static char ask(const struct keeping *keeping, const char *question)
{
	struct strbuf line = STRBUF_INIT;
	char letter = 0;

	fputs(question, keeping->io->log);
	fflush(keeping->io->log);
	if (line_read(keeping->io->in, &line))
		letter = *line.text;
	strbuf_wipe(&line);
	return letter;
}

bool keeping_confirm(const struct keeping *keeping, const char *key,
		     const char *name, const char *value)
{
	struct strbuf text = STRBUF_INIT;
	char letter;

	add_message(&text, keeping, key, name, value);
	letter = ask(keeping, text.text);
	strbuf_release(&text);
	return letter == 'y' || letter == 'Y';
}

/* --- may it be kept? -------------------------------------------------------- */

/* Asks once and notes the answer, so that nobody is asked again. */
static int ask_keep(const struct keeping *keeping, enum keep *keep,
		    struct err *err)
{
	static const char *const names[] = { "nothing", "kept", "locked" };
	struct strbuf text = STRBUF_INIT;
	int choice;
	char letter;

	add_message(&text, keeping, "keep.ask", NULL, NULL);
	letter = ask(keeping, text.text);
	strbuf_release(&text);
	choice = letter == '2' ? 1 : letter == '3' ? 2 : 0;
	*keep = (enum keep)(KEEP_NOTHING + choice);
	return config_set(keeping->io->paths->config_file, "keep",
			  names[choice], err);
}

static int refuse(const struct keeping *keeping, const char *key,
		  struct err *err)
{
	struct strbuf text = STRBUF_INIT;

	add_message(&text, keeping, key, NULL, NULL);
	err_set(err, ERR_USAGE, "%s", text.text);
	strbuf_release(&text);
	return ERR_USAGE;
}

/* A command that adds is a wish to keep, but where the person said no. */
int keeping_add(struct keeping *keeping, const struct cmd_io *io,
		struct err *err)
{
	enum keep keep = io->config->keep;
	int ret = open_words(keeping, io, err);

	if (!ret && keep == KEEP_UNASKED && io->in_terminal &&
	    io->log_terminal)
		ret = ask_keep(keeping, &keep, err);
	if (ret)
		return ret;
	if (keep == KEEP_NOTHING)
		return refuse(keeping, "keep.nothing", err);
	ret = open_store(keeping, DB_WRITE, err);
	if (!ret && keep == KEEP_LOCKED && !store_vault(keeping->store))
		ret = refuse(keeping, "keep.lock", err);
	return ret;
}
