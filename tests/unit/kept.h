#ifndef TESTS_UNIT_KEPT_H
#define TESTS_UNIT_KEPT_H

#include "home.h"

#include "base/err.h"
#include "store/store.h"

/* An empty store in a folder of its own, new for each test. */
static struct home home;
static struct store *store;

static inline int setup(void **state)
{
	struct err err = { 0 };

	(void)state;
	home_make(&home);
	return store_open(&store, home.folder, DB_WRITE, &err);
}

static inline int teardown(void **state)
{
	(void)state;
	store_close(store);
	store = NULL;
	home_remove(&home);
	return 0;
}

#endif
