#include "practice_pause.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "keeping.h"
#include "practice.h"
#include "script/messages.h"
#include "store/config.h"
#include "store/paths.h"

#define SESSION_KIND "session"

/* --- to JSON and back ------------------------------------------------------- */

static void add_text(cJSON *out, const char *name, const char *text)
{
	if (text)
		cJSON_AddStringToObject(out, name, text);
}

/* The first `count` of them. */
static void add_list(cJSON *out, const char *name, const struct strlist *list,
		     size_t count)
{
	cJSON *array = cJSON_AddArrayToObject(out, name);

	for (size_t i = 0; i < count; i++)
		cJSON_AddItemToArray(array,
				     cJSON_CreateString(list->items[i]));
}

/*
 * All that decides how a session goes, so that it goes the same way again: up
 * to an answer that sounded like danger, which is asked for anew. Whoever opens
 * the file later is not to find it there.
 */
static cJSON *to_json(const struct practice *practice)
{
	const struct session_setup *setup = &practice->setup;
	struct strbuf text = STRBUF_INIT;
	cJSON *out = cJSON_CreateObject();

	add_text(out, "script", setup->script);
	add_text(out, "kind", setup->kind);
	add_text(out, "country", setup->country);
	cJSON_AddBoolToObject(out, "introduced", setup->introduced);
	cJSON_AddBoolToObject(out, "human", setup->human);
	cJSON_AddNumberToObject(out, "level", setup->level);
	/* As text: a double does not hold 64 bits. */
	strbuf_addf(&text, "%llu", (unsigned long long)setup->seed);
	add_text(out, "seed", text.text);
	strbuf_reset(&text);
	date_add_iso(&text, setup->today);
	add_text(out, "today", text.text);
	add_list(out, "before", &practice->before, practice->before.count);
	add_list(out, "after", &practice->after, practice->after.count);
	add_list(out, "answers", session_answers(practice->session),
		 session_keepable(practice->session));
	strbuf_release(&text);
	return out;
}

static void read_list(const cJSON *json, const char *name,
		      struct strlist *out)
{
	const cJSON *item;

	strlist_wipe(out);
	cJSON_ArrayForEach(item, json_get(json, name))
		if (cJSON_IsString(item))
			strlist_add(out, item->valuestring);
}

static bool plan_has_a_day(const struct session *session)
{
	cJSON *outcome = session_outcome(session);
	bool has = json_get(json_get(outcome, "plan"), "when") != NULL;

	cJSON_Delete(outcome);
	return has;
}

/*
 * The same session again, with what practice->resumed says. The day on which it was paused counts as today only
 * where one was planned from there: "tomorrow" must not have moved.
 */
static void from_json(struct practice *practice)
{
	const cJSON *json = practice->resumed;
	struct session_setup *setup = &practice->setup;
	const char *seed = json_get_string(json, "seed");
	const char *today = json_get_string(json, "today");
	const cJSON *level = json_get(json, "level");
	struct strlist answers = STRLIST_INIT;
	const struct date now = setup->today;

	setup->script = json_get_string(json, "script");
	setup->kind = json_get_string(json, "kind");
	setup->country = json_get_string(json, "country");
	setup->introduced = cJSON_IsTrue(json_get(json, "introduced"));
	setup->human = cJSON_IsTrue(json_get(json, "human"));
	setup->level = cJSON_IsNumber(level) && level->valueint >= 1 &&
		       level->valueint <= 5 ? level->valueint : 2;
	setup->seed = seed ? strtoull(seed, NULL, 10) : 0;
	if (today)
		date_read_iso(today, &setup->today);
	read_list(json, "before", &practice->before);
	read_list(json, "after", &practice->after);
	read_list(json, "answers", &answers);
	practice->session = session_new(setup);
	session_replay(practice->session, &answers);
	if (!plan_has_a_day(practice->session)) {
		session_free(practice->session);
		setup->today = now;
		practice->session = session_new(setup);
		session_replay(practice->session, &answers);
	}
	strlist_wipe(&answers);
}

/* --- the store -------------------------------------------------------------- */

int practice_forget_in(struct practice *practice, struct store *store,
		       struct err *err)
{
	struct err why = { 0 };
	int ret;

	if (!*practice->paused)
		return 0;
	ret = store_delete(store, practice->paused, &why);
	if (ret == ERR_NOTFOUND)
		ret = 0;
	if (ret)
		*err = why;
	return ret;
}

int practice_forget(struct practice *practice)
{
	struct store *store = NULL;
	struct err err = { 0 };
	int ret = 0;

	if (*practice->paused) {
		ret = store_open(&store, practice->io->paths->data_folder,
				 DB_WRITE, &err);
		if (!ret)
			ret = practice_forget_in(practice, store, &err);
	}
	store_close(store);
	return ret ? cmd_fail(practice->io, &err) : STATUS_OK;
}

/* The new one stands before the old one is gone. */
static int put(struct practice *practice, struct store *store,
	       struct item *item, struct err *err)
{
	int ret = store_begin(store, err);

	if (!ret)
		ret = store_add(store, item, err);
	if (!ret)
		ret = practice_forget_in(practice, store, err);
	if (!ret)
		ret = store_commit(store, err);
	if (ret)
		store_rollback(store);
	return ret;
}

enum pause practice_pause(struct practice *practice, bool asks)
{
	const struct cmd_io *io = practice->io;
	const enum keep keep = io->config->keep;
	struct keeping keeping = { 0 };
	struct item item = ITEM_INIT;
	struct err err = { 0 };
	cJSON *json;
	int ret;

	if (!practice->setup.keeps || (keep == KEEP_UNASKED && !asks))
		return PAUSE_KEEPS_NOTHING;
	json = to_json(practice);
	json_add(&item.body, json);
	cJSON_Delete(json);
	item.kind = mem_string(SESSION_KIND);
	item.state = mem_string("");
	item.created = io->now;
	ret = keeping_add(&keeping, io, &err);
	if (ret == ERR_USAGE && keep == KEEP_UNASKED) {
		keeping_close(&keeping);
		item_release(&item);
		return PAUSE_KEEPS_NOTHING;
	}
	if (!ret)
		ret = put(practice, keeping.store, &item, &err);
	if (ret)
		cmd_fail(io, &err);
	keeping_close(&keeping);
	item_release(&item);
	return ret ? PAUSE_FAILED : PAUSE_KEPT;
}

/* --- going on --------------------------------------------------------------- */

struct latest {
	struct practice *practice;
	int ret;
	struct err *err;
};

static bool take_latest(const struct item *item, const struct err *fault,
			void *data)
{
	struct latest *latest = data;

	if (fault) {
		*latest->err = *fault;
		latest->ret = ERR_INPUT;
	} else {
		latest->ret = json_parse(&latest->practice->resumed,
					 item->body.text, item->body.len,
					 latest->err);
	}
	memcpy(latest->practice->paused, item->id, STORE_ID_SIZE);
	return false;
}

/* Nobody is asked for a secret for the sake of nothing. */
static int count_paused(const struct cmd_io *io, size_t *count,
			struct err *err)
{
	struct store *store = NULL;
	struct err why = { 0 };
	int ret = ERR_NOTFOUND;

	if (io->paths->data_folder)
		ret = store_open(&store, io->paths->data_folder, DB_READ,
				 &why);
	if (!ret)
		ret = store_count(store, SESSION_KIND, count, &why);
	store_close(store);
	if (ret && ret != ERR_NOTFOUND)
		*err = why;
	return ret == ERR_NOTFOUND ? 0 : ret;
}

int practice_resume(struct practice *practice)
{
	const struct db_filter newest = {
		.kind = SESSION_KIND, .newest_first = true, .limit = 1,
	};
	const struct cmd_io *io = practice->io;
	struct keeping keeping = { 0 };
	struct err err = { 0 };
	struct latest latest = { practice, 0, &err };
	size_t count = 0;
	int ret = count_paused(io, &count, &err);

	if (!ret && !count) {
		cmd_warn(io, "%s", messages_text(practice->messages,
						 "commands.not-paused"));
		return STATUS_FAILED;
	}
	if (!ret)
		ret = keeping_read(&keeping, io, &err);
	if (!ret && keeping.store)
		ret = store_each(keeping.store, &newest, take_latest, &latest,
				 &err);
	if (!ret)
		ret = latest.ret;
	keeping_close(&keeping);
	if (ret)
		return cmd_fail(io, &err);
	from_json(practice);
	return STATUS_OK;
}
