#include "room.h"

#include <string.h>

#include "base/strbuf.h"
#include "practice/mentor.h"
#include "practice/reading.h"

static struct limit limit = LIMIT_INIT;

static int open_all(void **state)
{
	open_room(state);
	limit_find(&limit, room_run(&room), "No, thanks. I'm not drinking.");
	return 0;
}

static int close_all(void **state)
{
	limit_release(&limit);
	return close_room(state);
}

static void comment_on(struct mentor *m, const char *reply,
		       const struct tactic *tactic, struct strbuf *out)
{
	struct reading r = READING_INIT;

	strbuf_reset(out);
	reading_take(&r, room_run(&room), reply, &limit, tactic);
	mentor_comment(m, &r, &limit, tactic, out);
	reading_release(&r);
}

/* Sentence ends outside of quotes. */
static size_t sentences(const char *text)
{
	bool quoted = false;
	size_t count = 0;

	for (; *text; text++) {
		quoted ^= *text == '"';
		count += !quoted && strchr(".!?", *text) &&
			(text[1] == ' ' || !text[1]);
		/* A quote that ends the text ends its sentence. */
		count += !quoted && *text == '"' && !text[1];
	}
	return count;
}

/* A mention of a weak spot, where the reply has one, and a better line where
 * that helps; never more than three sentences. */
static void says_what_the_reply_did(void **state)
{
	static const struct {
		const char *reply;
		bool line;	/* offers one */
	} cases[] = {
		{ "I'm not drinking.", false },
		{ "I hear you, and I'm not drinking.", false },
		{ "I'm heading off now. We can talk tomorrow.", false },
		{ "I'm sorry, I can't.", false },
		{ "Maybe later.", true },
		{ "Is that okay?", true },
		{ "You're an idiot.", true },
		{ "What a nice hat.", true },
		{ "I hear that you're disappointed.", true },
		{ "Okay, just one.", false },
	};
	const struct tactic *guilt = playbook_tactic(room.book, "guilt");

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (uint64_t seed = 0; seed < 30; seed++) {
			struct strbuf text = STRBUF_INIT;
			struct mentor m;

			mentor_start(&m, room.book, seed);
			comment_on(&m, cases[i].reply, guilt, &text);
			assert_null(strstr(text.text, "{{"));
			assert_null(strchr(text.text, '['));
			if (!text.len || sentences(text.text) > 3 ||
			    !!strstr(text.text, ": \"") != cases[i].line)
				fail_msg("\"%s\": %s", cases[i].reply,
					 text.text);
			strbuf_release(&text);
		}
}

/* Each move that the other side may press has words of the mentor's, so that
 * no weak spot is passed over. */
static void every_pressed_move_is_named(void **state)
{
	size_t count = messages_count(room.book->replies, "presses");

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct strbuf key = STRBUF_INIT;

		strbuf_addf(&key, "did.%s",
			    messages_item(room.book->replies, "presses", i));
		if (!messages_count(room.book->mentor, key.text))
			fail_msg("the mentor has no %s", key.text);
		strbuf_release(&key);
	}
}

static void praises_steadiness_by_counting_it(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct mentor m;

	(void)state;
	mentor_start(&m, room.book, 1);
	for (unsigned i = 1; i <= 6; i++) {
		comment_on(&m, "I'm not drinking.", NULL, &text);
		assert_int_equal(m.held, i);
	}
	comment_on(&m, "Maybe later.", NULL, &text);
	assert_int_equal(m.held, 0);
	strbuf_release(&text);
}

static void does_not_repeat_itself(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 100; seed++) {
		struct strbuf text = STRBUF_INIT, before = STRBUF_INIT;
		struct mentor m;

		mentor_start(&m, room.book, seed);
		for (int i = 0; i < 6; i++) {
			comment_on(&m, "I'm not drinking.", NULL, &text);
			assert_false(strbuf_equals(&before, text.text));
			strbuf_reset(&before);
			strbuf_addstr(&before, text.text);
		}
		strbuf_release(&text);
		strbuf_release(&before);
	}
}

/* The second time that a tactic comes, the second answer is the advice. */
static void has_a_second_answer(void **state)
{
	const struct tactic *why = playbook_tactic(room.book, "why");
	struct strbuf text = STRBUF_INIT;
	struct mentor m;

	(void)state;
	mentor_start(&m, room.book, 1);
	assert_string_equal(mentor_advice(&m, why), why->first.act);
	comment_on(&m, "No.", why, &text);
	assert_string_equal(mentor_advice(&m, why), why->second.act);
	assert_true(*mentor_line(&m, why));
	assert_string_equal(mentor_advice(&m, NULL), "");
	assert_string_equal(mentor_line(&m, NULL), "");
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_the_reply_did),
		cmocka_unit_test(every_pressed_move_is_named),
		cmocka_unit_test(praises_steadiness_by_counting_it),
		cmocka_unit_test(does_not_repeat_itself),
		cmocka_unit_test(has_a_second_answer),
	};

	return cmocka_run_group_tests_name("mentor", tests, open_all,
					   close_all);
}
