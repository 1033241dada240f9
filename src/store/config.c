#include "store/config.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml-edit.h"
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

static int read_command(const struct yaml_node *value, const char *what,
			char **out, struct err *err)
{
	const char *text = NULL;

	if (text_of(value, what, &text, err))
		return ERR_INPUT;
	free(*out);
	*out = mem_string(text);
	return 0;
}

static int read_editor(struct config *config, const struct yaml_node *value,
		       struct err *err)
{
	return read_command(value, "editor is a command, such as nano",
			    &config->editor, err);
}

static int read_passphrase_command(struct config *config,
				   const struct yaml_node *value,
				   struct err *err)
{
	return read_command(value, "passphrase_command is a command that "
			    "prints the passphrase",
			    &config->passphrase_command, err);
}

static int read_speak_command(struct config *config,
			      const struct yaml_node *value, struct err *err)
{
	return read_command(value, "speak_command is a command that reads its "
			    "input aloud, such as espeak-ng",
			    &config->speak_command, err);
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
	{ "passphrase_command", read_passphrase_command },
	{ "speak_command", read_speak_command },
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
	free(config->passphrase_command);
	free(config->speak_command);
	strlist_release(&config->rules_off);
	*config = (struct config){ .rules_off = STRLIST_INIT };
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
	yaml_edit_key(&text, key, value);
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
