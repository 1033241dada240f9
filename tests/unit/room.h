#ifndef UNIT_ROOM_H
#define UNIT_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "coach/review.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "practice/playbook.h"
#include "practice/run.h"
#include "practice/session.h"
#include "script/catalog.h"
#include "script/hotlines.h"
#include "script/messages.h"

/*
 * room: what a rehearsal needs, from what ships; opened once for a group of
 * tests, which give open_room() and close_room() to cmocka. A session, or a bare
 * run for those who only read replies.
 */
struct room {
	struct catalog *catalog;
	struct messages *messages;
	struct hotlines *hotlines;
	struct reviewer *reviewer;
	struct playbook *book;
	struct session_setup setup;
	struct run run;
};

static inline struct room room_open(void)
{
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct room room = { .catalog = catalog_open(&shipped) };
	struct err err = { 0 };

	room.reviewer = reviewer_new(&rulebook_builtin);
	if (messages_load(&room.messages, room.catalog,
			  "session/practice.yaml", &err) ||
	    hotlines_load(&room.hotlines, room.catalog, &err) ||
	    playbook_load(&room.book, room.catalog, &err))
		fail_msg("%s", err.text);
	room.setup = (struct session_setup){
		.catalog = room.catalog, .messages = room.messages,
		.lines = room.hotlines, .reviewer = room.reviewer,
		.playbook = room.book, .script = "decline-a-drink",
		.introduced = true, .country = "IE", .level = 3, .seed = 1,
	};
	room.run = (struct run){ .firmness = FIRMNESS_NONE };
	return room;
}

/* A run whose setup is that of `room`, which must not move any more. */
static inline struct run *room_run(struct room *room)
{
	room->run.setup = &room->setup;
	return &room->run;
}

static inline void room_close(struct room *room)
{
	reviewer_free(room->reviewer);
	hotlines_free(room->hotlines);
	messages_free(room->messages);
	playbook_free(room->book);
	catalog_free(room->catalog);
}

static struct room room;

static inline int open_room(void **state)
{
	(void)state;
	room = room_open();
	return 0;
}

static inline int close_room(void **state)
{
	(void)state;
	room_close(&room);
	return 0;
}

static inline void answer(struct session *s, const char *text)
{
	struct err err = { 0 };

	assert_int_equal(session_answer(s, text, &err), 0);
}

static inline void command(struct session *s, const char *name)
{
	struct err err = { 0 };

	assert_int_equal(session_command(s, name, &err), 0);
}

#endif
