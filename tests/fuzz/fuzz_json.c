/* The JSON door: what it takes is written and read back as the same. */
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	cJSON *json = NULL, *again = NULL;
	struct err err = { 0 };
	int ret = json_parse(&json, text, size, &err);

	if (ret) {
		fuzz_hold(!json && *err.text, "a failure says why");
	} else {
		struct err unused = { 0 };

		fuzz_hold(!json_check(text, size, &unused),
			  "what parses is well formed");
		json_add(&first, json);
		fuzz_hold(!memchr(first.text, '\n', first.len) &&
			  utf8_check(first.text, first.len) == first.len,
			  "what is written is one line of UTF-8");
		fuzz_hold(!json_parse(&again, first.text, first.len, &err),
			  "what is written can be read");
		json_add(&second, again);
		fuzz_hold(first.len == second.len &&
			  !memcmp(first.text, second.text, first.len),
			  "it is the same when read back");
	}
	/* A NUL is written as an escape, and that is refused at the door. */
	strbuf_reset(&first);
	json_add_string(&first, text, size);
	fuzz_hold(!json_check(first.text, first.len, &err) ||
		  memchr(text, '\0', size),
		  "any bytes can be written as a string");
	cJSON_Delete(json);
	cJSON_Delete(again);
	strbuf_release(&first);
	strbuf_release(&second);
	return 0;
}
