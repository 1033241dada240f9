#include "room.h"

#include <string.h>

#include "base/strlist.h"

/* What ships is enough for ten rounds: lines at each level, two ways to
 * answer, and moves behind which it fits. */
static void every_tactic_has_lines_and_answers(void **state)
{
	(void)state;
	assert_true(room.book->count >= 14);
	for (size_t i = 0; i < room.book->count; i++) {
		const struct tactic *t = &room.book->tactics[i];
		size_t by_level[6] = { 0 };

		for (size_t l = 0; l < t->line_count; l++)
			by_level[t->lines[l].level]++;
		for (int level = 1; level <= 5; level++)
			if (by_level[level] < 2)
				fail_msg("%s has %zu lines of level %d",
					 t->name, by_level[level], level);
		assert_true(*t->title && *t->about && *t->why);
		assert_true(t->after_count > 0);
		assert_true(*t->first.act && t->first.count > 1);
		assert_true(*t->second.act && t->second.count > 1);
		assert_ptr_equal(playbook_tactic(room.book, t->name), t);
	}
	assert_null(playbook_tactic(room.book, "no-such"));
}

/* A name in the content that is no move would never match anything. */
static void every_move_that_is_named_exists(void **state)
{
	const struct lexicon *lex = &rulebook_builtin.lexicon;
	size_t count = messages_count(room.book->replies, "presses");

	(void)state;
	assert_true(count > 10);
	for (size_t i = 0; i < count; i++) {
		const char *move = messages_item(room.book->replies,
						 "presses", i);

		if (lexicon_move(lex, move) < 0)
			fail_msg("presses: no move %s", move);
	}
	for (size_t t = 0; t < room.book->count; t++)
		for (size_t i = 0; i < room.book->tactics[t].after_count; i++) {
			const char *move = room.book->tactics[t].after[i];

			if (strcmp(move, "silence") &&
			    lexicon_move(lex, move) < 0)
				fail_msg("%s: no move %s",
					 room.book->tactics[t].name, move);
		}
}

/* Every tactic that a script's pushback names can be played. */
static void every_tactic_of_a_script_exists(void **state)
{
	struct strlist names = STRLIST_INIT;
	size_t seen = 0;

	(void)state;
	catalog_script_names(room.catalog, &names);
	for (size_t i = 0; i < names.count; i++) {
		struct script *script = NULL;
		struct err err = { 0 };

		assert_int_equal(catalog_load(room.catalog, names.items[i],
					      &script, &err), 0);
		for (size_t p = 0; p < script->pushback_count; p++, seen++)
			assert_non_null(playbook_tactic(room.book,
					script->pushbacks[p].tactic));
		script_free(script);
	}
	assert_true(seen > 100);
	strlist_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_tactic_has_lines_and_answers),
		cmocka_unit_test(every_move_that_is_named_exists),
		cmocka_unit_test(every_tactic_of_a_script_exists),
	};

	return cmocka_run_group_tests_name("playbook", tests, open_room,
					   close_room);
}
