/*
 * boundary-post: posts one message over HTTP, for `boundary send`.
 *
 * The only program that links libcurl. It knows nothing of the journal, reads
 * no file of the person's, and does what it is told over the line protocol
 * of post/courier.h: requests on standard input, answers on standard output.
 *
 * A line that is not understood is answered `error REASON` and ends the
 * program with status 2, since whoever wrote it is not our `boundary`.
 */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cjson/cJSON.h>
#include <curl/curl.h>

#include "base/err.h"
#include "base/json.h"
#include "base/visible.h"
#include "request.h"
#include "transfer.h"

#define PROTOCOL "1"

/* Longest text of the other side that is passed on. */
#define TEXT_MAX 200

enum { DONE = 0, FAILED = 1, USAGE = 2 };

/* Whoever starts us by hand may have set what changes libcurl or OpenSSL. */
static void drop_environment(void)
{
	static const char *const names[] = {
		"SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR",
		"CURL_CA_BUNDLE", "OPENSSL_CONF", "OPENSSL_MODULES",
		"OPENSSL_ENGINES", "http_proxy", "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "NETRC",
		"CURL_HOME", "HOME", "RES_OPTIONS", "LOCALDOMAIN",
		"HOSTALIASES",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
}

/* No core, no tracer: secrets are in our memory. */
static void hide_memory(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

static int answer(const char *line)
{
	puts(line);
	return fflush(stdout) ? FAILED : DONE;
}

static int refuse(const struct err *err)
{
	printf("error %s\n", err->text);
	fflush(stdout);
	return USAGE;
}

static int greet(void)
{
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
	struct strbuf line = STRBUF_INIT;
	struct err err = { 0 };
	int status = DONE;

	if (!request_line(&line, stdin) ||
	    strcmp(line.text, "boundary-post " PROTOCOL)) {
		err_set(&err, ERR_INPUT,
			"expected the line: boundary-post " PROTOCOL);
		status = refuse(&err);
	}
	strbuf_release(&line);
	if (status == DONE) {
		printf("ready " PROTOCOL " %s\n", info->version);
		status = fflush(stdout) ? FAILED : DONE;
	}
	return status;
}

/* One line `name text`, where there is a text. */
static void tell(const char *name, const char *text)
{
	struct strbuf shown = STRBUF_INIT;
	size_t len = text ? strlen(text) : 0;

	if (len > TEXT_MAX)
		len = TEXT_MAX;
	while (len && text[len] && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	if (!len)
		return;
	visible_add_line(&shown, text, len);
	printf("%s %s\n", name, shown.text);
	strbuf_release(&shown);
}

/* What the other side says of the trouble, if it says it by RFC 9457. */
static void tell_problem(const struct transfer *t)
{
	static const char type[] = "application/problem+json";
	struct err err = { 0 };
	cJSON *json = NULL;

	if (strncmp(t->type.text, type, sizeof(type) - 1) ||
	    json_parse(&json, t->body.text, t->body.len, &err))
		return;
	tell("title", json_get_string(json, "title"));
	tell("detail", json_get_string(json, "detail"));
	cJSON_Delete(json);
}

/* The host alone: what else an address holds is none of our business. */
static void tell_moved(const struct transfer *t)
{
	const char *host = strstr(t->location.text, "://");
	struct strbuf text = STRBUF_INIT;

	if (host)
		strbuf_add(&text, host + 3, strcspn(host + 3, "/?#"));
	tell("host", text.text);
	strbuf_release(&text);
}

static void report(const struct transfer *t, enum post_reach reach,
		   long status)
{
	bool html = !t->https && !strncmp(t->type.text, "text/html", 9);

	if (status)
		printf("status %ld\n", status);
	if (t->wait >= 0)
		printf("wait %lld\n", (long long)t->wait);
	if (t->date > 0)
		printf("date %lld\n", (long long)t->date);
	tell_moved(t);
	tell_problem(t);
	if (reach != REACH_ANSWERED)
		tell("why", t->too_long ? "the reply is too long" : t->fault);
	printf("verdict %s\n",
	       post_verdicts[reply_verdict(reach, status, html)]);
}

/* Waits for `go`: the caller notes first, on disk, that the try begins. */
static bool told_to_go(void)
{
	struct strbuf line = STRBUF_INIT;
	bool go = request_line(&line, stdin) && !strcmp(line.text, "go");

	strbuf_release(&line);
	return go;
}

static int post(void)
{
	struct request request = REQUEST_INIT;
	struct transfer transfer = { 0 };
	struct err err = { 0 };
	int status = DONE;
	long http = 0;

	if (request_read(&request, stdin, &err)) {
		status = refuse(&err);
		goto out;
	}
	if (transfer_init(&transfer, &request, &err)) {
		status = refuse(&err);
		goto out_transfer;
	}
	status = answer("loaded");
	if (status == DONE && told_to_go()) {
		enum post_reach reach = transfer_run(&transfer, &http);

		report(&transfer, reach, http);
		status = fflush(stdout) ? FAILED : DONE;
	}
out_transfer:
	transfer_release(&transfer);
out:
	request_release(&request);
	return status;
}

int main(void)
{
	int status;

	drop_environment();
	hide_memory();
	signal(SIGPIPE, SIG_IGN);
	/* What was typed by stdio for us would stay in its buffer. */
	setvbuf(stdin, NULL, _IONBF, 0);
	if (curl_global_init(CURL_GLOBAL_DEFAULT)) {
		answer("error libcurl cannot start");
		return FAILED;
	}
	status = greet();
	if (status == DONE)
		status = post();
	curl_global_cleanup();
	return status;
}
