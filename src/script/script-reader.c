#include "script/script-reader.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strlist.h"
#include "base/utf8.h"
#include "base/yaml.h"
#include "script/front-matter.h"
#include "script/mustache.h"

#define FIELD_NAME_MAX 32

int script_check_text(const char *text, size_t len, struct err *err)
{
	size_t good;

	if (len > SCRIPT_MAX)
		return err_set(err, ERR_INPUT, "more than %d bytes",
			       SCRIPT_MAX);
	good = utf8_check(text, len);
	if (good < len)
		return err_at(err, ERR_INPUT, text, len, good, "not UTF-8");
	return 0;
}

enum tone script_heading(const char *line, size_t len)
{
	size_t name;

	while (len && (line[len - 1] == ' ' || line[len - 1] == '\t' ||
		       line[len - 1] == '\r'))
		len--;
	if (len < 2 || line[0] != '#' || line[1] != ' ')
		return TONE_COUNT;
	for (name = 1; name < len && line[name] == ' '; name++)
		;
	for (int tone = 0; tone < TONE_COUNT; tone++) {
		const char *word = tone_name((enum tone)tone);

		if (strlen(word) == len - name &&
		    !strncasecmp(word, line + name, len - name))
			return (enum tone)tone;
	}
	return TONE_COUNT;
}

void script_split(const struct front_matter *fm,
		  struct script_part parts[TONE_COUNT], size_t *twice)
{
	const char *end = fm->body + fm->body_len;
	struct script_part ignored = { 0 }, *part = NULL;
	size_t line = fm->body_line;

	memset(parts, 0, TONE_COUNT * sizeof(*parts));
	*twice = 0;
	for (const char *at = fm->body; at < end; line++) {
		const char *eol = memchr(at, '\n', (size_t)(end - at));
		const char *next = eol ? eol + 1 : end;
		size_t len = (size_t)((eol ? eol : end) - at);
		enum tone tone = script_heading(at, len);

		if (tone != TONE_COUNT) {
			if (parts[tone].text && !*twice)
				*twice = line;
			part = parts[tone].text ? &ignored : &parts[tone];
			*part = (struct script_part){ next, 0, line + 1 };
		} else if (part) {
			part->len += (size_t)(next - at);
		}
		at = next;
	}
}

/* The text at `key`, copied; NULL where it is missing, empty or no text. */
static char *read_text(const struct yaml_node *map, const char *key,
		       struct errlist *faults)
{
	const struct yaml_node *node = yaml_get(map, key);
	struct err err = { 0 };

	if (!node)
		return NULL;
	if (yaml_kind(node) != YAML_TEXT) {
		yaml_err(node, &err, "`%s` is a text", key);
		errlist_add(faults, &err);
		return NULL;
	}
	return *yaml_text(node) ? mem_string(yaml_text(node)) : NULL;
}

static char *read_text_or_empty(const struct yaml_node *map, const char *key,
				struct errlist *faults)
{
	char *text = read_text(map, key, faults);

	return text ? text : mem_string("");
}

/* A list of texts; one text alone is a list of one. */
static void read_list(struct strlist *out, const struct yaml_node *map,
		      const char *key, struct errlist *faults)
{
	const struct yaml_node *node = yaml_get(map, key);
	struct err err = { 0 };
	bool good;

	if (!node)
		return;
	if (yaml_kind(node) == YAML_TEXT) {
		if (*yaml_text(node))
			strlist_add(out, yaml_text(node));
		return;
	}
	good = yaml_kind(node) == YAML_LIST;
	for (size_t i = 0; good && i < yaml_count(node); i++) {
		const char *text = yaml_text(yaml_item(node, i));

		good = text != NULL;
		if (good)
			strlist_add(out, text);
	}
	if (good)
		return;
	yaml_err(node, &err, "`%s` is a list of texts", key);
	errlist_add(faults, &err);
}

static bool field_name_ok(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return name[0] >= 'a' && name[0] <= 'z' && !name[len] &&
	       len <= FIELD_NAME_MAX;
}

static void read_field(struct script_field *field, const char *name,
		       const struct yaml_node *node, struct errlist *faults)
{
	const struct yaml_node *optional = yaml_get(node, "optional");
	struct err err = { 0 };

	field->name = mem_string(name);
	if (!field_name_ok(name)) {
		yaml_err(node, &err, "a field name is a-z, 0-9 and -, from a "
			 "letter on, at most %d", FIELD_NAME_MAX);
		errlist_add(faults, &err);
	}
	if (yaml_kind(node) != YAML_MAP) {
		yaml_err(node, &err, "field `%s` is {ask: ..., example: ...}",
			 name);
		errlist_add(faults, &err);
	}
	field->ask = read_text_or_empty(node, "ask", faults);
	field->hint = read_text(node, "hint", faults);
	field->example = read_text(node, "example", faults);
	field->initial = read_text(node, "default", faults);
	read_list(&field->choices, node, "choices", faults);
	if (optional &&
	    yaml_flag(optional, "optional", &field->optional, &err))
		errlist_add(faults, &err);
}

/*
 * The node at `key` where it is of `kind` and holds something. A key without
 * a value is an empty text, and stands for nothing.
 */
static const struct yaml_node *entries(const struct yaml_node *head,
				       const char *key, enum yaml_kind kind,
				       const char *form,
				       struct errlist *faults)
{
	const struct yaml_node *node = yaml_get(head, key);
	struct err err = { 0 };

	if (!node || (yaml_text(node) && !*yaml_text(node)))
		return NULL;
	if (yaml_kind(node) == kind)
		return node;
	yaml_err(node, &err, "`%s` is %s", key, form);
	errlist_add(faults, &err);
	return NULL;
}

static void read_fields(struct script *script, const struct yaml_node *head,
			struct errlist *faults)
{
	const struct yaml_node *map =
		entries(head, "fields", YAML_MAP, "a map of fields", faults);
	size_t count = map ? yaml_count(map) : 0;
	struct err err = { 0 };

	if (count > SCRIPT_FIELDS_MAX) {
		yaml_err(yaml_item(map, SCRIPT_FIELDS_MAX), &err,
			 "more than %d fields", SCRIPT_FIELDS_MAX);
		errlist_add(faults, &err);
		count = SCRIPT_FIELDS_MAX;
	}
	script->fields = mem_array(count, sizeof(*script->fields));
	script->field_count = count;
	for (size_t i = 0; i < count; i++)
		read_field(&script->fields[i], yaml_key(map, i),
			   yaml_item(map, i), faults);
}

static void read_pushback(struct script_pushback *pushback,
			  const struct yaml_node *node,
			  struct errlist *faults)
{
	const struct yaml_node *say = yaml_get(node, "say");
	struct err err = { 0 }, inner = { 0 };

	pushback->tactic = read_text_or_empty(node, "tactic", faults);
	pushback->say = read_text_or_empty(node, "say", faults);
	if (!*pushback->say || !*pushback->tactic) {
		yaml_err(node, &err, "a pushback is {tactic: ..., say: ...}");
		errlist_add(faults, &err);
	}
	if (!mustache_parse(&pushback->line, pushback->say,
			    strlen(pushback->say), &inner))
		return;
	yaml_err(say, &err, "`say`: %.200s", inner.text);
	errlist_add(faults, &err);
}

static void read_pushbacks(struct script *script, const struct yaml_node *head,
			   struct errlist *faults)
{
	const struct yaml_node *list = entries(
		head, "pushback", YAML_LIST,
		"a list of {tactic: ..., say: ...}", faults);
	size_t count = list ? yaml_count(list) : 0;

	script->pushbacks = mem_array(count, sizeof(*script->pushbacks));
	script->pushback_count = count;
	for (size_t i = 0; i < count; i++)
		read_pushback(&script->pushbacks[i], yaml_item(list, i),
			      faults);
}

static void read_tones(struct script *script, const struct front_matter *fm,
		       struct errlist *faults)
{
	struct script_part parts[TONE_COUNT];
	struct err err = { 0 };
	size_t twice, found = 0;

	script_split(fm, parts, &twice);
	for (size_t i = 0; i < TONE_COUNT; i++) {
		if (!parts[i].text)
			continue;
		found++;
		if (!mustache_parse(&script->tones[i], parts[i].text,
				    parts[i].len, &err))
			continue;
		err.line += err.line ? parts[i].line - 1 : 0;
		errlist_add(faults, &err);
	}
	if (twice) {
		err_set(&err, ERR_INPUT, "this tone stands twice");
		err.line = twice;
		errlist_add(faults, &err);
	}
	if (!found) {
		err_set(&err, ERR_INPUT, "there is no heading `# gentle`, "
			"`# plain` or `# firm`");
		errlist_add(faults, &err);
	}
}

void script_read(struct script *script, const struct front_matter *fm,
		 struct errlist *faults)
{
	const struct yaml_node *head = yaml_root(fm->head);

	script->title = read_text_or_empty(head, "title", faults);
	script->kind = read_text_or_empty(head, "kind", faults);
	script->about = read_text_or_empty(head, "about", faults);
	read_list(&script->settings, head, "setting", faults);
	read_list(&script->search, head, "search", faults);
	read_list(&script->gates, head, "gate", faults);
	read_list(&script->covers, head, "covers", faults);
	read_fields(script, head, faults);
	read_pushbacks(script, head, faults);
	read_tones(script, fm, faults);
}
