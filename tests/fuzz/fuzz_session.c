/*
 * A session: a line an answer, or a command behind a colon. The first byte
 * chooses where it begins, and whether the first answers are resumed, all in
 * one pass.
 */
#include <cjson/cJSON.h>

#include "base/err.h"
#include "base/strlist.h"
#include "base/utf8.h"
#include "coach/review.h"
#include "coach/rulebook.h"
#include "fuzz.h"
#include "practice/playbook.h"
#include "practice/session.h"
#include "script/catalog.h"
#include "script/hotlines.h"
#include "script/messages.h"

/* A session runs anew at each answer, so its cost is their square. */
#define LINES_MAX 16

/* Scripts to choose from: more are searched in the same way, but slower. */
#define SCRIPTS_MAX 16

static struct session_setup setup;

/* Read once: all of them for each input were most of its cost. */
static const struct catalog_list *read_scripts(const struct catalog *catalog)
{
	static struct catalog_list scripts = CATALOG_LIST_INIT;

	catalog_list(catalog, &scripts);
	while (scripts.count > SCRIPTS_MAX)
		catalog_entry_release(&scripts.items[--scripts.count]);
	return &scripts;
}

static void open_room(void)
{
	static const struct catalog_folders shipped = { "", NULL, NULL, "en" };
	struct catalog *catalog = catalog_open(&shipped);
	struct messages *messages = NULL;
	struct hotlines *lines = NULL;
	struct playbook *book = NULL;
	struct err err = { 0 };

	if (messages_load(&messages, catalog, "session/practice.yaml", &err) ||
	    hotlines_load(&lines, catalog, &err) ||
	    playbook_load(&book, catalog, &err))
		fuzz_hold(false, err.text);
	setup = (struct session_setup){
		.catalog = catalog, .scripts = read_scripts(catalog),
		.messages = messages, .lines = lines, .playbook = book,
		.reviewer = reviewer_new(&rulebook_builtin),
		.seed = 1, .level = 3, .today = { 2026, 11, 24 },
	};
}

static void check_says(const struct session *session)
{
	size_t count = 0;
	const struct session_say *says = session_says(session, &count);

	for (size_t i = 0; i < count; i++)
		fuzz_hold(says[i].text && voice_name(says[i].voice),
			  "what is said has a text and a voice");
}

/* Takes a line off the input; the caller frees it. */
static char *take_line(const char **at, size_t *size)
{
	const char *end = memchr(*at, '\n', *size);
	size_t len = end ? (size_t)(end - *at) : *size;
	char *line = strndup(*at, len);

	*at += len + (end ? 1 : 0);
	*size -= len + (end ? 1 : 0);
	return line;
}

/* What was kept when the session paused: all up to the first command. */
static void resume(struct session *session, const char **at, size_t *size)
{
	struct strlist answers = STRLIST_INIT;

	while (*size && **at != ':' && answers.count < LINES_MAX) {
		char *line = take_line(at, size);

		strlist_add(&answers, line);
		free(line);
	}
	session_replay(session, &answers);
	fuzz_hold(session_answers(session)->count <= answers.count,
		  "a replay makes up no answers");
	check_says(session);
	strlist_release(&answers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const scripts[] = {
		NULL, "decline-a-drink", "lend-money-to-family",
	};
	const char *at = (const char *)data;
	struct session *session;

	if (!setup.catalog)
		open_room();
	if (!size)
		return 0;
	setup.script = scripts[data[0] % 3];
	setup.introduced = data[0] & 8;
	setup.human = data[0] & 16;
	at++;
	size--;
	session = session_new(&setup);
	if (data[0] & 128)
		resume(session, &at, &size);
	for (int i = 0; i < LINES_MAX && size && session_ask(session); i++) {
		char *line = take_line(&at, &size);
		struct err err = { 0 };

		fuzz_hold(session_ask(session)->prompt &&
			  session_ask(session)->name, "a question has a text");
		if (*line == ':')
			session_command(session, line + 1, &err);
		else
			session_answer(session, line, &err);
		check_says(session);
		free(line);
	}
	cJSON_Delete(session_outcome(session));
	session_free(session);
	return 0;
}
