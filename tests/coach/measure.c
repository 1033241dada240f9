/*
 * measure: how right the coach is, on rows that people have labelled.
 *
 * Usage: measure [--misses FILE] FILE.tsv...
 *
 * A file whose name starts with "safety" has rows `labels<TAB>text`, any other
 * `verdict<TAB>labels<TAB>text`; labels are ids of rules with commas between,
 * or "-"; `\n` in a text is a line break. Files with "frozen" in their name
 * are one half, all others the other, and the halves are never mixed. Rows
 * that went wrong are written to the file of --misses, for the development
 * half only: who reads the frozen rows has no frozen half any more.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "labels.h"
#include "score.h"

#define FILE_MAX (16 * 1024 * 1024)

struct row {
	const char *file;
	size_t line;
	bool safety;
	const char *verdict;		/* NULL in a safety file */
	struct strlist labels;
	struct strbuf text;
};

struct meter {
	struct reviewer *reviewer;
	struct score halves[2];		/* development, frozen */
	FILE *misses;
};

static enum verdict verdict_named(const char *name, bool *known)
{
	for (int i = 0; i < VERDICTS; i++)
		if (!strcmp(verdict_name((enum verdict)i), name))
			return (enum verdict)i;
	*known = false;
	return VERDICT_BALANCED;
}

/* The ids of all rules that spoke, or of all safety lists that were met. */
static void said(const struct meter *meter, const struct review *review,
		 bool safety, struct strlist *out)
{
	const struct rulebook *book = reviewer_book(meter->reviewer);
	const struct move *moves = book->lexicon.moves;

	for (size_t i = 0; safety && i < review->safety_count; i++)
		strlist_add(out, moves[review->safety[i]].name);
	for (size_t i = 0; !safety && i < review->finding_count; i++)
		if (!strlist_has(out, review->findings[i].rule->id))
			strlist_add(out, review->findings[i].rule->id);
	for (size_t i = 0; !safety && i < review->strength_count; i++)
		if (!strlist_has(out, review->strengths[i].rule->id))
			strlist_add(out, review->strengths[i].rule->id);
}

static void write_miss(struct meter *meter, const struct row *row,
		       const char *what, const char *id)
{
	if (!meter->misses)
		return;
	fprintf(meter->misses, "%s:%zu\t%s\t%s\t", row->file, row->line, what,
		id);
	for (const char *c = row->text.text; *c; c++)
		fputs(*c == '\n' ? "\\n" : (char[]){ *c, '\0' }, meter->misses);
	fputc('\n', meter->misses);
}

/* Labels against what was said; misses of the development half are written. */
static void compare(struct meter *meter, struct score *score,
		    const struct row *row, const struct strlist *spoken)
{
	bool write = score == &meter->halves[0];

	for (size_t i = 0; i < row->labels.count; i++) {
		const char *label = row->labels.items[i];
		struct tally *tally = score_tally(score, label, row->safety);

		tally->labelled++;
		tally->both += strlist_has(spoken, label);
		if (write && !strlist_has(spoken, label))
			write_miss(meter, row, "missed", label);
	}
	for (size_t i = 0; i < spoken->count; i++) {
		score_tally(score, spoken->items[i], row->safety)->said++;
		if (write && !strlist_has(&row->labels, spoken->items[i]))
			write_miss(meter, row, "not there", spoken->items[i]);
	}
}

static void take_safety(struct score *score, const struct row *row,
			const struct strlist *spoken)
{
	score->safety_rows++;
	if (row->labels.count)
		return;
	score_count(&score->alarms, spoken->count > 0);
	score_count(&score->crisis_alarms, strlist_has(spoken, "crisis"));
}

static void take_message(struct meter *meter, struct score *score,
			 const struct row *row, const struct review *review,
			 const struct strlist *spoken)
{
	const struct strlist *labels = &row->labels;
	bool known = true;
	enum verdict verdict = verdict_named(row->verdict, &known);

	score->rows++;
	score->verdicts[verdict][review->verdict]++;
	if (verdict != review->verdict && score == &meter->halves[0])
		write_miss(meter, row, row->verdict,
			   verdict_name(review->verdict));
	if (verdict == VERDICT_BALANCED)
		score_count(&score->problems, review_worst(review) == LEVEL_PROBLEM);
	if (strlist_has(labels, "over-apology"))
		score_count(&score->apology,
		      review_has(meter->reviewer, review, "apology") ||
		      review_has(meter->reviewer, review, "apology-strong"));
	if (labels_have(labels, "threat ultimatum"))
		score_count(&score->threats, labels_have(spoken, "threat ultimatum"));
	if (labels_have(labels, "attack contempt label"))
		score_count(&score->criticism,
		      labels_have(spoken, "attack contempt label absolute"));
	if (strlist_has(labels, "surrender"))
		score_count(&score->surrender, labels_have(spoken, "surrender give-in"));
}

static void take(struct meter *meter, const struct row *row)
{
	static const struct review_options options = REVIEW_OPTIONS_INIT;
	struct score *score =
		&meter->halves[strstr(row->file, "frozen") != NULL];
	const struct review *review = reviewer_read(meter->reviewer,
						    row->text.text,
						    row->text.len, &options);
	struct strlist spoken = STRLIST_INIT;

	said(meter, review, row->safety, &spoken);
	if (row->safety)
		take_safety(score, row, &spoken);
	else
		take_message(meter, score, row, review, &spoken);
	compare(meter, score, row, &spoken);
	strlist_release(&spoken);
}

/* --- reading -------------------------------------------------------------- */

static void read_labels(struct strlist *out, char *text)
{
	char *rest = text, *label;

	while ((label = strsep(&rest, ",")))
		if (*label && strcmp(label, "-") && strcmp(label, "none"))
			strlist_add(out, label);
}

/* One line of a file; false where it is no row. */
static bool read_row(struct row *row, char *line)
{
	char *rest = line, *labels;
	bool known = true;

	if (!row->safety) {
		row->verdict = strsep(&rest, "\t");
		verdict_named(row->verdict, &known);
	}
	labels = strsep(&rest, "\t");
	if (!known || !labels || !rest || !*rest || strchr(rest, '\t'))
		return false;
	read_labels(&row->labels, labels);
	labels_text(&row->text, rest);
	return true;
}

/* The rows of a file; how many lines were no rows, each of them told. */
static size_t read_file(struct meter *meter, const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };
	const char *slash = strrchr(path, '/');
	struct row row = { .file = slash ? slash + 1 : path };
	size_t faults = 0;
	char *rest, *line;

	if (file_read(path, FILE_MAX, &text, &err)) {
		fprintf(stderr, "measure: %s\n", err.text);
		strbuf_release(&text);
		return 1;
	}
	row.safety = !strncmp(row.file, "safety", 6);
	rest = text.text;
	while ((line = strsep(&rest, "\n"))) {
		row.line++;
		if (!*line || *line == '#')
			continue;
		row.labels = (struct strlist)STRLIST_INIT;
		row.text = (struct strbuf)STRBUF_INIT;
		if (read_row(&row, line)) {
			take(meter, &row);
		} else {
			fprintf(stderr, "measure: %s:%zu: no row\n", path,
				row.line);
			faults++;
		}
		strlist_release(&row.labels);
		strbuf_release(&row.text);
	}
	strbuf_release(&text);
	return faults;
}

int main(int argc, char **argv)
{
	struct meter meter = { .halves = { { .name = "development" },
					   { .name = "frozen" } } };
	size_t faults = 0;
	int first = 1;

	if (argc > 2 && !strcmp(argv[1], "--misses")) {
		meter.misses = fopen(argv[2], "w");
		if (!meter.misses) {
			perror(argv[2]);
			return 1;
		}
		first = 3;
	}
	if (first == argc || *argv[first] == '-') {
		fputs("usage: measure [--misses FILE] FILE.tsv...\n", stderr);
		return 2;
	}
	meter.reviewer = reviewer_new(&rulebook_builtin);
	for (int i = first; i < argc; i++)
		faults += read_file(&meter, argv[i]);
	for (size_t i = 0; i < 2; i++) {
		if (meter.halves[i].rows || meter.halves[i].safety_rows)
			score_print(&meter.halves[i]);
		score_release(&meter.halves[i]);
	}
	reviewer_free(meter.reviewer);
	if (meter.misses && fclose(meter.misses))
		faults++;
	if (fflush(stdout) || ferror(stdout))
		faults++;
	return faults ? 1 : 0;
}
