#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/visible.h"
#include "base/wrap.h"
#include "script/messages.h"

const char *card_word(const struct card *card, const char *key)
{
	struct strbuf name = STRBUF_INIT;
	const char *text;

	strbuf_addf(&name, "card.%s", key);
	text = messages_text(card->messages, name.text);
	strbuf_release(&name);
	return text ? text : "";
}

/* Copies what is safe to show; an entry without words is not added. */
static struct card_entry *add(struct card *card, enum card_kind kind,
			      const char *label, const char *text)
{
	struct strbuf safe = STRBUF_INIT;
	struct card_entry *entry;

	if (text)
		visible_add(&safe, text, strlen(text));
	strbuf_trim(&safe);
	if (!safe.len) {
		strbuf_release(&safe);
		return NULL;
	}
	if (card->count == card->capacity)
		card->entries = mem_grow(card->entries, &card->capacity,
					 sizeof(*card->entries));
	entry = &card->entries[card->count++];
	*entry = (struct card_entry){ .kind = kind,
				      .label = card_word(card, label) };
	entry->text = strbuf_detach(&safe);
	return entry;
}

static const char *item(const struct card *card, const char *key, int i)
{
	const char *text = messages_item(card->messages, key, (size_t)i);

	return text ? text : "";
}

/* "Monday, 30 November 2026, at 7"; a day that is none stands as it is. */
static void add_when(struct card *card, const cJSON *plan)
{
	const char *day = json_get_string(plan, "when");
	const char *hour = json_get_string(plan, "time");
	struct strbuf text = STRBUF_INIT;
	struct date date;

	if (day && date_read_iso(day, &date))
		strbuf_addf(&text, "%s, %d %s %d",
			    item(card, "plan.weekdays", date_weekday(date)),
			    date.day,
			    item(card, "plan.months", date.month - 1),
			    date.year);
	else
		strbuf_addstr(&text, day ? day : "");
	if (hour && *hour)
		strbuf_addf(&text, "%s%s", text.len ? ", " : "", hour);
	add(card, CARD_FACT, "when", text.text);
	strbuf_release(&text);
}

static void add_pairs(struct card *card, const cJSON *ifs)
{
	const cJSON *pair;

	cJSON_ArrayForEach(pair, ifs) {
		const char *then = json_get_string(pair, "then");
		struct card_entry *entry;

		if (!then || !*then)
			continue;
		entry = add(card, CARD_PAIR, "if",
			    json_get_string(pair, "if"));
		if (entry) {
			struct strbuf safe = STRBUF_INIT;

			visible_add(&safe, then, strlen(then));
			strbuf_trim(&safe);
			entry->then = strbuf_detach(&safe);
			entry->then_label = card_word(card, "then");
		}
	}
}

void card_read(struct card *card, const cJSON *outcome,
	       const struct messages *messages, const char *language)
{
	const cJSON *plan = json_get(outcome, "plan");

	*card = (struct card){ .messages = messages, .language = language };
	add(card, CARD_WORDS, "words", json_get_string(outcome, "draft"));
	add_when(card, plan);
	add(card, CARD_FACT, "where", json_get_string(plan, "where"));
	add(card, CARD_FACT, "channel", json_get_string(plan, "channel"));
	add_pairs(card, json_get(plan, "ifs"));
	add(card, CARD_FACT, "before", json_get_string(plan, "before"));
	add(card, CARD_FACT, "after", json_get_string(plan, "after"));
	add(card, CARD_FACT, "badly", json_get_string(plan, "if_badly"));
	if (cJSON_IsTrue(json_get(plan, "again")))
		add(card, CARD_FACT, "again", card_word(card, "yes"));
}

void card_release(struct card *card)
{
	for (size_t i = 0; i < card->count; i++) {
		free(card->entries[i].text);
		free(card->entries[i].then);
	}
	free(card->entries);
	*card = (struct card){ 0 };
}

void card_add_text(const struct card *card, size_t columns,
		   struct strbuf *out)
{
	wrap_add(out, card_word(card, "title"), columns, "", "");
	for (size_t i = 0; i < card->count; i++) {
		const struct card_entry *entry = &card->entries[i];

		strbuf_addch(out, '\n');
		wrap_add(out, entry->label, columns, "", "");
		wrap_add(out, entry->text, columns, "  ", "  ");
		if (entry->kind != CARD_PAIR)
			continue;
		wrap_add(out, entry->then_label, columns, "", "");
		wrap_add(out, entry->then, columns, "  ", "  ");
	}
	strbuf_addch(out, '\n');
	wrap_add(out, card_word(card, "end"), columns, "", "");
}
