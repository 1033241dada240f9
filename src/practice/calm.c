#include "practice/calm.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/yaml.h"
#include "script/catalog.h"
#include "script/front-matter.h"
#include "script/messages.h"

#define RATINGS_MAX 32

struct calm {
	enum calm_kind kind;
	struct messages *messages;
	struct strbuf text;		/* what `fm` points into */
	struct front_matter fm;
	struct calm_step *steps;
	size_t count, capacity;
	size_t at;
	int ratings[RATINGS_MAX];
	size_t rated;
};

static const char *const names[] = { "breathe", "ground", "ride" };

const char *calm_name(enum calm_kind kind)
{
	return names[kind];
}

bool calm_named(const char *name, enum calm_kind *out)
{
	for (int i = CALM_BREATHE; i <= CALM_RIDE; i++)
		if (!strcmp(names[i], name)) {
			*out = (enum calm_kind)i;
			return true;
		}
	return false;
}

const char *calm_word(const struct calm *calm, const char *key)
{
	const char *text = messages_text(calm->messages, key);

	return text ? text : "";
}

static void add(struct calm *calm, enum calm_what what, const char *text,
		int seconds)
{
	if (calm->count == calm->capacity)
		calm->steps = mem_grow(calm->steps, &calm->capacity,
				       sizeof(*calm->steps));
	calm->steps[calm->count++] = (struct calm_step){
		what, mem_string(text ? text : ""), seconds
	};
}

static const struct yaml_node *root(const struct calm *calm)
{
	return yaml_root(calm->fm.head);
}

static const char *head_text(const struct calm *calm, const char *key)
{
	const char *text = yaml_get_text(root(calm), key);

	return text ? text : "";
}

/* A whole number of a map, 1 where it is none. */
static int number_at(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	struct err err = { 0 };
	long number = 1;

	if (node && yaml_number(node, key, 1, 60, &number, &err))
		number = 1;
	return (int)number;
}

static void add_breaths(struct calm *calm, int minutes, int rounds)
{
	const struct yaml_node *pace = yaml_item(yaml_get(root(calm), "steps"),
						 0);
	int in = number_at(pace, "in"), out = number_at(pace, "out");

	if (!rounds)
		rounds = (minutes ? minutes : 2) * 60 / (in + out);
	for (int i = 0; i < rounds; i++) {
		add(calm, CALM_IN, yaml_get_text(pace, "say-in"), in);
		add(calm, CALM_OUT, yaml_get_text(pace, "say-out"), out);
	}
}

static void add_senses(struct calm *calm)
{
	const struct yaml_node *steps = yaml_get(root(calm), "steps");

	for (size_t i = 0; i < yaml_count(steps); i++) {
		const struct yaml_node *step = yaml_item(steps, i);

		add(calm, CALM_STAY, yaml_get_text(step, "say"), 0);
	}
}

/* The wave is written for half an hour; a shorter ride keeps its shape. */
#define WAVE_MINUTES 30
#define RIDE_MINUTES 20

/*
 * The ride second by second: what is said at its moment of the wave, a rating
 * each five minutes, and in a short ride at each quarter.
 */
static void add_wave(struct calm *calm, int minutes)
{
	const struct yaml_node *steps = yaml_get(root(calm), "steps");
	const struct yaml_node *wave = yaml_get(steps, "wave");
	int end = (minutes ? minutes : RIDE_MINUTES) * 60;
	int every = end >= 4 * 300 ? 300 : end / 4;
	int now = 0, rate = every;
	size_t at = 0;

	while (now < end) {
		const struct yaml_node *said = at < yaml_count(wave) ?
			yaml_item(wave, at) : NULL;
		int say = said ? number_at(said, "minute") * end /
			WAVE_MINUTES : end;
		int next = say < rate ? say : rate;

		if (next > end)
			next = end;
		if (next > now)
			add(calm, CALM_WAIT, "", next - now);
		now = next;
		if (now == say && said) {
			add(calm, CALM_SAY, yaml_get_text(said, "say"), 0);
			at++;
		}
		if (now == rate) {
			/* The last one is asked behind the end. */
			if (now < end)
				add(calm, CALM_RATE,
				    yaml_get_text(steps, "rate"), 0);
			if (now == end / 2)
				add(calm, CALM_SAY,
				    yaml_get_text(steps, "half-way"), 0);
			rate += every;
		}
	}
	add(calm, CALM_SAY, yaml_get_text(steps, "end"), 0);
}

static void add_steps(struct calm *calm, int minutes, int rounds)
{
	const struct yaml_node *steps = yaml_get(root(calm), "steps");
	bool ride = calm->kind == CALM_RIDE;

	add(calm, CALM_SAY, head_text(calm, "about"), 0);
	add(calm, CALM_SAY, head_text(calm, "caution"), 0);
	if (ride) {
		add(calm, CALM_SAY, yaml_get_text(steps, "start"), 0);
		add(calm, CALM_SAY, calm_word(calm, "stay"), 0);
		add(calm, CALM_STAY, yaml_get_text(steps, "name-it"), 0);
		add(calm, CALM_STAY, yaml_get_text(steps, "where"), 0);
	}
	add(calm, CALM_RATE, ride ? yaml_get_text(steps, "rate") :
	    calm_word(calm, "rate.before"), 0);
	add(calm, CALM_SAY, calm_word(calm, calm->kind == CALM_GROUND ?
				      "stay" : "keys"), 0);
	if (ride)
		add_wave(calm, minutes);
	else if (calm->kind == CALM_BREATHE)
		add_breaths(calm, minutes, rounds);
	else
		add_senses(calm);
	add(calm, CALM_RATE, ride ? yaml_get_text(steps, "rate") :
	    calm_word(calm, "rate.after"), 0);
	add(calm, CALM_SAY, head_text(calm, "done"), 0);
}

/* Whether the file has what the exercise is made of. */
static int check(const struct calm *calm, const char *origin, struct err *err)
{
	const struct yaml_node *steps = yaml_get(root(calm), "steps");
	const struct yaml_node *list = calm->kind == CALM_RIDE && steps ?
		yaml_get(steps, "wave") : steps;

	if (!list || yaml_kind(list) != YAML_LIST || !yaml_count(list))
		return err_set(err, ERR_INPUT, "%s: it has no list of steps",
			       origin);
	return 0;
}

int calm_new(struct calm **out, const struct catalog *catalog,
	     enum calm_kind kind, int minutes, int rounds, struct err *err)
{
	struct strbuf path = STRBUF_INIT, origin = STRBUF_INIT;
	struct calm *calm = mem_array(1, sizeof(*calm));
	int ret;

	calm->kind = kind;
	calm->text = (struct strbuf)STRBUF_INIT;
	strbuf_addf(&path, "calm/%s.md", names[kind]);
	ret = messages_load(&calm->messages, catalog, "session/calm.yaml",
			    err);
	if (ret)
		goto out;
	ret = catalog_file(catalog, path.text, &calm->text, &origin, err);
	if (ret)
		goto out;
	ret = front_matter_parse(&calm->fm, calm->text.text, calm->text.len,
				 err);
	if (ret) {
		err_prefix(err, origin.text);
		goto out;
	}
	ret = check(calm, origin.text, err);
	if (ret)
		goto out;
	add_steps(calm, minutes, rounds);
	*out = calm;
	calm = NULL;
out:
	calm_free(calm);
	strbuf_release(&path);
	strbuf_release(&origin);
	return ret;
}

void calm_free(struct calm *calm)
{
	if (!calm)
		return;
	for (size_t i = 0; i < calm->count; i++)
		free(calm->steps[i].text);
	free(calm->steps);
	front_matter_release(&calm->fm);
	strbuf_release(&calm->text);
	messages_free(calm->messages);
	free(calm);
}

const struct calm_step *calm_step(const struct calm *calm)
{
	return calm->at < calm->count ? &calm->steps[calm->at] : NULL;
}

void calm_go_on(struct calm *calm, int rating)
{
	if (calm->at == calm->count)
		return;
	if (calm->steps[calm->at].what == CALM_RATE && rating >= 0 &&
	    rating <= 10 && calm->rated < RATINGS_MAX)
		calm->ratings[calm->rated++] = rating;
	calm->at++;
}

void calm_end(struct calm *calm)
{
	size_t last = calm->count;

	while (last > calm->at + 1 && calm->steps[last - 1].what != CALM_RATE)
		last--;
	calm->at = last > calm->at + 1 ? last - 1 : calm->count;
}

static void add_numbers(const struct calm *calm, const char *between,
			struct strbuf *out)
{
	for (size_t i = 0; i < calm->rated; i++)
		strbuf_addf(out, "%s%d", i ? between : "", calm->ratings[i]);
}

void calm_add_change(const struct calm *calm, bool plain, struct strbuf *out)
{
	/* U+2581 to U+2588: an eighth of a line, two eighths, ... */
	int first = calm->ratings[0], last, top = first;
	cJSON *values;

	if (calm->rated < 2)
		return;
	last = calm->ratings[calm->rated - 1];
	for (size_t i = 0; i < calm->rated; i++) {
		int rating = calm->ratings[i];

		top = rating > top ? rating : top;
		if (!plain)
			strbuf_addf(out, "\xe2\x96%c ",
				    0x81 + (rating * 7 + 5) / 10);
	}
	if (!plain)
		strbuf_addch(out, ' ');
	add_numbers(calm, plain ? ", " : " ", out);
	strbuf_addch(out, '\n');
	values = cJSON_CreateObject();
	cJSON_AddNumberToObject(values, "first", first);
	cJSON_AddNumberToObject(values, "last", last);
	cJSON_AddNumberToObject(values, "top", top);
	messages_add(calm->messages, top > first && top > last ?
		     "change.wave" : last < first ? "change.down" :
		     last > first ? "change.up" : "change.same", 0, values,
		     out);
	cJSON_Delete(values);
}

/* Whether a step belongs on paper: no clock, no question, one breath. */
static bool on_page(const struct calm *calm, const struct calm_step *step,
		    size_t breaths)
{
	if (step->what == CALM_RATE || step->what == CALM_WAIT || breaths > 2)
		return false;
	return *step->text && strcmp(step->text, calm_word(calm, "keys")) &&
	       strcmp(step->text, calm_word(calm, "stay"));
}

void calm_add_page(const struct calm *calm, struct strbuf *out)
{
	size_t breaths = 0;

	strbuf_addf(out, "%s\n\n", head_text(calm, "title"));
	strbuf_add(out, calm->fm.body, calm->fm.body_len);
	strbuf_rtrim(out);
	strbuf_addch(out, '\n');
	for (size_t i = 0; i < calm->count; i++) {
		const struct calm_step *step = &calm->steps[i];
		bool breath = step->what == CALM_IN || step->what == CALM_OUT;

		breaths += breath;
		if (!on_page(calm, step, breath ? breaths : 0))
			continue;
		strbuf_addf(out, "\n%s", step->text);
		if (breath)
			strbuf_addf(out, ", %d", step->seconds);
		strbuf_addch(out, '\n');
	}
}
