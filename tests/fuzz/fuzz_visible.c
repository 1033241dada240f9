/* The filter before the terminal. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "fuzz.h"

static bool is_harmful(uint32_t cp)
{
	return (cp < 0x20 && cp != '\n') || (cp >= 0x7f && cp <= 0x9f) ||
		cp == 0xad || cp == 0x61c || cp == 0x200b || cp == 0x200e ||
		cp == 0x200f || (cp >= 0x2028 && cp <= 0x202e) ||
		(cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff;
}

static void check(void (*add)(struct strbuf *, const char *, size_t),
		  const char *text, size_t size)
{
	struct strbuf once = STRBUF_INIT, twice = STRBUF_INIT;
	uint32_t cp = 0;

	add(&once, text, size);
	for (size_t at = 0; at < once.len;) {
		size_t width = utf8_decode(once.text + at, once.len - at, &cp);

		fuzz_hold(width > 0, "what is shown is UTF-8");
		fuzz_hold(!is_harmful(cp), "what is shown is harmless");
		at += width;
	}
	add(&twice, once.text, once.len);
	fuzz_hold(once.len == twice.len &&
		  !memcmp(once.text, twice.text, once.len),
		  "twice is the same as once");
	strbuf_release(&once);
	strbuf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check(visible_add, (const char *)data, size);
	check(visible_add_line, (const char *)data, size);
	return 0;
}
