#include "practice/day.h"

#include <cjson/cJSON.h>

#include "base/date.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "practice/run.h"
#include "script/messages.h"

void day_name(const struct run *run, struct date date, cJSON *values)
{
	const struct messages *messages = run->setup->messages;
	const char *weekday = messages_item(messages, "plan.weekdays",
					    (size_t)date_weekday(date));
	const char *month = messages_item(messages, "plan.months",
					  (size_t)date.month - 1);
	struct strbuf day = STRBUF_INIT;

	strbuf_addf(&day, "%d", date.day);
	cJSON_AddStringToObject(values, "weekday", weekday ? weekday : "");
	cJSON_AddStringToObject(values, "month", month ? month : "");
	cJSON_AddStringToObject(values, "day", day.text);
	strbuf_release(&day);
}

/* What was understood. */
static void say_day(struct run *run, const char *key, struct date date)
{
	struct strbuf said = STRBUF_INIT;
	cJSON *values = cJSON_CreateObject();

	strbuf_addf(&said, "%s.said", key);
	day_name(run, date, values);
	run_say(run, VOICE_COACH, said.text, values);
	cJSON_Delete(values);
	strbuf_release(&said);
}

static bool reject(struct run *run, const char *key, const char *why)
{
	struct strbuf message = STRBUF_INIT;

	strbuf_addf(&message, "%s.%s", key, why);
	run_reject(run, message.text);
	strbuf_release(&message);
	return false;
}

bool day_ask(struct run *run, const char *step, const char *name,
	     const char *key, cJSON *to, const char *member,
	     const char *rest_member)
{
	const struct date today = run->setup->today;
	struct strbuf day = STRBUF_INIT;
	struct date_range range;
	struct err err = { 0 };
	const char *answer;
	size_t rest;

	run_question(run, step, name, key, NULL);
	answer = run_take_optional(run);
	if (!answer)
		return false;
	if (!*answer)
		return true;
	if (date_parse_start(&range, &rest, answer, today, DATE_FUTURE, &err))
		return reject(run, key, "unclear");
	if (date_compare(range.last, today) < 0)
		return reject(run, key, "past");
	/* "this week" began before today, but it can only be said from now on. */
	if (date_compare(range.first, today) < 0)
		range.first = today;
	date_add_iso(&day, range.first);
	cJSON_AddStringToObject(to, member, day.text);
	strbuf_release(&day);
	if (rest_member && answer[rest]) {
		bool keeps = !gate_notices(run, answer + rest);

		if (!gate_check_text(run, answer + rest))
			return false;
		if (keeps)
			cJSON_AddStringToObject(to, rest_member, answer + rest);
	}
	say_day(run, key, range.first);
	return true;
}
