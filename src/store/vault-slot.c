#include "store/vault.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/recovery-code.h"
#include "store/vault-keys.h"

/* Returns false where the memory is not to be had. */
static bool stretch(const struct slot *slot, const char *secret, size_t len,
		    unsigned char key[VAULT_KEY])
{
	return !crypto_pwhash(key, VAULT_KEY, secret, len, slot->salt,
			      slot->cost.passes,
			      (size_t)slot->cost.memory_kib * 1024,
			      crypto_pwhash_ALG_ARGON2ID13);
}

/* What a slot's wrapping is bound to. */
#define BOUND (VAULT_BASICS + 1 + 8)

static void bind_slot(const struct vault *v, enum vault_slot number,
		      const struct slot *slot, unsigned char bound[BOUND])
{
	vault_basics(v, bound);
	bound[VAULT_BASICS] = (unsigned char)number;
	vault_put32(bound + VAULT_BASICS + 1, slot->cost.passes);
	vault_put32(bound + VAULT_BASICS + 5, slot->cost.memory_kib);
}

int vault_set_slot(struct vault *v, enum vault_slot number, const char *secret,
		   size_t len, struct vault_cost *cost, struct err *err)
{
	unsigned char *key, bound[BOUND];
	struct slot slot = { .used = true, .cost = *cost };
	struct strbuf plain = STRBUF_INIT;
	int ret = 0;

	assert(vault_is_open(v));
	if (!len)
		return err_set(err, ERR_USAGE, "a passphrase cannot be empty");
	if (!vault_cost_fits(cost))
		return err_set(err, ERR_USAGE, "between %d MiB and %d MiB of "
			       "memory can be asked for",
			       VAULT_MEMORY_MIN_KIB / 1024,
			       VAULT_MEMORY_MAX_KIB / 1024);
	if (number == VAULT_RECOVERY && recovery_code_read(secret, len, &plain))
		return err_set(err, ERR_USAGE, "that is not a recovery code");
	if (number == VAULT_PASSPHRASE)
		strbuf_add(&plain, secret, len);
	key = sodium_malloc(VAULT_KEY);
	if (!key)
		mem_exhausted();
	randombytes_buf(slot.salt, VAULT_SALT);
	randombytes_buf(slot.nonce, VAULT_NONCE);
	if (!stretch(&slot, plain.text, plain.len, key)) {
		slot.cost = VAULT_COST_SMALL;
		if (cost->memory_kib <= slot.cost.memory_kib ||
		    !stretch(&slot, plain.text, plain.len, key)) {
			ret = err_set(err, ERR_SYSTEM,
				      "too little memory to lock: %s",
				      strerror(ENOMEM));
			goto out;
		}
	}
	bind_slot(v, number, &slot, bound);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		slot.wrapped, NULL, v->keys->master, sizeof(*v->keys), bound,
		sizeof(bound), NULL, slot.nonce, key);
	v->slots[number] = slot;
	*cost = slot.cost;
out:
	sodium_free(key);
	strbuf_wipe(&plain);
	return ret;
}

/* Tries one slot. Returns 0, ERR_LOCKED or ERR_SYSTEM. */
static int try_slot(struct vault *v, enum vault_slot number, const char *secret,
		    size_t len, struct err *err)
{
	const struct slot *slot = &v->slots[number];
	unsigned char *key, bound[BOUND];
	struct keys *keys;
	int ret = 0;

	if (!slot->used)
		return err_set(err, ERR_LOCKED, "that does not open it");
	key = sodium_malloc(VAULT_KEY);
	keys = vault_guarded();
	if (!key)
		mem_exhausted();
	bind_slot(v, number, slot, bound);
	if (!stretch(slot, secret, len, key))
		ret = err_set(err, ERR_SYSTEM,
			      "opening needs %u MiB of memory: %s",
			      slot->cost.memory_kib / 1024, strerror(ENOMEM));
	else if (crypto_aead_xchacha20poly1305_ietf_decrypt(
			 keys->master, NULL, NULL, slot->wrapped,
			 sizeof(slot->wrapped), bound, sizeof(bound),
			 slot->nonce, key))
		ret = err_set(err, ERR_LOCKED, "that does not open it");
	sodium_free(key);
	if (ret) {
		sodium_free(keys);
		return ret;
	}
	sodium_free(v->keys);
	v->keys = keys;
	return 0;
}

int vault_open(struct vault *v, const char *secret, size_t len,
	       struct err *err)
{
	struct strbuf code = STRBUF_INIT;
	unsigned char check[VAULT_CHECK];
	int ret = ERR_LOCKED;

	if (!recovery_code_read(secret, len, &code))
		ret = try_slot(v, VAULT_RECOVERY, code.text, code.len, err);
	if (ret == ERR_LOCKED)
		ret = try_slot(v, VAULT_PASSPHRASE, secret, len, err);
	strbuf_wipe(&code);
	if (ret)
		return ret;
	vault_make_check(v, check);
	if (!sodium_memcmp(check, v->check, VAULT_CHECK))
		return 0;
	vault_close(v);
	return err_set(err, ERR_INPUT, "the vault was changed by other hands");
}
