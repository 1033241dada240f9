#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"

#define CHUNK (64 * 1024)
/* With the NUL behind it, a page. */
#define PIECE_FIRST 4095

/* How many names for a temporary file are tried before we give up. */
#define TEMPORARY_MAX 100

/* The path is cut where it is very long, so that the reason stays. */
static int system_err(struct err *err, const char *path, int number)
{
	return err_set(err, ERR_SYSTEM, "%.*s: %s", ERR_NAME_MAX, path,
		       strerror(number));
}

static int open_err(struct err *err, const char *path, int number)
{
	bool missing = number == ENOENT || number == ENOTDIR;

	system_err(err, path, number);
	return missing ? ERR_NOTFOUND : ERR_SYSTEM;
}

static int too_large(struct err *err, const char *name, size_t max)
{
	return err_set(err, ERR_INPUT, "%.*s: larger than %zu bytes",
		       ERR_NAME_MAX, name, max);
}

static size_t one_past(size_t left)
{
	return left < SIZE_MAX ? left + 1 : left;
}

/* Reads `fd` to its end into `out`, one byte past `max` at most. */
static int read_all(int fd, const char *name, size_t max, size_t expected,
		    struct strbuf *out, struct err *err)
{
	size_t start = out->len;

	strbuf_reserve(out, expected);
	for (;;) {
		size_t room = out->capacity - out->len - 1;
		size_t left = one_past(max - (out->len - start));
		ssize_t n;

		if (!room) {
			strbuf_reserve(out, CHUNK);
			continue;
		}
		n = read(fd, out->text + out->len, room < left ? room : left);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return system_err(err, name, errno);
		out->len += (size_t)n;
		out->text[out->len] = '\0';
		if (out->len - start > max)
			return too_large(err, name, max);
		if (!n)
			return 0;
	}
}

int file_read_at(int dirfd, const char *name, size_t max, struct strbuf *out,
		 struct err *err)
{
	/* O_NONBLOCK, lest the open itself waits for the writer of a FIFO. */
	int fd = openat(dirfd, name,
			O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	size_t start = out->len;
	struct stat st;
	int ret;

	if (fd < 0)
		return open_err(err, name, errno);
	if (fstat(fd, &st))
		ret = system_err(err, name, errno);
	else if (!S_ISREG(st.st_mode))
		ret = err_set(err, ERR_SYSTEM, "%.*s: not a regular file",
			      ERR_NAME_MAX, name);
	else if ((unsigned long long)st.st_size > max)
		ret = too_large(err, name, max);
	else
		ret = read_all(fd, name, max, (size_t)st.st_size + 1, out, err);
	close(fd);
	if (ret)
		strbuf_cut(out, start);
	return ret;
}

int file_read(const char *path, size_t max, struct strbuf *out,
	      struct err *err)
{
	return file_read_at(AT_FDCWD, path, max, out, err);
}

int file_read_stream(FILE *in, const char *name, size_t max,
		     struct strbuf *out, struct err *err)
{
	/* A draft fits into the first piece: what is reserved is wiped. */
	size_t start = out->len, piece = PIECE_FIRST, n;
	int ret = 0;

	/* Not a read more behind the end: a terminal would wait again. */
	do {
		size_t left = one_past(max - (out->len - start));
		size_t want = left < piece ? left : piece;

		strbuf_reserve(out, want);
		piece = CHUNK;
		errno = 0;
		n = fread(out->text + out->len, 1, want, in);
		out->len += n;
		out->text[out->len] = '\0';
		if (ferror(in))
			ret = system_err(err, name, errno);
		else if (out->len - start > max)
			ret = too_large(err, name, max);
	} while (!ret && !feof(in));
	if (ret)
		strbuf_cut(out, start);
	return ret;
}

static int write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

/*
 * Opens a new file in `folder` under a name that none has. Its name starts
 * with a dot, so that file_list() never shows it.
 */
static int open_temporary(int folder, mode_t mode, struct strbuf *name)
{
	int fd = -1;

	for (int i = 0; i < TEMPORARY_MAX && fd < 0; i++) {
		strbuf_reset(name);
		strbuf_addf(name, ".boundary.%ld.%d", (long)getpid(), i);
		fd = openat(folder, name->text, O_WRONLY | O_CREAT | O_EXCL |
			    O_CLOEXEC | O_NOFOLLOW, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/* Writes and renames within `folder`; 0, or -1 with errno set. */
static int replace(int folder, const char *name, const char *data, size_t len,
		   mode_t mode)
{
	struct strbuf temporary = STRBUF_INIT;
	int fd = open_temporary(folder, mode, &temporary);
	int ret = -1, saved;

	if (fd < 0)
		goto out;
	ret = write_all(fd, data, len);
	if (!ret)
		ret = fsync(fd);
	saved = errno;
	if (close(fd) && !ret) {
		ret = -1;
		saved = errno;
	}
	if (!ret) {
		ret = renameat(folder, temporary.text, folder, name);
		saved = errno;
	}
	if (ret)
		unlinkat(folder, temporary.text, 0);
	errno = saved;
out:
	saved = errno;
	strbuf_release(&temporary);
	errno = saved;
	return ret;
}

int file_write(const char *path, const char *data, size_t len, mode_t mode,
	       struct err *err)
{
	char *for_folder = mem_string(path), *for_name = mem_string(path);
	int folder, ret = 0;

	folder = open(dirname(for_folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0 ||
	    replace(folder, basename(for_name), data, len, mode) ||
	    (fsync(folder) && errno != EINVAL))
		ret = system_err(err, path, errno);
	if (folder >= 0)
		close(folder);
	free(for_folder);
	free(for_name);
	return ret;
}

/* Is it a folder after all? Else *why, where it is EEXIST, becomes the cause. */
static bool is_folder(const char *path, int *why)
{
	struct stat st;
	int seen = stat(path, &st) ? errno : S_ISDIR(st.st_mode) ? 0 : ENOTDIR;

	if (seen && *why == EEXIST)
		*why = seen;
	return !seen;
}

int file_make_folder(const char *path, mode_t mode, struct err *err)
{
	char *part = mem_string(path);
	int ret = 0, why;

	for (size_t i = *part != '\0'; !ret; i++) {
		char c = part[i];

		if (c && c != '/')
			continue;
		part[i] = '\0';
		why = mkdir(part, mode) ? errno : 0;
		if (why && !is_folder(part, &why))
			ret = system_err(err, part, why);
		part[i] = c;
		if (!c)
			break;
	}
	free(part);
	return ret;
}

static bool ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), end = strlen(suffix);

	return len >= end && !memcmp(name + len - end, suffix, end);
}

int file_list(const char *path, const char *suffix, struct strlist *out,
	      struct err *err)
{
	struct strlist names = STRLIST_INIT;
	const struct dirent *entry;
	DIR *dir = opendir(path);
	int ret = 0;

	if (!dir)
		return errno == ENOENT ? 0 : system_err(err, path, errno);
	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (!entry)
			break;
		if (entry->d_name[0] != '.' && ends_in(entry->d_name, suffix))
			strlist_add(&names, entry->d_name);
	}
	if (errno)
		ret = system_err(err, path, errno);
	closedir(dir);
	strlist_sort(&names);
	for (size_t i = 0; i < names.count && !ret; i++)
		strlist_add(out, names.items[i]);
	strlist_release(&names);
	return ret;
}
