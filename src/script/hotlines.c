#include "script/hotlines.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/yaml.h"
#include "script/catalog.h"

#define LINES_FILE "lines.yaml"

struct hotlines {
	struct yaml *doc;
};

/* Keys of the file that are no country. */
static const char *const other_keys[] = { "intro", "international", "labels" };

/* What a row offers, in the order in which it is shown. */
static const char *const contacts[] = {
	"call", "text", "chat", "web", "hours", "note",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

int hotlines_load(struct hotlines **out, const struct catalog *catalog,
		  struct err *err)
{
	struct yaml *doc = NULL;
	int ret = catalog_yaml(catalog, LINES_FILE, &doc, err);

	if (ret)
		return ret;
	*out = mem_array(1, sizeof(**out));
	(*out)->doc = doc;
	return 0;
}

void hotlines_free(struct hotlines *h)
{
	if (!h)
		return;
	yaml_free(h->doc);
	free(h);
}

const char *hotlines_intro(const struct hotlines *h)
{
	return yaml_get_text(yaml_root(h->doc), "intro");
}

static bool is_country(const char *key)
{
	for (size_t i = 0; i < COUNT(other_keys); i++)
		if (!strcmp(other_keys[i], key))
			return false;
	return true;
}

/* The entry of a country, whatever the case of its code. */
static const struct yaml_node *entry(const struct hotlines *h,
				     const char *country)
{
	const struct yaml_node *root = yaml_root(h->doc);

	if (country && !strcasecmp(country, "UK"))
		country = "GB";
	for (size_t i = 0; country && i < yaml_count(root); i++)
		if (is_country(yaml_key(root, i)) &&
		    !strcasecmp(yaml_key(root, i), country))
			return yaml_item(root, i);
	return NULL;
}

bool hotlines_has(const struct hotlines *h, const char *country)
{
	return entry(h, country);
}

void hotlines_countries(const struct hotlines *h, struct strlist *out)
{
	const struct yaml_node *root = yaml_root(h->doc);

	for (size_t i = 0; i < yaml_count(root); i++)
		if (is_country(yaml_key(root, i)))
			strlist_add(out, yaml_key(root, i));
}

const char *hotlines_name(const struct hotlines *h, const char *country)
{
	const struct yaml_node *node = entry(h, country);

	return node ? yaml_get_text(node, "name") : NULL;
}

/* The word shown for a key: languages give theirs under `labels`. */
static const char *label(const struct hotlines *h, const char *key)
{
	const struct yaml_node *labels = yaml_get(yaml_root(h->doc), "labels");
	const char *text = labels ? yaml_get_text(labels, key) : NULL;

	return text ? text : key;
}

static bool is_true(const struct yaml_node *row, const char *key)
{
	const char *text = yaml_get_text(row, key);

	return text && (!strcmp(text, "true") || !strcmp(text, "yes"));
}

/* A value that is a text, or a list of texts joined by commas. */
static void add_value(struct strbuf *out, const struct yaml_node *value)
{
	if (yaml_kind(value) == YAML_TEXT)
		strbuf_addstr(out, yaml_text(value));
	for (size_t i = 0; yaml_kind(value) == YAML_LIST &&
	     i < yaml_count(value); i++)
		if (yaml_text(yaml_item(value, i)))
			strbuf_addf(out, "%s%s", i ? ", " : "",
				    yaml_text(yaml_item(value, i)));
}

/* "- Name: call 988; text 988; hours 24/7 [please verify]" */
static void add_row(struct strbuf *out, const struct hotlines *h,
		    const struct yaml_node *row)
{
	const char *name = yaml_get_text(row, "name");
	const char *separator = ": ";

	if (yaml_kind(row) == YAML_TEXT) {
		strbuf_addf(out, "- %s\n", yaml_text(row));
		return;
	}
	strbuf_addf(out, "- %s", name ? name : label(h, "emergency"));
	for (size_t i = 0; i < COUNT(contacts); i++) {
		const struct yaml_node *value = yaml_get(row, contacts[i]);

		if (!value || (yaml_text(value) && !*yaml_text(value)))
			continue;
		strbuf_addf(out, "%s%s ", separator, label(h, contacts[i]));
		add_value(out, value);
		separator = "; ";
	}
	if (is_true(row, "verify"))
		strbuf_addf(out, " (%s)", label(h, "verify"));
	strbuf_addch(out, '\n');
}

static bool is_about(const struct yaml_node *row, const char *topic)
{
	static const char *const drugs[] = { "overdose", "withdrawal" };
	const struct yaml_node *topics = yaml_get(row, "for");
	const char *text = topics ? yaml_text(topics) : NULL;
	bool same = text && !strcmp(text, topic);

	for (size_t i = 0; topics && !text && i < yaml_count(topics); i++) {
		const char *one = yaml_text(yaml_item(topics, i));

		same |= one && !strcmp(one, topic);
	}
	for (size_t i = 0; !same && i < COUNT(drugs); i++)
		if (!strcmp(topic, drugs[i]))
			return is_about(row, "drugs");
	if (!same && !strcmp(topic, "harm"))
		return is_about(row, "abuse");
	return same;
}

static void add_rows(struct strbuf *out, const struct hotlines *h,
		     const struct yaml_node *rows, const char *topic)
{
	size_t before = out->len;

	if (!rows)
		return;
	if (yaml_kind(rows) == YAML_TEXT)
		strbuf_addf(out, "- %s\n", yaml_text(rows));
	for (size_t i = 0; i < yaml_count(rows); i++)
		if (!topic || is_about(yaml_item(rows, i), topic))
			add_row(out, h, yaml_item(rows, i));
	/* No row for the topic: better all of them than none. */
	if (topic && out->len == before)
		add_rows(out, h, rows, NULL);
}

void hotlines_add(struct strbuf *out, const struct hotlines *h,
		  const char *country, const char *topic)
{
	const struct yaml_node *node = entry(h, country);

	if (!node)
		node = yaml_get(yaml_root(h->doc), "international");
	if (!node)
		return;
	if (yaml_get_text(node, "name"))
		strbuf_addf(out, "%s\n", yaml_get_text(node, "name"));
	add_rows(out, h, yaml_get(node, "emergency"), NULL);
	add_rows(out, h, yaml_get(node, "lines"), topic);
}
