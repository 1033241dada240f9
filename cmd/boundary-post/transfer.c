#include "transfer.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/err.h"
#include "base/strlist.h"
#include "request.h"
#include "sandbox.h"

#define CONNECT_SECONDS 10L
#define SLOW_BYTES 64L
#define SLOW_SECONDS 15L
/* Longest header line that is looked at; libcurl caps the sum of them. */
#define HEADER_MAX 2000

/*
 * Called when the connection stands and TLS has agreed, before the first byte
 * of the request: all before it was certainly not sent. Names are resolved
 * and certificates read by now, so no file is needed any more, and nothing of
 * the other side has been parsed but TLS.
 */
static int before_request(void *data, char *ip, char *local_ip, int port,
			  int local_port)
{
	struct transfer *t = data;

	(void)ip;
	(void)local_ip;
	(void)port;
	(void)local_port;
	sandbox_close_files();
	t->sending = true;
	return CURL_PREREQFUNC_OK;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	size_t len = size * count;

	if (t->body.len + len > REPLY_BODY_MAX) {
		t->too_long = true;
		return 0;
	}
	strbuf_add(&t->body, bytes, len);
	return len;
}

/* The value of header `name` in a line; NULL where it is another one. */
static const char *value_of(const char *line, size_t len, const char *name,
			    size_t *value_len)
{
	size_t at = strlen(name);

	if (len <= at || strncasecmp(line, name, at) || line[at] != ':')
		return NULL;
	for (at++; at < len && (line[at] == ' ' || line[at] == '\t'); at++)
		;
	while (len > at && strchr("\r\n \t", line[len - 1]))
		len--;
	*value_len = len - at;
	return line + at;
}

static void set_text(struct strbuf *out, const char *text, size_t len)
{
	strbuf_reset(out);
	strbuf_add(out, text, len);
	for (size_t i = 0; i < out->len; i++)
		if (out->text[i] >= 'A' && out->text[i] <= 'Z')
			out->text[i] = (char)(out->text[i] + ('a' - 'A'));
}

/* Seconds or a date, as RFC 9110 has it; what is past means now. */
static int64_t seconds_until(const char *text)
{
	int64_t seconds = 0;
	time_t when;

	if (*text >= '0' && *text <= '9') {
		for (; *text >= '0' && *text <= '9'; text++)
			if (seconds <= REPLY_WAIT_MAX)
				seconds = seconds * 10 + (*text - '0');
		return *text ? -1 : seconds;
	}
	when = curl_getdate(text, NULL);
	if (when == (time_t)-1)
		return -1;
	return when > time(NULL) ? when - time(NULL) : 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	struct strbuf value = STRBUF_INIT;
	size_t len = size * count, value_len = 0;
	const char *at;

	/* A status line begins the headers anew: 100 is followed by others. */
	if (len >= 5 && !memcmp(bytes, "HTTP/", 5)) {
		t->wait = -1;
		strbuf_reset(&t->type);
		strbuf_reset(&t->location);
		return len;
	}
	if (len > HEADER_MAX)
		return len;
	if ((at = value_of(bytes, len, "Content-Type", &value_len)))
		set_text(&t->type, at, value_len);
	else if ((at = value_of(bytes, len, "Location", &value_len)))
		set_text(&t->location, at, value_len);
	else if ((at = value_of(bytes, len, "Retry-After", &value_len))) {
		strbuf_add(&value, at, value_len);
		t->wait = seconds_until(value.text);
	} else if ((at = value_of(bytes, len, "Date", &value_len))) {
		time_t date;

		strbuf_add(&value, at, value_len);
		date = curl_getdate(value.text, NULL);
		t->date = date > 0 ? date : 0;
	}
	strbuf_release(&value);
	return len;
}

/* One setting after another; the first that fails is named. */
#define SET(option, value) \
	do { \
		if (!failed && \
		    curl_easy_setopt(t->curl, CURLOPT_##option, value)) \
			failed = #option; \
	} while (0)

static const char *set_where(struct transfer *t, const struct request *r)
{
	const char *failed = NULL;

	SET(URL, r->url);
	SET(PROTOCOLS_STR, t->https ? "https" : "http");
	SET(REDIR_PROTOCOLS_STR, "https");
	SET(DISALLOW_USERNAME_IN_URL, 1L);
	SET(FOLLOWLOCATION, 0L);
	SET(MAXREDIRS, 0L);
	SET(UNRESTRICTED_AUTH, 0L);
	SET(NETRC, (long)CURL_NETRC_IGNORED);
	SET(PROXY, r->proxy ? r->proxy : "");
	SET(NOPROXY, "");
	if (r->socket)
		SET(UNIX_SOCKET_PATH, r->socket);
	return failed;
}

static const char *set_tls(struct transfer *t, const struct request *r)
{
	const char *failed = NULL;

	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(SSL_VERIFYPEER, 1L);
	SET(SSL_VERIFYHOST, 2L);
	SET(PROXY_SSL_VERIFYPEER, 1L);
	SET(PROXY_SSL_VERIFYHOST, 2L);
	if (r->ca)
		SET(CAINFO, r->ca);
	if (r->pin)
		SET(PINNEDPUBLICKEY, r->pin);
	return failed;
}

/* One connection for one request: libcurl sends a POST again by itself where
 * a connection that it reuses has died. */
static const char *set_once(struct transfer *t, const struct request *r)
{
	const char *failed = NULL;

	SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(FRESH_CONNECT, 1L);
	SET(FORBID_REUSE, 1L);
	SET(TCP_FASTOPEN, 0L);
	SET(HTTP09_ALLOWED, 0L);
	SET(NOSIGNAL, 1L);
	SET(CONNECTTIMEOUT, CONNECT_SECONDS);
	SET(TIMEOUT, (long)r->timeout);
	SET(LOW_SPEED_LIMIT, SLOW_BYTES);
	SET(LOW_SPEED_TIME, SLOW_SECONDS);
	return failed;
}

static const char *set_talk(struct transfer *t, const struct request *r)
{
	const char *failed = NULL;

	SET(POST, 1L);
	SET(POSTFIELDS, r->body.text);
	SET(POSTFIELDSIZE_LARGE, (curl_off_t)r->body.len);
	SET(HTTPHEADER, t->headers);
	SET(HEADEROPT, (long)CURLHEADER_SEPARATE);
	SET(ERRORBUFFER, t->fault);
	SET(WRITEFUNCTION, take_body);
	SET(WRITEDATA, t);
	SET(HEADERFUNCTION, take_header);
	SET(HEADERDATA, t);
	SET(PREREQFUNCTION, before_request);
	SET(PREREQDATA, t);
	return failed;
}

static bool add_headers(struct transfer *t, const struct request *r)
{
	static const char *const ours[] = {
		"Accept: application/json, application/problem+json, "
		"application/fhir+json",
		"Expect:",	/* no waiting for 100 Continue */
	};
	struct curl_slist *list = NULL;

	for (size_t i = 0; i < r->headers.count; i++) {
		list = curl_slist_append(t->headers, r->headers.items[i]);
		if (!list)
			return false;
		t->headers = list;
	}
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		list = curl_slist_append(t->headers, ours[i]);
		if (!list)
			return false;
		t->headers = list;
	}
	return true;
}

int transfer_init(struct transfer *t, const struct request *r,
		  struct err *err)
{
	const char *failed;

	*t = (struct transfer){
		.wait = -1, .type = STRBUF_INIT, .location = STRBUF_INIT,
		.body = STRBUF_INIT,
		.https = !strncmp(r->url, "https://", 8),
	};
	t->curl = curl_easy_init();
	if (!t->curl || !add_headers(t, r))
		return err_set(err, ERR_SYSTEM, "libcurl cannot start");
	failed = set_where(t, r);
	if (!failed)
		failed = set_tls(t, r);
	if (!failed)
		failed = set_once(t, r);
	if (!failed)
		failed = set_talk(t, r);
	if (failed)
		return err_set(err, ERR_INPUT, "libcurl refuses %s", failed);
	return 0;
}

void transfer_release(struct transfer *t)
{
	curl_easy_cleanup(t->curl);
	curl_slist_free_all(t->headers);
	strbuf_release(&t->type);
	strbuf_release(&t->location);
	strbuf_release(&t->body);
}

/*
 * Faults that the next try will meet again: a person has to look. A handshake
 * that broke off is none: libcurl gives the same code to a server that knows no
 * TLS of our time and to a train that went into a tunnel.
 */
static bool is_lasting(CURLcode code)
{
	switch (code) {
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
	case CURLE_SSL_ISSUER_ERROR:
		return true;
	default:
		return false;
	}
}

enum post_reach transfer_run(struct transfer *t, long *status)
{
	CURLcode code = curl_easy_perform(t->curl);

	*status = 0;
	if (!t->sending)
		return is_lasting(code) ? REACH_NEVER : REACH_NOT_SENT;
	curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, status);
	/* 1xx is no answer yet. A body that broke off does not matter. */
	if (*status < 200) {
		*status = 0;
		return REACH_SENT;
	}
	return REACH_ANSWERED;
}
