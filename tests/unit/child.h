#ifndef UNIT_CHILD_H
#define UNIT_CHILD_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * child: runs a function that is expected to end the process, in a process
 * of its own, and tells how it ended. For the one thing below cmd/ that exits.
 */

/* A child that hangs ends after so many seconds. */
#define CHILD_SECONDS 5

/*
 * Calls `run` in a child. Stores what it wrote to stderr (cut to `size`) and
 * returns its exit status, or -1 where a signal ended it.
 */
static inline int child_run(void (*run)(void), char *errors, size_t size)
{
	int ends[2], status;
	size_t len = 0;
	ssize_t n;
	pid_t pid;

	if (pipe(ends))
		return -1;
	fflush(NULL);
	pid = fork();
	if (!pid) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		alarm(CHILD_SECONDS);
		run();
		_exit(0);
	}
	close(ends[1]);
	while (len + 1 < size &&
	       (n = read(ends[0], errors + len, size - 1 - len)) > 0)
		len += (size_t)n;
	errors[len] = '\0';
	close(ends[0]);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

#endif
