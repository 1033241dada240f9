/* Long, since it is tables of cases: a row is added where one fails. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "script/builtin.h"
#include "script/catalog.h"
#include "script/script.h"

/*
 * Three folders of our own: path/, user/ and system/. What they hold is
 * written by each test; the fourth origin is what is built in.
 */
static char root[64];

static int remove_one(const char *path, const struct stat *st, int flag,
		      struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static int setup(void **state)
{
	(void)state;
	snprintf(root, sizeof(root), "/tmp/catalog-test.XXXXXX");
	return !mkdtemp(root);
}

static int teardown(void **state)
{
	(void)state;
	return nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Writes `text` to a file below the root; its folders are made. */
static void put(const char *path, const char *text, size_t len)
{
	struct strbuf full = STRBUF_INIT;
	struct err err = { 0 };
	char *slash;

	strbuf_addf(&full, "%s/%s", root, path);
	slash = strrchr(full.text, '/');
	*slash = '\0';
	assert_int_equal(file_make_folder(full.text, 0755, &err), 0);
	*slash = '/';
	assert_int_equal(file_write(full.text, text, len, 0644, &err), 0);
	strbuf_release(&full);
}

static void put_script(const char *path, const char *title)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "---\ntitle: %s\nkind: no\n---\n# firm\nNo.\n",
		    title);
	put(path, text.text, text.len);
	strbuf_release(&text);
}

/* A catalog of the three folders and of what is built in. */
static struct catalog *open_all(void)
{
	struct strbuf path = STRBUF_INIT, user = STRBUF_INIT;
	struct strbuf system = STRBUF_INIT;
	struct catalog_folders folders = { .language = "en" };
	struct catalog *catalog;

	strbuf_addf(&path, "%s/path::%s/missing", root, root);
	strbuf_addf(&user, "%s/user/", root);
	strbuf_addf(&system, "%s/system", root);
	folders.path = path.text;
	folders.user = user.text;
	folders.system = system.text;
	catalog = catalog_open(&folders);
	strbuf_release(&path);
	strbuf_release(&user);
	strbuf_release(&system);
	return catalog;
}

/* The title of a script, and below the root where it was found. */
static void check_found(const struct catalog *catalog, const char *name,
			const char *title, const char *place)
{
	struct script *script = NULL;
	struct err err = { 0 };

	if (catalog_load(catalog, name, &script, &err))
		fail_msg("%s: %s", name, err.text);
	assert_string_equal(script->title, title);
	if (place) {
		assert_memory_equal(script->origin, root, strlen(root));
		assert_string_equal(script->origin + strlen(root), place);
	} else {
		assert_string_equal(script->origin, "built in");
	}
	script_free(script);
}

static void takes_the_first_origin_that_has_it(void **state)
{
	struct catalog *catalog = open_all();

	(void)state;
	check_found(catalog, "decline-a-drink", "Turn down a drink", NULL);
	put_script("system/en/no/decline-a-drink.md", "system");
	check_found(catalog, "decline-a-drink", "system",
		    "/system/en/no/decline-a-drink.md");
	put_script("user/en/hold/decline-a-drink.md", "user kind");
	check_found(catalog, "decline-a-drink", "user kind",
		    "/user/en/hold/decline-a-drink.md");
	put_script("user/en/decline-a-drink.md", "user language");
	check_found(catalog, "decline-a-drink", "user language",
		    "/user/en/decline-a-drink.md");
	put_script("user/decline-a-drink.md", "user");
	check_found(catalog, "decline-a-drink", "user",
		    "/user/decline-a-drink.md");
	put_script("path/en/no/decline-a-drink.md", "path");
	check_found(catalog, "decline-a-drink", "path",
		    "/path/en/no/decline-a-drink.md");
	catalog_free(catalog);
	catalog_free(NULL);
}

static void lists_the_folders_in_order(void **state)
{
	static const char *const tails[] = { "/path", "/missing", "/user",
					     "/system" };
	struct catalog_folders folders = { "", "/u", "/s", "en" };
	struct catalog *catalog = open_all();
	const struct strlist *list = catalog_folders(catalog);

	(void)state;
	assert_int_equal(list->count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(list->items[i] + strlen(root), tails[i]);
	catalog_free(catalog);

	catalog = catalog_open(&folders);
	assert_int_equal(catalog_folders(catalog)->count, 0);
	assert_string_equal(catalog_language(catalog), "en");
	catalog_free(catalog);
	folders.path = NULL;
	catalog = catalog_open(&folders);
	assert_int_equal(catalog_folders(catalog)->count, 2);
	catalog_free(catalog);
}

static void knows_a_name_from_a_path(void **state)
{
	static const struct {
		const char *name;
		bool ok;
	} cases[] = {
		{ "a", true },		{ "decline-a-drink", true },
		{ "0", true },		{ "a-", true },
		{ "", false },		{ "-a", false },
		{ "A", false },		{ "a b", false },
		{ "../a", false },	{ "a/b", false },
		{ "a.md", false },	{ ".a", false },
		{ "\xc3\xa9", false },	{ "a\n", false },
	};
	struct catalog *catalog = open_all();
	struct script *script = NULL;
	struct err err = { 0 };
	char name[66];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(catalog_name_ok(cases[i].name), cases[i].ok);
		if (!cases[i].ok)
			assert_int_equal(catalog_load(catalog, cases[i].name,
						      &script, &err),
					 ERR_USAGE);
	}
	memset(name, 'a', sizeof(name));
	name[64] = '\0';
	assert_true(catalog_name_ok(name));
	name[64] = 'a';
	name[65] = '\0';
	assert_false(catalog_name_ok(name));
	assert_null(script);
	catalog_free(catalog);
}

static void suggests_a_name(void **state)
{
	static const struct {
		const char *name, *text;
	} cases[] = {
		{ "decline-a-drnk", "no script called \"decline-a-drnk\"; did "
				    "you mean \"decline-a-drink\"?" },
		{ "my-own-scrip", "no script called \"my-own-scrip\"; did you "
				  "mean \"my-own-script\"?" },
		{ "xyzzy", "no script called \"xyzzy\"" },
	};
	struct catalog *catalog = open_all();

	(void)state;
	put_script("user/my-own-script.md", "mine");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct script *script = NULL;
		struct err err = { 0 };

		assert_int_equal(catalog_load(catalog, cases[i].name, &script,
					      &err), ERR_NOTFOUND);
		assert_string_equal(err.text, cases[i].text);
		assert_null(script);
	}
	catalog_free(catalog);
}

static void names_the_origin_of_a_fault(void **state)
{
	static const char faulty[] = "---\ntitle: [\n---\n";
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct strbuf large = STRBUF_INIT, origin = STRBUF_INIT;
	struct catalog *catalog = open_all();
	struct script *script = NULL;
	struct err err = { 0 };

	(void)state;
	put("path/decline-a-drink.md", faulty, strlen(faulty));
	strbuf_addf(&path, "%s/path/decline-a-drink.md", root);
	strbuf_addf(&text, "decline-a-drink (%s): a bracket is not closed",
		    path.text);
	assert_int_equal(catalog_load(catalog, "decline-a-drink", &script,
				      &err), ERR_INPUT);
	assert_string_equal(err.text, text.text);
	assert_int_equal(err.line, 2);
	assert_string_equal(err.quote, "title: [");
	assert_int_equal(catalog_load_file(path.text, &script, &err),
			 ERR_INPUT);
	assert_string_equal(err.text, text.text);
	assert_int_equal(catalog_source(catalog, "decline-a-drink", &large,
					&origin, &err), 0);
	assert_string_equal(large.text, faulty);
	assert_string_equal(origin.text, path.text);

	while (large.len <= SCRIPT_MAX)
		strbuf_addch(&large, '\n');
	put("path/large.md", large.text, large.len);
	assert_int_equal(catalog_load(catalog, "large", &script, &err),
			 ERR_INPUT);
	strbuf_reset(&path);
	strbuf_addf(&path, "%s/path/folder.md", root);
	assert_int_equal(mkdir(path.text, 0755), 0);
	assert_int_equal(catalog_load(catalog, "folder", &script, &err),
			 ERR_SYSTEM);
	assert_int_equal(catalog_load_file("/nonexistent", &script, &err),
			 ERR_NOTFOUND);
	assert_null(script);
	strbuf_release(&path);
	strbuf_release(&text);
	strbuf_release(&large);
	strbuf_release(&origin);
	catalog_free(catalog);
}

static void loads_a_file_by_its_path(void **state)
{
	struct strbuf path = STRBUF_INIT;
	struct script *script = NULL;
	struct err err = { 0 };

	(void)state;
	put_script("elsewhere/My Script.md", "mine");
	strbuf_addf(&path, "%s/elsewhere/My Script.md", root);
	assert_int_equal(catalog_load_file(path.text, &script, &err), 0);
	assert_string_equal(script->name, "My Script");
	assert_string_equal(script->origin, path.text);
	script_free(script);
	strbuf_release(&path);
}

static const struct catalog_entry *entry(const struct catalog_list *list,
					 const char *name)
{
	const struct catalog_entry *found = NULL;

	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->items[i].name, name))
			continue;
		assert_null(found);
		found = &list->items[i];
	}
	return found;
}

static void lists_each_script_once(void **state)
{
	struct catalog *catalog = open_all();
	struct catalog_list before = CATALOG_LIST_INIT;
	struct catalog_list list = CATALOG_LIST_INIT;
	struct strlist names = STRLIST_INIT;
	const struct catalog_entry *found;

	(void)state;
	catalog_list(catalog, &before);
	put_script("user/decline-a-drink.md", "user");
	put_script("system/en/no/decline-a-drink.md", "system");
	put_script("system/en/mine.md", "Mine");
	put_script("system/en/other/stray.md", "no kind has this folder");
	put_script("system/README.md", "no name");
	put_script("system/.hidden.md", "hidden");
	put("system/en/need/faulty.md", "---\n", 4);
	put("system/en/need/notes.txt", "x", 1);
	catalog_list(catalog, &list);
	assert_int_equal(list.count, before.count + 2);
	found = entry(&list, "decline-a-drink");
	assert_string_equal(found->title, "user");
	assert_string_equal(found->kind, "no");
	assert_false(found->faulty);
	found = entry(&list, "faulty");
	assert_true(found->faulty);
	assert_string_equal(found->title, "");
	assert_string_equal(found->kind, "");
	assert_true(strlist_has(&found->words, "faulty"));
	found = entry(&list, "mine");
	assert_string_equal(found->origin + strlen(root),
			    "/system/en/mine.md");
	assert_null(entry(&list, "stray"));
	for (size_t i = 1; i < list.count; i++) {
		int order = strcmp(list.items[i - 1].kind, list.items[i].kind);

		assert_true(order < 0 ||
			    (!order && strcmp(list.items[i - 1].name,
					      list.items[i].name) < 0));
	}
	catalog_script_names(catalog, &names);
	assert_int_equal(names.count, list.count);
	strlist_release(&names);
	catalog_list_release(&before);
	catalog_list_release(&list);
	catalog_free(catalog);
}

/* As somebody would tell it, and not in the words of the title. */
static void finds_built_in_scripts_by_a_sentence(void **state)
{
	static const struct {
		const char *query, *wanted;
	} cases[] = {
		{ "Sam keeps offering me beer", "decline-a-drink" },
		{ "my uncle pours me wine at every wedding",
		  "decline-a-drink" },
		{ "my sister asks for money again", "lend-money-to-family" },
		{ "he calls me every night", "late-night-calls-from-a-friend" },
		{ "my mother drops in without calling", "no-drop-in-visits" },
		{ "she reads my phone", "my-phone-is-private" },
		{ "an old friend is offering me pills",
		  "drugs-from-an-old-friend" },
		{ "they make jokes about me being sober",
		  "jokes-about-my-sobriety" },
		{ "she wants to hug me", "decline-a-hug" },
		{ "i keep wanting to text my ex", "no-text-to-an-ex-tonight" },
		{ "they want me to come to the bar", "night-out-at-a-bar" },
		{ "my cousin tells people about my treatment",
		  "keep-my-treatment-private" },
	};
	const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct catalog_list list = CATALOG_LIST_INIT;

		catalog_list(catalog, &list);
		catalog_search(&list, cases[i].query);
		assert_true(list.count > 0);
		if (strcmp(list.items[0].name, cases[i].wanted) &&
		    (list.count < 2 ||
		     strcmp(list.items[1].name, cases[i].wanted)))
			fail_msg("%s: not %s, but %s", cases[i].query,
				 cases[i].wanted, list.items[0].name);
		catalog_list_release(&list);
	}
	catalog_free(catalog);
}

static void finds_built_in_scripts_by_their_words(void **state)
{
	static const struct {
		const char *query, *first;
	} cases[] = {
		{ "decline a drink", "decline-a-drink" },
		{ "turn down a drink", "decline-a-drink" },
		{ "hugging", "decline-a-hug" },
		{ "extra shifts", "extra-shift" },
		{ "borrowing money", "lend-money-to-family" },
	};
	const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct catalog_list list = CATALOG_LIST_INIT;

		catalog_list(catalog, &list);
		catalog_search(&list, cases[i].query);
		assert_true(list.count > 0);
		assert_string_equal(list.items[0].name, cases[i].first);
		catalog_list_release(&list);
	}
	catalog_free(catalog);
}

static void a_search_in_a_copy_leaves_the_list_as_it_was(void **state)
{
	const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct catalog_list all = CATALOG_LIST_INIT, list = CATALOG_LIST_INIT;
	size_t count;

	(void)state;
	catalog_list(catalog, &all);
	count = all.count;
	for (int round = 0; round < 2; round++) {
		catalog_list_copy(&all, &list);
		assert_int_equal(list.count, count);
		assert_string_equal(list.items[count - 1].title,
				    all.items[count - 1].title);
		catalog_search(&list, "borrowing money");
		assert_in_range(list.count, 1, count - 1);
		assert_string_equal(list.items[0].name, "lend-money-to-family");
		catalog_list_release(&list);
		assert_int_equal(all.count, count);
	}
	catalog_list_release(&all);
	catalog_free(catalog);
}

static void reads_other_content(void **state)
{
	static const char *const bad[] = { "", "/etc/passwd", "../x", "a/../b",
					   "a//b", "a/", ".x", "a/.b" };
	struct strbuf text = STRBUF_INIT, origin = STRBUF_INIT;
	struct catalog *catalog = open_all();
	struct err err = { 0 };

	(void)state;
	assert_int_equal(catalog_file(catalog, "partner/replies.yaml", &text,
				      &origin, &err), 0);
	assert_string_equal(origin.text, "en/partner/replies.yaml");
	assert_string_equal(text.text, builtin_find(origin.text)->text);
	put("user/en/partner/replies.yaml", "mine", 4);
	strbuf_reset(&text);
	strbuf_reset(&origin);
	assert_int_equal(catalog_file(catalog, "partner/replies.yaml", &text,
				      &origin, &err), 0);
	assert_string_equal(text.text, "mine");
	assert_string_equal(origin.text + strlen(root),
			    "/user/en/partner/replies.yaml");
	strbuf_reset(&text);
	strbuf_reset(&origin);
	assert_int_equal(catalog_file(catalog, "partner/nothing.yaml", &text,
				      &origin, &err), ERR_NOTFOUND);
	assert_string_equal(err.text, "there is no en/partner/nothing.yaml");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(catalog_file(catalog, bad[i], &text, &origin,
					      &err), ERR_USAGE);
	assert_int_equal(text.len, 0);
	assert_int_equal(origin.len, 0);
	strbuf_release(&text);
	strbuf_release(&origin);
	catalog_free(catalog);
}

static void names_other_content(void **state)
{
	struct catalog *catalog = open_all();
	struct strlist before = STRLIST_INIT, names = STRLIST_INIT;

	(void)state;
	catalog_names(catalog, "partner/tactics", ".md", &before);
	assert_true(strlist_has(&before, "guilt.md"));
	put("user/en/partner/tactics/guilt.md", "x", 1);
	put("user/en/partner/tactics/aaa.md", "x", 1);
	put("system/en/partner/tactics/aaa.md", "x", 1);
	put("system/en/partner/tactics/aaa.txt", "x", 1);
	catalog_names(catalog, "partner/tactics", ".md", &names);
	assert_int_equal(names.count, before.count + 1);
	assert_string_equal(names.items[0], "aaa.md");
	strlist_release(&names);
	/* What lies one folder deeper is not named. */
	catalog_names(catalog, "partner", ".md", &names);
	assert_int_equal(names.count, 0);
	catalog_names(catalog, "partner", ".yaml", &names);
	assert_true(strlist_has(&names, "replies.yaml"));
	strlist_release(&names);
	catalog_names(catalog, "nothing", "", &names);
	assert_int_equal(names.count, 0);
	strlist_release(&before);
	strlist_release(&names);
	catalog_free(catalog);
}

static void knows_whether_content_is_as_built(void **state)
{
	const struct builtin *file = builtin_find("en/partner/tactics/why.md");
	struct strbuf changed = STRBUF_INIT;
	struct catalog *catalog = open_all();

	(void)state;
	assert_non_null(file);
	assert_true(catalog_is_pristine(catalog, "partner"));
	put_script("user/en/no/mine.md", "elsewhere");
	assert_true(catalog_is_pristine(catalog, "partner"));
	assert_false(catalog_is_pristine(catalog, "no"));
	put("system/en/partner/tactics/why.md", file->text, file->len);
	assert_true(catalog_is_pristine(catalog, "partner"));
	strbuf_add(&changed, file->text, file->len);
	changed.text[changed.len - 2] ^= 1;
	put("system/en/partner/tactics/why.md", changed.text, changed.len);
	assert_false(catalog_is_pristine(catalog, "partner"));
	put("system/en/partner/tactics/why.md", file->text, file->len);
	put("user/en/partner/tactics/new.md", "x", 1);
	assert_false(catalog_is_pristine(catalog, "partner"));
	assert_true(catalog_is_pristine(catalog, "nothing"));
	strbuf_release(&changed);
	catalog_free(catalog);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(takes_the_first_origin_that_has_it),
		TEST(lists_the_folders_in_order),
		TEST(knows_a_name_from_a_path),
		TEST(suggests_a_name),
		TEST(names_the_origin_of_a_fault),
		TEST(loads_a_file_by_its_path),
		TEST(lists_each_script_once),
		TEST(finds_built_in_scripts_by_a_sentence),
		TEST(finds_built_in_scripts_by_their_words),
		TEST(a_search_in_a_copy_leaves_the_list_as_it_was),
		TEST(reads_other_content),
		TEST(names_other_content),
		TEST(knows_whether_content_is_as_built),
	};

	return cmocka_run_group_tests_name("catalog", tests, NULL, NULL);
}
