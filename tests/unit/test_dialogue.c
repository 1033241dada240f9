#include "room.h"

#include <string.h>

#include "base/strbuf.h"
#include "practice/console.h"
#include "practice/dialogue.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* A person who types what is in a list, and what was said to them. */
struct person {
	struct console console;
	const char *const *lines;
	const char *edited;		/* what the editor leaves; NULL: none */
	struct strbuf heard;
	int panics, calms;
};

static void say(struct console *self, enum voice voice, const char *label,
		const char *text)
{
	struct person *p = (struct person *)self;

	(void)voice;
	strbuf_addf(&p->heard, "%s%s\n", label, text);
}

static bool ask(struct console *self, const struct session_ask *question,
		struct strbuf *line)
{
	struct person *p = (struct person *)self;

	(void)question;
	if (!*p->lines)
		return false;
	strbuf_reset(line);
	strbuf_addstr(line, *p->lines++);
	return true;
}

static bool edit(struct console *self, struct strbuf *text)
{
	const struct person *p = (const struct person *)self;

	if (!p->edited)
		return false;
	strbuf_reset(text);
	strbuf_addstr(text, p->edited);
	return true;
}

static void panic(struct console *self)
{
	((struct person *)self)->panics++;
}

static void calm(void *data)
{
	((struct person *)data)->calms++;
}


static int open_once(void **state)
{
	(void)state;
	room = room_open();
	return 0;
}

static int close_once(void **state)
{
	(void)state;
	reviewer_free(room.reviewer);
	playbook_free(room.book);
	hotlines_free(room.hotlines);
	messages_free(room.messages);
	catalog_free(room.catalog);
	return 0;
}

static void person_init(struct person *p, const char *const *lines)
{
	*p = (struct person){
		.console = { .say = say, .ask = ask, .edit = edit,
			     .panic = panic, .calm = calm, .data = p },
		.lines = lines, .heard = STRBUF_INIT,
	};
}

/* Runs a session with it; *draft, where given, gets the words at the end. */
static enum dialogue_end talk(struct person *p, struct strbuf *draft)
{
	struct session *session = session_new(&room.setup);
	enum dialogue_end end = dialogue_run(session, room.messages,
					     &p->console);

	if (draft)
		strbuf_addstr(draft, session_result(session).draft);
	session_free(session);
	return end;
}

static void ends_as_the_person_wishes(void **state)
{
	static const struct {
		const char *lines[4];
		bool interactive;
		enum dialogue_end end;
		int panics;
	} cases[] = {
		{ { ":quit" }, true, DIALOGUE_LEFT, 0 },
		{ { ":q" }, true, DIALOGUE_LEFT, 0 },
		{ { "no", ":panic", "not read" }, true, DIALOGUE_PANIC, 1 },
		{ { NULL }, true, DIALOGUE_LEFT, 0 },
		/* In a pipe defaults are taken, as far as there are any. */
		{ { NULL }, false, DIALOGUE_SHORT, 0 },
		{ { "no" }, false, DIALOGUE_SHORT, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct person p;

		person_init(&p, cases[i].lines);
		p.console.interactive = cases[i].interactive;
		assert_int_equal(talk(&p, NULL), cases[i].end);
		assert_int_equal(p.panics, cases[i].panics);
		strbuf_release(&p.heard);
	}
}

/* What the driver itself knows; the question waits meanwhile. */
static void commands_of_the_driver(void **state)
{
	static const struct {
		const char *line, *key;
	} cases[] = {
		{ ":pause", "commands.paused" },
		{ ":pau", "commands.paused" },
		{ ":edit", "commands.nothing-to-edit" },
		{ ":nosuch", "commands.unknown" },
		{ ":", "commands.unknown" },
		{ ":p", "commands.unknown" },	/* pause, panic */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *const lines[] = { cases[i].line, ":quit", NULL };
		struct strbuf text = STRBUF_INIT;
		struct person p;

		person_init(&p, lines);
		assert_int_equal(talk(&p, NULL), DIALOGUE_LEFT);
		messages_add(room.messages, cases[i].key, 0, NULL, &text);
		if (!strstr(p.heard.text, text.text))
			fail_msg("%s: \"%s\" was not said but \"%s\"",
				 cases[i].line, text.text, p.heard.text);
		strbuf_release(&text);
		strbuf_release(&p.heard);
	}
}

static void calm_leads_through_an_exercise(void **state)
{
	static const char *const lines[] = { ":calm", ":quit", NULL };
	struct person p;

	(void)state;
	person_init(&p, lines);
	talk(&p, NULL);
	assert_int_equal(p.calms, 1);
	strbuf_release(&p.heard);
	/* Where the console has none, the session has words for it. */
	person_init(&p, lines);
	p.console.calm = NULL;
	talk(&p, NULL);
	assert_int_equal(p.calms, 0);
	assert_true(p.heard.len > 0);
	strbuf_release(&p.heard);
}

static void two_colons_are_one_that_is_meant(void **state)
{
	static const char *const lines[] = {
		"no", "5", "50", "", "", "", "::) Sam", "beer", "tea",
		"plain", NULL,
	};
	struct strbuf draft = STRBUF_INIT;
	struct person p;

	(void)state;
	person_init(&p, lines);
	assert_int_equal(talk(&p, &draft), DIALOGUE_DONE);
	assert_non_null(strstr(draft.text, ":) Sam"));
	assert_null(strstr(draft.text, "::) Sam"));
	strbuf_release(&draft);
	strbuf_release(&p.heard);
}

static void an_editor_gives_the_draft(void **state)
{
	static const char *const lines[] = {
		"no", "5", "50", "", "", "", "Sam", "beer", "tea", "plain",
		":edit", NULL,
	};
	struct strbuf draft = STRBUF_INIT, text = STRBUF_INIT;
	struct person p;

	(void)state;
	person_init(&p, lines);
	p.edited = "  No, thank you. Not tonight.\n\n";
	assert_int_equal(talk(&p, &draft), DIALOGUE_DONE);
	assert_string_equal(draft.text, "No, thank you. Not tonight.");
	strbuf_release(&p.heard);
	/* One that fails changes nothing, and it is said. */
	strbuf_reset(&draft);
	person_init(&p, lines);
	assert_int_equal(talk(&p, &draft), DIALOGUE_DONE);
	assert_non_null(strstr(draft.text, "Sam"));
	messages_add(room.messages, "commands.no-editor", 0, NULL, &text);
	assert_non_null(strstr(p.heard.text, text.text));
	strbuf_release(&p.heard);
	/* What is no UTF-8 is not taken. */
	strbuf_reset(&draft);
	person_init(&p, lines);
	p.edited = "\xff";
	talk(&p, &draft);
	assert_non_null(strstr(draft.text, "Sam"));
	strbuf_release(&p.heard);
	strbuf_release(&draft);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_as_the_person_wishes),
		cmocka_unit_test(commands_of_the_driver),
		cmocka_unit_test(calm_leads_through_an_exercise),
		cmocka_unit_test(two_colons_are_one_that_is_meant),
		cmocka_unit_test(an_editor_gives_the_draft),
	};

	return cmocka_run_group_tests_name("dialogue", tests, open_once,
					   close_once);
}
