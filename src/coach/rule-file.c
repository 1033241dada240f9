/* Reading a rule from its file: the other half of rule.h. */

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/yaml.h"
#include "coach/lexicon.h"
#include "coach/rule.h"
#include "script/front-matter.h"

#define EXAMPLES_MIN 3
#define WITHIN_DEFAULT 6

/* A rule that owns its parts: the public struct points into it. */
struct owned_rule {
	struct rule rule;	/* first, so that a rule is freed as its owner */
	struct strlist strings;
	struct strlist bad, good;
	struct rule_case *cases;
	const struct lexicon *lex;	/* while it is read, with what is wrong */
	struct errlist faults;
	struct err err;
};

enum value { SET, NUMBER, FIRMNESS, PLACE };

static const struct key {
	const char *name;
	enum value value;
	size_t offset;
} case_keys[] = {
	{ "has", SET, offsetof(struct rule_case, has) },
	{ "near", SET, offsetof(struct rule_case, near) },
	{ "not-near", SET, offsetof(struct rule_case, not_near) },
	{ "before", SET, offsetof(struct rule_case, before) },
	{ "after", SET, offsetof(struct rule_case, after) },
	{ "inside", SET, offsetof(struct rule_case, inside) },
	{ "not-inside", SET, offsetof(struct rule_case, not_inside) },
	{ "also", SET, offsetof(struct rule_case, also) },
	{ "lacks", SET, offsetof(struct rule_case, lacks) },
	{ "more-than", NUMBER, offsetof(struct rule_case, more_than) },
	{ "within", NUMBER, offsetof(struct rule_case, within) },
	{ "words-over", NUMBER, offsetof(struct rule_case, words_over) },
	{ "words-under", NUMBER, offsetof(struct rule_case, words_under) },
	{ "words-after-over", NUMBER,
	  offsetof(struct rule_case, words_after_over) },
	{ "firmness-over", FIRMNESS,
	  offsetof(struct rule_case, firmness_over) },
	{ "firmness-under", FIRMNESS,
	  offsetof(struct rule_case, firmness_under) },
	{ "at", PLACE, offsetof(struct rule_case, place) },
};

static const char *const rule_keys[] = {
	"title", "level", "lean", "for", "when", "message", "try", "why",
	"source", "strong", "weak", "bad", "good", "see",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Keeps the fault that `ret` says is in r->err. */
static void note(struct owned_rule *r, int ret)
{
	if (ret)
		errlist_add(&r->faults, &r->err);
}

static void add_move(struct owned_rule *r, struct move_set *set,
		     const struct yaml_node *node)
{
	const char *name = yaml_text(node);
	int move = name ? lexicon_move(r->lex, name) : -1;

	if (!name)
		note(r, yaml_err(node, &r->err, "a move is one word"));
	else if (move < 0)
		note(r, yaml_err(node, &r->err, "there is no move %s", name));
	else if (set->count == MOVE_SET_MAX)
		note(r, yaml_err(node, &r->err, "more than %d moves in one key",
				 MOVE_SET_MAX));
	else
		set->ids[set->count++] = (uint16_t)move;
}

static void read_set(struct owned_rule *r, struct move_set *set,
		     const struct yaml_node *node)
{
	if (yaml_kind(node) == YAML_TEXT)
		add_move(r, set, node);
	else if (yaml_kind(node) == YAML_MAP)
		note(r, yaml_err(node, &r->err, "moves are a word or a list"));
	else
		for (size_t i = 0; i < yaml_count(node); i++)
			add_move(r, set, yaml_item(node, i));
}

static void read_place(struct owned_rule *r, enum place *place,
		       const struct yaml_node *node)
{
	const char *text = yaml_text(node);

	if (text && !strcmp(text, "first"))
		*place = PLACE_FIRST;
	else if (text && !strcmp(text, "last"))
		*place = PLACE_LAST;
	else
		note(r, yaml_err(node, &r->err, "`at` is first or last"));
}

static void read_key(struct owned_rule *r, struct rule_case *c,
		     const struct key *key, const struct yaml_node *node)
{
	void *at = (char *)c + key->offset;
	long number = 0;
	int ret;

	if (key->value == SET) {
		read_set(r, at, node);
		return;
	}
	if (key->value == PLACE) {
		read_place(r, at, node);
		return;
	}
	ret = yaml_number(node, key->name, 0,
			  key->value == FIRMNESS ? 6 : 10000, &number, &r->err);
	note(r, ret);
	if (ret)
		return;
	if (key->value == FIRMNESS)
		*(int16_t *)at = (int16_t)number;
	else
		*(uint16_t *)at = (uint16_t)number;
}

static void read_case(struct owned_rule *r, struct rule_case *c,
		      const struct yaml_node *node)
{
	*c = (struct rule_case){ .within = WITHIN_DEFAULT,
				 .firmness_over = FIRMNESS_NONE,
				 .firmness_under = FIRMNESS_NONE };
	if (yaml_kind(node) != YAML_MAP || !yaml_count(node)) {
		note(r, yaml_err(node, &r->err, "a case is {key: value, ...}"));
		return;
	}
	for (size_t i = 0; i < yaml_count(node); i++) {
		const struct yaml_node *value = yaml_item(node, i);
		size_t k = 0;

		while (k < COUNT(case_keys) &&
		       strcmp(case_keys[k].name, yaml_key(node, i)))
			k++;
		if (k == COUNT(case_keys))
			note(r, yaml_err(value, &r->err,
					 "a case has no key %s",
					 yaml_key(node, i)));
		else
			read_key(r, c, &case_keys[k], value);
	}
}

static void read_cases(struct owned_rule *r, const struct yaml_node *head)
{
	const struct yaml_node *when = yaml_get(head, "when");

	if (!when || yaml_kind(when) != YAML_LIST || !yaml_count(when)) {
		note(r, yaml_err(when ? when : head, &r->err,
				 "`when` is a list of cases"));
		return;
	}
	r->rule.case_count = yaml_count(when);
	r->cases = mem_array(r->rule.case_count, sizeof(*r->cases));
	r->rule.cases = r->cases;
	for (size_t i = 0; i < r->rule.case_count; i++)
		read_case(r, &r->cases[i], yaml_item(when, i));
}

static void add_kind(struct owned_rule *r, const struct yaml_node *node)
{
	const char *name = yaml_text(node);
	unsigned kind = name ? kind_named(name) : 0;

	if (!kind)
		note(r, yaml_err(node, &r->err, "there is no kind %s",
				 name ? name : "like this"));
	r->rule.kinds |= kind;
}

static void read_kinds(struct owned_rule *r, const struct yaml_node *head)
{
	const struct yaml_node *kinds = yaml_get(head, "for");

	if (!kinds)
		return;
	if (yaml_kind(kinds) != YAML_LIST)
		add_kind(r, kinds);
	for (size_t i = 0; i < yaml_count(kinds); i++)
		add_kind(r, yaml_item(kinds, i));
}

static void read_level(struct owned_rule *r, const struct yaml_node *head)
{
	const struct yaml_node *level = yaml_get(head, "level");
	const struct yaml_node *lean = yaml_get(head, "lean");
	const char *name = level ? yaml_text(level) : NULL;

	if (!name || !level_named(name, &r->rule.level))
		note(r, yaml_err(level ? level : head, &r->err, "`level` is "
				 "problem, hint, note or strength"));
	name = lean ? yaml_text(lean) : NULL;
	if (!name || !lean_named(name, &r->rule.lean))
		note(r, yaml_err(lean ? lean : head, &r->err,
				 "`lean` is soft, hard or none"));
}

/* Keeps a copy and returns it; "" where the head has no such key. */
static const char *keep(struct owned_rule *r, const char *text)
{
	if (!text)
		return "";
	strlist_add(&r->strings, text);
	return r->strings.items[r->strings.count - 1];
}

static void read_examples(struct owned_rule *r, struct strlist *out,
			  const struct yaml_node *head, const char *key)
{
	const struct yaml_node *list = yaml_get(head, key);

	if (!list || yaml_count(list) < EXAMPLES_MIN)
		note(r, yaml_err(list ? list : head, &r->err,
				 "`%s` wants %d examples or more", key,
				 EXAMPLES_MIN));
	for (size_t i = 0; list && i < yaml_count(list); i++) {
		const char *text = yaml_text(yaml_item(list, i));

		if (text)
			strlist_add(out, text);
		else
			note(r, yaml_err(yaml_item(list, i), &r->err,
					 "an example is text"));
	}
}

static void check_keys(struct owned_rule *r, const struct yaml_node *head)
{
	static const char *const needed[] = { "title", "message", "why" };

	for (size_t i = 0; i < yaml_count(head); i++) {
		size_t k = 0;

		while (k < COUNT(rule_keys) &&
		       strcmp(rule_keys[k], yaml_key(head, i)))
			k++;
		if (k == COUNT(rule_keys))
			note(r, yaml_err(yaml_item(head, i), &r->err,
					 "a rule has no key %s",
					 yaml_key(head, i)));
	}
	for (size_t i = 0; i < COUNT(needed); i++)
		if (!yaml_get_text(head, needed[i]))
			note(r, yaml_err(head, &r->err, "a rule needs `%s`",
					 needed[i]));
}

static void read_texts(struct owned_rule *r, const char *id,
		       const char *origin, const struct front_matter *fm)
{
	const struct yaml_node *head = yaml_root(fm->head);
	struct strbuf body = STRBUF_INIT;
	struct rule *rule = &r->rule;

	strbuf_add(&body, fm->body, fm->body_len);
	strbuf_trim(&body);
	rule->id = keep(r, id);
	rule->origin = keep(r, origin);
	rule->title = keep(r, yaml_get_text(head, "title"));
	rule->message = keep(r, yaml_get_text(head, "message"));
	rule->suggestion = keep(r, yaml_get_text(head, "try"));
	rule->why = keep(r, yaml_get_text(head, "why"));
	rule->source = keep(r, yaml_get_text(head, "source"));
	rule->strong = keep(r, yaml_get_text(head, "strong"));
	rule->weak = keep(r, yaml_get_text(head, "weak"));
	rule->body = keep(r, body.text);
	strbuf_release(&body);
	rule->bad = (const char *const *)r->bad.items;
	rule->bad_count = r->bad.count;
	rule->good = (const char *const *)r->good.items;
	rule->good_count = r->good.count;
}

/* Reads all of it; what is wrong is in r->faults, by place. */
static void read_rule(struct owned_rule *r, const char *id, const char *origin,
		      const char *text, size_t len)
{
	struct front_matter fm = { 0 };
	const struct yaml_node *head;
	int ret;

	ret = front_matter_parse(&fm, text, len, &r->err);
	note(r, ret);
	if (ret)
		return;
	head = yaml_root(fm.head);
	check_keys(r, head);
	read_level(r, head);
	read_kinds(r, head);
	read_cases(r, head);
	read_examples(r, &r->bad, head, "bad");
	read_examples(r, &r->good, head, "good");
	read_texts(r, id, origin, &fm);
	front_matter_release(&fm);
	errlist_sort(&r->faults);
}

int rule_parse(struct rule **out, const char *id, const char *origin,
	       const char *text, size_t len, const struct lexicon *lex,
	       struct err *err)
{
	struct owned_rule *r = mem_array(1, sizeof(*r));
	int ret = 0;

	r->lex = lex;
	read_rule(r, id, origin, text, len);
	if (r->faults.count) {
		*err = r->faults.items[0];
		err_prefix(err, origin);
		ret = ERR_INPUT;
	} else {
		*out = &r->rule;
		r = NULL;
	}
	rule_free(r ? &r->rule : NULL);
	return ret;
}

void rule_lint(const char *id, const char *origin, const char *text,
	       size_t len, const struct lexicon *lex, struct errlist *faults)
{
	struct owned_rule *r = mem_array(1, sizeof(*r));

	r->lex = lex;
	read_rule(r, id, origin, text, len);
	for (size_t i = 0; i < r->faults.count; i++) {
		err_prefix(&r->faults.items[i], origin);
		errlist_add(faults, &r->faults.items[i]);
	}
	rule_free(&r->rule);
}

void rule_free(struct rule *rule)
{
	struct owned_rule *r = (struct owned_rule *)rule;

	if (!r)
		return;
	strlist_release(&r->strings);
	strlist_release(&r->bad);
	strlist_release(&r->good);
	free(r->cases);
	errlist_release(&r->faults);
	free(r);
}
