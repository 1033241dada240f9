#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include "base/json.h"
#include "coach/report.h"
#include "tiny-book.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void make(struct tiny_book *b)
{
	*b = (struct tiny_book){ .tiny = tiny_new("") };
	tiny_add(&b->tiny, MOVE_SPOKEN, "sorry", "[so] sorry\n");
	tiny_add(&b->tiny, MOVE_SPOKEN, "feeling", "i feel *\n");
	tiny_add(&b->tiny, MOVE_LIST, "list", "sorry\n");
	tiny_add(&b->tiny, MOVE_SAFETY, "crisis", "want to die\n");
	tiny_finish(&b->tiny);
	tiny_rule(b, "over-apology", "level: problem\nlean: soft\n"
		  "try: \"Say \\\"no\\\".\"", "{has: sorry}");
	tiny_rule(b, "owns-feeling", "level: strength\nlean: none",
		  "{has: feeling}");
	tiny_open(b);
}

static void writes_what_the_manual_promises(void **state)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "",
		  "\"verdict\":\"balanced\",\"words\":0,\"moves\":[],"
		  "\"findings\":[],\"strengths\":[],\"safety\":[]" },
		{ "Hi?\nSo sorry.",
		  "\"verdict\":\"soft\",\"words\":3,"
		  "\"moves\":[{\"move\":\"question\",\"start\":0,\"end\":2},"
		  "{\"move\":\"sorry\",\"start\":4,\"end\":12}],"
		  "\"findings\":[{\"rule\":\"over-apology\","
		  "\"level\":\"problem\",\"lean\":\"soft\",\"start\":4,"
		  "\"end\":12,\"line\":2,\"column\":1,\"quote\":\"So sorry\","
		  "\"message\":\"About over-apology.\","
		  "\"try\":\"Say \\\"no\\\".\"}],"
		  "\"strengths\":[],\"safety\":[]" },
		{ "I feel sad",
		  "\"verdict\":\"balanced\",\"words\":3,"
		  "\"moves\":[{\"move\":\"feeling\",\"start\":0,\"end\":10}],"
		  "\"findings\":[],"
		  "\"strengths\":[{\"rule\":\"owns-feeling\",\"start\":0,"
		  "\"end\":10,\"line\":1,\"column\":1,"
		  "\"quote\":\"I feel sad\","
		  "\"message\":\"About owns-feeling.\"}],\"safety\":[]" },
		/* safety is named and never quoted */
		{ "I want to die",
		  "\"verdict\":\"balanced\",\"words\":4,\"moves\":[],"
		  "\"findings\":[],\"strengths\":[],\"safety\":[\"crisis\"]" },
	};
	struct tiny_book b;

	(void)state;
	make(&b);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf got = STRBUF_INIT;

		report_json(&got, b.reviewer, tiny_review(&b, cases[i].text),
			    cases[i].text);
		assert_string_equal(got.text, cases[i].want);
		strbuf_release(&got);
	}
	tiny_close(&b);
}

/* Quotes hold whatever stood in the text, and the line stays valid JSON. */
static void quotes_any_bytes(void **state)
{
	static const char *const texts[] = {
		"so\xff sorry", "so\x1b[31m\nsorry", "so \"quoted\" and so\tsorry",
		"so\xe2\x80\xa8sorry", "i feel \xf0\x9f\x98\x80",
	};
	struct tiny_book b;

	(void)state;
	make(&b);
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct strbuf got = STRBUF_INIT;
		struct err err = { 0 };
		cJSON *json = NULL;

		strbuf_addch(&got, '{');
		report_json(&got, b.reviewer, tiny_review(&b, texts[i]),
			    texts[i]);
		strbuf_addch(&got, '}');
		assert_null(memchr(got.text, '\n', got.len));
		assert_null(memchr(got.text, 0x1b, got.len));
		assert_int_equal(json_parse(&json, got.text, got.len, &err),
				 0);
		cJSON_Delete(json);
		strbuf_release(&got);
	}
	tiny_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_the_manual_promises),
		cmocka_unit_test(quotes_any_bytes),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
