/* A script: parsed, looked through for faults, and filled. */
#include <cjson/cJSON.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "fuzz.h"
#include "script/script.h"

static void fill(const struct script *script)
{
	struct cJSON *examples = script_examples(script);
	struct strbuf out = STRBUF_INIT;

	for (int tone = TONE_GENTLE; tone < TONE_COUNT; tone++) {
		enum tone has = script_tone(script, (enum tone)tone);
		const char *field = NULL;
		struct err err = { 0 };
		int ret;

		if (has == TONE_COUNT || !script->tones[has])
			continue;
		ret = script_render(script, has, examples, &out, &field, &err);
		fuzz_hold(ret != ERR_NOTFOUND || (field && *field),
			  "a missing value is named");
	}
	for (size_t i = 0; i < script->pushback_count; i++)
		script_pushback(script, i, examples, &out);
	strbuf_release(&out);
	cJSON_Delete(examples);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct errlist faults = ERRLIST_INIT;
	struct script *script = NULL;
	struct err err = { 0 };
	int ret = script_parse(&script, "name", "here", text, size, &err);
	size_t count = script_lint("name", "here", text, size, &faults);

	fuzz_hold(count == faults.count, "lint counts what it reports");
	fuzz_hold(!ret || count, "what does not parse has a fault");
	fuzz_hold(!ret || (!script && *err.text), "a failure says why");
	if (!ret)
		fill(script);
	script_free(script);
	errlist_release(&faults);
	return 0;
}
