#include "practice/lots.h"

#include <stdlib.h>

#include "base/mem.h"
#include "script/messages.h"

void lots_start(struct lots *lots, uint64_t seed, uint64_t salt)
{
	*lots = (struct lots){ .state = seed ^ (salt << 56) };
}

/* splitmix64, by Sebastiano Vigna, in the public domain. */
static uint64_t next(struct lots *lots)
{
	uint64_t z = (lots->state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* The bias of a remainder is below one in 2^50 for lists as short as ours. */
size_t lots_below(struct lots *lots, size_t n)
{
	return (size_t)(next(lots) % n);
}

bool lots_chance(struct lots *lots, unsigned percent)
{
	return lots_below(lots, 100) < percent;
}

/* FNV-1a; texts themselves are not kept, since they may be private. */
static uint64_t hash(const char *text)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 0x100000001b3u;
	return h;
}

size_t lots_age(const struct lots *lots, const char *text)
{
	uint64_t wanted = hash(text);

	for (size_t age = 1; age <= lots->count && age <= LOTS_KEPT; age++)
		if (lots->said[(lots->count - age) % LOTS_KEPT] == wanted)
			return age;
	return 0;
}

void lots_note(struct lots *lots, const char *text)
{
	lots->said[lots->count++ % LOTS_KEPT] = hash(text);
}

size_t lots_draw(struct lots *lots, const char *const *texts, size_t n)
{
	size_t fresh = 0, oldest = 0, oldest_age = 0, pick;

	for (size_t i = 0; i < n; i++) {
		size_t age = lots_age(lots, texts[i]);

		fresh += !age;
		if (age > oldest_age) {
			oldest_age = age;
			oldest = i;
		}
	}
	if (!fresh)
		return oldest;
	pick = lots_below(lots, fresh);
	for (size_t i = 0; i < n; i++)
		if (!lots_age(lots, texts[i]) && !pick--)
			return i;
	return oldest;
}

size_t lots_message(struct lots *lots, const struct messages *messages,
		    const char *key)
{
	size_t count = messages_count(messages, key), pick;
	const char **texts;

	if (!count)
		return 0;
	texts = mem_array(count, sizeof(*texts));
	for (size_t i = 0; i < count; i++)
		texts[i] = messages_item(messages, key, i);
	pick = lots_draw(lots, texts, count);
	lots_note(lots, texts[pick]);
	free(texts);
	return pick;
}
