#include "coach/lexicon-builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "coach/anchors.h"
#include "coach/groups.h"
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

struct lexicon_builder {
	struct vocabulary vocabulary;
	struct source sources[LEXICON_MOVES_MAX];
	struct move moves[LEXICON_MOVES_MAX];
	uint32_t move_count;
	uint16_t *patterns;
	size_t pattern_count, pattern_capacity;
	struct lexicon_try *phrases;	/* by list, in order of their lines */
	size_t phrase_count, phrase_capacity;
	struct groups groups;
	struct anchors anchors;
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
		MOVE_COMPUTED, 0, false
	};
}

struct lexicon_builder *lexicon_builder_new(void)
{
	struct lexicon_builder *b = mem_array(1, sizeof(*b));

	vocabulary_init(&b->vocabulary);
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
	vocabulary_release(&b->vocabulary);
	free(b->patterns);
	free(b->phrases);
	groups_release(&b->groups);
	anchors_release(&b->anchors);
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
		source->name, source->title, source->about, source->say, kind, 0,
		false
	};
	front_matter_release(&fm);
	return 0;
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
			  uint16_t *out, size_t max)
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

static int phrase_list(void *data, const char *name, size_t len)
{
	struct lexicon_builder *b = data;

	for (uint32_t i = 0; i < b->move_count; i++) {
		if (strlen(b->moves[i].name) != len ||
		    memcmp(b->moves[i].name, name, len))
			continue;
		references_add(&b->references, (uint16_t)b->reading,
			       (uint16_t)i);
		return (int)i;
	}
	return -1;
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
	const struct phrase_names names = { phrase_word, phrase_list, b };
	int ret;

	if (*line == '!' && b->moves[b->reading].kind == MOVE_LIST)
		return err_at(err, ERR_INPUT, line, len, 0, "a list takes no "
			      "exceptions: give them to the moves that use it");
	ret = phrase_open(phrase, line, len, &names, err);
	if (ret)
		b->references.count = b->settled;
	return ret ? ret : check_circles(b, line, len, err);
}

/* Keeps what was read of a line of the list. */
static void add_phrase(struct lexicon_builder *b, const struct phrase *phrase)
{
	const struct lexicon_try draft = {
		.pattern = (uint32_t)b->pattern_count,
		.len = (uint16_t)phrase->count,
		.move = (uint16_t)b->reading, .except = phrase->except,
	};

	while (b->pattern_count + phrase->count > b->pattern_capacity)
		b->patterns = mem_grow(b->patterns, &b->pattern_capacity,
				       sizeof(*b->patterns));
	memcpy(b->patterns + b->pattern_count, phrase->numbers,
	       phrase->count * sizeof(*phrase->numbers));
	b->pattern_count += phrase->count;
	if (b->phrase_count == b->phrase_capacity)
		b->phrases = mem_grow(b->phrases, &b->phrase_capacity,
				      sizeof(*b->phrases));
	b->phrases[b->phrase_count++] = draft;
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
		add_phrase(b, &phrase);
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

/* Lifts each list above those it uses; returns how many levels there are. */
static uint32_t level(struct lexicon_builder *b)
{
	uint32_t highest = 0;
	bool lifted = true;

	while (lifted) {
		lifted = false;
		for (size_t i = 0; i < b->references.count; i++) {
			const struct reference *ref = &b->references.items[i];
			struct move *from = &b->moves[ref->from];
			struct move *to = &b->moves[ref->to];

			to->used = true;
			if (from->level > to->level)
				continue;
			from->level = (uint8_t)(to->level + 1);
			lifted = true;
		}
	}
	for (uint32_t i = 0; i < b->move_count; i++)
		if (b->moves[i].level > highest)
			highest = b->moves[i].level;
	return highest + 1;
}

/* Finds an anchor for each phrase of each list that is of any use. */
static void anchor(struct lexicon_builder *b, const struct lexicon *lex)
{
	anchors_init(&b->anchors, lex);
	for (uint32_t at = 0; at < lex->level_count; at++)
		for (size_t i = 0; i < b->phrase_count; i++) {
			struct lexicon_try *phrase = &b->phrases[i];
			const struct move *move = &b->moves[phrase->move];

			if (move->level != at ||
			    (move->kind == MOVE_LIST && !move->used))
				continue;
			phrase->level = (uint8_t)at;
			anchors_add(&b->anchors, phrase);
		}
	anchors_place(&b->anchors);
}

void lexicon_builder_finish(struct lexicon_builder *b, struct lexicon *out,
			    struct errlist *faults)
{
	struct vocabulary *v = &b->vocabulary;

	for (uint32_t i = 0; i < b->move_count; i++)
		if (b->moves[i].kind != MOVE_COMPUTED)
			read_phrases(b, i, faults);
	out->letters = v->letters.text;
	out->words = v->words;
	out->word_count = (uint32_t)v->count;
	out->forms = v->forms;
	out->form_count = (uint32_t)v->form_count;
	out->slots = v->slots;
	out->slot_mask = v->mask;
	out->patterns = b->patterns;
	out->pattern_count = (uint32_t)b->pattern_count;
	out->moves = b->moves;
	out->move_count = b->move_count;
	groups_number(&b->groups, b->patterns, b->phrases, b->phrase_count);
	out->group_count = (uint32_t)b->groups.count;
	out->level_count = level(b);
	anchor(b, out);
	out->tries = b->anchors.tries;
	out->anchors = b->anchors.firsts;
}
