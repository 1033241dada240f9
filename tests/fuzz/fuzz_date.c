/* Days in words, as people type them into a plan. */
#include "base/date.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "fuzz.h"

static void check(const char *text, enum date_lean lean)
{
	const struct date today = { 2026, 11, 24 };
	struct date_range range = { DATE_FIRST, DATE_FIRST };
	struct strbuf iso = STRBUF_INIT;
	struct date again = DATE_FIRST;
	struct err err = { 0 };
	size_t rest = 0;

	if (!date_parse_start(&range, &rest, text, today, lean, &err))
		fuzz_hold(rest <= strlen(text), "the rest is of the text");
	if (date_parse(&range, text, today, lean, &err)) {
		fuzz_hold(*err.text, "a failure says why");
		return;
	}
	fuzz_hold(date_compare(range.first, range.last) <= 0,
		  "the end is not before the beginning");
	date_add_iso(&iso, range.last);
	fuzz_hold(date_read_iso(iso.text, &again) &&
		  !date_compare(again, range.last), "a day reads back");
	fuzz_hold(!date_compare(date_numbered(date_number(range.first)),
				range.first), "a number is its day");
	strbuf_release(&iso);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	char *text = fuzz_string(&at, &size);

	check(text, DATE_PAST);
	check(text, DATE_FUTURE);
	free(text);
	return 0;
}
