/*
 * If they say this, then I say that. Picking from lists helps more than
 * writing freely, so both halves are lists: what was heard in the rehearsal and
 * what the script expects, and what the tactic behind it knows as good moves.
 */

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "practice/plan.h"
#include "practice/run.h"
#include "script/catalog.h"
#include "script/front-matter.h"
#include "script/messages.h"

/* More pairs than this nobody has at hand when it counts. */
#define PAIRS_MAX 3
/* Of the moves that a tactic has for the first time, and for the next. */
#define MOVES_OF_EACH 2

static void add_moves(struct strlist *moves, const struct yaml_node *answer)
{
	const struct yaml_node *says = answer ? yaml_get(answer, "say") : NULL;
	size_t count = says ? yaml_count(says) : 0;

	for (size_t i = 0; i < count && i < MOVES_OF_EACH; i++) {
		const char *text = yaml_text(yaml_item(says, i));

		if (text)
			strlist_add(moves, text);
	}
}

/* The good moves against a tactic; none where its file cannot be read. */
static void read_moves(struct run *run, const char *tactic,
		       struct strlist *moves)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct strbuf origin = STRBUF_INIT;
	struct front_matter fm;
	struct err err = { 0 };

	strbuf_addf(&path, "partner/tactics/%s.md", tactic);
	if (catalog_name_ok(tactic) &&
	    !catalog_file(run->setup->catalog, path.text, &text, &origin,
			  &err) &&
	    !front_matter_parse(&fm, text.text, text.len, &err)) {
		add_moves(moves, yaml_get(yaml_root(fm.head), "first"));
		add_moves(moves, yaml_get(yaml_root(fm.head), "second"));
		front_matter_release(&fm);
	}
	strbuf_release(&path);
	strbuf_release(&text);
	strbuf_release(&origin);
}

/* What may be heard, and the tactic behind each line. */
struct heard {
	struct strlist lines, tactics;
};

static void add_line(struct heard *heard, const char *line, const char *tactic)
{
	if (strlist_has(&heard->lines, line))
		return;
	strlist_add(&heard->lines, line);
	strlist_add(&heard->tactics, tactic);
}

/*
 * One line for each tactic that was met, as it was said: what is known to come
 * is worth a plan more than what may come. Those that were hard stand first.
 */
static void add_met(const struct run *run, bool held, struct heard *heard)
{
	const cJSON *turn;

	cJSON_ArrayForEach(turn, json_get(run->rehearsal, "turns")) {
		const char *tactic = json_get_string(turn, "tactic");
		const char *line = json_get_string(turn, "partner");

		if (cJSON_IsTrue(json_get(turn, "held")) == held && line &&
		    tactic && *tactic && !strlist_has(&heard->tactics, tactic))
			add_line(heard, line, tactic);
	}
}

/* Then the lines that the script expects, with the person's own values. */
static void list_lines(struct run *run, struct heard *heard)
{
	if (run->rehearsal) {
		add_met(run, false, heard);
		add_met(run, true, heard);
	}
	for (size_t i = 0; i < run->script->pushback_count; i++) {
		struct strbuf line = STRBUF_INIT;

		script_pushback(run->script, i, run->values, &line);
		add_line(heard, line.text, run->script->pushbacks[i].tactic);
		strbuf_release(&line);
	}
}

/*
 * Reads "1 3" or "1,3" into picks[]: how many, or -1 where it is no such list
 * of numbers up to `max`.
 */
static int read_numbers(const char *text, size_t max, size_t *picks)
{
	int count = 0;

	while (*text) {
		size_t number = 0, digits = 0;

		while (*text && strchr(" ,.;", *text))
			text++;
		while (*text >= '0' && *text <= '9' && digits++ < 4)
			number = number * 10 + (size_t)(*text++ - '0');
		if (!digits)
			return *text ? -1 : count;
		if (!number || number > max || count == PAIRS_MAX)
			return -1;
		picks[count++] = number - 1;
	}
	return count;
}

/* What I say then, in pair `at`: a number of the list, or my own words. */
static bool choose_move(struct run *run, int at, const char *line,
			const char *tactic)
{
	struct strlist moves = STRLIST_INIT;
	cJSON *values = cJSON_CreateObject();
	char name[] = "plan-then-0";
	const char *answer;
	bool answered = false;
	int choice;

	name[sizeof(name) - 2] = (char)('1' + at);
	cJSON_AddStringToObject(values, "line", line);
	run_say(run, VOICE_INFO, "plan.then.line", values);
	cJSON_Delete(values);
	read_moves(run, tactic, &moves);
	if (moves.count)
		plan_say_list(run, "plan.then.moves", &moves);
	if (plan_text(run, name, "plan.then", &answer)) {
		cJSON *pair = cJSON_CreateObject();

		choice = run_match(&moves, answer);
		if (choice >= 0)
			answer = moves.items[choice];
		cJSON_AddStringToObject(pair, "if", line);
		cJSON_AddStringToObject(pair, "then", answer);
		if (*answer)
			cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(
				run->plan, "ifs"), pair);
		else
			cJSON_Delete(pair);
		answered = true;
	}
	strlist_release(&moves);
	return answered;
}

bool plan_pairs(struct run *run)
{
	struct heard heard = { STRLIST_INIT, STRLIST_INIT };
	const struct strlist *lines = &heard.lines;
	size_t picks[PAIRS_MAX];
	const char *answer;
	bool answered = false;
	int count;

	list_lines(run, &heard);
	if (!lines->count)
		return true;
	plan_say_list(run, "plan.if.lines", lines);
	run_question(run, "plan", "plan-if", "plan.if", NULL);
	answer = run_take_optional(run);
	if (!answer)
		goto out;
	count = read_numbers(answer, lines->count, picks);
	if (count < 0) {
		run_reject(run, "plan.if.unclear");
		plan_say_list(run, "plan.if.lines", lines);
		goto out;
	}
	if (count)
		cJSON_AddArrayToObject(run->plan, "ifs");
	answered = true;
	for (int i = 0; answered && i < count; i++)
		answered = choose_move(run, i, lines->items[picks[i]],
				       heard.tactics.items[picks[i]]);
out:
	strlist_wipe(&heard.lines);
	strlist_release(&heard.tactics);
	return answered;
}
