#include "sandbox.h"

#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* All of Landlock's first version: every older kernel that has it knows these,
 * and newer rights do not matter to one who cannot open anything. */
#define FILES \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | \
	 LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | \
	 LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
	 LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | \
	 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | \
	 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
	 LANDLOCK_ACCESS_FS_MAKE_SYM)

bool sandbox_close_files(void)
{
	const struct landlock_ruleset_attr attr = {
		.handled_access_fs = FILES,
	};
	long rules = syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr),
			     0);
	bool closed;

	if (rules < 0)
		return false;
	closed = !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
		 !syscall(SYS_landlock_restrict_self, rules, 0);
	close((int)rules);
	return closed;
}
