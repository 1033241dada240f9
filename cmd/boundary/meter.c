#include "meter.h"

#include <inttypes.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"

#define PATIENCE_MS 1000
#define BETWEEN_MS 100
#define BAR 30

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void meter_begin(struct meter *m, const struct cmd_io *io, int fd)
{
	struct stat st;
	off_t at;

	*m = (struct meter){ 0 };
	if (!io->log_terminal || io->out_terminal || io->plain)
		return;
	m->log = io->log;
	m->next = now_ms() + PATIENCE_MS;
	at = lseek(fd, 0, SEEK_CUR);
	if (at >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode) &&
	    st.st_size > at)
		m->total = (uint64_t)(st.st_size - at);
}

static void draw(struct meter *m)
{
	uint64_t done = m->done < m->total ? m->done : m->total;
	int filled, len;

	if (m->total) {
		filled = (int)(done * BAR / m->total);
		len = fprintf(m->log, "\r[%.*s%*s] %3d%%", filled,
			      "##############################", BAR - filled,
			      "", (int)(done * 100 / m->total));
	} else {
		len = fprintf(m->log, "\r%" PRIu64 " KB read", m->done / 1024);
	}
	fflush(m->log);
	m->shown = len > 0 ? (size_t)len - 1 : 0;
}

void meter_add(struct meter *m, size_t bytes)
{
	int64_t now;

	if (!m->log)
		return;
	m->done += bytes;
	now = now_ms();
	if (now < m->next)
		return;
	m->next = now + BETWEEN_MS;
	draw(m);
}

void meter_end(struct meter *m)
{
	if (m->log && m->shown) {
		fprintf(m->log, "\r%*s\r", (int)m->shown, "");
		fflush(m->log);
	}
	m->log = NULL;
}
