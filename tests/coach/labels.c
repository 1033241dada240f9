#include "labels.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/strlist.h"

bool labels_have(const struct strlist *list, const char *names)
{
	struct strbuf padded = STRBUF_INIT, word = STRBUF_INIT;
	bool found = false;

	strbuf_addf(&padded, " %s ", names);
	for (size_t i = 0; i < list->count && !found; i++) {
		strbuf_reset(&word);
		strbuf_addf(&word, " %s ", list->items[i]);
		found = strstr(padded.text, word.text) != NULL;
	}
	strbuf_release(&padded);
	strbuf_release(&word);
	return found;
}

void labels_text(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text != '\\' || !strchr("nt\\", text[1]) || !text[1])
			strbuf_addch(out, *text);
		else
			strbuf_addch(out, *++text == 'n' ? '\n' :
				     *text == 't' ? '\t' : '\\');
	}
}
