#include "script/front-matter.h"

#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/yaml.h"

/* True where a line that is just `---` starts at `at`; *next is behind it. */
static bool is_fence(const char *text, size_t len, size_t at, size_t *next)
{
	if (len - at < 3 || memcmp(text + at, "---", 3))
		return false;
	at += 3;
	while (at < len && (text[at] == ' ' || text[at] == '\r'))
		at++;
	if (at < len && text[at] != '\n')
		return false;
	*next = at < len ? at + 1 : at;
	return true;
}

int front_matter_parse(struct front_matter *out, const char *text, size_t len,
		       struct err *err)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t head = 0, at = 0, body = 0, lines = 1;
	struct yaml *doc = NULL;
	int ret;

	/* Some editors put a byte order mark first; it is not of the text. */
	if (len >= 3 && !memcmp(text, mark, 3)) {
		text += 3;
		len -= 3;
	}
	if (is_fence(text, len, 0, &head)) {
		for (at = head, lines = 2; !is_fence(text, len, at, &body);
		     lines++) {
			const char *end = memchr(text + at, '\n', len - at);

			if (!end)
				return err_at(err, ERR_INPUT, text, len, 0,
					      "the front matter is not closed "
					      "by a line ---");
			at = (size_t)(end - text) + 1;
		}
		lines++;
	}
	ret = yaml_parse(&doc, text + head, at - head, 2, err);
	if (!ret && yaml_kind(yaml_root(doc)) != YAML_MAP)
		ret = yaml_err(yaml_root(doc), err,
			       "the front matter is `key: value` lines");
	if (ret) {
		yaml_free(doc);
		return ret;
	}
	out->head = doc;
	out->body = text + body;
	out->body_len = len - body;
	out->body_line = lines;
	return 0;
}

void front_matter_release(struct front_matter *fm)
{
	yaml_free(fm->head);
	*fm = (struct front_matter){ 0 };
}
