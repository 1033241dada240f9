#include "coach/points-builder.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "coach/lexicon-builder.h"
#include "coach/lexicon.h"

/* One line of a file. */
struct entry {
	uint64_t key;		/* words; 0: a move */
	uint16_t move;
	uint16_t class;
	int16_t points;
};

struct points_builder {
	struct lexicon_builder *lexicon;
	struct entry *entries;
	size_t count, capacity;
	uint16_t moves[POINTS_CLASSES_MAX];
	int16_t bars[POINTS_CLASSES_MAX], floors[POINTS_CLASSES_MAX];
	uint32_t class_count;
	uint64_t *keys, *maybe;
	uint32_t *slots;
	uint32_t key_count;
	int16_t *weights, *move_weights;
};

struct points_builder *points_builder_new(struct lexicon_builder *lexicon)
{
	struct points_builder *b = mem_array(1, sizeof(*b));

	b->lexicon = lexicon;
	return b;
}

void points_builder_free(struct points_builder *b)
{
	if (!b)
		return;
	free(b->entries);
	free(b->keys);
	free(b->maybe);
	free(b->slots);
	free(b->weights);
	free(b->move_weights);
	free(b);
}

/* A line while it is read. */
struct line {
	const char *at, *end;
};

/* The next word of a line; 0 at its end. */
static size_t next_word(struct line *line, const char **word)
{
	const char *start;

	while (line->at < line->end && (*line->at == ' ' || *line->at == '\t'))
		line->at++;
	start = line->at;
	while (line->at < line->end && *line->at != ' ' && *line->at != '\t')
		line->at++;
	*word = start;
	return (size_t)(line->at - start);
}

static bool read_points(const char *word, size_t len, int16_t *out)
{
	int value = 0;
	size_t i = len && *word == '-';

	if (len == i || len - i > 4)
		return false;
	for (; i < len; i++) {
		if (word[i] < '0' || word[i] > '9')
			return false;
		value = value * 10 + (word[i] - '0');
	}
	*out = (int16_t)(*word == '-' ? -value : value);
	return true;
}

/* A word that no text has would never count, and nobody would notice. */
static bool is_word(const char *word, size_t len)
{
	static const char *const marks[] = { "^", "$", "?", "<number>" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (len == strlen(marks[i]) && !memcmp(word, marks[i], len))
			return true;
	for (size_t i = 0; i < len; i++)
		if (ispunct((unsigned char)word[i]) && word[i] != '\'')
			return false;
	return len;
}

/* The words of an entry; false where there are too many, or one is none. */
static bool read_words(struct points_builder *b, struct line *line,
		       struct entry *entry)
{
	const char *word;
	size_t len, n = 0;

	while ((len = next_word(line, &word))) {
		uint16_t number = is_word(word, len) ?
			lexicon_builder_word(b->lexicon, word, len) :
			WORD_UNKNOWN;

		if (!number || n++ == POINTS_WORDS_MAX)
			return false;
		entry->key = points_key(entry->key, number);
	}
	return n;
}

static int read_move(struct points_builder *b, const char *name, size_t len,
		     struct entry *entry)
{
	char *copy = mem_copy(name, len);
	int move = lexicon_builder_move(b->lexicon, copy);

	free(copy);
	if (move >= 0)
		entry->move = (uint16_t)move;
	return move;
}

/* Returns what is wrong with a line, or NULL. */
static const char *read_entry(struct points_builder *b, struct line *line,
			      struct entry *entry)
{
	const char *word;
	size_t len = next_word(line, &word);

	if (!read_points(word, len, &entry->points))
		return "a line begins with its points";
	while (line->at < line->end && *line->at == ' ')
		line->at++;
	if (line->at < line->end && *line->at == '@') {
		len = next_word(line, &word);
		if (read_move(b, word + 1, len - 1, entry) < 0)
			return "there is no such move";
		return next_word(line, &word) ? "one move a line" : NULL;
	}
	return read_words(b, line, entry) ? NULL :
		"one to three words, each of letters";
}

/* `bar` or `floor` and a number; true where the line is one. */
static bool read_limit(const struct line *text, const char *name, int16_t *out)
{
	struct line line = *text;
	const char *word;
	size_t len = next_word(&line, &word);

	if (len != strlen(name) || memcmp(word, name, len))
		return false;
	len = next_word(&line, &word);
	return read_points(word, len, out) && !next_word(&line, &word);
}

static void keep(struct points_builder *b, const struct entry *entry)
{
	if (b->count == b->capacity)
		b->entries = mem_grow(b->entries, &b->capacity,
				      sizeof(*b->entries));
	b->entries[b->count] = *entry;
	b->entries[b->count++].class = (uint16_t)b->class_count;
}

/* Reads one line that is neither empty nor a comment; `number` of them from 0. */
static const char *read_line(struct points_builder *b, struct line *line,
			     size_t number)
{
	struct entry entry = { 0 };
	const char *fault;

	if (!number)
		return read_limit(line, "bar", &b->bars[b->class_count]) ?
			NULL : "the first line is `bar` and a number";
	if (number == 1 &&
	    read_limit(line, "floor", &b->floors[b->class_count]))
		return NULL;
	fault = read_entry(b, line, &entry);
	if (!fault)
		keep(b, &entry);
	return fault;
}

int points_builder_add(struct points_builder *b, const char *name,
		       const char *origin, const char *text, size_t len,
		       struct err *err)
{
	int move = lexicon_builder_move(b->lexicon, name);
	const char *end = text + len, *at = text, *fault = NULL;
	const size_t before = b->count;
	size_t lines = 0;

	if (move < 0 || b->class_count == POINTS_CLASSES_MAX)
		return err_set(err, ERR_INPUT, "%s: %s", origin, move < 0 ?
			       "points are for a move that has a list" :
			       "too many files of points");
	b->floors[b->class_count] = POINTS_NO_FLOOR;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		struct line line = { at, stop ? stop : end };

		if (at != line.end && *at != '#') {
			fault = read_line(b, &line, lines++);
		}
		if (fault)
			break;
		at = stop ? stop + 1 : end;
	}
	if (!fault && !lines)
		fault = "it has no bar";
	if (!fault) {
		b->moves[b->class_count++] = (uint16_t)move;
		return 0;
	}
	b->count = before;
	err_at(err, ERR_INPUT, text, len, (size_t)(at - text), "%s", fault);
	err_prefix(err, origin);
	return ERR_INPUT;
}

/* The place of a key among all, new or known. */
static uint32_t place_of(struct points_builder *b, uint64_t key, uint32_t mask,
			 uint32_t maybe_mask)
{
	const uint32_t hash = points_hash(key);
	const uint32_t bit = (hash >> 8) & maybe_mask;
	uint32_t slot = hash & mask;

	while (b->slots[slot] && b->keys[b->slots[slot] - 1] != key)
		slot = (slot + 1) & mask;
	if (!b->slots[slot]) {
		b->keys[b->key_count++] = key;
		b->slots[slot] = b->key_count;
		b->maybe[bit / 64] |= (uint64_t)1 << (bit % 64);
	}
	return b->slots[slot] - 1;
}

/* One less than a power of two that is no less than `n`. */
static uint32_t mask_for(size_t n)
{
	uint32_t mask = 63;

	while (mask < n)
		mask = mask * 2 + 1;
	return mask;
}

void points_builder_finish(struct points_builder *b, struct points *out)
{
	/* One column at least: an array must not be empty. */
	const uint32_t classes = b->class_count ? b->class_count : 1;
	const uint32_t moves = lexicon_builder_move_count(b->lexicon);
	/* The same words may stand in several files: there are fewer keys. */
	const uint32_t mask = mask_for(b->count * 3 / 2);
	const uint32_t maybe_mask = mask_for(b->count * 6);

	b->keys = mem_array(b->count + 1, sizeof(*b->keys));
	b->slots = mem_array((size_t)mask + 1, sizeof(*b->slots));
	b->maybe = mem_array(((size_t)maybe_mask + 1) / 64, sizeof(*b->maybe));
	b->weights = mem_array((b->count + 1) * classes, sizeof(*b->weights));
	b->move_weights = mem_array((size_t)moves * classes,
				    sizeof(*b->move_weights));
	for (size_t i = 0; i < b->count; i++) {
		const struct entry *e = &b->entries[i];

		if (e->key)
			b->weights[(size_t)place_of(b, e->key, mask,
						    maybe_mask) * classes +
				   e->class] = e->points;
		else
			b->move_weights[(size_t)e->move * classes + e->class] =
				e->points;
	}
	*out = (struct points){
		.keys = b->keys, .weights = b->weights, .count = b->key_count,
		.slots = b->slots, .mask = mask, .maybe = b->maybe,
		.maybe_mask = maybe_mask, .move_weights = b->move_weights,
		.moves = b->moves, .bars = b->bars, .floors = b->floors,
		.class_count = b->class_count, .move_count = moves,
	};
}
