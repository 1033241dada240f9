#include "store/circle.h"

#include <cjson/cJSON.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/store.h"

static const char *const tells[TELLS] = {
	[TELL_NEITHER] = "neither",
	[TELL_BEFORE] = "before",
	[TELL_AFTER] = "after",
	[TELL_BOTH] = "both",
};

const char *tell_name(enum tell tell)
{
	return tells[tell];
}

enum tell tell_named(const char *name)
{
	int i = 0;

	while (i < TELLS && strcmp(tells[i], name))
		i++;
	return (enum tell)i;
}

static void set_text(cJSON *body, const char *name, const char *text)
{
	if (text && *text)
		cJSON_AddStringToObject(body, name, text);
}

int circle_add(struct store *store, const struct person *person, int64_t now,
	       char id[], struct err *err)
{
	struct item item = ITEM_INIT;
	cJSON *body;
	int ret;

	if (!person->name || !*person->name)
		return err_set(err, ERR_USAGE, "a person needs a name");
	body = cJSON_CreateObject();
	set_text(body, "name", person->name);
	set_text(body, "role", person->role);
	set_text(body, "best_for", person->best_for);
	set_text(body, "hours", person->hours);
	set_text(body, "tell", tells[person->tell]);
	item.kind = mem_string(CIRCLE_KIND);
	item.state = mem_string("");
	item.created = now;
	json_add(&item.body, body);
	ret = store_add(store, &item, err);
	if (!ret)
		memcpy(id, item.id, STORE_ID_SIZE);
	cJSON_Delete(body);
	item_release(&item);
	return ret;
}

struct walk {
	bool (*each)(const struct person *person, void *data);
	void *data;
};

static const char *text_of(const cJSON *body, const char *name)
{
	const char *text = json_get_string(body, name);

	return text ? text : "";
}

static bool show(const struct item *item, const struct err *fault, void *data)
{
	const struct walk *walk = data;
	struct person person = { 0 };
	struct err err = { 0 };
	cJSON *body = NULL;
	bool more = true;

	if (fault || json_parse(&body, item->body.text, item->body.len, &err))
		return true;
	person.id = item->id;
	person.name = text_of(body, "name");
	person.role = text_of(body, "role");
	person.best_for = text_of(body, "best_for");
	person.hours = text_of(body, "hours");
	person.tell = tell_named(text_of(body, "tell"));
	if (person.tell == TELLS)
		person.tell = TELL_NEITHER;
	if (*person.name)
		more = walk->each(&person, walk->data);
	cJSON_Delete(body);
	return more;
}

int circle_each(struct store *store,
		bool (*each)(const struct person *person, void *data),
		void *data, struct err *err)
{
	struct db_filter filter = { .kind = CIRCLE_KIND };
	struct walk walk = { each, data };

	if (!store_is_readable(store))
		return err_set(err, ERR_LOCKED, "the circle is locked");
	return store_each(store, &filter, show, &walk, err);
}

struct search {
	const char *word;
	char *id;
	size_t found;
};

static bool compare(const struct person *person, void *data)
{
	struct search *search = data;

	if (strcasecmp(person->name, search->word) &&
	    strncmp(person->id, search->word, strlen(search->word)))
		return true;
	if (!search->found++)
		memcpy(search->id, person->id, STORE_ID_SIZE);
	return true;
}

int circle_find(struct store *store, const char *word, char id[],
		struct err *err)
{
	char first[STORE_ID_SIZE] = "";
	struct search search = { word, first, 0 };
	int ret;

	if (!*word)
		return err_set(err, ERR_USAGE, "a name is missing");
	ret = circle_each(store, compare, &search, err);
	if (ret)
		return ret;
	if (!search.found)
		return err_set(err, ERR_NOTFOUND, "nobody in your circle is "
			       "called '%s'", word);
	if (search.found > 1)
		return err_set(err, ERR_USAGE, "more than one in your circle "
			       "is called '%s'; give the id", word);
	memcpy(id, first, STORE_ID_SIZE);
	return 0;
}
