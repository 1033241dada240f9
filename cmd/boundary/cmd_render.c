/* boundary render: the words of a script, its blanks filled. */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "cmd.h"
#include "nearest.h"
#include "opt.h"
#include "render.h"
#include "script/catalog.h"

enum { KEY_JSONL = OPT_LONG, KEY_FIELDS, KEY_FROM, KEY_FILE };

static const struct opt opts[] = {
	{ 't', "tone", "TONE", "gentle, plain (as usual) or firm",
	  "gentle plain firm" },
	{ KEY_FROM, "from", "FILE", "take values from a JSON object, `-` for "
	  "standard input", "@files" },
	{ KEY_FILE, "file", "FILE", "take the script from a file, and not "
	  "from the catalog", "@files" },
	{ KEY_JSONL, "jsonl", NULL, "read and write JSON Lines: a record with "
	  "\"values\" in, one with the \"text\" out", NULL },
	{ KEY_FIELDS, "fields", NULL, "list the blanks of the script: name, "
	  "required or optional, question, example", NULL },
	OPT_HELP,
	OPT_END,
};

struct request {
	const struct cmd *self;
	const struct cmd_io *io;
	const char *from, *file, *tone;
	bool jsonl, fields;
	char *const *args;		/* NAME=VALUE */
	size_t arg_count;
};

static void take(struct request *request, int key, const char *value)
{
	switch (key) {
	case 't':
		request->tone = value;
		break;
	case KEY_FROM:
		request->from = value;
		break;
	case KEY_FILE:
		request->file = value;
		break;
	case KEY_JSONL:
		request->jsonl = true;
		break;
	case KEY_FIELDS:
		request->fields = true;
		break;
	}
}

/* Reads the object of --from into *values. */
static int read_values(const struct request *request, cJSON **values)
{
	const struct cmd_io *io = request->io;
	bool is_stdin = !strcmp(request->from, "-");
	struct strbuf text = STRBUF_INIT;
	cJSON *json = NULL;
	struct err err = { 0 };
	int ret, status = STATUS_OK;

	if (is_stdin)
		ret = file_read_stream(io->in, "-", JSON_TEXT_MAX, &text,
				       &err);
	else
		ret = file_read(request->from, JSON_TEXT_MAX, &text, &err);
	if (!ret) {
		ret = json_parse(&json, text.text, text.len, &err);
		if (ret)
			err_prefix(&err, request->from);
	}
	if (!ret && !cJSON_IsObject(json))
		ret = err_set(&err, ERR_INPUT, "%s: not an object of values",
			      request->from);
	if (ret) {
		status = cmd_fail(io, &err);
		cJSON_Delete(json);
	} else {
		*values = json;
	}
	strbuf_wipe(&text);
	return status;
}

static int unknown_name(const struct request *request,
			const struct script *script, const char *name)
{
	struct nearest nearest = NEAREST(name);

	for (size_t i = 0; i < script->field_count; i++)
		nearest_try(&nearest, script->fields[i].name);
	if (nearest.best)
		return cmd_usage(request->io, request->self,
				 "%s has no blank '%s'; did you mean '%s'?",
				 script->name, name, nearest.best);
	return cmd_usage(request->io, request->self,
			 "%s has no blank '%s'; --fields lists them",
			 script->name, name);
}

/* One NAME=VALUE into `values`; it wins over what --from gave. */
static int take_value(const struct request *request,
		      const struct script *script, const char *arg,
		      cJSON *values)
{
	const char *equals = strchr(arg, '=');
	char *name;
	int status = STATUS_OK;

	if (!equals)
		return cmd_usage(request->io, request->self,
				 "'%s' is not NAME=VALUE", arg);
	if (utf8_check(arg, strlen(arg)) < strlen(arg))
		return cmd_usage(request->io, request->self,
				 "'%s' is not UTF-8", arg);
	name = mem_copy(arg, (size_t)(equals - arg));
	if (!script_field(script, name)) {
		status = unknown_name(request, script, name);
	} else {
		cJSON_DeleteItemFromObjectCaseSensitive(values, name);
		cJSON_AddStringToObject(values, name, equals + 1);
	}
	free(name);
	return status;
}

/* Says which value is missing, and how it could be given. */
static int missing(const struct request *request, const struct script *script,
		   const char *name, const struct err *err)
{
	const struct script_field *field = script_field(script, name);
	const char *example = field && field->example ? field->example : "...";

	cmd_warn(request->io, "%s (%s For example: %s='%s')", err->text,
		 field && field->ask ? field->ask : "", name, example);
	return STATUS_FAILED;
}

static int render(const struct request *request, const struct script *script,
		  enum tone tone)
{
	const struct cmd_io *io = request->io;
	struct strbuf text = STRBUF_INIT;
	const char *field = NULL;
	cJSON *values = NULL;
	struct err err = { 0 };
	int ret, status = STATUS_OK;

	if (request->from)
		status = read_values(request, &values);
	if (!values)
		values = cJSON_CreateObject();
	for (size_t i = 0; !status && i < request->arg_count; i++)
		status = take_value(request, script, request->args[i], values);
	if (status)
		goto out;
	ret = script_render(script, script_tone(script, tone), values, &text,
			    &field, &err);
	if (ret == ERR_NOTFOUND) {
		status = missing(request, script, field, &err);
		goto out;
	}
	if (ret) {
		status = cmd_fail(io, &err);
		goto out;
	}
	strbuf_addch(&text, '\n');
	cmd_put(io, text.text, text.len);
out:
	cJSON_Delete(values);
	strbuf_wipe(&text);
	return status;
}

static void print_fields(const struct cmd_io *io, const struct script *script)
{
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < script->field_count; i++) {
		const struct script_field *field = &script->fields[i];
		const char *texts[] = {
			field->name,
			field->optional || field->initial ? "optional" :
							    "required",
			field->ask ? field->ask : "",
			field->example ? field->example : "",
		};

		strbuf_reset(&line);
		for (size_t k = 0; k < sizeof(texts) / sizeof(texts[0]); k++) {
			visible_add_line(&line, texts[k], strlen(texts[k]));
			strbuf_addch(&line, k < 3 ? '\t' : '\n');
		}
		fwrite(line.text, 1, line.len, io->out);
	}
	strbuf_release(&line);
}

/* Loads the script that was asked for, where one was. */
static int load(const struct request *request, const struct catalog *catalog,
		const char *name, struct script **out)
{
	struct err err = { 0 };
	int ret = 0;

	if (request->file)
		ret = catalog_load_file(request->file, out, &err);
	else if (name)
		ret = catalog_load(catalog, name, out, &err);
	return ret ? cmd_fail_as(request->io, ret, &err) : STATUS_OK;
}

static int answer(struct request *request, const char *name, enum tone tone)
{
	struct catalog *catalog = cmd_catalog(request->io);
	struct render stream = { request->io, catalog, name, NULL, tone };
	struct script *script = NULL;
	int status = load(request, catalog, name, &script);

	if (status)
		goto out;
	if (request->jsonl) {
		stream.script = script;
		status = render_jsonl(&stream, request->io->in);
	} else if (request->fields) {
		print_fields(request->io, script);
	} else {
		status = render(request, script, tone);
	}
out:
	script_free(script);
	catalog_free(catalog);
	return status;
}

/* What cannot be asked for together, or is missing. */
static int refuse(const struct request *request, const char *name)
{
	const char *why = NULL;

	if (!name && !request->file && !request->jsonl)
		why = "which script? `boundary scripts` lists them";
	else if (request->jsonl && request->arg_count)
		why = "with --jsonl the values come from the records";
	else if (request->jsonl && request->from)
		why = "--jsonl and --from cannot go together";
	if (why)
		return cmd_usage(request->io, request->self, "%s", why);
	return STATUS_OK;
}

static int run(const struct cmd *self, int argc, char **argv,
	       const struct cmd_io *io)
{
	struct request request = { .self = self, .io = io };
	struct opt_walk walk = OPT_WALK_INIT;
	enum tone tone = TONE_PLAIN;
	const char *name = NULL;
	int key, first;

	while ((key = opt_own(&walk, self, argc, argv, io)) > 0)
		take(&request, key, walk.value);
	if (key == OPT_STOP)
		return walk.status;
	first = walk.next;
	if (!request.file && first < argc)
		name = argv[first++];
	request.args = argv + first;
	request.arg_count = (size_t)(argc - first);
	if (request.tone)
		tone = tone_named(request.tone);
	if (tone == TONE_COUNT)
		return cmd_usage(io, self, "no tone '%s': gentle, plain or "
				 "firm", request.tone);
	if (refuse(&request, name))
		return STATUS_USAGE;
	return answer(&request, name, tone);
}

const struct cmd cmd_render = {
	.name = "render",
	.args = "[SCRIPT] [NAME=VALUE ...]",
	.summary = "print the words of a script with its blanks filled",
	.about = "SCRIPT is a name from `boundary scripts`. Each NAME is a "
		 "blank of it; a value may also come from --from, which keeps "
		 "it out of the list of processes. A blank that is required "
		 "and has no value is an error.",
	.completes = "scripts",
	.blanks = true,
	.opts = opts,
	.run = run,
};
