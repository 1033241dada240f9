/* boundary scripts: the catalog of scripts, and scripts of one's own. */

#include <string.h>

#include "cmd.h"
#include "coach/rule.h"
#include "nearest.h"
#include "opt.h"
#include "script/catalog.h"
#include "scripts.h"

enum { KEY_JSON = OPT_LONG };

static const struct opt opts[] = {
	{ 'k', "kind", "KIND", "list, search: only no, need, limit, time, "
	  "support, repair or hold; new: what it is",
	  "no need limit time support repair hold" },
	{ 's', "setting", "SETTING", "list, search: only partner, family, "
	  "friends, work, recovery, professional, coparent or self",
	  "partner family friends work recovery professional coparent self" },
	{ 'l', "long", NULL, "list, search: also where each was found", NULL },
	{ KEY_JSON, "json", NULL, "list, search: as JSON", NULL },
	{ 't', "tone", "TONE", "show: the words of a tone, with examples in "
	  "the blanks", "gentle plain firm" },
	OPT_HELP,
	OPT_END,
};

static const struct subcommand {
	const char *name;
	int (*run)(const struct scripts *scripts, char **args);
} subcommands[] = {
	{ "lint", scripts_lint },
	{ "list", scripts_list },
	{ "new", scripts_new },
	{ "path", scripts_path },
	{ "schema", scripts_schema },
	{ "search", scripts_search },
	{ "show", scripts_show },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_setting(const char *name)
{
	static const char *const names[] = {
		"partner", "family", "friends", "work", "recovery",
		"professional", "coparent", "self",
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static int dispatch(struct scripts *scripts, char **args)
{
	static char list[] = "list";
	struct nearest nearest = NEAREST(*args ? *args : list);
	int status;

	for (size_t i = 0; i < COUNT(subcommands); i++) {
		if (strcmp(subcommands[i].name, nearest.word)) {
			nearest_try(&nearest, subcommands[i].name);
			continue;
		}
		scripts->catalog = cmd_catalog(scripts->io);
		status = subcommands[i].run(scripts, args + (*args != NULL));
		catalog_free(scripts->catalog);
		return status;
	}
	if (nearest.best)
		return cmd_usage(scripts->io, scripts->self, "no subcommand "
				 "'%s'; did you mean '%s'?", nearest.word,
				 nearest.best);
	return cmd_usage(scripts->io, scripts->self, "no subcommand '%s': "
			 "list, show, search, new, lint, schema or path",
			 nearest.word);
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct scripts scripts = { .self = self, .io = io };
	struct opt_walk walk = OPT_WALK_INIT;
	int key;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) {
		switch (key) {
		case 'k':
			scripts.kind = walk.value;
			break;
		case 's':
			scripts.setting = walk.value;
			break;
		case 't':
			scripts.tone = walk.value;
			break;
		case 'l':
			scripts.wants_origin = true;
			break;
		case KEY_JSON:
			scripts.wants_json = true;
			break;
		}
	}
	if (key == OPT_STOP)
		return walk.status;
	if (scripts.kind && !kind_named(scripts.kind))
		return cmd_usage(io, self, "no kind '%s': no, need, limit, "
				 "time, support, repair or hold",
				 scripts.kind);
	if (scripts.setting && !is_setting(scripts.setting))
		return cmd_usage(io, self, "no setting '%s': partner, "
				 "family, friends, work, recovery, "
				 "professional, coparent or self",
				 scripts.setting);
	return dispatch(&scripts, argv + walk.next);
}

const struct cmd cmd_scripts = {
	.name = "scripts",
	.args = "[list | show NAME | search WORD ... | new NAME | "
		"lint [NAME|FILE ...] | schema NAME | path]",
	.summary = "find, read, write and check scripts",
	.about = "list is what it does alone. show prints the source, new "
		 "writes one to start from into your own folder, lint finds "
		 "every fault (of rules and phrase lists too, where nothing "
		 "is named), schema is a JSON Schema of the blanks, path "
		 "names the folders that are looked in.",
	.words = "list show search new lint schema path",
	.completes = "scripts",
	.opts = opts,
	.run = run,
};
