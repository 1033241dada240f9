#ifndef BOUNDARY_HELP_H
#define BOUNDARY_HELP_H

#include "opt.h"

struct cmd;
struct cmd_io;

/* help: what `--help` shows, printed from the tables that are parsed from. */

/* The page of one command, to io->out. */
void help_command(const struct cmd *cmd, const struct cmd_io *io);

/* The short help of the program: what it is and its commands. */
void help_program(const struct cmd_io *io);

/* The options that stand before a command; ends in OPT_END. */
extern const struct opt program_options[];
enum { OPT_PASSPHRASE_FD = 512 };

#endif
