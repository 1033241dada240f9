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
#include "coach/joins.h"
#include "coach/phrase.h"
#include "coach/vocabulary.h"
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
	size_t part_count, part_capacity;
	struct joins joins;
	struct group *groups;
	size_t group_count, group_capacity;
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
	free(b);
}

/* The next line of a text without its newline; false behind the last. */
static bool next_line(const char *text, size_t len, size_t *at,
		      const char **line, size_t *line_len)
{
	const char *end;

	if (*at >= len)
		return false;
	*line = text + *at;
	end = memchr(*line, '\n', len - *at);
	*line_len = end ? (size_t)(end - *line) : len - *at;
	*at += *line_len + 1;
	while (*line_len && strchr(" \t\r", (*line)[*line_len - 1]))
		--*line_len;
	return true;
}

/* The plain words of `text`, numbered: what a form stands for. */
static size_t plain_words(struct vocabulary *v, const char *text, size_t len,
			  uint16_t *out, size_t max)
{
	size_t n = 0, start;

	for (size_t i = 0; i < len;) {
		while (i < len && text[i] == ' ')
			i++;
		start = i;
		while (i < len && text[i] != ' ')
			i++;
		if (i == start)
			break;
		if (n == max)
			return 0;
		out[n] = vocabulary_word(v, text + start, i - start);
		if (!out[n++])
			return 0;
	}
	return n;
}

static int form_line(struct lexicon_builder *b, const char *line, size_t len)
{
	const char *equals = memchr(line, '=', len);
	uint16_t word, others[8];
	size_t count, left;

	if (!equals)
		return -1;
	left = (size_t)(equals - line);
	while (left && line[left - 1] == ' ')
		left--;
	word = vocabulary_word(&b->vocabulary, line, left);
	count = plain_words(&b->vocabulary, equals + 1,
			    len - (size_t)(equals + 1 - line), others, 8);
	if (!word || !count)
		return -1;
	if (!b->vocabulary.words[word].form_count)
		vocabulary_form(&b->vocabulary, word, others, count);
	return 0;
}

int lexicon_builder_forms(struct lexicon_builder *b, const char *text,
			  size_t len, struct err *err)
{
	const char *line;
	size_t at = 0, line_len;

	while (next_line(text, len, &at, &line, &line_len)) {
		if (!line_len || *line == '#')
			continue;
		if (form_line(b, line, line_len))
			return err_at(err, ERR_INPUT, text, len,
				      (size_t)(line - text),
				      "a form is `word = what it stands for`");
	}
	return 0;
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

static uint32_t new_part(struct lexicon_builder *b, size_t words)
{
	if (b->part_count == b->part_capacity)
		b->part_words = mem_grow(b->part_words, &b->part_capacity, 1);
	b->part_words[b->part_count] = (uint8_t)words;
	return (uint32_t)b->part_count++;
}

static uint32_t literal_part(struct lexicon_builder *b, const uint16_t *words,
			     size_t count)
{
	uint32_t state = automaton_path(&b->automaton, words, count);
	struct lexicon_state *s = &b->automaton.states[state];

	if (!s->part)
		s->part = new_part(b, count) + 1;
	return s->part - 1;
}

static uint32_t list_part(struct lexicon_builder *b, uint32_t list)
{
	if (list >= GROUP_FIRST)
		return b->groups[list - GROUP_FIRST].part;
	if (!b->moves[list].part)
		b->moves[list].part = new_part(b, 0) + 1;
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

/* Words of a phrase; hyphens part words here as they do in a text. */
static size_t phrase_word(void *data, const char *text, size_t len,
			  int32_t *out, size_t max)
{
	struct lexicon_builder *b = data;
	struct vocabulary *v = &b->vocabulary;
	size_t n = 0, start = 0;

	for (size_t i = 0; i <= len; i++) {
		const struct lexicon_word *word;
		uint16_t number;

		if (i < len && text[i] != '-')
			continue;
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

	for (uint32_t i = 0; i < b->move_count; i++)
		if (strlen(b->moves[i].name) == len &&
		    !memcmp(b->moves[i].name, name, len))
			return (int32_t)i;
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
	group->part = new_part(b, 0);
	for (size_t i = 0; i < count; i++)
		add_sequence(b, &sequences[i], (struct lexicon_out){
			.move = MOVE_NONE, .fires = group->part + 1,
		});
	return (int32_t)(GROUP_FIRST + b->group_count++);
}

static void read_phrases(struct lexicon_builder *b, uint32_t move,
			 struct errlist *faults)
{
	struct source *s = &b->sources[move];
	struct phrase_names names = { phrase_word, phrase_list, phrase_group,
				      b };
	struct phrase phrase = PHRASE_INIT;
	struct front_matter fm = { 0 };
	struct err err = { 0 };
	const char *line;
	size_t at = 0, len, number;

	if (front_matter_parse(&fm, s->text, s->len, &err))
		return;		/* cannot be: add() has parsed it */
	number = fm.body_line;
	for (; next_line(fm.body, fm.body_len, &at, &line, &len); number++) {
		if (!len || *line == '#')
			continue;
		if (*line == '!' && b->moves[move].kind == MOVE_LIST) {
			err_at(&err, ERR_INPUT, line, len, 0, "a list takes no "
			       "exceptions: give them to the moves that use it");
			err.line = number;
			err_prefix(&err, s->origin);
			errlist_add(faults, &err);
			continue;
		}
		if (phrase_open(&phrase, line, len, &names, &err)) {
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
	joins_place(&b->joins, b->part_count, b->moves);
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
	out->part_joins = b->joins.by_part;
	out->part_count = (uint32_t)b->part_count;
	out->joins = b->joins.placed;
	out->join_count = (uint32_t)b->joins.count;
	out->outs = b->joins.outs;
	out->moves = b->moves;
	out->move_count = b->move_count;
}
