#include "local_day.h"

#include <time.h>

struct date local_day(int64_t time)
{
	time_t seconds = (time_t)time;
	struct tm tm = { 0 };

	localtime_r(&seconds, &tm);
	return date_of(time, (int)tm.tm_gmtoff);
}

int64_t local_start(struct date date)
{
	struct tm tm = { .tm_year = date.year - 1900,
			 .tm_mon = date.month - 1, .tm_mday = date.day,
			 .tm_isdst = -1 };

	return (int64_t)mktime(&tm);
}
