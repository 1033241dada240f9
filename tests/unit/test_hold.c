#include "home.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "store/hold.h"
#include "store/holder.h"
#include "store/store.h"

static void a_hold_counts_for_its_mark_until_it_is_taken_away(void **state)
{
	const struct hold kept[] = {
		{ HOLD_SECRET, 401, 1795500000 }, { HOLD_GONE, 410, 1795500001 },
	};
	struct hold hold = { HOLD_NONE, 0, 0 };
	struct store *store = NULL;
	struct err err = { 0 };
	struct home home;

	(void)state;
	home_make(&home);
	assert_int_equal(store_open(&store, home.folder, DB_WRITE, &err), 0);
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		assert_int_equal(hold_set(store, "abc", &kept[i], &err), 0);
		assert_int_equal(hold_get(store, "abc", &hold, &err), 0);
		assert_int_equal(hold.kind, kept[i].kind);
		assert_int_equal(hold.status, kept[i].status);
		assert_int_equal(hold.since, kept[i].since);
		assert_int_equal(hold_get(store, "abcd", &hold, &err), 0);
		assert_int_equal(hold.kind, HOLD_NONE);
	}
	hold = (struct hold){ HOLD_NONE, 0, 0 };
	assert_int_equal(hold_set(store, "abc", &hold, &err), 0);
	hold.kind = HOLD_GONE;
	assert_int_equal(hold_get(store, "abc", &hold, &err), 0);
	assert_int_equal(hold.kind, HOLD_NONE);
	store_close(store);
	home_remove(&home);
}

/* The mark of a child that waits; it goes when `fd` is closed. */
static pid_t start_child(struct strbuf *mark, int *fd)
{
	int to[2], from[2];
	char buffer[64];
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(to) | pipe(from), 0);
	child = fork();
	if (!child) {
		struct strbuf own = STRBUF_INIT;

		close(to[1]);
		holder_mark(&own);
		if (write(from[1], own.text, own.len) != (ssize_t)own.len)
			_exit(1);
		(void)!read(to[0], buffer, 1);
		_exit(0);
	}
	close(to[0]);
	close(from[1]);
	n = read(from[0], buffer, sizeof(buffer));
	close(from[0]);
	assert_true(n > 0);
	strbuf_add(mark, buffer, (size_t)n);
	*fd = to[1];
	return child;
}

static void a_holder_lives_as_long_as_its_process(void **state)
{
	static const char *const others[] = { "", "x", "0 1", "1", "1 ", "1 1" };
	struct strbuf own = STRBUF_INIT, mark = STRBUF_INIT;
	siginfo_t info;
	pid_t child;
	int fd;

	(void)state;
	holder_mark(&own);
	assert_true(own.len > 2);
	assert_false(holder_lives(own.text));
	child = start_child(&mark, &fd);
	assert_true(holder_lives(mark.text));
	close(fd);
	/* Dead, and not yet asked after: its number is still taken. */
	assert_int_equal(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT),
			 0);
	assert_false(holder_lives(mark.text));
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_false(holder_lives(mark.text));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(holder_lives(others[i]));
	strbuf_release(&own);
	strbuf_release(&mark);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hold_counts_for_its_mark_until_it_is_taken_away),
		cmocka_unit_test(a_holder_lives_as_long_as_its_process),
	};

	return cmocka_run_group_tests_name("hold", tests, NULL, NULL);
}
