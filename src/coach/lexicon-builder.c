/*
 * Long for a file here: it is the one place where files become phrases
 * and phrases become parts and joins, and each step needs the builder.
 */

#include "coach/lexicon-builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "coach/automaton.h"
#include "coach/firsts.h"
#include "coach/joins.h"
#include "coach/phrase.h"
#include "coach/references.h"
#include "coach/vocabulary.h"
#include "coach/words.h"
#include "script/front-matter.h"

/* A phrase file: what it says of itself, and its lines for later. */
struct source {
	char *name, *origin, *title, *about, *say;
	char *text;
	size_t len;
};

/* A group of choices that stands in a phrase, known by what it holds. */
struct group {
	struct phrase_sequence *sequences;
	size_t count;
	uint32_t part;
};

/* Groups are numbered behind the named lists. */
#define GROUP_FIRST LEXICON_MOVES_MAX

struct lexicon_builder {
	struct vocabulary vocabulary;
	struct automaton automaton;
	struct source sources[LEXICON_MOVES_MAX];
	struct move moves[LEXICON_MOVES_MAX];
	uint32_t move_count;
	uint8_t *part_words;
	uint16_t *part_firsts;	/* word, of parts that have words */
	size_t part_count, part_capacity;
	struct firsts firsts;
	struct joins joins;
	struct group *groups;
	size_t group_count, group_capacity;
	struct references references;
	size_t settled;		/* references of the lines before this one */
	uint32_t reading;	/* the list whose phrases are being read */
};

static void computed(struct lexicon_builder *b, const char *name)
{
	struct source *source = &b->sources[b->move_count];

	source->name = mem_string(name);
	source->title = mem_string("");
	source->about = mem_string("");
	source->say = mem_string("");
	b->moves[b->move_count++] = (struct move){
		source->name, source->title, source->about, source->say,
		MOVE_COMPUTED, 0
	};
}

struct lexicon_builder *lexicon_builder_new(void)
{
	struct lexicon_builder *b = mem_array(1, sizeof(*b));

	vocabulary_init(&b->vocabulary);
	automaton_init(&b->automaton);
	joins_init(&b->joins);
	computed(b, "question");	/* MOVES_QUESTION in moves.c */
	computed(b, "shout");		/* MOVES_SHOUT */
	return b;
}

void lexicon_builder_free(struct lexicon_builder *b)
{
	if (!b)
		return;
	for (uint32_t i = 0; i < b->move_count; i++) {
		struct source *s = &b->sources[i];

		free(s->name);
		free(s->origin);
		free(s->title);
		free(s->about);
		free(s->say);
		free(s->text);
	}
	for (size_t i = 0; i < b->group_count; i++)
		free(b->groups[i].sequences);
	free(b->groups);
	vocabulary_release(&b->vocabulary);
	automaton_release(&b->automaton);
	joins_release(&b->joins);
	free(b->part_words);
	free(b->part_firsts);
	firsts_release(&b->firsts);
	references_release(&b->references);
	free(b);
}

int lexicon_builder_forms(struct lexicon_builder *b, const char *text,
			  size_t len, struct err *err)
{
	return vocabulary_read_forms(&b->vocabulary, text, len, err);
}

static char *text_or_empty(const struct front_matter *fm, const char *key)
{
	const char *text = yaml_get_text(yaml_root(fm->head), key);

	return mem_string(text ? text : "");
}

int lexicon_builder_add(struct lexicon_builder *b, enum move_kind kind,
			const char *name, const char *origin, const char *text,
			size_t len, struct err *err)
{
	struct front_matter fm = { 0 };
	struct source *source = &b->sources[b->move_count];
	int ret;

	if (b->move_count == LEXICON_MOVES_MAX)
		return err_set(err, ERR_INPUT, "more than %d phrase lists",
			       LEXICON_MOVES_MAX);
	for (uint32_t i = 0; i < b->move_count; i++)
		if (!strcmp(b->moves[i].name, name))
			return err_set(err, ERR_INPUT,
				       "%s: there is a list %s already", origin,
				       name);
	ret = front_matter_parse(&fm, text, len, err);
	if (ret) {
		err_prefix(err, origin);
		return ret;
	}
	source->name = mem_string(name);
	source->origin = mem_string(origin);
	source->title = text_or_empty(&fm, "title");
	source->about = text_or_empty(&fm, "about");
	source->say = text_or_empty(&fm, "say");
	source->text = mem_copy(text, len);
	source->len = len;
	b->moves[b->move_count++] = (struct move){
		source->name, source->title, source->about, source->say, kind, 0
	};
	front_matter_release(&fm);
	return 0;
}

static uint32_t new_part(struct lexicon_builder *b, size_t words,
			 uint16_t first)
{
	if (b->part_count == b->part_capacity) {
		b->part_words = mem_grow(b->part_words, &b->part_capacity, 1);
		b->part_firsts = mem_resize(b->part_firsts, b->part_capacity,
					    sizeof(*b->part_firsts));
	}
	b->part_firsts[b->part_count] = first;
	b->part_words[b->part_count] = (uint8_t)words;
	return (uint32_t)b->part_count++;
}

static uint32_t literal_part(struct lexicon_builder *b, const uint16_t *words,
			     size_t count)
{
	uint32_t state = automaton_path(&b->automaton, words, count);
	struct lexicon_state *s = &b->automaton.states[state];

	if (!s->part)
		s->part = new_part(b, count, words[0]) + 1;
	return s->part - 1;
}

static uint32_t list_part(struct lexicon_builder *b, uint32_t list)
{
	if (list >= GROUP_FIRST)
		return b->groups[list - GROUP_FIRST].part;
	if (!b->moves[list].part)
		b->moves[list].part = new_part(b, 0, 0) + 1;
	return b->moves[list].part - 1;
}

/* A sequence on its way to joins. */
struct chain {
	struct lexicon_builder *builder;
	uint16_t run[PHRASE_ITEMS_MAX];
	size_t run_len;
	uint32_t last;		/* join + 1, 0 while there is none */
	uint8_t gap_min, gap_max;
	struct lexicon_out out;
};

static void link_part(struct chain *c, uint32_t part)
{
	if (!c->last) {
		c->out.lead_min = c->gap_min;
		c->out.lead_max = c->gap_max;
		c->gap_min = c->gap_max = 0;
	}
	c->last = joins_add(&c->builder->joins, c->last, part, c->gap_min,
			    c->gap_max);
	c->gap_min = c->gap_max = 0;
}

static void flush_run(struct chain *c)
{
	if (c->run_len)
		link_part(c, literal_part(c->builder, c->run, c->run_len));
	c->run_len = 0;
}

static void add_sequence(struct lexicon_builder *b,
			 const struct phrase_sequence *seq,
			 struct lexicon_out out)
{
	struct chain c = { .builder = b, .out = out };

	for (size_t i = 0; i < seq->count; i++) {
		int32_t item = seq->items[i];

		if (item >= 0) {
			c.run[c.run_len++] = (uint16_t)item;
			continue;
		}
		flush_run(&c);
		if (item == PHRASE_ANY) {
			c.gap_min++;
			c.gap_max++;
		} else if (item == PHRASE_GAP) {
			c.gap_max = (uint8_t)(c.gap_max + PHRASE_GAP_MAX);
		} else {
			link_part(&c, list_part(b, phrase_item_list(item)));
		}
	}
	flush_run(&c);
	c.out.trail_min = c.gap_min;
	c.out.trail_max = c.gap_max;
	joins_end(&b->joins, c.last, &c.out);
}

/* A word as texts have them, or one of the marks. */
static bool is_item(const char *text, size_t len)
{
	return words_is_one(text, len) ||
	       (len == 1 && strchr("^$?", *text)) ||
	       (len == 8 && !memcmp(text, "<number>", 8));
}

/* Words of a phrase; hyphens part words here as they do in a text. */
static size_t phrase_word(void *data, const char *text, size_t len,
			  int32_t *out, size_t max)
{
	struct lexicon_builder *b = data;
	struct vocabulary *v = &b->vocabulary;
	size_t n = 0, start = 0;

	/* "the kids' needs": in a text the word ends before it. */
	if (len > 1 && text[len - 1] == '\'')
		len--;
	for (size_t i = 0; i <= len; i++) {
		const struct lexicon_word *word;
		uint16_t number;

		if (i < len && text[i] != '-')
			continue;
		if (!is_item(text + start, i - start))
			return 0;
		number = vocabulary_word(v, text + start, i - start);
		word = &v->words[number];
		if (!number || n + 1 + word->form_count > max)
			return 0;
		for (size_t k = 0; k < word->form_count; k++)
			out[n++] = v->forms[word->form + k];
		if (!word->form_count)
			out[n++] = number;
		start = i + 1;
	}
	return n;
}

static int32_t phrase_list(void *data, const char *name, size_t len)
{
	struct lexicon_builder *b = data;

	for (uint32_t i = 0; i < b->move_count; i++) {
		if (strlen(b->moves[i].name) != len ||
		    memcmp(b->moves[i].name, name, len))
			continue;
		references_add(&b->references, (uint16_t)b->reading,
			       (uint16_t)i);
		return (int32_t)i;
	}
	return -1;
}

static bool same_sequences(const struct group *group,
			   const struct phrase_sequence *sequences, size_t count)
{
	if (group->count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (group->sequences[i].count != sequences[i].count ||
		    memcmp(group->sequences[i].items, sequences[i].items,
			   sequences[i].count * sizeof(*sequences[i].items)))
			return false;
	return true;
}

static int32_t phrase_group(void *data, const struct phrase_sequence *sequences,
			    size_t count)
{
	struct lexicon_builder *b = data;
	struct group *group;

	for (size_t i = 0; i < b->group_count; i++)
		if (same_sequences(&b->groups[i], sequences, count))
			return (int32_t)(GROUP_FIRST + i);
	if (b->group_count == b->group_capacity)
		b->groups = mem_grow(b->groups, &b->group_capacity,
				     sizeof(*b->groups));
	group = &b->groups[b->group_count];
	group->sequences = mem_array(count, sizeof(*sequences));
	memcpy(group->sequences, sequences, count * sizeof(*sequences));
	group->count = count;
	group->part = new_part(b, 0, 0);
	for (size_t i = 0; i < count; i++)
		add_sequence(b, &sequences[i], (struct lexicon_out){
			.move = MOVE_NONE, .fires = group->part + 1,
		});
	return (int32_t)(GROUP_FIRST + b->group_count++);
}

/*
 * Checks that no reference of the last line closes a circle: a list that leads
 * to itself has no first match.
 */
static int check_circles(struct lexicon_builder *b, const char *line,
			 size_t len, struct err *err)
{
	struct references *refs = &b->references;
	uint16_t path[16];
	struct strbuf names = STRBUF_INIT;
	int ret = 0;

	for (size_t i = b->settled; !ret && i < refs->count; i++) {
		size_t count = sizeof(path) / sizeof(path[0]);
		uint16_t from = refs->items[i].from;

		if (!references_circle(refs, from, refs->items[i].to, path,
				       &count))
			continue;
		strbuf_addf(&names, "@%s", b->moves[from].name);
		for (size_t k = 0; k < count; k++)
			strbuf_addf(&names, " -> @%s", b->moves[path[k]].name);
		ret = err_at(err, ERR_INPUT, line, len, 0,
			     "lists go round in a circle: %s -> @%s",
			     names.text, b->moves[from].name);
	}
	if (ret)
		refs->count = b->settled;
	b->settled = refs->count;
	strbuf_release(&names);
	return ret;
}

/* Opens a line of the list that is being read. */
static int open_line(struct lexicon_builder *b, struct phrase *phrase,
		     const char *line, size_t len, struct err *err)
{
	const struct phrase_names names = { phrase_word, phrase_list,
					    phrase_group, b };
	int ret;

	if (*line == '!' && b->moves[b->reading].kind == MOVE_LIST)
		return err_at(err, ERR_INPUT, line, len, 0, "a list takes no "
			      "exceptions: give them to the moves that use it");
	ret = phrase_open(phrase, line, len, &names, err);
	if (ret)
		b->references.count = b->settled;
	return ret ? ret : check_circles(b, line, len, err);
}

static void read_phrases(struct lexicon_builder *b, uint32_t move,
			 struct errlist *faults)
{
	struct source *s = &b->sources[move];
	struct phrase phrase = PHRASE_INIT;
	struct front_matter fm = { 0 };
	struct err err = { 0 };
	const char *line;
	size_t at = 0, len, number;

	if (front_matter_parse(&fm, s->text, s->len, &err))
		return;		/* cannot be: add() has parsed it */
	b->reading = move;
	number = fm.body_line;
	for (; vocabulary_line(fm.body, fm.body_len, &at, &line, &len); number++) {
		if (!len || *line == '#')
			continue;
		if (open_line(b, &phrase, line, len, &err)) {
			err.line = number;
			err_prefix(&err, s->origin);
			errlist_add(faults, &err);
			continue;
		}
		for (size_t i = 0; i < phrase.count; i++)
			add_sequence(b, &phrase.sequences[i], (struct lexicon_out){
				.move = (uint16_t)move,
				.except = phrase.except,
			});
	}
	phrase_release(&phrase);
	front_matter_release(&fm);
}

uint16_t lexicon_builder_word(struct lexicon_builder *b, const char *text,
			      size_t len)
{
	return vocabulary_word(&b->vocabulary, text, len);
}

int lexicon_builder_move(const struct lexicon_builder *b, const char *name)
{
	for (uint32_t i = 0; i < b->move_count; i++)
		if (!strcmp(b->moves[i].name, name))
			return (int)i;
	return -1;
}

uint32_t lexicon_builder_move_count(const struct lexicon_builder *b)
{
	return b->move_count;
}

void lexicon_builder_finish(struct lexicon_builder *b, struct lexicon *out,
			    struct errlist *faults)
{
	struct vocabulary *v = &b->vocabulary;

	for (uint32_t i = 0; i < b->move_count; i++)
		if (b->moves[i].kind != MOVE_COMPUTED)
			read_phrases(b, i, faults);
	automaton_close(&b->automaton, v->count);
	joins_place(&b->joins, b->part_words, b->part_count, b->moves);
	out->out_count = b->joins.out_count;
	out->slot_count = b->joins.slot_count;
	out->letters = v->letters.text;
	out->words = v->words;
	out->word_count = (uint32_t)v->count;
	out->forms = v->forms;
	out->form_count = (uint32_t)v->form_count;
	out->slots = v->slots;
	out->slot_mask = v->mask;
	out->root = b->automaton.root;
	out->states = b->automaton.states;
	out->state_count = (uint32_t)b->automaton.count;
	out->edges = b->automaton.edges;
	out->edge_mask = b->automaton.edge_mask;
	out->part_words = b->part_words;
	out->part_opens = b->joins.part_opens;
	out->part_count = (uint32_t)b->part_count;
	out->joins = b->joins.placed;
	out->join_parts = b->joins.placed_parts;
	out->slots_after = b->joins.after;
	out->join_count = (uint32_t)b->joins.count;
	out->outs = b->joins.outs;
	out->part_sets = b->joins.part_sets;
	out->part_set_count = b->joins.part_set_count;
	out->moves = b->moves;
	out->move_count = b->move_count;
	firsts_build(&b->firsts, out, b->joins.after, b->part_firsts);
	out->firsts = b->firsts.bits;
	out->first_mask = b->firsts.mask;
	out->part_firsts = b->firsts.lists;
}
