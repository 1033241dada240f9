/* What a session needs, opened before the first question is asked. */

#include <cjson/cJSON.h>

#include "base/err.h"
#include "cmd.h"
#include "coach/review.h"
#include "practice.h"
#include "practice/playbook.h"
#include "practice_keep.h"
#include "script/catalog.h"
#include "script/hotlines.h"
#include "script/messages.h"
#include "script/script.h"
#include "sending.h"
#include "store/circle.h"
#include "store/config.h"
#include "store/paths.h"

static bool add_person(const struct person *person, void *data)
{
	struct practice *practice = data;

	if (person->tell != TELL_AFTER)
		strlist_add(&practice->before, person->name);
	if (person->tell != TELL_BEFORE)
		strlist_add(&practice->after, person->name);
	return true;
}

/*
 * The circle, where it can be read without a secret: a person who wants to
 * practise is not asked for a passphrase first. A plan takes any name.
 */
static void read_circle(struct practice *practice)
{
	struct store *store = NULL;
	struct err err = { 0 };

	if (!practice->io->paths->data_folder ||
	    store_open(&store, practice->io->paths->data_folder, DB_READ,
		       &err))
		return;
	if (store_is_readable(store))
		circle_each(store, add_person, practice, &err);
	store_close(store);
}

/* The word that sends is typed at a terminal, so elsewhere none is offered. */
static void read_endpoints(struct practice *practice)
{
	const struct cmd_io *io = practice->io;
	struct err err = { 0 };

	if (practice->no_save || !io->in_terminal || !io->out_terminal)
		return;
	if (sending_endpoints(io, &practice->endpoints, &err))
		cmd_fail(io, &err);
	for (size_t i = 0; i < practice->endpoints.count; i++)
		strlist_add(&practice->send_to,
			    practice->endpoints.items[i].name);
}

static int open_words(struct practice *practice)
{
	const struct cmd_io *io = practice->io;
	struct err err = { 0 };

	practice->catalog = cmd_catalog(io);
	coach_open(&practice->coach, io, practice->catalog);
	if (messages_load(&practice->messages, practice->catalog,
			  "session/practice.yaml", &err))
		return cmd_fail(io, &err);
	/* Without lines a session still works; it then says that it has none. */
	if (hotlines_load(&practice->hotlines, practice->catalog, &err))
		cmd_fail(io, &err);
	if (playbook_load(&practice->playbook, practice->catalog, &err))
		return cmd_fail(io, &err);
	practice->reviewer = reviewer_new(practice->coach.book);
	return STATUS_OK;
}

/* Refuses a script that is not there before a single question is asked. */
static int check_script(const struct practice *practice)
{
	struct script *script = NULL;
	struct err err = { 0 };
	int ret = 0;

	if (practice->setup.script)
		ret = catalog_load(practice->catalog, practice->setup.script,
				   &script, &err);
	script_free(script);
	return ret ? cmd_fail_as(practice->io, ret, &err) : STATUS_OK;
}

int practice_open(struct practice *practice)
{
	const struct cmd_io *io = practice->io;
	struct session_setup *setup = &practice->setup;
	int status = open_words(practice);

	if (status == STATUS_OK)
		status = check_script(practice);
	if (status != STATUS_OK)
		return status;
	read_circle(practice);
	read_endpoints(practice);
	setup->catalog = practice->catalog;
	setup->messages = practice->messages;
	setup->lines = practice->hotlines;
	setup->reviewer = practice->reviewer;
	setup->playbook = practice->playbook;
	setup->people_before = &practice->before;
	setup->people_after = &practice->after;
	setup->send_to = &practice->send_to;
	setup->rules_off = &io->config->rules_off;
	setup->country = io->config->country;
	setup->introduced = io->config->introduced;
	setup->keeps = !practice->no_save && practice_may_keep(io);
	return STATUS_OK;
}

void practice_close(struct practice *practice)
{
	session_free(practice->session);
	cJSON_Delete(practice->resumed);
	strlist_wipe(&practice->before);
	strlist_wipe(&practice->after);
	strlist_release(&practice->send_to);
	endpoints_release(&practice->endpoints);
	reviewer_free(practice->reviewer);
	playbook_free(practice->playbook);
	hotlines_free(practice->hotlines);
	messages_free(practice->messages);
	coach_release(&practice->coach);
	catalog_free(practice->catalog);
}
