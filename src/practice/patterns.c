#include "practice/patterns.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "practice/run.h"
#include "script/catalog.h"

/*
 * The file of patterns; NULL where it cannot be read: a session works without
 * it. Read anew in each pass, for a session is its answers and keeps no more.
 */
static struct yaml *open_patterns(const struct run *run)
{
	struct yaml *doc = NULL;
	struct err err = { 0 };

	if (catalog_yaml(run->setup->catalog, "session/patterns.yaml", &doc,
			 &err))
		return NULL;
	return doc;
}

static const struct yaml_node *list_of(const struct yaml *doc)
{
	const struct yaml_node *list = yaml_get(yaml_root(doc), "patterns");

	return list && yaml_kind(list) == YAML_LIST ? list : NULL;
}

/* The pattern that was picked, found by its id; NULL for none. */
static const struct yaml_node *picked(const struct run *run,
				      const struct yaml_node *list)
{
	for (size_t i = 0; run->pattern.len && i < yaml_count(list); i++) {
		const struct yaml_node *item = yaml_item(list, i);
		const char *id = yaml_get_text(item, "id");

		if (id && strbuf_equals(&run->pattern, id))
			return item;
	}
	return NULL;
}

/* What the file says of a pattern, noted and said. */
static void take_up(struct run *run, const struct yaml_node *pattern)
{
	const char *id = yaml_get_text(pattern, "id");
	const char *leads = yaml_get_text(pattern, "leads");
	const char *about = yaml_get_text(pattern, "about");

	strbuf_addstr(&run->pattern, id ? id : "");
	/* Without it, things are heard in the order of the text. */
	if (leads)
		lean_named(leads, &run->leads);
	if (about)
		run_say_text(run, VOICE_COACH, about);
}

static bool ask(struct run *run, const struct yaml *doc,
		const struct yaml_node *list)
{
	const char *prompt = yaml_get_text(yaml_root(doc), "ask");
	const char *why = yaml_get_text(yaml_root(doc), "why");
	const char *answer;
	int choice;

	run_question(run, "patterns", "patterns", "patterns", NULL);
	free(run->ask.prompt);
	run->ask.prompt = mem_string(prompt ? prompt : "");
	run->ask.why = why ? mem_string(why) : NULL;
	for (size_t i = 0; i < yaml_count(list); i++) {
		const char *label = yaml_get_text(yaml_item(list, i), "label");

		strlist_add(&run->ask.choices, label ? label : "");
	}
	answer = run_take_optional(run);
	if (!answer || !*answer)
		return answer;
	choice = run_choice(run, answer);
	if (choice < 0)
		return false;
	take_up(run, yaml_item(list, (size_t)choice));
	return true;
}

bool patterns_run(struct run *run)
{
	struct yaml *doc = open_patterns(run);
	const struct yaml_node *list = doc ? list_of(doc) : NULL;
	bool answered = !list || ask(run, doc, list);

	yaml_free(doc);
	return answered;
}

void patterns_say(struct run *run, const char *part)
{
	struct yaml *doc = run->pattern.len ? open_patterns(run) : NULL;
	const struct yaml_node *list = doc ? list_of(doc) : NULL;
	const struct yaml_node *pattern = list ? picked(run, list) : NULL;
	const struct yaml_node *says = pattern ? yaml_get(pattern, part) :
		NULL;
	size_t count = says ? yaml_count(says) : 0;

	/* By the seed: another session has another one, a replay the same. */
	if (count) {
		const char *text = yaml_text(yaml_item(says,
			(size_t)(run->setup->seed % count)));

		if (text)
			run_say_text(run, VOICE_COACH, text);
	}
	yaml_free(doc);
}

bool patterns_first(const struct run *run, const struct finding *finding)
{
	return run->leads != LEAN_NONE && finding->rule->lean == run->leads;
}
