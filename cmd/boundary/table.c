#include "table.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "cmd.h"

#define GAP 2
/* A last column narrower than this is better not wrapped in its place. */
#define LAST_MIN 20

void table_add(struct table *table, const char *text)
{
	struct strbuf shown = STRBUF_INIT;

	visible_add_line(&shown, text, strlen(text));
	strlist_add(&table->cells, shown.text);
	strbuf_release(&shown);
}

static size_t cell_width(const char *text)
{
	return utf8_columns(text, strlen(text));
}

/* A row in a pipe: tabs between the cells. */
static void add_plain(struct strbuf *out, char *const *cells, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		strbuf_addf(out, "%s%s", i ? "\t" : "", cells[i]);
	strbuf_addch(out, '\n');
}

static void add_aligned(struct strbuf *out, char *const *cells,
			const size_t *widths, size_t columns, size_t wrap)
{
	struct strbuf lead = STRBUF_INIT, rest = STRBUF_INIT;
	size_t indent = 0;

	for (size_t i = 0; i + 1 < columns; i++) {
		size_t pad = widths[i] - cell_width(cells[i]) + GAP;

		strbuf_addf(&lead, "%s%*s", cells[i], (int)pad, "");
		indent += widths[i] + GAP;
	}
	if (indent + LAST_MIN > wrap)
		wrap = 0;
	strbuf_addf(&rest, "%*s", (int)indent, "");
	wrap_add(out, cells[columns - 1], wrap, lead.text, rest.text);
	strbuf_release(&lead);
	strbuf_release(&rest);
}

void table_print(const struct table *table, const struct cmd_io *io)
{
	size_t widths[TABLE_COLUMNS_MAX] = { 0 };
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < table->cells.count; i++) {
		size_t width = cell_width(table->cells.items[i]);

		if (width > widths[i % table->columns])
			widths[i % table->columns] = width;
	}
	for (size_t i = 0; i < table->cells.count; i += table->columns) {
		char *const *cells = table->cells.items + i;

		if (io->columns)
			add_aligned(&out, cells, widths, table->columns,
				    io->columns);
		else
			add_plain(&out, cells, table->columns);
	}
	fwrite(out.text, 1, out.len, io->out);
	strbuf_release(&out);
}

void table_release(struct table *table)
{
	strlist_release(&table->cells);
}
