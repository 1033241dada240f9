/* Progress as two drawings on a terminal, as wide as it is. */

#include <stdlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "cmd.h"
#include "local_day.h"
#include "progress.h"
#include "script/messages.h"

/* Narrower than this nothing can be seen; wider than this the eye gets lost. */
#define COLUMNS_MIN 40
#define COLUMNS_MAX 120
#define ROWS 5
/* "100 " before each row, and a bar. */
#define LABEL_COLUMNS 5
/* Fewer talks than this make no line. */
#define TALKS_MIN 2

bool view_line(const struct view *view, enum measure measure,
	       struct plot_line *line)
{
	const struct progress *p = view->progress;
	struct plot_point *points = mem_array(p->count, sizeof(*points));
	int64_t start = p->count ? p->talks[0].created : 0;
	int64_t span = p->count ? p->talks[p->count - 1].created - start : 0;

	*line = (struct plot_line){ .points = points };
	for (size_t i = 0; i < p->count; i++) {
		const struct talk *talk = &p->talks[i];

		if (talk->values[measure] < 0)
			continue;
		points[line->count++] = (struct plot_point){
			span ? (double)(talk->created - start) / (double)span :
			0, talk->values[measure],
		};
	}
	return line->count;
}

void view_span(const struct view *view, struct date *first, struct date *last)
{
	const struct progress *p = view->progress;

	*first = local_day(p->count ? p->talks[0].created : 0);
	*last = local_day(p->count ? p->talks[p->count - 1].created : 0);
}

static void add_spaces(struct strbuf *out, size_t count)
{
	while (count--)
		strbuf_addch(out, ' ');
}

/* The first and the last day, at the two ends of the drawing. */
static void add_days(struct strbuf *out, const struct view *view,
		     size_t columns)
{
	struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
	struct date first, last;

	view_span(view, &first, &last);
	date_add_iso(&left, first);
	date_add_iso(&right, last);
	add_spaces(out, LABEL_COLUMNS);
	strbuf_addstr(out, left.text);
	add_spaces(out, columns - left.len - right.len);
	strbuf_addf(out, "%s\n", right.text);
	strbuf_release(&left);
	strbuf_release(&right);
}

static void add_legend(struct strbuf *out, const struct view *view,
		       const char *title, const struct plot_line lines[2])
{
	static const char *const keys[] = { "plot.before", "plot.after" };
	static const char *const samples[] = { "\u2812 \u2812", "\u2812\u2812\u2812" };

	view_add(out, view, title, NULL);
	for (int i = 0; i < 2; i++) {
		strbuf_addf(out, "   %s%s%s ", lines[i].colour, samples[i],
			    lines[i].off);
		view_add(out, view, keys[i], NULL);
	}
	strbuf_addch(out, '\n');
}

static void add_plot(struct strbuf *out, const struct view *view,
		     const struct cmd_io *io, const char *title,
		     enum measure before, int top)
{
	size_t width = io->columns < COLUMNS_MAX ? io->columns : COLUMNS_MAX;
	struct plot_line lines[2];
	struct plot plot = { width - LABEL_COLUMNS - 1, ROWS, top, lines, 2 };
	struct plot_canvas *canvas;
	bool any = view_line(view, before, &lines[0]);

	any = view_line(view, before + 1, &lines[1]) && any;
	lines[0].broken = true;
	lines[0].colour = cmd_colour(io, COLOUR_WARM);
	lines[1].colour = cmd_colour(io, COLOUR_CALM);
	lines[0].off = lines[1].off = cmd_colour(io, COLOUR_OFF);
	canvas = any ? plot_draw(&plot) : NULL;
	if (canvas)
		add_legend(out, view, title, lines);
	for (size_t row = 0; canvas && row < ROWS; row++) {
		if (row % 2)
			strbuf_addstr(out, "    \u2502");
		else
			strbuf_addf(out, "%3d \u2524", top -
				    top * (int)row / (ROWS - 1));
		plot_add_row(out, canvas, row);
		strbuf_addch(out, '\n');
	}
	if (canvas)
		add_days(out, view, plot.columns);
	strbuf_addch(out, '\n');
	plot_free(canvas);
	free((void *)lines[0].points);
	free((void *)lines[1].points);
}

void progress_add_plots(struct strbuf *out, const struct view *view,
			const struct cmd_io *io)
{
	if (io->columns < COLUMNS_MIN || view->progress->count < TALKS_MIN)
		return;
	add_plot(out, view, io, "plot.hard", HARD_BEFORE, 10);
	add_plot(out, view, io, "plot.likely", LIKELY_BEFORE, 100);
}
