/* boundary card: the words and the plan of a session, as text or a page. */

#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "card.h"
#include "cmd.h"
#include "keeping.h"
#include "opt.h"
#include "script/catalog.h"
#include "script/messages.h"
#include "store/journal.h"
#include "store/store.h"

/* Longest input: a plan is a page. */
#define CARD_MAX (1024 * 1024)
/* Paper has no terminal to ask for its width. */
#define PAPER_COLUMNS 72

enum { OPT_FROM = OPT_LONG };

static const struct opt opts[] = {
	{ 'f', "format", "FORMAT", "text (the default) or html", "text html" },
	{ OPT_FROM, "from", "FILE", "read the plan from FILE", "@files" },
	OPT_HELP,
	OPT_END,
};

struct wishes {
	const char *id;		/* an entry of the journal, or NULL */
	const char *from;	/* NULL: standard input */
	bool html;
};

/*
 * One JSON text, or the last line of several: what `boundary practice --json`
 * prints ends in the outcome.
 */
static int parse(const struct strbuf *text, cJSON **out, struct err *err)
{
	struct err whole = { 0 };
	const char *end = text->text + text->len, *line;
	int ret = json_parse(out, text->text, text->len, &whole);

	if (!ret)
		return 0;
	while (end > text->text && strchr(" \t\r\n", end[-1]))
		end--;
	line = end;
	while (line > text->text && line[-1] != '\n')
		line--;
	if (line == text->text ||
	    json_parse(out, line, (size_t)(end - line), err)) {
		*err = whole;
		return ret;
	}
	return 0;
}

static int read_outcome(const struct wishes *wishes, const struct cmd_io *io,
			cJSON **out, struct err *err)
{
	const char *name = wishes->from ? wishes->from : "-";
	struct strbuf text = STRBUF_INIT;
	int ret = wishes->from ?
		file_read(wishes->from, CARD_MAX, &text, err) :
		file_read_stream(io->in, name, CARD_MAX, &text, err);

	if (!ret) {
		ret = parse(&text, out, err);
		if (!ret && !cJSON_IsObject(*out))
			ret = err_set(err, ERR_INPUT, "expected an object with "
				      "\"draft\" or \"plan\"");
		if (ret)
			err_prefix(err, name);
	}
	strbuf_wipe(&text);
	return ret;
}

static int read_entry(const struct wishes *wishes, const struct cmd_io *io,
		      cJSON **out, struct err *err)
{
	struct keeping keeping = { 0 };
	struct item item = ITEM_INIT;
	int ret = keeping_read(&keeping, io, err);

	if (!ret && !keeping.store)
		ret = err_set(err, ERR_NOTFOUND, "nothing kept has the id %s",
			      wishes->id);
	if (!ret)
		ret = store_get(keeping.store, JOURNAL_KIND, wishes->id, &item,
				err);
	if (!ret)
		ret = json_parse(out, item.body.text, item.body.len, err);
	item_release(&item);
	keeping_close(&keeping);
	return ret;
}

static int put_card(const struct wishes *wishes, const struct cmd_io *io,
		    const cJSON *outcome, struct err *err)
{
	struct catalog *catalog = cmd_catalog(io);
	struct messages *messages = NULL;
	struct strbuf out = STRBUF_INIT;
	struct card card = { 0 };
	int ret = messages_load(&messages, catalog, "session/practice.yaml",
				err);

	if (ret)
		goto out;
	card_read(&card, outcome, messages, catalog_language(catalog));
	if (!card.count) {
		ret = err_set(err, ERR_INPUT, "there are no words and no plan "
			      "in it");
		goto out;
	}
	if (wishes->html)
		card_add_html(&card, &out);
	else
		card_add_text(&card, io->columns ? cmd_prose_columns(io) :
			      PAPER_COLUMNS, &out);
	fwrite(out.text, 1, out.len, io->out);
out:
	card_release(&card);
	strbuf_wipe(&out);
	messages_free(messages);
	catalog_free(catalog);
	return ret;
}

static int read_options(struct wishes *wishes, const struct cmd *self,
			int argc, char **argv, const struct cmd_io *io,
			struct opt_walk *walk)
{
	int key;

	while ((key = opt_own(walk, self, argc, argv, io)) > 0) {
		if (key == OPT_FROM) {
			wishes->from = strcmp(walk->value, "-") ?
				walk->value : NULL;
		} else {
			wishes->html = !strcmp(walk->value, "html");
			if (!wishes->html && strcmp(walk->value, "text"))
				return cmd_usage(io, self, "--format is text "
						 "or html");
		}
	}
	return key == OPT_STOP ? OPT_STOP : STATUS_OK;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct wishes wishes = { 0 };
	cJSON *outcome = NULL;
	struct err err = { 0 };
	int status = read_options(&wishes, self, argc, argv, io, &walk), ret;
	bool dash = walk.next == argc - 1 && !strcmp(argv[walk.next], "-");

	if (status != STATUS_OK)
		return status == OPT_STOP ? walk.status : status;
	if (walk.next < argc - 1 || (walk.next < argc && wishes.from))
		return cmd_usage(io, self, "one plan: ID, - or --from FILE");
	if (walk.next < argc && !dash)
		wishes.id = argv[walk.next];
	else if (!dash && !wishes.from && io->in_terminal)
		return cmd_usage(io, self, "no plan: give ID, - or --from "
				 "FILE");
	ret = wishes.id ? read_entry(&wishes, io, &outcome, &err) :
		read_outcome(&wishes, io, &outcome, &err);
	if (!ret)
		ret = put_card(&wishes, io, outcome, &err);
	if (ret)
		status = cmd_fail_as(io, ret, &err);
	cJSON_Delete(outcome);
	return status;
}

const struct cmd cmd_card = {
	.name = "card",
	.args = "[ID | -]",
	.summary = "your words and your plan, to print",
	.about = "ID is an entry of the journal. Without it, reads the outcome "
		 "of a session, the last line of `practice --json`, from "
		 "standard input or --from FILE.",
	.completes = "files",
	.opts = opts,
	.run = run,
};
