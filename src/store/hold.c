#include "store/hold.h"

#include <cjson/cJSON.h>
#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "store/store.h"

static const char *const kinds[] = { "none", "secret", "gone" };

/* Under which name it lies in the store. */
static void add_name(struct strbuf *out, const char *mark)
{
	strbuf_addf(out, "hold %s", mark);
}

static double number(const cJSON *json, const char *name)
{
	const cJSON *value = json_get(json, name);

	return cJSON_IsNumber(value) ? value->valuedouble : 0;
}

/* What is not understood holds nothing: the next answer says it anew. */
static void read_hold(const struct strbuf *text, struct hold *out)
{
	struct err ignored = { 0 };
	const char *kind;
	cJSON *json = NULL;

	if (json_parse(&json, text->text, text->len, &ignored))
		return;
	kind = json_get_string(json, "kind");
	if (kind) {
		for (int i = HOLD_SECRET; i <= HOLD_GONE; i++)
			if (!strcmp(kind, kinds[i]))
				out->kind = (enum hold_kind)i;
		out->status = (long)number(json, "status");
		out->since = (int64_t)number(json, "since");
	}
	cJSON_Delete(json);
}

int hold_get(struct store *store, const char *mark, struct hold *out,
	     struct err *err)
{
	struct strbuf name = STRBUF_INIT, text = STRBUF_INIT;
	struct hold hold = { HOLD_NONE, 0, 0 };
	struct err why = { 0 };
	int ret;

	add_name(&name, mark);
	ret = store_get_setting(store, name.text, &text, &why);
	if (!ret)
		read_hold(&text, &hold);
	else if (ret == ERR_NOTFOUND)
		ret = 0;
	else
		*err = why;
	if (!ret)
		*out = hold;
	strbuf_release(&name);
	strbuf_release(&text);
	return ret;
}

static void write_hold(const struct hold *hold, struct strbuf *out)
{
	cJSON *json = cJSON_CreateObject();

	cJSON_AddStringToObject(json, "kind", kinds[hold->kind]);
	cJSON_AddNumberToObject(json, "status", (double)hold->status);
	cJSON_AddNumberToObject(json, "since", (double)hold->since);
	json_add(out, json);
	cJSON_Delete(json);
}

int hold_set(struct store *store, const char *mark, const struct hold *hold,
	     struct err *err)
{
	struct strbuf name = STRBUF_INIT, text = STRBUF_INIT;
	int ret;

	add_name(&name, mark);
	if (hold->kind)
		write_hold(hold, &text);
	ret = store_set_setting(store, name.text,
				hold->kind ? text.text : NULL, text.len, err);
	strbuf_release(&name);
	strbuf_release(&text);
	return ret;
}
