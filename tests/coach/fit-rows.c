#include "fit-rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "coach/moves.h"
#include "coach/points.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "coach/words.h"
#include "labels.h"
#include "script/catalog.h"

#define FILE_MAX (16 * 1024 * 1024)

static struct row *add_row(struct fit_rows *fit)
{
	struct row *row;

	if (fit->count == fit->capacity)
		fit->rows = mem_grow(fit->rows, &fit->capacity,
				     sizeof(*fit->rows));
	row = &fit->rows[fit->count++];
	*row = (struct row){ .labels = STRLIST_INIT, .text = STRBUF_INIT };
	return row;
}

static void read_row(struct fit_rows *fit, char *line, bool verdict)
{
	struct row *row = add_row(fit);
	char *rest = line, *labels, *label;

	row->writer = fit->writers;
	if (verdict)
		strlist_add(&row->labels, strsep(&rest, "\t"));
	labels = strsep(&rest, "\t");
	if (!rest || !*rest) {
		fprintf(stderr, "fit: no row: %s\n", line);
		exit(1);
	}
	while ((label = strsep(&labels, ",")))
		strlist_add(&row->labels, label);
	labels_text(&row->text, rest);
}

/* A file of golden renders: paragraphs that are all as they should be. */
static void read_renders(struct fit_rows *fit, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n"))) {
		struct row *row;

		if (!*line || *line == '#')
			continue;
		row = add_row(fit);
		row->shipped = true;
		strlist_add(&row->labels, "balanced");
		strbuf_addstr(&row->text, line);
	}
}

void fit_rows_read(struct fit_rows *fit, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	char *rest, *line;
	bool verdict = strncmp(name, "safety", 6) && strncmp(name, "train", 5);

	if (strstr(path, "frozen")) {
		fprintf(stderr, "fit: %s: frozen rows are not for fitting\n",
			path);
		exit(2);
	}
	if (file_read(path, FILE_MAX, &text, &err)) {
		fprintf(stderr, "fit: %s\n", err.text);
		exit(1);
	}
	rest = text.text;
	if (strstr(path, "/golden/"))
		read_renders(fit, rest);
	else
		fit->writers++;
	while (!strstr(path, "/golden/") && (line = strsep(&rest, "\n")))
		if (*line && *line != '#')
			read_row(fit, line, verdict);
	strbuf_release(&text);
}

/* --- features -------------------------------------------------------------- */

static int ignoring_case(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcasecmp(*x, *y);
}

/*
 * The words of the rows as a phrase list, so that each has a number. What
 * mostly has a capital is left out: it is a name, and a name says nothing.
 */
static void add_vocabulary(const struct fit_rows *fit, struct strbuf *out)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	struct strlist words = STRLIST_INIT;

	strbuf_addstr(out, "---\ntitle: \"Words\"\nabout: \"Words\"\n"
		      "say: \"words\"\n---\n");
	for (size_t i = 0; i < fit->count; i++) {
		const char *at = fit->rows[i].text.text;

		while (*at) {
			size_t n = strspn(at, letters);

			if (n > 1 && n <= LEXICON_WORD_MAX)
				strlist_addn(&words, at, n);
			at += n ? n : 1;
		}
	}
	qsort(words.items, words.count, sizeof(*words.items), ignoring_case);
	for (size_t i = 0, next; i < words.count; i = next) {
		size_t low = 0;

		for (next = i; next < words.count &&
		     !strcasecmp(words.items[i], words.items[next]); next++)
			low += words.items[next][0] >= 'a';
		if (4 * low >= next - i)
			strbuf_addf(out, "%s\n", words.items[i]);
	}
	strlist_release(&words);
}

static uint32_t feature_of(struct fit_rows *fit, uint64_t key, unsigned move,
			   size_t row)
{
	uint64_t mixed = key ? key : 0xffff000000000000u | move;
	size_t slot = points_hash(mixed) & fit->mask;
	struct feature *f;

	for (; fit->slots[slot]; slot = (slot + 1) & fit->mask) {
		f = &fit->features[fit->slots[slot] - 1];
		if (f->key == key && (key || f->move == move))
			goto found;
	}
	if (fit->feature_count == fit->feature_capacity)
		fit->features = mem_grow(fit->features, &fit->feature_capacity,
					 sizeof(*fit->features));
	f = &fit->features[fit->feature_count++];
	*f = (struct feature){ key, move, 0, 0 };
	fit->slots[slot] = (uint32_t)fit->feature_count;
found:
	if (f->last_row != row + 1) {
		f->rows++;
		f->last_row = row + 1;
	}
	return fit->slots[slot] - 1;
}

struct list {
	uint32_t *items;
	size_t count, capacity;
};

static void list_add(struct list *list, uint32_t item)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == item)
			return;
	if (list->count == list->capacity)
		list->items = mem_grow(list->items, &list->capacity,
				       sizeof(*list->items));
	list->items[list->count++] = item;
}

/* The features of one sentence. */
static void add_sentence(struct fit_rows *fit, size_t row, const struct words *words,
			 const struct moves *moves, uint32_t sentence,
			 struct list *out)
{
	size_t count, begin = 0;
	const struct span *spans = moves_all(moves, &count);

	while (words->items[begin].sentence != sentence)
		begin++;
	for (size_t i = begin; i < words->count; i++) {
		const struct word *w = &words->items[i];
		uint64_t key = 0;

		if (w->sentence != sentence)
			break;
		for (size_t n = 0; n < POINTS_WORDS_MAX && n <= i - begin; n++) {
			if (!w[-(ptrdiff_t)n].number)
				break;
			key |= (uint64_t)w[-(ptrdiff_t)n].number << 16 * n;
			list_add(out, feature_of(fit, key, 0, row));
		}
	}
	for (size_t i = 0; i < count; i++)
		if (spans[i].sentence == sentence)
			list_add(out, feature_of(fit, 0, spans[i].move, row));
}

static void read_features(struct fit_rows *fit, size_t i, struct words *words,
			  struct moves *moves)
{
	struct row *row = &fit->rows[i];
	struct list all = { NULL, 0, 0 }, window = { NULL, 0, 0 };
	size_t sentences;

	words_split(words, &fit->book->lexicon, row->text.text, row->text.len);
	moves_find(moves, words);
	sentences = words->sentences;
	row->ends = mem_array(2 * sentences + 1, sizeof(*row->ends));
	for (uint32_t width = 0; width < 2; width++) {
		for (uint32_t s = 0; s + width < sentences; s++) {
			window.count = 0;
			for (uint32_t k = s; k <= s + width; k++)
				add_sentence(fit, i, words, moves, k, &window);
			for (size_t k = 0; k < window.count; k++) {
				if (all.count == all.capacity)
					all.items = mem_grow(all.items,
							     &all.capacity,
							     sizeof(*all.items));
				all.items[all.count++] = window.items[k];
			}
			row->ends[row->windows++] = (uint32_t)all.count;
		}
	}
	row->features = all.items;
	free(window.items);
}

static struct rulebook *read_book(const struct fit_rows *fit)
{
	const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct errlist faults = ERRLIST_INIT;
	struct strbuf words = STRBUF_INIT;
	struct rulebook_file file = { "coach/lists", "training-words.txt",
				      "training-words.txt", NULL, 0 };
	struct rulebook *book;

	add_vocabulary(fit, &words);
	file.text = words.text;
	file.len = words.len;
	book = rulebook_read_with(catalog, &file, &faults);
	errlist_release(&faults);
	strbuf_release(&words);
	catalog_free(catalog);
	return book;
}

static void add_examples(struct fit_rows *fit, const struct rule *rule,
			 const char *label, const char *const *texts,
			 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct row *row = add_row(fit);

		row->shipped = true;
		strlist_add(&row->labels, label);
		strlist_add(&row->labels, rule->id);
		strbuf_addstr(&row->text, texts[i]);
	}
}

/* What rules call good or bad is so for the moves they are named after. */
static void add_rule_examples(struct fit_rows *fit)
{
	const struct rulebook *book = &rulebook_builtin;

	for (size_t i = 0; i < book->rule_count; i++) {
		const struct rule *rule = book->rules[i];

		add_examples(fit, rule, "good", rule->good, rule->good_count);
		add_examples(fit, rule, "bad", rule->bad, rule->bad_count);
	}
}

void fit_rows_split(struct fit_rows *fit)
{
	struct words words = WORDS_INIT;
	struct moves *moves;

	add_rule_examples(fit);
	fit->book = read_book(fit);
	fit->slots = mem_array(fit->mask + 1, sizeof(*fit->slots));
	moves = moves_new(&fit->book->lexicon);
	for (size_t i = 0; i < fit->count; i++)
		read_features(fit, i, &words, moves);
	words_release(&words);
	moves_free(moves);
}

void fit_rows_release(struct fit_rows *fit)
{
	for (size_t i = 0; i < fit->count; i++) {
		strlist_release(&fit->rows[i].labels);
		strbuf_release(&fit->rows[i].text);
		free(fit->rows[i].features);
		free(fit->rows[i].ends);
	}
	rulebook_free(fit->book);
	free(fit->rows);
	free(fit->features);
	free(fit->slots);
}
