/*
 * replay: gives a harness every file of its corpus, and says so as TAP. The
 * program's own name is that of the corpus. A harness that fails aborts, so
 * the file before it is the last one that was well.
 */
#include <dirent.h>

#include "base/err.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/strlist.h"
#include "fuzz.h"

#define INPUT_MAX (1024 * 1024)

static int replay(const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = { 0 };

	if (file_read(path, INPUT_MAX, &text, &err)) {
		fprintf(stderr, "replay: %s\n", err.text);
		return 1;
	}
	/* A copy of just that length: then a byte too far is seen. */
	uint8_t *exact = malloc(text.len ? text.len : 1);

	fuzz_hold(exact != NULL, "there is memory");
	memcpy(exact, text.text, text.len);
	LLVMFuzzerTestOneInput(exact, text.len);
	free(exact);
	strbuf_release(&text);
	return 0;
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	struct strbuf path = STRBUF_INIT;
	struct strlist names = STRLIST_INIT;
	struct err err = { 0 };
	int failed = 0;

	(void)argc;
	strbuf_addf(&path, "tests/fuzz/corpus/%s/",
		    slash ? slash + 1 : argv[0]);
	size_t folder = path.len;

	if (file_list(path.text, "", &names, &err) || !names.count) {
		fprintf(stderr, "replay: there is nothing in %s\n", path.text);
		return 1;
	}
	printf("1..%zu\n", names.count);
	for (size_t i = 0; i < names.count; i++) {
		strbuf_cut(&path, folder);
		strbuf_addstr(&path, names.items[i]);
		int bad = replay(path.text);

		printf("%sok %zu - %s\n", bad ? "not " : "", i + 1, path.text);
		fflush(stdout);
		failed |= bad;
	}
	strlist_release(&names);
	strbuf_release(&path);
	return failed;
}
