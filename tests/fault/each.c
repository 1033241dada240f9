/*
 * each: runs a command once for each of its allocations, which then fails.
 *
 *	each SHIM WORK SAMPLES COMMAND [ARGUMENT...] <INPUT
 *
 * WORK is a folder for its files. Where the command makes more than SAMPLES
 * allocations, so many are tried, spread evenly, the first and the last among
 * them; 0 tries all. Prints how many there were and were tried, and how often
 * the command succeeded all the same. Status 1 where it crashed, hung, ended
 * with a status that is not its own, or failed without one line that says so.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"

#define SECONDS_MAX 20
#define OUTPUT_MAX (64 * 1024 * 1024)

extern char **environ;

struct trial {
	char **argv;
	struct strbuf out, log, count, input;
};

/* Waits for its end, for so many seconds. */
static int await(pid_t child)
{
	const struct timespec pause = { 0, 2000000 };
	int status = 0;

	for (int i = 0; i < SECONDS_MAX * 500; i++) {
		if (waitpid(child, &status, WNOHANG) == child)
			return status;
		nanosleep(&pause, NULL);
	}
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return status;
}

static int start(struct trial *t, unsigned long at)
{
	posix_spawn_file_actions_t actions;
	char number[32];
	pid_t child;
	int failed;

	snprintf(number, sizeof(number), "%lu", at);
	setenv("FAULT_AT", number, 1);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, t->input.text, O_RDONLY,
					 0);
	posix_spawn_file_actions_addopen(&actions, 1, t->out.text,
					 O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_addopen(&actions, 2, t->log.text,
					 O_WRONLY | O_CREAT | O_TRUNC, 0600);
	failed = posix_spawnp(&child, t->argv[0], &actions, NULL, t->argv,
			      environ);
	posix_spawn_file_actions_destroy(&actions);
	if (failed) {
		fprintf(stderr, "each: cannot start %s: %s\n", t->argv[0],
			strerror(failed));
		exit(2);
	}
	return await(child);
}

static unsigned long counted(const struct trial *t)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	unsigned long count = 0;

	if (!file_read(t->count.text, 100, &text, &err))
		count = strtoul(text.text, NULL, 10);
	strbuf_release(&text);
	return count;
}

/* A failure says so in a line of ours, and in no more than three. */
static bool is_explained(const struct trial *t)
{
	struct strbuf log = STRBUF_INIT;
	struct err err = { 0 };
	size_t lines = 0;
	bool ours;

	if (file_read(t->log.text, OUTPUT_MAX, &log, &err))
		return false;
	for (size_t i = 0; i < log.len; i++)
		lines += log.text[i] == '\n';
	ours = strstr(log.text, "boundary") || strstr(log.text, "out of memory");
	strbuf_release(&log);
	return ours && lines;
}

static bool is_well(const struct trial *t, unsigned long at, int status,
		    bool *succeeded)
{
	struct strbuf log = STRBUF_INIT;
	struct err err = { 0 };
	bool well = WIFEXITED(status) && WEXITSTATUS(status) <= 75;

	*succeeded = well && !WEXITSTATUS(status);
	well = *succeeded || (well && is_explained(t));
	if (well)
		return true;
	if (file_read(t->log.text, OUTPUT_MAX, &log, &err))
		strbuf_reset(&log);
	printf("# allocation %lu: status %#x: %.300s\n", at, (unsigned)status,
	       log.text);
	strbuf_release(&log);
	return false;
}

/* The input, in a file that can be read again for each run. */
static bool keep_input(const struct trial *t)
{
	struct strbuf input = STRBUF_INIT;
	struct err err = { 0 };
	bool kept;

	kept = !file_read_stream(stdin, "input", OUTPUT_MAX, &input, &err) &&
	       !file_write(t->input.text, input.text, input.len, 0600, &err);
	if (!kept)
		fprintf(stderr, "each: %s\n", err.text);
	strbuf_release(&input);
	return kept;
}

static void name_file(struct strbuf *path, const char *folder,
		      const char *name)
{
	strbuf_addf(path, "%s/%s", folder, name);
}

static int try_each(struct trial *t, unsigned long samples)
{
	unsigned long total, tried = 0, successes = 0, faults = 0;
	int status = start(t, 0);
	bool succeeded;

	if (!is_well(t, 0, status, &succeeded) || !succeeded) {
		printf("# without a fault it does not work either\n");
		return 1;
	}
	total = counted(t);
	if (!samples || samples > total)
		samples = total;
	for (unsigned long i = 0; i < samples; i++) {
		unsigned long at = samples == 1 ? 1 :
			1 + (unsigned long)((double)i * (double)(total - 1) /
					    (double)(samples - 1));

		tried++;
		status = start(t, at);
		faults += !is_well(t, at, status, &succeeded);
		successes += succeeded;
	}
	printf("%lu of %lu allocations failed in turn, %lu times it worked "
	       "all the same, %lu faults\n", tried, total, successes, faults);
	return faults ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct trial t = {
		.argv = argv + 4, .out = STRBUF_INIT, .log = STRBUF_INIT,
		.count = STRBUF_INIT, .input = STRBUF_INIT,
	};
	int ret;

	if (argc < 5) {
		fprintf(stderr, "usage: each SHIM WORK SAMPLES COMMAND...\n");
		return 2;
	}
	name_file(&t.out, argv[2], "out");
	name_file(&t.log, argv[2], "log");
	name_file(&t.count, argv[2], "count");
	name_file(&t.input, argv[2], "input");
	if (!keep_input(&t))
		return 2;
	setenv("LD_PRELOAD", argv[1], 1);
	setenv("FAULT_COUNT", t.count.text, 1);
	ret = try_each(&t, strtoul(argv[3], NULL, 10));
	strbuf_release(&t.out);
	strbuf_release(&t.log);
	strbuf_release(&t.count);
	strbuf_release(&t.input);
	return ret;
}
