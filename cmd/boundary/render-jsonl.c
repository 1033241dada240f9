/* The JSON Lines form of render: DESIGN's contract, a record at a time. */

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "record.h"
#include "render.h"
#include "script/catalog.h"

/* The scripts met so far, sorted by name. */
struct shelf {
	struct script **items;
	size_t count, capacity;
	const struct script *last;	/* a stream mostly names one */
};

struct stream {
	const struct render *render;
	struct shelf shelf;
	struct strbuf out, text;
	bool failed;
};

static void shelf_release(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++)
		script_free(shelf->items[i]);
	free(shelf->items);
}

/* Where `name` is, or where it belongs. */
static size_t shelf_place(const struct shelf *shelf, const char *name)
{
	size_t low = 0, high = shelf->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(shelf->items[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void shelf_insert(struct shelf *shelf, size_t at, struct script *script)
{
	if (shelf->count == shelf->capacity)
		shelf->items = mem_grow(shelf->items, &shelf->capacity,
					sizeof(struct script *));
	memmove(shelf->items + at + 1, shelf->items + at,
		(shelf->count - at) * sizeof(struct script *));
	shelf->items[at] = script;
	shelf->count++;
}

static const struct script *find_script(struct stream *s, const char *name,
					struct record_fault *fault)
{
	struct shelf *shelf = &s->shelf;
	struct script *script = NULL;
	struct err err;		/* not cleared: this runs for each record */
	size_t at;
	int ret;

	if (shelf->last && !strcmp(shelf->last->name, name))
		return shelf->last;
	at = shelf_place(shelf, name);
	if (at == shelf->count || strcmp(shelf->items[at]->name, name)) {
		ret = catalog_load(s->render->catalog, name, &script, &err);
		if (ret) {
			record_fault(fault, ret == ERR_NOTFOUND ||
				     ret == ERR_USAGE ? "unknown-script" :
				     "bad-script", "%s", err.text);
			return NULL;
		}
		shelf_insert(shelf, at, script);
	}
	shelf->last = shelf->items[at];
	return shelf->last;
}

static const struct script *record_script(struct stream *s,
					  const struct record *record,
					  struct record_fault *fault)
{
	const cJSON *name = record->script;

	if (name && !cJSON_IsNull(name) && !cJSON_IsString(name)) {
		record_fault(fault, "unknown-script",
			     "\"script\" is no string");
		return NULL;
	}
	if (cJSON_IsString(name))
		return find_script(s, name->valuestring, fault);
	if (s->render->script)
		return s->render->script;
	if (s->render->name)
		return find_script(s, s->render->name, fault);
	record_fault(fault, "unknown-script", "no \"script\"");
	return NULL;
}

static bool record_tone(const struct record *record, enum tone *tone,
			struct record_fault *fault)
{
	const cJSON *name = record->tone;

	if (!name || cJSON_IsNull(name))
		return true;
	*tone = cJSON_IsString(name) ? tone_named(name->valuestring) :
				       TONE_COUNT;
	if (*tone != TONE_COUNT)
		return true;
	record_fault(fault, "bad-tone",
		     "\"tone\" is gentle, plain or firm");
	return false;
}

/* Fills s->text; the script, or NULL with `fault` filled. */
static const struct script *fill(struct stream *s,
				 const struct record *record, enum tone *tone,
				 struct record_fault *fault)
{
	const cJSON *values = record->values;
	const struct script *script = record_script(s, record, fault);
	const char *field = NULL;
	struct err err;
	int ret;

	if (!script || !record_tone(record, tone, fault))
		return NULL;
	if (values && !cJSON_IsNull(values) && !cJSON_IsObject(values)) {
		record_fault(fault, "bad-values", "\"values\" is no object");
		return NULL;
	}
	*tone = script_tone(script, *tone);
	strbuf_reset(&s->text);
	ret = script_render(script, *tone, values, &s->text, &field, &err);
	if (!ret)
		return script;
	record_fault(fault, ret == ERR_NOTFOUND ? "missing-value" :
		     "bad-script", "%s", err.text);
	if (ret == ERR_NOTFOUND)
		fault->field = field;
	return NULL;
}

static void add_answer(struct stream *s, const struct script *script,
		       enum tone tone)
{
	struct strbuf *out = &s->out;

	strbuf_addstr(out, "\"script\":");
	json_add_string(out, script->name, strlen(script->name));
	strbuf_addstr(out, ",\"tone\":\"");
	strbuf_addstr(out, tone_name(tone));
	strbuf_addstr(out, "\",\"text\":");
	json_add_string(out, s->text.text, s->text.len);
}

static void finish_line(struct stream *s, const struct record_fault *fault)
{
	if (fault->code) {
		s->failed = true;
		record_add_fault(&s->out, fault);
	}
	strbuf_add(&s->out, "}\n", 2);
	fwrite(s->out.text, 1, s->out.len, s->render->io->out);
}

static void take_line(struct stream *s, struct records *records,
		      const char *line, size_t len)
{
	struct record_fault fault;
	struct record record;
	bool parsed = record_parse(records, line, len, &record, &fault);
	const struct script *script = NULL;
	enum tone tone = s->render->tone;

	if (parsed)
		fault.code = NULL;
	strbuf_reset(&s->out);
	strbuf_addch(&s->out, '{');
	record_add_id(&s->out, &record, line, len);
	if (parsed)
		script = fill(s, &record, &tone, &fault);
	if (script)
		add_answer(s, script, tone);
	finish_line(s, &fault);
}

static void refuse_line(struct stream *s, const struct records *records)
{
	struct record_fault fault = { 0 };

	record_fault(&fault, "too-long", "line %zu: more than %d bytes",
		     records->line, JSON_TEXT_MAX);
	strbuf_reset(&s->out);
	strbuf_addch(&s->out, '{');
	finish_line(s, &fault);
}

int render_jsonl(const struct render *render, FILE *in)
{
	struct stream s = {
		.render = render, .out = STRBUF_INIT, .text = STRBUF_INIT,
	};
	struct records records;
	enum record_state state;
	const char *line = NULL;
	size_t len = 0;

	records_open(&records, in, render->io);
	while ((state = records_next(&records, &line, &len)) != RECORD_END &&
	       !ferror(render->io->out)) {
		if (state == RECORD_LINE)
			take_line(&s, &records, line, len);
		else
			refuse_line(&s, &records);
	}
	if (records.error) {
		cmd_warn(render->io, "cannot read the records: %s",
			 strerror(records.error));
		s.failed = true;
	}
	records_close(&records);
	shelf_release(&s.shelf);
	strbuf_wipe(&s.out);
	strbuf_wipe(&s.text);
	return s.failed ? STATUS_FAILED : STATUS_OK;
}
