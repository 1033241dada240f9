#ifndef BOUNDARY_CARD_H
#define BOUNDARY_CARD_H

#include <stddef.h>

struct cJSON;
struct messages;
struct strbuf;

/*
 * card: the words and the plan of a session, to hold in the hand.
 *
 * A card is a list of entries in the order in which they are needed; text and
 * page show the same entries. An entry of an if-then pair has both halves.
 */
enum card_kind { CARD_WORDS, CARD_FACT, CARD_PAIR };

struct card_entry {
	enum card_kind kind;
	const char *label, *then_label;	/* borrowed from the messages */
	char *text, *then;		/* `then` for pairs only */
};

struct card {
	const struct messages *messages;	/* session/practice.yaml */
	const char *language;			/* "en" */
	struct card_entry *entries;
	size_t count, capacity;
};

/*
 * Reads the outcome of a session (practice/session.h): its "draft" and
 * "plan". What is missing, empty or no text is left out, so a card may have
 * no entries. `messages` and `language` are borrowed.
 */
void card_read(struct card *card, const struct cJSON *outcome,
	       const struct messages *messages, const char *language);
void card_release(struct card *card);

/* The heading, or the closing line, of a card: "title", "end". */
const char *card_word(const struct card *card, const char *key);

/* Appends plain text no wider than `columns`, safe to show. */
void card_add_text(const struct card *card, size_t columns,
		   struct strbuf *out);

/* Appends one whole page that needs nothing else: no script, font or link. */
void card_add_html(const struct card *card, struct strbuf *out);

#endif
