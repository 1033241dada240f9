#include "practice/reading.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "coach/review.h"
#include "coach/rulebook.h"
#include "practice/playbook.h"
#include "practice/run.h"
#include "script/messages.h"

/* Shorter words say little about a limit; longer sentences are no help when
 * they are shown again in the heat. */
#define CORE_WORD_MIN 4
#define SENTENCE_MAX 110
#define QUOTE_MAX 28

/* The moves by which a limit shows, a no before an ask. */
static const char *const limit_moves[] = {
	"refusal", "consequence", "exit", "repeat", "request", "need",
};
#define NO_MOVES 4		/* of these, the ones that are no ask */

static const char *move_name(const struct run *run, unsigned move)
{
	return reviewer_book(run->setup->reviewer)->lexicon.moves[move].name;
}

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_small(const struct run *run, const char *word)
{
	const struct messages *m = run->setup->playbook->mentor;
	size_t count = messages_count(m, "small-words");

	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(messages_item(m, "small-words", i), word))
			return true;
	return false;
}

/* The core words of `len` bytes: long enough, and not in the list of small
 * ones. */
static void core_words(const struct run *run, const char *text, size_t len,
		       struct strlist *out)
{
	for (size_t at = 0; at < len;) {
		size_t start = at;

		while (at < len && is_letter(text[at]))
			at++;
		if (at - start >= CORE_WORD_MIN) {
			strlist_addn(out, text + start, at - start);
			if (is_small(run, out->items[out->count - 1]))
				free(out->items[--out->count]);
		}
		if (at == start)
			at++;
	}
}

/* "drink" and "drinking" are the same to us. */
static bool same_core(const char *a, const char *b)
{
	size_t len = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return !strncasecmp(a, b, len);
}

static size_t words_shared(const struct run *run, const char *text,
			   const struct limit *limit)
{
	struct strlist words = STRLIST_INIT;
	size_t shared = 0;

	core_words(run, text, strlen(text), &words);
	for (size_t i = 0; i < limit->words.count; i++)
		for (size_t j = 0; j < words.count; j++)
			if (same_core(limit->words.items[i], words.items[j])) {
				shared++;
				break;
			}
	strlist_release(&words);
	return shared;
}

/* The sentence of `text` around byte `at`: *len bytes, from the result. */
static const char *sentence_at(const char *text, size_t at, size_t *len)
{
	size_t start = at, end = at;

	while (start && !strchr(".!?\n", text[start - 1]))
		start--;
	while (text[start] == ' ')
		start++;
	while (text[end] && !strchr(".!?\n", text[end]))
		end++;
	if (text[end] && text[end] != '\n')
		end++;
	*len = end - start;
	return text + start;
}

/* Takes the sentence of `span`: its words, and itself where it is the first
 * one, or the first that says what it is about ("No, thanks" does not). */
static void take_sentence(struct limit *limit, const struct run *run,
			  const char *draft, const struct span *span,
			  bool shown, size_t *best)
{
	struct strlist words = STRLIST_INIT;
	size_t len;
	const char *sentence = sentence_at(draft, span->start, &len);

	core_words(run, sentence, len, &words);
	for (size_t i = 0; i < words.count; i++)
		if (!strlist_has(&limit->words, words.items[i]))
			strlist_add(&limit->words, words.items[i]);
	if (shown && len <= SENTENCE_MAX &&
	    (!limit->sentence.len || (words.count && !*best))) {
		strbuf_reset(&limit->sentence);
		strbuf_add(&limit->sentence, sentence, len);
		*best = words.count;
	}
	strlist_release(&words);
}

void limit_find(struct limit *limit, struct run *run, const char *draft)
{
	const struct review *review = run_review(run, draft);
	const size_t moves = sizeof(limit_moves) / sizeof(limit_moves[0]);
	size_t best = 0;

	limit->asks = true;
	for (size_t m = 0; m < moves; m++) {
		bool shown = !limit->sentence.len;

		/* An ask counts where the draft has no clearer line. */
		if (m >= NO_MOVES && !shown)
			break;
		for (size_t i = 0; i < review->span_count; i++) {
			const struct span *span = &review->spans[i];

			if (strcmp(move_name(run, span->move), limit_moves[m]))
				continue;
			take_sentence(limit, run, draft, span, shown, &best);
			limit->asks = limit->asks && m >= NO_MOVES;
		}
	}
}

void limit_release(struct limit *limit)
{
	strbuf_wipe(&limit->sentence);
	strlist_release(&limit->words);
}

bool reading_has(const struct reading *reading, const char *move)
{
	return strlist_has(&reading->moves, move);
}

const char *reading_pressed(const struct reading *reading)
{
	return reading->pressed < reading->moves.count ?
		reading->moves.items[reading->pressed] : NULL;
}

const char *reading_quote(const struct reading *reading)
{
	return reading->pressed < reading->quotes.count ?
		reading->quotes.items[reading->pressed] : "";
}

static bool has_span_at(const struct run *run, const struct review *review,
			const char *move, uint32_t start)
{
	for (size_t i = 0; i < review->span_count; i++)
		if (review->spans[i].start == start &&
		    !strcmp(move_name(run, review->spans[i].move), move))
			return true;
	return false;
}

/* "As I said" is no reason, though it begins like one. */
static bool is_reason(const struct run *run, const struct review *review,
		      const struct span *span)
{
	return !strcmp(move_name(run, span->move), "reason") &&
		!has_span_at(run, review, "repeat", span->start);
}

/* One entry a move, with the words of its first span. */
static void list_moves(struct reading *reading, const struct run *run,
		       const struct review *review, const char *text)
{
	for (size_t i = 0; i < review->span_count; i++) {
		const struct span *span = &review->spans[i];
		const char *name = move_name(run, span->move);
		size_t len = span->end - span->start;

		if (reading_has(reading, name) ||
		    (!strcmp(name, "reason") && !is_reason(run, review, span)))
			continue;
		strlist_add(&reading->moves, name);
		strlist_addn(&reading->quotes, text + span->start,
			     len <= QUOTE_MAX ? len : 0);
	}
	if (!reading->moves.count) {
		strlist_add(&reading->moves, "silence");
		strlist_add(&reading->quotes, "");
	}
}

/* Which of the moves the other side will jump on: the first of its list. */
static size_t pressed(const struct reading *reading, const struct run *run)
{
	const struct messages *replies = run->setup->playbook->replies;
	size_t count = messages_count(replies, "presses");

	for (size_t i = 0; i < count; i++)
		for (size_t m = 0; m < reading->moves.count; m++)
			if (!strcmp(messages_item(replies, "presses", i),
				    reading->moves.items[m]))
				return m;
	return reading->moves.count;
}

static bool has_any(const struct reading *reading, const char *const *moves)
{
	for (; *moves; moves++)
		if (reading_has(reading, *moves))
			return true;
	return false;
}

static size_t reasons(const struct run *run, const struct review *review)
{
	size_t count = 0;

	for (size_t i = 0; i < review->span_count; i++)
		count += is_reason(run, review, &review->spans[i]);
	return count;
}

/* A give-in that is more than an "okay" at the head of what follows. */
static bool gives_in(const struct run *run, const struct review *review)
{
	for (size_t i = 0; i < review->span_count; i++)
		if (!strcmp(move_name(run, review->spans[i].move), "give-in") &&
		    !has_span_at(run, review, "assent",
				 review->spans[i].start))
			return true;
	return false;
}

/* One short reason is fine; a second one is an offer to argue. */
static enum stand stand_of(const struct reading *r, const struct run *run,
			   const struct review *review, const char *text,
			   const struct limit *limit)
{
	static const char *const yields[] = { "surrender", "assent", NULL };
	static const char *const clear[] = {
		"refusal", "consequence", "exit", "repeat", NULL,
	};
	static const char *const asks[] = { "request", "need", NULL };
	static const char *const lets_go[] = {
		"permission", "soft-limit", NULL,
	};
	static const char *const blurs[] = {
		"delay", "hedge", "reassurance", "excuse", NULL,
	};
	size_t shared = words_shared(run, text, limit);
	bool shown = has_any(r, clear) || shared > 1 ||
		(shared && limit->words.count <= 2) ||
		(has_any(r, asks) && (limit->asks || shared));

	if (gives_in(run, review) || (has_any(r, yields) && !shown))
		return STAND_GAVE_IN;
	if (has_any(r, lets_go) || reasons(run, review) > 1 ||
	    (has_any(r, blurs) && !has_any(r, clear)))
		return STAND_SLIPPED;
	return shown ? STAND_HELD : STAND_UNSAID;
}

static bool is_among(const struct tactic_answer *answer, const char *text)
{
	for (size_t i = 0; i < answer->count; i++)
		if (!strcasecmp(answer->says[i], text))
			return true;
	return false;
}

void reading_take(struct reading *reading, struct run *run, const char *text,
		  const struct limit *limit, const struct tactic *tactic)
{
	static const char *const warm[] = {
		"validation", "sympathy", "appreciation", NULL,
	};
	const struct review *review = run_review(run, text);

	list_moves(reading, run, review, text);
	reading->hard = review->verdict == VERDICT_HARD ||
		review->verdict == VERDICT_MIXED;
	reading->warm = has_any(reading, warm);
	reading->closes = reading_has(reading, "exit");
	reading->pressed = pressed(reading, run);
	reading->stand = stand_of(reading, run, review, text, limit);
	if (tactic && (is_among(&tactic->first, text) ||
		       is_among(&tactic->second, text))) {
		reading->stand = STAND_HELD;
		reading->hard = false;
		reading->pressed = reading->moves.count;
	}
}

void reading_release(struct reading *reading)
{
	strlist_release(&reading->moves);
	strlist_release(&reading->quotes);
}
