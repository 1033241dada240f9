#include "coach.h"

#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "cmd.h"
#include "coach/rulebook.h"
#include "script/catalog.h"
#include "store/config.h"

void coach_open(struct coach *coach, const struct cmd_io *io,
		const struct catalog *catalog)
{
	struct errlist faults = ERRLIST_INIT;

	coach->read = NULL;
	coach->book = &rulebook_builtin;
	if (!strcmp(io->config->language, "en") &&
	    catalog_is_pristine(catalog, "coach"))
		return;
	coach->read = rulebook_read(catalog, &faults);
	coach->book = coach->read;
	for (size_t i = 0; i < faults.count; i++)
		cmd_fail(io, &faults.items[i]);
	errlist_release(&faults);
}

void coach_release(struct coach *coach)
{
	rulebook_free(coach->read);
	*coach = (struct coach){ NULL, NULL };
}
