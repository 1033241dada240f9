#include "store/holder.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"

/* Which words behind the name in /proc/PID/stat: state is the first. */
#define START_WORD 20

/* Reads /proc/PID/stat; false where there is no such process. */
static bool read_stat(const char *pid, struct strbuf *out)
{
	struct strbuf path = STRBUF_INIT;
	char buffer[1024];
	ssize_t n = -1;
	int fd;

	strbuf_addf(&path, "/proc/%s/stat", pid);
	fd = open(path.text, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, buffer, sizeof(buffer));
		close(fd);
	}
	if (n > 0)
		strbuf_add(out, buffer, (size_t)n);
	strbuf_release(&path);
	return n > 0;
}

/*
 * Appends "PID START" of the process, unless it is dead already and only waits
 * for its parent. The name stands in brackets and may hold anything, brackets
 * too, so what follows the last one counts.
 */
static void add_mark(const char *pid, struct strbuf *out)
{
	struct strbuf stat = STRBUF_INIT;
	const char *at = NULL;

	if (read_stat(pid, &stat))
		at = strrchr(stat.text, ')');
	if (at && at[1] == ' ' && !strchr("ZXx", at[2])) {
		at += 2;
		for (int word = 1; at && word < START_WORD; word++) {
			at = strchr(at, ' ');
			at = at ? at + 1 : NULL;
		}
		if (at) {
			strbuf_add(out, stat.text, strspn(stat.text,
							  "0123456789"));
			strbuf_addch(out, ' ');
			strbuf_add(out, at, strspn(at, "0123456789"));
		}
	}
	strbuf_release(&stat);
}

void holder_mark(struct strbuf *out)
{
	add_mark("self", out);
}

bool holder_lives(const char *mark)
{
	struct strbuf now = STRBUF_INIT, own = STRBUF_INIT, pid = STRBUF_INIT;
	bool lives = false;

	strbuf_add(&pid, mark, strspn(mark, "0123456789"));
	if (pid.len) {
		add_mark(pid.text, &now);
		holder_mark(&own);
		lives = strbuf_equals(&now, mark) && !strbuf_equals(&own, mark);
	}
	strbuf_release(&now);
	strbuf_release(&own);
	strbuf_release(&pid);
	return lives;
}
