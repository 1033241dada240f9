#include "post/signature.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"

#define PREFIX "whsec_"
#define KEY_MIN 24
#define KEY_MAX 64
#define DIGEST crypto_auth_hmacsha256_BYTES

static int read_key(const char *secret, unsigned char key[KEY_MAX],
		    size_t *len, struct err *err)
{
	size_t prefix = strlen(PREFIX);
	const char *end = NULL;

	if (!strncmp(secret, PREFIX, prefix) &&
	    !sodium_base642bin(key, KEY_MAX, secret + prefix,
			       strlen(secret + prefix), NULL, len, &end,
			       sodium_base64_VARIANT_ORIGINAL) &&
	    !*end && *len >= KEY_MIN)
		return 0;
	return err_set(err, ERR_INPUT, "the signing secret is not " PREFIX
		       " and base64 of %d to %d bytes", KEY_MIN, KEY_MAX);
}

int signature_webhook(struct strbuf *out, const char *secret, const char *id,
		      int64_t time, const char *body, size_t len,
		      struct err *err)
{
	unsigned char key[KEY_MAX], digest[DIGEST];
	char text[sodium_base64_ENCODED_LEN(DIGEST,
					    sodium_base64_VARIANT_ORIGINAL)];
	struct strbuf signed_text = STRBUF_INIT;
	crypto_auth_hmacsha256_state state;
	size_t key_len = 0;
	int ret = read_key(secret, key, &key_len, err);

	if (ret)
		goto out;
	strbuf_addf(&signed_text, "%s.%lld.", id, (long long)time);
	strbuf_add(&signed_text, body, len);
	crypto_auth_hmacsha256_init(&state, key, key_len);
	crypto_auth_hmacsha256_update(&state,
				      (unsigned char *)signed_text.text,
				      signed_text.len);
	crypto_auth_hmacsha256_final(&state, digest);
	sodium_bin2base64(text, sizeof(text), digest, sizeof(digest),
			  sodium_base64_VARIANT_ORIGINAL);
	strbuf_addf(out, "v1,%s", text);
out:
	sodium_memzero(key, sizeof(key));
	sodium_memzero(&state, sizeof(state));
	strbuf_wipe(&signed_text);
	return ret;
}

int signature_hub(struct strbuf *out, const char *secret, const char *body,
		  size_t len, struct err *err)
{
	crypto_auth_hmacsha256_state state;
	unsigned char digest[DIGEST];
	char text[DIGEST * 2 + 1];

	if (!*secret)
		return err_set(err, ERR_INPUT, "the signing secret is empty");
	crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret,
				    strlen(secret));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)body, len);
	crypto_auth_hmacsha256_final(&state, digest);
	sodium_memzero(&state, sizeof(state));
	sodium_bin2hex(text, sizeof(text), digest, sizeof(digest));
	strbuf_addf(out, "sha256=%s", text);
	return 0;
}

void signature_hash(struct strbuf *out, const char *body, size_t len)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[sizeof(hash) * 2 + 1];

	crypto_hash_sha256(hash, (const unsigned char *)body, len);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	strbuf_addstr(out, hex);
}
