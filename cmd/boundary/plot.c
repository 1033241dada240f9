#include "plot.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"

/* A column has two dots from left to right, a row four from top to bottom. */
#define DOTS_WIDE 2
#define DOTS_HIGH 4

/* The blank of the Braille block; a dot sets a bit of it. */
#define BRAILLE 0x2800

struct plot_canvas {
	const struct plot *plot;
	uint8_t *cells;		/* the dots of each */
	uint8_t *owner;		/* 1 + the line that was drawn there last */
};

static const uint8_t bits[DOTS_HIGH][DOTS_WIDE] = {
	{ 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 },
};

double *plot_means(const struct plot_line *line, size_t places)
{
	double *sums = mem_array(places, sizeof(*sums));
	size_t *counts = mem_array(places, sizeof(*counts));

	for (size_t i = 0; i < line->count; i++) {
		double at = line->points[i].at * (double)(places - 1) + 0.5;
		size_t place = at < 0 ? 0 : (size_t)at;

		if (place >= places)
			place = places - 1;
		sums[place] += line->points[i].value;
		counts[place]++;
	}
	for (size_t i = 0; i < places; i++)
		sums[i] = counts[i] ? sums[i] / (double)counts[i] : -1;
	free(counts);
	return sums;
}

static void set(struct plot_canvas *canvas, size_t x, size_t y, size_t line)
{
	size_t cell = y / DOTS_HIGH * canvas->plot->columns + x / DOTS_WIDE;

	canvas->cells[cell] |= bits[y % DOTS_HIGH][x % DOTS_WIDE];
	canvas->owner[cell] = (uint8_t)(line + 1);
}

/* How many dots from the top a value lies. */
static size_t height(const struct plot *plot, double value)
{
	size_t most = plot->rows * DOTS_HIGH - 1;
	double share = value / plot->top;

	if (share < 0)
		share = 0;
	if (share > 1)
		share = 1;
	return most - (size_t)(share * (double)most + 0.5);
}

/* From the dot that was last to the one at (x, y), without a gap. */
static void draw_to(struct plot_canvas *canvas, size_t line, size_t from_x,
		    size_t from_y, size_t x, size_t y)
{
	bool broken = canvas->plot->lines[line].broken;
	size_t last = from_y;

	for (size_t at = from_x + 1; at <= x; at++) {
		double share = (double)(at - from_x) / (double)(x - from_x);
		size_t now = (size_t)((double)from_y + share *
				      ((double)y - (double)from_y) + 0.5);
		size_t low = last < now ? last : now;
		size_t high = last < now ? now : last;

		if (last < now)
			low++;
		else if (last > now)
			high--;
		last = now;
		if (broken && at / 2 % 2)
			continue;
		for (size_t dot = low; dot <= high; dot++)
			set(canvas, at, dot, line);
	}
}

static void draw(struct plot_canvas *canvas, size_t line)
{
	const struct plot *plot = canvas->plot;
	size_t width = plot->columns * DOTS_WIDE, last_x = 0, last_y = 0;
	double *means = plot_means(&plot->lines[line], width);
	bool begun = false;

	for (size_t x = 0; x < width; x++) {
		size_t y;

		if (means[x] < 0)
			continue;
		y = height(plot, means[x]);
		if (begun)
			draw_to(canvas, line, last_x, last_y, x, y);
		else
			set(canvas, x, y, line);
		begun = true;
		last_x = x;
		last_y = y;
	}
	free(means);
}

struct plot_canvas *plot_draw(const struct plot *plot)
{
	struct plot_canvas *canvas = mem_array(1, sizeof(*canvas));
	size_t cells = plot->columns * plot->rows;

	canvas->plot = plot;
	canvas->cells = mem_array(cells, sizeof(*canvas->cells));
	canvas->owner = mem_array(cells, sizeof(*canvas->owner));
	for (size_t i = 0; i < plot->count; i++)
		draw(canvas, i);
	return canvas;
}

void plot_add_row(struct strbuf *out, const struct plot_canvas *canvas,
		  size_t row)
{
	const struct plot *plot = canvas->plot;
	size_t start = row * plot->columns;
	uint8_t now = 0;

	for (size_t i = start; i < start + plot->columns; i++) {
		uint8_t owner = canvas->owner[i];
		char text[4];

		if (owner != now && now)
			strbuf_addstr(out, plot->lines[now - 1].off);
		if (owner != now && owner)
			strbuf_addstr(out, plot->lines[owner - 1].colour);
		now = owner;
		strbuf_add(out, text,
			   utf8_encode(BRAILLE + canvas->cells[i], text));
	}
	if (now)
		strbuf_addstr(out, plot->lines[now - 1].off);
}

void plot_free(struct plot_canvas *canvas)
{
	if (!canvas)
		return;
	free(canvas->cells);
	free(canvas->owner);
	free(canvas);
}
