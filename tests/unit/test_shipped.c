#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "script/catalog.h"
#include "script/script.h"

/*
 * What ships keeps its promises: each rule speaks of its bad examples and is
 * silent on its good ones, and no tone of any script draws a problem.
 */

static bool speaks(const struct review *review, const struct rule *rule)
{
	const struct finding *list = rule->level == LEVEL_STRENGTH ?
		review->strengths : review->findings;
	size_t count = rule->level == LEVEL_STRENGTH ?
		review->strength_count : review->finding_count;

	for (size_t i = 0; i < count; i++)
		if (list[i].rule == rule)
			return true;
	return false;
}

/* The lowest of the kinds that the rule is for, since it asks for one. */
static unsigned kind_of(const struct rule *rule)
{
	return rule->kinds & -rule->kinds;
}

static size_t count_wrong(struct reviewer *reviewer, const struct rule *rule,
			  const char *const *texts, size_t count, bool bad)
{
	struct review_options options = REVIEW_OPTIONS_INIT;
	size_t wrong = 0;

	options.kind = kind_of(rule);
	for (size_t i = 0; i < count; i++) {
		const struct review *review = reviewer_read(
			reviewer, texts[i], strlen(texts[i]), &options);

		if (speaks(review, rule) == bad)
			continue;
		print_message("# %s %s: %s\n", rule->id, bad ? "misses" :
			      "should not flag", texts[i]);
		wrong++;
	}
	return wrong;
}

static void every_rule_keeps_its_examples(void **state)
{
	const struct rulebook *book = &rulebook_builtin;
	struct reviewer *reviewer = reviewer_new(book);
	size_t wrong = 0;

	(void)state;
	assert_true(book->rule_count >= 14);
	for (size_t i = 0; i < book->rule_count; i++) {
		const struct rule *rule = book->rules[i];

		wrong += count_wrong(reviewer, rule, rule->bad,
				     rule->bad_count, true);
		wrong += count_wrong(reviewer, rule, rule->good,
				     rule->good_count, false);
	}
	reviewer_free(reviewer);
	assert_int_equal(wrong, 0);
}

static size_t problems_of(struct reviewer *reviewer,
			  const struct script *script, enum tone tone)
{
	struct review_options options = REVIEW_OPTIONS_INIT;
	cJSON *values = script_examples(script);
	struct strbuf text = STRBUF_INIT;
	const struct review *review;
	struct err err = { 0 };
	size_t problems = 0;

	options.kind = kind_named(script->kind);
	assert_int_equal(script_render(script, tone, values, &text, NULL,
				       &err), 0);
	review = reviewer_read(reviewer, text.text, text.len, &options);
	for (size_t i = 0; i < review->finding_count; i++) {
		const struct finding *f = &review->findings[i];

		if (f->rule->level != LEVEL_PROBLEM)
			continue;
		print_message("# %s, %s: %s: %.*s\n", script->name,
			      tone_name(tone), f->rule->id,
			      (int)(f->end - f->start), text.text + f->start);
		problems++;
	}
	strbuf_release(&text);
	cJSON_Delete(values);
	return problems;
}

static void no_tone_of_any_script_draws_a_problem(void **state)
{
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct reviewer *reviewer = reviewer_new(&rulebook_builtin);
	struct catalog_list list = CATALOG_LIST_INIT;
	size_t problems = 0;

	(void)state;
	catalog_list(catalog, &list);
	assert_true(list.count >= 14);
	for (size_t i = 0; i < list.count; i++) {
		struct script *script = NULL;
		struct err err = { 0 };

		assert_int_equal(catalog_load(catalog, list.items[i].name,
					      &script, &err), 0);
		for (enum tone t = 0; t < TONE_COUNT; t++) {
			assert_non_null(script->tones[t]);
			problems += problems_of(reviewer, script, t);
		}
		script_free(script);
	}
	catalog_list_release(&list);
	catalog_free(catalog);
	reviewer_free(reviewer);
	assert_int_equal(problems, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_keeps_its_examples),
		cmocka_unit_test(no_tone_of_any_script_draws_a_problem),
	};

	return cmocka_run_group_tests_name("shipped", tests, NULL, NULL);
}
