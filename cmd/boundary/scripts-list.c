/* boundary scripts list and search: what there is. */

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "cmd.h"
#include "script/catalog.h"
#include "script/script.h"
#include "scripts.h"
#include "table.h"

/* The settings are not in the list, so the script itself is asked. */
static bool has_setting(const struct scripts *scripts, const char *name)
{
	struct script *script = NULL;
	struct err err = { 0 };
	bool has = false;

	if (!catalog_load(scripts->catalog, name, &script, &err))
		has = strlist_has(&script->settings, scripts->setting);
	script_free(script);
	return has;
}

static bool is_wanted(const struct scripts *scripts,
		      const struct catalog_entry *entry)
{
	if (scripts->kind && strcmp(entry->kind, scripts->kind))
		return false;
	return !scripts->setting || has_setting(scripts, entry->name);
}

static void add_member(struct strbuf *out, const char *key, const char *text)
{
	strbuf_addstr(out, key);
	json_add_string(out, text ? text : "", text ? strlen(text) : 0);
}

static void print_json(const struct scripts *scripts,
		       const struct catalog_list *list)
{
	struct strbuf out = STRBUF_INIT;
	bool first = true;

	strbuf_addch(&out, '[');
	for (size_t i = 0; i < list->count; i++) {
		const struct catalog_entry *entry = &list->items[i];

		if (!is_wanted(scripts, entry))
			continue;
		add_member(&out, first ? "\n{\"name\":" : ",\n{\"name\":",
			   entry->name);
		add_member(&out, ",\"kind\":", entry->kind);
		add_member(&out, ",\"title\":", entry->title);
		add_member(&out, ",\"about\":", entry->about);
		add_member(&out, ",\"origin\":", entry->origin);
		strbuf_addf(&out, ",\"faulty\":%s}",
			    entry->faulty ? "true" : "false");
		first = false;
	}
	strbuf_addstr(&out, "\n]\n");
	fwrite(out.text, 1, out.len, scripts->io->out);
	strbuf_release(&out);
}

static void print_table(const struct scripts *scripts,
			const struct catalog_list *list)
{
	struct table table = TABLE(scripts->wants_origin ? 4 : 3);

	for (size_t i = 0; i < list->count; i++) {
		const struct catalog_entry *entry = &list->items[i];

		if (!is_wanted(scripts, entry))
			continue;
		table_add(&table, entry->name);
		table_add(&table, entry->kind);
		if (scripts->wants_origin)
			table_add(&table, entry->origin);
		table_add(&table, entry->faulty ?
			  "(faulty: `boundary scripts lint` says why)" :
			  entry->title);
	}
	table_print(&table, scripts->io);
	table_release(&table);
}

static void print_list(const struct scripts *scripts,
		       const struct catalog_list *list)
{
	if (scripts->wants_json)
		print_json(scripts, list);
	else
		print_table(scripts, list);
}

int scripts_list(const struct scripts *scripts, char **args)
{
	struct catalog_list list = CATALOG_LIST_INIT;

	if (*args)
		return cmd_usage(scripts->io, scripts->self, "list takes no "
				 "'%s'; did you mean `search %s`?", *args,
				 *args);
	catalog_list(scripts->catalog, &list);
	print_list(scripts, &list);
	catalog_list_release(&list);
	return STATUS_OK;
}

int scripts_search(const struct scripts *scripts, char **args)
{
	struct catalog_list list = CATALOG_LIST_INIT;
	struct strbuf query = STRBUF_INIT;
	int status = STATUS_OK;

	if (!*args)
		return cmd_usage(scripts->io, scripts->self, "search for "
				 "which words?");
	for (; *args; args++)
		strbuf_addf(&query, "%s%s", query.len ? " " : "", *args);
	catalog_list(scripts->catalog, &list);
	catalog_search(&list, query.text);
	if (list.count || scripts->wants_json)
		print_list(scripts, &list);
	if (!list.count) {
		cmd_warn(scripts->io, "no script shares a word with \"%s\"",
			 query.text);
		status = STATUS_FAILED;
	}
	catalog_list_release(&list);
	strbuf_release(&query);
	return status;
}
