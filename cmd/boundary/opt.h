#ifndef BOUNDARY_OPT_H
#define BOUNDARY_OPT_H

#include <stdbool.h>
#include <stdio.h>

struct cmd;
struct cmd_io;

/*
 * opt: the options of a command as one table, from which getopt_long(3)
 * parses and `help` prints, so that the two cannot drift.
 *
 *	struct opt_walk walk = OPT_WALK_INIT;
 *	while ((key = opt_next(&walk, opts, argc, argv, log)) != OPT_DONE) ...
 *
 * Afterwards the arguments are argv[walk.next] to argv[argc - 1]: options may
 * stand anywhere before `--`. A walk must end, or be left for good, before
 * another begins, since getopt(3) keeps its place in globals.
 */
struct opt {
	int key;		/* its letter, or from OPT_LONG on for none */
	const char *name;	/* without the dashes */
	const char *arg;	/* what its argument is called; NULL: takes none */
	const char *about;	/* lower case, no full stop */
	const char *choices;	/* for completion: "text json"; "@rules" and
				   the like are asked of the program; or NULL */
};

enum { OPT_LONG = 256 };

#define OPT_HELP { 'h', "help", NULL, "print this help", NULL }
#define OPT_END { 0, NULL, NULL, NULL, NULL }

/* Most options that a command may have. */
#define OPT_MAX 24

enum { OPT_DONE = -1, OPT_BAD = -2, OPT_STOP = -3 };

struct opt_walk {
	int next;		/* index of the next word of argv */
	const char *value;	/* the argument of the option, borrowed */
	int status;		/* the exit status that OPT_STOP is about */
};

#define OPT_WALK_INIT { 0, NULL, 0 }

/*
 * The key of the next option, OPT_DONE, or OPT_BAD after one line to `log`
 * that names what is wrong. argv[0] is the command's name.
 */
int opt_next(struct opt_walk *walk, const struct opt *opts, int argc,
	     char **argv, FILE *log);

/*
 * The same for a command, which is left with the options that are its own:
 * --help and a bad option are answered here, with OPT_STOP, after which the
 * command ends with walk->status.
 *
 *	while ((key = opt_own(&walk, self, argc, argv, io)) > 0) ...
 *	if (key == OPT_STOP)
 *		return walk.status;
 */
int opt_own(struct opt_walk *walk, const struct cmd *self, int argc,
	    char **argv, const struct cmd_io *io);

/* Reads digits only; false where `text` is no number from min to max. */
bool opt_number(const char *text, int min, int max, int *out);

#endif
