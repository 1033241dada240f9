/* boundary journal list and show. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "cmd.h"
#include "journal.h"
#include "local_day.h"
#include "store/journal.h"
#include "store/store.h"
#include "table.h"

/* How much of the words a list shows. */
#define TEXT_COLUMNS 60
#define TEXT_COLUMNS_MIN 16
/* id, day and the gaps. */
#define OTHER_COLUMNS (8 + 2 + 10 + 2)

/* The days that the words name, as a range of time. */
static int read_days(const struct journal *journal, char **args,
		     struct db_filter *filter, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	struct date_range days;
	int ret = 0;

	for (; *args; args++)
		strbuf_addf(&text, "%s%s", text.len ? " " : "", *args);
	if (text.len) {
		ret = date_parse(&days, text.text, local_day(journal->io->now),
				 DATE_PAST, err);
		if (!ret) {
			filter->from = local_start(days.first);
			filter->until = local_start(date_numbered(
				date_number(days.last) + 1));
		}
	}
	strbuf_release(&text);
	return ret ? ERR_USAGE : 0;
}

struct listing {
	struct journal *journal;
	struct table table;
	size_t columns;		/* for the words */
	size_t faults;
};

/* The first line that has words, cut to `columns` at a character. */
static void add_beginning(struct strbuf *out, const char *text,
			  size_t columns)
{
	size_t len, at = 0, used = 0;

	text += strspn(text, " \t\r\n");
	len = strcspn(text, "\r\n");
	if (utf8_columns(text, len) <= columns) {
		strbuf_add(out, text, len);
		return;
	}
	while (at < len) {
		uint32_t cp = 0;
		size_t size = utf8_decode(text + at, len - at, &cp);

		used += size ? (size_t)utf8_width(cp) : 1;
		if (used + 3 > columns)
			break;
		at += size ? size : 1;
	}
	strbuf_add(out, text, at);
	strbuf_addstr(out, "...");
}

static void add_row(struct listing *listing, const struct item *item,
		    const struct entry *entry)
{
	struct strbuf cell = STRBUF_INIT;

	table_add(&listing->table, item->id);
	date_add_iso(&cell, local_day(item->created));
	table_add(&listing->table, cell.text);
	strbuf_reset(&cell);
	add_beginning(&cell, entry->text, listing->columns);
	table_add(&listing->table, cell.text);
	strbuf_wipe(&cell);
}

static bool is_wanted(const struct journal *journal,
		      const struct entry *entry)
{
	return (!journal->kind || !strcmp(journal->kind, entry->kind)) &&
	       (!journal->script || !strcmp(journal->script, entry->script));
}

static bool take(const struct item *item, const struct err *fault, void *data)
{
	struct listing *listing = data;
	struct entry entry = { 0 };
	struct err err = { 0 };

	if (!fault && entry_read(&entry, item, &err))
		fault = &err;
	if (fault) {
		cmd_fail(listing->journal->io, fault);
		listing->faults++;
		return true;
	}
	if (is_wanted(listing->journal, &entry))
		add_row(listing, item, &entry);
	entry_release(&entry);
	return true;
}

static size_t text_columns(const struct cmd_io *io)
{
	size_t width = io->columns;

	if (!width || width > OTHER_COLUMNS + TEXT_COLUMNS)
		return TEXT_COLUMNS;
	return width < OTHER_COLUMNS + TEXT_COLUMNS_MIN ? TEXT_COLUMNS_MIN :
	       width - OTHER_COLUMNS;
}

int journal_list(struct journal *journal, char **args)
{
	struct listing listing = { journal, TABLE(3),
				   text_columns(journal->io), 0 };
	struct db_filter filter = { .kind = JOURNAL_KIND,
				    .newest_first = true };
	struct err err = { 0 };
	int ret = read_days(journal, args, &filter, &err);

	if (ret)
		return cmd_fail_as(journal->io, ret, &err);
	ret = keeping_read(&journal->keeping, journal->io, &err);
	if (!ret && journal->keeping.store)
		ret = store_each(journal->keeping.store, &filter, take,
				 &listing, &err);
	if (!ret && listing.table.cells.count)
		table_print(&listing.table, journal->io);
	else if (!ret && !listing.faults)
		keeping_say(&journal->keeping, *args || journal->kind ||
			    journal->script ? "none" : "empty", NULL, NULL);
	table_release(&listing.table);
	if (ret)
		return cmd_fail_as(journal->io, ret, &err);
	return listing.faults ? STATUS_FAILED : STATUS_OK;
}

static void print(const struct journal *journal, const struct item *item,
		  const struct entry *entry)
{
	struct strbuf head = STRBUF_INIT;

	strbuf_addf(&head, "%s  ", item->id);
	date_add_iso(&head, local_day(item->created));
	if (*entry->script)
		strbuf_addf(&head, "  %s", entry->script);
	strbuf_addstr(&head, "\n\n");
	cmd_put(journal->io, head.text, head.len);
	cmd_put(journal->io, entry->text, strlen(entry->text));
	fputc('\n', journal->io->out);
	if (item->unsigned_body)
		keeping_say(&journal->keeping, "unsigned", NULL, NULL);
	strbuf_release(&head);
}

int journal_show(struct journal *journal, char **args)
{
	struct item item = ITEM_INIT;
	struct entry entry = { 0 };
	struct err err = { 0 };
	int ret;

	if (!args[0] || args[1])
		return cmd_usage(journal->io, journal->self, "show takes one "
				 "id; `boundary journal list` has them");
	ret = keeping_read(&journal->keeping, journal->io, &err);
	if (!ret && !journal->keeping.store)
		ret = err_set(&err, ERR_NOTFOUND, "nothing kept has the id %s",
			      args[0]);
	if (!ret)
		ret = store_get(journal->keeping.store, JOURNAL_KIND, args[0],
				&item, &err);
	if (!ret)
		ret = entry_read(&entry, &item, &err);
	if (!ret)
		print(journal, &item, &entry);
	entry_release(&entry);
	item_release(&item);
	return ret ? cmd_fail_as(journal->io, ret, &err) : STATUS_OK;
}
