/*
 * What comes out of the database, should somebody else have written it: the
 * body of an entry, the head of a vault, a sealed body.
 */
#include <cjson/cJSON.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "fuzz.h"
#include "store/journal.h"
#include "store/store.h"
#include "store/vault.h"

static void read_entry(const char *text, size_t size)
{
	struct item item = ITEM_INIT, made = ITEM_INIT;
	struct strbuf out = STRBUF_INIT;
	struct entry entry = { 0 };
	struct err err = { 0 };

	strbuf_add(&item.body, text, size);
	memcpy(item.id, "abcd1234", STORE_ID_SIZE);
	item.kind = strdup(JOURNAL_KIND);
	item.state = strdup("kept");
	if (!entry_read(&entry, &item, &err)) {
		fuzz_hold(entry.text && entry.script && entry.kind,
			  "what is not there is the empty text");
		entry_release(&entry);
		fuzz_hold(!entry_set_text(&item, "new words", &err),
			  "an entry takes other words");
		fuzz_hold(!entry_read(&entry, &item, &err) &&
			  !strcmp(entry.text, "new words"),
			  "and has them afterwards");
		entry_release(&entry);
		journal_export(&item, JOURNAL_JSON, &out, &err);
		journal_export(&item, JOURNAL_MARKDOWN, &out, &err);
	}
	if (!journal_compose(&made, text, size, 1, &err))
		fuzz_hold(!entry_read(&entry, &made, &err),
			  "what was composed is an entry");
	entry_release(&entry);
	item_release(&made);
	item_release(&item);
	strbuf_release(&out);
}

static void unseal(const char *text, size_t size)
{
	static struct vault *vault;
	struct vault *parsed = NULL;
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	if (!vault && vault_new(&vault, 1, &err))
		abort();
	if (!vault_parse(&parsed, text, size, &err))
		fuzz_hold(!vault_is_open(parsed), "a vault is closed at first");
	vault_free(parsed);
	if (vault_is_sealed(text, size))
		vault_is_unsigned(text, size);
	if (vault_unseal(vault, "draft abcd1234", text, size, &out, &err))
		fuzz_hold(!out.len, "nothing comes of what does not open");
	strbuf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_entry((const char *)data, size);
	unseal((const char *)data, size);
	return 0;
}
