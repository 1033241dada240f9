#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "kept.h"
#include "store/journal.h"
#include "store/store.h"

static void composes_text_or_the_end_of_a_practice(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		int ret;
		const char *body;
	} cases[] = {
		{ "No.\n\n", 5, 0, "{\"text\":\"No.\"}" },
		{ "a\n \"b\"", 6, 0, "{\"text\":\"a\\n \\\"b\\\"\"}" },
		{ "{\"draft\": \"x\", \"n\": 1.50}", 25, 0,
		  "{\"draft\":\"x\",\"n\":1.5}" },
		/* No entry, so it is a text that looks like one. */
		{ "{\"a\":1}", 7, 0, "{\"text\":\"{\\\"a\\\":1}\"}" },
		{ "{", 1, 0, "{\"text\":\"{\"}" },
		{ "", 0, ERR_INPUT, "" },
		{ " \n\t", 3, ERR_INPUT, "" },
		{ "a\xff", 2, ERR_INPUT, "" },
		{ "a\0b", 3, ERR_INPUT, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct item item = ITEM_INIT;
		struct err err = { 0 };

		assert_int_equal(journal_compose(&item, cases[i].text,
						 cases[i].len, 7, &err),
				 cases[i].ret);
		assert_string_equal(item.body.text, cases[i].body);
		if (!cases[i].ret)
			assert_string_equal(item.kind, JOURNAL_KIND);
		item_release(&item);
	}
}

static void other_words_leave_the_rest(void **state)
{
	struct item item = ITEM_INIT;
	struct entry entry = { 0 };
	struct err err = { 0 };

	(void)state;
	strbuf_addstr(&item.body, "{\"script\":\"s\",\"draft\":\"a\",\"z\":[]}");
	assert_int_equal(entry_set_text(&item, "b \"c\"", &err), 0);
	assert_string_equal(item.body.text, "{\"script\":\"s\","
			    "\"draft\":\"b \\\"c\\\"\",\"z\":[]}");
	assert_int_equal(entry_read(&entry, &item, &err), 0);
	assert_string_equal(entry.text, "b \"c\"");
	assert_string_equal(entry.script, "s");
	assert_string_equal(entry.kind, "");
	entry_release(&entry);
	strbuf_reset(&item.body);
	strbuf_addstr(&item.body, "[1]");
	assert_int_equal(entry_read(&entry, &item, &err), ERR_INPUT);
	item_release(&item);
}

/* One of each format; the other has the same line, in a comment. */
static void an_export_reads_back(void **state)
{
	static const char line[] = "{\"id\":\"0123abcd\",\"created\":"
		"\"1969-12-31T23:59:59Z\",\"state\":\"x\",\"body\":"
		"{\"text\":\"a -- b -->\"}}\n";

	(void)state;
	for (int format = JOURNAL_JSON; format <= JOURNAL_MARKDOWN; format++) {
		struct strbuf out = STRBUF_INIT;
		struct item item = ITEM_INIT;
		struct err err = { 0 };
		size_t count = 0;

		assert_int_equal(journal_import(store, line, strlen(line),
						&count, &err), 0);
		assert_int_equal(count, 1);
		assert_int_equal(store_get(store, JOURNAL_KIND, "0123", &item,
					   &err), 0);
		assert_int_equal(item.created, -1);
		assert_int_equal(journal_export(&item,
						(enum journal_format)format,
						&out, &err), 0);
		assert_int_equal(store_delete(store, item.id, &err), 0);
		assert_int_equal(journal_import(store, out.text, out.len,
						&count, &err), 0);
		item_release(&item);
		assert_int_equal(store_get(store, JOURNAL_KIND, "0123", &item,
					   &err), 0);
		strbuf_reset(&out);
		assert_int_equal(journal_export(&item, JOURNAL_JSON, &out,
						&err), 0);
		assert_string_equal(out.text, line);
		assert_int_equal(store_delete(store, item.id, &err), 0);
		item_release(&item);
		strbuf_release(&out);
	}
}

static void one_fault_and_nothing_is_taken(void **state)
{
	static const char good[] = "{\"id\":\"0123abcd\",\"created\":"
		"\"2026-01-01T00:00:00Z\",\"state\":\"\",\"body\":"
		"{\"text\":\"a\"}}\n";
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	size_t count = 7;

	(void)state;
	strbuf_addf(&text, "%s\n%s", good, good);
	assert_int_equal(journal_import(store, text.text, text.len, &count,
					&err), ERR_INPUT);
	assert_int_equal(err.line, 3);
	assert_string_equal(err.quote, "");
	assert_int_equal(count, 7);
	assert_int_equal(store_count(store, JOURNAL_KIND, &count, &err), 0);
	assert_int_equal(count, 0);
	strbuf_release(&text);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(composes_text_or_the_end_of_a_practice),
		CASE(other_words_leave_the_rest),
		CASE(an_export_reads_back),
		CASE(one_fault_and_nothing_is_taken),
	};

	return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
