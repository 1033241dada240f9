/* boundary practice: the guided session, on a terminal, a pipe or JSON. */

#include <string.h>
#include <sys/random.h>

#include "cmd.h"
#include "coach/rule.h"
#include "local_day.h"
#include "opt.h"
#include "practice.h"
#include "practice_pause.h"

enum { OPT_NO_SAVE = OPT_LONG, OPT_JSON, OPT_SEED, OPT_LEVEL, OPT_PARTNER,
       OPT_RESUME };

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
	{ OPT_RESUME, "resume", NULL, "go on from the practice that was paused",
	  NULL },
	OPT_HELP,
	OPT_END,
};

/* How the session goes, besides what struct practice has. */
struct way {
	bool json, resume;
};

static int read_options(struct practice *practice, struct way *way,
			const struct cmd *self, int argc, char **argv,
			struct opt_walk *walk)
{
	const struct cmd_io *io = practice->io;
	int key, number = 0;

	while ((key = opt_own(walk, self, argc, argv, io)) > 0) {
		switch (key) {
		case 'k':
			practice->setup.kind = walk->value;
			if (!kind_named(walk->value))
				return cmd_usage(io, self, "there is no kind "
						 "'%s'", walk->value);
			break;
		case 'p':
			practice->plain = true;
			break;
		case OPT_JSON:
			way->json = true;
			break;
		case OPT_NO_SAVE:
			practice->no_save = true;
			break;
		case OPT_RESUME:
			way->resume = true;
			break;
		case OPT_SEED:
			if (!opt_number(walk->value, 0, 1000000000, &number))
				return cmd_usage(io, self, "--seed takes a "
						 "number");
			practice->setup.seed = (uint64_t)number;
			break;
		case OPT_LEVEL:
			if (!opt_number(walk->value, 1, 5,
					&practice->setup.level))
				return cmd_usage(io, self,
						 "--level takes 1 to 5");
			break;
		case OPT_PARTNER:
			practice->setup.human = !strcmp(walk->value, "human");
			if (!practice->setup.human &&
			    strcmp(walk->value, "machine"))
				return cmd_usage(io, self, "--partner takes "
						 "machine or human");
			break;
		}
	}
	return key == OPT_STOP ? OPT_STOP : STATUS_OK;
}

static int practise(struct practice *practice, const struct way *way)
{
	int status = practice_open(practice);

	if (status == STATUS_OK && way->resume)
		status = practice_resume(practice);
	else if (status == STATUS_OK)
		practice->session = session_new(&practice->setup);
	if (status == STATUS_OK)
		status = way->json ? practice_json(practice) :
			practice_talk(practice);
	practice_close(practice);
	return status;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct practice practice = { .io = io, .setup = { .level = 2 } };
	struct way way = { 0 };
	int status;

	practice.setup.today = local_day(io->now);
	if (getrandom(&practice.setup.seed, sizeof(practice.setup.seed),
		      GRND_NONBLOCK) < 0)
		practice.setup.seed = 1;
	status = read_options(&practice, &way, self, argc, argv, &walk);
	if (status != STATUS_OK)
		return status == OPT_STOP ? walk.status : status;
	if (walk.next < argc - 1)
		return cmd_usage(io, self, "one script at a time");
	if (way.resume && (walk.next < argc || practice.no_save))
		return cmd_usage(io, self, "--resume goes on with its own "
				 "script, and keeps it when it is paused again");
	if (walk.next < argc)
		practice.setup.script = argv[walk.next];
	return practise(&practice, &way);
}

const struct cmd cmd_practice = {
	.name = "practice",
	.args = "[SCRIPT]",
	.summary = "find your words and practise them, step by step",
	.completes = "scripts",
	.opts = opts,
	.run = run,
};
