#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/uuid.h"
#include "post/message.h"

/* 2026-11-24T14:00:00Z */
#define NOW 1795528800

static const char secret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
static const char text[] = "I won't, \"Sam\".\nNot today.";

static cJSON *body_of(struct message *m, enum message_format format,
		      bool sealed)
{
	struct err err = { 0 };
	cJSON *json = NULL;

	assert_int_equal(message_make(m, format, text, strlen(text), sealed,
				      NOW, &err), 0);
	assert_int_equal(json_parse(&json, m->body.text, m->body.len, &err), 0);
	return json;
}

static void native_is_a_standard_webhook(void **state)
{
	struct message m = MESSAGE_INIT;
	cJSON *json = body_of(&m, FORMAT_NATIVE, false);
	const cJSON *data = json_get(json, "data");

	(void)state;
	assert_true(uuid_is(m.id));
	assert_string_equal(json_get_string(json, "type"),
			    "boundary.draft.submitted");
	assert_string_equal(json_get_string(json, "timestamp"),
			    "2026-11-24T14:00:00Z");
	assert_string_equal(json_get_string(data, "id"), m.id);
	assert_string_equal(json_get_string(data, "script"), text);
	assert_int_equal(cJSON_GetArraySize(json), 3);
	assert_int_equal(cJSON_GetArraySize(data), 2);
	cJSON_Delete(json);
	message_release(&m);
}

static void each_format_has_its_shape(void **state)
{
	struct message m = MESSAGE_INIT;
	cJSON *json = body_of(&m, FORMAT_TEXT, false);
	struct strbuf urn = STRBUF_INIT;

	(void)state;
	assert_int_equal(cJSON_GetArraySize(json), 1);
	assert_string_equal(json_get_string(json, "text"), text);
	cJSON_Delete(json);
	message_release(&m);

	json = body_of(&m, FORMAT_FHIR_R4, false);
	assert_string_equal(json_get_string(json, "resourceType"),
			    "Communication");
	assert_string_equal(json_get_string(json, "status"), "completed");
	assert_string_equal(json_get_string(
		cJSON_GetArrayItem(json_get(json, "payload"), 0),
		"contentString"), text);
	strbuf_addf(&urn, "urn:uuid:%s", m.id);
	assert_string_equal(json_get_string(
		cJSON_GetArrayItem(json_get(json, "identifier"), 0), "value"),
		urn.text);
	strbuf_release(&urn);
	cJSON_Delete(json);
	message_release(&m);

	json = body_of(&m, FORMAT_HUB, true);
	assert_string_equal(json_get_string(json_get(json, "data"), "age"),
			    text);
	assert_null(json_get(json_get(json, "data"), "script"));
	cJSON_Delete(json);
	message_release(&m);
}

static void refuses_what_cannot_be_sent(void **state)
{
	const struct {
		const char *text;
		size_t len;
	} cases[] = { { "", 0 }, { "a\0b", 3 }, { "\xff", 1 } };
	struct message m = MESSAGE_INIT;
	char *long_text = calloc(1, MESSAGE_TEXT_MAX + 1);
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(message_make(&m, FORMAT_NATIVE, cases[i].text,
					      cases[i].len, false, NOW, &err),
				 ERR_INPUT);
	memset(long_text, 'a', MESSAGE_TEXT_MAX + 1);
	assert_int_equal(message_make(&m, FORMAT_NATIVE, long_text,
				      MESSAGE_TEXT_MAX + 1, false, NOW, &err),
			 ERR_INPUT);
	assert_int_equal(message_make(&m, FORMAT_NATIVE, long_text,
				      MESSAGE_TEXT_MAX, false, NOW, &err), 0);
	message_release(&m);
	free(long_text);
}

/* What age makes of the longest draft is longer than that. */
static void what_is_sealed_may_be_longer(void **state)
{
	const size_t most = MESSAGE_SEALED_MAX;
	struct message m = MESSAGE_INIT;
	char *long_text = malloc(most + 1);
	struct err err = { 0 };

	(void)state;
	memset(long_text, 'a', most + 1);
	assert_int_equal(message_make(&m, FORMAT_NATIVE, long_text, most, true, NOW,
				      &err), 0);
	message_release(&m);
	assert_int_equal(message_make(&m, FORMAT_NATIVE, long_text, most + 1, true,
				      NOW, &err), ERR_INPUT);
	free(long_text);
	assert_int_equal(message_check_length(MESSAGE_TEXT_MAX, &err), 0);
	assert_int_equal(message_check_length(MESSAGE_TEXT_MAX + 1, &err),
			 ERR_INPUT);
	assert_string_equal(err.text, "the text has 65537 bytes; at most 65536 "
			    "can be sent");
	assert_int_equal(message_check_length(0, &err), ERR_INPUT);
}

/* The value of header `name`, or NULL. */
static const char *header(const struct strlist *headers, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < headers->count; i++)
		if (!strncmp(headers->items[i], name, len) &&
		    headers->items[i][len] == ':')
			return headers->items[i] + len + 2;
	return NULL;
}

static void signs_at_the_time_of_the_try(void **state)
{
	const struct message_secrets secrets = { secret, "token-1" };
	struct strlist first = STRLIST_INIT, later = STRLIST_INIT;
	struct message m = MESSAGE_INIT;
	struct strbuf quoted = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	cJSON_Delete(body_of(&m, FORMAT_NATIVE, false));
	assert_int_equal(message_headers(&m, &secrets, NOW, &first, &err), 0);
	assert_int_equal(message_headers(&m, &secrets, NOW + 600, &later, &err),
			 0);
	assert_string_equal(header(&first, "Authorization"), "Bearer token-1");
	assert_string_equal(header(&first, "Content-Type"), "application/json");
	assert_string_equal(header(&first, "User-Agent"), "boundary");
	strbuf_addf(&quoted, "\"%s\"", m.id);
	assert_string_equal(header(&first, "Idempotency-Key"), quoted.text);
	assert_string_equal(header(&first, "webhook-id"), m.id);
	assert_string_equal(header(&first, "ce-id"), m.id);
	assert_string_equal(header(&first, "ce-source"), "urn:boundary");
	assert_string_equal(header(&first, "ce-time"), "2026-11-24T14:00:00Z");
	assert_string_equal(header(&first, "webhook-timestamp"), "1795528800");
	assert_string_equal(header(&later, "webhook-timestamp"), "1795529400");
	assert_string_equal(header(&later, "webhook-id"), m.id);
	assert_string_not_equal(header(&first, "webhook-signature"),
				header(&later, "webhook-signature"));
	assert_int_equal(first.count, 12);
	strlist_release(&first);
	strlist_release(&later);
	strbuf_release(&quoted);
	message_release(&m);
}

static void a_secret_cannot_begin_a_second_header(void **state)
{
	static const char *const bad[] = { "", "a\r\nX: y", "a\n", "caf\xc3\xa9" };
	struct message m = MESSAGE_INIT;

	(void)state;
	cJSON_Delete(body_of(&m, FORMAT_TEXT, false));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const struct message_secrets secrets = { NULL, bad[i] };
		struct strlist headers = STRLIST_INIT;
		struct err err = { 0 };

		assert_int_equal(message_headers(&m, &secrets, NOW, &headers,
						 &err), ERR_INPUT);
		strlist_release(&headers);
	}
	message_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(native_is_a_standard_webhook),
		cmocka_unit_test(each_format_has_its_shape),
		cmocka_unit_test(refuses_what_cannot_be_sent),
		cmocka_unit_test(what_is_sealed_may_be_longer),
		cmocka_unit_test(signs_at_the_time_of_the_try),
		cmocka_unit_test(a_secret_cannot_begin_a_second_header),
	};

	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
