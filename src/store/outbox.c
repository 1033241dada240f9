#include "store/outbox.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/holder.h"
#include "store/store.h"

#define KIND "sending"

const char *const outbox_states[OUTBOX_STATES] = {
	"queued", "started", "sent", "parked", "unsure",
};

/* The texts of an entry, by their names in the item's body. */
struct text {
	const char *name;
	size_t offset;
};

#define TEXT(field) { #field, offsetof(struct outbox_entry, field) }

static const struct text texts[] = {
	TEXT(endpoint), TEXT(host), TEXT(format), TEXT(message), TEXT(hash),
	TEXT(reason), TEXT(holder),
};

static char **text_at(const struct outbox_entry *e, const struct text *text)
{
	return (char **)((uintptr_t)e + text->offset);
}

void outbox_entry_release(struct outbox_entry *e)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		free(*text_at(e, &texts[i]));
	free(e->id);
	strbuf_wipe(&e->body);
	*e = (struct outbox_entry)OUTBOX_ENTRY_INIT;
}

static void write_item(const struct outbox_entry *e, struct item *item)
{
	cJSON *json = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = *text_at(e, &texts[i]);

		cJSON_AddStringToObject(json, texts[i].name, text ? text : "");
	}
	if (e->body.len)
		cJSON_AddStringToObject(json, "body", e->body.text);
	cJSON_AddNumberToObject(json, "tries", e->tries);
	cJSON_AddNumberToObject(json, "next", (double)e->next);
	cJSON_AddNumberToObject(json, "ended", (double)e->ended);
	cJSON_AddNumberToObject(json, "status", (double)e->status);
	item->kind = mem_string(KIND);
	item->state = mem_string(outbox_states[e->state]);
	item->created = e->created;
	json_add(&item->body, json);
	cJSON_Delete(json);
}

static double number(const cJSON *json, const char *name)
{
	const cJSON *value = json_get(json, name);

	return cJSON_IsNumber(value) ? value->valuedouble : 0;
}

static int read_item(const struct item *item, struct outbox_entry *e,
		     struct err *err)
{
	cJSON *json = NULL;
	const char *body;
	int ret = json_parse(&json, item->body.text, item->body.len, err);

	if (ret) {
		err_prefix(err, item->id);
		return ret;
	}
	e->id = mem_string(item->id);
	e->created = item->created;
	for (int i = 0; i < OUTBOX_STATES; i++)
		if (!strcmp(outbox_states[i], item->state))
			e->state = (enum outbox_state)i;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = json_get_string(json, texts[i].name);

		*text_at(e, &texts[i]) = mem_string(text ? text : "");
	}
	body = json_get_string(json, "body");
	if (body)
		strbuf_addstr(&e->body, body);
	e->tries = (unsigned)number(json, "tries");
	e->next = (int64_t)number(json, "next");
	e->ended = (int64_t)number(json, "ended");
	e->status = (long)number(json, "status");
	cJSON_Delete(json);
	return 0;
}

int outbox_add(struct store *store, struct outbox_entry *e, struct err *err)
{
	struct item item = ITEM_INIT;
	int ret;

	e->state = OUTBOX_QUEUED;
	write_item(e, &item);
	ret = store_add(store, &item, err);
	if (!ret) {
		free(e->id);
		e->id = mem_string(item.id);
	}
	item_release(&item);
	return ret;
}

static int update(struct store *store, const struct outbox_entry *e,
		  const char *from, struct err *err)
{
	struct item item = ITEM_INIT;
	int ret;

	write_item(e, &item);
	strncpy(item.id, e->id, STORE_ID_SIZE - 1);
	ret = store_update_from(store, &item, from, err);
	item_release(&item);
	return ret;
}

bool outbox_in_hand(const struct outbox_entry *e)
{
	return e->state == OUTBOX_STARTED && holder_lives(e->holder);
}

/*
 * From any other state, the state in the file tells whether somebody was
 * quicker. One that was cut off in `started` stays there when it is begun anew,
 * so there the number of tries tells.
 */
static int still_cut_off(struct store *store, const struct outbox_entry *e,
			 struct err *err)
{
	struct outbox_entry there = OUTBOX_ENTRY_INIT;
	int ret = outbox_get(store, e->id, &there, err);

	if (!ret && (there.state != OUTBOX_STARTED ||
		     there.tries != e->tries || outbox_in_hand(&there)))
		ret = err_set(err, ERR_NOTFOUND, "another process has %s in "
			      "hand", e->id);
	outbox_entry_release(&there);
	return ret;
}

static int start(struct store *store, struct outbox_entry *e, struct err *err)
{
	const enum outbox_state from = e->state;
	struct strbuf holder = STRBUF_INIT;
	int ret = 0;

	if (from == OUTBOX_STARTED)
		ret = still_cut_off(store, e, err);
	if (ret)
		return ret;
	holder_mark(&holder);
	free(e->holder);
	e->holder = strbuf_detach(&holder);
	e->state = OUTBOX_STARTED;
	e->tries++;
	ret = update(store, e, outbox_states[from], err);
	if (ret) {
		e->state = from;
		e->tries--;
	}
	return ret;
}

int outbox_start(struct store *store, struct outbox_entry *e, struct err *err)
{
	int ret = store_begin(store, err);

	if (!ret)
		ret = start(store, e, err);
	if (!ret)
		ret = store_commit(store, err);
	if (ret)
		store_rollback(store);
	return ret;
}

int outbox_update(struct store *store, struct outbox_entry *e, struct err *err)
{
	if (e->state == OUTBOX_SENT)
		strbuf_wipe(&e->body);
	free(e->holder);
	e->holder = mem_string("");
	return update(store, e, NULL, err);
}

int outbox_get(struct store *store, const char *id, struct outbox_entry *e,
	       struct err *err)
{
	struct item item = ITEM_INIT;
	int ret = store_get(store, KIND, id, &item, err);

	if (!ret)
		ret = read_item(&item, e, err);
	item_release(&item);
	return ret;
}

struct walk {
	bool (*each)(const struct outbox_entry *entry, void *data);
	void *data;
	int ret;
	struct err *err;
};

/* What cannot be read is named at the end; the others are shown before. */
static bool walk_item(const struct item *item, const struct err *fault,
		      void *data)
{
	struct walk *walk = data;
	struct outbox_entry e = OUTBOX_ENTRY_INIT;
	struct err err = { 0 };
	bool more = true;
	int ret = 0;

	if (fault)
		err = *fault;
	else
		ret = read_item(item, &e, &err);
	if (fault || ret) {
		walk->ret = ERR_INPUT;
		*walk->err = err;
	} else {
		more = walk->each(&e, walk->data);
	}
	outbox_entry_release(&e);
	return more;
}

int outbox_each(struct store *store,
		bool (*each)(const struct outbox_entry *entry, void *data),
		void *data, struct err *err)
{
	const struct db_filter filter = { .kind = KIND };
	struct walk walk = { each, data, 0, err };
	int ret = store_each(store, &filter, walk_item, &walk, err);

	return ret ? ret : walk.ret;
}

int outbox_drop(struct store *store, const struct outbox_entry *e,
		struct err *err)
{
	return store_delete(store, e->id, err);
}
