/* boundary scripts show, schema and path: one script as it is. */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/visible.h"
#include "cmd.h"
#include "script/catalog.h"
#include "script/script.h"
#include "scripts.h"

/* The one name in `args`, or NULL after a line on what is wrong. */
static const char *one_name(const struct scripts *scripts, char **args)
{
	if (args[0] && !args[1])
		return args[0];
	cmd_usage(scripts->io, scripts->self, args[0] ? "one script at a time" :
		  "which script? `boundary scripts` lists them");
	return NULL;
}

/* The words of a tone, with the examples in the blanks. */
static int show_tone(const struct scripts *scripts, const char *name)
{
	enum tone tone = tone_named(scripts->tone);
	struct script *script = NULL;
	struct strbuf text = STRBUF_INIT;
	cJSON *values = NULL;
	struct err err = { 0 };
	int ret;

	if (tone == TONE_COUNT)
		return cmd_usage(scripts->io, scripts->self, "no tone '%s': "
				 "gentle, plain or firm", scripts->tone);
	ret = catalog_load(scripts->catalog, name, &script, &err);
	if (ret)
		goto out;
	values = script_examples(script);
	ret = script_render(script, script_tone(script, tone), values, &text,
			    NULL, &err);
	if (ret)
		goto out;
	strbuf_addch(&text, '\n');
	cmd_put(scripts->io, text.text, text.len);
out:
	cJSON_Delete(values);
	script_free(script);
	strbuf_release(&text);
	return ret ? cmd_fail_as(scripts->io, ret, &err) : STATUS_OK;
}

int scripts_show(const struct scripts *scripts, char **args)
{
	const char *name = one_name(scripts, args);
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	struct err err = { 0 };
	int ret;

	if (!name)
		return STATUS_USAGE;
	if (scripts->tone)
		return show_tone(scripts, name);
	ret = catalog_source(scripts->catalog, name, &text, &origin, &err);
	if (!ret)
		cmd_put(scripts->io, text.text, text.len);
	strbuf_release(&text);
	strbuf_release(&origin);
	return ret ? cmd_fail_as(scripts->io, ret, &err) : STATUS_OK;
}

int scripts_schema(const struct scripts *scripts, char **args)
{
	const char *name = one_name(scripts, args);
	struct script *script = NULL;
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	int ret;

	if (!name)
		return STATUS_USAGE;
	ret = catalog_load(scripts->catalog, name, &script, &err);
	if (ret)
		return cmd_fail_as(scripts->io, ret, &err);
	script_schema(script, &text);
	strbuf_rtrim(&text);
	strbuf_addch(&text, '\n');
	cmd_put(scripts->io, text.text, text.len);
	strbuf_release(&text);
	script_free(script);
	return STATUS_OK;
}

int scripts_path(const struct scripts *scripts, char **args)
{
	const struct strlist *folders = catalog_folders(scripts->catalog);
	struct strbuf out = STRBUF_INIT;

	if (*args)
		return cmd_usage(scripts->io, scripts->self,
				 "path takes no '%s'", *args);
	for (size_t i = 0; i < folders->count; i++) {
		visible_add_line(&out, folders->items[i],
				 strlen(folders->items[i]));
		strbuf_addch(&out, '\n');
	}
	fwrite(out.text, 1, out.len, scripts->io->out);
	strbuf_release(&out);
	return STATUS_OK;
}
