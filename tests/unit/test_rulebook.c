/* That shipped examples hold is the business of test_shipped.c. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "script/catalog.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Files of the person's own, in a folder that goes away again. */
struct own {
	char folder[64];
	struct catalog *catalog;
	struct rulebook *book;
	struct errlist faults;
};

static void put(const struct own *own, const char *path, const char *text)
{
	struct strbuf full = STRBUF_INIT;
	struct err err = { 0 };

	strbuf_addf(&full, "%s/en/coach/%s", own->folder, path);
	assert_int_equal(file_write(full.text, text, strlen(text), 0600, &err),
			 0);
	strbuf_release(&full);
}

static void own_begin(struct own *own)
{
	static const char *const folders[] = {
		"moves", "lists", "rules", "safety",
	};

	*own = (struct own){ .folder = "/tmp/rulebook-XXXXXX" };
	assert_non_null(mkdtemp(own->folder));
	for (size_t i = 0; i < COUNT(folders); i++) {
		struct strbuf path = STRBUF_INIT;
		struct err err = { 0 };

		strbuf_addf(&path, "%s/en/coach/%s", own->folder, folders[i]);
		assert_int_equal(file_make_folder(path.text, 0700, &err), 0);
		strbuf_release(&path);
	}
}

static void own_read(struct own *own)
{
	struct catalog_folders folders = { own->folder, NULL, NULL, "en" };

	own->catalog = catalog_open(&folders);
	own->book = rulebook_read(own->catalog, &own->faults);
}

static void own_end(struct own *own)
{
	/* deepest first */
	static const char *const paths[] = {
		"/en/coach/moves/own-move.txt", "/en/coach/moves",
		"/en/coach/lists/own-list.txt", "/en/coach/lists",
		"/en/coach/rules/own-rule.md", "/en/coach/rules",
		"/en/coach/safety", "/en/coach", "/en", "",
	};

	rulebook_free(own->book);
	catalog_free(own->catalog);
	errlist_release(&own->faults);
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct strbuf path = STRBUF_INIT;

		strbuf_addf(&path, "%s%s", own->folder, paths[i]);
		remove(path.text);
		strbuf_release(&path);
	}
}

static void is_sorted_and_found_by_id(void **state)
{
	const struct rulebook *book = &rulebook_builtin;

	(void)state;
	assert_true(book->rule_count > 0);
	for (size_t i = 0; i < book->rule_count; i++) {
		const struct rule *rule = book->rules[i];

		if (i)
			assert_true(strcmp(book->rules[i - 1]->id, rule->id) <
				    0);
		assert_ptr_equal(rulebook_rule(book, rule->id), rule);
		assert_true(rule->bad_count >= 3 && rule->good_count >= 3);
		assert_string_not_equal(rule->title, "");
		assert_string_not_equal(rule->message, "");
		assert_string_not_equal(rule->why, "");
	}
	assert_null(rulebook_rule(book, "no-such-rule"));
	assert_null(rulebook_rule(book, ""));
}

static bool same_review(const struct review *a, const struct review *b)
{
	if (a->verdict != b->verdict || a->words != b->words ||
	    a->finding_count != b->finding_count ||
	    a->span_count != b->span_count)
		return false;
	for (size_t i = 0; i < a->span_count; i++)
		if (a->spans[i].start != b->spans[i].start ||
		    a->spans[i].end != b->spans[i].end ||
		    a->spans[i].move != b->spans[i].move)
			return false;
	for (size_t i = 0; i < a->finding_count; i++)
		if (strcmp(a->findings[i].rule->id, b->findings[i].rule->id) ||
		    a->findings[i].start != b->findings[i].start)
			return false;
	return true;
}

/* What was printed as C at build time is what reading gives. */
static void is_compiled_as_it_is_read(void **state)
{
	static const struct review_options options = REVIEW_OPTIONS_INIT;
	struct catalog_folders folders = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&folders);
	struct errlist faults = ERRLIST_INIT;
	struct rulebook *book = rulebook_read(catalog, &faults);
	struct reviewer *read = reviewer_new(book);
	struct reviewer *compiled = reviewer_new(&rulebook_builtin);

	(void)state;
	assert_int_equal(faults.count, 0);
	assert_int_equal(book->rule_count, rulebook_builtin.rule_count);
	for (size_t i = 0; i < book->rule_count; i++) {
		const struct rule *rule = book->rules[i];

		assert_string_equal(rule->id, rulebook_builtin.rules[i]->id);
		assert_string_equal(rule->body,
				    rulebook_builtin.rules[i]->body);
		for (size_t k = 0; k < rule->bad_count; k++) {
			const char *text = rule->bad[k];

			assert_true(same_review(
				reviewer_read(read, text, strlen(text),
					      &options),
				reviewer_read(compiled, text, strlen(text),
					      &options)));
		}
	}
	reviewer_free(read);
	reviewer_free(compiled);
	rulebook_free(book);
	rulebook_free(NULL);
	catalog_free(catalog);
	errlist_release(&faults);
}

#define RULE "---\ntitle: Own\nlevel: hint\nlean: none\nmessage: M\nwhy: W\n" \
	     "when: [{has: own-move}]\nbad: [a, b, c]\ngood: [a, b, c]\n---\n"

/* A person's own files join what ships. */
static void takes_own_files(void **state)
{
	static const struct review_options options = REVIEW_OPTIONS_INIT;
	static const char text[] = "Please zork the blorp now.";
	const struct review *review;
	struct reviewer *reviewer;
	struct own own;
	size_t found = 0;

	(void)state;
	own_begin(&own);
	put(&own, "moves/own-move.txt", "zork the @own-list\n");
	put(&own, "lists/own-list.txt", "blorp\n");
	put(&own, "rules/own-rule.md", RULE);
	own_read(&own);
	assert_int_equal(own.faults.count, 0);
	assert_int_equal(own.book->rule_count, rulebook_builtin.rule_count + 1);
	assert_non_null(rulebook_rule(own.book, "own-rule"));
	reviewer = reviewer_new(own.book);
	review = reviewer_read(reviewer, text, strlen(text), &options);
	for (size_t i = 0; i < review->finding_count; i++)
		if (!strcmp(review->findings[i].rule->id, "own-rule"))
			found += review->findings[i].start == 7;
	assert_int_equal(found, 1);
	reviewer_free(reviewer);
	own_end(&own);
}

/* Every fault of every file, each naming its file; what is sound is used. */
static void reports_the_faults_of_own_files(void **state)
{
	struct own own;

	(void)state;
	own_begin(&own);
	put(&own, "moves/own-move.txt", "fine\nzork [\n@nobody\n");
	put(&own, "lists/own-list.txt", "---\n- [x\n---\nblorp\n");
	put(&own, "rules/own-rule.md", "---\ntitle: T\n---\n");
	own_read(&own);
	assert_int_equal(own.faults.count, 3 + 7);
	for (size_t i = 0; i < own.faults.count; i++)
		assert_non_null(strstr(own.faults.items[i].text, "own-"));
	assert_int_equal(own.book->rule_count, rulebook_builtin.rule_count);
	assert_true(lexicon_move(&own.book->lexicon, "own-move") > 0);
	own_end(&own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_sorted_and_found_by_id),
		cmocka_unit_test(is_compiled_as_it_is_read),
		cmocka_unit_test(takes_own_files),
		cmocka_unit_test(reports_the_faults_of_own_files),
	};

	return cmocka_run_group_tests_name("rulebook", tests, NULL, NULL);
}
