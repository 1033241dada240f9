#include "post/endpoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"
#include "post/endpoint-reader.h"
#include "post/signature.h"

#define NAME_MAX_LEN 64

const char *endpoint_host(const char *url, size_t *len)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	*len = strcspn(host, "/?#");
	return host;
}

bool endpoint_is_local(const struct endpoint *e)
{
	static const char *const names[] = {
		"127.0.0.1", "localhost", "[::1]",
	};
	size_t host_len;
	const char *host = endpoint_host(e->url, &host_len);

	if (e->unix_socket)
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t len = strlen(names[i]);

		if (!strncmp(host, names[i], len) &&
		    (len == host_len || host[len] == ':'))
			return true;
	}
	return false;
}

void endpoint_mark(const struct endpoint *e, struct strbuf *out)
{
	const char *const texts[] = {
		e->url, e->signing.command, e->signing.file, e->bearer.command,
		e->bearer.file, e->pin, e->ca, e->proxy, e->unix_socket,
		e->encrypt_to,
	};
	struct strbuf all = STRBUF_INIT;

	/* No text holds a newline that could stand for the end of it. */
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		strbuf_addf(&all, "%s\n", texts[i] ? texts[i] : "");
	strbuf_addf(&all, "%d %d %d\n", (int)e->format, e->signing.fd,
		    e->bearer.fd);
	signature_hash(out, all.text, all.len);
	strbuf_release(&all);
}

/* What no key alone can tell. */
static int check(const struct endpoint *e, const struct yaml_node *map,
		 struct err *err)
{
	if (!e->url)
		return yaml_err(map, err, "the endpoint has no url");
	if (!strncmp(e->url, "http://", 7) && !endpoint_is_local(e))
		return yaml_err(yaml_get(map, "url"), err, "http is for this "
				"machine only; use https");
	if (e->encrypt_to && e->format != FORMAT_NATIVE &&
	    e->format != FORMAT_HUB)
		return yaml_err(yaml_get(map, "encrypt_to"), err, "encrypt_to "
				"goes with format native or hub");
	return 0;
}

static int read_endpoint(struct endpoint *e, const char *name,
			 const struct yaml_node *map, struct err *err)
{
	int ret = 0;

	*e = (struct endpoint){
		.name = mem_string(name), .signing.fd = -1, .bearer.fd = -1,
		.proxy = mem_string(""), .timeout = ENDPOINT_TIMEOUT,
	};
	if (strlen(name) > NAME_MAX_LEN ||
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return yaml_err(map, err, "a name has up to %d of a-z, 0-9 "
				"and -", NAME_MAX_LEN);
	if (yaml_kind(map) != YAML_MAP)
		return yaml_err(map, err, "an endpoint is a map with a url");
	for (size_t i = 0; !ret && i < yaml_count(map); i++)
		ret = endpoint_read_key(e, yaml_key(map, i), yaml_item(map, i),
					err);
	return ret ? ret : check(e, map, err);
}

int endpoints_read(struct endpoints *list, const struct yaml_node *map,
		   struct err *err)
{
	int ret = 0;

	if (map && yaml_kind(map) != YAML_MAP)
		return yaml_err(map, err, "endpoints is a map of names");
	for (size_t i = 0; map && !ret && i < yaml_count(map); i++) {
		if (list->count == list->capacity)
			list->items = mem_grow(list->items, &list->capacity,
					       sizeof(*list->items));
		ret = read_endpoint(&list->items[list->count++],
				    yaml_key(map, i), yaml_item(map, i), err);
	}
	return ret;
}

void endpoints_release(struct endpoints *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct endpoint *e = &list->items[i];
		char *const texts[] = {
			e->name, e->url, e->signing.command, e->signing.file,
			e->bearer.command, e->bearer.file, e->pin, e->ca,
			e->proxy, e->unix_socket, e->encrypt_to,
		};

		for (size_t k = 0; k < sizeof(texts) / sizeof(texts[0]); k++)
			free(texts[k]);
	}
	free(list->items);
	*list = (struct endpoints)ENDPOINTS_INIT;
}

const struct endpoint *endpoints_find(const struct endpoints *list,
				      const char *name, struct err *err)
{
	for (size_t i = 0; name && i < list->count; i++)
		if (!strcmp(list->items[i].name, name))
			return &list->items[i];
	if (name)
		err_set(err, ERR_USAGE, "no endpoint is called \"%s\"", name);
	else if (list->count == 1)
		return &list->items[0];
	else if (!list->count)
		err_set(err, ERR_USAGE, "the config has no endpoint; "
			"boundary-config(5) says how to add one");
	else
		err_set(err, ERR_USAGE, "there are %zu endpoints: say which "
			"with --to", list->count);
	return NULL;
}
