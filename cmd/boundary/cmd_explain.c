/* boundary explain: why the coach says what it says. */

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/strlist.h"
#include "cmd.h"
#include "coach/lexicon.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "explain.h"
#include "nearest.h"
#include "opt.h"
#include "script/catalog.h"
#include "script/messages.h"
#include "table.h"

static const struct opt opts[] = {
	OPT_HELP,
	OPT_END,
};

/* The groups of the list, in its order. */
enum group { GROUP_RULE, GROUP_STRENGTH, GROUP_MOVE, GROUP_TACTIC,
	     GROUP_COUNT };
static const char *const group_names[] = {
	"rule", "strength", "move", "tactic",
};
static const char *const group_keys[] = {
	"explain.rules", "explain.strengths", "explain.moves",
	"explain.tactics",
};

static void add_row(struct table *table, enum group group, const char *name,
		    const char *title)
{
	if (table->columns == 3)
		table_add(table, group_names[group]);
	table_add(table, name);
	table_add(table, title);
}

static void add_rules(const struct explain *e, struct table *table,
		      enum group group)
{
	for (size_t i = 0; i < e->coach.book->rule_count; i++) {
		const struct rule *rule = e->coach.book->rules[i];
		bool strength = rule->level == LEVEL_STRENGTH;

		if (strength == (group == GROUP_STRENGTH))
			add_row(table, group, rule->id, rule->title);
	}
}

static void add_moves(const struct explain *e, struct table *table)
{
	const struct lexicon *lex = &e->coach.book->lexicon;

	for (uint32_t i = 0; i < lex->move_count; i++)
		if (lex->moves[i].kind != MOVE_LIST && *lex->moves[i].title)
			add_row(table, GROUP_MOVE, lex->moves[i].name,
				lex->moves[i].title);
}

/* The names of the tactics, without their suffix. */
static void list_tactics(const struct explain *e, struct strlist *out)
{
	struct strlist files = STRLIST_INIT;

	catalog_names(e->catalog, "partner/tactics", ".md", &files);
	for (size_t i = 0; i < files.count; i++)
		strlist_addn(out, files.items[i],
			     strcspn(files.items[i], "."));
	strlist_release(&files);
}

static void add_tactics(struct explain *e, struct table *table)
{
	struct strlist names = STRLIST_INIT;

	list_tactics(e, &names);
	for (size_t i = 0; i < names.count; i++) {
		struct strbuf title = STRBUF_INIT;

		explain_tactic_title(e, names.items[i], &title);
		add_row(table, GROUP_TACTIC, names.items[i], title.text);
		strbuf_release(&title);
	}
	strlist_release(&names);
}

static void add_group(struct explain *e, struct table *table,
		      enum group group)
{
	if (group == GROUP_TACTIC)
		add_tactics(e, table);
	else if (group == GROUP_MOVE)
		add_moves(e, table);
	else
		add_rules(e, table, group);
}

/* At a terminal by group under headings; in a pipe GROUP, NAME, TITLE. */
static void print_list(struct explain *e)
{
	for (int group = 0; group < GROUP_COUNT; group++) {
		struct table table = TABLE(e->columns ? 2 : 3);

		add_group(e, &table, (enum group)group);
		if (e->columns && table.cells.count) {
			explain_heading(e, group_keys[group]);
			fwrite(e->out.text + !group, 1, e->out.len - !group,
			       e->io->out);
			strbuf_reset(&e->out);
		}
		table_print(&table, e->io);
		table_release(&table);
	}
	if (e->columns)
		fprintf(e->io->out, "\n%s\n", explain_text(e, "explain.ask"));
}

static const char *suggest(const struct explain *e, const char *name,
			   struct strlist *tactics)
{
	const struct lexicon *lex = &e->coach.book->lexicon;
	struct nearest nearest = NEAREST(name);

	for (size_t i = 0; i < e->coach.book->rule_count; i++)
		nearest_try(&nearest, e->coach.book->rules[i]->id);
	for (uint32_t i = 0; i < lex->move_count; i++)
		if (lex->moves[i].kind != MOVE_LIST)
			nearest_try(&nearest, lex->moves[i].name);
	list_tactics(e, tactics);
	for (size_t i = 0; i < tactics->count; i++)
		nearest_try(&nearest, tactics->items[i]);
	return nearest.best;
}

/* Every page that goes by this name: a rule may be called as its move is. */
static int print_page(struct explain *e, const struct cmd *self,
		      const char *name)
{
	struct strlist tactics = STRLIST_INIT;
	bool found = explain_rule(e, name);
	const char *near;

	found |= explain_move(e, name);
	found |= explain_tactic(e, name);
	if (found) {
		fwrite(e->out.text, 1, e->out.len, e->io->out);
		return STATUS_OK;
	}
	near = suggest(e, name, &tactics);
	if (near)
		cmd_usage(e->io, self, "nothing is called '%s'; did you mean "
			  "'%s'?", name, near);
	else
		cmd_usage(e->io, self, "nothing is called '%s'; `boundary "
			  "explain` lists all", name);
	strlist_release(&tactics);
	return STATUS_FAILED;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct explain e = {
		.io = io, .out = STRBUF_INIT,
		.columns = cmd_prose_columns(io),
	};
	struct opt_walk walk = OPT_WALK_INIT;
	struct err err = { 0 };
	int status = STATUS_OK;

	if (opt_own(&walk, self, argc, argv, io) == OPT_STOP)
		return walk.status;
	if (argc - walk.next > 1)
		return cmd_usage(io, self, "one name at a time");
	e.catalog = cmd_catalog(io);
	coach_open(&e.coach, io, e.catalog);
	if (messages_load(&e.messages, e.catalog, "session/check.yaml", &err))
		status = cmd_fail(io, &err);
	else if (walk.next < argc)
		status = print_page(&e, self, argv[walk.next]);
	else
		print_list(&e);
	messages_free(e.messages);
	coach_release(&e.coach);
	catalog_free(e.catalog);
	strbuf_release(&e.out);
	return status;
}

const struct cmd cmd_explain = {
	.name = "explain",
	.args = "[NAME]",
	.summary = "say why the coach speaks, with examples and sources",
	.about = "NAME is a rule, a move or a tactic; without it all of them "
		 "are listed, in a pipe as group, name and title between "
		 "tabs.",
	.completes = "names",
	.opts = opts,
	.run = run,
};
