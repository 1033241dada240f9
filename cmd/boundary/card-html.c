/*
 * The card as a page. It must print on one sheet wherever it is opened, so the
 * more there is on it, the smaller it is set. The policy in its head keeps
 * even a fault in the escaping from loading or running anything.
 */

#include <string.h>

#include "base/strbuf.h"
#include "card.h"
#include "markup.h"

static const char head[] =
	"<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<meta name=\"referrer\" content=\"no-referrer\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\""
	"default-src 'none'; style-src 'unsafe-inline'\">\n";

static const char style[] =
	"<style>\n"
	"@page { margin: 14mm }\n"
	"body { margin: 0; background: #f4f6f4; color: #24302c;\n"
	"  font: 12pt/1.45 Georgia, \"Liberation Serif\", serif }\n"
	"main { max-width: 36em; margin: 2em auto; padding: 2em 2.4em;\n"
	"  background: #fff; border-radius: .5em }\n"
	"body.long { font-size: 10pt }\n"
	"body.longer { font-size: 9pt }\n"
	"body.longest { font-size: 7pt; line-height: 1.3 }\n"
	"h1 { margin: 0 0 .8em; font-size: 1.5em; font-weight: normal;\n"
	"  color: #3f6f60 }\n"
	"h2, dt { font: bold .78em/1.4 \"Liberation Sans\", Arial, sans-serif;\n"
	"  color: #56695f }\n"
	"h2 { margin: 0 0 .3em }\n"
	"p, dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere }\n"
	".words { margin: 0 0 1.3em; padding-left: 1em;\n"
	"  border-left: .2em solid #9cbfb2 }\n"
	".words p { font-size: 1.15em }\n"
	"dl { margin: 0 0 .9em; break-inside: avoid }\n"
	"dd + dt { margin-top: .3em }\n"
	".pair { padding: .6em .9em; background: #f0f5f2;\n"
	"  border-radius: .4em }\n"
	"footer { margin-top: 1.4em; font-size: .9em; color: #56695f }\n"
	"@media print {\n"
	"  body { background: none }\n"
	"  main { margin: 0 auto; padding: 0 }\n"
	"  .longer main, .longest main { max-width: none }\n"
	"  .pair { padding: .2em 0; background: none;\n"
	"    border-top: 1px solid #9cbfb2; border-radius: 0 }\n"
	"}\n"
	"</style>\n";

static void add_element(struct strbuf *out, const char *name, const char *text)
{
	strbuf_addf(out, "<%s>", name);
	markup_add(out, text);
	strbuf_addf(out, "</%s>\n", name);
}

/*
 * The sizes of the style above, as the sheet sees them: how many characters
 * stand on a line, and how many hundredths of an em the lines of a sheet of US
 * Letter, the shorter one, may come to. Measured on what Chromium prints.
 */
static const struct size {
	const char *name;
	size_t columns, height;
} sizes[] = {
	{ "short", 66, 5700 },
	{ "long", 66, 6900 },
	{ "longer", 108, 7600 },
	{ "longest", 140, 10800 },
};

/* Lines that a text takes up. */
static size_t lines_of(const char *text, size_t columns)
{
	size_t lines = 0;

	for (;;) {
		size_t len = strcspn(text, "\n");

		lines += len / columns + 1;
		if (!text[len])
			return lines;
		text += len + 1;
	}
}

/* Label, text and what is around them, in hundredths of an em. */
static size_t height_of(const struct card_entry *entry, size_t columns)
{
	switch (entry->kind) {
	case CARD_WORDS:
		/* Larger, and set in. */
		return 263 + 167 * lines_of(entry->text, columns * 5 / 6);
	case CARD_PAIR:
		return 380 + 145 * (lines_of(entry->text, columns) +
				    lines_of(entry->then, columns));
	default:
		return 200 + 145 * lines_of(entry->text, columns);
	}
}

static const char *size_of(const struct card *card)
{
	const struct size *last = sizes + sizeof(sizes) / sizeof(*sizes) - 1;
	const struct size *size = sizes;

	for (; size < last; size++) {
		/* The heading, and the closing lines. */
		size_t height = 340 + 400;

		for (size_t i = 0; i < card->count; i++)
			height += height_of(&card->entries[i], size->columns);
		if (height <= size->height)
			break;
	}
	return size->name;
}

static void add_entry(struct strbuf *out, const struct card_entry *entry)
{
	if (entry->kind == CARD_WORDS) {
		strbuf_addstr(out, "<section class=\"words\">\n");
		add_element(out, "h2", entry->label);
		add_element(out, "p", entry->text);
		strbuf_addstr(out, "</section>\n");
		return;
	}
	strbuf_addstr(out, entry->kind == CARD_PAIR ?
		      "<dl class=\"pair\">\n" : "<dl>\n");
	add_element(out, "dt", entry->label);
	add_element(out, "dd", entry->text);
	if (entry->kind == CARD_PAIR) {
		add_element(out, "dt", entry->then_label);
		add_element(out, "dd", entry->then);
	}
	strbuf_addstr(out, "</dl>\n");
}

void card_add_html(const struct card *card, struct strbuf *out)
{
	strbuf_addstr(out, "<!DOCTYPE html>\n<html lang=\"");
	markup_add(out, card->language);
	strbuf_addf(out, "\">\n<head>\n%s", head);
	add_element(out, "title", card_word(card, "title"));
	strbuf_addf(out, "%s</head>\n<body class=\"%s\">\n<main>\n", style,
		    size_of(card));
	add_element(out, "h1", card_word(card, "title"));
	for (size_t i = 0; i < card->count; i++)
		add_entry(out, &card->entries[i]);
	add_element(out, "footer", card_word(card, "end"));
	strbuf_addstr(out, "</main>\n</body>\n</html>\n");
}
