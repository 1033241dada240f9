#include "store/vault.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/vault-keys.h"

/*
 * A head, all numbers little-endian:
 *
 *	"BNDV1\0"  vault id 16  generation 4  public key 32  slots
 *	a check of all that under a key from the master key, 32
 *
 * and each of the VAULT_SLOTS slots:
 *
 *	used 1  passes 4  memory in KiB 4  salt 16  nonce 24
 *	(master key 32, secret key 32) sealed under the slot's key, 64 + 16
 *
 * A slot is bound to what stands before the slots, its number and its cost.
 */
#define SLOT \
	(1 + 4 + 4 + VAULT_SALT + VAULT_NONCE + sizeof(struct keys) + VAULT_TAG)
#define HEAD (VAULT_BASICS + VAULT_SLOTS * SLOT + VAULT_CHECK)

static const char head_magic[VAULT_MAGIC] = "BNDV1";

static int start(struct err *err)
{
	if (sodium_init() < 0)
		return err_set(err, ERR_SYSTEM,
			       "cannot start the encryption library");
	return 0;
}

struct keys *vault_guarded(void)
{
	struct keys *keys = sodium_malloc(sizeof(*keys));

	if (!keys)
		mem_exhausted();
	return keys;
}

/* A key for one purpose from the master key. */
void vault_derive(const struct keys *keys, enum vault_purpose purpose,
		  unsigned char out[VAULT_KEY])
{
	crypto_kdf_derive_from_key(out, VAULT_KEY, purpose, "boundary",
				   keys->master);
}

int vault_new(struct vault **out, uint32_t generation, struct err *err)
{
	struct vault *v;
	int ret = start(err);

	if (ret)
		return ret;
	v = mem_array(1, sizeof(*v));
	v->generation = generation;
	v->keys = vault_guarded();
	randombytes_buf(v->id, sizeof(v->id));
	crypto_kdf_keygen(v->keys->master);
	crypto_box_keypair(v->public, v->keys->secret);
	*out = v;
	return 0;
}

void vault_close(struct vault *v)
{
	sodium_free(v->keys);	/* overwrites it */
	v->keys = NULL;
}

void vault_free(struct vault *v)
{
	if (!v)
		return;
	vault_close(v);
	free(v);
}

bool vault_is_open(const struct vault *v)
{
	return v->keys != NULL;
}

uint32_t vault_generation(const struct vault *v)
{
	return v->generation;
}

void vault_basics(const struct vault *v, unsigned char *at)
{
	memcpy(at, head_magic, VAULT_MAGIC);
	memcpy(at + VAULT_MAGIC, v->id, VAULT_ID);
	vault_put32(at + VAULT_MAGIC + VAULT_ID, v->generation);
	memcpy(at + VAULT_MAGIC + VAULT_ID + 4, v->public, VAULT_PUBLIC);
}

bool vault_cost_fits(const struct vault_cost *cost)
{
	return cost->passes >= VAULT_PASSES_MIN &&
	       cost->passes <= VAULT_PASSES_MAX &&
	       cost->memory_kib >= VAULT_MEMORY_MIN_KIB &&
	       cost->memory_kib <= VAULT_MEMORY_MAX_KIB;
}

static void write_slot(const struct slot *slot, unsigned char *at)
{
	*at++ = slot->used;
	vault_put32(at, slot->cost.passes);
	vault_put32(at + 4, slot->cost.memory_kib);
	at += 8;
	memcpy(at, slot->salt, VAULT_SALT);
	memcpy(at + VAULT_SALT, slot->nonce, VAULT_NONCE);
	memcpy(at + VAULT_SALT + VAULT_NONCE, slot->wrapped, sizeof(slot->wrapped));
}

static void read_slot(struct slot *slot, const unsigned char *at)
{
	slot->used = *at++ == 1;
	slot->cost.passes = vault_get32(at);
	slot->cost.memory_kib = vault_get32(at + 4);
	at += 8;
	memcpy(slot->salt, at, VAULT_SALT);
	memcpy(slot->nonce, at + VAULT_SALT, VAULT_NONCE);
	memcpy(slot->wrapped, at + VAULT_SALT + VAULT_NONCE, sizeof(slot->wrapped));
}

static void write_head(const struct vault *v, unsigned char head[HEAD])
{
	vault_basics(v, head);
	for (size_t i = 0; i < VAULT_SLOTS; i++)
		write_slot(&v->slots[i], head + VAULT_BASICS + i * SLOT);
}

void vault_make_check(const struct vault *v, unsigned char check[VAULT_CHECK])
{
	unsigned char head[HEAD], key[VAULT_KEY];

	write_head(v, head);
	vault_derive(v->keys, VAULT_FOR_CHECK, key);
	crypto_generichash(check, VAULT_CHECK, head, HEAD - VAULT_CHECK, key, sizeof(key));
	sodium_memzero(key, sizeof(key));
}

void vault_head(const struct vault *v, struct strbuf *out)
{
	unsigned char head[HEAD];

	assert(vault_is_open(v));
	write_head(v, head);
	vault_make_check(v, head + HEAD - VAULT_CHECK);
	strbuf_add(out, (const char *)head, HEAD);
}

int vault_parse(struct vault **out, const void *head, size_t len,
		struct err *err)
{
	const unsigned char *at = head;
	struct vault *v;
	int ret = start(err);

	if (ret)
		return ret;
	if (len < VAULT_MAGIC || memcmp(at, head_magic, 4))
		return err_set(err, ERR_INPUT, "the vault is damaged");
	if (memcmp(at, head_magic, VAULT_MAGIC))
		return err_set(err, ERR_INPUT,
			       "the vault is of a newer kind than this program");
	if (len != HEAD)
		return err_set(err, ERR_INPUT, "the vault is damaged");
	v = mem_array(1, sizeof(*v));
	memcpy(v->id, at + VAULT_MAGIC, VAULT_ID);
	v->generation = vault_get32(at + VAULT_MAGIC + VAULT_ID);
	memcpy(v->public, at + VAULT_MAGIC + VAULT_ID + 4, VAULT_PUBLIC);
	memcpy(v->check, at + HEAD - VAULT_CHECK, VAULT_CHECK);
	for (size_t i = 0; i < VAULT_SLOTS; i++) {
		read_slot(&v->slots[i], at + VAULT_BASICS + i * SLOT);
		if (v->slots[i].used && !vault_cost_fits(&v->slots[i].cost)) {
			vault_free(v);
			return err_set(err, ERR_INPUT, "the vault asks for an "
				       "amount of work that is not safe");
		}
	}
	*out = v;
	return 0;
}
