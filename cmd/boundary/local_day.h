#ifndef BOUNDARY_LOCAL_DAY_H
#define BOUNDARY_LOCAL_DAY_H

#include <stdint.h>

#include "base/date.h"

/* local-day: between seconds and the days of the calendar, where we are. */
struct date local_day(int64_t time);

/* When a day begins. */
int64_t local_start(struct date date);

#endif
