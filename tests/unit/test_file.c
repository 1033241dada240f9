/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/strlist.h"

/* Each test runs in an empty folder of its own, which is the current one. */
struct place {
	char folder[32];
	int home;
};

static int enter(void **state)
{
	struct place *place = malloc(sizeof(*place));

	memcpy(place->folder, "/tmp/boundary-test.XXXXXX", 26);
	place->home = open(".", O_RDONLY | O_DIRECTORY);
	umask(022);
	*state = place;
	return !mkdtemp(place->folder) || chdir(place->folder);
}

static int leave(void **state)
{
	struct place *place = *state;
	char command[64];
	int ret;

	snprintf(command, sizeof(command), "rm -rf %s", place->folder);
	ret = fchdir(place->home) || system(command);
	close(place->home);
	free(place);
	return ret;
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void assert_holds(const char *path, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	if (file_read(path, 1024 * 1024, &out, &err))
		fail_msg("%s", err.text);
	assert_string_equal(out.text, text);
	strbuf_release(&out);
}

/* How many entries, hidden ones too, the current folder has. */
static size_t entries(void)
{
	DIR *dir = opendir(".");
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n - 2;
}

static void reads_and_appends(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { .text = "untouched" };
	int folder;

	(void)state;
	put("a", "one\n");
	put("empty", "");
	assert_int_equal(symlink("a", "link"), 0);
	strbuf_addstr(&out, "> ");
	assert_int_equal(file_read("a", 4, &out, &err), 0);
	assert_int_equal(file_read("empty", 0, &out, &err), 0);
	assert_int_equal(file_read("link", SIZE_MAX, &out, &err), 0);
	assert_string_equal(out.text, "> one\none\n");
	folder = open(".", O_RDONLY | O_DIRECTORY);
	assert_int_equal(file_read_at(folder, "a", 100, &out, &err), 0);
	assert_string_equal(out.text, "> one\none\none\n");
	assert_string_equal(err.text, "untouched");
	close(folder);
	strbuf_release(&out);
}

/* Files whose length the system does not tell (0) are read as well. */
static void reads_a_file_of_unknown_length(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(file_read("/proc/self/status", 65536, &out, &err), 0);
	assert_true(out.len > 100);
	strbuf_reset(&out);
	assert_int_equal(file_read("/proc/self/status", 10, &out, &err),
			 ERR_INPUT);
	assert_int_equal(out.len, 0);
	strbuf_release(&out);
}

static void refuses_what_it_cannot_read(void **state)
{
	static const struct {
		const char *path;
		size_t max;
		int ret;
		const char *text;
	} cases[] = {
		{ "none", 9, ERR_NOTFOUND, "none: No such file or directory" },
		{ "", 9, ERR_NOTFOUND, ": No such file or directory" },
		{ "a/b", 9, ERR_NOTFOUND, "a/b: Not a directory" },
		{ "broken", 9, ERR_NOTFOUND, "broken: No such file or directory" },
		{ "a", 3, ERR_INPUT, "a: larger than 3 bytes" },
		{ "a", 0, ERR_INPUT, "a: larger than 0 bytes" },
		{ ".", 9, ERR_SYSTEM, ".: not a regular file" },
		{ "fifo", 9, ERR_SYSTEM, "fifo: not a regular file" },
		{ "/dev/zero", 9, ERR_SYSTEM, "/dev/zero: not a regular file" },
		{ "loop", 9, ERR_SYSTEM,
		  "loop: Too many levels of symbolic links" },
	};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	put("a", "four");
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(symlink("none", "broken"), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	strbuf_addstr(&out, "before");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };

		assert_int_equal(file_read(cases[i].path, cases[i].max, &out,
					   &err), cases[i].ret);
		assert_string_equal(err.text, cases[i].text);
		assert_string_equal(out.text, "before");
	}
	strbuf_release(&out);
}

static void keeps_the_reason_behind_a_long_path(void **state)
{
	char path[5001];
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	memset(path, 'x', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	assert_int_equal(file_read(path, 9, &out, &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "x: File name too long"));
	strbuf_release(&out);
}

/* A stream of `len` bytes that comes through a pipe. */
static FILE *piped(size_t len)
{
	char command[64];

	snprintf(command, sizeof(command), "head -c %zu /dev/zero", len);
	return popen(command, "r");
}

static void reads_a_stream_up_to_its_ceiling(void **state)
{
	static const size_t maxima[] = { 0, 1, 65535, 65536, 65537, 200000 };

	(void)state;
	for (size_t i = 0; i < sizeof(maxima) / sizeof(maxima[0]); i++) {
		struct strbuf out = STRBUF_INIT;
		struct err err = { 0 };
		FILE *in = piped(maxima[i]);

		strbuf_addstr(&out, "x");
		assert_int_equal(file_read_stream(in, "standard input",
						  maxima[i], &out, &err), 0);
		assert_int_equal(out.len, maxima[i] + 1);
		pclose(in);
		in = piped(maxima[i] + 1);
		assert_int_equal(file_read_stream(in, "standard input",
						  maxima[i], &out, &err),
				 ERR_INPUT);
		assert_int_equal(out.len, maxima[i] + 1);
		assert_memory_equal(err.text, "standard input: larger than ", 28);
		pclose(in);
		strbuf_release(&out);
	}
}

static void tells_that_a_stream_cannot_be_read(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };
	FILE *in = fopen(".", "r");

	(void)state;
	assert_non_null(in);
	assert_int_equal(file_read_stream(in, "-", 100, &out, &err), ERR_SYSTEM);
	assert_string_equal(err.text, "-: Is a directory");
	assert_int_equal(out.len, 0);
	fclose(in);
	strbuf_release(&out);
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static void writes_a_file_whole(void **state)
{
	struct err err = { .text = "untouched" };

	(void)state;
	assert_int_equal(file_write("a", "one", 3, 0600, &err), 0);
	assert_holds("a", "one");
	assert_int_equal(mode_of("a"), 0600);
	assert_int_equal(file_write("a", "two\n", 4, 0666, &err), 0);
	assert_holds("a", "two\n");
	assert_int_equal(mode_of("a"), 0644);
	assert_int_equal(file_write("./empty", "", 0, 0600, &err), 0);
	assert_holds("empty", "");
	assert_int_equal(mkdir("sub", 0700), 0);
	assert_int_equal(file_write("sub/b", "three", 5, 0600, &err), 0);
	assert_holds("sub/b", "three");
	assert_string_equal(err.text, "untouched");
	assert_int_equal(entries(), 3);
}

static void replaces_a_link_and_not_what_it_points_to(void **state)
{
	struct err err = { 0 };
	struct stat st;

	(void)state;
	put("victim", "safe");
	assert_int_equal(symlink("victim", "a"), 0);
	assert_int_equal(file_write("a", "new", 3, 0600, &err), 0);
	assert_int_equal(lstat("a", &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_holds("victim", "safe");
	assert_holds("a", "new");
}

/* What an earlier run left lying under our process number is no obstacle. */
static void steps_over_a_stale_temporary(void **state)
{
	struct strbuf name = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	strbuf_addf(&name, ".boundary.%ld.0", (long)getpid());
	assert_int_equal(symlink("victim", name.text), 0);
	assert_int_equal(file_write("a", "new", 3, 0600, &err), 0);
	assert_holds("a", "new");
	assert_int_equal(access("victim", F_OK), -1);
	strbuf_release(&name);
}

static void leaves_the_old_file_where_writing_fails(void **state)
{
	struct rlimit old, small = { 100, 100 };
	struct err err = { 0 };
	char data[200];
	int ret;

	(void)state;
	memset(data, 'x', sizeof(data));
	put("a", "old");
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	setrlimit(RLIMIT_FSIZE, &small);
	ret = file_write("a", data, sizeof(data), 0600, &err);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(ret, ERR_SYSTEM);
	assert_string_equal(err.text, "a: File too large");
	assert_holds("a", "old");
	assert_int_equal(entries(), 1);
}

static void tells_why_a_file_cannot_be_written(void **state)
{
	static const struct {
		const char *path;
		const char *text;
	} cases[] = {
		{ "none/a", "none/a: No such file or directory" },
		{ "a/b", "a/b: Not a directory" },
		{ "sub", "sub: Is a directory" },
		{ "/proc/none", "/proc/none: No such file or directory" },
	};

	(void)state;
	put("a", "old");
	assert_int_equal(mkdir("sub", 0700), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };

		assert_int_equal(file_write(cases[i].path, "x", 1, 0600, &err),
				 ERR_SYSTEM);
		assert_string_equal(err.text, cases[i].text);
	}
	assert_int_equal(entries(), 2);
}

static void makes_folders_and_their_parents(void **state)
{
	struct err err = { .text = "untouched" };
	char path[64];

	assert_int_equal(file_make_folder("a/b/c", 0700, &err), 0);
	assert_int_equal(mode_of("a"), 0700);
	assert_int_equal(mode_of("a/b/c"), 0700);
	assert_int_equal(file_make_folder("a/b/c", 0700, &err), 0);
	assert_int_equal(file_make_folder("a/b//d/", 0755, &err), 0);
	assert_int_equal(mode_of("a/b/d"), 0755);
	assert_int_equal(mode_of("a/b"), 0700);
	snprintf(path, sizeof(path), "%s/e", ((struct place *)*state)->folder);
	assert_int_equal(file_make_folder(path, 0700, &err), 0);
	assert_int_equal(mode_of("e"), 0700);
	assert_int_equal(symlink("a", "link"), 0);
	assert_int_equal(file_make_folder("link/f", 0700, &err), 0);
	assert_int_equal(mode_of("a/f"), 0700);
	assert_int_equal(file_make_folder("/", 0700, &err), 0);
	assert_string_equal(err.text, "untouched");
}

static void makes_no_folder_of_a_file(void **state)
{
	static const struct {
		const char *path;
		const char *text;
	} cases[] = {
		{ "a", "a: Not a directory" },
		{ "a/b", "a: Not a directory" },
		{ "/proc/none/b", "/proc/none: No such file or directory" },
		{ "", ": No such file or directory" },
	};

	(void)state;
	put("a", "");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };

		assert_int_equal(file_make_folder(cases[i].path, 0700, &err),
				 ERR_SYSTEM);
		assert_string_equal(err.text, cases[i].text);
	}
}

static void lists_names_sorted(void **state)
{
	struct strlist names = STRLIST_INIT;
	struct err err = { 0 };

	(void)state;
	put("b.md", "");
	put("a.md", "");
	put("B.md", "");
	put(".hidden.md", "");
	put("c.txt", "");
	put("md", "");
	assert_int_equal(mkdir("d.md", 0700), 0);
	strlist_add(&names, "z");
	assert_int_equal(file_list(".", ".md", &names, &err), 0);
	assert_int_equal(names.count, 5);
	assert_string_equal(names.items[0], "z");
	assert_string_equal(names.items[1], "B.md");
	assert_string_equal(names.items[2], "a.md");
	assert_string_equal(names.items[3], "b.md");
	assert_string_equal(names.items[4], "d.md");
	assert_int_equal(file_list("none", ".md", &names, &err), 0);
	assert_int_equal(file_list("none/none", "", &names, &err), 0);
	assert_int_equal(names.count, 5);
	assert_int_equal(file_list("md", "", &names, &err), ERR_SYSTEM);
	assert_string_equal(err.text, "md: Not a directory");
	assert_int_equal(names.count, 5);
	strlist_release(&names);
	assert_int_equal(file_list(".", "", &names, &err), 0);
	assert_int_equal(names.count, 6);
	strlist_release(&names);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_and_appends),
		TEST(reads_a_file_of_unknown_length),
		TEST(refuses_what_it_cannot_read),
		TEST(keeps_the_reason_behind_a_long_path),
		TEST(reads_a_stream_up_to_its_ceiling),
		TEST(tells_that_a_stream_cannot_be_read),
		TEST(writes_a_file_whole),
		TEST(replaces_a_link_and_not_what_it_points_to),
		TEST(steps_over_a_stale_temporary),
		TEST(leaves_the_old_file_where_writing_fails),
		TEST(tells_why_a_file_cannot_be_written),
		TEST(makes_folders_and_their_parents),
		TEST(makes_no_folder_of_a_file),
		TEST(lists_names_sorted),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
