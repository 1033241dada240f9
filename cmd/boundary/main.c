/*
 * boundary: a coach in a terminal for saying no and saying what you need.
 *
 * This file turns the process into a struct cmd_io, once, and runs a command
 * with it. A start loads nothing that the command does not use: pipelines
 * call this program a thousand times.
 */

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "cmd.h"
#include "commands.h"
#include "exhausted.h"
#include "help.h"
#include "opt.h"
#include "store/config.h"
#include "store/paths.h"
#include "version.h"

/*
 * Where a standard stream is closed, the next file opened would take its
 * place and be written to. /dev/null for reading keeps the place and lets
 * writing fail as it should.
 */
static void hold_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
			_exit(STATUS_FAILED);
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

/* Screen readers cannot be detected, so the person says that one is there. */
static bool wants_plain(void)
{
	const char *term = getenv("TERM"), *accessible = getenv("ACCESSIBLE");

	if (term && !strcmp(term, "dumb"))
		return true;
	return accessible && *accessible && strcmp(accessible, "0") &&
	       strcmp(accessible, "false");
}

static size_t terminal_columns(void)
{
	struct winsize size;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	return 80;
}

/* A clock that stands still makes a session repeatable, for tests. */
static int64_t read_clock(void)
{
	const char *fixed = getenv("BOUNDARY_NOW");
	char *end = NULL;
	intmax_t now = fixed ? strtoimax(fixed, &end, 10) : 0;

	return fixed && *fixed && !*end ? (int64_t)now : (int64_t)time(NULL);
}

static void open_world(struct cmd_io *io)
{
	io->now = read_clock();
	io->post_program = getenv("BOUNDARY_POST");
	/* stdio would take 4 KB and write in as many pieces. */
	static char room[64 * 1024];

	io->in = stdin;
	io->out = stdout;
	io->log = stderr;
	io->in_terminal = isatty(STDIN_FILENO);
	io->out_terminal = isatty(STDOUT_FILENO);
	io->log_terminal = isatty(STDERR_FILENO);
	io->plain = wants_plain();
	io->colour = io->out_terminal && !io->plain && !is_set("NO_COLOR");
	if (!io->out_terminal)
		setvbuf(stdout, room, _IOFBF, sizeof(room));
	io->columns = io->out_terminal ? terminal_columns() : 0;
	if (io->in_terminal || io->out_terminal || io->log_terminal)
		setlocale(LC_CTYPE, "C.UTF-8");
}

/* A full disk must not look like success. */
static int close_output(const struct cmd_io *io, int status)
{
	bool failed = ferror(io->out);

	errno = 0;
	if (!fflush(io->out) && !failed)
		return status;
	cmd_warn(io, "cannot write the output%s%s", errno ? ": " : "",
		 errno ? strerror(errno) : "");
	return status == STATUS_OK ? STATUS_FAILED : status;
}

static int run_command(struct cmd_io *io, int argc, char **argv)
{
	const char *near = NULL;
	const struct cmd *cmd = commands_find(argv[0], &near);
	struct paths paths = { 0 };
	struct config config = { 0 };
	struct err err = { 0 };
	int status;

	if (!cmd && near)
		cmd_warn(io, "no command '%s'; did you mean '%s'?", argv[0],
			 near);
	else if (!cmd)
		cmd_warn(io, "no command '%s'; `boundary help` lists them",
			 argv[0]);
	if (!cmd)
		return STATUS_USAGE;
	paths_init(&paths);
	if (config_load(&config, paths.config_file, &err)) {
		cmd_fail(io, &err);
		cmd_warn(io, "going on without the config");
	}
	io->paths = &paths;
	io->config = &config;
	status = cmd->run(cmd, argc, argv, io);
	config_release(&config);
	paths_release(&paths);
	return status;
}

/* The options before the command; OPT_DONE where the command follows. */
static int program_option(struct cmd_io *io, int count, char **argv)
{
	struct opt_walk walk = OPT_WALK_INIT;
	int key;

	while ((key = opt_next(&walk, program_options, count, argv,
			       io->log)) != OPT_DONE) {
		if (key == OPT_PASSPHRASE_FD &&
		    !opt_number(walk.value, 0, 1023, &io->passphrase_fd)) {
			cmd_warn(io, "--passphrase-fd takes the number of a "
				 "descriptor");
			return OPT_BAD;
		}
		if (key == 'P') {
			io->plain = io->plain_asked = true;
			io->colour = false;
		} else if (key != OPT_PASSPHRASE_FD) {
			return key;
		}
	}
	return OPT_DONE;
}

static int run(struct cmd_io *io, int argc, char **argv)
{
	static char name[] = "boundary";
	int first = 1;

	argv[0] = name;
	while (first < argc && *argv[first] == '-' && argv[first][1])
		first++;
	switch (program_option(io, first, argv)) {
	case 'h':
		help_program(io);
		return STATUS_OK;
	case 'V':
		fprintf(io->out, "boundary %s\n", BOUNDARY_VERSION);
		return STATUS_OK;
	case OPT_BAD:
		return STATUS_USAGE;
	}
	if (first < argc)
		return run_command(io, argc - first, argv + first);
	help_program(io);
	return STATUS_OK;
}

/*
 * No core file and no look into our memory: drafts and secrets are there. A
 * core that is piped to a program heeds only the second. What we start, an
 * editor, may ask for cores again.
 */
static void hide_memory(void)
{
	struct rlimit cores;

	if (!getrlimit(RLIMIT_CORE, &cores)) {
		cores.rlim_cur = 0;
		setrlimit(RLIMIT_CORE, &cores);
	}
#ifndef __SANITIZE_ADDRESS__
	/* The leak checker is a tracer too. */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

int main(int argc, char **argv)
{
	struct cmd_io io = { .passphrase_fd = -1 };

	hold_standard_streams();
	hide_memory();
	umask(077);
	exhausted_watch_json();
	open_world(&io);
	if (argc < 1)
		return STATUS_USAGE;
	return close_output(&io, run(&io, argc, argv));
}
