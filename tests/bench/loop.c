/*
 * loop: what render --jsonl is held against. A program for one script and one
 * tone that somebody would write in an afternoon: getline, cJSON, and the
 * answer put together by hand.
 */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_escaped(const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			putchar_unlocked('\\');
		if (c < ' ')
			printf("\\u%04x", c);
		else
			putchar_unlocked(c);
	}
}

static const char *text_of(const cJSON *json, const char *name)
{
	const char *text = cJSON_GetStringValue(
		cJSON_GetObjectItemCaseSensitive(json, name));

	return text ? text : "";
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0) {
		cJSON *json = cJSON_ParseWithLength(line, (size_t)len);
		const cJSON *values =
			cJSON_GetObjectItemCaseSensitive(json, "values");
		const char *instead = text_of(values, "instead");

		fputs("{\"id\":\"", stdout);
		put_escaped(text_of(json, "id"));
		fputs("\",\"script\":\"decline-a-drink\",\"tone\":\"plain\","
		      "\"text\":\"No, thanks, ", stdout);
		put_escaped(text_of(values, "person"));
		fputs(". I'm not drinking.", stdout);
		if (*instead) {
			fputs(" I'll take ", stdout);
			put_escaped(instead);
			fputs(" if you're pouring.", stdout);
		}
		fputs(" It's good to see you, so pull up a chair and catch me "
		      "up.\"}\n", stdout);
		cJSON_Delete(json);
	}
	free(line);
	return 0;
}
