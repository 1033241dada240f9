#include "store/vault.h"

#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "store/vault-keys.h"

/*
 * An item, numbers little-endian:
 *
 *	"BNDI1\0"  how 1  vault id 16  generation 4
 *	how 1 only: its key, sealed to the public key, 32 + 48
 *	nonce 24  padded text + 16
 *
 * It is bound to all before its nonce, and to its label.
 */
#define PAD 1024
#define ITEM_START (VAULT_MAGIC + 1 + VAULT_ID + 4)
#define ITEM_KEY (VAULT_KEY + crypto_box_SEALBYTES)

static const char item_magic[VAULT_MAGIC] = "BNDI1";

enum { HOW_MASTER, HOW_PUBLIC };

/* What an item is bound to: how it starts, and its label. */
static void bind_item(const char *start, size_t len, const char *label,
		      struct strbuf *bound)
{
	strbuf_add(bound, start, len);
	strbuf_addstr(bound, label);
}

void vault_seal(const struct vault *v, const char *label, const void *text,
		size_t len, struct strbuf *out)
{
	unsigned char key[VAULT_KEY], nonce[VAULT_NONCE], number[4], wrapped[ITEM_KEY];
	const size_t from = out->len;
	struct strbuf bound = STRBUF_INIT, padded = STRBUF_INIT;
	size_t padded_len;

	strbuf_add(out, item_magic, VAULT_MAGIC);
	strbuf_addch(out, v->keys ? HOW_MASTER : HOW_PUBLIC);
	strbuf_add(out, (const char *)v->id, VAULT_ID);
	vault_put32(number, v->generation);
	strbuf_add(out, (const char *)number, 4);
	if (v->keys) {
		vault_derive(v->keys, VAULT_FOR_ITEMS, key);
	} else {
		randombytes_buf(key, sizeof(key));
		crypto_box_seal(wrapped, key, sizeof(key), v->public);
		strbuf_add(out, (const char *)wrapped, sizeof(wrapped));
	}
	bind_item(out->text + from, out->len - from, label, &bound);
	randombytes_buf(nonce, sizeof(nonce));
	strbuf_add(out, (const char *)nonce, sizeof(nonce));

	strbuf_reserve(&padded, len + PAD);
	if (len)
		memcpy(padded.text, text, len);
	sodium_pad(&padded_len, (unsigned char *)padded.text, len, PAD,
		   len + PAD);
	strbuf_reserve(out, padded_len + VAULT_TAG);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		(unsigned char *)out->text + out->len, NULL,
		(unsigned char *)padded.text, padded_len,
		(unsigned char *)bound.text, bound.len, NULL, nonce, key);
	out->len += padded_len + VAULT_TAG;
	out->text[out->len] = '\0';
	sodium_memzero(key, sizeof(key));
	sodium_memzero(padded.text, padded_len);
	strbuf_release(&padded);
	strbuf_release(&bound);
}

bool vault_is_sealed(const void *bytes, size_t len)
{
	return len > ITEM_START && !memcmp(bytes, item_magic, VAULT_MAGIC);
}

bool vault_is_unsigned(const void *sealed, size_t len)
{
	return vault_is_sealed(sealed, len) &&
	       ((const char *)sealed)[VAULT_MAGIC] == HOW_PUBLIC;
}

/* The item's key. Returns false where its wrapping does not open. */
static bool item_key(const struct vault *v, const unsigned char *item,
		     unsigned char key[VAULT_KEY])
{
	if (item[VAULT_MAGIC] == HOW_MASTER) {
		vault_derive(v->keys, VAULT_FOR_ITEMS, key);
		return true;
	}
	return !crypto_box_seal_open(key, item + ITEM_START, ITEM_KEY,
				     v->public, v->keys->secret);
}

static int damaged(struct err *err)
{
	return err_set(err, ERR_INPUT, "it is damaged");
}

int vault_unseal(const struct vault *v, const char *label, const void *sealed,
		 size_t len, struct strbuf *out, struct err *err)
{
	const unsigned char *item = sealed;
	unsigned char key[VAULT_KEY];
	struct strbuf bound = STRBUF_INIT, plain = STRBUF_INIT;
	size_t start = ITEM_START, plain_len = 0;
	int ret = 0;

	if (!vault_is_sealed(sealed, len) || item[VAULT_MAGIC] > HOW_PUBLIC)
		return damaged(err);
	if (memcmp(item + VAULT_MAGIC + 1, v->id, VAULT_ID) ||
	    vault_get32(item + VAULT_MAGIC + 1 + VAULT_ID) != v->generation)
		return err_set(err, ERR_INPUT, "it belongs to another vault");
	if (!v->keys)
		return err_set(err, ERR_LOCKED, "it is locked");
	if (item[VAULT_MAGIC] == HOW_PUBLIC)
		start += ITEM_KEY;
	if (len < start + VAULT_NONCE + PAD + VAULT_TAG || !item_key(v, item, key))
		return damaged(err);
	bind_item(sealed, start, label, &bound);
	strbuf_reserve(&plain, len);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		    (unsigned char *)plain.text, NULL, NULL,
		    item + start + VAULT_NONCE, len - start - VAULT_NONCE,
		    (unsigned char *)bound.text, bound.len, item + start,
		    key) ||
	    sodium_unpad(&plain_len, (unsigned char *)plain.text,
			 len - start - VAULT_NONCE - VAULT_TAG, PAD))
		ret = damaged(err);
	else
		strbuf_add(out, plain.text, plain_len);
	sodium_memzero(key, sizeof(key));
	sodium_memzero(plain.text, len);
	strbuf_release(&plain);
	strbuf_release(&bound);
	return ret;
}
