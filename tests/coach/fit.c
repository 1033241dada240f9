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
 * How good it is and where the bar stands is judged on writers that the fit has
 * not seen: a file is a writer's, and each is left out once, with a few others.
 * A random part of the rows would not do: it shares the habits of those who
 * wrote the rest. The order is mixed by a fixed seed, so the same rows give the
 * same files.
 *
 * Long for a file here: the one number that matters, how good it is on rows it
 * has not seen, needs reading, fitting, judging and writing side by side.
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
#include "coach/points-builder.h"
#include "coach/points.h"
#include "coach/rulebook.h"
#include "fit-rows.h"
#include "labels.h"

#define PARTS 7			/* of the writers, each left out once */
#define EPOCHS 16
#define RATE 0.05
#define DECAY 0.01		/* of squares, a step */
#define HEED 0.3		/* to the fewer: power of their ratio */
#define CALM "balanced everyday none good"
#define SHIPPED 20		/* heed to what ships: a test holds it */
#define SCALE 10.0		/* points of a weight of one */
#define LEAST 2			/* points below which an entry is left out */
#define ROWS_LEAST 3		/* that hold a pair or triple */

/*
 * A class: the move, labels that are it, labels that are neither (too near to
 * be examples against it), and how many of a thousand calm rows may be wrong;
 * twice as many of a thousand others may. `lost` of a hundred right finds of
 * the phrases may be given up to be rid of wrong ones. Where a body is in danger
 * now, a phrase is enough. Many of the calm rows are near misses on
 * purpose, so plain talk draws fewer alarms than these; of a crisis and of abuse
 * more are allowed, since a line too many costs less than one that is missing.
 */
struct class {
	const char *move;
	const char *labels;
	const char *neither;
	double alarms;
	size_t lost;		/* 0: no floor */
};

#define OTHER_HARD " passive-aggression sarcasm should"

#define OTHER_SOFT " over-apology self-blame give-in soft hedged-limit " \
	"permission reassurance vague-ask reason-chain surrender"

static const struct class classes[] = {
	{ "abuse", "abuse", "crisis harm overdose withdrawal criticism attack "
	  "contempt threat ultimatum hard label mind-reading absolute"
	  OTHER_HARD, 9, 3 },
	{ "attack", "attack criticism contempt label accusation absolute "
	  "mind-reading", "threat ultimatum abuse hard mixed" OTHER_HARD,
	  8, 3 },
	{ "crisis", "crisis", "abuse harm overdose withdrawal", 6, 3 },
	{ "harm", "harm", "threat abuse crisis ultimatum hard", 2, 4 },
	{ "overdose", "overdose", "crisis withdrawal", 2, 0 },
	{ "soft-limit", "hedged-limit", "mixed" OTHER_SOFT, 2, 0 },
	{ "surrender", "surrender", OTHER_SOFT, 12, 2 },
	{ "threat", "threat ultimatum", "abuse harm criticism contempt attack "
	  "hard mixed label absolute mind-reading" OTHER_HARD, 7, 5 },
	{ "took-back", "give-in", "mixed" OTHER_SOFT, 2, 0 },
	{ "vague-ask", "vague-ask", "hard mixed criticism attack absolute "
	  "should" OTHER_SOFT, 2, 0 },
	{ "withdrawal", "withdrawal", "overdose", 2, 0 },
};
#define CLASSES (sizeof(classes) / sizeof(classes[0]))

struct fit {
	struct fit_rows rows;
	double *weights, *squares, *sums;	/* by feature */
	double bias, bias_square, bias_sum;
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

/*
 * 1, 0, or -1: no example of either. The example of one rule may well be what
 * another is about: it is one for or against its own only.
 */
static int target(const struct row *row, const struct class *class)
{
	if (labels_have(&row->labels, "good"))
		return labels_have(&row->labels, class->labels) ||
		       labels_have(&row->labels, class->move) ? 0 : -1;
	if (labels_have(&row->labels, "bad"))
		return labels_have(&row->labels, class->labels) ? 1 : -1;
	if (labels_have(&row->labels, class->labels))
		return 1;
	return labels_have(&row->labels, class->neither) ? -1 : 0;
}

/* Things that one or two rows hold teach those rows and nothing else. */
static bool is_used(const struct fit *fit, uint32_t feature)
{
	const struct feature *f = &fit->rows.features[feature];

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
			     slope + DECAY * fit->weights[f]);
	}
}

/* Adds the weights as they are now to the mean of the later epochs: one epoch
 * alone leans to the rows that came last in it. */
static void remember(struct fit *fit)
{
	for (size_t i = 0; i < fit->rows.feature_count; i++)
		fit->sums[i] += fit->weights[i];
	fit->bias_sum += fit->bias;
}

static void settle(struct fit *fit)
{
	for (size_t i = 0; i < fit->rows.feature_count; i++)
		fit->weights[i] = fit->sums[i] / (EPOCHS / 2);
	fit->bias = fit->bias_sum / (EPOCHS / 2);
}

/* The part of a row, from 1: a writer is never in two. 0: always learned from. */
static size_t part_of(const struct row *row)
{
	return row->writer ? (row->writer - 1) % PARTS + 1 : 0;
}

/* Fits on all rows but those of the part `left_out`. */
static void fit_class(struct fit *fit, const struct class *class,
		      size_t left_out)
{
	size_t *order = mem_array(fit->rows.count, sizeof(*order));
	size_t n = 0, positive = 0;
	double heed;

	memset(fit->weights, 0, fit->rows.feature_count * sizeof(*fit->weights));
	memset(fit->squares, 0, fit->rows.feature_count * sizeof(*fit->squares));
	fit->bias = -2;
	fit->bias_square = 0;
	for (size_t i = 0; i < fit->rows.count; i++) {
		int wanted = target(&fit->rows.rows[i], class);

		if (part_of(&fit->rows.rows[i]) == left_out || wanted < 0 ||
		    !fit->rows.rows[i].windows)
			continue;
		order[n++] = i;
		positive += wanted == 1;
	}
	heed = positive ? pow((double)(n - positive) / (double)positive, HEED) :
		1;
	memset(fit->sums, 0, fit->rows.feature_count * sizeof(*fit->sums));
	fit->bias_sum = 0;
	for (int epoch = 0; epoch < EPOCHS; epoch++) {
		for (size_t i = n; i > 1; i--) {
			size_t k = next_random() % i, swap = order[i - 1];

			order[i - 1] = order[k];
			order[k] = swap;
		}
		for (size_t i = 0; i < n; i++) {
			int wanted = target(&fit->rows.rows[order[i]], class);

			learn(fit, &fit->rows.rows[order[i]], wanted,
			      fit->rows.rows[order[i]].shipped ? SHIPPED :
			      wanted ? heed : 1);
		}
		if (epoch >= EPOCHS / 2)
			remember(fit);
	}
	settle(fit);
	free(order);
}

static int downwards(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x > y ? -1 : x < y;
}

static bool has_move(const struct fit *fit, const struct row *row,
		     const char *move)
{
	const size_t n = row->windows ? row->ends[row->windows - 1] : 0;

	for (size_t i = 0; i < n; i++) {
		const struct feature *f =
			&fit->rows.features[row->features[i]];

		if (!f->key && !strcmp(fit->rows.book->lexicon.moves[f->move].name,
				       move))
			return true;
	}
	return false;
}

/* Scores of rows that were left out, in falling order once they are sorted. */
struct scores {
	double *items;
	size_t count;
};

/* Of rows that are meant, of calm ones and of all others; and the same where
 * phrases found it. */
struct judged {
	struct scores meant, others, calm, meant_found, calm_found;
};

static void scores_add(const struct fit *fit, struct scores *scores,
		       double score)
{
	if (!scores->items)
		scores->items = mem_array(fit->rows.count,
					  sizeof(*scores->items));
	scores->items[scores->count++] = score;
}

static void judge(struct fit *fit, const struct class *class,
		  struct judged *out)
{
	struct scores *const all[] = { &out->meant, &out->others, &out->calm,
				       &out->meant_found, &out->calm_found };

	for (size_t part = 1; part <= PARTS; part++) {
		fit_class(fit, class, part);
		for (size_t i = 0; i < fit->rows.count; i++) {
			const struct row *row = &fit->rows.rows[i];
			int wanted = target(row, class);
			bool calm = !wanted && labels_have(&row->labels, CALM);
			size_t window;
			double sum;

			if (part_of(row) != part || wanted < 0 || !row->windows)
				continue;
			/* The bias is another in each fit: measure without. */
			sum = score(fit, row, &window) - fit->bias;
			scores_add(fit, wanted ? &out->meant : calm ?
				   &out->calm : &out->others, sum);
			if ((wanted || calm) && has_move(fit, row, class->move))
				scores_add(fit, wanted ? &out->meant_found :
					   &out->calm_found, sum);
		}
	}
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i]->count)
			qsort(all[i]->items, all[i]->count, sizeof(double),
			      downwards);
}

/* How many reach `bar`. */
static size_t reach(const struct scores *scores, double bar)
{
	size_t n = 0;

	while (n < scores->count && scores->items[n] >= bar)
		n++;
	return n;
}

static double percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

/* The bar that lets `alarms` of a thousand through. */
static double bar_of(const struct scores *scores, double alarms)
{
	return scores->count ? scores->items[(size_t)((double)scores->count *
						      alarms / 1000)] + 0.05 :
		-1e9;
}

/*
 * The bar is the one that lets few enough calm rows through, and few enough
 * others. The floor keeps all but `lost` of a hundred that the phrases found
 * rightly. All of it is from writers that were left out.
 */
static void find_limits(struct fit *fit, const struct class *class,
			double *bar, double *low)
{
	struct judged j = { 0 };
	double calm, others;
	size_t lost;

	judge(fit, class, &j);
	calm = bar_of(&j.calm, class->alarms);
	others = bar_of(&j.others, 2 * class->alarms);
	*bar = calm > others ? calm : others;
	lost = j.meant_found.count * class->lost / 100;
	*low = j.meant_found.count ?
		j.meant_found.items[j.meant_found.count - 1 - lost] : -1e9;
	printf("%-12s %6zu %6zu %8.1f %8.2f %8.2f %9.1f %9.2f %9.2f\n",
	       class->move, j.meant.count, j.calm.count,
	       percent(reach(&j.meant, *bar), j.meant.count),
	       percent(reach(&j.calm, *bar), j.calm.count),
	       percent(reach(&j.others, *bar), j.others.count),
	       percent(j.meant_found.count, j.meant.count),
	       percent(j.calm_found.count, j.calm.count),
	       percent(reach(&j.calm_found, *low), j.calm.count));
	fflush(stdout);
	free(j.meant.items);
	free(j.others.items);
	free(j.calm.items);
	free(j.meant_found.items);
	free(j.calm_found.items);
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
			double bar, double low, const char *folder)
{
	struct written *lines = mem_array(fit->rows.feature_count, sizeof(*lines));
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct err err = { 0 };
	size_t n = 0;

	for (uint32_t i = 0; i < fit->rows.feature_count; i++) {
		const struct feature *f = &fit->rows.features[i];
		long points = lround(fit->weights[i] * SCALE);
		struct strbuf line = STRBUF_INIT;

		if (labs(points) < LEAST || !is_used(fit, i))
			continue;
		if (!f->key)
			strbuf_addf(&line, "@%s",
				    fit->rows.book->lexicon.moves[f->move].name);
		for (int k = POINTS_WORDS_MAX - 1; f->key && k >= 0; k--) {
			uint16_t number = (uint16_t)(f->key >> 16 * k);

			if (number && line.len)
				strbuf_addch(&line, ' ');
			if (number)
				add_word(&fit->rows.book->lexicon, number, &line);
		}
		lines[n++] = (struct written){ points, strbuf_detach(&line) };
	}
	qsort(lines, n, sizeof(*lines), by_points);
	strbuf_addf(&text, "# What makes a sentence sound like \"%s\". Written "
		    "by `make points`.\nbar %ld\n", class->move,
		    lround(bar * SCALE));
	if (class->lost && low > -POINTS_MAX / SCALE)
		strbuf_addf(&text, "floor %ld\n", lround(low * SCALE));
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

int main(int argc, char **argv)
{
	struct fit fit = { .rows = { .mask = FIT_ROWS_MASK } };

	if (argc < 4) {
		fputs("usage: fit FOLDER FILE.tsv FILE.tsv...\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++)
		fit_rows_read(&fit.rows, argv[i]);
	fit_rows_split(&fit.rows);
	fit.weights = mem_array(fit.rows.feature_count, sizeof(*fit.weights));
	fit.squares = mem_array(fit.rows.feature_count, sizeof(*fit.squares));
	fit.sums = mem_array(fit.rows.feature_count, sizeof(*fit.sums));
	puts("Writers left out: % found, % of calm and of other rows wrong;"
	     " phrases: % found,\n% of calm wrong, after the floor\n"
	     "              meant   calm    found     calm    other"
	     "   phrases     wrong     floor");
	for (size_t i = 0; i < CLASSES; i++) {
		double bar, low;

		find_limits(&fit, &classes[i], &bar, &low);
		fit_class(&fit, &classes[i], SIZE_MAX);
		write_class(&fit, &classes[i], bar, low, argv[1]);
	}
	fit_rows_release(&fit.rows);
	free(fit.weights);
	free(fit.squares);
	free(fit.sums);
	return 0;
}
