/* Picked habits of a session, on what ships. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "practice/playbook.h"
#include "practice/session.h"
#include "script/catalog.h"
#include "script/messages.h"

static const char both_leans[] = "You never listen. I'm so so sorry but I "
	"can't come, is that ok?";

/* Goes on with defaults until `name` waits. */
static void go_to(struct session *s, const char *name)
{
	struct err err = { 0 };

	for (int i = 0; i < 60 && strcmp(session_ask(s)->name, name); i++) {
		const struct session_ask *ask = session_ask(s);

		assert_int_equal(session_answer(s, ask->initial ||
			ask->optional ? "" : "Sam", &err), 0);
	}
	assert_string_equal(session_ask(s)->name, name);
}

/* The place of what is said that has `text` in it; -1 where nothing has. */
static int place(const struct session *s, const char *text)
{
	size_t count;
	const struct session_say *says = session_says(s, &count);

	for (size_t i = 0; i < count; i++)
		if (strstr(says[i].text, text))
			return (int)i;
	return -1;
}

static void a_pick_changes_what_comes_first(void **state)
{
	/* What is said of a hard and of a soft finding, in the order wanted. */
	static const struct {
		const char *pick, *first, *second;
	} cases[] = {
		{ "", "easy to argue", "said sorry" },
		{ "1", "said sorry", "easy to argue" },
		{ "2", "easy to argue", "said sorry" },
		{ "3", "easy to argue", "said sorry" },
	};
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct reviewer *reviewer = reviewer_new(&rulebook_builtin);
	struct messages *messages = NULL;
	struct playbook *book = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(messages_load(&messages, catalog,
				       "session/practice.yaml", &err), 0);
	assert_int_equal(playbook_load(&book, catalog, &err), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct session_setup setup = {
			.catalog = catalog, .messages = messages,
			.reviewer = reviewer, .playbook = book,
			.script = "decline-a-drink",
			.introduced = true, .country = "IE",
			.today = { 2026, 11, 24 },
		};
		struct session *s = session_new(&setup);
		int first, second;

		go_to(s, "patterns");
		assert_true(session_ask(s)->optional);
		assert_int_equal(session_answer(s, cases[i].pick, &err), 0);
		go_to(s, "draft");
		assert_int_equal(place(s, "one line that shows you care") >= 0,
				 i == 1);
		assert_int_equal(session_answer(s, both_leans, &err), 0);
		first = place(s, cases[i].first);
		second = place(s, cases[i].second);
		assert_true(first >= 0);
		assert_true(first < second);
		go_to(s, "turn-1");
		assert_int_equal(place(s, "Guess first") >= 0, i == 1);
		assert_int_equal(place(s, "Stay for one more line") >= 0,
				 i == 2);
		session_free(s);
	}
	messages_free(messages);
	playbook_free(book);
	reviewer_free(reviewer);
	catalog_free(catalog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pick_changes_what_comes_first),
	};

	return cmocka_run_group_tests_name("patterns", tests, NULL, NULL);
}
