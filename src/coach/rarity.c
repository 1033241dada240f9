#include "coach/rarity.h"

#include <stdlib.h>
#include <string.h>

/* Words in the order of their bytes, and how many of 10,000 they are. */
static const struct common {
	const char *word;
	uint32_t share;
} table[] = {
	{ "$", 900 }, { "<number>", 60 }, { "?", 100 }, { "^", 900 },
	{ "a", 162 }, { "about", 44 }, { "after", 16 },
	{ "again", 21 }, { "all", 26 }, { "always", 10 }, { "am", 109 },
	{ "an", 13 }, { "and", 203 }, { "another", 4 }, { "answer", 7 },
	{ "any", 7 }, { "anyone", 5 }, { "anything", 7 }, 
	{ "are", 61 }, { "as", 14 }, { "ask", 26 }, { "asked", 12 },
	{ "asking", 7 }, { "at", 57 }, { "away", 5 }, { "baby", 5 },
	{ "back", 20 }, { "bad", 6 }, { "be", 58 },
	{ "because", 13 }, { "bed", 5 }, { "been", 17 }, { "before", 12 },
	{ "being", 8 }, { "better", 9 }, { "bit", 6 }, { "both", 6 },
	{ "bring", 7 }, { "brother", 4 }, { "but", 23 }, { "by", 22 },
	{ "call", 12 }, { "came", 5 }, { "can", 61 }, { "car", 8 },
	{ "choose", 4 }, { "come", 17 }, { "coming", 5 }, 
	{ "could", 20 }, { "dad", 6 },
	{ "day", 15 }, { "days", 6 }, { "dead", 4 }, { "dear", 15 },
	{ "did", 23 }, { "dinner", 4 }, { "do", 98 }, { "does", 10 },
	{ "dog", 5 }, { "done", 6 }, { "door", 7 }, { "down", 14 },
	{ "drink", 5 }, { "drinking", 4 }, { "eat", 4 }, { "either", 4 },
	{ "else", 6 }, { "end", 4 }, { "enough", 4 }, { "even", 8 },
	{ "ever", 6 }, { "every", 11 }, { "everyone", 7 },
	{ "everything", 7 }, { "example", 14 }, { "family", 8 },
	{ "feel", 11 }, { "find", 6 }, { "fine", 8 }, { "finish", 4 },
	{ "first", 10 }, { "five", 4 }, { "for", 99 }, { "four", 6 },
	{ "friday", 7 }, { "friend", 5 }, { "friends", 6 }, { "from", 21 },
	{ "gate", 4 }, { "gave", 5 }, { "get", 21 }, { "gets", 5 },
	{ "give", 8 }, { "go", 25 }, { "goes", 5 }, { "going", 17 },
	{ "gone", 4 }, { "good", 12 }, { "got", 20 }, { "had", 18 },
	{ "half", 6 }, { "hand", 5 }, { "happy", 5 }, { "hard", 5 },
	{ "has", 15 }, { "have", 105 }, { "having", 4 },
	{ "he", 91 }, { "hear", 8 }, { "hello", 4 }, { "help", 7 },
	{ "her", 33 }, { "here", 12 }, { "hey", 4 }, { "hi", 8 },
	{ "him", 21 }, { "hint", 7 }, { "his", 22 }, { "home", 11 },
	{ "hour", 4 }, { "house", 9 }, { "how", 17 }, { "hurt", 5 },
	{ "husband", 6 }, { "i", 561 }, { "if", 56 }, { "in", 89 },
	{ "instead", 6 }, { "into", 4 }, { "is", 162 }, { "it", 186 },
	{ "job", 6 }, { "just", 23 }, { "keep", 15 }, { "keeps", 4 },
	{ "kids", 10 }, { "kind", 7 }, { "know", 25 }, { "last", 15 },
	{ "late", 6 }, { "leave", 11 }, { "left", 7 }, { "let", 17 },
	{ "life", 5 }, { "like", 44 }, { "little", 5 }, { "live", 4 },
	{ "long", 5 }, { "look", 9 }, { "love", 11 }, { "made", 7 },
	{ "make", 10 }, { "man", 6 }, { "me", 125 }, { "meeting", 4 },
	{ "mind", 5 }, { "mine", 5 }, { "minutes", 5 }, { "mom", 8 },
	{ "monday", 4 }, { "money", 6 }, { "month", 4 }, { "more", 13 },
	{ "morning", 4 }, { "mother", 8 }, { "much", 5 }, { "my", 159 },
	{ "myself", 7 }, { "name", 6 }, { "need", 14 }, { "never", 17 },
	{ "new", 7 }, { "next", 11 }, { "ni", 5 }, { "night", 10 },
	{ "nine", 4 }, { "no", 39 }, { "nobody", 8 }, { "not", 174 },
	{ "nothing", 9 }, { "now", 24 }, { "of", 64 }, { "off", 17 },
	{ "oh", 4 }, { "ok", 9 }, { "old", 4 }, { "on", 81 }, { "once", 5 },
	{ "one", 38 }, { "only", 14 }, { "or", 39 }, { "other", 6 },
	{ "our", 9 }, { "out", 29 }, { "over", 34 }, 
	{ "own", 9 }, { "pay", 6 }, { "people", 7 }, { "person", 18 },
	{ "phone", 8 }, { "place", 4 }, { "plain", 4 }, { "plan", 4 },
	{ "please", 18 }, { "put", 11 }, { "quiet", 5 }, { "rather", 5 },
	{ "read", 5 }, { "really", 6 }, { "right", 11 }, { "ring", 5 },
	{ "room", 6 }, { "said", 23 }, { "same", 4 }, { "saturday", 5 },
	{ "say", 44 }, { "saying", 4 }, { "says", 17 }, { "school", 4 },
	{ "see", 16 }, { "send", 4 }, { "she", 45 }, { "should", 7 },
	{ "since", 10 }, { "sister", 5 }, { "sit", 5 }, { "six", 6 },
	{ "sleep", 7 }, { "so", 49 }, { "some", 4 }, { "someone", 6 },
	{ "something", 8 }, { "sorry", 45 }, { "start", 6 }, { "stay", 7 },
	{ "still", 10 }, { "stop", 13 }, { "stopped", 6 }, { "sunday", 7 },
	{ "tactic", 20 }, { "take", 16 }, { "talk", 10 },
	{ "tell", 18 }, { "ten", 7 }, { "than", 8 }, { "thank", 6 },
	{ "thanks", 7 }, { "that", 75 }, { "the", 368 }, { "them", 16 },
	{ "then", 18 }, { "there", 24 }, { "they", 19 }, { "thing", 7 },
	{ "things", 6 }, { "think", 11 }, { "this", 40 }, { "thought", 4 },
	{ "three", 8 }, { "through", 5 }, { "time", 21 },
	{ "to", 209 }, { "today", 7 }, { "told", 16 }, { "tomorrow", 5 },
	{ "tonight", 8 }, { "too", 10 }, { "took", 9 }, { "turn", 5 },
	{ "two", 14 }, { "ultimatum", 31 }, { "until", 14 }, { "up", 33 },
	{ "us", 18 }, { "use", 4 }, { "used", 4 }, { "very", 4 },
	{ "wait", 4 }, { "walk", 4 }, { "want", 29 }, { "wanted", 5 },
	{ "wants", 4 }, { "was", 44 }, { "way", 9 }, { "we", 46 },
	{ "week", 9 }, { "well", 7 }, { "went", 5 }, { "were", 11 },
	{ "what", 43 }, { "when", 37 }, { "where", 6 }, { "which", 4 },
	{ "who", 18 }, { "whole", 6 }, { "why", 8 }, { "wife", 7 },
	{ "will", 101 }, { "with", 64 }, 
	{ "without", 7 }, { "word", 4 }, { "work", 12 }, { "would", 78 },
	{ "write", 4 }, { "wrong", 7 }, { "year", 5 }, { "years", 5 },
	{ "yes", 9 }, { "you", 315 }, { "your", 71 }, { "yours", 5 },
	{ "yourself", 4 },
};

struct key {
	const char *text;
	size_t len;
};

static int compare(const void *key, const void *entry)
{
	const struct key *k = key;
	const struct common *c = entry;
	int order = strncmp(k->text, c->word, k->len);

	return order ? order : -(c->word[k->len] != '\0');
}

uint32_t rarity_share(const char *text, size_t len)
{
	const struct key key = { text, len };
	const struct common *found = bsearch(&key, table,
					     sizeof(table) / sizeof(table[0]),
					     sizeof(table[0]), compare);

	return found ? found->share : RARITY_RARE;
}
