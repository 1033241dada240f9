/*
 * fit: writes the files of points from labelled sentences.
 *
 * Usage: fit FOLDER FILE.tsv...
 *
 * Rows are those of measure.c, or `label<TAB>text` in files called train-*.
 * Frozen files are refused. For each class of the table below it fits a
 * logistic regression on words, pairs and triples of words and on the moves
 * that the phrase lists find, and writes FOLDER/MOVE.txt.
 *
 * A row may hold several sentences, and only one of them is what its label
 * says: each step learns from the window (points.h) that has most points now.
 *
 * How good it is and where the bar stands is judged on rows of files that the
 * fit has not seen: each file is left out once. The order of the rows is
 * mixed by a fixed seed, so the same rows give the same files.
 */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "coach/moves.h"
#include "coach/points.h"
#include "coach/rulebook.h"
#include "coach/words.h"
#include "script/catalog.h"

#define FILE_MAX (16 * 1024 * 1024)
#define EPOCHS 40
#define RATE 0.15
#define DECAY 2e-4		/* of squares, a step */
#define SCALE 10.0		/* points of a weight of one */
#define LEAST 2			/* points below which an entry is left out */
#define ROWS_LEAST 3		/* that hold a pair or triple */

/*
 * A class: the move, labels that are it, labels that are neither (too near to
 * be examples against it), and how many of a thousand others may be wrong.
 */
struct class {
	const char *move;
	const char *labels;
	const char *neither;
	bool safety;
	double alarms;
};

static const struct class classes[] = {
	{ "abuse", "abuse", "crisis harm criticism attack contempt threat "
	  "ultimatum", true, 4 },
	{ "apology-strong", "over-apology", "self-blame surrender", false, 4 },
	{ "attack", "attack criticism contempt label accusation absolute "
	  "mind-reading", "threat ultimatum abuse hard", false, 6 },
	{ "crisis", "crisis", "", true, 2 },
	{ "harm", "harm", "threat abuse crisis ultimatum", true, 3 },
	{ "overdose", "overdose", "crisis withdrawal", true, 2 },
	{ "surrender", "surrender", "over-apology self-blame give-in soft "
	  "hedged-limit permission", false, 6 },
	{ "threat", "threat ultimatum", "abuse harm", false, 5 },
	{ "withdrawal", "withdrawal", "overdose", true, 2 },
};
#define CLASSES (sizeof(classes) / sizeof(classes[0]))

struct row {
	size_t file;
	struct strlist labels;
	struct strbuf text;
	uint32_t *features;	/* of all windows, one after another */
	uint32_t *ends;		/* where each window ends */
	size_t windows;
};

struct feature {
	uint64_t key;		/* words; 0: a move */
	unsigned move;
	uint32_t rows;		/* that hold it */
	size_t last_row;	/* + 1 */
};

struct fit {
	struct row *rows;
	size_t count, capacity;
	size_t files;
	struct feature *features;
	size_t feature_count, feature_capacity;
	uint32_t *slots;
	size_t mask;
	double *weights, *squares;
	double bias, bias_square;
	const struct rulebook *book;
};

static uint64_t seed = 20261124;

/* splitmix64 */
static uint64_t next_random(void)
{
	uint64_t z = (seed += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* --- rows ----------------------------------------------------------------- */

static void read_text(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\' && text[1] == 'n') {
			strbuf_addch(out, '\n');
			text++;
		} else {
			strbuf_addch(out, *text);
		}
	}
}

static void read_row(struct fit *fit, char *line, bool verdict)
{
	char *rest = line, *labels, *label;
	struct row row = { .file = fit->files, .labels = STRLIST_INIT,
			   .text = STRBUF_INIT };

	if (verdict)
		strlist_add(&row.labels, strsep(&rest, "\t"));
	labels = strsep(&rest, "\t");
	if (!rest || !*rest) {
		fprintf(stderr, "fit: no row: %s\n", line);
		exit(1);
	}
	while ((label = strsep(&labels, ",")))
		strlist_add(&row.labels, label);
	read_text(&row.text, rest);
	if (fit->count == fit->capacity)
		fit->rows = mem_grow(fit->rows, &fit->capacity,
				     sizeof(*fit->rows));
	fit->rows[fit->count++] = row;
}

static void read_file(struct fit *fit, const char *path)
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
	while ((line = strsep(&rest, "\n")))
		if (*line && *line != '#')
			read_row(fit, line, verdict);
	strbuf_release(&text);
	fit->files++;
}

/* Whether any of the words of `names` is among the labels. */
static bool labelled(const struct row *row, const char *names)
{
	struct strbuf padded = STRBUF_INIT, word = STRBUF_INIT;
	bool found = false;

	strbuf_addf(&padded, " %s ", names);
	for (size_t i = 0; i < row->labels.count && !found; i++) {
		strbuf_reset(&word);
		strbuf_addf(&word, " %s ", row->labels.items[i]);
		found = strstr(padded.text, word.text) != NULL;
	}
	strbuf_release(&padded);
	strbuf_release(&word);
	return found;
}

/* 1, 0, or -1: no example of either. */
static int target(const struct row *row, const struct class *class)
{
	if (labelled(row, class->labels))
		return 1;
	return labelled(row, class->neither) ? -1 : 0;
}

/* --- features -------------------------------------------------------------- */

/* All words of the rows as a phrase list, so that each has a number. */
static void add_vocabulary(const struct fit *fit, struct strbuf *out)
{
	strbuf_addstr(out, "---\ntitle: \"Words\"\nabout: \"Words\"\n"
		      "say: \"words\"\n---\n");
	for (size_t i = 0; i < fit->count; i++) {
		const char *at = fit->rows[i].text.text;

		while (*at) {
			size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyz"
					  "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

			if (n > 1 && n <= LEXICON_WORD_MAX) {
				strbuf_add(out, at, n);
				strbuf_addch(out, '\n');
			}
			at += n ? n : 1;
		}
	}
}

static uint32_t feature_of(struct fit *fit, uint64_t key, unsigned move,
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
static void add_sentence(struct fit *fit, size_t row, const struct words *words,
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

static void read_features(struct fit *fit, size_t i, struct words *words,
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

/* Things that one or two rows hold teach those rows and nothing else. */
static bool is_used(const struct fit *fit, uint32_t feature)
{
	const struct feature *f = &fit->features[feature];

	return f->rows >= (f->key >> 16 ? ROWS_LEAST : 2);
}

/* --- fitting ---------------------------------------------------------------- */

static double score_window(const struct fit *fit, const struct row *row,
			   size_t window)
{
	double sum = fit->bias;

	for (size_t i = window ? row->ends[window - 1] : 0;
	     i < row->ends[window]; i++)
		sum += fit->weights[row->features[i]];
	return sum;
}

/* The score of a row, and which window has it. */
static double score(const struct fit *fit, const struct row *row,
		    size_t *window)
{
	double best = -1e9;

	*window = 0;
	for (size_t i = 0; i < row->windows; i++) {
		double sum = score_window(fit, row, i);

		if (sum > best) {
			best = sum;
			*window = i;
		}
	}
	return best;
}

static void step(double *weight, double *square, double slope)
{
	*square += slope * slope;
	*weight -= RATE * slope / sqrt(*square + 1e-6);
}

static void learn(struct fit *fit, const struct row *row, int wanted,
		  double heed)
{
	size_t window;
	double slope = 1 / (1 + exp(-score(fit, row, &window))) - wanted;

	slope *= heed;
	step(&fit->bias, &fit->bias_square, slope);
	for (size_t i = window ? row->ends[window - 1] : 0;
	     i < row->ends[window]; i++) {
		uint32_t f = row->features[i];

		if (is_used(fit, f))
			step(&fit->weights[f], &fit->squares[f],
			     slope + DECAY * fit->weights[f] * 10);
	}
}

/* Fits on all rows but those of file `left_out`. */
static void fit_class(struct fit *fit, const struct class *class,
		      size_t left_out)
{
	size_t *order = mem_array(fit->count, sizeof(*order));
	size_t n = 0, positive = 0;
	double heed;

	memset(fit->weights, 0, fit->feature_count * sizeof(*fit->weights));
	memset(fit->squares, 0, fit->feature_count * sizeof(*fit->squares));
	fit->bias = -2;
	fit->bias_square = 0;
	for (size_t i = 0; i < fit->count; i++) {
		int wanted = target(&fit->rows[i], class);

		if (fit->rows[i].file == left_out || wanted < 0 ||
		    !fit->rows[i].windows)
			continue;
		order[n++] = i;
		positive += wanted == 1;
	}
	heed = positive ? sqrt((double)(n - positive) / (double)positive) : 1;
	for (int epoch = 0; epoch < EPOCHS; epoch++) {
		for (size_t i = n; i > 1; i--) {
			size_t k = next_random() % i, swap = order[i - 1];

			order[i - 1] = order[k];
			order[k] = swap;
		}
		for (size_t i = 0; i < n; i++) {
			int wanted = target(&fit->rows[order[i]], class);

			learn(fit, &fit->rows[order[i]], wanted,
			      wanted ? heed : 1);
		}
	}
	free(order);
}

static int downwards(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x > y ? -1 : x < y;
}

/*
 * The bar that lets so many of a thousand others through, from scores of rows
 * that were left out; and how many that are meant reach it.
 */
static double find_bar(struct fit *fit, const struct class *class)
{
	double *meant = mem_array(fit->count, sizeof(*meant));
	double *others = mem_array(fit->count, sizeof(*others));
	size_t m = 0, o = 0, window, found = 0, allowed;
	double bar;

	for (size_t file = 0; file < fit->files; file++) {
		fit_class(fit, class, file);
		for (size_t i = 0; i < fit->count; i++) {
			const struct row *row = &fit->rows[i];
			int wanted = target(row, class);

			if (row->file != file || wanted < 0 || !row->windows)
				continue;
			if (wanted)
				meant[m++] = score(fit, row, &window);
			else
				others[o++] = score(fit, row, &window);
		}
	}
	qsort(others, o, sizeof(*others), downwards);
	allowed = (size_t)((double)o * class->alarms / 1000);
	bar = o ? others[allowed] + 0.05 : 0;
	for (size_t i = 0; i < m; i++)
		found += meant[i] >= bar;
	printf("%-15s %6zu %6zu %8.1f %10zu %6.1f\n", class->move, m, o,
	       m ? 100.0 * (double)found / (double)m : 0, allowed,
	       bar * SCALE);
	free(meant);
	free(others);
	return bar;
}

/* --- writing ----------------------------------------------------------------- */

static void add_word(const struct lexicon *lex, uint16_t number,
		     struct strbuf *out)
{
	static const char *const marks[] = { "", "^", "$", "?", "<number>" };

	if (number < WORD_FIRST)
		strbuf_addstr(out, marks[number]);
	else
		strbuf_add(out, lex->letters + lex->words[number].text,
			   lex->words[number].len);
}

struct written {
	long points;
	char *line;
};

static int by_points(const void *a, const void *b)
{
	const struct written *x = a, *y = b;

	if (x->points != y->points)
		return x->points > y->points ? -1 : 1;
	return strcmp(x->line, y->line);
}

static void write_class(const struct fit *fit, const struct class *class,
			double bar, const char *folder)
{
	struct written *lines = mem_array(fit->feature_count, sizeof(*lines));
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct err err = { 0 };
	size_t n = 0;

	for (uint32_t i = 0; i < fit->feature_count; i++) {
		const struct feature *f = &fit->features[i];
		long points = lround(fit->weights[i] * SCALE);
		struct strbuf line = STRBUF_INIT;

		if (labs(points) < LEAST || !is_used(fit, i))
			continue;
		if (!f->key)
			strbuf_addf(&line, "@%s",
				    fit->book->lexicon.moves[f->move].name);
		for (int k = POINTS_WORDS_MAX - 1; f->key && k >= 0; k--) {
			uint16_t number = (uint16_t)(f->key >> 16 * k);

			if (number && line.len)
				strbuf_addch(&line, ' ');
			if (number)
				add_word(&fit->book->lexicon, number, &line);
		}
		lines[n++] = (struct written){ points, strbuf_detach(&line) };
	}
	qsort(lines, n, sizeof(*lines), by_points);
	strbuf_addf(&text, "# What makes a sentence sound like \"%s\". Written "
		    "by `make points`.\nbar %ld\n", class->move,
		    lround((bar - fit->bias) * SCALE));
	for (size_t i = 0; i < n; i++) {
		strbuf_addf(&text, "%ld %s\n", lines[i].points, lines[i].line);
		free(lines[i].line);
	}
	strbuf_addf(&path, "%s/%s.txt", folder, class->move);
	if (file_write(path.text, text.text, text.len, 0644, &err)) {
		fprintf(stderr, "fit: %s\n", err.text);
		exit(1);
	}
	free(lines);
	strbuf_release(&path);
	strbuf_release(&text);
}

static struct rulebook *read_book(const struct fit *fit)
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

int main(int argc, char **argv)
{
	struct fit fit = { .mask = (1u << 22) - 1 };
	struct words words = WORDS_INIT;
	struct rulebook *book;
	struct moves *moves;

	if (argc < 4) {
		fputs("usage: fit FOLDER FILE.tsv FILE.tsv...\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++)
		read_file(&fit, argv[i]);
	book = read_book(&fit);
	fit.book = book;
	fit.slots = mem_array(fit.mask + 1, sizeof(*fit.slots));
	moves = moves_new(&book->lexicon);
	for (size_t i = 0; i < fit.count; i++)
		read_features(&fit, i, &words, moves);
	fit.weights = mem_array(fit.feature_count, sizeof(*fit.weights));
	fit.squares = mem_array(fit.feature_count, sizeof(*fit.squares));
	puts("                 meant others  found %    alarms    bar");
	for (size_t i = 0; i < CLASSES; i++) {
		double bar = find_bar(&fit, &classes[i]);

		fit_class(&fit, &classes[i], SIZE_MAX);
		write_class(&fit, &classes[i], bar, argv[1]);
	}
	words_release(&words);
	moves_free(moves);
	rulebook_free(book);
	for (size_t i = 0; i < fit.count; i++) {
		strlist_release(&fit.rows[i].labels);
		strbuf_release(&fit.rows[i].text);
		free(fit.rows[i].features);
		free(fit.rows[i].ends);
	}
	free(fit.rows);
	free(fit.features);
	free(fit.slots);
	free(fit.weights);
	free(fit.squares);
	return 0;
}
