#ifndef BOUNDARY_PROGRESS_H
#define BOUNDARY_PROGRESS_H

#include <stddef.h>

#include "base/date.h"
#include "plot.h"
#include "store/progress.h"

struct cJSON;
struct cmd_io;
struct messages;
struct playbook;
struct strbuf;
struct strlist;

/*
 * progress: the forms in which `boundary progress` shows what there is.
 * Everything is borrowed.
 */
struct view {
	const struct progress *progress;
	const struct messages *messages;	/* session/progress.yaml */
	const struct playbook *playbook;	/* titles of tactics; or NULL */
	struct date since;		/* year 0: all there is */
	struct date today;
};

/* Message `key` filled with `values` (or NULL), appended. */
void view_add(struct strbuf *out, const struct view *view, const char *key,
	      const struct cJSON *values);

/* What there is to say, in sentences; the first is the line of evidence. */
void view_sentences(const struct view *view, struct strlist *out);

/*
 * The points of a measure, from the first talk at 0 to the last at 1; the
 * caller frees line->points. False where there is none.
 */
bool view_line(const struct view *view, enum measure measure,
	       struct plot_line *line);
/* The days at the two ends of such a line. */
void view_span(const struct view *view, struct date *first,
	       struct date *last);

/* Each appends one form, whole. */
void progress_add_plots(struct strbuf *out, const struct view *view,
			const struct cmd_io *io);
void progress_add_json(struct strbuf *out, const struct view *view);
void progress_add_csv(struct strbuf *out, const struct view *view);
void progress_add_svg(struct strbuf *out, const struct view *view,
		      const char *language);

#endif
