/*
 * boundary lines: people to talk to, by country.
 *
 * The one command that must work whatever else is broken: where the file of
 * lines that was found cannot be read, the one that is built in is used.
 */

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "cmd.h"
#include "opt.h"
#include "script/catalog.h"
#include "script/hotlines.h"
#include "store/config.h"

static const struct opt opts[] = {
	OPT_HELP,
	OPT_END,
};

/* The lines of this catalog, or those built in; NULL if both fail. */
static struct hotlines *open_lines(const struct cmd_io *io)
{
	static const struct catalog_folders builtin = { "", NULL, NULL, "en" };
	struct catalog *catalog = cmd_catalog(io);
	struct hotlines *lines = NULL;
	struct err err = { 0 };

	if (hotlines_load(&lines, catalog, &err)) {
		cmd_fail(io, &err);
		catalog_free(catalog);
		catalog = catalog_open(&builtin);
		if (hotlines_load(&lines, catalog, &err))
			cmd_fail(io, &err);
	}
	catalog_free(catalog);
	return lines;
}

/* Each line of `text` wrapped by itself, what follows set in. */
static void put(const struct cmd_io *io, const char *text)
{
	struct strbuf shown = STRBUF_INIT, out = STRBUF_INIT;
	const char *line;

	visible_add(&shown, text, strlen(text));
	strbuf_rtrim(&shown);
	for (line = shown.text; *line;) {
		size_t len = strcspn(line, "\n");
		struct strbuf one = STRBUF_INIT;

		strbuf_add(&one, line, len);
		wrap_add(&out, one.text, cmd_prose_columns(io), "",
			 *line == '-' ? "  " : "");
		strbuf_release(&one);
		line += len + (line[len] == '\n');
	}
	fwrite(out.text, 1, out.len, io->out);
	strbuf_release(&shown);
	strbuf_release(&out);
}

static void put_intro(const struct cmd_io *io, const struct hotlines *lines)
{
	const char *intro = hotlines_intro(lines);

	if (!intro)
		return;
	put(io, intro);
	fputc('\n', io->out);
}

/* The codes that are known, and how to choose one. */
static void put_countries(const struct cmd_io *io,
			  const struct hotlines *lines)
{
	struct strlist codes = STRLIST_INIT;
	struct strbuf text = STRBUF_INIT;

	hotlines_countries(lines, &codes);
	strbuf_addstr(&text, "By country: ");
	for (size_t i = 0; i < codes.count; i++) {
		const char *name = hotlines_name(lines, codes.items[i]);

		strbuf_addf(&text, "%s%s", i ? ", " : "", codes.items[i]);
		if (name)
			strbuf_addf(&text, " (%s)", name);
	}
	strbuf_addf(&text, ".\n`boundary lines %s` shows one; `boundary "
		    "config set country %s` keeps it.",
		    codes.count ? codes.items[0] : "US",
		    codes.count ? codes.items[0] : "US");
	fputc('\n', io->out);
	put(io, text.text);
	strlist_release(&codes);
	strbuf_release(&text);
}

static void print(const struct cmd_io *io, const struct hotlines *lines,
		  const char *country)
{
	struct strbuf text = STRBUF_INIT;
	bool known = country && hotlines_has(lines, country);

	put_intro(io, lines);
	if (country && !known)
		cmd_warn(io, "no lines are known for '%s'; these are "
			 "international", country);
	hotlines_add(&text, lines, country, NULL);
	put(io, text.text);
	if (!known)
		put_countries(io, lines);
	strbuf_release(&text);
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	const char *country = io->config->country;
	struct hotlines *lines;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	if (argc - walk.next > 1)
		return cmd_usage(io, self, "one country at a time");
	if (walk.next < argc)
		country = argv[walk.next];
	lines = open_lines(io);
	if (lines)
		print(io, lines, country);
	hotlines_free(lines);
	return lines ? STATUS_OK : STATUS_FAILED;
}

const struct cmd cmd_lines = {
	.name = "lines",
	.args = "[COUNTRY]",
	.summary = "people to call, text or chat with in a crisis",
	.about = "COUNTRY is two letters, such as US, IE or GB; without it "
		 "the `country` of the config is used. Works with no config, "
		 "no home folder and no network.",
	.opts = opts,
	.run = run,
};
