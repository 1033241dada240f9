#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"

extern char **environ;

void program_words(struct strlist *out, const char *command)
{
	while (*command) {
		size_t len = strcspn(command, " ");

		if (len)
			strlist_addn(out, command, len);
		command += len + strspn(command + len, " ");
	}
}

/* Starts it with the files of `actions` (or NULL). Returns 0 or an errno. */
static int start(const struct strlist *words,
		 const posix_spawn_file_actions_t *actions, pid_t *child)
{
	char **argv;
	int failed;

	if (!words->count)
		return ENOENT;
	argv = mem_array(words->count + 1, sizeof(*argv));
	memcpy(argv, words->items, words->count * sizeof(*argv));
	failed = posix_spawnp(child, argv[0], actions, NULL, argv, environ);
	free(argv);
	return failed;
}

static bool ended_well(pid_t child)
{
	int status = -1;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool program_run(const struct strlist *words)
{
	pid_t child;

	return !start(words, NULL, &child) && ended_well(child);
}

/*
 * Starts `command` with one end of a pipe as its descriptor `fd` and keeps
 * the other end in *ours. Returns 0 or an errno.
 */
static int start_piped(const char *command, int fd, int *ours, pid_t *child)
{
	struct strlist words = STRLIST_INIT;
	posix_spawn_file_actions_t actions;
	const bool reads = fd == STDIN_FILENO;
	int ends[2], failed;

	if (pipe2(ends, O_CLOEXEC))
		return errno;
	program_words(&words, command);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[reads ? 0 : 1], fd);
	if (reads)
		posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO,
						 "/dev/null", O_WRONLY, 0);
	failed = start(&words, &actions, child);
	posix_spawn_file_actions_destroy(&actions);
	strlist_release(&words);
	close(ends[reads ? 0 : 1]);
	*ours = ends[reads ? 1 : 0];
	if (failed)
		close(*ours);
	return failed;
}

int program_first_line(const char *command, size_t max, struct strbuf *out,
		       struct err *err)
{
	const size_t from = out->len;
	char buffer[512];
	bool whole = false, fits = true;
	pid_t child;
	ssize_t n;
	int fd, failed;

	failed = start_piped(command, STDOUT_FILENO, &fd, &child);
	if (failed)
		return err_set(err, ERR_SYSTEM, "cannot run %s: %s", command,
			       strerror(failed));
	while ((n = read(fd, buffer, sizeof(buffer))) != 0) {
		char *end;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		if (whole)
			continue;
		end = memchr(buffer, '\n', (size_t)n);
		whole = end != NULL;
		if (end)
			n = end - buffer;
		fits = out->len - from + (size_t)n <= max;
		if (fits)
			strbuf_add(out, buffer, (size_t)n);
		whole = whole || !fits;
	}
	explicit_bzero(buffer, sizeof(buffer));
	close(fd);
	if (!ended_well(child))
		return err_set(err, ERR_SYSTEM, "%s ended badly", command);
	if (!fits)
		return err_set(err, ERR_INPUT,
			       "what %s says is longer than %zu bytes",
			       command, max);
	return 0;
}

static void write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return;
		text += n;
		len -= (size_t)n;
	}
}

bool program_feed(const char *command, const char *text)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	pid_t child;
	int fd;

	if (start_piped(command, STDIN_FILENO, &fd, &child))
		return false;
	/* One that does not listen to the end must not end us. */
	sigaction(SIGPIPE, &ignore, &before);
	write_all(fd, text, strlen(text));
	sigaction(SIGPIPE, &before, NULL);
	close(fd);
	return ended_well(child);
}
