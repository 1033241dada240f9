#ifndef BOUNDARY_PACER_H
#define BOUNDARY_PACER_H

#include <stdbool.h>

struct calm;
struct cmd_io;

/*
 * pacer: leads through a calm exercise on a terminal, by the clock. Any key
 * ends an exercise, Ctrl-C too. Nothing flashes and nothing sounds: text is
 * added at the end, so it works on any terminal; where `plain`, each breath
 * is one line and the curve is in words. Nothing is kept.
 */
void pacer_run(struct calm *calm, const struct cmd_io *io, bool plain);

#endif
