#include "post/message.h"

#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"
#include "post/signature.h"

#define TYPE "boundary.draft.submitted"

const char *const message_formats[FORMAT_COUNT] = {
	"native", "hub", "text", "fhir-r4",
};

static void add_time(struct strbuf *out, int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm utc = { 0 };

	gmtime_r(&when, &utc);
	strbuf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900,
		    utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
		    utc.tm_sec);
}

/* Standard Webhooks: {type, timestamp, data}. */
static void native_body(struct message *m, const char *text, size_t len,
			bool sealed)
{
	strbuf_addstr(&m->body, "{\"type\":\"" TYPE "\",\"timestamp\":\"");
	add_time(&m->body, m->time);
	strbuf_addf(&m->body, "\",\"data\":{\"id\":\"%s\",\"%s\":", m->id,
		    sealed ? "age" : "script");
	json_add_string(&m->body, text, len);
	strbuf_addstr(&m->body, "}}");
}

static void fhir_body(struct message *m, const char *text, size_t len)
{
	strbuf_addstr(&m->body, "{\"resourceType\":\"Communication\","
		      "\"status\":\"completed\",\"sent\":\"");
	add_time(&m->body, m->time);
	strbuf_addf(&m->body, "\",\"identifier\":[{\"system\":"
		    "\"urn:ietf:rfc:3986\",\"value\":\"urn:uuid:%s\"}],"
		    "\"payload\":[{\"contentString\":", m->id);
	json_add_string(&m->body, text, len);
	strbuf_addstr(&m->body, "}]}");
}

int message_check_length(size_t len, struct err *err)
{
	if (!len)
		return err_set(err, ERR_INPUT, "there is nothing to send");
	if (len > MESSAGE_TEXT_MAX)
		return err_set(err, ERR_INPUT, "the text has %zu bytes; at "
			       "most %d can be sent", len, MESSAGE_TEXT_MAX);
	return 0;
}

int message_make(struct message *m, enum message_format format,
		 const char *text, size_t len, bool sealed, int64_t now,
		 struct err *err)
{
	if (!sealed && message_check_length(len, err))
		return ERR_INPUT;
	if (!len || len > MESSAGE_SEALED_MAX)
		return err_set(err, ERR_INPUT, "sealed, the text has %zu "
			       "bytes; at most %d can be sent", len,
			       MESSAGE_SEALED_MAX);
	if (utf8_check(text, len) != len || memchr(text, '\0', len))
		return err_set(err, ERR_INPUT, "the text is not valid UTF-8");
	*m = (struct message){ format, "", now, STRBUF_INIT };
	if (uuid_make(m->id, err))
		return ERR_SYSTEM;
	switch (format) {
	case FORMAT_TEXT:
		strbuf_addstr(&m->body, "{\"text\":");
		json_add_string(&m->body, text, len);
		strbuf_addch(&m->body, '}');
		break;
	case FORMAT_FHIR_R4:
		fhir_body(m, text, len);
		break;
	default:
		native_body(m, text, len, sealed);
		break;
	}
	return 0;
}

void message_release(struct message *m)
{
	strbuf_wipe(&m->body);
	*m = (struct message)MESSAGE_INIT;
}

static void add(struct strlist *out, const char *name, const char *value)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "%s: %s", name, value);
	strlist_add(out, line.text);
	strbuf_wipe(&line);
}

/* A header must stay one line, whatever a secret holds. */
static bool is_header_value(const char *text)
{
	if (!*text)
		return false;
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static int add_bearer(struct strlist *out, const char *bearer,
		      struct err *err)
{
	struct strbuf value = STRBUF_INIT;

	if (!is_header_value(bearer))
		return err_set(err, ERR_INPUT, "the bearer secret is empty or "
			       "holds more than printable ASCII");
	strbuf_addf(&value, "Bearer %s", bearer);
	add(out, "Authorization", value.text);
	strbuf_wipe(&value);
	return 0;
}

static int add_signature(const struct message *m, const char *secret,
			 int64_t now, struct strlist *out, struct err *err)
{
	struct strbuf value = STRBUF_INIT;
	int ret;

	if (m->format == FORMAT_HUB)
		ret = signature_hub(&value, secret, m->body.text, m->body.len,
				    err);
	else
		ret = signature_webhook(&value, secret, m->id, now,
					m->body.text, m->body.len, err);
	if (!ret)
		add(out, m->format == FORMAT_HUB ? "X-Hub-Signature-256" :
		    "webhook-signature", value.text);
	strbuf_release(&value);
	return ret;
}

/* CloudEvents 1.0, binary mode: the event's own attributes as headers. */
static void add_event(const struct message *m, struct strlist *out)
{
	struct strbuf time = STRBUF_INIT;

	add_time(&time, m->time);
	add(out, "ce-specversion", "1.0");
	add(out, "ce-id", m->id);
	add(out, "ce-source", "urn:boundary");
	add(out, "ce-type", TYPE);
	add(out, "ce-time", time.text);
	strbuf_release(&time);
}

int message_headers(const struct message *m,
		    const struct message_secrets *secrets, int64_t now,
		    struct strlist *out, struct err *err)
{
	const bool webhook = m->format == FORMAT_NATIVE ||
			     m->format == FORMAT_HUB;
	struct strbuf value = STRBUF_INIT;
	int ret = 0;

	if (secrets->bearer)
		ret = add_bearer(out, secrets->bearer, err);
	if (ret)
		return ret;
	add(out, "Content-Type", m->format == FORMAT_FHIR_R4 ?
	    "application/fhir+json" : "application/json");
	add(out, "User-Agent", "boundary");
	strbuf_addf(&value, "\"%s\"", m->id);
	add(out, "Idempotency-Key", value.text);
	if (webhook) {
		strbuf_reset(&value);
		strbuf_addf(&value, "%lld", (long long)now);
		add(out, "webhook-id", m->id);
		add(out, "webhook-timestamp", value.text);
	}
	strbuf_release(&value);
	if (webhook && secrets->signing)
		ret = add_signature(m, secrets->signing, now, out, err);
	if (!ret && webhook)
		add_event(m, out);
	return ret;
}
