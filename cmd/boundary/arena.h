#ifndef BOUNDARY_ARENA_H
#define BOUNDARY_ARENA_H

/*
 * arena: memory for the tree of one record, given back all at once.
 *
 * cJSON makes some ten small objects a record; with malloc(3) and free(3) for
 * each, they are a quarter of what a filter does. Between arena_enter() and
 * arena_leave() cJSON takes its memory here, and what it frees is kept until
 * the next arena_enter(). A tree from here must not meet cJSON_Delete().
 */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Gives back all that was taken before. Not to be nested. */
void arena_enter(struct arena *arena);
void arena_leave(void);

#endif
