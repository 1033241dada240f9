/* What is wrong in a script that can be used: the other half of script.h. */

#include "script/script.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"
#include "script/front-matter.h"
#include "script/mustache.h"
#include "script/script-reader.h"

static const char *const script_keys[] = {
	"title", "kind", "about", "covers", "setting", "search", "fields",
	"pushback", "gate", NULL,
};
static const char *const field_keys[] = {
	"ask", "hint", "example", "optional", "default", "choices", NULL,
};
static const char *const pushback_keys[] = { "tactic", "say", NULL };
static const char *const settings[] = {
	"partner", "family", "friends", "work", "recovery", "professional",
	"coparent", "self", NULL,
};
static const char *const gates[] = {
	"abuse", "crisis", "child", "legal", "withdrawal", "overdose", NULL,
};
static const char *const tactics[] = {
	"guilt", "minimise", "norm", "why", "doubt", "accuse", "invalidate",
	"bargain", "urgency", "anger", "silence", "flattery", "crisis",
	"persistence", NULL,
};

struct lint {
	const char *text;
	size_t len;
	struct front_matter fm;
	struct script *script;	/* what could be read of it */
	struct errlist *faults;
	bool *used;		/* by field */
	struct script_part parts[TONE_COUNT];
	/* While names are seen: where, and in what. */
	const struct script_part *part;
	const struct yaml_node *node;
};

static bool is_one_of(const char *const *list, const char *word)
{
	while (*list && strcmp(*list, word))
		list++;
	return *list != NULL;
}

static void add_plain(struct lint *lint, const char *text)
{
	struct err err = { 0 };

	err_set(&err, ERR_INPUT, "%s", text);
	errlist_add(lint->faults, &err);
}

static void check_keys(struct lint *lint, const struct yaml_node *map,
		       const char *const *known)
{
	struct err err = { 0 };

	if (!map || yaml_kind(map) != YAML_MAP)
		return;
	for (size_t i = 0; i < yaml_count(map); i++) {
		const struct yaml_node *item = yaml_item(map, i);
		const char *value = yaml_text(item);

		if (is_one_of(known, yaml_key(map, i)))
			continue;
		/* `{say: Yes, but no}` has a key `but no`. */
		yaml_err(item, &err, "unknown key `%s`%s", yaml_key(map, i),
			 value && !*value ? ": a text with a comma in {...} "
					    "needs quotes" : "");
		errlist_add(lint->faults, &err);
	}
}

/* Each text of the list at `key` (or the one text) is one that we know. */
static void check_words(struct lint *lint, const struct yaml_node *map,
			const char *key, const char *const *known)
{
	const struct yaml_node *node = yaml_get(map, key);
	struct err err = { 0 };

	for (size_t i = 0; node && i < (yaml_text(node) ? 1 :
					yaml_count(node)); i++) {
		const struct yaml_node *item = yaml_text(node) ? node :
						yaml_item(node, i);
		const char *word = yaml_text(item);

		if (!word || !*word || is_one_of(known, word))
			continue;
		yaml_err(item, &err, "unknown %s `%s`", key, word);
		errlist_add(lint->faults, &err);
	}
}

static void check_covers(struct lint *lint, const struct yaml_node *head)
{
	const struct yaml_node *list = yaml_get(head, "covers");
	struct err err = { 0 };
	long number;

	for (size_t i = 0; list && i < yaml_count(list); i++)
		if (yaml_number(yaml_item(list, i), "covers", 1, 9999, &number,
				&err))
			errlist_add(lint->faults, &err);
}

static void check_head(struct lint *lint)
{
	const struct yaml_node *head = yaml_root(lint->fm.head);

	check_keys(lint, head, script_keys);
	if (!*lint->script->title)
		add_plain(lint, "there is no title");
	if (!*lint->script->kind)
		add_plain(lint, "there is no kind");
	if (!*lint->script->about)
		add_plain(lint, "there is no `about`");
	check_words(lint, head, "kind", script_kinds);
	check_words(lint, head, "setting", settings);
	check_words(lint, head, "gate", gates);
	check_covers(lint, head);
}

static void check_choice(struct lint *lint, const struct script_field *field,
			 const struct yaml_node *node, const char *key,
			 const char *value)
{
	struct err err = { 0 };

	if (!value || !field->choices.count ||
	    strlist_has(&field->choices, value))
		return;
	yaml_err(yaml_get(node, key), &err, "`%s` is none of the choices",
		 key);
	errlist_add(lint->faults, &err);
}

static void check_field(struct lint *lint, const struct script_field *field,
			const struct yaml_node *node)
{
	struct err err = { 0 };

	check_keys(lint, node, field_keys);
	if (!*field->ask) {
		yaml_err(node, &err, "field `%s` has no `ask`", field->name);
		errlist_add(lint->faults, &err);
	}
	if (!field->example && !field->initial && !field->optional &&
	    !field->choices.count) {
		yaml_err(node, &err, "field `%s` has no example", field->name);
		errlist_add(lint->faults, &err);
	}
	check_choice(lint, field, node, "example", field->example);
	check_choice(lint, field, node, "default", field->initial);
}

static void add_unknown_name(struct lint *lint, const char *name, size_t line)
{
	const char *at = lint->part ? lint->part->text : NULL, *end, *hit;
	struct err err = { 0 };

	if (!at) {
		yaml_err(lint->node, &err, "`%s` is not a field", name);
		errlist_add(lint->faults, &err);
		return;
	}
	end = at + lint->part->len;
	for (; line > 1; line--) {
		const char *eol = memchr(at, '\n', (size_t)(end - at));

		if (!eol)
			break;
		at = eol + 1;
	}
	hit = memmem(at, (size_t)(end - at), name, strlen(name));
	err_at(&err, ERR_INPUT, lint->text, lint->len,
	       (size_t)((hit ? hit : at) - lint->text), "`%s` is not a field",
	       name);
	errlist_add(lint->faults, &err);
}

/* A name of a tone or of a pushback; `.` is the entry of a list. */
static void see_name(void *data, const char *name, size_t line)
{
	struct lint *lint = data;
	size_t len = strcspn(name, ".");

	if (!len)
		return;
	for (size_t i = 0; i < lint->script->field_count; i++) {
		const char *field = lint->script->fields[i].name;

		if (strlen(field) == len && !memcmp(field, name, len)) {
			if (lint->part)
				lint->used[i] = true;
			return;
		}
	}
	add_unknown_name(lint, name, line);
}

static bool is_blank(const char *text, size_t len)
{
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	return !len;
}

static void check_tones(struct lint *lint)
{
	struct err err = { 0 };
	size_t twice;

	script_split(&lint->fm, lint->parts, &twice);
	for (int i = 0; i < TONE_COUNT; i++) {
		lint->part = &lint->parts[i];
		if (lint->script->tones[i])
			mustache_names(lint->script->tones[i], see_name, lint);
		if (!is_blank(lint->part->text, lint->part->len))
			continue;
		err_set(&err, ERR_INPUT, "there is no text for the tone %s",
			tone_name((enum tone)i));
		err.line = lint->part->line ? lint->part->line - 1 : 0;
		errlist_add(lint->faults, &err);
	}
	lint->part = NULL;
}

/* Lines of the body that nobody will see, or that look like a heading. */
static void check_body(struct lint *lint)
{
	const char *at = lint->fm.body, *end = at + lint->fm.body_len;
	bool in_tone = false, told = false;
	struct err err = { 0 };

	while (at < end) {
		const char *eol = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((eol ? eol : end) - at);
		bool tone = script_heading(at, len) != TONE_COUNT;

		if (!tone && *at == '#') {
			err_at(&err, ERR_INPUT, lint->text, lint->len,
			       (size_t)(at - lint->text),
			       "this heading is no tone");
			errlist_add(lint->faults, &err);
		} else if (!tone && !in_tone && !told && !is_blank(at, len)) {
			err_at(&err, ERR_INPUT, lint->text, lint->len,
			       (size_t)(at - lint->text),
			       "text before the first tone is not used");
			errlist_add(lint->faults, &err);
			told = true;
		}
		in_tone = in_tone || tone;
		at = eol ? eol + 1 : end;
	}
}

static void check_fields(struct lint *lint)
{
	const struct yaml_node *map = yaml_get(yaml_root(lint->fm.head),
					       "fields");
	struct err err = { 0 };

	for (size_t i = 0; i < lint->script->field_count; i++) {
		const struct yaml_node *node = yaml_item(map, i);

		check_field(lint, &lint->script->fields[i], node);
		if (lint->used[i])
			continue;
		yaml_err(node, &err, "no tone uses the field `%s`",
			 lint->script->fields[i].name);
		errlist_add(lint->faults, &err);
	}
}

static void check_pushbacks(struct lint *lint)
{
	const struct yaml_node *list = yaml_get(yaml_root(lint->fm.head),
						"pushback");

	for (size_t i = 0; i < lint->script->pushback_count; i++) {
		const struct mustache *line = lint->script->pushbacks[i].line;
		const struct yaml_node *node = yaml_item(list, i);

		check_keys(lint, node, pushback_keys);
		check_words(lint, node, "tactic", tactics);
		lint->node = yaml_get(node, "say");
		if (line && lint->node)
			mustache_names(line, see_name, lint);
	}
}

static void lint_parts(struct lint *lint)
{
	struct err err = { 0 };

	if (front_matter_parse(&lint->fm, lint->text, lint->len, &err)) {
		errlist_add(lint->faults, &err);
		return;
	}
	script_read(lint->script, &lint->fm, lint->faults);
	lint->used = mem_array(lint->script->field_count, sizeof(bool));
	check_head(lint);
	check_body(lint);
	check_tones(lint);
	check_fields(lint);
	check_pushbacks(lint);
}

size_t script_lint(const char *name, const char *origin, const char *text,
		   size_t len, struct errlist *faults)
{
	struct errlist found = ERRLIST_INIT;
	struct strbuf label = STRBUF_INIT;
	struct lint lint = {
		.text = text, .len = len, .faults = &found,
		.script = mem_array(1, sizeof(*lint.script)),
	};
	struct err err = { 0 };
	size_t count;

	if (script_check_text(text, len, &err))
		errlist_add(&found, &err);
	else
		lint_parts(&lint);
	errlist_sort(&found);
	count = found.count;
	strbuf_addf(&label, "%s (%s)", name, origin);
	for (size_t i = 0; i < count; i++) {
		err_prefix(&found.items[i], label.text);
		errlist_add(faults, &found.items[i]);
	}
	front_matter_release(&lint.fm);
	script_free(lint.script);
	free(lint.used);
	errlist_release(&found);
	strbuf_release(&label);
	return count;
}
