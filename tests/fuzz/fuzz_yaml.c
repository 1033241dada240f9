/* Front matter, and the YAML in it. */
#include "base/err.h"
#include "base/yaml.h"
#include "fuzz.h"
#include "script/front-matter.h"

static void walk(const struct yaml_node *node, unsigned depth)
{
	struct err err = { 0 };
	long number = 0;
	bool flag = false;

	fuzz_hold(depth <= YAML_DEPTH_MAX + 1, "nesting is limited");
	fuzz_hold((yaml_kind(node) == YAML_TEXT) == (yaml_text(node) != NULL),
		  "a text, and only a text, has a text");
	if (!yaml_number(node, "it", -5, 5, &number, &err))
		fuzz_hold(number >= -5 && number <= 5, "numbers are in range");
	yaml_flag(node, "it", &flag, &err);
	for (size_t i = 0; i < yaml_count(node); i++) {
		if (yaml_kind(node) == YAML_MAP)
			fuzz_hold(yaml_get(node, yaml_key(node, i)) ==
				  yaml_item(node, i), "a key finds its value");
		walk(yaml_item(node, i), depth + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct front_matter fm = { 0 };
	struct yaml *doc = NULL;
	struct err err = { 0 };

	if (!front_matter_parse(&fm, text, size, &err)) {
		fuzz_hold(fm.body >= text &&
			  fm.body + fm.body_len == text + size,
			  "the body is the rest of the text");
		walk(yaml_root(fm.head), 0);
		front_matter_release(&fm);
	} else {
		fuzz_hold(err.line && *err.text, "a fault has a line");
	}
	err = (struct err){ 0 };
	if (yaml_parse(&doc, text, size, 1, &err)) {
		fuzz_hold(!doc && *err.text, "a failure says why");
		return 0;
	}
	walk(yaml_root(doc), 0);
	yaml_free(doc);
	return 0;
}
