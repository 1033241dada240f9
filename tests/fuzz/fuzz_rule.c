/* A rule of the coach, against the moves that ship, and what it speaks of. */
#include "base/err.h"
#include "coach/rule.h"
#include "coach/rulebook.h"
#include "coach/words.h"
#include "fuzz.h"

static void found(void *data, const struct rule *rule, const struct span *span)
{
	const struct rule_text *text = data;

	fuzz_hold(rule->case_count > 0, "a rule that speaks has a case");
	fuzz_hold(!span || span->last <= text->words->count,
		  "a span lies in its text");
}

static void listen(const struct rule *rule)
{
	static const char draft[] = "I'm so sorry, maybe I could say no? No. "
		"I will not lend you money!! If you shout, I will leave.";
	struct moves *moves = moves_new(&rulebook_builtin.lexicon);
	struct words words = WORDS_INIT;
	struct rule_text text = { &words, moves, KIND_NO, 3 };

	words_split(&words, &rulebook_builtin.lexicon, draft,
		    sizeof(draft) - 1);
	moves_find(moves, &words);
	rule_speaks(rule, &text, found, &text);
	words_release(&words);
	moves_free(moves);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct lexicon *lex = &rulebook_builtin.lexicon;
	const char *text = (const char *)data;
	struct errlist faults = ERRLIST_INIT;
	struct rule *rule = NULL;
	struct err err = { 0 };
	int ret = rule_parse(&rule, "name", "here", text, size, lex, &err);

	rule_lint("name", "here", text, size, lex, &faults);
	fuzz_hold(!ret == !faults.count, "lint and parse agree");
	fuzz_hold(!ret || (!rule && *err.text), "a failure says why");
	if (!ret)
		listen(rule);
	rule_free(rule);
	errlist_release(&faults);
	return 0;
}
