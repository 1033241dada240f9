#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "script/catalog.h"
#include "script/search.h"

static void takes_words_in_lower_case(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "", "" },
		{ "  ,.!  ", "" },
		{ "Turn down a drink", "turn|down|a|drink" },
		{ "decline-a-drink", "decline|a|drink" },
		{ "My mother's, I'm", "my|mothers|im" },
		{ "mother\xe2\x80\x99s", "mothers" },
		{ "\xc3\x89T\xc3\x89 24h", "\xc3\xa9t\xc3\xa9|24h" },
		{ "\xd0\x9d\xd0\x95\xd0\xa2!", "\xd0\xbd\xd0\xb5\xd1\x82" },
		{ "one\xe2\x80\x94two\xff\x80three", "one|two|three" },
		{ "'' '", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strlist words = STRLIST_INIT;
		struct strbuf line = STRBUF_INIT;

		search_words(cases[i].text, &words);
		for (size_t k = 0; k < words.count; k++)
			strbuf_addf(&line, "%s%s", k ? "|" : "",
				    words.items[k]);
		assert_string_equal(line.text, cases[i].words);
		strlist_release(&words);
		strbuf_release(&line);
	}
}

static void gives_kindred_words_one_stem(void **state)
{
	static const struct {
		const char *a, *b;
	} kindred[] = {
		{ "borrow", "borrowing" },	{ "drink", "drinks" },
		{ "drink", "drinker" },		{ "drinking", "drinkers" },
		{ "party", "parties" },		{ "family", "families" },
		{ "hug", "hugging" },		{ "hug", "hugs" },
		{ "call", "calling" },		{ "offer", "offered" },
		{ "dance", "dancing" },		{ "boss", "bosses" },
		{ "apology", "apologies" },	{ "mother", "mothers" },
		{ "late", "later" },		{ "text", "texted" },
		{ "leave", "leaves" },		{ "lie", "lies" },
		{ "die", "dies" },		{ "pay", "pays" },
		{ "offer", "offering" },	{ "offers", "offered" },
		{ "add", "adding" },		{ "run", "runner" },
		{ "", "" },			{ "s", "s" },
	};
	static const char *const strangers[][2] = {
		{ "no", "now" }, { "bus", "busy" }, { "ring", "red" },
		{ "son", "sing" }, { "offer", "off" }, { "off", "of" },
		 { "need", "needle" }, { "we", "wed" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(kindred) / sizeof(kindred[0]); i++) {
		char *a = mem_string(kindred[i].a);
		char *b = mem_string(kindred[i].b);

		search_stem(a);
		search_stem(b);
		assert_string_equal(a, b);
		free(a);
		free(b);
	}
	for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		char *a = mem_string(strangers[i][0]);
		char *b = mem_string(strangers[i][1]);

		search_stem(a);
		search_stem(b);
		assert_string_not_equal(a, b);
		free(a);
		free(b);
	}
}

static void counts_the_steps_between_names(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned steps;
	} cases[] = {
		{ "", "", 0 },		{ "", "abc", 3 },
		{ "abc", "abc", 0 },	{ "abc", "abd", 1 },
		{ "abc", "acb", 1 },	{ "abc", "ab", 1 },
		{ "ab", "abc", 1 },	{ "kitten", "sitting", 3 },
		{ "abc", "xyz", 3 },	{ "abcd", "wxyz", 4 },
		{ "abcde", "vwxyz", 4 },	/* most + 1 */
	};
	char name[66];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(search_distance(cases[i].a, cases[i].b, 3),
				 cases[i].steps);
	memset(name, 'a', 64);
	name[64] = '\0';
	assert_int_equal(search_distance(name, name, 3), 0);
	name[64] = 'a';
	name[65] = '\0';
	assert_int_equal(search_distance(name, name, 3), 4);
}

static void suggests_the_nearest_name(void **state)
{
	static const struct {
		const char *name, *nearest;
	} cases[] = {
		{ "decline-a-drnk", "decline-a-drink" },
		{ "decline-a-dirnk", "decline-a-drink" },
		{ "declineadrink", "decline-a-drink" },
		{ "decline-a-hgu", "decline-a-hug" },
		{ "extra", NULL },	{ "hig", "hug" },
		{ "something-else", NULL }, { "", NULL },
	};
	struct strlist names = STRLIST_INIT;

	(void)state;
	strlist_add(&names, "decline-a-drink");
	strlist_add(&names, "decline-a-hug");
	strlist_add(&names, "extra-shift");
	strlist_add(&names, "hug");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *nearest = search_nearest(&names, cases[i].name);

		if (cases[i].nearest)
			assert_string_equal(nearest, cases[i].nearest);
		else
			assert_null(nearest);
	}
	strlist_release(&names);
}

static void add(struct catalog_list *list, const char *name,
		const char *title, const char *words)
{
	struct catalog_entry *entry;

	if (list->count == list->capacity)
		list->items = mem_grow(list->items, &list->capacity,
				       sizeof(*list->items));
	entry = &list->items[list->count++];
	*entry = (struct catalog_entry){
		.name = mem_string(name), .kind = mem_string("no"),
		.title = mem_string(title), .about = mem_string(""),
		.origin = mem_string("here"), .said = mem_string("")
	};
	search_words(name, &entry->words);
	search_words(title, &entry->words);
	search_words(words, &entry->words);
}

/* Twelve scripts: enough to tell which words are common. */
static void make_list(struct catalog_list *list)
{
	add(list, "lend-money", "Lend money to a friend", "cash loan you a");
	add(list, "decline-a-drink", "Turn down a drink",
	    "beer wine alcohol party you a");
	add(list, "leave-a-party", "Leave a party", "drinking you a");
	add(list, "extra-shift", "An extra shift", "boss work you a");
	add(list, "no-hug", "No hug", "touch you a");
	add(list, "more-rides", "More rides", "car money you a");
	for (int i = 0; i < 6; i++) {
		struct strbuf name = STRBUF_INIT;

		strbuf_addf(&name, "other-%d", i);
		add(list, name.text, "Another thing", "you a");
		strbuf_release(&name);
	}
}

static void ranks_what_it_finds(void **state)
{
	static const struct {
		const char *query, *found;
	} cases[] = {
		{ "drink", "decline-a-drink leave-a-party" },
		{ "drinks", "decline-a-drink leave-a-party" },
		{ "Party!", "leave-a-party decline-a-drink" },
		{ "parties", "leave-a-party decline-a-drink" },
		{ "money", "lend-money more-rides" },
		{ "lending", "lend-money" },
		{ "alco", "decline-a-drink" },
		{ "alc", "" },
		{ "a friend", "lend-money" },
		{ "you touch", "no-hug" },
		{ "hug you money", "no-hug lend-money more-rides" },
		{ "money friend", "lend-money more-rides" },
		{ "friend boss", "lend-money extra-shift" },
		{ "zebra", "" },
		{ "zebra money", "lend-money more-rides" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct catalog_list list = CATALOG_LIST_INIT;
		struct strbuf found = STRBUF_INIT;

		make_list(&list);
		catalog_search(&list, cases[i].query);
		for (size_t k = 0; k < list.count; k++) {
			strbuf_addf(&found, "%s%s", k ? " " : "",
				    list.items[k].name);
			assert_true(list.items[k].score > 0);
		}
		assert_string_equal(found.text, cases[i].found);
		strbuf_release(&found);
		catalog_list_release(&list);
	}
}

/* Few are found by "keep" and "me", but most say them; of "wine" few speak. */
static void what_most_scripts_say_is_no_topic(void **state)
{
	static const struct {
		const char *said;
		size_t how_many;
		const char *first;
	} cases[] = {
		{ "", 0, "keep-me-out" },
		{ "Tell me, keep it.", 4, "decline-a-drink" },
		{ "Tell me, keep it.", 12, "decline-a-drink" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct catalog_list list = CATALOG_LIST_INIT;

		make_list(&list);
		add(&list, "keep-me-out", "Keep me out", "work");
		for (size_t k = 0; k < cases[i].how_many; k++) {
			free(list.items[k].said);
			list.items[k].said = mem_string(cases[i].said);
		}
		catalog_search(&list, "you keep giving me wine, beer");
		assert_string_equal(list.items[0].name, cases[i].first);
		catalog_list_release(&list);
	}
}

static void keeps_all_for_a_query_without_words(void **state)
{
	static const char *const queries[] = { "", "  ", "?!", "you" };

	(void)state;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct catalog_list list = CATALOG_LIST_INIT;

		make_list(&list);
		catalog_search(&list, queries[i]);
		assert_int_equal(list.count, 12);
		catalog_list_release(&list);
	}
	{
		struct catalog_list none = CATALOG_LIST_INIT;

		catalog_search(&none, "drink");
		assert_int_equal(none.count, 0);
		catalog_list_release(&none);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_words_in_lower_case),
		cmocka_unit_test(gives_kindred_words_one_stem),
		cmocka_unit_test(counts_the_steps_between_names),
		cmocka_unit_test(suggests_the_nearest_name),
		cmocka_unit_test(ranks_what_it_finds),
		cmocka_unit_test(what_most_scripts_say_is_no_topic),
		cmocka_unit_test(keeps_all_for_a_query_without_words),
	};

	return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
