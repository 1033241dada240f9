#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct strbuf;

/*
 * vault: the keys that seal what is kept, and nothing else.
 *
 * A random master key seals the items. It is wrapped in slots, one for a
 * passphrase and one for a recovery code; a new passphrase therefore rewrites
 * the head of the vault and no item. A public key stands in the clear, so that
 * an item can be added while the vault is closed: no secret is asked for, and
 * what is added cannot be read again without one.
 *
 * Argon2id makes a slot's key, XChaCha20-Poly1305 wraps and seals, and
 * crypto_box_seal serves the closed vault; all of it is libsodium's. Keys lie
 * in memory that is not swapped where the system allows it, never in a core.
 *
 * No file, terminal or clock is touched. The head and the sealed items are
 * bytes for the caller to keep.
 */
struct vault;

/* What guessing costs: passes over so much memory. */
struct vault_cost {
	uint32_t passes;
	uint32_t memory_kib;
};

/* About 0.7 s and 256 MiB a guess in 2026; the second where memory is short. */
#define VAULT_COST ((struct vault_cost){ 3, 256 * 1024 })
#define VAULT_COST_SMALL ((struct vault_cost){ 3, 64 * 1024 })

/* What a head may ask for: more would hang the machine, less is a downgrade. */
#define VAULT_PASSES_MIN 2
#define VAULT_PASSES_MAX 20
#define VAULT_MEMORY_MIN_KIB (19 * 1024)
#define VAULT_MEMORY_MAX_KIB (2 * 1024 * 1024)

enum vault_slot { VAULT_PASSPHRASE, VAULT_RECOVERY, VAULT_SLOTS };

/*
 * A new vault: open, with fresh keys and no slot. `generation` counts the
 * master keys of this store from 1. Returns 0, or ERR_SYSTEM.
 */
int vault_new(struct vault **out, uint32_t generation, struct err *err);

/*
 * Reads a head, as vault_head() wrote it; the vault is closed. Returns 0, or
 * ERR_INPUT where it is damaged, of a version not known here, or asks for
 * more or less work than the limits above.
 */
int vault_parse(struct vault **out, const void *head, size_t len,
		struct err *err);

/* NULL is allowed. Keys are overwritten. */
void vault_free(struct vault *vault);

/* Appends the head of an open vault: what vault_parse() reads. */
void vault_head(const struct vault *vault, struct strbuf *out);

/*
 * Fills a slot of an open vault, VAULT_RECOVERY with a recovery code
 * (recovery-code.h). Where the memory of `cost` is not to be had
 * it falls back to VAULT_COST_SMALL and stores in *cost what it used. Returns
 * 0, ERR_USAGE for an empty secret or a cost outside the limits, ERR_SYSTEM
 * where there is too little memory; the slot is then as it was.
 */
int vault_set_slot(struct vault *vault, enum vault_slot slot,
		   const char *secret, size_t len, struct vault_cost *cost,
		   struct err *err);

/*
 * Opens the vault with a passphrase or a recovery code. Returns 0, ERR_LOCKED
 * where no slot takes it, ERR_INPUT where the head was changed by other hands,
 * ERR_SYSTEM where there is too little memory. Only on success is it open.
 */
int vault_open(struct vault *vault, const char *secret, size_t len,
	       struct err *err);
/* Forgets the keys. */
void vault_close(struct vault *vault);
bool vault_is_open(const struct vault *vault);
uint32_t vault_generation(const struct vault *vault);

/*
 * Appends to `out` the sealed form of `len` bytes. `label` (its kind and id)
 * is not stored but bound to it: under another label it does not open. The
 * length is padded, so that sizes say little. Works closed too.
 */
void vault_seal(const struct vault *vault, const char *label, const void *text,
		size_t len, struct strbuf *out);

/*
 * Appends to `out` what was sealed. Returns 0, ERR_LOCKED where the vault is
 * closed, or ERR_INPUT where the bytes are damaged, of another vault, or
 * under another label; `out` is then untouched.
 */
int vault_unseal(const struct vault *vault, const char *label,
		 const void *sealed, size_t len, struct strbuf *out,
		 struct err *err);

/* True for bytes that vault_seal() made, of any vault. */
bool vault_is_sealed(const void *bytes, size_t len);

/*
 * True where an item was sealed while the vault was closed: whoever could
 * write the file could have made it.
 */
bool vault_is_unsigned(const void *sealed, size_t len);

#endif
