#include "store/progress.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/journal.h"

static const char *const said_names[SAIDS] = {
	"", "yes", "not-yet", "not-needed",
};
static const char *const answer_names[ANSWERS] = {
	"", "yes", "partly", "no",
};

const char *said_name(enum said said)
{
	return said_names[said];
}

const char *answer_name(enum answer answer)
{
	return answer_names[answer];
}

/* Which of the names a member is; 0 where it is none. */
static unsigned named(const cJSON *object, const char *member,
		      const char *const *names, unsigned count)
{
	const char *text = json_get_string(object, member);

	while (text && --count)
		if (!strcmp(text, names[count]))
			return count;
	return 0;
}

/* A rating as it may stand in an entry, which anybody can have imported. */
static short rating(const cJSON *object, const char *member, short max)
{
	const cJSON *number = json_get(object, member);
	double value = cJSON_IsNumber(number) ? number->valuedouble : -1;

	return value >= 0 && value <= max ? (short)(value + 0.5) : -1;
}

static struct tally *tally(struct tallies *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].name, name))
			return &list->items[i];
	if (list->count == list->capacity)
		list->items = mem_grow(list->items, &list->capacity,
				       sizeof(*list->items));
	list->items[list->count] = (struct tally){ mem_string(name), 0, 0 };
	return &list->items[list->count++];
}

/* --- one entry --------------------------------------------------------------- */

struct reading {
	struct progress *progress;
	int64_t from;
	struct date since;
	struct strbuf strengths;	/* names, each ended by a NUL, and an
					 * empty one behind each rehearsal */
	size_t rehearsals;
};

static void see(struct progress *progress, int64_t time)
{
	if (!progress->first || time < progress->first)
		progress->first = time;
}

static void add_rehearsal(struct reading *reading, const cJSON *rehearsal)
{
	struct progress *progress = reading->progress;
	const cJSON *each;

	cJSON_ArrayForEach(each, json_get(rehearsal, "turns")) {
		const char *name = json_get_string(each, "tactic");
		struct tally *met;

		if (!name || !*name)
			continue;
		met = tally(&progress->tactics, name);
		met->first++;
		met->second += cJSON_IsTrue(json_get(each, "held")) != 0;
	}
	cJSON_ArrayForEach(each, json_get(rehearsal, "strengths"))
		if (cJSON_IsString(each) && *each->valuestring)
			strbuf_add(&reading->strengths, each->valuestring,
				   strlen(each->valuestring) + 1);
	strbuf_addch(&reading->strengths, '\0');
	reading->rehearsals++;
}

/* A look back: into the sums, and into the talk as its last. */
static void add_follow(struct progress *progress, struct talk *talk,
		       const cJSON *follow)
{
	talk->said = named(follow, "said", said_names, SAIDS);
	talk->held = talk->said == SAID_YES ?
		named(follow, "held", answer_names, ANSWERS) : ANSWER_NONE;
	talk->came = named(follow, "came", answer_names, ANSWERS);
	talk->values[HARD_LATER] = rating(follow, "discomfort", 10);
	progress->said[talk->said]++;
	progress->held[talk->held]++;
	progress->came[talk->came]++;
	progress->said_no += talk->said == SAID_YES &&
			     !strcmp(talk->kind, "no");
}

/* Noon UTC lies on that day in nearly every zone. */
static int64_t seconds_of(struct date day)
{
	return date_number(day) * 86400 + 43200;
}

static bool add_follows(struct reading *reading, struct talk *talk,
			const cJSON *list)
{
	const cJSON *each;
	struct date day;
	bool any = false;

	cJSON_ArrayForEach(each, list) {
		const char *text = json_get_string(each, "date");

		if (!text || !date_read_iso(text, &day) ||
		    (reading->from && date_compare(day, reading->since) < 0))
			continue;
		add_follow(reading->progress, talk, each);
		see(reading->progress, seconds_of(day));
		any = true;
	}
	return any;
}

static void add_ratings(struct talk *talk, const cJSON *before,
			const cJSON *after)
{
	talk->values[HARD_BEFORE] = rating(before, "hard", 10);
	talk->values[HARD_AFTER] = rating(after, "hard", 10);
	talk->values[LIKELY_BEFORE] = rating(before, "likely", 100);
	talk->values[LIKELY_AFTER] = rating(after, "likely", 100);
}

static void add_entry(struct reading *reading, const struct item *item,
		      const struct entry *entry)
{
	struct progress *progress = reading->progress;
	const cJSON *before = json_get(entry->tree, "before");
	const cJSON *rehearsal = json_get(entry->tree, "rehearsal");
	bool practised = item->created >= reading->from &&
			 cJSON_IsObject(before);
	struct talk talk = { .created = item->created };
	bool followed;

	memcpy(talk.id, item->id, sizeof(talk.id));
	for (int i = 0; i < MEASURES; i++)
		talk.values[i] = -1;
	talk.script = mem_string(entry->script);
	talk.kind = mem_string(entry->kind);
	if (practised) {
		add_ratings(&talk, before, json_get(entry->tree, "after"));
		see(progress, item->created);
		if (cJSON_IsObject(rehearsal))
			add_rehearsal(reading, rehearsal);
	}
	followed = add_follows(reading, &talk,
			       json_get(entry->tree, "follow"));
	if (!practised && !followed) {
		free(talk.script);
		free(talk.kind);
		return;
	}
	if (progress->count == progress->capacity)
		progress->talks = mem_grow(progress->talks,
					   &progress->capacity,
					   sizeof(*progress->talks));
	progress->talks[progress->count++] = talk;
}

static bool take(const struct item *item, const struct err *fault, void *data)
{
	struct reading *reading = data;
	struct entry entry = { 0 };
	struct err err = { 0 };

	if (fault || entry_read(&entry, item, &err)) {
		reading->progress->faults++;
		return true;
	}
	add_entry(reading, item, &entry);
	entry_release(&entry);
	return true;
}

static bool take_promise(const struct promise *promise, void *data)
{
	struct reading *reading = data;

	if (!promise->to && (promise->made >= reading->from ||
			     promise->settled >= reading->from))
		reading->progress->promises[promise->state]++;
	return true;
}

/* --- the sums ---------------------------------------------------------------- */

/* Now that the middle of the rehearsals is known. */
static void add_strengths(struct reading *reading)
{
	struct progress *progress = reading->progress;
	const char *at = reading->strengths.text;
	const char *end = at + reading->strengths.len;
	size_t middle = reading->rehearsals / 2, n = 0;

	progress->rehearsed[0] = middle;
	progress->rehearsed[1] = reading->rehearsals - middle;
	for (; at < end; at += strlen(at) + 1) {
		struct tally *strength;

		if (!*at) {
			n++;
			continue;
		}
		strength = tally(&progress->strengths, at);
		if (n < middle)
			strength->first++;
		else
			strength->second++;
	}
}

static int by_name(const struct tally *a, const struct tally *b)
{
	return strcmp(a->name, b->name);
}

/* The share that held, in whole numbers: the smaller, the earlier; what was
 * met more often, earlier too. */
static int hardest_first(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	size_t left = x->second * y->first, right = y->second * x->first;

	if (left != right)
		return left < right ? -1 : 1;
	if (x->first != y->first)
		return x->first > y->first ? -1 : 1;
	return by_name(x, y);
}

static int most_grown_first(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	size_t left = x->second + y->first, right = y->second + x->first;

	if (left != right)
		return left > right ? -1 : 1;
	return by_name(x, y);
}

static void sort(struct tallies *list, int (*order)(const void *, const void *))
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), order);
}

int progress_read(struct progress *progress, struct store *store,
		  int64_t from, struct date since, struct err *err)
{
	struct db_filter filter = { .kind = JOURNAL_KIND };
	struct reading reading = { progress, from, since, STRBUF_INIT, 0 };
	int ret = store_each(store, &filter, take, &reading, err);

	if (!ret)
		ret = promise_each(store, 0, 0, take_promise, &reading, err);
	add_strengths(&reading);
	sort(&progress->tactics, hardest_first);
	sort(&progress->strengths, most_grown_first);
	strbuf_release(&reading.strengths);
	return ret;
}

static void release_tallies(struct tallies *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].name);
	free(list->items);
}

void progress_release(struct progress *progress)
{
	for (size_t i = 0; i < progress->count; i++) {
		free(progress->talks[i].script);
		free(progress->talks[i].kind);
	}
	free(progress->talks);
	release_tallies(&progress->tactics);
	release_tallies(&progress->strengths);
	*progress = (struct progress){ 0 };
}

double progress_mean(const struct progress *progress, enum measure measure,
		     size_t first, size_t last, size_t *count)
{
	double sum = 0;

	*count = 0;
	for (size_t i = first; i < last && i < progress->count; i++) {
		short value = progress->talks[i].values[measure];

		sum += value < 0 ? 0 : value;
		*count += value >= 0;
	}
	return *count ? sum / (double)*count : -1;
}
