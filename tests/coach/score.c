#include "score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct tally *score_tally(struct score *score, const char *name, bool safety)
{
	struct tally *tally;

	for (size_t i = 0; i < score->tally_count; i++)
		if (score->tallies[i].safety == safety &&
		    !strcmp(score->tallies[i].name, name))
			return &score->tallies[i];
	if (score->tally_count == score->tally_capacity)
		score->tallies = mem_grow(score->tallies, &score->tally_capacity,
					 sizeof(*score->tallies));
	tally = &score->tallies[score->tally_count++];
	*tally = (struct tally){ .name = mem_string(name), .safety = safety };
	return tally;
}

void score_count(struct ratio *ratio, bool hit)
{
	ratio->of++;
	ratio->hits += hit;
}

static double part(size_t hits, size_t of)
{
	return of ? (double)hits / (double)of : 0;
}

/* "91.4" or "   -" where there is nothing to divide by. */
static void print_percent(size_t hits, size_t of)
{
	if (of)
		printf(" %9.1f", 100 * part(hits, of));
	else
		printf(" %9s", "-");
}

static int by_name(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void print_tallies(const struct score *score, bool safety)
{
	printf("%-20s %9s %9s %9s %9s %9s\n", safety ? "safety" : "rule",
	       "labelled", "said", "right", "precis. %", "recall %");
	for (size_t i = 0; i < score->tally_count; i++) {
		const struct tally *t = &score->tallies[i];

		if (t->safety != safety)
			continue;
		printf("%-20s %9zu %9zu %9zu", t->name, t->labelled, t->said,
		       t->both);
		print_percent(t->both, t->said);
		print_percent(t->both, t->labelled);
		putchar('\n');
	}
}

static double f1(const struct score *score, int verdict)
{
	size_t labelled = 0, all = 0, right = score->verdicts[verdict][verdict];

	for (int i = 0; i < VERDICTS; i++) {
		labelled += score->verdicts[verdict][i];
		all += score->verdicts[i][verdict];
	}
	return labelled + all ? 2 * (double)right / (double)(labelled + all) : 0;
}

static void print_verdicts(const struct score *score)
{
	double sum = 0;

	printf("%-20s", "labelled \\ said");
	for (int i = 0; i < VERDICTS; i++)
		printf(" %9s", verdict_name((enum verdict)i));
	printf(" %9s\n", "F1");
	for (int i = 0; i < VERDICTS; i++) {
		printf("%-20s", verdict_name((enum verdict)i));
		for (int k = 0; k < VERDICTS; k++)
			printf(" %9zu", score->verdicts[i][k]);
		printf(" %9.3f\n", f1(score, i));
		sum += f1(score, i);
	}
	printf("macro-F1 %.3f; without mixed %.3f\n", sum / VERDICTS,
	       (sum - f1(score, VERDICT_MIXED)) / (VERDICTS - 1));
}

static void print_aim(const char *what, const struct ratio *ratio,
		      const char *aim)
{
	char counts[48];

	snprintf(counts, sizeof(counts), "%zu/%zu", ratio->hits, ratio->of);
	printf("%-44s %9s", what, counts);
	print_percent(ratio->hits, ratio->of);
	printf(" %%  (aim: %s)\n", aim);
}

/* How many rows of a safety label were met. */
static struct ratio ratio_of(struct score *score, const char *label)
{
	const struct tally *tally = score_tally(score, label, true);

	return (struct ratio){ tally->both, tally->labelled };
}

static void print_safety(struct score *score)
{
	const struct ratio crises = ratio_of(score, "crisis");
	const struct ratio abuses = ratio_of(score, "abuse");

	print_tallies(score, true);
	putchar('\n');
	print_aim("crisis found", &crises, ">= 85 %");
	print_aim("abuse found", &abuses, ">= 90 %");
	print_aim("false alarms of crisis on everyday text",
		  &score->crisis_alarms, "<= 0.5 %");
	print_aim("false alarms of any kind on everyday text", &score->alarms,
		  "few");
}

void score_print(struct score *score)
{
	if (score->tally_count)
		qsort(score->tallies, score->tally_count, sizeof(*score->tallies),
		      by_name);
	printf("=== %s half: %zu messages, %zu rows of safety ===\n\n",
	       score->name, score->rows, score->safety_rows);
	if (score->rows) {
		print_tallies(score, false);
		putchar('\n');
		print_verdicts(score);
		putchar('\n');
		print_aim("problems on balanced text", &score->problems,
			  "<= 3 %");
		print_aim("apology seen where labelled over-apology",
			  &score->apology, ">= 95 %");
		print_aim("threats and ultimatums", &score->threats, ">= 85 %");
		print_aim("criticism and contempt", &score->criticism,
			  ">= 85 %");
		print_aim("surrender", &score->surrender, ">= 85 %");
		putchar('\n');
	}
	if (score->safety_rows)
		print_safety(score);
	putchar('\n');
}

void score_release(struct score *score)
{
	for (size_t i = 0; i < score->tally_count; i++)
		free(score->tallies[i].name);
	free(score->tallies);
}
