#ifndef TESTS_UNIT_HOME_H
#define TESTS_UNIT_HOME_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A data folder of a test's own, below /tmp, and what lies in it. */
struct home {
	char top[64];
	char folder[96];	/* does not exist until something is kept */
	char file[128];
};

static inline void home_make(struct home *home)
{
	snprintf(home->top, sizeof(home->top), "/tmp/boundary-test-XXXXXX");
	assert_non_null(mkdtemp(home->top));
	snprintf(home->folder, sizeof(home->folder), "%s/boundary", home->top);
	snprintf(home->file, sizeof(home->file), "%s/boundary.db",
		 home->folder);
}

static inline void home_remove(const struct home *home)
{
	char path[160];

	snprintf(path, sizeof(path), "%s-journal", home->file);
	unlink(path);
	unlink(home->file);
	rmdir(home->folder);
	assert_int_equal(rmdir(home->top), 0);
}

/* True where the file holds these bytes anywhere. */
static inline int home_holds(const struct home *home, const char *word)
{
	FILE *in = fopen(home->file, "rb");
	static char bytes[1 << 20];
	size_t len;

	assert_non_null(in);
	len = fread(bytes, 1, sizeof(bytes), in);
	fclose(in);
	assert_true(len > 0 && len < sizeof(bytes));
	return memmem(bytes, len, word, strlen(word)) != NULL;
}

/* How many names lie in the folder. */
static inline int home_names(const struct home *home)
{
	DIR *folder = opendir(home->folder);
	int count = 0;

	while (folder && readdir(folder))
		count++;
	if (folder)
		closedir(folder);
	return count ? count - 2 : 0;
}

#endif
