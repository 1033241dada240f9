#ifndef BOUNDARY_PASSPHRASE_H
#define BOUNDARY_PASSPHRASE_H

struct cmd_io;
struct err;
struct strbuf;

/*
 * passphrase: a secret from the person, or from a program they trust.
 *
 * In this order: the descriptor of `--passphrase-fd`, the `passphrase_command`
 * of the config (its first line of output), the terminal with the letters not
 * shown. Never from an argument or the environment, where others can read it,
 * and never through readline, which keeps copies. From the descriptor each
 * call takes one line.
 */

/* Longest passphrase, in bytes. */
#define PASSPHRASE_MAX 1000

/*
 * Appends the secret to `out`; the caller ends it with strbuf_wipe(). Returns
 * 0, ERR_LOCKED where there is nobody to ask or nothing was typed, ERR_INPUT
 * where it is too long, or ERR_SYSTEM.
 */
int passphrase_ask(const struct cmd_io *io, const char *prompt,
		   struct strbuf *out, struct err *err);

/* The same for a new one: on a terminal it is typed twice. ERR_INPUT where
 * the two differ. */
int passphrase_choose(const struct cmd_io *io, struct strbuf *out,
		      struct err *err);

#endif
