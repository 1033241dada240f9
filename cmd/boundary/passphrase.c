#include "passphrase.h"

#include <bsd/readpassphrase.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "cmd.h"
#include "program.h"
#include "store/config.h"

static int too_long(struct err *err)
{
	return err_set(err, ERR_INPUT,
		       "a passphrase has at most %d bytes", PASSPHRASE_MAX);
}

/* A byte at a time: what follows the line belongs to the next question. */
static int read_line(int fd, struct strbuf *out, struct err *err)
{
	char c = 0;
	ssize_t n;

	while ((n = read(fd, &c, 1)) != 0 && c != '\n') {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, ERR_SYSTEM, "cannot read the "
				       "passphrase: %s", strerror(errno));
		if (out->len == PASSPHRASE_MAX)
			return too_long(err);
		strbuf_addch(out, c);
	}
	return 0;
}

static int from_terminal(const char *prompt, struct strbuf *out,
			 struct err *err)
{
	char typed[PASSPHRASE_MAX + 2];
	int ret = 0;

	if (!readpassphrase(prompt, typed, sizeof(typed), RPP_REQUIRE_TTY))
		return errno == ENOTTY || errno == ENXIO || errno == ENOENT ?
			err_set(err, ERR_LOCKED, "a passphrase is needed, and "
				"there is no terminal to ask on; see "
				"--passphrase-fd") :
			err_set(err, ERR_SYSTEM, "cannot ask for the "
				"passphrase: %s", strerror(errno));
	if (strlen(typed) > PASSPHRASE_MAX)
		ret = too_long(err);
	else
		strbuf_addstr(out, typed);
	explicit_bzero(typed, sizeof(typed));
	return ret;
}

int passphrase_ask(const struct cmd_io *io, const char *prompt,
		   struct strbuf *out, struct err *err)
{
	const size_t before = out->len;
	int ret;

	if (io->passphrase_fd >= 0)
		ret = read_line(io->passphrase_fd, out, err);
	else if (io->config->passphrase_command)
		ret = program_first_line(io->config->passphrase_command,
					 PASSPHRASE_MAX, out, err);
	else
		ret = from_terminal(prompt, out, err);
	if (!ret && out->len == before)
		return err_set(err, ERR_LOCKED, "no passphrase was given");
	return ret;
}

int passphrase_choose(const struct cmd_io *io, struct strbuf *out,
		      struct err *err)
{
	struct strbuf again = STRBUF_INIT;
	int ret = passphrase_ask(io, "New passphrase: ", out, err);

	if (ret || io->passphrase_fd >= 0 || io->config->passphrase_command)
		return ret;
	ret = passphrase_ask(io, "The same again: ", &again, err);
	if (!ret && !strbuf_equals(&again, out->text))
		ret = err_set(err, ERR_INPUT, "the two were not the same");
	strbuf_wipe(&again);
	return ret;
}
