#include "arena.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exhausted.h"

/* Enough for any record but those with a very long text. */
#define CHUNK ((size_t)64 * 1024)

struct chunk {
	struct chunk *older;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct chunk *newest;
};

/* cJSON's hooks take no argument, so the arena in use has to be known here. */
static struct arena *current;

static struct chunk *add_chunk(struct arena *arena, size_t size)
{
	struct chunk *chunk = mem_array(1, sizeof(*chunk) + size);

	chunk->older = arena->newest;
	chunk->size = size;
	arena->newest = chunk;
	return chunk;
}

/* What a person wrote does not stay in memory that is given back. */
static void drop_chunk(struct arena *arena)
{
	struct chunk *chunk = arena->newest;

	arena->newest = chunk->older;
	explicit_bzero(chunk->bytes, chunk->used);
	free(chunk);
}

static void *take(size_t size)
{
	struct chunk *chunk = current->newest;
	void *bytes;

	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (size > chunk->size - chunk->used)
		chunk = add_chunk(current, size > CHUNK ? size : CHUNK);
	bytes = chunk->bytes + chunk->used;
	chunk->used += size;
	return bytes;
}

static void keep(void *bytes)
{
	(void)bytes;
}

struct arena *arena_new(void)
{
	struct arena *arena = mem_array(1, sizeof(*arena));

	add_chunk(arena, CHUNK);
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	while (arena->newest)
		drop_chunk(arena);
	free(arena);
}

/* All but the first chunk goes: one long record does not stay for good. */
void arena_enter(struct arena *arena)
{
	static cJSON_Hooks hooks = { take, keep };

	assert(!current);
	while (arena->newest->older)
		drop_chunk(arena);
	arena->newest->used = 0;
	current = arena;
	cJSON_InitHooks(&hooks);
}

void arena_leave(void)
{
	current = NULL;
	exhausted_watch_json();
}
