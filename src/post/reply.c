#include "post/reply.h"

#include <stddef.h>

const char *const post_verdicts[] = { "ok", "retry", "refused", "unsure" };

static bool may_pass(long status)
{
	switch (status) {
	case 408: case 409: case 425: case 429:
	case 500: case 502: case 503: case 504:
		return true;
	default:
		return false;
	}
}

enum verdict_post reply_verdict(enum post_reach reach, long status,
				bool html_in_clear)
{
	switch (reach) {
	case REACH_NOT_SENT:
		return POST_RETRY;
	case REACH_NEVER:
		return POST_REFUSED;
	case REACH_SENT:
		return POST_UNSURE;
	case REACH_ANSWERED:
		break;
	}
	if (status >= 200 && status < 300)
		return html_in_clear ? POST_REFUSED : POST_OK;
	return may_pass(status) ? POST_RETRY : POST_REFUSED;
}

enum reply_cause reply_cause(long status, bool html_in_clear)
{
	/* The first row that holds it: single ones stand before their range. */
	static const struct {
		long from, to;
		enum reply_cause cause;
	} rows[] = {
		{ 200, 299, CAUSE_DELIVERED }, { 300, 399, CAUSE_MOVED },
		{ 401, 401, CAUSE_SECRET }, { 403, 403, CAUSE_SECRET },
		{ 410, 410, CAUSE_GONE }, { 511, 511, CAUSE_LOGIN_PAGE },
	};

	if (!status)
		return CAUSE_NONE;
	if (html_in_clear && status / 100 == 2)
		return CAUSE_LOGIN_PAGE;
	if (may_pass(status))
		return CAUSE_BUSY;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (status >= rows[i].from && status <= rows[i].to)
			return rows[i].cause;
	return status / 100 == 4 ? CAUSE_MALFORMED : CAUSE_OTHER;
}

int64_t reply_wait(int64_t asked, unsigned tries, uint32_t luck)
{
	static const int64_t steps[] = {
		5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600,
	};
	const unsigned last = sizeof(steps) / sizeof(steps[0]) - 1;
	int64_t wait;

	if (tries >= REPLY_TRIES_MAX)
		return -1;
	if (asked >= 0)
		return asked < REPLY_WAIT_MAX ? asked : REPLY_WAIT_MAX;
	wait = steps[tries > last + 1 ? last : tries ? tries - 1 : 0];
	return wait + (int64_t)(luck % (uint32_t)(wait / 10 + 1));
}
