/*
 * start: how long programs take from start to end, the one against the other.
 *
 *	start RUNS INPUT COMMAND [ARGUMENT ...] [-- COMMAND ...] ...
 *
 * Every command reads the file INPUT; what it writes goes to /dev/null. They
 * take turns, so that what else the machine does falls on all alike. Prints a
 * line for each: the median in microseconds, its ratio to the first command's,
 * and the most memory that a run held, in KB.
 */

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 16
#define RUNS_MAX 100000

extern char **environ;

struct command {
	char **argv;
	double *times;
	long memory;		/* KB */
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Microseconds from before the start until after the end. */
static double run(struct command *command,
		  const posix_spawn_file_actions_t *streams)
{
	char **argv = command->argv;
	double start = now();
	struct rusage usage;
	int status;
	pid_t pid;

	if (posix_spawnp(&pid, argv[0], streams, NULL, argv, environ) ||
	    wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) ||
	    WEXITSTATUS(status) == 127) {
		fprintf(stderr, "start: %s did not run\n", argv[0]);
		exit(2);
	}
	if (usage.ru_maxrss > command->memory)
		command->memory = usage.ru_maxrss;
	return now() - start;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static size_t split(char **words, struct command *commands)
{
	size_t count = 0;

	while (*words && count < COMMANDS_MAX) {
		commands[count++].argv = words;
		while (*words && strcmp(*words, "--"))
			words++;
		if (*words)
			*words++ = NULL;
	}
	return count;
}

static void measure(struct command *commands, size_t count,
		    unsigned long runs, const char *input)
{
	posix_spawn_file_actions_t streams;

	posix_spawn_file_actions_init(&streams);
	posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, input,
					 O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&streams, STDOUT_FILENO, "/dev/null",
					 O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, "/dev/null",
					 O_WRONLY, 0);
	for (unsigned long n = 0; n < runs; n++)
		for (size_t c = 0; c < count; c++)
			commands[c].times[n] = run(&commands[c], &streams);
	posix_spawn_file_actions_destroy(&streams);
}

int main(int argc, char **argv)
{
	struct command commands[COMMANDS_MAX] = { 0 };
	unsigned long runs;
	size_t count;

	if (argc < 4)
		return 2;
	runs = strtoul(argv[1], NULL, 10);
	if (!runs || runs > RUNS_MAX)
		return 2;
	count = split(argv + 3, commands);
	for (size_t c = 0; c < count; c++) {
		commands[c].times = calloc(runs, sizeof(double));
		if (!commands[c].times)
			return 2;
	}
	measure(commands, count, runs, argv[2]);
	for (size_t c = 0; c < count; c++) {
		qsort(commands[c].times, runs, sizeof(double), by_size);
		printf("%.0f %.2f %ld\n", commands[c].times[runs / 2],
		       commands[c].times[runs / 2] /
		       commands[0].times[runs / 2], commands[c].memory);
	}
	for (size_t c = 0; c < count; c++)
		free(commands[c].times);
	return 0;
}
