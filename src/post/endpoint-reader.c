#include "post/endpoint-reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "post/endpoint.h"

/* One key of an endpoint. */
struct key {
	const char *name;
	int (*read)(struct endpoint *endpoint, const struct yaml_node *value,
		    struct err *err);
};

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

/* A text that may become an option of another program or of libcurl. */
static int read_text(const struct yaml_node *value, const char *what,
		     char **out, struct err *err)
{
	const char *text = yaml_text(value);

	if (!text || !*text)
		return yaml_err(value, err, "%s", what);
	for (const char *at = text; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return yaml_err(value, err, "%s", what);
	free(*out);
	*out = mem_string(text);
	return 0;
}

/* One of `words`; its number in *out. */
static int read_word(const struct yaml_node *value, const char *const *words,
		     size_t count, const char *what, int *out, struct err *err)
{
	const char *text = yaml_text(value);

	for (size_t i = 0; text && i < count; i++) {
		if (strcmp(words[i], text))
			continue;
		*out = (int)i;
		return 0;
	}
	return yaml_err(value, err, "%s", what);
}

static int read_url(struct endpoint *e, const struct yaml_node *value,
		    struct err *err)
{
	const char *url = yaml_text(value);
	const char *host;
	size_t len;

	if (!url || (strncmp(url, "https://", 8) && strncmp(url, "http://", 7)))
		return yaml_err(value, err, "url starts with https://");
	if (!is_printable(url))
		return yaml_err(value, err, "url holds more than printable "
				"ASCII; write a foreign host in its xn-- form");
	host = endpoint_host(url, &len);
	if (!len)
		return yaml_err(value, err, "url names no host");
	if (memchr(host, '@', len))
		return yaml_err(value, err, "a name or password does not "
				"belong into a url; see bearer_command");
	if (strpbrk(host, "?#"))
		return yaml_err(value, err, "a url with ? or # is not taken: "
				"such parts end up in the logs of others");
	free(e->url);
	e->url = mem_string(url);
	return 0;
}

static int read_format(struct endpoint *e, const struct yaml_node *value,
		       struct err *err)
{
	int format = 0, ret;

	ret = read_word(value, message_formats, FORMAT_COUNT,
			"format is native, hub, text or fhir-r4", &format, err);
	e->format = (enum message_format)format;
	return ret;
}

/* A secret comes from one place. */
static int once(const struct endpoint_secret *secret,
		const struct yaml_node *value, struct err *err)
{
	if (secret->command || secret->file || secret->fd >= 0)
		return yaml_err(value, err, "this secret has two sources");
	return 0;
}

static int secret_command(struct endpoint_secret *secret,
			  const struct yaml_node *value, struct err *err)
{
	int ret = once(secret, value, err);

	return ret ? ret : read_text(value, "that is a command which prints "
				     "the secret", &secret->command, err);
}

static int secret_file(struct endpoint_secret *secret,
		       const struct yaml_node *value, struct err *err)
{
	int ret = once(secret, value, err);

	if (!ret)
		ret = read_text(value, "that is the path of a file",
				&secret->file, err);
	if (!ret && *secret->file != '/')
		ret = yaml_err(value, err, "the path starts with /");
	return ret;
}

static int secret_fd(struct endpoint_secret *secret,
		     const struct yaml_node *value, struct err *err)
{
	long fd = -1;
	int ret = once(secret, value, err);

	if (!ret)
		ret = yaml_number(value, "the descriptor", 3, 1023, &fd, err);
	if (!ret)
		secret->fd = (int)fd;
	return ret;
}

static int read_signing_command(struct endpoint *e,
				const struct yaml_node *value, struct err *err)
{
	return secret_command(&e->signing, value, err);
}

static int read_signing_file(struct endpoint *e, const struct yaml_node *value,
			     struct err *err)
{
	return secret_file(&e->signing, value, err);
}

static int read_signing_fd(struct endpoint *e, const struct yaml_node *value,
			   struct err *err)
{
	return secret_fd(&e->signing, value, err);
}

static int read_bearer_command(struct endpoint *e,
			       const struct yaml_node *value, struct err *err)
{
	return secret_command(&e->bearer, value, err);
}

static int read_bearer_file(struct endpoint *e, const struct yaml_node *value,
			    struct err *err)
{
	return secret_file(&e->bearer, value, err);
}

static int read_bearer_fd(struct endpoint *e, const struct yaml_node *value,
			  struct err *err)
{
	return secret_fd(&e->bearer, value, err);
}

/* libcurl takes a PEM file too; a hash is what a person can compare. */
static int read_pin(struct endpoint *e, const struct yaml_node *value,
		    struct err *err)
{
	static const char what[] = "pin is sha256// and base64, several with "
				   "; between them";
	int ret = read_text(value, what, &e->pin, err);

	for (const char *at = e->pin; !ret && at;) {
		if (strncmp(at, "sha256//", 8))
			return yaml_err(value, err, "%s", what);
		at = strchr(at, ';');
		if (at)
			at++;
	}
	return ret;
}

static int read_path(const struct yaml_node *value, char **out,
		     struct err *err)
{
	int ret = read_text(value, "that is the path of a file", out, err);

	if (!ret && **out != '/')
		ret = yaml_err(value, err, "the path starts with /");
	return ret;
}

static int read_ca(struct endpoint *e, const struct yaml_node *value,
		   struct err *err)
{
	return read_path(value, &e->ca, err);
}

static int read_unix_socket(struct endpoint *e, const struct yaml_node *value,
			    struct err *err)
{
	return read_path(value, &e->unix_socket, err);
}

static int read_proxy(struct endpoint *e, const struct yaml_node *value,
		      struct err *err)
{
	static const char what[] = "proxy is none, env, or a URL that starts "
		"with http://, https://, socks5:// or socks5h://";
	static const char *const starts[] = {
		"http://", "https://", "socks5://", "socks5h://",
	};
	int ret = read_text(value, what, &e->proxy, err);

	if (ret || !strcmp(e->proxy, "env"))
		return ret;
	if (!strcmp(e->proxy, "none")) {
		*e->proxy = '\0';
		return 0;
	}
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (!strncmp(e->proxy, starts[i], strlen(starts[i])) &&
		    is_printable(e->proxy))
			return 0;
	return yaml_err(value, err, "%s", what);
}

/* Letters and digits only: it becomes an argument of age. */
static int read_encrypt_to(struct endpoint *e, const struct yaml_node *value,
			   struct err *err)
{
	static const char what[] = "encrypt_to is a public key of age, age1...";
	int ret = read_text(value, what, &e->encrypt_to, err);

	if (!ret && (strncmp(e->encrypt_to, "age1", 4) ||
		     e->encrypt_to[strspn(e->encrypt_to, "abcdefghijklmnopqr"
					  "stuvwxyz0123456789")]))
		ret = yaml_err(value, err, "%s", what);
	return ret;
}

static int read_dedupes(struct endpoint *e, const struct yaml_node *value,
			struct err *err)
{
	static const char *const words[] = { "unknown", "yes", "no" };
	int dedupes = 0;
	int ret = read_word(value, words, 3, "dedupes is yes, no or unknown",
			    &dedupes, err);

	e->dedupes = (enum dedupes)dedupes;
	return ret;
}

static int read_timeout(struct endpoint *e, const struct yaml_node *value,
			struct err *err)
{
	long seconds = 0;
	int ret = yaml_number(value, "timeout", 1, ENDPOINT_TIMEOUT_MAX,
			      &seconds, err);

	if (!ret)
		e->timeout = (int)seconds;
	return ret;
}

static const struct key keys[] = {
	{ "url", read_url },
	{ "format", read_format },
	{ "signing_secret_command", read_signing_command },
	{ "signing_secret_file", read_signing_file },
	{ "signing_secret_fd", read_signing_fd },
	{ "bearer_command", read_bearer_command },
	{ "bearer_file", read_bearer_file },
	{ "bearer_fd", read_bearer_fd },
	{ "pin", read_pin },
	{ "ca", read_ca },
	{ "proxy", read_proxy },
	{ "unix_socket", read_unix_socket },
	{ "encrypt_to", read_encrypt_to },
	{ "dedupes", read_dedupes },
	{ "timeout", read_timeout },
};

int endpoint_read_key(struct endpoint *e, const char *name,
		      const struct yaml_node *value, struct err *err)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(keys[i].name, name))
			return keys[i].read(e, value, err);
	return yaml_err(value, err, "an endpoint has no \"%s\"", name);
}
