/* What boundary-post says of an answer, which holds a server's words. */
#include "base/visible.h"
#include "fuzz.h"
#include "post/courier.h"

static void check_text(const struct strbuf *text)
{
	fuzz_hold(visible_is_clean(text->text, text->len) &&
		  !memchr(text->text, '\n', text->len),
		  "what a server says is one line, safe to show");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct courier_answer answer = COURIER_ANSWER_INIT;
	const char *at = (const char *)data;
	bool done = false;

	while (size && !done) {
		const char *end = memchr(at, '\n', size);
		size_t len = end ? (size_t)(end - at) : size;
		char *line = strndup(at, len);

		done = courier_answer_line(&answer, line);
		free(line);
		at += len + (end ? 1 : 0);
		size -= len + (end ? 1 : 0);
	}
	check_text(&answer.host);
	check_text(&answer.title);
	check_text(&answer.detail);
	check_text(&answer.why);
	fuzz_hold(answer.wait >= -1 && answer.date >= 0 && answer.status >= 0,
		  "numbers are in range");
	fuzz_hold(done || answer.verdict == POST_UNSURE,
		  "without a verdict it is not sure");
	reply_wait(answer.wait, 1, 7);
	courier_answer_release(&answer);
	return 0;
}
