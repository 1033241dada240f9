/* boundary journal export and import. */

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "journal.h"
#include "store/journal.h"
#include "store/store.h"

struct copying {
	const struct cmd_io *io;
	enum journal_format format;
	size_t faults;
};

/* For a file or another program, so it is not made safe for a terminal. */
static bool write_entry(const struct item *item, const struct err *fault,
			void *data)
{
	struct copying *copying = data;
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	if (!fault && journal_export(item, copying->format, &out, &err))
		fault = &err;
	if (fault) {
		cmd_fail(copying->io, fault);
		copying->faults++;
	} else {
		cmd_put(copying->io, out.text, out.len);
	}
	strbuf_wipe(&out);
	return true;
}

int journal_write_out(struct journal *journal, char **args)
{
	struct copying copying = { journal->io, JOURNAL_JSON, 0 };
	struct db_filter filter = { .kind = JOURNAL_KIND };
	const char *format = journal->format ? journal->format : "json";
	struct err err = { 0 };
	int ret;

	if (*args)
		return cmd_usage(journal->io, journal->self, "export takes no "
				 "arguments; it writes to standard output");
	if (!strcmp(format, "markdown"))
		copying.format = JOURNAL_MARKDOWN;
	else if (strcmp(format, "json"))
		return cmd_usage(journal->io, journal->self, "no format '%s': "
				 "json or markdown", format);
	ret = keeping_read(&journal->keeping, journal->io, &err);
	if (!ret && journal->keeping.store)
		ret = store_each(journal->keeping.store, &filter, write_entry,
				 &copying, &err);
	else if (!ret)
		keeping_say(&journal->keeping, "empty", NULL, NULL);
	if (ret)
		return cmd_fail_as(journal->io, ret, &err);
	return copying.faults ? STATUS_FAILED : STATUS_OK;
}

int journal_read_in(struct journal *journal, char **args)
{
	struct strbuf text = STRBUF_INIT, number = STRBUF_INIT;
	struct err err = { 0 };
	size_t count = 0;
	int ret;

	if (*args)
		return cmd_usage(journal->io, journal->self, "import takes no "
				 "arguments; it reads standard input");
	ret = keeping_add(&journal->keeping, journal->io, &err);
	if (!ret)
		ret = file_read_stream(journal->io->in, "standard input",
				       JOURNAL_IMPORT_MAX, &text, &err);
	if (!ret)
		ret = journal_import(journal->keeping.store, text.text,
				     text.len, &count, &err);
	strbuf_addf(&number, "%zu", count);
	if (!ret)
		keeping_say(&journal->keeping, "imported", "count",
			    number.text);
	strbuf_release(&number);
	strbuf_wipe(&text);
	return ret ? cmd_fail_as(journal->io, ret, &err) : STATUS_OK;
}
