#include "secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "post/endpoint.h"
#include "program.h"

#define SECRET_MAX 4096

static int read_fd(int fd, const char *what, struct strbuf *out,
		   struct err *err)
{
	char buffer[SECRET_MAX + 1];
	ssize_t n;
	int ret = 0;

	do {
		n = read(fd, buffer, sizeof(buffer));
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		ret = err_set(err, ERR_SYSTEM, "cannot read the %s: %s", what,
			      strerror(errno));
	else if (n > SECRET_MAX)
		ret = err_set(err, ERR_INPUT, "the %s is longer than %d bytes",
			      what, SECRET_MAX);
	else
		strbuf_add(out, buffer, (size_t)n);
	explicit_bzero(buffer, sizeof(buffer));
	strbuf_rtrim(out);
	return ret;
}

/* Looked at through the open file: the path may be another one by now. */
static int read_file(const char *path, const char *what, struct strbuf *out,
		     struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	int ret;

	if (fd < 0)
		return err_set(err, ERR_SYSTEM, "%s: %s", path,
			       strerror(errno));
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		ret = err_set(err, ERR_INPUT, "%s: not a plain file", path);
	else if (st.st_uid != geteuid() || st.st_mode & 077)
		ret = err_set(err, ERR_INPUT, "%s: others can read it; `chmod "
			      "600` closes it", path);
	else
		ret = read_fd(fd, what, out, err);
	close(fd);
	return ret;
}

int secret_get(const struct endpoint_secret *source, const char *what,
	       struct strbuf *out, struct err *err)
{
	int ret;

	if (source->command)
		ret = program_first_line(source->command, SECRET_MAX, out, err);
	else if (source->file)
		ret = read_file(source->file, what, out, err);
	else if (source->fd >= 0)
		ret = read_fd(source->fd, what, out, err);
	else
		return 0;
	if (!ret && !out->len)
		ret = err_set(err, ERR_INPUT, "the %s is empty", what);
	return ret;
}
