/*
 * Deleting the journal is what commits, so the order matters. The header goes
 * first and is synced: a journal without one is not rolled back, the same way
 * by which SQLite's PERSIST mode commits. Were other pages to reach the disk as
 * zeros before it, a power cut would leave a journal that undoes one half.
 */
#include "store/db-shred.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "boundary-shred"
#define TAIL "-journal"
#define HEADER 512		/* one sector, which a disk writes as a whole */
#define PIECE (64 * 1024)

static sqlite3_vfs ours;
static int (*delete_file)(sqlite3_vfs *vfs, const char *path, int sync_folder);

static bool put_zeros(int fd, off_t from, off_t to)
{
	static const char zeros[PIECE];

	while (from < to) {
		off_t left = to - from;
		ssize_t n = pwrite(fd, zeros, (size_t)(left < PIECE ? left :
						       PIECE), from);

		if (n <= 0)
			return false;
		from += n;
	}
	return !fdatasync(fd);
}

/* Where it cannot be overwritten it is deleted all the same. */
static void overwrite(const char *path)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode)) {
		off_t header = st.st_size < HEADER ? st.st_size : HEADER;

		if (put_zeros(fd, 0, header))
			put_zeros(fd, header, st.st_size);
	}
	close(fd);
}

static int shred(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	size_t len = strlen(path), tail = strlen(TAIL);

	if (len > tail && !strcmp(path + len - tail, TAIL))
		overwrite(path);
	return delete_file(vfs, path, sync_folder);
}

const char *db_shred(void)
{
	sqlite3_vfs *usual;

	if (delete_file)
		return NAME;
	usual = sqlite3_vfs_find(NULL);
	if (!usual)
		return NULL;
	ours = *usual;
	ours.pNext = NULL;
	ours.zName = NAME;
	ours.xDelete = shred;
	if (sqlite3_vfs_register(&ours, false))
		return NULL;
	delete_file = usual->xDelete;
	return NAME;
}
