#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/yaml.h"
#include "post/endpoint.h"

/* Reads `endpoints: {a: {...}}` with `body` as the lines of endpoint a. */
static int read(struct endpoints *list, const char *text, struct err *err)
{
	struct yaml *doc = NULL;
	int ret = yaml_parse(&doc, text, strlen(text), 1, err);

	if (!ret)
		ret = endpoints_read(list, yaml_get(yaml_root(doc),
						    "endpoints"), err);
	yaml_free(doc);
	return ret;
}

static void reads_every_key(void **state)
{
	static const char text[] =
		"endpoints:\n"
		"  ana:\n"
		"    url: https://inbox.example.org:8443/hooks/b\n"
		"    format: hub\n"
		"    signing_secret_command: secret-tool lookup a b\n"
		"    bearer_file: /run/secret\n"
		"    pin: sha256//AAA=;sha256//BBB=\n"
		"    ca: /etc/ca.pem\n"
		"    proxy: socks5h://127.0.0.1:9050\n"
		"    encrypt_to: age1abc\n"
		"    dedupes: yes\n"
		"    timeout: 7\n"
		"  here:\n"
		"    url: http://127.0.0.1:8080/\n"
		"    proxy: none\n"
		"    bearer_fd: 5\n";
	struct endpoints list = ENDPOINTS_INIT;
	const struct endpoint *e;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(read(&list, text, &err), 0);
	assert_int_equal(list.count, 2);
	e = endpoints_find(&list, "ana", &err);
	assert_string_equal(e->url, "https://inbox.example.org:8443/hooks/b");
	assert_int_equal(e->format, FORMAT_HUB);
	assert_string_equal(e->signing.command, "secret-tool lookup a b");
	assert_null(e->signing.file);
	assert_string_equal(e->bearer.file, "/run/secret");
	assert_string_equal(e->pin, "sha256//AAA=;sha256//BBB=");
	assert_string_equal(e->ca, "/etc/ca.pem");
	assert_string_equal(e->proxy, "socks5h://127.0.0.1:9050");
	assert_string_equal(e->encrypt_to, "age1abc");
	assert_int_equal(e->dedupes, DEDUPES_YES);
	assert_int_equal(e->timeout, 7);
	assert_false(endpoint_is_local(e));
	e = endpoints_find(&list, "here", &err);
	assert_string_equal(e->proxy, "");
	assert_int_equal(e->bearer.fd, 5);
	assert_int_equal(e->timeout, ENDPOINT_TIMEOUT);
	assert_true(endpoint_is_local(e));
	assert_null(endpoints_find(&list, NULL, &err));
	assert_null(endpoints_find(&list, "bob", &err));
	assert_string_equal(err.text, "no endpoint is called \"bob\"");
	endpoints_release(&list);
}

/* Each bad line stands at line 3, or at line 4 behind a good url. */
static void says_where_a_setting_is_wrong(void **state)
{
	static const struct {
		const char *line;
		const char *says;
	} cases[] = {
		{ "url: ftp://a.example/", "url starts with https://" },
		{ "url: https://", "url names no host" },
		{ "url: https://user:pw@a.example/", "a name or password" },
		{ "url: https://a.example/?token=x", "? or #" },
		{ "url: https://a.example/#x", "? or #" },
		{ "url: https://m\xc3\xbcller.example/", "xn--" },
		{ "url: \"https://a.example/\\e[31m\"", "printable" },
		{ "url: http://a.example/", "http is for this machine" },
		{ "url: http://127.0.0.1.evil.example/", "this machine" },
		{ "url: http://localhost.example/", "this machine" },
		{ "format: native", "has no url" },
		{ "colour: blue", "has no \"colour\"" },
		{ "format: soap", "format is native" },
		{ "pin: abc", "pin is sha256//" },
		{ "ca: ca.pem", "starts with /" },
		{ "proxy: a.example", "proxy is none" },
		{ "encrypt_to: -o /tmp/x", "public key of age" },
		{ "encrypt_to: ssh-ed25519", "public key of age" },
		{ "dedupes: maybe", "dedupes is" },
		{ "timeout: 0", "timeout" },
		{ "timeout: 1000", "timeout" },
		{ "bearer_fd: 1", "descriptor" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const bool url = !strncmp(cases[i].line, "url", 3) ||
				 !strncmp(cases[i].line, "format: native", 14);
		struct strbuf text = STRBUF_INIT;
		struct endpoints list = ENDPOINTS_INIT;
		struct err err = { 0 };

		strbuf_addf(&text, "endpoints:\n  a:\n%s    %s\n",
			    url ? "" : "    url: https://a.example/\n",
			    cases[i].line);
		assert_int_equal(read(&list, text.text, &err), ERR_INPUT);
		if (!strstr(err.text, cases[i].says))
			fail_msg("%s: %s", cases[i].line, err.text);
		assert_true(err.line >= 2 && err.column >= 1);
		endpoints_release(&list);
		strbuf_release(&text);
	}
}

static void a_secret_has_one_source(void **state)
{
	struct endpoints list = ENDPOINTS_INIT;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(read(&list, "endpoints:\n  a:\n"
			      "    url: https://a.example/\n"
			      "    bearer_file: /a\n    bearer_fd: 4\n", &err),
			 ERR_INPUT);
	assert_int_equal(err.line, 5);
	endpoints_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_key),
		cmocka_unit_test(says_where_a_setting_is_wrong),
		cmocka_unit_test(a_secret_has_one_source),
	};

	return cmocka_run_group_tests_name("endpoint", tests, NULL, NULL);
}
