/* boundary practice: the guided session, on a terminal, a pipe or JSON. */

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/err.h"
#include "cmd.h"
#include "coach.h"
#include "coach/review.h"
#include "coach/rule.h"
#include "console.h"
#include "local_day.h"
#include "opt.h"
#include "pacer.h"
#include "practice/calm.h"
#include "practice/console.h"
#include "practice/dialogue.h"
#include "practice/playbook.h"
#include "practice/session.h"
#include "practice_json.h"
#include "practice_keep.h"
#include "script/catalog.h"
#include "script/hotlines.h"
#include "script/messages.h"
#include "script/script.h"
#include "store/config.h"
#include "store/paths.h"

/* Narrower than this a terminal is not; wider than this is hard to read. */
#define COLUMNS_MAX 78

enum { OPT_NO_SAVE = OPT_LONG, OPT_JSON, OPT_SEED, OPT_LEVEL, OPT_PARTNER };

static const struct opt opts[] = {
	{ 'k', "kind", "KIND", "offer only scripts of this kind",
	  "no need limit time support repair hold" },
	{ 'p', "plain", NULL, "plain lines: for screen readers and pipes",
	  NULL },
	{ OPT_JSON, "json", NULL, "speak JSON Lines on stdin and stdout",
	  NULL },
	{ OPT_NO_SAVE, "no-save", NULL, "keep nothing, not even settings",
	  NULL },
	{ OPT_SEED, "seed", "N", "make the other person's choices repeatable",
	  NULL },
	{ OPT_LEVEL, "level", "N", "how hard the other person presses, 1 to 5",
	  "1 2 3 4 5" },
	{ OPT_PARTNER, "partner", "WHO", "who is the other side: machine, or a "
	  "human at this keyboard", "machine human" },
	OPT_HELP,
	OPT_END,
};

/* What the command line asks for. */
struct wishes {
	struct session_setup setup;
	bool plain, json, no_save;
};

/* What a session needs, opened in this order and closed in the other. */
struct room {
	struct catalog *catalog;
	struct coach coach;
	struct messages *messages;
	struct hotlines *hotlines;
	struct reviewer *reviewer;
	struct playbook *playbook;
};

static int read_options(struct wishes *wishes, const struct cmd *self,
			int argc, char **argv, const struct cmd_io *io,
			struct opt_walk *walk)
{
	int key, number = 0;

	while ((key = opt_own(walk, self, argc, argv, io)) > 0) {
		switch (key) {
		case 'k':
			wishes->setup.kind = walk->value;
			if (!kind_named(walk->value))
				return cmd_usage(io, self, "there is no kind "
						 "'%s'", walk->value);
			break;
		case 'p':
			wishes->plain = true;
			break;
		case OPT_JSON:
			wishes->json = true;
			break;
		case OPT_NO_SAVE:
			wishes->no_save = true;
			break;
		case OPT_SEED:
			if (!opt_number(walk->value, 0, 1000000000, &number))
				return cmd_usage(io, self, "--seed takes a "
						 "number");
			wishes->setup.seed = (uint64_t)number;
			break;
		case OPT_LEVEL:
			if (!opt_number(walk->value, 1, 5,
					&wishes->setup.level))
				return cmd_usage(io, self,
						 "--level takes 1 to 5");
			break;
		case OPT_PARTNER:
			wishes->setup.human = !strcmp(walk->value, "human");
			if (!wishes->setup.human &&
			    strcmp(walk->value, "machine"))
				return cmd_usage(io, self, "--partner takes "
						 "machine or human");
			break;
		}
	}
	return key == OPT_STOP ? OPT_STOP : STATUS_OK;
}

static int open_room(struct room *room, const struct cmd_io *io)
{
	struct err err = { 0 };

	room->catalog = cmd_catalog(io);
	coach_open(&room->coach, io, room->catalog);
	if (messages_load(&room->messages, room->catalog,
			  "session/practice.yaml", &err))
		return cmd_fail(io, &err);
	/* Without lines a session still works; it then says that it has none. */
	if (hotlines_load(&room->hotlines, room->catalog, &err))
		cmd_fail(io, &err);
	if (playbook_load(&room->playbook, room->catalog, &err))
		return cmd_fail(io, &err);
	room->reviewer = reviewer_new(room->coach.book);
	return STATUS_OK;
}

static void close_room(struct room *room)
{
	reviewer_free(room->reviewer);
	playbook_free(room->playbook);
	hotlines_free(room->hotlines);
	messages_free(room->messages);
	coach_release(&room->coach);
	catalog_free(room->catalog);
}

/* Refuses a script that is not there before a single question is asked. */
static int check_script(const struct room *room, const char *name,
			const struct cmd_io *io)
{
	struct script *script = NULL;
	struct err err = { 0 };
	int ret = catalog_load(room->catalog, name, &script, &err);

	script_free(script);
	return ret ? cmd_fail_as(io, ret, &err) : STATUS_OK;
}

/* The notice is read once. Where it cannot be noted, it is read again. */
static void remember(const struct session *session, const struct cmd_io *io)
{
	struct session_result result = session_result(session);
	struct err err = { 0 };

	if (!result.introduced || io->config->introduced ||
	    !io->paths->config_file)
		return;
	if (!config_set(io->paths->config_file, "introduced", "true", &err) &&
	    *result.country)
		config_set(io->paths->config_file, "country", result.country,
			   &err);
}

static int keep(const struct session *session, const struct room *room,
		const struct cmd_io *io)
{
	cJSON *outcome = session_outcome(session);
	int status = practice_keep(outcome, room->catalog, io);

	cJSON_Delete(outcome);
	return status;
}

static int finish(const struct session *session, enum dialogue_end end,
		  const struct room *room, const struct cmd_io *io)
{
	struct session_result result = session_result(session);

	if (end == DIALOGUE_SHORT) {
		cmd_warn(io, "the answers ended before the question \"%s\"",
			 session_ask(session)->name);
		return STATUS_FAILED;
	}
	if (end == DIALOGUE_DONE && !strcmp(result.choice, "print")) {
		fputc('\n', io->out);
		cmd_put(io, result.draft, strlen(result.draft));
		fputc('\n', io->out);
	}
	if (end == DIALOGUE_DONE && !strcmp(result.choice, "save"))
		return keep(session, room, io);
	return STATUS_OK;
}

/* What `:calm` needs. */
struct quiet {
	const struct catalog *catalog;
	const struct cmd_io *io;
	bool plain;
};

/* A minute to breathe, from anywhere in a session; the question waits. */
static void breathe(void *data)
{
	const struct quiet *quiet = data;
	struct calm *calm = NULL;
	struct err err = { 0 };

	if (calm_new(&calm, quiet->catalog, CALM_BREATHE, 1, 0, &err))
		cmd_fail(quiet->io, &err);
	else
		pacer_run(calm, quiet->io, quiet->plain);
	calm_free(calm);
}

static int talk(struct session *session, const struct room *room,
		const struct wishes *wishes, const struct cmd_io *io)
{
	struct console_settings settings = {
		io->in, io->out,
		io->columns > COLUMNS_MAX ? COLUMNS_MAX : io->columns,
		io->colour && !wishes->plain, cmd_editor(io),
		io->paths->runtime_folder, io->config->speak_command,
	};
	bool terminal = io->in_terminal && io->out_terminal;
	bool plain = wishes->plain || io->plain || !terminal;
	struct console *console = plain ?
		console_plain_new(&settings, terminal) :
		console_tty_new(&settings);
	struct quiet quiet = { room->catalog, io, plain };
	enum dialogue_end end;

	if (terminal) {
		console->calm = breathe;
		console->calm_data = &quiet;
	}
	end = dialogue_run(session, room->messages, console);

	if (plain)
		console_plain_free(console);
	else
		console_tty_free(console);
	if (end != DIALOGUE_PANIC && terminal && !wishes->no_save)
		remember(session, io);
	return finish(session, end, room, io);
}

static int practise(struct wishes *wishes, const struct room *room,
		    const struct cmd_io *io)
{
	struct session *session;
	int status;

	wishes->setup.today = local_day(io->now);
	wishes->setup.catalog = room->catalog;
	wishes->setup.messages = room->messages;
	wishes->setup.lines = room->hotlines;
	wishes->setup.reviewer = room->reviewer;
	wishes->setup.playbook = room->playbook;
	wishes->setup.rules_off = &io->config->rules_off;
	wishes->setup.country = io->config->country;
	wishes->setup.introduced = io->config->introduced;
	wishes->setup.keeps = !wishes->no_save && practice_may_keep(io);
	session = session_new(&wishes->setup);
	status = wishes->json ? practice_json_run(session, room->catalog, io) :
		talk(session, room, wishes, io);
	session_free(session);
	return status;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct wishes wishes = { .setup = { .level = 2 } };
	struct room room = { 0 };
	int status;

	if (getrandom(&wishes.setup.seed, sizeof(wishes.setup.seed),
		      GRND_NONBLOCK) < 0)
		wishes.setup.seed = 1;
	status = read_options(&wishes, self, argc, argv, io, &walk);
	if (status != STATUS_OK)
		return status == OPT_STOP ? walk.status : status;
	if (walk.next < argc - 1)
		return cmd_usage(io, self, "one script at a time");
	if (walk.next < argc)
		wishes.setup.script = argv[walk.next];
	status = open_room(&room, io);
	if (status == STATUS_OK && wishes.setup.script)
		status = check_script(&room, wishes.setup.script, io);
	if (status == STATUS_OK)
		status = practise(&wishes, &room, io);
	close_room(&room);
	return status;
}

const struct cmd cmd_practice = {
	.name = "practice",
	.args = "[SCRIPT]",
	.summary = "find your words and practise them, step by step",
	.completes = "scripts",
	.opts = opts,
	.run = run,
};
