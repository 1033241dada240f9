#include "opt.h"

#include <assert.h>
#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/visible.h"
#include "cmd.h"
#include "help.h"
#include "nearest.h"

/* What getopt_long(3) wants, made from the table. */
struct arrays {
	struct option longs[OPT_MAX + 1];
	char shorts[2 * OPT_MAX + 2];
};

static void fill(struct arrays *arrays, const struct opt *opts)
{
	size_t n = 0, s = 0;

	/* A leading colon: tell a missing argument from an unknown option. */
	arrays->shorts[s++] = ':';
	for (const struct opt *o = opts; o->key; o++) {
		assert(n < OPT_MAX);
		arrays->longs[n++] = (struct option){
			o->name, o->arg ? required_argument : no_argument,
			NULL, o->key,
		};
		if (o->key >= OPT_LONG)
			continue;
		arrays->shorts[s++] = (char)o->key;
		if (o->arg)
			arrays->shorts[s++] = ':';
	}
	arrays->longs[n] = (struct option){ NULL, 0, NULL, 0 };
	arrays->shorts[s] = '\0';
}

static const struct opt *find(const struct opt *opts, int key)
{
	for (const struct opt *o = opts; o->key; o++)
		if (o->key == key)
			return o;
	return NULL;
}

/* `--name` of a word such as `--name=value`. */
static size_t name_len(const char *word)
{
	return strcspn(word, "=");
}

/* Appends "'--a', '--b' or '--c'" for what begins like `word`; their count. */
static size_t add_alike(struct strbuf *out, const struct opt *opts,
			const char *word)
{
	size_t len = name_len(word + 2), count = 0, n = 0;

	for (const struct opt *o = opts; o->key; o++)
		count += !strncmp(o->name, word + 2, len);
	for (const struct opt *o = opts; o->key && count > 1; o++) {
		if (strncmp(o->name, word + 2, len))
			continue;
		n++;
		strbuf_addf(out, "%s'--%s'",
			    n == 1 ? "" : n == count ? " or " : ", ", o->name);
	}
	return count;
}

static void add_unknown(struct strbuf *out, const struct opt *opts,
			const char *word)
{
	size_t len = name_len(word);
	struct strbuf name = STRBUF_INIT, alike = STRBUF_INIT;
	struct nearest nearest = NEAREST(NULL);

	strbuf_add(&name, word, len);
	if (add_alike(&alike, opts, word) > 1) {
		strbuf_addf(out, "option '%s' could be %s", name.text,
			    alike.text);
		goto out;
	}
	nearest.word = name.text + 2;
	for (const struct opt *o = opts; o->key; o++)
		nearest_try(&nearest, o->name);
	strbuf_addf(out, "unknown option '%s'", name.text);
	if (nearest.best)
		strbuf_addf(out, "; did you mean '--%s'?", nearest.best);
out:
	strbuf_release(&name);
	strbuf_release(&alike);
}

/* One line on why getopt_long(3) returned `result`, ':' or '?'. */
static void complain(const struct opt *opts, int result, char **argv,
		     FILE *log)
{
	struct strbuf text = STRBUF_INIT, line = STRBUF_INIT;
	const char *word = argv[optind > 1 ? optind - 1 : 1];
	const struct opt *known = optopt ? find(opts, optopt) : NULL;
	bool is_long = !strncmp(word, "--", 2);

	strbuf_addstr(&text, "boundary: ");
	if (strcmp(argv[0], "boundary"))
		strbuf_addf(&text, "%s: ", argv[0]);
	if (result == ':' && known && !is_long && known->key < OPT_LONG)
		strbuf_addf(&text, "option '-%c' needs %s", known->key,
			    known->arg);
	else if (result == ':' && known)
		strbuf_addf(&text, "option '--%s' needs %s", known->name,
			    known->arg);
	else if (known)
		strbuf_addf(&text, "option '--%s' takes no value",
			    known->name);
	else if (is_long)
		add_unknown(&text, opts, word);
	else
		strbuf_addf(&text, "unknown option '-%c'", optopt);
	visible_add_line(&line, text.text, text.len);
	fprintf(log, "%s\n", line.text);
	strbuf_release(&text);
	strbuf_release(&line);
}

int opt_next(struct opt_walk *walk, const struct opt *opts, int argc,
	     char **argv, FILE *log)
{
	struct arrays arrays;
	int key;

	fill(&arrays, opts);
	if (!walk->next)
		optind = 0;	/* glibc: start over, forget the last argv */
	opterr = 0;
	key = getopt_long(argc, argv, arrays.shorts, arrays.longs, NULL);
	walk->next = optind;
	walk->value = optarg;
	if (key == -1)
		return OPT_DONE;
	if (key != '?' && key != ':')
		return key;
	complain(opts, key, argv, log);
	return OPT_BAD;
}

int opt_own(struct opt_walk *walk, const struct cmd *self, int argc,
	    char **argv, const struct cmd_io *io)
{
	int key = opt_next(walk, self->opts, argc, argv, io->log);

	if (key != OPT_BAD && key != 'h')
		return key;
	if (key == 'h')
		help_command(self, io);
	walk->status = key == 'h' ? STATUS_OK : STATUS_USAGE;
	return OPT_STOP;
}

bool opt_number(const char *text, int min, int max, int *out)
{
	int value = 0;

	if (!*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (*text - '0');
		if (value > max)
			return false;
	}
	if (value < min)
		return false;
	*out = value;
	return true;
}
