#include "script/script.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "script/front-matter.h"
#include "script/mustache.h"
#include "script/script-reader.h"

static const char *const tone_names[TONE_COUNT] = {
	"gentle", "plain", "firm",
};

const char *const script_kinds[] = {
	"no", "need", "limit", "time", "support", "repair", "hold", NULL,
};

const char *tone_name(enum tone tone)
{
	return tone_names[tone];
}

enum tone tone_named(const char *name)
{
	int tone = 0;

	while (tone < TONE_COUNT && strcmp(tone_names[tone], name))
		tone++;
	return (enum tone)tone;
}

int script_parse(struct script **out, const char *name, const char *origin,
		 const char *text, size_t len, struct err *err)
{
	struct script *script = mem_array(1, sizeof(*script));
	struct errlist faults = ERRLIST_INIT;
	struct front_matter fm = { 0 };
	struct strbuf label = STRBUF_INIT;
	int ret;

	ret = script_check_text(text, len, err);
	if (!ret)
		ret = front_matter_parse(&fm, text, len, err);
	if (!ret)
		script_read(script, &fm, &faults);
	if (faults.count) {
		errlist_sort(&faults);
		*err = faults.items[0];
		ret = ERR_INPUT;
	}
	if (ret) {
		strbuf_addf(&label, "%s (%s)", name, origin);
		err_prefix(err, label.text);
		goto out;
	}
	script->name = mem_string(name);
	script->origin = mem_string(origin);
	*out = script;
	script = NULL;
out:
	script_free(script);
	front_matter_release(&fm);
	errlist_release(&faults);
	strbuf_release(&label);
	return ret;
}

static void free_fields(struct script *script)
{
	for (size_t i = 0; i < script->field_count; i++) {
		struct script_field *field = &script->fields[i];

		free(field->name);
		free(field->ask);
		free(field->hint);
		free(field->example);
		free(field->initial);
		strlist_release(&field->choices);
	}
	free(script->fields);
}

static void free_pushbacks(struct script *script)
{
	for (size_t i = 0; i < script->pushback_count; i++) {
		free(script->pushbacks[i].tactic);
		free(script->pushbacks[i].say);
		mustache_free(script->pushbacks[i].line);
	}
	free(script->pushbacks);
}

void script_free(struct script *script)
{
	if (!script)
		return;
	free(script->name);
	free(script->origin);
	free(script->title);
	free(script->kind);
	free(script->about);
	strlist_release(&script->settings);
	strlist_release(&script->search);
	strlist_release(&script->gates);
	strlist_release(&script->covers);
	free_fields(script);
	free_pushbacks(script);
	for (int tone = 0; tone < TONE_COUNT; tone++)
		mustache_free(script->tones[tone]);
	free(script);
}

const struct script_field *script_field(const struct script *script,
					const char *name)
{
	for (size_t i = 0; i < script->field_count; i++)
		if (!strcmp(script->fields[i].name, name))
			return &script->fields[i];
	return NULL;
}

/* The neighbour first: plain lies between the other two. */
enum tone script_tone(const struct script *script, enum tone wanted)
{
	static const enum tone nearest[TONE_COUNT][TONE_COUNT] = {
		{ TONE_GENTLE, TONE_PLAIN, TONE_FIRM },
		{ TONE_PLAIN, TONE_GENTLE, TONE_FIRM },
		{ TONE_FIRM, TONE_PLAIN, TONE_GENTLE },
	};

	for (int i = 0; i < TONE_COUNT; i++)
		if (script->tones[nearest[wanted][i]])
			return nearest[wanted][i];
	return wanted;
}

/*
 * Values with others before them for the fields that have none: a chain of
 * items on the stack whose last one leads on to the person's own. Look-up goes
 * by the first of a name, so nothing is copied and nothing is allocated.
 */
struct overlay {
	cJSON root;
	cJSON items[SCRIPT_FIELDS_MAX];
};

/* Adds item i, the others being there, and returns what to look up in. */
static const cJSON *overlay_add(struct overlay *overlay, size_t i,
				const cJSON *values, const char *name,
				const char *value)
{
	cJSON *item = &overlay->items[i];

	memset(item, 0, sizeof(*item));
	item->type = cJSON_String | cJSON_IsReference;
	item->string = (char *)name;
	item->valuestring = (char *)value;
	item->next = values ? values->child : NULL;
	if (i) {
		item[-1].next = item;
		return &overlay->root;
	}
	memset(&overlay->root, 0, sizeof(overlay->root));
	overlay->root.type = cJSON_Object | cJSON_IsReference;
	overlay->root.child = item;
	return &overlay->root;
}

static const cJSON *value_of(const cJSON *values,
			     const struct script_field *field)
{
	const cJSON *item = values ? values->child : NULL;

	while (item && (!item->string || *item->string != *field->name ||
			strcmp(item->string, field->name)))
		item = item->next;
	return cJSON_IsNull(item) ? NULL : item;
}

static bool is_filled(const cJSON *item)
{
	return item && !(cJSON_IsString(item) && !*item->valuestring);
}

/* The empty text is an answer only to what may be left out. */
static bool is_given(const cJSON *values, const struct script_field *field)
{
	const cJSON *item = value_of(values, field);

	return field->optional ? item != NULL : is_filled(item);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Takes white space from both ends of what was appended behind `start`. */
static void trim_behind(struct strbuf *out, size_t start)
{
	size_t lead = start, len = out->len;

	while (len > start && is_blank(out->text[len - 1]))
		len--;
	strbuf_cut(out, len);
	while (lead < len && is_blank(out->text[lead]))
		lead++;
	if (lead > start)
		strbuf_splice(out, start, lead - start, NULL, 0);
}

int script_render(const struct script *script, enum tone tone,
		  const cJSON *values, struct strbuf *out, const char **field,
		  struct err *err)
{
	struct mustache_source source = { .root = values };
	struct overlay overlay;
	size_t start = out->len, added = 0;
	int ret;

	for (size_t i = 0; i < script->field_count; i++) {
		const struct script_field *f = &script->fields[i];

		if (is_given(values, f))
			continue;
		if (f->initial) {
			source.root = overlay_add(&overlay, added++, values,
						  f->name, f->initial);
		} else if (!f->optional) {
			if (field)
				*field = f->name;
			return err_set(err, ERR_NOTFOUND,
				       "no value for \"%s\"", f->name);
		}
	}
	ret = mustache_render(script->tones[script_tone(script, tone)],
			      &source, out, err);
	if (!ret)
		trim_behind(out, start);
	return ret;
}

/* What stands for a field in previews: never NULL. */
static const char *sample(const struct script_field *field)
{
	if (field->example)
		return field->example;
	if (field->initial)
		return field->initial;
	return field->choices.count ? field->choices.items[0] : field->name;
}

void script_pushback(const struct script *script, size_t i,
		     const cJSON *values, struct strbuf *out)
{
	const struct script_pushback *pushback = &script->pushbacks[i];
	struct mustache_source source = { .root = values };
	size_t start = out->len, added = 0;
	struct overlay overlay;
	struct err err = { 0 };

	for (size_t k = 0; k < script->field_count; k++) {
		const struct script_field *field = &script->fields[k];

		if (!is_filled(value_of(values, field)))
			source.root = overlay_add(&overlay, added++, values,
						  field->name, sample(field));
	}
	if (mustache_render(pushback->line, &source, out, &err))
		strbuf_addstr(out, pushback->say);
	trim_behind(out, start);
}

cJSON *script_examples(const struct script *script)
{
	cJSON *values = cJSON_CreateObject();

	for (size_t i = 0; i < script->field_count; i++)
		cJSON_AddStringToObject(values, script->fields[i].name,
					sample(&script->fields[i]));
	return values;
}

/* Appends `,"key":"text"` where there is a text. */
static void add_text(struct strbuf *out, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	strbuf_addf(out, ",\"%s\":", key);
	json_add_string(out, text, strlen(text));
}

static void add_field(const struct script_field *field, struct strbuf *out)
{
	json_add_string(out, field->name, strlen(field->name));
	strbuf_addstr(out, ":{\"type\":\"string\"");
	if (!field->optional && !field->initial)
		strbuf_addstr(out, ",\"minLength\":1");
	add_text(out, "title", field->ask);
	add_text(out, "description", field->hint);
	add_text(out, "default", field->initial);
	if (field->example) {
		strbuf_addstr(out, ",\"examples\":[");
		json_add_string(out, field->example, strlen(field->example));
		strbuf_addch(out, ']');
	}
	for (size_t i = 0; i < field->choices.count; i++) {
		strbuf_addstr(out, i ? "," : ",\"enum\":[");
		json_add_string(out, field->choices.items[i],
				strlen(field->choices.items[i]));
	}
	strbuf_addstr(out, field->choices.count ? "]}" : "}");
}

void script_schema(const struct script *script, struct strbuf *out)
{
	bool any = false;

	strbuf_addstr(out, "{\"$schema\":"
			   "\"https://json-schema.org/draft/2020-12/schema\"");
	add_text(out, "title", script->title);
	add_text(out, "description", script->about);
	strbuf_addstr(out, ",\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < script->field_count; i++) {
		if (i)
			strbuf_addch(out, ',');
		add_field(&script->fields[i], out);
	}
	strbuf_addstr(out, "},\"required\":[");
	for (size_t i = 0; i < script->field_count; i++) {
		const struct script_field *field = &script->fields[i];

		if (field->optional || field->initial)
			continue;
		if (any)
			strbuf_addch(out, ',');
		any = true;
		json_add_string(out, field->name, strlen(field->name));
	}
	strbuf_addstr(out, "],\"additionalProperties\":false}");
}
