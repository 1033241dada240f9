#include "sending.h"

#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/visible.h"
#include "base/yaml.h"
#include "cmd.h"
#include "secret.h"
#include "store/paths.h"

#define CONFIG_MAX (64 * 1024)

int sending_endpoints(const struct cmd_io *io, struct endpoints *out,
		      struct err *err)
{
	const char *path = io->paths->config_file;
	struct strbuf text = STRBUF_INIT;
	struct yaml *doc = NULL;
	int ret = 0;

	if (path)
		ret = file_read(path, CONFIG_MAX, &text, err);
	if (ret == ERR_NOTFOUND)
		ret = 0;
	if (!ret && text.len)
		ret = yaml_parse(&doc, text.text, text.len, 1, err);
	if (!ret && doc)
		ret = endpoints_read(out, yaml_get(yaml_root(doc),
						   "endpoints"), err);
	if (ret == ERR_INPUT)
		err_prefix(err, path);
	yaml_free(doc);
	strbuf_release(&text);
	return ret;
}

int sending_secrets(const struct endpoint *e, struct sending_secrets *out,
		    struct err *err)
{
	int ret = secret_get(&e->signing, "signing secret", &out->signing, err);

	return ret ? ret : secret_get(&e->bearer, "bearer secret",
				      &out->bearer, err);
}

void sending_secrets_release(struct sending_secrets *secrets)
{
	strbuf_wipe(&secrets->signing);
	strbuf_wipe(&secrets->bearer);
}

struct message_secrets sending_borrow(const struct sending_secrets *s)
{
	return (struct message_secrets){
		s->signing.len ? s->signing.text : NULL,
		s->bearer.len ? s->bearer.text : NULL,
	};
}

static void show_header(const struct cmd_io *io, const char *line)
{
	static const char bearer[] = "Authorization: Bearer ";
	struct strbuf shown = STRBUF_INIT;

	if (!strncmp(line, bearer, sizeof(bearer) - 1))
		strbuf_addf(&shown, "%s(secret)", bearer);
	else
		visible_add_line(&shown, line, strlen(line));
	fprintf(io->out, "  %s\n", shown.text);
	strbuf_release(&shown);
}

int sending_preview(const struct cmd_io *io, const struct endpoint *e,
		    const struct message *m,
		    const struct sending_secrets *secrets, int64_t now,
		    struct err *err)
{
	const struct message_secrets borrow = sending_borrow(secrets);
	struct strlist headers = STRLIST_INIT;
	struct strbuf host = STRBUF_INIT;
	size_t len;
	const char *at = endpoint_host(e->url, &len);
	int ret = message_headers(m, &borrow, now, &headers, err);

	if (ret)
		goto out;
	strbuf_add(&host, at, len);
	fprintf(io->out, "To %s (%s), at %s%s\n\n", e->name, host.text, e->url,
		e->unix_socket ? ", through a socket on this machine" : "");
	fprintf(io->out, "  POST %s HTTP/1.1\n  Host: %s\n",
		at[len] ? at + len : "/", host.text);
	for (size_t i = 0; i < headers.count; i++)
		show_header(io, headers.items[i]);
	fprintf(io->out, "  Accept: application/json, "
		"application/problem+json, application/fhir+json\n"
		"  Content-Length: %zu\n\n", m->body.len);
	cmd_put(io, m->body.text, m->body.len);
	fputs("\n\n", io->out);
	if (secrets->signing.len)
		fputs("The time and the signature are made again when it is "
		      "sent.\n", io->out);
out:
	strlist_release(&headers);
	strbuf_release(&host);
	return ret;
}
