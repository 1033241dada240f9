/*
 * Progress as a picture that needs nothing else: two charts and two bars.
 *
 * It is to be printed, perhaps without colour, so a line is whole or broken
 * and a part of a bar is dark, hatched or empty. The title and the
 * description hold in words all that the picture shows.
 */

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/strlist.h"
#include "base/wrap.h"
#include "local_day.h"
#include "markup.h"
#include "progress.h"

/* In units of the picture, which is 800 wide. */
#define LEFT 70.0
#define WIDTH 690.0
#define CHART_HEIGHT 150.0
/* More points than this run into each other; then their means are drawn. */
#define POINTS_MAX 90
#define DAYS 5
#define TITLE_COLUMNS 60

#define INK "#24302c"
#define SOFT "#56695f"
#define GRID "#d5ddd9"
#define BEFORE "#b0631c"
#define AFTER "#1f6f5c"

static const char head[] =
	"<style>text{font-family:\"Liberation Sans\",Arial,sans-serif;"
	"font-size:13px;fill:" SOFT "}"
	".title{font-size:21px;fill:" INK "}.name{font-size:15px;fill:" INK "}"
	".end{text-anchor:end}.mid{text-anchor:middle}"
	".grid{stroke:" GRID ";stroke-width:1}"
	".before,.after{fill:none;stroke-width:2.2;stroke-linejoin:round;"
	"stroke-linecap:round}.before{stroke:" BEFORE ";stroke-dasharray:1 5}"
	".after{stroke:" AFTER "}"
	".dot{fill:#fff;stroke:" BEFORE ";stroke-width:1.6}"
	".full{fill:" AFTER "}"
	".part{stroke:" AFTER ";stroke-width:1.2}</style>\n"
	"<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
	"patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
	"<rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
	"<rect width=\"2.4\" height=\"6\" fill=\"" AFTER "\"/></pattern></defs>\n"
	"<rect width=\"800\" height=\"660\" fill=\"#fff\"/>\n";

/* With one digit, and a point in any locale. */
static void add_number(struct strbuf *out, double number)
{
	int tenths = (int)(number * 10 + 0.5);

	strbuf_addf(out, "%d.%d", tenths / 10, tenths % 10);
}

static void add_text(struct strbuf *out, const char *class, double x, double y,
		     const char *text)
{
	strbuf_addf(out, "<text class=\"%s\" x=\"", class);
	add_number(out, x);
	strbuf_addstr(out, "\" y=\"");
	add_number(out, y);
	strbuf_addstr(out, "\">");
	markup_add(out, text);
	strbuf_addstr(out, "</text>\n");
}

/* The line of evidence, broken where it is long; the longest has two lines. */
static void add_title(struct strbuf *out, const char *text)
{
	struct strbuf lines = STRBUF_INIT;
	double y = 46;

	wrap_add(&lines, text, TITLE_COLUMNS, "", "");
	strbuf_rtrim(&lines);
	if (strchr(lines.text, '\n'))
		y = 30;
	for (char *at = lines.text, *end; at; at = end) {
		end = strchr(at, '\n');
		if (end)
			*end++ = '\0';
		add_text(out, "title", LEFT, y, at);
		y += 27;
	}
	strbuf_release(&lines);
}

/* Message `key` at a place. */
static void add_word(struct strbuf *out, const struct view *view,
		     const char *class, double x, double y, const char *key)
{
	struct strbuf text = STRBUF_INIT;

	view_add(&text, view, key, NULL);
	add_text(out, class, x, y, text.text);
	strbuf_release(&text);
}

static void add_line(struct strbuf *out, const char *class, double x1,
		     double y1, double x2, double y2)
{
	const double at[] = { x1, y1, x2, y2 };
	static const char *const names[] = { "x1", "y1", "x2", "y2" };

	strbuf_addf(out, "<line class=\"%s\"", class);
	for (int i = 0; i < 4; i++) {
		strbuf_addf(out, " %s=\"", names[i]);
		add_number(out, at[i]);
		strbuf_addch(out, '"');
	}
	strbuf_addstr(out, "/>\n");
}

/* --- charts ------------------------------------------------------------------ */

struct chart {
	const struct view *view;
	double y;		/* of its upper edge */
	int top;		/* its highest value */
};

static void add_point(struct strbuf *path, struct strbuf *dots,
		      const struct chart *chart, const char *class, double at,
		      double value)
{
	double x = LEFT + at * WIDTH;
	double y = chart->y + CHART_HEIGHT * (1 - value / chart->top);

	if (path->len)
		strbuf_addch(path, ' ');
	add_number(path, x);
	strbuf_addch(path, ',');
	add_number(path, y);
	strbuf_addf(dots, "<circle class=\"%s\" r=\"3\" cx=\"", class);
	add_number(dots, x);
	strbuf_addstr(dots, "\" cy=\"");
	add_number(dots, y);
	strbuf_addstr(dots, "\"/>\n");
}

static void add_measure(struct strbuf *out, const struct chart *chart,
			enum measure measure, const char *class,
			const char *dot)
{
	struct strbuf path = STRBUF_INIT, dots = STRBUF_INIT;
	struct plot_line line;
	bool any = view_line(chart->view, measure, &line);
	bool many = line.count > POINTS_MAX;
	double *means = many ? plot_means(&line, POINTS_MAX) : NULL;

	for (size_t i = 0; i < (many ? POINTS_MAX : line.count); i++) {
		double at = many ? (double)i / (POINTS_MAX - 1) :
			line.points[i].at;
		double value = many ? means[i] : line.points[i].value;

		if (value >= 0)
			add_point(&path, &dots, chart, dot, at, value);
	}
	if (any)
		strbuf_addf(out, "<polyline class=\"%s\" points=\"%s\"/>\n%s",
			    class, path.text, many ? "" : dots.text);
	free(means);
	free((void *)line.points);
	strbuf_release(&path);
	strbuf_release(&dots);
}

/* The days at a few places, evenly; one day alone needs one. */
static void add_days(struct strbuf *out, const struct chart *chart)
{
	struct date first, last;
	int64_t from, days;
	int count;

	view_span(chart->view, &first, &last);
	from = date_number(first);
	days = date_number(last) - from;
	count = !chart->view->progress->count ? 0 : days >= DAYS ? DAYS :
		days ? 2 : 1;
	for (int i = 0; i < count; i++) {
		double share = count > 1 ? (double)i / (count - 1) : 0;
		struct strbuf text = STRBUF_INIT;

		date_add_iso(&text, date_numbered(from + (int64_t)
						  ((double)days * share)));
		add_text(out, !i ? "start" : i == count - 1 ? "end" : "mid",
			 LEFT + share * WIDTH, chart->y + CHART_HEIGHT + 20,
			 text.text);
		strbuf_release(&text);
	}
}

static void add_legend(struct strbuf *out, const struct chart *chart)
{
	double y = chart->y - 14;

	add_line(out, "before", 525, y - 4, 557, y - 4);
	add_word(out, chart->view, "start", 565, y, "plot.before");
	add_line(out, "after", 676, y - 4, 704, y - 4);
	add_word(out, chart->view, "start", 712, y, "plot.after");
}

static void add_chart(struct strbuf *out, const struct view *view, double y,
		      const char *title, enum measure before, int top)
{
	struct chart chart = { view, y, top };

	add_word(out, view, "name", LEFT, y - 14, title);
	add_legend(out, &chart);
	for (int i = 0; i <= 2; i++) {
		double at = y + CHART_HEIGHT * i / 2;
		struct strbuf label = STRBUF_INIT;

		strbuf_addf(&label, "%d", top - top * i / 2);
		add_line(out, "grid", LEFT, at, LEFT + WIDTH, at);
		add_text(out, "end", LEFT - 12, at + 4.5, label.text);
		strbuf_release(&label);
	}
	add_days(out, &chart);
	add_measure(out, &chart, before, "before", "dot");
	add_measure(out, &chart, before + 1, "after", "full");
}

/* --- bars -------------------------------------------------------------------- */

struct part {
	size_t count;
	const char *key, *fill;
};

/* "held 11" beside a sample of how its part looks, one after another. */
static void add_keys(struct strbuf *out, const struct view *view, double y,
		     const struct part *parts, size_t count)
{
	double x = LEFT + 130;

	for (size_t i = 0; i < count; i++) {
		struct strbuf text = STRBUF_INIT;

		if (!parts[i].count)
			continue;
		view_add(&text, view, parts[i].key, NULL);
		strbuf_addf(&text, " %zu", parts[i].count);
		strbuf_addf(out, "<rect class=\"part\" fill=\"%s\" width=\"12\" "
			    "height=\"12\" x=\"", parts[i].fill);
		add_number(out, x);
		strbuf_addstr(out, "\" y=\"");
		add_number(out, y - 11);
		strbuf_addstr(out, "\"/>\n");
		add_text(out, "start", x + 18, y, text.text);
		x += 160;
		strbuf_release(&text);
	}
}

static void add_bar(struct strbuf *out, const struct view *view, double y,
		    const char *title, const struct part *parts, size_t count)
{
	double x = LEFT, all = 0;

	for (size_t i = 0; i < count; i++)
		all += (double)parts[i].count;
	add_word(out, view, "name", LEFT, y - 10, title);
	if (!(all > 0)) {
		add_word(out, view, "start", LEFT + 130, y - 10,
			 "svg.nothing");
		return;
	}
	add_keys(out, view, y - 10, parts, count);
	for (size_t i = 0; i < count; i++) {
		double width = WIDTH * (double)parts[i].count / all;

		if (!parts[i].count)
			continue;
		strbuf_addf(out, "<rect class=\"part\" fill=\"%s\" "
			    "height=\"22\" y=\"", parts[i].fill);
		add_number(out, y);
		strbuf_addstr(out, "\" x=\"");
		add_number(out, x);
		strbuf_addstr(out, "\" width=\"");
		add_number(out, width);
		strbuf_addstr(out, "\"/>\n");
		x += width;
	}
}

static void add_bars(struct strbuf *out, const struct view *view)
{
	const struct progress *p = view->progress;
	const struct part held[] = {
		{ p->held[ANSWER_YES], "svg.held", AFTER },
		{ p->held[ANSWER_PARTLY], "svg.partly", "url(#hatch)" },
		{ p->held[ANSWER_NO], "svg.gave", "#fff" },
	};
	const struct part came[] = {
		{ p->came[ANSWER_NO], "svg.stayed_away", AFTER },
		{ p->came[ANSWER_PARTLY], "svg.partly", "url(#hatch)" },
		{ p->came[ANSWER_YES], "svg.came", "#fff" },
	};

	add_bar(out, view, 548, "svg.said", held, 3);
	add_bar(out, view, 616, "svg.feared", came, 3);
}

void progress_add_svg(struct strbuf *out, const struct view *view,
		      const char *language)
{
	struct strlist sentences = STRLIST_INIT;

	view_sentences(view, &sentences);
	strbuf_addstr(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		      "viewBox=\"0 0 800 660\" width=\"800\" height=\"660\" "
		      "role=\"img\" aria-labelledby=\"title desc\" "
		      "xml:lang=\"");
	markup_add(out, language);
	strbuf_addstr(out, "\">\n<title id=\"title\">");
	view_add(out, view, "svg.title", NULL);
	strbuf_addstr(out, "</title>\n<desc id=\"desc\">");
	for (size_t i = 0; i < sentences.count; i++) {
		if (i)
			strbuf_addch(out, ' ');
		markup_add(out, sentences.items[i]);
	}
	strbuf_addstr(out, "</desc>\n");
	strbuf_addstr(out, head);
	add_title(out, sentences.count ? sentences.items[0] : "");
	add_chart(out, view, 106, "plot.hard", HARD_BEFORE, 10);
	add_chart(out, view, 326, "plot.likely", LIKELY_BEFORE, 100);
	add_bars(out, view);
	strbuf_addstr(out, "</svg>\n");
	strlist_release(&sentences);
}
