/*
 * The matcher against the slow way of slow.h, on random phrases and texts.
 * A list inside a phrase may match in several ways and a span covers one or
 * more of them, so with lists two bounds are held: whatever is
 * found can be found, and whatever can be found is covered.
 *
 * Long, since what is expected and how it is compared read as one.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "slow.h"
#include "tiny.h"

#define ROUNDS 2000
#define TEXTS 4
/* Longest random text in words, and in words and marks. */
#define WORDS_MAX 200
#define ITEMS_MAX (8 * WORDS_MAX)

/* One random lexicon: lists 1 to n, and the move m. */
struct trial {
	struct slow_random random;
	struct slow_book book;
	struct slow_list move;
	struct strbuf phrases;
	struct strbuf text;
	struct tiny tiny;
	char spelled[ITEMS_MAX];
	size_t len;
};

static void make_list(struct trial *t, struct slow_list *list, size_t phrases,
		      enum move_kind kind, const char *name)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < phrases; i++)
		slow_phrase(&t->random, &t->book, list, &text);
	tiny_add(&t->tiny, kind, name, text.text);
	strbuf_addf(&t->phrases, "# %s:\n%s", name, text.text);
	strbuf_release(&text);
}

static void make(struct trial *t)
{
	char name[] = "list1";

	t->tiny = tiny_new("");
	for (size_t i = 0; t->random.lists && i < SLOW_LISTS; i++) {
		struct slow_random random = t->random;

		t->random.except = false;
		t->random.no_gaps |= !t->random.list_gaps;
		name[4] = (char)('1' + i);
		make_list(t, &t->book.lists[i], 1 + slow_below(&t->random, 3),
			  MOVE_LIST, name);
		random.state = t->random.state;
		t->random = random;
		t->book.count = i + 1;
	}
	make_list(t, &t->move, 1 + slow_below(&t->random, 6), MOVE_SPOKEN,
		  "m");
	tiny_finish(&t->tiny);
	assert_int_equal(t->tiny.faults.count, 0);
}

static void unmake(struct trial *t)
{
	tiny_release(&t->tiny);
	slow_release(&t->book);
	strlist_release(&t->move.sequences);
	strlist_release(&t->move.excepts);
	strbuf_release(&t->phrases);
	strbuf_release(&t->text);
}

/* Finds in the text, and spells it as slow.h does: a letter a word. */
static void find(struct trial *t)
{
	const struct lexicon *lex = &t->tiny.lexicon;

	tiny_find(&t->tiny, t->text.text, t->text.len);
	t->len = t->tiny.words.count;
	assert_true(t->len < sizeof(t->spelled));
	for (size_t i = 0; i < t->len; i++) {
		unsigned number = t->tiny.words.items[i].number;
		const struct lexicon_word *word = &lex->words[number];

		t->spelled[i] = number && word->len == 1 ?
			lex->letters[word->text] : 'z';
	}
	t->spelled[t->len] = '\0';
	if (t->book.count) {
		assert_true(t->len <= SLOW_ITEMS_MAX);
		slow_read(&t->book, t->spelled, t->len);
	}
}

static void complain(const struct trial *t, const char *what)
{
	print_error("# %s\n%s# text: %s\n# words: %s\n", what, t->phrases.text,
		    t->text.text, t->spelled);
}

/* A range of words without its marks, empty where it has but marks. */
struct range {
	size_t from, to;
};

static struct range without_marks(const struct trial *t, size_t from, size_t to)
{
	while (from < to && !slow_is_word(t->spelled[from]))
		from++;
	while (to > from && !slow_is_word(t->spelled[to - 1]))
		to--;
	return (struct range){ from, to };
}

/* For each end the shortest match of each sequence, appended to `out`. */
static size_t shortest(const struct trial *t, const struct strlist *seqs,
		       struct range *out, size_t max)
{
	size_t n = 0;

	for (size_t s = 0; s < seqs->count; s++) {
		for (size_t to = 1; to <= t->len; to++) {
			size_t from = to;

			while (from-- > 0 &&
			       !slow_at(&t->book, seqs->items[s], t->spelled,
					from, to))
				;
			if (from == SIZE_MAX)
				continue;
			out[n] = without_marks(t, from, to);
			if (out[n].from < out[n].to && n + 1 < max)
				n++;
		}
	}
	return n;
}

/* For each end the shortest match of all sequences together. */
static size_t shortest_of_all(const struct trial *t, struct range *out)
{
	const struct strlist *seqs = &t->move.sequences;
	size_t n = 0;

	for (size_t to = 1; to <= t->len; to++) {
		bool found = false;

		for (size_t from = to; from-- > 0 && !found;) {
			for (size_t s = 0; s < seqs->count && !found; s++)
				found = slow_at(&t->book, seqs->items[s],
						t->spelled, from, to);
			if (found)
				out[n++] = without_marks(t, from, to);
		}
	}
	return n;
}

static bool overlap(const struct range *a, const struct range *b)
{
	return a->from < b->to && b->from < a->to;
}

static int by_place(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to > y->to ? -1 : x->to < y->to;
}

#define RANGES_MAX 40000

/* What moves_of() must return: exceptions dropped, overlapping ones joined. */
static size_t expected(const struct trial *t, struct range *out)
{
	static struct range excepts[RANGES_MAX];
	size_t count = shortest(t, &t->move.sequences, out, RANGES_MAX);
	size_t except_count = shortest(t, &t->move.excepts, excepts,
				       RANGES_MAX);
	size_t n = 0;

	qsort(out, count, sizeof(*out), by_place);
	for (size_t i = 0; i < count; i++) {
		struct range range = out[i];
		bool dropped = false;

		for (size_t k = 0; k < except_count; k++)
			dropped |= overlap(&range, &excepts[k]);
		if (dropped)
			continue;
		if (n && overlap(&range, &out[n - 1])) {
			if (range.to > out[n - 1].to)
				out[n - 1].to = range.to;
		} else {
			out[n++] = range;
		}
	}
	return n;
}

static bool found_as_expected(const struct trial *t)
{
	static struct range want[RANGES_MAX];
	size_t count = expected(t, want), found;
	int move = lexicon_move(&t->tiny.lexicon, "m");
	const struct span *spans = moves_of(t->tiny.moves, (unsigned)move,
					    &found);

	if (found != count)
		return false;
	for (size_t i = 0; i < found; i++) {
		const struct word *words = t->tiny.words.items;
		struct range got = without_marks(t, spans[i].first,
						 spans[i].last);

		if (got.from != want[i].from || got.to != want[i].to ||
		    spans[i].start != words[got.from].start ||
		    spans[i].end != words[got.to - 1].end ||
		    spans[i].sentence != words[got.from].sentence)
			return false;
	}
	return true;
}

static void agrees_with_the_slow_way(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (uint32_t round = 0; round < ROUNDS && wrong < 3; round++) {
		static struct trial t;

		t = (struct trial){ .random = { .state = round + 1,
					       .except = true },
				   .phrases = STRBUF_INIT,
				   .text = STRBUF_INIT };

		make(&t);
		for (size_t i = 0; i < TEXTS && !wrong; i++) {
			strbuf_reset(&t.text);
			slow_text(&t.random, 30, &t.text);
			find(&t);
			if (!found_as_expected(&t)) {
				complain(&t, "not as expected");
				wrong++;
			}
		}
		unmake(&t);
	}
	assert_int_equal(wrong, 0);
}

/* All matches of the sequences, as the words they cover. */
static void cover_all(const struct trial *t, bool *covered)
{
	const struct strlist *seqs = &t->move.sequences;

	for (size_t s = 0; s < seqs->count; s++)
		for (size_t from = 0; from < t->len; from++)
			for (size_t to = from + 1; to <= t->len; to++) {
				if (!slow_at(&t->book, seqs->items[s],
					     t->spelled, from, to))
					continue;
				for (size_t i = from; i < to; i++)
					covered[i] = true;
			}
}

static const char *out_of_bounds(const struct trial *t)
{
	struct range least[ITEMS_MAX];
	bool most[ITEMS_MAX] = { false };
	bool found[ITEMS_MAX] = { false };
	size_t least_count = shortest_of_all(t, least);
	size_t count;
	int move = lexicon_move(&t->tiny.lexicon, "m");
	const struct span *spans = moves_of(t->tiny.moves, (unsigned)move,
					    &count);

	cover_all(t, most);
	for (size_t i = 0; i < count; i++)
		for (size_t k = spans[i].first; k < spans[i].last; k++) {
			if (!most[k])
				return "found what is not there";
			found[k] = true;
		}
	for (size_t i = 0; i < least_count; i++)
		for (size_t k = least[i].from; k < least[i].to; k++)
			if (!found[k])
				return "missed what is there";
	return NULL;
}

/* The same bounds under each of the freedoms that phrases have. */
static void check_bounds(struct slow_random random)
{
	size_t wrong = 0;

	for (uint32_t round = 0; round < ROUNDS && wrong < 3; round++) {
		static struct trial t;
		const char *fault = NULL;

		t = (struct trial){ .random = random, .phrases = STRBUF_INIT,
				    .text = STRBUF_INIT };

		t.random.state += round;
		make(&t);
		for (size_t i = 0; i < TEXTS && !fault; i++) {
			strbuf_reset(&t.text);
			slow_text(&t.random, 24, &t.text);
			find(&t);
			fault = out_of_bounds(&t);
			if (fault) {
				complain(&t, fault);
				wrong++;
			}
		}
		unmake(&t);
	}
	assert_int_equal(wrong, 0);
}

static void misses_nothing_at_open_edges(void **state)
{
	(void)state;
	check_bounds((struct slow_random){ .state = 5000, .open_edges = true });
}

static void misses_nothing_in_long_groups(void **state)
{
	(void)state;
	check_bounds((struct slow_random){ .state = 6000,
					   .long_groups = true });
}

static void misses_nothing_in_lists(void **state)
{
	(void)state;
	check_bounds((struct slow_random){ .state = 7000, .lists = true });
}

static void misses_nothing_in_lists_with_open_edges(void **state)
{
	(void)state;
	check_bounds((struct slow_random){ .state = 8000, .lists = true,
					   .open_edges = true });
}

static void misses_nothing_in_lists_with_gaps(void **state)
{
	(void)state;
	check_bounds((struct slow_random){ .state = 9000, .lists = true,
					   .list_gaps = true });
}

static void misses_nothing_in_lists_with_long_groups(void **state)
{
	(void)state;
	check_bounds((struct slow_random){ .state = 9500, .lists = true,
					   .long_groups = true });
}

static void misses_nothing_with_all_of_it(void **state)
{
	(void)state;
	check_bounds((struct slow_random){ .state = 9900, .lists = true,
					   .list_gaps = true,
					   .open_edges = true,
					   .long_groups = true });
}

/* Bytes of every kind between the words; the words are what they are. */
static void agrees_on_random_bytes(void **state)
{
	static const char bytes[] =
		"aabbccddee    ..!\n\n\r\t'\"*,-\x01\x80\xc3\xa4\xe2\x80\x99\xf0\xff";

	(void)state;
	for (uint32_t round = 0; round < 64; round++) {
		static struct trial t;

		t = (struct trial){ .random = { .state = round + 9000,
					       .except = true },
				   .phrases = STRBUF_INIT,
				   .text = STRBUF_INIT };

		make(&t);
		strbuf_reset(&t.text);
		for (size_t i = 0; i < WORDS_MAX; i++)
			strbuf_addch(&t.text, round % 2 ?
				     bytes[slow_below(&t.random,
						      sizeof(bytes))] :
				     (char)slow_below(&t.random, 256));
		find(&t);
		/* what stands in quotes is another test's */
		for (size_t i = 0; i < t.len; i++)
			t.tiny.words.items[i].flags &=
				(uint16_t)~WORDS_QUOTED;
		moves_find(t.tiny.moves, &t.tiny.words);
		if (!found_as_expected(&t)) {
			complain(&t, "not as expected");
			fail();
		}
		unmake(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_slow_way),
		cmocka_unit_test(misses_nothing_at_open_edges),
		cmocka_unit_test(misses_nothing_in_long_groups),
		cmocka_unit_test(misses_nothing_in_lists),
		cmocka_unit_test(misses_nothing_in_lists_with_open_edges),
		cmocka_unit_test(misses_nothing_in_lists_with_gaps),
		cmocka_unit_test(misses_nothing_in_lists_with_long_groups),
		cmocka_unit_test(misses_nothing_with_all_of_it),
		cmocka_unit_test(agrees_on_random_bytes),
	};

	return cmocka_run_group_tests_name("moves_slow", tests, NULL, NULL);
}
