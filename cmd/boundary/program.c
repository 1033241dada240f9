#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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
 * Starts `words` with one end of a pipe as its standard output, and `input`
 * (or ours, where it is negative) as its input. *ours is the end to read.
 * Returns 0 or an errno.
 */
static int start_heard(const struct strlist *words, int input, int *ours,
		       pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int ends[2], failed;

	if (pipe2(ends, O_CLOEXEC))
		return errno;
	posix_spawn_file_actions_init(&actions);
	if (input >= 0)
		posix_spawn_file_actions_adddup2(&actions, input,
						 STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	failed = start(words, &actions, child);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	*ours = ends[0];
	if (failed)
		close(ends[0]);
	return failed;
}

/* Appends all that comes from `fd`, at most max + 1 bytes; the rest is read
 * and dropped, so that the program is not stopped in mid-word. */
static void read_all(int fd, size_t max, struct strbuf *out)
{
	const size_t from = out->len;
	char buffer[512];
	ssize_t n;

	while ((n = read(fd, buffer, sizeof(buffer))) != 0) {
		size_t room = max + 1 - (out->len - from);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		strbuf_add(out, buffer, (size_t)n < room ? (size_t)n : room);
	}
	explicit_bzero(buffer, sizeof(buffer));
}

/* Runs it, with its input, and appends all that it prints to `out`. */
static int hear(const struct strlist *words, int input, size_t max,
		struct strbuf *out, struct err *err)
{
	const char *name = words->count ? words->items[0] : "";
	const size_t from = out->len;
	pid_t child;
	int fd = -1, failed = start_heard(words, input, &fd, &child);

	if (failed)
		return err_set(err, ERR_SYSTEM, "cannot run %s: %s", name,
			       strerror(failed));
	read_all(fd, max, out);
	close(fd);
	if (!ended_well(child))
		return err_set(err, ERR_SYSTEM, "%s ended badly", name);
	if (out->len - from > max)
		return err_set(err, ERR_INPUT, "%s says more than %zu bytes",
			       name, max);
	return 0;
}

int program_first_line(const char *command, size_t max, struct strbuf *out,
		       struct err *err)
{
	struct strlist words = STRLIST_INIT;
	struct strbuf heard = STRBUF_INIT;
	int ret;

	program_words(&words, command);
	ret = hear(&words, -1, max + 1, &heard, err);
	if (!ret)
		strbuf_add(out, heard.text, strcspn(heard.text, "\n"));
	strbuf_wipe(&heard);
	strlist_release(&words);
	return ret;
}

int program_filter(const struct strlist *words, const char *text, size_t len,
		   size_t max, struct strbuf *out, struct err *err)
{
	/* A file in memory: a pipe that is full would make the two wait for
	 * each other. */
	int input = memfd_create("boundary", MFD_CLOEXEC);
	int ret;

	if (input < 0 || write(input, text, len) != (ssize_t)len ||
	    lseek(input, 0, SEEK_SET))
		ret = err_set(err, ERR_SYSTEM, "cannot pass a text on: %s",
			      strerror(errno));
	else
		ret = hear(words, input, max, out, err);
	if (input >= 0)
		close(input);
	return ret;
}

bool program_feed(const char *command, const char *text)
{
	struct strlist words = STRLIST_INIT;
	struct strbuf ignored = STRBUF_INIT;
	struct err err = { 0 };
	bool done;

	program_words(&words, command);
	done = !program_filter(&words, text, strlen(text), SIZE_MAX - 1,
			       &ignored, &err);
	strbuf_release(&ignored);
	strlist_release(&words);
	return done;
}
