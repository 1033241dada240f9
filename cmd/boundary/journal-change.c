/* boundary journal add, edit and delete. */

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "editor.h"
#include "journal.h"
#include "store/follow.h"
#include "store/journal.h"
#include "store/paths.h"
#include "store/store.h"

/* Longest text that is taken. */
#define TEXT_MAX (1024 * 1024)

static int edit_text(const struct cmd_io *io, struct strbuf *text,
		     struct err *err)
{
	return editor_change(cmd_editor(io), io->paths->runtime_folder, text,
			     err);
}

int journal_add(struct journal *journal, char **args)
{
	const struct cmd_io *io = journal->io;
	struct strbuf text = STRBUF_INIT;
	struct item item = ITEM_INIT;
	struct err err = { 0 };
	int ret;

	if (*args)
		return cmd_usage(io, journal->self, "add reads standard input "
				 "or opens your editor; words of a command "
				 "line can be seen by others");
	ret = keeping_add(&journal->keeping, io, &err);
	if (!ret)
		ret = io->in_terminal ? edit_text(io, &text, &err) :
		      file_read_stream(io->in, "standard input", TEXT_MAX,
				       &text, &err);
	if (!ret)
		ret = journal_compose(&item, text.text, text.len, io->now,
				      &err);
	if (!ret)
		ret = store_add(journal->keeping.store, &item, &err);
	if (!ret)
		keeping_say(&journal->keeping, "kept", "id", item.id);
	item_release(&item);
	strbuf_wipe(&text);
	return ret ? cmd_fail_as(io, ret, &err) : STATUS_OK;
}

/* Opens to change and reads the entry `id`. */
static int open_entry(struct journal *journal, const char *id,
		      struct item *item, struct err *err)
{
	int ret = 0;

	if (!journal->keeping.io)
		ret = keeping_read(&journal->keeping, journal->io, err);
	if (!ret && !journal->keeping.store)
		ret = err_set(err, ERR_NOTFOUND, "nothing kept has the id %s",
			      id);
	return ret ? ret : store_get(journal->keeping.store, JOURNAL_KIND, id,
				     item, err);
}

/* True in *changed where the person saved other words. */
static int edit_entry(struct journal *journal, struct item *item,
		      bool *changed, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	struct entry entry = { 0 };
	int ret = entry_read(&entry, item, err);

	if (ret)
		return ret;
	strbuf_addf(&text, "%s\n", entry.text);
	ret = edit_text(journal->io, &text, err);
	strbuf_rtrim(&text);
	*changed = !ret && !strbuf_equals(&text, entry.text);
	if (!ret && !text.len)
		ret = err_set(err, ERR_INPUT, "there are no words to keep; "
			      "`boundary journal delete` takes an entry away");
	if (!ret && *changed)
		ret = entry_set_text(item, text.text, err);
	entry_release(&entry);
	strbuf_wipe(&text);
	return ret;
}

int journal_edit(struct journal *journal, char **args)
{
	struct item item = ITEM_INIT;
	struct err err = { 0 };
	bool changed = false;
	int ret;

	if (!args[0] || args[1])
		return cmd_usage(journal->io, journal->self, "edit takes one "
				 "id; `boundary journal list` has them");
	ret = open_entry(journal, args[0], &item, &err);
	if (!ret)
		ret = edit_entry(journal, &item, &changed, &err);
	if (!ret && changed)
		ret = store_update(journal->keeping.store, &item, &err);
	if (!ret)
		keeping_say(&journal->keeping, changed ? "changed" : "same",
			    "id", item.id);
	item_release(&item);
	return ret ? cmd_fail_as(journal->io, ret, &err) : STATUS_OK;
}

static int delete_one(struct journal *journal, const char *id,
		      struct err *err)
{
	struct item item = ITEM_INIT;
	int ret = open_entry(journal, id, &item, err);

	if (!ret && !journal->yes &&
	    !keeping_confirm(&journal->keeping, "delete", "id", item.id)) {
		keeping_say(&journal->keeping, "left", "id", item.id);
		goto out;
	}
	if (!ret)
		ret = follow_forget(journal->keeping.store, item.id, err);
	if (!ret)
		keeping_say(&journal->keeping, "deleted", "id", item.id);
out:
	item_release(&item);
	return ret;
}

int journal_delete(struct journal *journal, char **args)
{
	struct err err = { 0 };

	if (!*args)
		return cmd_usage(journal->io, journal->self, "delete takes "
				 "ids; `boundary journal list` has them");
	if (!journal->yes && !journal->io->in_terminal)
		return cmd_usage(journal->io, journal->self, "nobody can be "
				 "asked here; --yes deletes without asking");
	for (; *args; args++) {
		int ret = delete_one(journal, *args, &err);

		if (ret)
			return cmd_fail_as(journal->io, ret, &err);
	}
	return STATUS_OK;
}
