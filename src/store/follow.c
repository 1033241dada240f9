#include "store/follow.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strlist.h"
#include "store/journal.h"
#include "store/promise.h"
#include "store/store.h"

#define LIST "follow"

bool follow_day(const cJSON *entry, struct date *out)
{
	const cJSON *list = json_get(entry, LIST);
	int count = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
	const char *day = count ?
		json_get_string(cJSON_GetArrayItem(list, count - 1), "again") :
		json_get_string(json_get(entry, "plan"), "when");

	return day && date_read_iso(day, out);
}

/* --- which are due ----------------------------------------------------------- */

struct due {
	struct date day;
	char id[STORE_ID_SIZE];
};

struct search {
	struct date today, *next;
	struct due *due;
	size_t count, capacity;
};

static bool look(const struct item *item, const struct err *fault, void *data)
{
	struct search *search = data;
	struct entry entry = { 0 };
	struct err err = { 0 };
	struct date day;

	if (fault || entry_read(&entry, item, &err))
		return true;
	if (!follow_day(entry.tree, &day)) {
		entry_release(&entry);
		return true;
	}
	entry_release(&entry);
	if (date_compare(day, search->today) >= 0) {
		if (!search->next->year ||
		    date_compare(day, *search->next) < 0)
			*search->next = day;
		return true;
	}
	if (search->count == search->capacity)
		search->due = mem_grow(search->due, &search->capacity,
				       sizeof(*search->due));
	search->due[search->count].day = day;
	memcpy(search->due[search->count++].id, item->id, STORE_ID_SIZE);
	return true;
}

/* By day; by id where the day is the same, so that the order is one. */
static int compare(const void *a, const void *b)
{
	const struct due *x = a, *y = b;
	int order = date_compare(x->day, y->day);

	return order ? order : strcmp(x->id, y->id);
}

int follow_due(struct store *store, struct date today, struct strlist *ids,
	       struct date *next, struct err *err)
{
	struct db_filter filter = { .kind = JOURNAL_KIND };
	struct search search = { .today = today, .next = next };
	int ret;

	*next = (struct date){ 0 };
	ret = store_each(store, &filter, look, &search, err);
	if (!ret && search.count)
		qsort(search.due, search.count, sizeof(*search.due), compare);
	for (size_t i = 0; !ret && i < search.count; i++)
		strlist_add(ids, search.due[i].id);
	free(search.due);
	return ret;
}

/* --- keeping one ------------------------------------------------------------- */

static bool is(const cJSON *follow, const char *name, const char *value)
{
	const char *text = json_get_string(follow, name);

	return text && !strcmp(text, value);
}

static enum promise_state settled_as(const cJSON *follow)
{
	if (is(follow, "said", "yes"))
		return PROMISE_KEPT;
	if (is(follow, "said", "not-needed") ||
	    json_get_string(follow, "again"))
		return PROMISE_RENEGOTIATED;
	return PROMISE_LATE;
}

/* The promise to oneself that came from an entry. */
struct own {
	const char *entry;
	char id[STORE_ID_SIZE];	/* "": there is none */
};

static bool is_own(const struct promise *promise, void *data)
{
	struct own *own = data;

	if (promise->to || !promise->entry ||
	    strcmp(promise->entry, own->entry))
		return true;
	memcpy(own->id, promise->id, STORE_ID_SIZE);
	return false;
}

static int find_promise(struct store *store, struct own *own, struct err *err)
{
	return promise_each(store, 0, 0, is_own, own, err);
}

/*
 * What was promised is to say the words of the entry. They are not copied:
 * who deletes the entry wants them gone.
 */
static int settle(struct store *store, const struct item *item,
		  const struct entry *entry, const cJSON *follow, int64_t now,
		  struct err *err)
{
	struct promise promise = {
		.what = *entry->script ? entry->script : JOURNAL_KIND,
		.due = json_get_string(json_get(entry->tree, "plan"), "when"),
		.entry = item->id, .made = item->created,
	};
	struct own own = { item->id, "" };
	int ret;

	if (!promise.due)
		return 0;
	ret = find_promise(store, &own, err);
	if (!ret && !*own.id) {
		ret = promise_add(store, &promise, err);
		if (!ret)
			ret = find_promise(store, &own, err);
	}
	if (!ret)
		ret = promise_change(store, own.id, settled_as(follow),
				     json_get_string(follow, "again"), now,
				     err);
	return ret;
}

static void append(struct item *item, struct entry *entry, const cJSON *follow)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(entry->tree, LIST);

	if (!cJSON_IsArray(list)) {
		cJSON_DeleteItemFromObjectCaseSensitive(entry->tree, LIST);
		list = cJSON_AddArrayToObject(entry->tree, LIST);
	}
	cJSON_AddItemToArray(list, cJSON_Duplicate(follow, true));
	strbuf_reset(&item->body);
	json_add(&item->body, entry->tree);
}

int follow_keep(struct store *store, const char *id, const cJSON *follow,
		int64_t now, struct err *err)
{
	struct item item = ITEM_INIT;
	struct entry entry = { 0 };
	int ret = store_begin(store, err);

	if (ret)
		return ret;
	ret = store_get(store, JOURNAL_KIND, id, &item, err);
	if (!ret)
		ret = entry_read(&entry, &item, err);
	if (!ret)
		ret = settle(store, &item, &entry, follow, now, err);
	if (!ret) {
		append(&item, &entry, follow);
		ret = store_update(store, &item, err);
	}
	if (!ret)
		ret = store_commit(store, err);
	store_rollback(store);
	entry_release(&entry);
	item_release(&item);
	return ret;
}

int follow_forget(struct store *store, const char *id, struct err *err)
{
	struct own own = { id, "" };
	int ret = store_begin(store, err);

	if (ret)
		return ret;
	ret = find_promise(store, &own, err);
	if (!ret && *own.id)
		ret = store_delete(store, own.id, err);
	if (!ret)
		ret = store_delete(store, id, err);
	if (!ret)
		ret = store_commit(store, err);
	store_rollback(store);
	return ret;
}
