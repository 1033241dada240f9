/*
 * Long for a file here: half of it is the table of bytes and what people do
 * to words when they type fast.
 */

#include "coach/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "coach/lexicon.h"

/* A line shorter than this many bytes ends its sentence: see words.h. */
#define SHORT_LINE 45

enum class { OTHER, LETTER, DIGIT, APOSTROPHE, STAR, SPACE, STOP, QUOTE, HIGH };

/* What each ASCII byte is, so that the common case is one look-up. */
static const unsigned char classes[128] = {
	['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER,
	['e'] = LETTER, ['f'] = LETTER, ['g'] = LETTER, ['h'] = LETTER,
	['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER,
	['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER,
	['q'] = LETTER, ['r'] = LETTER, ['s'] = LETTER, ['t'] = LETTER,
	['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER,
	['y'] = LETTER, ['z'] = LETTER, ['A'] = LETTER, ['B'] = LETTER,
	['C'] = LETTER, ['D'] = LETTER, ['E'] = LETTER, ['F'] = LETTER,
	['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER, ['J'] = LETTER,
	['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER,
	['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
	['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER,
	['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER, ['Z'] = LETTER,
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT,
	['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT,
	['8'] = DIGIT, ['9'] = DIGIT, ['\''] = APOSTROPHE, ['*'] = STAR,
	[' '] = SPACE, ['\t'] = SPACE, ['\r'] = SPACE, ['\n'] = SPACE,
	['.'] = STOP, ['!'] = STOP, ['?'] = STOP, ['"'] = QUOTE,
};

static enum class class_of(char byte)
{
	unsigned char c = (unsigned char)byte;

	return c < sizeof(classes) ? (enum class)classes[c] : HIGH;
}

/* Where the splitter is. */
struct splitter {
	struct words *words;
	const struct lexicon *lex;
	const char *text;
	size_t len;
	size_t at;
	size_t line;		/* start of the current line */
	size_t open;		/* first word behind an open quote + 1, or 0 */
	uint32_t quote;		/* the character that opened it */
	size_t first;		/* first word of the sentence (its mark) */
	bool in_sentence;
	bool starred;		/* a star opened the word: *so*, **no** */
};

static bool is_curly_apostrophe(const char *text, size_t len)
{
	return len >= 3 && !memcmp(text, "\xe2\x80\x99", 3);
}

static bool is_emoji(uint32_t cp)
{
	return (cp >= 0x1f300 && cp <= 0x1faff) || (cp >= 0x2600 && cp <= 0x27bf);
}

/* Letters past ASCII, roughly: what is no punctuation or symbol. */
static bool is_letter(uint32_t cp)
{
	if (cp < 0xc0 || cp == 0xd7 || cp == 0xf7)
		return cp == 0xaa || cp == 0xb5 || cp == 0xba;
	return !(cp >= 0x2000 && cp <= 0x2bff) && !(cp >= 0x3000 && cp <= 0x303f) &&
	       !(cp >= 0xfe00 && cp <= 0xfe0f) && !(cp >= 0xff00 && cp <= 0xff0f) &&
	       cp != 0xfeff && cp < 0x1f000;
}

size_t words_fold(const char *text, size_t len, char *out, uint32_t *hash)
{
	uint32_t h = LEXICON_HASH_START;
	size_t n = 0;

	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)text[i];
		char bytes[4] = { (char)c };
		size_t width = 1, step = 1;
		uint32_t cp;

		if (c >= 'A' && c <= 'Z') {
			bytes[0] = (char)(c + ('a' - 'A'));
		} else if (c >= 0x80) {
			step = utf8_decode(text + i, len - i, &cp);
			if (!step)
				return 0;
			width = utf8_encode(cp == 0x2019 ? '\'' :
					    utf8_lower(cp), bytes);
		}
		if (n + width > LEXICON_WORD_MAX)
			return 0;
		for (size_t k = 0; k < width; k++) {
			out[n++] = bytes[k];
			h = lexicon_hash(h, (unsigned char)bytes[k]);
		}
		i += step;
	}
	*hash = h;
	return n;
}

/* Runs of a letter that are tried both single and double. */
#define RUNS_MAX 3

/* The word `twice` without the second letter of the runs in `single`. */
static uint32_t spelled(const struct lexicon *lex, const char *twice, size_t n,
			const size_t *second, size_t runs, unsigned single)
{
	char form[LEXICON_WORD_MAX];
	uint32_t hash = LEXICON_HASH_START;
	size_t len = 0, r = 0;

	for (size_t i = 0; i < n; i++) {
		if (r < runs && second[r] == i && single >> r++ & 1)
			continue;
		form[len++] = twice[i];
		hash = lexicon_hash(hash, (unsigned char)twice[i]);
	}
	return lexicon_word(lex, form, len, hash);
}

/*
 * A drawn-out word, "soooo" or "sorrryyy": each run of three letters or more
 * is tried as one letter and as two. WORD_UNKNOWN where nothing is drawn out
 * or no form is known.
 */
static uint32_t shortened(const struct lexicon *lex, const char *text,
			  size_t len)
{
	char twice[LEXICON_WORD_MAX];	/* with long runs cut to two */
	size_t second[RUNS_MAX], runs = 0, n = 0;

	for (size_t i = 0, run; i < len; i += run) {
		char c = text[i] >= 'A' && text[i] <= 'Z' ?
			(char)(text[i] + ('a' - 'A')) : text[i];
		size_t keep;

		for (run = 1; i + run < len && text[i + run] == text[i];)
			run++;
		keep = run < 3 ? run : 2;
		if (n + keep > sizeof(twice) || (run > 2 && runs == RUNS_MAX))
			return WORD_UNKNOWN;
		memset(twice + n, c, keep);
		n += keep;
		if (run > 2)
			second[runs++] = n - 1;
	}
	for (unsigned single = 0; runs && single < 1u << runs; single++) {
		uint32_t number = spelled(lex, twice, n, second, runs, single);

		if (number)
			return number;
	}
	return WORD_UNKNOWN;
}

/* The number of text[start, end), which the caller knows to be a word. */
static uint32_t number_of(const struct splitter *s, size_t start, size_t end)
{
	char folded[LEXICON_WORD_MAX];
	uint32_t hash, number;
	size_t len = words_fold(s->text + start, end - start, folded, &hash);

	number = len ? lexicon_word(s->lex, folded, len, hash) : WORD_UNKNOWN;
	if (number)
		return number;
	if (s->text[start] >= '0' && s->text[start] <= '9')
		return WORD_NUMBER;
	return shortened(s->lex, s->text + start, end - start);
}

static struct word *append(struct splitter *s)
{
	struct words *w = s->words;

	if (w->count == w->capacity)
		w->items = mem_grow(w->items, &w->capacity, sizeof(*w->items));
	return &w->items[w->count++];
}

static void mark(struct splitter *s, uint16_t number, size_t at)
{
	*append(s) = (struct word){ (uint32_t)at, (uint32_t)at,
				    (uint32_t)s->words->sentences, number,
				    WORDS_MARK };
}

static void end_sentence(struct splitter *s, size_t at, bool asks, bool loud)
{
	if (!s->in_sentence)
		return;
	if (asks)
		mark(s, WORD_ASKS, at);
	mark(s, WORD_END, at);
	if (loud)
		for (size_t i = s->first; i < s->words->count; i++)
			s->words->items[i].flags |= WORDS_LOUD;
	s->words->sentences++;
	s->in_sentence = false;
}

static uint16_t case_of(const struct splitter *s, size_t start, size_t end)
{
	size_t letters = 0;

	for (size_t i = start; i < end; i++) {
		unsigned char c = (unsigned char)s->text[i];

		if (c >= 'a' && c <= 'z')
			return 0;
		letters += c >= 'A' && c <= 'Z';
	}
	return letters >= 3 ? WORDS_CAPITALS : 0;
}

/* Adds text[start, end), opened where it stands for other words. */
static void add_word(struct splitter *s, size_t start, size_t end)
{
	uint32_t number = number_of(s, start, end);
	const struct lexicon_word *known = &s->lex->words[number];
	struct word word = { (uint32_t)start, (uint32_t)end, 0, 0, 0 };

	if (!s->in_sentence) {
		s->in_sentence = true;
		s->first = s->words->count;
		mark(s, WORD_BEGIN, start);
	}
	word.sentence = (uint32_t)s->words->sentences;
	if (s->text[start] >= 'A' && s->text[start] <= 'Z')
		word.flags = case_of(s, start, end);
	s->words->real++;
	if (!known->form_count) {
		word.number = (uint16_t)number;
		*append(s) = word;
		return;
	}
	for (size_t i = 0; i < known->form_count; i++) {
		word.number = s->lex->forms[known->form + i];
		*append(s) = word;
	}
}

static size_t letter_at(const struct splitter *s, size_t at)
{
	uint32_t cp;
	size_t width;

	switch (class_of(s->text[at])) {
	case LETTER:
	case DIGIT:
		return 1;
	case HIGH:
		width = utf8_decode(s->text + at, s->len - at, &cp);
		return width && is_letter(cp) ? width : 0;
	default:
		return 0;
	}
}

/* An apostrophe or star between or behind letters: its width, else 0. */
static size_t joiner_at(const struct splitter *s, size_t at)
{
	enum class class = class_of(s->text[at]);
	size_t width = class == APOSTROPHE || class == STAR;

	if (is_curly_apostrophe(s->text + at, s->len - at))
		width = 3;
	if (class == STAR && !s->starred && at + 1 < s->len &&
	    s->text[at + 1] == '*')
		return 1;
	return width && at + width < s->len && letter_at(s, at + width) ?
		width : 0;
}

static void word(struct splitter *s)
{
	size_t start = s->at, width;

	s->starred = start && s->text[start - 1] == '*';
	while (s->at < s->len) {
		if (class_of(s->text[s->at]) == LETTER)
			s->at++;
		else if ((width = letter_at(s, s->at)))
			s->at += width;
		else if ((width = joiner_at(s, s->at)))
			s->at += width;
		else if (s->text[s->at] == '*' && s->text[s->at - 1] == '*')
			s->at++;
		else
			break;
	}
	add_word(s, start, s->at);
}

/* . ! ? and what follows of them: the end of a sentence, or inside one. */
static void stop(struct splitter *s)
{
	size_t start = s->at, bangs = 0;
	bool asks = false;

	while (s->at < s->len &&
	       class_of(s->text[s->at]) == STOP) {
		asks |= s->text[s->at] == '?';
		bangs += s->text[s->at] == '!';
		s->at++;
	}
	if (s->at == start + 1 && s->text[start] == '.' && s->at < s->len &&
	    letter_at(s, s->at))
		return;		/* 7.30, e.g. */
	end_sentence(s, start, asks, bangs >= 2);
}

static void space(struct splitter *s)
{
	bool empty_line = false, line_end = false;
	size_t start = s->at;

	while (s->at < s->len &&
	       class_of(s->text[s->at]) == SPACE) {
		if (s->text[s->at++] == '\n') {
			empty_line |= line_end;
			line_end = true;
		}
	}
	if (!line_end)
		return;
	if (empty_line || start - s->line < SHORT_LINE)
		end_sentence(s, start, false, false);
	if (empty_line)
		s->open = 0;
	s->line = s->at;
}

static void quote(struct splitter *s, uint32_t cp)
{
	bool closes = s->open && (cp == s->quote || cp == 0x201d || cp == 0xbb);

	if (closes) {
		for (size_t i = s->open - 1; i < s->words->count; i++)
			s->words->items[i].flags |= WORDS_QUOTED;
		s->open = 0;
	} else if (cp == '"' || cp == 0x201c || cp == 0xab) {
		s->open = s->words->count + 1;
		s->quote = cp;
	}
}

static void high(struct splitter *s)
{
	uint32_t cp;
	size_t width = utf8_decode(s->text + s->at, s->len - s->at, &cp);

	if (width && is_letter(cp)) {
		word(s);
		return;
	}
	if (width && is_emoji(cp))
		add_word(s, s->at, s->at + width);
	else if (width && (cp == 0x201c || cp == 0x201d || cp == 0xab || cp == 0xbb))
		quote(s, cp);
	else if (width && cp == 0x2026)
		end_sentence(s, s->at, false, false);
	s->at += width ? width : 1;
}

/* A text that is one quotation from end to end is the person's own draft. */
static void unquote_whole(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (!(words->items[i].flags & (WORDS_QUOTED | WORDS_MARK)))
			return;
	for (size_t i = 0; i < words->count; i++)
		words->items[i].flags &= (uint16_t)~WORDS_QUOTED;
}

void words_split(struct words *words, const struct lexicon *lex,
		 const char *text, size_t len)
{
	struct splitter s = { words, lex, text, len, 0, 0, 0, 0, 0, false, false };

	words->count = 0;
	words->real = 0;
	words->sentences = 0;
	while (s.at < len) {
		switch (class_of(text[s.at])) {
		case LETTER:
		case DIGIT:
			word(&s);
			break;
		case SPACE:
			space(&s);
			break;
		case STOP:
			stop(&s);
			break;
		case QUOTE:
			quote(&s, '"');
			s.at++;
			break;
		case HIGH:
			high(&s);
			break;
		default:
			s.at++;
		}
	}
	end_sentence(&s, len, false, false);
	unquote_whole(words);
}

bool words_is_one(const char *text, size_t len)
{
	static const struct lexicon_word none[WORD_FIRST];
	static const uint16_t slots[1];
	const struct lexicon empty = { .words = none, .slots = slots };
	struct words words = WORDS_INIT;
	bool one;

	words_split(&words, &empty, text, len);
	one = words.count == 3 && words.items[1].start == 0 &&
	      words.items[1].end == len && words.items[2].number == WORD_END;
	words_release(&words);
	return one;
}

void words_release(struct words *words)
{
	free(words->items);
	*words = (struct words)WORDS_INIT;
}
