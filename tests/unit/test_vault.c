#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "store/recovery-code.h"
#include "store/vault.h"

/* The least that a vault accepts: a test needs no strong passphrase. */
static const struct vault_cost cheap = { VAULT_PASSES_MIN, VAULT_MEMORY_MIN_KIB };

static const char passphrase[] = "correct horse";
static const char label[] = "draft 42";
static const char text[] = "I won't lend you money.";

static void set(struct vault *v, enum vault_slot slot, const char *secret)
{
	struct vault_cost cost = cheap;
	struct err err = { 0 };

	assert_int_equal(vault_set_slot(v, slot, secret, strlen(secret), &cost,
					&err), 0);
}

static struct vault *fresh(void)
{
	struct vault *v = NULL;
	struct err err = { 0 };

	assert_int_equal(vault_new(&v, 1, &err), 0);
	set(v, VAULT_PASSPHRASE, passphrase);
	return v;
}

static int reread(const struct strbuf *head, struct vault **out)
{
	struct err err = { 0 };

	return vault_parse(out, head->text, head->len, &err);
}

static int open_with(struct vault *v, const char *secret)
{
	struct err err = { 0 };

	return vault_open(v, secret, strlen(secret), &err);
}

static int unseal(const struct vault *v, const char *as,
		  const struct strbuf *sealed, struct strbuf *out)
{
	struct err err = { 0 };

	return vault_unseal(v, as, sealed->text, sealed->len, out, &err);
}

static void opens_with_its_passphrase_and_no_other(void **state)
{
	struct vault *v = fresh(), *again = NULL;
	struct strbuf head = STRBUF_INIT, sealed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	vault_head(v, &head);
	vault_seal(v, label, text, strlen(text), &sealed);
	assert_null(strstr(sealed.text, "lend"));
	assert_int_equal(reread(&head, &again), 0);
	assert_false(vault_is_open(again));
	assert_int_equal(unseal(again, label, &sealed, &out), ERR_LOCKED);
	assert_int_equal(open_with(again, "correct hors"), ERR_LOCKED);
	assert_false(vault_is_open(again));
	assert_int_equal(open_with(again, passphrase), 0);
	assert_int_equal(unseal(again, label, &sealed, &out), 0);
	assert_string_equal(out.text, text);
	vault_close(again);
	assert_int_equal(unseal(again, label, &sealed, &out), ERR_LOCKED);
	strbuf_release(&head);
	strbuf_release(&sealed);
	strbuf_release(&out);
	vault_free(again);
	vault_free(v);
}

static void takes_items_while_closed_and_marks_them(void **state)
{
	struct vault *v = fresh(), *closed = NULL;
	struct strbuf head = STRBUF_INIT, sealed = STRBUF_INIT;
	struct strbuf signed_one = STRBUF_INIT, out = STRBUF_INIT;

	(void)state;
	vault_head(v, &head);
	assert_int_equal(reread(&head, &closed), 0);
	vault_seal(closed, label, text, strlen(text), &sealed);
	vault_seal(v, label, text, strlen(text), &signed_one);
	assert_true(vault_is_sealed(sealed.text, sealed.len));
	assert_false(vault_is_sealed(text, strlen(text)));
	assert_true(vault_is_unsigned(sealed.text, sealed.len));
	assert_false(vault_is_unsigned(signed_one.text, signed_one.len));
	assert_int_equal(unseal(v, label, &sealed, &out), 0);
	assert_string_equal(out.text, text);
	strbuf_release(&head);
	strbuf_release(&sealed);
	strbuf_release(&signed_one);
	strbuf_release(&out);
	vault_free(closed);
	vault_free(v);
}

static void opens_with_the_recovery_code_as_people_type_it(void **state)
{
	char code[RECOVERY_CODE_SIZE], typed[RECOVERY_CODE_SIZE];
	struct vault *v = fresh(), *again = NULL;
	struct strbuf head = STRBUF_INIT;

	(void)state;
	recovery_code_make(code);
	assert_int_equal(strlen(code), RECOVERY_CODE_SIZE - 1);
	set(v, VAULT_RECOVERY, code);
	vault_head(v, &head);
	assert_int_equal(reread(&head, &again), 0);
	assert_int_equal(open_with(again, code), 0);
	vault_close(again);
	for (size_t i = 0; i < sizeof(code); i++)
		typed[i] = (char)(code[i] == '-' ? ' ' : code[i] == '0' ? 'o' :
				  code[i] == '1' ? 'l' :
				  code[i] >= 'A' ? code[i] + 32 : code[i]);
	assert_int_equal(open_with(again, typed), 0);
	vault_close(again);
	typed[0] = typed[0] == 'a' ? 'b' : 'a';
	assert_int_equal(open_with(again, typed), ERR_LOCKED);
	strbuf_release(&head);
	vault_free(again);
	vault_free(v);
}

static void a_new_passphrase_leaves_the_items_alone(void **state)
{
	struct vault *v = fresh(), *again = NULL;
	struct strbuf head = STRBUF_INIT, sealed = STRBUF_INIT;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	vault_seal(v, label, text, strlen(text), &sealed);
	set(v, VAULT_PASSPHRASE, "another");
	vault_head(v, &head);
	assert_int_equal(reread(&head, &again), 0);
	assert_int_equal(open_with(again, passphrase), ERR_LOCKED);
	assert_int_equal(open_with(again, "another"), 0);
	assert_int_equal(unseal(again, label, &sealed, &out), 0);
	strbuf_release(&head);
	strbuf_release(&sealed);
	strbuf_release(&out);
	vault_free(again);
	vault_free(v);
}

/* Any byte changed, anything cut off, another label, another vault. */
static void refuses_an_item_that_was_touched(void **state)
{
	struct vault *v = fresh(), *other = fresh();
	struct strbuf sealed = STRBUF_INIT, out = STRBUF_INIT;

	(void)state;
	vault_seal(v, label, text, strlen(text), &sealed);
	assert_int_equal(unseal(v, "draft 43", &sealed, &out), ERR_INPUT);
	assert_int_equal(unseal(other, label, &sealed, &out), ERR_INPUT);
	for (size_t i = 0; i < sealed.len; i++) {
		sealed.text[i] ^= 1;
		assert_int_equal(unseal(v, label, &sealed, &out), ERR_INPUT);
		sealed.text[i] ^= 1;
	}
	for (size_t len = sealed.len; len--;) {
		strbuf_cut(&sealed, len);
		assert_int_equal(unseal(v, label, &sealed, &out), ERR_INPUT);
	}
	assert_int_equal(out.len, 0);
	strbuf_release(&sealed);
	strbuf_release(&out);
	vault_free(other);
	vault_free(v);
}

/* A head with any byte changed is refused at once, or does not open. */
static void refuses_a_head_that_was_touched(void **state)
{
	struct vault *v = fresh();
	struct strbuf head = STRBUF_INIT;

	(void)state;
	vault_head(v, &head);
	for (size_t i = 0; i < head.len; i += 7) {
		struct vault *again = NULL;

		head.text[i] ^= 4;
		if (!reread(&head, &again)) {
			assert_int_not_equal(open_with(again, passphrase), 0);
			assert_false(vault_is_open(again));
		}
		vault_free(again);
		head.text[i] ^= 4;
	}
	for (size_t len = head.len; len--;) {
		struct vault *again = NULL;

		strbuf_cut(&head, len);
		assert_int_equal(reread(&head, &again), ERR_INPUT);
	}
	strbuf_release(&head);
	vault_free(v);
}

static void limits_what_a_slot_may_cost(void **state)
{
	static const struct {
		struct vault_cost cost;
		int ret;
	} cases[] = {
		{ { VAULT_PASSES_MIN - 1, VAULT_MEMORY_MIN_KIB }, ERR_USAGE },
		{ { VAULT_PASSES_MAX + 1, VAULT_MEMORY_MIN_KIB }, ERR_USAGE },
		{ { VAULT_PASSES_MIN, VAULT_MEMORY_MIN_KIB - 1 }, ERR_USAGE },
		{ { VAULT_PASSES_MIN, VAULT_MEMORY_MAX_KIB + 1 }, ERR_USAGE },
		{ { VAULT_PASSES_MIN, VAULT_MEMORY_MIN_KIB }, 0 },
	};
	struct vault *v = fresh();
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct vault_cost cost = cases[i].cost;

		assert_int_equal(vault_set_slot(v, VAULT_PASSPHRASE, "x", 1,
						&cost, &err), cases[i].ret);
	}
	assert_int_equal(vault_set_slot(v, VAULT_PASSPHRASE, "", 0,
					&(struct vault_cost){ 3, 65536 }, &err),
			 ERR_USAGE);
	assert_int_equal(vault_set_slot(v, VAULT_RECOVERY, "AAAA", 4,
					&(struct vault_cost){ 3, 65536 }, &err),
			 ERR_USAGE);
	vault_free(v);
}

/* Two texts of a line or so cannot be told apart by their size. */
static void hides_the_length(void **state)
{
	struct vault *v = fresh();
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT, out = STRBUF_INIT;

	(void)state;
	vault_seal(v, label, "", 0, &a);
	vault_seal(v, label, text, strlen(text), &b);
	assert_int_equal(a.len, b.len);
	assert_int_equal(unseal(v, label, &a, &out), 0);
	assert_int_equal(out.len, 0);
	strbuf_release(&a);
	strbuf_release(&b);
	strbuf_release(&out);
	vault_free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_with_its_passphrase_and_no_other),
		cmocka_unit_test(takes_items_while_closed_and_marks_them),
		cmocka_unit_test(opens_with_the_recovery_code_as_people_type_it),
		cmocka_unit_test(a_new_passphrase_leaves_the_items_alone),
		cmocka_unit_test(refuses_an_item_that_was_touched),
		cmocka_unit_test(refuses_a_head_that_was_touched),
		cmocka_unit_test(limits_what_a_slot_may_cost),
		cmocka_unit_test(hides_the_length),
	};

	return cmocka_run_group_tests_name("vault", tests, NULL, NULL);
}
