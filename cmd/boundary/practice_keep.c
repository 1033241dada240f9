#include "practice_keep.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "keeping.h"
#include "practice.h"
#include "practice_pause.h"
#include "script/catalog.h"
#include "script/script.h"
#include "store/config.h"
#include "store/journal.h"
#include "store/promise.h"
#include "store/store.h"

bool practice_may_keep(const struct cmd_io *io)
{
	switch (io->config->keep) {
	case KEEP_NOTHING:
		return false;
	case KEEP_UNASKED:
		return io->in_terminal && io->log_terminal;
	default:
		return true;
	}
}

static void set_saved(cJSON *outcome, bool saved)
{
	cJSON_ReplaceItemInObjectCaseSensitive(outcome, "saved",
					       cJSON_CreateBool(saved));
}

/* What the script is for, by which a list can be asked. */
static void add_kind(cJSON *outcome, const struct catalog *catalog)
{
	const char *name = json_get_string(outcome, "script");
	struct script *script = NULL;
	struct err err = { 0 };

	if (name && !json_get(outcome, "kind") &&
	    !catalog_load(catalog, name, &script, &err))
		cJSON_AddStringToObject(outcome, "kind", script->kind);
	script_free(script);
}

/*
 * What was promised is to say these words on the day of the plan. They are not
 * copied into it: who deletes the entry wants them gone.
 */
static int add_promise(struct store *store, const cJSON *outcome,
		       const struct item *entry, struct err *err)
{
	const char *script = json_get_string(outcome, "script");
	struct promise promise = {
		.what = script && *script ? script : JOURNAL_KIND,
		.due = json_get_string(json_get(outcome, "plan"), "when"),
		.entry = entry->id, .made = entry->created,
	};

	if (!cJSON_IsTrue(json_get(outcome, "promise")))
		return 0;
	return promise_add(store, &promise, err);
}

/* All of it, or nothing. */
static int add_all(struct practice *practice, struct store *store,
		   const cJSON *outcome, struct item *entry, struct err *err)
{
	int ret = store_begin(store, err);

	if (!ret)
		ret = store_add(store, entry, err);
	if (!ret)
		ret = add_promise(store, outcome, entry, err);
	if (!ret)
		ret = practice_forget_in(practice, store, err);
	if (!ret)
		ret = store_commit(store, err);
	if (ret)
		store_rollback(store);
	return ret;
}

int practice_keep(struct practice *practice, cJSON *outcome)
{
	const struct cmd_io *io = practice->io;
	struct keeping keeping = { 0 };
	struct strbuf text = STRBUF_INIT;
	struct item item = ITEM_INIT;
	struct err err = { 0 };
	int ret;

	/* The entry says that it was saved; if it was not, it is not there. */
	set_saved(outcome, true);
	add_kind(outcome, practice->catalog);
	json_add(&text, outcome);
	ret = keeping_add(&keeping, io, &err);
	if (!ret)
		ret = journal_compose(&item, text.text, text.len, io->now,
				      &err);
	if (!ret)
		ret = add_all(practice, keeping.store, outcome, &item, &err);
	if (!ret)
		keeping_say(&keeping, json_get(outcome, "plan") ? "kept-plan" :
			    "kept", "id", item.id);
	else
		set_saved(outcome, false);
	keeping_close(&keeping);
	item_release(&item);
	strbuf_wipe(&text);
	return ret ? cmd_fail(io, &err) : STATUS_OK;
}
