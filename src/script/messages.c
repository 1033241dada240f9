#include "script/messages.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"
#include "script/catalog.h"
#include "script/mustache.h"

struct messages {
	struct yaml *doc;
	const struct messages *base;	/* has what is not here; or NULL */
};

int messages_load(struct messages **out, const struct catalog *catalog,
		  const char *path, struct err *err)
{
	return messages_load_over(out, catalog, path, NULL, err);
}

int messages_load_over(struct messages **out, const struct catalog *catalog,
		       const char *path, const struct messages *base,
		       struct err *err)
{
	struct yaml *doc = NULL;
	int ret = catalog_yaml(catalog, path, &doc, err);

	if (ret)
		return ret;
	*out = mem_array(1, sizeof(**out));
	(*out)->doc = doc;
	(*out)->base = base;
	return 0;
}

void messages_free(struct messages *m)
{
	if (!m)
		return;
	yaml_free(m->doc);
	free(m);
}

/* The node at a dotted key, or NULL. */
static const struct yaml_node *find(const struct messages *m, const char *key)
{
	const struct yaml_node *node = yaml_root(m->doc);
	const char *rest = key;

	while (node && *rest) {
		size_t len = strcspn(rest, ".");
		char *part = mem_copy(rest, len);

		node = yaml_get(node, part);
		free(part);
		rest += len + (rest[len] == '.');
	}
	return node || !m->base ? node : find(m->base, key);
}

const char *messages_text(const struct messages *m, const char *key)
{
	return messages_item(m, key, 0);
}

size_t messages_count(const struct messages *m, const char *key)
{
	const struct yaml_node *node = find(m, key);

	if (!node || yaml_kind(node) == YAML_MAP)
		return 0;
	return yaml_kind(node) == YAML_TEXT ? 1 : yaml_count(node);
}

const char *messages_item(const struct messages *m, const char *key, size_t i)
{
	const struct yaml_node *node = find(m, key);

	if (!node || i >= messages_count(m, key))
		return NULL;
	return yaml_text(yaml_kind(node) == YAML_TEXT ? node :
			 yaml_item(node, i));
}

void messages_add(const struct messages *m, const char *key, size_t i,
		  const cJSON *values, struct strbuf *out)
{
	const char *text = messages_item(m, key, i);
	struct mustache_source source = { .root = values };
	struct mustache *tpl = NULL;
	struct err err = { 0 };

	if (!text)
		strbuf_addf(out, "[%s]", key);
	else if (!strstr(text, "{{") ||
		 mustache_parse(&tpl, text, strlen(text), &err) ||
		 mustache_render(tpl, &source, out, &err))
		strbuf_addstr(out, text);
	mustache_free(tpl);
}
