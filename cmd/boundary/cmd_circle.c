/* boundary circle: the people who stand with the person. */

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "keeping.h"
#include "opt.h"
#include "store/circle.h"
#include "store/store.h"
#include "table.h"

static const struct opt opts[] = {
	{ 'r', "role", "TEXT", "add: who they are to you, such as friend or "
	  "sponsor", NULL },
	{ 'b', "best-for", "TEXT", "add: what they are best for", NULL },
	{ 'H', "hours", "TEXT", "add: when they can be reached", NULL },
	{ 't', "tell", "WHEN", "add: about a hard talk, tell them before, "
	  "after, both or neither", "before after both neither" },
	OPT_HELP,
	OPT_END,
};

struct circle {
	const struct cmd *self;
	const struct cmd_io *io;
	struct keeping keeping;
	struct person person;
	struct table table;
};

static bool add_row(const struct person *person, void *data)
{
	static const char *const tells[TELLS] = {
		"", "tell before", "tell after", "tell before and after",
	};
	const char *parts[] = { person->role, person->best_for,
				person->hours, tells[person->tell] };
	struct circle *circle = data;
	struct strbuf about = STRBUF_INIT;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (*parts[i])
			strbuf_addf(&about, "%s%s", about.len ? "; " : "",
				    parts[i]);
	table_add(&circle->table, person->id);
	table_add(&circle->table, person->name);
	table_add(&circle->table, about.text);
	strbuf_release(&about);
	return true;
}

static int list(struct circle *circle, char **args)
{
	struct err err = { 0 };
	int ret;

	if (*args)
		return cmd_usage(circle->io, circle->self, "list takes no "
				 "arguments");
	ret = keeping_read(&circle->keeping, circle->io, &err);
	if (!ret && circle->keeping.store)
		ret = circle_each(circle->keeping.store, add_row, circle,
				  &err);
	if (ret)
		return cmd_fail_as(circle->io, ret, &err);
	if (circle->table.cells.count)
		table_print(&circle->table, circle->io);
	else
		keeping_say(&circle->keeping, "circle.empty", NULL, NULL);
	return STATUS_OK;
}

static int add(struct circle *circle, char **args)
{
	char id[STORE_ID_SIZE] = "";
	struct err err = { 0 };
	int ret;

	if (!args[0] || args[1])
		return cmd_usage(circle->io, circle->self, "add takes one "
				 "name; a longer one in quotes");
	circle->person.name = args[0];
	ret = keeping_add(&circle->keeping, circle->io, &err);
	if (!ret)
		ret = circle_add(circle->keeping.store, &circle->person,
				 circle->io->now, id, &err);
	if (ret)
		return cmd_fail_as(circle->io, ret, &err);
	keeping_say(&circle->keeping, "circle.added", "id", id);
	return STATUS_OK;
}

static int take_out(struct circle *circle, char **args)
{
	char id[STORE_ID_SIZE] = "";
	struct err err = { 0 };
	int ret;

	if (!args[0] || args[1])
		return cmd_usage(circle->io, circle->self, "remove takes one "
				 "name or id");
	ret = keeping_read(&circle->keeping, circle->io, &err);
	if (!ret && !circle->keeping.store)
		ret = err_set(&err, ERR_NOTFOUND, "nobody in your circle is "
			      "called '%s'", args[0]);
	if (!ret)
		ret = circle_find(circle->keeping.store, args[0], id, &err);
	if (!ret)
		ret = store_delete(circle->keeping.store, id, &err);
	if (ret)
		return cmd_fail_as(circle->io, ret, &err);
	keeping_say(&circle->keeping, "circle.removed", "id", id);
	return STATUS_OK;
}

static int dispatch(struct circle *circle, char **args)
{
	const char *name = *args ? *args : "list";

	args += *args != NULL;
	if (!strcmp(name, "list"))
		return list(circle, args);
	if (!strcmp(name, "add"))
		return add(circle, args);
	if (!strcmp(name, "remove"))
		return take_out(circle, args);
	return cmd_usage(circle->io, circle->self, "no subcommand '%s': list, "
			 "add or remove", name);
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct circle circle = { .self = self, .io = io, .table = TABLE(3) };
	struct opt_walk walk = OPT_WALK_INIT;
	int key, status;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) {
		switch (key) {
		case 'r':
			circle.person.role = walk.value;
			break;
		case 'b':
			circle.person.best_for = walk.value;
			break;
		case 'H':
			circle.person.hours = walk.value;
			break;
		case 't':
			circle.person.tell = tell_named(walk.value);
			if (circle.person.tell == TELLS)
				return cmd_usage(io, self, "--tell takes "
						 "before, after, both or "
						 "neither");
			break;
		}
	}
	if (key == OPT_STOP)
		return walk.status;
	status = dispatch(&circle, argv + walk.next);
	keeping_close(&circle.keeping);
	table_release(&circle.table);
	return status;
}

const struct cmd cmd_circle = {
	.name = "circle",
	.args = "[list | add NAME | remove NAME]",
	.summary = "the people who stand with you",
	.about = "list is what it does alone. A first name or a letter is "
		 "enough: it is only for you. What you type here can stand in "
		 "the history of your shell.",
	.words = "list add remove",
	.opts = opts,
	.run = run,
};
