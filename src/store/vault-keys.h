#ifndef STORE_VAULT_KEYS_H
#define STORE_VAULT_KEYS_H

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/vault.h"

/* vault-keys: what the files of the vault share. Private to them. */

#define VAULT_KEY crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define VAULT_NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define VAULT_TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define VAULT_SALT crypto_pwhash_SALTBYTES
#define VAULT_PUBLIC crypto_box_PUBLICKEYBYTES
#define VAULT_SECRET crypto_box_SECRETKEYBYTES
#define VAULT_CHECK 32
#define VAULT_ID 16
#define VAULT_MAGIC 6
#define VAULT_BASICS (VAULT_MAGIC + VAULT_ID + 4 + VAULT_PUBLIC)

struct keys {
	unsigned char master[VAULT_KEY], secret[VAULT_SECRET];
};
_Static_assert(sizeof(struct keys) == VAULT_KEY + VAULT_SECRET, "wrapped as one");

struct slot {
	bool used;
	struct vault_cost cost;
	unsigned char salt[VAULT_SALT], nonce[VAULT_NONCE];
	unsigned char wrapped[sizeof(struct keys) + VAULT_TAG];
};

struct vault {
	unsigned char id[VAULT_ID];
	uint32_t generation;
	unsigned char public[VAULT_PUBLIC];
	struct slot slots[VAULT_SLOTS];
	unsigned char check[VAULT_CHECK];	/* as read; open vaults make it anew */
	struct keys *keys;		/* guarded memory; NULL: closed */
};

/* Guarded memory for keys: not swapped where that is allowed, in no core. */
struct keys *vault_guarded(void);

/* A key for one purpose from the master key. */
enum vault_purpose { VAULT_FOR_CHECK = 1, VAULT_FOR_ITEMS = 2 };
void vault_derive(const struct keys *keys, enum vault_purpose purpose,
		  unsigned char out[VAULT_KEY]);

/* Writes how a head starts, up to the slots. */
void vault_basics(const struct vault *vault, unsigned char *at);
/* The check that ends the head of an open vault. */
void vault_make_check(const struct vault *vault,
		      unsigned char check[VAULT_CHECK]);
bool vault_cost_fits(const struct vault_cost *cost);

static inline void vault_put32(unsigned char *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(value >> 8 * i);
}

static inline uint32_t vault_get32(const unsigned char *at)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++)
		value |= (uint32_t)at[i] << 8 * i;
	return value;
}

#endif
