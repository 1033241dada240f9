/*
 * Phrase lists: forms, two files of phrases and a text to find them in, with
 * NULs between.
 */
#include "base/err.h"
#include "coach/lexicon-builder.h"
#include "coach/moves.h"
#include "coach/words.h"
#include "fuzz.h"

static void find(const struct lexicon *lex, const char *text, size_t len)
{
	struct words words = WORDS_INIT;
	struct moves *moves = moves_new(lex);
	const struct span *spans;
	size_t count = 0;

	words_split(&words, lex, text, len);
	moves_find(moves, &words);
	spans = moves_all(moves, &count);
	for (size_t i = 0; i < count; i++)
		fuzz_hold(spans[i].start <= spans[i].end &&
			  spans[i].end <= len &&
			  spans[i].first < spans[i].last &&
			  spans[i].last <= words.count &&
			  moves_has(moves, spans[i].move),
			  "a span lies in its text");
	moves_free(moves);
	words_release(&words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct {
		enum move_kind kind;
		const char *name;
	} files[] = { { MOVE_LIST, "some" }, { MOVE_SPOKEN, "move" } };
	struct lexicon_builder *builder = lexicon_builder_new();
	struct errlist faults = ERRLIST_INIT;
	struct lexicon lex = { 0 };
	struct err err = { 0 };
	const char *at = (const char *)data, *text;
	size_t len;

	text = fuzz_piece(&at, &size, &len);
	lexicon_builder_forms(builder, text, len, &err);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		text = fuzz_piece(&at, &size, &len);
		lexicon_builder_add(builder, files[i].kind, files[i].name,
				    "here", text, len, &err);
	}
	lexicon_builder_finish(builder, &lex, &faults);
	for (size_t i = 0; i < faults.count; i++)
		fuzz_hold(*faults.items[i].text, "a fault says why");
	find(&lex, at, size);
	errlist_release(&faults);
	lexicon_builder_free(builder);
	return 0;
}
