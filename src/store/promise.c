#include "store/promise.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/store.h"

/*
 * The state lies in the clear column of the item, since one counts by it. A
 * body is {"to", "what", "due", "entry", "settled"}, without what is not set.
 */
#define KIND "promise"

static const char *const states[PROMISE_STATES] = {
	[PROMISE_MADE] = "made",
	[PROMISE_KEPT] = "kept",
	[PROMISE_LATE] = "late",
	[PROMISE_RENEGOTIATED] = "renegotiated",
};

const char *promise_state_name(enum promise_state state)
{
	return states[state];
}

enum promise_state promise_state_named(const char *name)
{
	int i = 0;

	while (i < PROMISE_STATES && strcmp(states[i], name))
		i++;
	return (enum promise_state)i;
}

static void set_text(cJSON *body, const char *name, const char *text)
{
	if (!text)
		return;
	cJSON_DeleteItemFromObjectCaseSensitive(body, name);
	cJSON_AddStringToObject(body, name, text);
}

int promise_add(struct store *store, const struct promise *promise,
		struct err *err)
{
	struct item item = ITEM_INIT;
	cJSON *body;
	int ret;

	if (!promise->what || !*promise->what)
		return err_set(err, ERR_USAGE, "a promise needs words");
	body = cJSON_CreateObject();
	set_text(body, "to", promise->to);
	set_text(body, "what", promise->what);
	set_text(body, "due", promise->due);
	set_text(body, "entry", promise->entry);
	item.kind = mem_string(KIND);
	item.state = mem_string(states[PROMISE_MADE]);
	item.created = promise->made;
	json_add(&item.body, body);
	ret = store_add(store, &item, err);
	cJSON_Delete(body);
	item_release(&item);
	return ret;
}

/* The item as it is to be from now on. */
static int settle(struct item *item, enum promise_state state,
		  const char *due, int64_t now, struct err *err)
{
	cJSON *body = NULL;
	int ret = json_parse(&body, item->body.text, item->body.len, err);

	if (ret)
		return ret;
	set_text(body, "due", due);
	cJSON_DeleteItemFromObjectCaseSensitive(body, "settled");
	cJSON_AddNumberToObject(body, "settled", (double)now);
	strbuf_reset(&item->body);
	json_add(&item->body, body);
	free(item->state);
	item->state = mem_string(states[state]);
	cJSON_Delete(body);
	return 0;
}

int promise_change(struct store *store, const char *id,
		   enum promise_state state, const char *due, int64_t now,
		   struct err *err)
{
	struct item item = ITEM_INIT;
	int ret = store_get(store, KIND, id, &item, err);

	if (!ret)
		ret = settle(&item, state, due, now, err);
	if (!ret)
		ret = store_update(store, &item, err);
	item_release(&item);
	return ret;
}

int promise_settle(struct store *store, const char *id,
		   enum promise_state state, const char *due, int64_t now,
		   struct err *err)
{
	int ret = store_begin(store, err);

	if (ret)
		return ret;
	ret = promise_change(store, id, state, due, now, err);
	if (!ret)
		ret = store_commit(store, err);
	store_rollback(store);
	return ret;
}

struct walk {
	bool (*each)(const struct promise *promise, void *data);
	void *data;
};

static bool show(const struct item *item, const struct err *fault, void *data)
{
	const struct walk *walk = data;
	struct promise promise = { 0 };
	struct err err = { 0 };
	const cJSON *settled;
	cJSON *body = NULL;
	bool more = true;

	if (fault || json_parse(&body, item->body.text, item->body.len, &err))
		return true;
	settled = json_get(body, "settled");
	promise.id = item->id;
	promise.to = json_get_string(body, "to");
	promise.what = json_get_string(body, "what");
	promise.due = json_get_string(body, "due");
	promise.entry = json_get_string(body, "entry");
	promise.state = promise_state_named(item->state);
	promise.made = item->created;
	promise.settled = cJSON_IsNumber(settled) ?
		(int64_t)settled->valuedouble : 0;
	if (promise.what && promise.state < PROMISE_STATES)
		more = walk->each(&promise, walk->data);
	cJSON_Delete(body);
	return more;
}

int promise_each(struct store *store, int64_t from, int64_t until,
		 bool (*each)(const struct promise *promise, void *data),
		 void *data, struct err *err)
{
	struct db_filter filter = { .kind = KIND, .from = from,
				    .until = until };
	struct walk walk = { each, data };

	if (!store_is_readable(store))
		return err_set(err, ERR_LOCKED, "the promises are locked");
	return store_each(store, &filter, show, &walk, err);
}
