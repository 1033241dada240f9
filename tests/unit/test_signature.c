#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "post/signature.h"

/* The example of the Standard Webhooks reference libraries. */
static void signs_as_standard_webhooks_does(void **state)
{
	static const char body[] = "{\"test\": 2432232314}";
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(signature_webhook(&out,
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body,
		strlen(body), &err), 0);
	assert_string_equal(out.text,
		"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	strbuf_release(&out);
}

static void refuses_a_secret_of_another_form_without_quoting_it(void **state)
{
	static const char long_key[] =
		"whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"
		"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
	static const char *const secrets[] = {
		long_key,
		"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw!",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
		struct strbuf out = STRBUF_INIT;
		struct err err = { 0 };

		assert_int_equal(signature_webhook(&out, secrets[i], "id", 1,
						   "x", 1, &err), ERR_INPUT);
		assert_int_equal(out.len, 0);
		assert_null(strstr(err.text, "MfKQ"));
	}
}

/* HMAC-SHA256, case 2 of RFC 4231: key "Jefe". */
static void signs_as_a_hub_does(void **state)
{
	static const char body[] = "what do ya want for nothing?";
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(signature_hub(&out, "Jefe", body, strlen(body), &err),
			 0);
	assert_string_equal(out.text, "sha256=5bdcc146bf60754e6a042426089575c7"
			    "5a003f089d2739839dec58b964ec3843");
	assert_int_equal(signature_hub(&out, "", body, 1, &err), ERR_INPUT);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_as_standard_webhooks_does),
		cmocka_unit_test(
			refuses_a_secret_of_another_form_without_quoting_it),
		cmocka_unit_test(signs_as_a_hub_does),
	};

	return cmocka_run_group_tests_name("signature", tests, NULL, NULL);
}
