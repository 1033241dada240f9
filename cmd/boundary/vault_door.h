#ifndef BOUNDARY_VAULT_DOOR_H
#define BOUNDARY_VAULT_DOOR_H

struct cmd_io;
struct err;
struct store;

/*
 * vault_door: makes a store readable. Where it is locked, asks for the
 * passphrase or the recovery code (passphrase.h), and where a person is asked,
 * up to three times. Returns 0, ERR_LOCKED, ERR_INPUT or ERR_SYSTEM. A wrong
 * secret changes nothing.
 */
int vault_door_open(const struct cmd_io *io, struct store *store,
		    struct err *err);

#endif
