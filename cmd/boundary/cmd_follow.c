/* boundary follow: after the talk, what came of it. */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strlist.h"
#include "cmd.h"
#include "coach.h"
#include "coach/review.h"
#include "console.h"
#include "keeping.h"
#include "local_day.h"
#include "opt.h"
#include "practice/console.h"
#include "practice/dialogue.h"
#include "practice/session.h"
#include "script/catalog.h"
#include "script/hotlines.h"
#include "script/messages.h"
#include "store/config.h"
#include "store/follow.h"
#include "store/journal.h"
#include "store/paths.h"
#include "store/store.h"

/* Narrower than this a terminal is not; wider than this is hard to read. */
#define COLUMNS_MAX 78

static const struct opt opts[] = {
	{ 'p', "plain", NULL, "plain lines: for screen readers and pipes",
	  NULL },
	OPT_HELP,
	OPT_END,
};

/* What a look back needs, opened in this order and closed in the other. */
struct room {
	const struct cmd_io *io;
	struct keeping keeping;
	struct coach coach;
	struct messages *base, *messages;
	struct hotlines *hotlines;
	struct reviewer *reviewer;
	struct console *console;
	bool plain, terminal;
};

static int open_words(struct room *room, struct err *err)
{
	const struct catalog *catalog = room->keeping.catalog;
	int ret = messages_load(&room->base, catalog, "session/practice.yaml",
				err);

	if (!ret)
		ret = messages_load_over(&room->messages, catalog,
					 "session/follow.yaml", room->base,
					 err);
	return ret;
}

static void open_console(struct room *room, bool plain)
{
	const struct cmd_io *io = room->io;
	struct console_settings settings = {
		io->in, io->out,
		io->columns > COLUMNS_MAX ? COLUMNS_MAX : io->columns,
		io->colour && !plain, cmd_editor(io),
		io->paths->runtime_folder, NULL,
		plain || io->plain ? room->messages : NULL,
	};

	room->terminal = io->in_terminal && io->out_terminal;
	room->plain = plain || io->plain || !room->terminal;
	room->console = room->plain ?
		console_plain_new(&settings, room->terminal) :
		console_tty_new(&settings);
}

static void open_coach(struct room *room, bool plain)
{
	struct err err = { 0 };

	coach_open(&room->coach, room->io, room->keeping.catalog);
	room->reviewer = reviewer_new(room->coach.book);
	/* Without lines a look back still works; it then says it has none. */
	if (hotlines_load(&room->hotlines, room->keeping.catalog, &err))
		cmd_fail(room->io, &err);
	open_console(room, plain);
}

static void close_room(struct room *room)
{
	if (room->console && room->plain)
		console_plain_free(room->console);
	else if (room->console)
		console_tty_free(room->console);
	reviewer_free(room->reviewer);
	hotlines_free(room->hotlines);
	coach_release(&room->coach);
	messages_free(room->messages);
	messages_free(room->base);
	keeping_close(&room->keeping);
}

static void say(const struct room *room, const char *key, const char *name,
		const char *value)
{
	struct strbuf text = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();

	if (name)
		cJSON_AddStringToObject(values, name, value);
	messages_add(room->messages, key, 0, values, &text);
	fflush(room->io->out);	/* what was said before stands before it */
	cmd_warn(room->io, "%s", text.text);
	cJSON_Delete(values);
	strbuf_release(&text);
}

/* --- one look back ----------------------------------------------------------- */

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* What the questions need of the entry; borrowed from it, and from `when`. */
static struct session_past past_of(const struct entry *entry,
				   struct strbuf *when)
{
	const cJSON *before = json_get(entry->tree, "before");
	const cJSON *hard = json_get(before, "hard");
	struct date day;

	if (follow_day(entry->tree, &day))
		date_add_iso(when, day);
	return (struct session_past){
		entry->text, or_empty(json_get_string(before, "fear")),
		when->text,
		cJSON_IsNumber(hard) ? hard->valueint : -1,
	};
}

static int keep(const struct room *room, const char *id,
		const struct session *session, struct err *err)
{
	cJSON *follow = session_outcome(session);
	int ret = follow_keep(room->keeping.store, id, follow, room->io->now,
			      err);

	cJSON_Delete(follow);
	if (!ret)
		say(room, "kept", "id", id);
	return ret;
}

/* How a look back ended: on to the next, no more today, or not a word more. */
enum ending { ENDING_NEXT, ENDING_LEFT, ENDING_SILENT };

/*
 * Asks about one entry and keeps the answers, unless they stopped at a danger:
 * that is written nowhere, and nothing is said behind it.
 */
static int ask_about(const struct room *room, const struct item *item,
		     const struct entry *entry, enum ending *ending,
		     struct err *err)
{
	const struct cmd_io *io = room->io;
	struct strbuf when = STRBUF_INIT;
	struct session_past past = past_of(entry, &when);
	struct session_setup setup = {
		.catalog = room->keeping.catalog, .messages = room->messages,
		.lines = room->hotlines, .reviewer = room->reviewer,
		.rules_off = &io->config->rules_off,
		.country = io->config->country,
		.today = local_day(io->now), .past = &past,
	};
	struct session *session = session_new(&setup);
	enum dialogue_end end = dialogue_run(session, room->messages,
					     room->console);
	bool first = !session_answers(session)->count;
	int ret = 0;

	*ending = end == DIALOGUE_PANIC || session_result(session).stopped ?
		ENDING_SILENT : end == DIALOGUE_DONE ? ENDING_NEXT :
		ENDING_LEFT;
	if (*ending == ENDING_NEXT)
		ret = keep(room, item->id, session, err);
	/* A pipe may hold answers for fewer entries than are due. */
	if (end == DIALOGUE_SHORT && !first)
		ret = err_set(err, ERR_INPUT, "the answers ended before the "
			      "question \"%s\"", session_ask(session)->name);
	session_free(session);
	strbuf_release(&when);
	return ret;
}

static int look_back(const struct room *room, const char *id,
		     enum ending *ending, struct err *err)
{
	struct item item = ITEM_INIT;
	struct entry entry = { 0 };
	int ret = store_get(room->keeping.store, JOURNAL_KIND, id, &item, err);

	if (!ret)
		ret = entry_read(&entry, &item, err);
	if (!ret)
		ret = ask_about(room, &item, &entry, ending, err);
	entry_release(&entry);
	item_release(&item);
	return ret;
}

/* --- which ------------------------------------------------------------------- */

static void say_none(const struct room *room, struct date next)
{
	struct strbuf day = STRBUF_INIT;

	say(room, "none", NULL, NULL);
	if (next.year) {
		date_add_iso(&day, next);
		say(room, "next", "day", day.text);
	}
	strbuf_release(&day);
}

static void say_left(const struct room *room, size_t count)
{
	struct strbuf number = STRBUF_INIT;

	strbuf_addf(&number, "%zu", count);
	if (count)
		say(room, "more", "count", number.text);
	strbuf_release(&number);
}

static int look_back_at_all(const struct room *room, struct err *err)
{
	struct strlist ids = STRLIST_INIT;
	struct date next = { 0 };
	size_t done = 0;
	enum ending ending = ENDING_NEXT;
	int ret = room->keeping.store ?
		follow_due(room->keeping.store, local_day(room->io->now), &ids,
			   &next, err) : 0;

	if (!ret && !ids.count)
		say_none(room, next);
	while (!ret && ending == ENDING_NEXT && done < ids.count) {
		ret = look_back(room, ids.items[done], &ending, err);
		done += !ret && ending == ENDING_NEXT;
	}
	if (!ret && ending != ENDING_SILENT)
		say_left(room, ids.count - done);
	strlist_release(&ids);
	return ret;
}

static int follow(struct room *room, const char *id, bool plain)
{
	struct err err = { 0 };
	enum ending ending;
	int ret = keeping_read(&room->keeping, room->io, &err);

	if (!ret)
		ret = open_words(room, &err);
	if (!ret && id && !room->keeping.store)
		ret = err_set(&err, ERR_NOTFOUND, "nothing kept has the id %s",
			      id);
	if (!ret) {
		open_coach(room, plain);
		ret = id ? look_back(room, id, &ending, &err) :
			look_back_at_all(room, &err);
	}
	if (!ret && ferror(room->io->in))
		ret = err_set(&err, ERR_SYSTEM, "the answers cannot be read");
	return ret ? cmd_fail_as(room->io, ret, &err) : STATUS_OK;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct opt_walk walk = OPT_WALK_INIT;
	struct room room = { .io = io };
	bool plain = false;
	int key, status;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0)
		plain |= key == 'p';
	if (key == OPT_STOP)
		return walk.status;
	if (walk.next < argc - 1)
		return cmd_usage(io, self, "one id at a time; `boundary "
				 "journal` lists them");
	status = follow(&room, walk.next < argc ? argv[walk.next] : NULL,
			plain);
	close_room(&room);
	return status;
}

const struct cmd cmd_follow = {
	.name = "follow",
	.args = "[ID]",
	.summary = "after the talk: what came of it",
	.about = "Without an ID it asks about each entry whose planned day "
		 "has passed, the oldest first. The beginning of an ID is "
		 "enough.",
	.opts = opts,
	.run = run,
};
