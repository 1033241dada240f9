#include "store/config.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"

#define CONFIG_MAX (64 * 1024)

/* In the order of enum keep; the first is what no file says. */
static const char *const keeps[] = { "", "nothing", "kept", "locked" };

/* Every key: how its value is read into a config. */
struct setting {
	const char *key;
	int (*read)(struct config *config, const struct yaml_node *value,
		    struct err *err);
};

static int text_of(const struct yaml_node *value, const char *what,
		   const char **out, struct err *err)
{
	const char *text = yaml_text(value);

	if (!text || !*text)
		return yaml_err(value, err, "%s", what);
	*out = text;
	return 0;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* It becomes part of a path: letters, digits and single dashes only. */
static int read_language(struct config *config, const struct yaml_node *value,
			 struct err *err)
{
	static const char what[] = "language is a code such as en or pt-br";
	const char *text = NULL;

	if (text_of(value, what, &text, err))
		return ERR_INPUT;
	for (size_t i = 0; text[i]; i++)
		if (!is_letter(text[i]) &&
		    !(i && (text[i] == '-' ||
			    (text[i] >= '0' && text[i] <= '9'))))
			return yaml_err(value, err, "%s", what);
	if (strlen(text) > 16)
		return yaml_err(value, err, "%s", what);
	free(config->language);
	config->language = mem_string(text);
	return 0;
}

static int read_country(struct config *config, const struct yaml_node *value,
			struct err *err)
{
	static const char what[] = "country is two letters, such as US or IE";
	const char *text = NULL;

	if (text_of(value, what, &text, err))
		return ERR_INPUT;
	if (strlen(text) != 2 || !is_letter(text[0]) || !is_letter(text[1]))
		return yaml_err(value, err, "%s", what);
	free(config->country);
	config->country = mem_string(text);
	for (char *c = config->country; *c; c++)
		*c = (char)(*c >= 'a' ? *c - 'a' + 'A' : *c);
	return 0;
}

static int read_keep(struct config *config, const struct yaml_node *value,
		     struct err *err)
{
	const char *text = yaml_text(value);

	for (int i = 1; text && i < (int)(sizeof(keeps) / sizeof(keeps[0])); i++) {
		if (strcmp(keeps[i], text))
			continue;
		config->keep = (enum keep)i;
		return 0;
	}
	return yaml_err(value, err, "keep is nothing, kept or locked");
}

static int read_introduced(struct config *config,
			   const struct yaml_node *value, struct err *err)
{
	return yaml_flag(value, "introduced", &config->introduced, err);
}

/* A list, or its items in one text: that is what config_set() writes. */
static int read_rules_off(struct config *config,
			  const struct yaml_node *value, struct err *err)
{
	static const char what[] = "rules_off is a list of names of rules";
	const char *text = yaml_text(value);

	if (yaml_kind(value) == YAML_MAP)
		return yaml_err(value, err, "%s", what);
	for (size_t i = 0; !text && i < yaml_count(value); i++) {
		const struct yaml_node *item = yaml_item(value, i);

		if (!yaml_text(item))
			return yaml_err(item, err, "%s", what);
		strlist_add(&config->rules_off, yaml_text(item));
	}
	while (text && *text) {
		size_t len = strcspn(text, ", ");

		if (len)
			strlist_addn(&config->rules_off, text, len);
		text += len + strspn(text + len, ", ");
	}
	return 0;
}

static int read_editor(struct config *config, const struct yaml_node *value,
		       struct err *err)
{
	const char *text = NULL;

	if (text_of(value, "editor is a command, such as nano", &text, err))
		return ERR_INPUT;
	free(config->editor);
	config->editor = mem_string(text);
	return 0;
}

/* Endpoints have a reader of their own, but may stand in the same file. */
static int read_nothing(struct config *config, const struct yaml_node *value,
			struct err *err)
{
	(void)config;
	(void)value;
	(void)err;
	return 0;
}

static const struct setting settings[] = {
	{ "language", read_language },
	{ "country", read_country },
	{ "keep", read_keep },
	{ "introduced", read_introduced },
	{ "rules_off", read_rules_off },
	{ "editor", read_editor },
	{ "endpoints", read_nothing },
};

static const struct setting *find_setting(const char *key)
{
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (!strcmp(settings[i].key, key))
			return &settings[i];
	return NULL;
}

static void set_defaults(struct config *config)
{
	*config = (struct config){ .rules_off = STRLIST_INIT };
	config->language = mem_string("en");
}

static int parse(struct config *config, const char *path,
		 const struct strbuf *text, struct err *err)
{
	const struct yaml_node *root;
	struct yaml *doc = NULL;
	int ret;

	ret = yaml_parse(&doc, text->text, text->len, 1, err);
	if (ret)
		goto out;
	root = yaml_root(doc);
	if (yaml_kind(root) != YAML_MAP)
		ret = yaml_err(root, err, "the config is a map, `key: value`");
	for (size_t i = 0; !ret && i < yaml_count(root); i++) {
		const struct setting *setting = find_setting(yaml_key(root, i));
		const struct yaml_node *value = yaml_item(root, i);

		ret = setting ? setting->read(config, value, err) :
			yaml_err(value, err, "no setting is called \"%s\"",
				 yaml_key(root, i));
	}
out:
	if (ret)
		err_prefix(err, path);
	yaml_free(doc);
	return ret;
}

int config_load(struct config *config, const char *path, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	struct err why = { 0 };
	int ret = 0;

	set_defaults(config);
	if (path)
		ret = file_read(path, CONFIG_MAX, &text, &why);
	if (ret == ERR_NOTFOUND)
		ret = 0;
	else if (!ret && path)
		ret = parse(config, path, &text, &why);
	if (ret) {
		config_release(config);
		set_defaults(config);
		*err = why;
	}
	strbuf_release(&text);
	return ret;
}

void config_release(struct config *config)
{
	free(config->language);
	free(config->country);
	free(config->editor);
	strlist_release(&config->rules_off);
	*config = (struct config){ .rules_off = STRLIST_INIT };
}

/* --- changing one line of the file --------------------------------------- */

static size_t line_end(const struct strbuf *text, size_t at)
{
	const char *newline = memchr(text->text + at, '\n', text->len - at);

	return newline ? (size_t)(newline - text->text) + 1 : text->len;
}

/* The first line `key:` that is not indented; text->len where there is none. */
static size_t find_key(const struct strbuf *text, const char *key)
{
	size_t len = strlen(key), at = 0;

	while (at < text->len) {
		const char *line = text->text + at;

		if (!strncmp(line, key, len) &&
		    line[len + strspn(line + len, " \t")] == ':')
			return at;
		at = line_end(text, at);
	}
	return at;
}

/* True where a line goes on with the value of the key above it. */
static bool goes_on(char first)
{
	return first == ' ' || first == '\t' || first == '-';
}

/* Where the value of the key at `at` ends; blank lines behind it stay. */
static size_t value_end(const struct strbuf *text, size_t at)
{
	size_t end = line_end(text, at), next = end;

	while (next < text->len) {
		char first = text->text[next];

		next = line_end(text, next);
		if (goes_on(first))
			end = next;
		else if (first != '\n' && first != '\r')
			break;
	}
	return end;
}

/* The comment at the end of the line at `at`, with the spaces before it. */
static void add_comment(struct strbuf *out, const struct strbuf *text,
			size_t at)
{
	size_t end = line_end(text, at), hash;
	char quote = '\0';

	for (hash = at; hash < end; hash++) {
		char c = text->text[hash];

		if (quote && c == quote)
			quote = '\0';
		else if (!quote && (c == '"' || c == '\''))
			quote = c;
		else if (!quote && c == '#' && text->text[hash - 1] == ' ')
			break;
	}
	if (hash >= end)
		return;
	while (text->text[hash - 1] == ' ')
		hash--;
	strbuf_add(out, text->text + hash, end - hash);
	strbuf_rtrim(out);
}

/* As a YAML text between double quotes. */
static void add_quoted(struct strbuf *out, const char *value)
{
	strbuf_addch(out, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			strbuf_addch(out, '\\');
		if ((unsigned char)*value < ' ')
			strbuf_addf(out, "\\x%02x", *value);
		else
			strbuf_addch(out, *value);
	}
	strbuf_addch(out, '"');
}

static void change(struct strbuf *text, const char *key, const char *value)
{
	struct strbuf line = STRBUF_INIT;
	size_t at = find_key(text, key), end = at;

	if (value) {
		strbuf_addf(&line, "%s: ", key);
		add_quoted(&line, value);
	}
	if (at < text->len) {
		end = value_end(text, at);
		if (value)
			add_comment(&line, text, at);
	} else if (at && text->text[at - 1] != '\n' && value) {
		strbuf_splice(&line, 0, 0, "\n", 1);
	}
	if (value)
		strbuf_addch(&line, '\n');
	strbuf_splice(text, at, end - at, line.text, line.len);
	strbuf_release(&line);
}

static int make_folder_of(const char *path, struct err *err)
{
	char *copy = mem_string(path);
	int ret = file_make_folder(dirname(copy), 0700, err);

	free(copy);
	return ret;
}

int config_set(const char *path, const char *key, const char *value,
	       struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	struct config config;
	struct err why = { 0 };
	char *target = NULL;
	int ret;

	set_defaults(&config);
	if (!path) {
		ret = err_set(&why, ERR_NOTFOUND, "there is no home folder to "
			      "keep a config in");
		goto out;
	}
	if (!find_setting(key)) {
		ret = err_set(&why, ERR_INPUT, "no setting is called \"%s\"",
			      key);
		goto out;
	}
	ret = file_read(path, CONFIG_MAX, &text, &why);
	if (ret && ret != ERR_NOTFOUND)
		goto out;
	change(&text, key, value);
	ret = parse(&config, path, &text, &why);
	if (!ret)
		ret = make_folder_of(path, &why);
	if (ret)
		goto out;
	/* A link to a file kept elsewhere stays a link. */
	target = realpath(path, NULL);
	ret = file_write(target ? target : path, text.text, text.len, 0600,
			 &why);
out:
	if (ret)
		*err = why;
	free(target);
	config_release(&config);
	strbuf_release(&text);
	return ret;
}
