#ifndef BOUNDARY_PLOT_H
#define BOUNDARY_PLOT_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/*
 * plot: lines over time, in Braille dots: two to a column, four to a row.
 *
 * A line is told from another without colour: one is drawn whole, the other
 * broken. Where more points fall on a place than it has dots, their mean is
 * drawn.
 */
struct plot_point {
	double at;		/* where from left to right: 0 to 1 */
	double value;
};

struct plot_line {
	const struct plot_point *points;	/* sorted by `at` */
	size_t count;
	bool broken;
	const char *colour, *off;	/* what starts and ends it; or "" */
};

struct plot {
	size_t columns, rows;	/* of the drawing itself, without labels */
	double top;		/* the value of the upper edge; the lower is 0 */
	const struct plot_line *lines;	/* later ones lie above */
	size_t count;
};

/* Draws it; `plot` must live as long as the canvas. plot_free() that. */
struct plot_canvas;
struct plot_canvas *plot_draw(const struct plot *plot);
/* Appends row `row` of the drawing, 0 at the top, without a newline. */
void plot_add_row(struct strbuf *out, const struct plot_canvas *canvas,
		  size_t row);
void plot_free(struct plot_canvas *canvas);

/*
 * The mean of the points in each of `places` equal parts of the width, into
 * an array of so many, which the caller frees; below 0 where a part has none.
 */
double *plot_means(const struct plot_line *line, size_t places);

#endif
