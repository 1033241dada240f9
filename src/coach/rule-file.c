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

static int add_move(struct move_set *set, const struct yaml_node *node,
		    const struct lexicon *lex, struct err *err)
{
	const char *name = yaml_text(node);
	int move = name ? lexicon_move(lex, name) : -1;

	if (!name)
		return yaml_err(node, err, "a move is one word");
	if (move < 0)
		return yaml_err(node, err, "there is no move %s", name);
	if (set->count == MOVE_SET_MAX)
		return yaml_err(node, err, "more than %d moves in one key",
				MOVE_SET_MAX);
	set->ids[set->count++] = (uint16_t)move;
	return 0;
}

static int read_set(struct move_set *set, const struct yaml_node *node,
		    const struct lexicon *lex, struct err *err)
{
	int ret = 0;

	if (yaml_kind(node) == YAML_TEXT)
		return add_move(set, node, lex, err);
	if (yaml_kind(node) == YAML_MAP)
		return yaml_err(node, err, "moves are a word or a list");
	for (size_t i = 0; !ret && i < yaml_count(node); i++)
		ret = add_move(set, yaml_item(node, i), lex, err);
	return ret;
}

static int read_place(enum place *place, const struct yaml_node *node,
		      struct err *err)
{
	const char *text = yaml_text(node);

	if (text && !strcmp(text, "first"))
		*place = PLACE_FIRST;
	else if (text && !strcmp(text, "last"))
		*place = PLACE_LAST;
	else
		return yaml_err(node, err, "`at` is first or last");
	return 0;
}

static int read_key(struct rule_case *c, const struct key *key,
		    const struct yaml_node *node, const struct lexicon *lex,
		    struct err *err)
{
	void *at = (char *)c + key->offset;
	long number;
	int ret;

	if (key->value == SET)
		return read_set(at, node, lex, err);
	if (key->value == PLACE)
		return read_place(at, node, err);
	ret = yaml_number(node, key->name, 0,
			  key->value == FIRMNESS ? 6 : 10000, &number, err);
	if (ret)
		return ret;
	if (key->value == FIRMNESS)
		*(int16_t *)at = (int16_t)number;
	else
		*(uint16_t *)at = (uint16_t)number;
	return 0;
}

static int read_case(struct rule_case *c, const struct yaml_node *node,
		     const struct lexicon *lex, struct err *err)
{
	*c = (struct rule_case){ .within = WITHIN_DEFAULT,
				 .firmness_over = FIRMNESS_NONE,
				 .firmness_under = FIRMNESS_NONE };
	if (yaml_kind(node) != YAML_MAP || !yaml_count(node))
		return yaml_err(node, err, "a case is {key: value, ...}");
	for (size_t i = 0; i < yaml_count(node); i++) {
		const struct yaml_node *value = yaml_item(node, i);
		size_t k = 0;
		int ret;

		while (k < COUNT(case_keys) &&
		       strcmp(case_keys[k].name, yaml_key(node, i)))
			k++;
		if (k == COUNT(case_keys))
			return yaml_err(value, err, "a case has no key %s",
					yaml_key(node, i));
		ret = read_key(c, &case_keys[k], value, lex, err);
		if (ret)
			return ret;
	}
	return 0;
}

static int read_cases(struct owned_rule *r, const struct yaml_node *head,
		      const struct lexicon *lex, struct err *err)
{
	const struct yaml_node *when = yaml_get(head, "when");
	int ret = 0;

	if (!when || yaml_kind(when) != YAML_LIST || !yaml_count(when))
		return yaml_err(when ? when : head, err,
				"`when` is a list of cases");
	r->rule.case_count = yaml_count(when);
	r->cases = mem_array(r->rule.case_count, sizeof(*r->cases));
	r->rule.cases = r->cases;
	for (size_t i = 0; !ret && i < r->rule.case_count; i++)
		ret = read_case(&r->cases[i], yaml_item(when, i), lex, err);
	return ret;
}

static int read_kinds(struct owned_rule *r, const struct yaml_node *head,
		      struct err *err)
{
	const struct yaml_node *list = yaml_get(head, "for");

	for (size_t i = 0; list && i < yaml_count(list); i++) {
		const char *name = yaml_text(yaml_item(list, i));
		unsigned kind = name ? kind_named(name) : 0;

		if (!kind)
			return yaml_err(yaml_item(list, i), err,
					"there is no kind %s",
					name ? name : "like this");
		r->rule.kinds |= kind;
	}
	return 0;
}

static int read_level(struct owned_rule *r, const struct yaml_node *head,
		      struct err *err)
{
	const char *level = yaml_get_text(head, "level");
	const char *lean = yaml_get_text(head, "lean");

	if (!level || !level_named(level, &r->rule.level))
		return yaml_err(head, err, "`level` is problem, hint, note or "
				"strength");
	if (!lean || !lean_named(lean, &r->rule.lean))
		return yaml_err(head, err, "`lean` is soft, hard or none");
	return 0;
}

/* Keeps a copy and returns it; "" where the head has no such key. */
static const char *keep(struct owned_rule *r, const char *text)
{
	if (!text)
		return "";
	strlist_add(&r->strings, text);
	return r->strings.items[r->strings.count - 1];
}

static int read_examples(struct strlist *out, const struct yaml_node *head,
			 const char *key, struct err *err)
{
	const struct yaml_node *list = yaml_get(head, key);

	if (!list || yaml_count(list) < EXAMPLES_MIN)
		return yaml_err(list ? list : head, err,
				"`%s` wants %d examples or more", key,
				EXAMPLES_MIN);
	for (size_t i = 0; i < yaml_count(list); i++) {
		const char *text = yaml_text(yaml_item(list, i));

		if (!text)
			return yaml_err(yaml_item(list, i), err,
					"an example is text");
		strlist_add(out, text);
	}
	return 0;
}

static int check_keys(const struct yaml_node *head, struct err *err)
{
	static const char *const needed[] = { "title", "message", "why" };

	for (size_t i = 0; i < yaml_count(head); i++) {
		size_t k = 0;

		while (k < COUNT(rule_keys) &&
		       strcmp(rule_keys[k], yaml_key(head, i)))
			k++;
		if (k == COUNT(rule_keys))
			return yaml_err(yaml_item(head, i), err,
					"a rule has no key %s",
					yaml_key(head, i));
	}
	for (size_t i = 0; i < COUNT(needed); i++)
		if (!yaml_get_text(head, needed[i]))
			return yaml_err(head, err, "a rule needs `%s`",
					needed[i]);
	return 0;
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

int rule_parse(struct rule **out, const char *id, const char *origin,
	       const char *text, size_t len, const struct lexicon *lex,
	       struct err *err)
{
	struct owned_rule *r = mem_array(1, sizeof(*r));
	struct front_matter fm = { 0 };
	const struct yaml_node *head;
	int ret;

	ret = front_matter_parse(&fm, text, len, err);
	if (ret)
		goto out;
	head = yaml_root(fm.head);
	if ((ret = check_keys(head, err)) ||
	    (ret = read_level(r, head, err)) ||
	    (ret = read_kinds(r, head, err)) ||
	    (ret = read_cases(r, head, lex, err)) ||
	    (ret = read_examples(&r->bad, head, "bad", err)) ||
	    (ret = read_examples(&r->good, head, "good", err)))
		goto out;
	read_texts(r, id, origin, &fm);
	*out = &r->rule;
	r = NULL;
out:
	if (ret)
		err_prefix(err, origin);
	front_matter_release(&fm);
	rule_free(r ? &r->rule : NULL);
	return ret;
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
	free(r);
}
