/* Long, since it is one test for each promise that the content makes. */

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "script/builtin.h"
#include "script/catalog.h"
#include "script/script.h"

/*
 * What a person reads: the sixty situations are covered, each script has its
 * tones and pushback, is plain enough for a tired reader, draws nothing from
 * the coach that its author did not mean, and no file uses a word that
 * shames. Every test goes through all that ships and prints all it finds.
 */
#define SITUATIONS 60
#define PUSHBACK_MIN 5
#define GRADE_MAX 6.0

struct shelf {
	struct catalog *catalog;
	struct script **scripts;
	size_t count;
};

static int open_shelf(void **state)
{
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	static struct shelf shelf;
	struct catalog_list list = CATALOG_LIST_INIT;

	shelf.catalog = catalog_open(&shipped);
	catalog_list(shelf.catalog, &list);
	assert_true(list.count > 0);
	shelf.scripts = calloc(list.count, sizeof(*shelf.scripts));
	assert_non_null(shelf.scripts);
	for (size_t i = 0; i < list.count; i++) {
		struct err err = { 0 };

		if (catalog_load(shelf.catalog, list.items[i].name,
				 &shelf.scripts[i], &err))
			fail_msg("%s", err.text);
	}
	shelf.count = list.count;
	catalog_list_release(&list);
	*state = &shelf;
	return 0;
}

static int close_shelf(void **state)
{
	struct shelf *shelf = *state;

	for (size_t i = 0; i < shelf->count; i++)
		script_free(shelf->scripts[i]);
	free(shelf->scripts);
	catalog_free(shelf->catalog);
	return 0;
}

static bool has(const struct strlist *list, const char *item)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i], item))
			return true;
	return false;
}

static void every_situation_has_a_script(void **state)
{
	const struct shelf *shelf = *state;
	size_t missing = 0;

	for (int n = 1; n <= SITUATIONS; n++) {
		char number[12];
		bool found = false;

		snprintf(number, sizeof(number), "%d", n);
		for (size_t i = 0; i < shelf->count; i++)
			found |= has(&shelf->scripts[i]->covers, number);
		if (!found)
			print_message("# situation %d has no script\n", n);
		missing += !found;
	}
	print_message("# %d situations, %zu scripts\n", SITUATIONS,
		      shelf->count);
	assert_int_equal(missing, 0);
}

static void every_script_has_tones_and_pushback(void **state)
{
	const struct shelf *shelf = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < shelf->count; i++) {
		const struct script *s = shelf->scripts[i];

		for (enum tone t = 0; t < TONE_COUNT; t++)
			if (!s->tones[t]) {
				print_message("# %s: no %s tone\n", s->name,
					      tone_name(t));
				wrong++;
			}
		if (s->pushback_count < PUSHBACK_MIN) {
			print_message("# %s: %zu lines of pushback\n", s->name,
				      s->pushback_count);
			wrong++;
		}
		for (size_t k = 0; k < s->pushback_count; k++) {
			struct strbuf path = STRBUF_INIT;

			strbuf_addf(&path, "en/partner/tactics/%s.md",
				    s->pushbacks[k].tactic);
			if (!builtin_find(path.text)) {
				print_message("# %s: no tactic %s\n", s->name,
					      s->pushbacks[k].tactic);
				wrong++;
			}
			strbuf_release(&path);
		}
	}
	assert_int_equal(wrong, 0);
}

/* Touch, phones, an ex and a hand-over: there the danger is near. */
static void dangerous_situations_have_their_gates(void **state)
{
	static const struct {
		const char *situation, *gate;
	} cases[] = {
		{ "1", "abuse" }, { "4", "abuse" }, { "5", "abuse" },
		{ "6", "abuse" }, { "7", "abuse" }, { "11", "abuse" },
		{ "13", "abuse" }, { "13", "crisis" }, { "25", "child" },
		{ "37", "crisis" }, { "43", "crisis" }, { "57", "overdose" },
		{ "57", "withdrawal" }, { "58", "legal" }, { "58", "child" },
	};
	const struct shelf *shelf = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t k = 0; k < shelf->count; k++) {
			const struct script *s = shelf->scripts[k];

			if (!has(&s->covers, cases[i].situation) ||
			    has(&s->gates, cases[i].gate))
				continue;
			print_message("# %s covers %s without gate %s\n",
				      s->name, cases[i].situation,
				      cases[i].gate);
			wrong++;
		}
	assert_int_equal(wrong, 0);
}

static bool is_vowel(char c)
{
	return c && strchr("aeiouy", c);
}

/* Groups of vowels, a mute e at the end left out; no word has none. */
static size_t syllables(const char *word, size_t len)
{
	size_t count = 0;
	bool before = false;

	for (size_t i = 0; i < len; i++) {
		bool vowel = is_vowel((char)tolower((unsigned char)word[i]));

		count += vowel && !before;
		before = vowel;
	}
	if (count > 1 && tolower((unsigned char)word[len - 1]) == 'e' &&
	    !(len > 2 && tolower((unsigned char)word[len - 2]) == 'l' &&
	      !is_vowel((char)tolower((unsigned char)word[len - 3]))))
		count--;
	return count ? count : 1;
}

/* The Flesch-Kincaid grade: years of school that a text asks for. */
static double grade(const char *text)
{
	size_t words = 0, sounds = 0, sentences = 0;
	bool open = false;

	for (const char *p = text; *p;) {
		size_t len = 0;

		while (isalpha((unsigned char)p[len]) || p[len] == '\'')
			len++;
		if (len) {
			words++;
			sounds += syllables(p, len);
			open = true;
			p += len;
			continue;
		}
		if (strchr(".!?:\n", *p) && open) {
			sentences++;
			open = false;
		}
		p++;
	}
	sentences += open;
	if (!words)
		return 0;
	return 0.39 * (double)words / (double)sentences +
	       11.8 * (double)sounds / (double)words - 15.59;
}

static void the_grade_is_that_of_known_texts(void **state)
{
	static const struct {
		const char *text;
		double least, most;
	} cases[] = {
		{ "The cat sat on the mat.", -2, 0 },
		{ "I will not lend you money. I can cook for us tonight.",
		  0, 4 },
		{ "Notwithstanding considerable organizational difficulties, "
		  "participation necessitates authorization.", 25, 60 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(grade(cases[i].text) >= cases[i].least);
		assert_true(grade(cases[i].text) <= cases[i].most);
	}
}

static void fill(struct strbuf *out, const struct script *script, enum tone t)
{
	cJSON *values = script_examples(script);
	struct err err = { 0 };

	if (script_render(script, t, values, out, NULL, &err))
		fail_msg("%s: %s", script->name, err.text);
	cJSON_Delete(values);
}

static void every_tone_is_plain_to_read(void **state)
{
	const struct shelf *shelf = *state;
	double worst = 0;
	size_t hard = 0;

	for (size_t i = 0; i < shelf->count; i++)
		for (enum tone t = 0; t < TONE_COUNT; t++) {
			struct strbuf text = STRBUF_INIT;
			double years;

			fill(&text, shelf->scripts[i], t);
			years = grade(text.text);
			if (years > GRADE_MAX) {
				print_message("# %s, %s: grade %.1f\n",
					      shelf->scripts[i]->name,
					      tone_name(t), years);
				hard++;
			}
			worst = years > worst ? years : worst;
			strbuf_release(&text);
		}
	print_message("# hardest tone: grade %.1f of %.0f\n", worst, GRADE_MAX);
	assert_int_equal(hard, 0);
}

/* Findings that an author meant, each with its reason. */
struct meant {
	const char *script, *rule, *why;
};

static const struct meant meant[] = {
	{ "i-lied-about-using", "evaluation",
	  "said of one's own deed, and it should be said plainly" },
	{ "pay-a-friend-back", "evaluation",
	  "said of one's own deed, and it should be said plainly" },
	{ NULL, NULL, NULL },
};

static bool is_meant(const char *script, const char *rule)
{
	for (const struct meant *m = meant; m->script; m++)
		if (!strcmp(m->script, script) && !strcmp(m->rule, rule))
			return true;
	return false;
}

static void no_tone_draws_what_was_not_meant(void **state)
{
	const struct shelf *shelf = *state;
	struct reviewer *reviewer = reviewer_new(&rulebook_builtin);
	struct review_options options = REVIEW_OPTIONS_INIT;
	size_t wrong = 0;

	for (size_t i = 0; i < shelf->count; i++)
		for (enum tone t = 0; t < TONE_COUNT; t++) {
			const struct script *s = shelf->scripts[i];
			struct strbuf text = STRBUF_INIT;
			const struct review *r;

			fill(&text, s, t);
			options.kind = kind_named(s->kind);
			r = reviewer_read(reviewer, text.text, text.len,
					  &options);
			for (size_t k = 0; k < r->finding_count; k++) {
				const struct finding *f = &r->findings[k];

				if (f->rule->level < LEVEL_HINT ||
				    is_meant(s->name, f->rule->id))
					continue;
				print_message("# %s, %s: %s: %.*s\n", s->name,
					      tone_name(t), f->rule->id,
					      (int)(f->end - f->start),
					      text.text + f->start);
				wrong++;
			}
			strbuf_release(&text);
		}
	reviewer_free(reviewer);
	assert_int_equal(wrong, 0);
}

/* `word` in `text` as a word of its own, whatever the capitals. */
static const char *find_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = text; (p = strcasestr(p, word)); p++)
		if ((p == text || !isalpha((unsigned char)p[-1])) &&
		    !isalpha((unsigned char)p[len]))
			return p;
	return NULL;
}

/*
 * Phrase lists and rules must know such words, to find them; so does a
 * partner who pushes back. Everything else that a person reads does without.
 */
static bool is_ours(const char *path)
{
	return strncmp(path, "en/coach/", 9) != 0 &&
	       strncmp(path, "en/partner/", 11) != 0 &&
	       /* it is about such a word, and has one to answer */
	       strcmp(path, "en/need/no-labels-at-work.md") != 0;
}

static void no_file_uses_words_that_shame_or_promise(void **state)
{
	static const char *const words[] = {
		"addict", "addicts", "junkie", "alcoholic", "alcoholics",
		"drunkard", "substance abuse", "drug abuser", "got clean",
		"getting clean", "dirty urine", "committed suicide",
		"commit suicide", "failed attempt", "successful suicide",
		"toxic", "narcissist", "codependent", "enabler",
		"crazy person", "victim mentality", "relapsed again",
		"back to square one", "streak", "you are safe",
		"means you are safe", "nothing to worry about",
		"all clear", "HIPAA compliant",
	};
	size_t wrong = 0, files = 0;

	(void)state;
	for (size_t i = 0; i < builtins_count; i++) {
		if (!is_ours(builtins[i].path))
			continue;
		files++;
		for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
			if (find_word(builtins[i].text, words[k])) {
				print_message("# %s: %s\n", builtins[i].path,
					      words[k]);
				wrong++;
			}
	}
	print_message("# %zu files\n", files);
	assert_true(files > SITUATIONS / 2);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_situation_has_a_script),
		cmocka_unit_test(every_script_has_tones_and_pushback),
		cmocka_unit_test(dangerous_situations_have_their_gates),
		cmocka_unit_test(the_grade_is_that_of_known_texts),
		cmocka_unit_test(every_tone_is_plain_to_read),
		cmocka_unit_test(no_tone_draws_what_was_not_meant),
		cmocka_unit_test(no_file_uses_words_that_shame_or_promise),
	};

	return cmocka_run_group_tests_name("content", tests, open_shelf,
					   close_shelf);
}
