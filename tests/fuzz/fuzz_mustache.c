/* Mustache: a template and, behind a NUL, a partial and values in JSON. */
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "fuzz.h"
#include "script/mustache.h"

static const struct mustache *find(void *data, const char *name)
{
	return *name ? data : NULL;
}

static void see(void *data, const char *name, size_t line)
{
	size_t *count = data;

	fuzz_hold(*name && line, "names have a text and a line");
	(*count)++;
}

static void render(const struct mustache *tpl, struct mustache *partial,
		   const cJSON *root, bool html)
{
	const struct mustache_source source = {
		.root = root, .partial = find, .data = partial, .html = html,
	};
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	struct err err = { 0 };
	int ret = mustache_render(tpl, &source, &first, &err);

	fuzz_hold(ret || !*err.text, "err is untouched on success");
	fuzz_hold(!ret || !first.len, "nothing is appended on failure");
	fuzz_hold(mustache_render(tpl, &source, &second, &err) == ret &&
		  first.len == second.len &&
		  !memcmp(first.text, second.text, first.len),
		  "rendering does not change a template");
	strbuf_release(&first);
	strbuf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	size_t len, partial_len, names = 0;
	const char *text = fuzz_piece(&at, &size, &len);
	const char *other = fuzz_piece(&at, &size, &partial_len);
	struct mustache *tpl = NULL, *partial = NULL;
	cJSON *root = NULL;
	struct err err = { 0 };

	if (mustache_parse(&tpl, text, len, &err)) {
		fuzz_hold(!tpl && *err.text, "a failure says why");
		return 0;
	}
	if (mustache_parse(&partial, other, partial_len, &err))
		partial = NULL;
	if (json_parse(&root, at, size, &err))
		root = cJSON_Parse("{\"a\":\"<1>\",\"l\":[{\"a\":2},{\"b\":{}}],"
				   "\"o\":{\"a\":{\"b\":true}},\"n\":null}");
	mustache_names(tpl, see, &names);
	render(tpl, partial, root, false);
	render(tpl, partial, root, true);
	cJSON_Delete(root);
	mustache_free(partial);
	mustache_free(tpl);
	return 0;
}
