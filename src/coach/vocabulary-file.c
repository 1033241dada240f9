/* How phrase files and files of forms are read, line by line. */

#include "coach/vocabulary.h"

#include <string.h>

#include "base/err.h"
#include "coach/words.h"

bool vocabulary_line(const char *text, size_t len, size_t *at,
		     const char **line, size_t *line_len)
{
	const char *end;

	if (*at >= len)
		return false;
	*line = text + *at;
	end = memchr(*line, '\n', len - *at);
	*line_len = end ? (size_t)(end - *line) : len - *at;
	*at += *line_len + 1;
	while (*line_len && strchr(" \t\r", (*line)[*line_len - 1]))
		--*line_len;
	return true;
}

/* The plain words of `text`, numbered: what a form stands for. */
static size_t plain_words(struct vocabulary *v, const char *text, size_t len,
			  uint16_t *out, size_t max)
{
	size_t n = 0, start;

	for (size_t i = 0; i < len;) {
		while (i < len && text[i] == ' ')
			i++;
		start = i;
		while (i < len && text[i] != ' ')
			i++;
		if (i == start)
			break;
		if (n == max)
			return 0;
		out[n] = vocabulary_word(v, text + start, i - start);
		if (!out[n++])
			return 0;
	}
	return n;
}

static int form_line(struct vocabulary *v, const char *line, size_t len)
{
	const char *equals = memchr(line, '=', len);
	uint16_t word, others[8];
	size_t count, left;

	if (!equals)
		return -1;
	left = (size_t)(equals - line);
	while (left && line[left - 1] == ' ')
		left--;
	if (!words_is_one(line, left))
		return -1;
	word = vocabulary_word(v, line, left);
	count = plain_words(v, equals + 1,
			    len - (size_t)(equals + 1 - line), others, 8);
	if (!word || !count)
		return -1;
	if (!v->words[word].form_count)
		vocabulary_form(v, word, others, count);
	return 0;
}

int vocabulary_read_forms(struct vocabulary *v, const char *text, size_t len,
			  struct err *err)
{
	const char *line;
	size_t at = 0, line_len;

	while (vocabulary_line(text, len, &at, &line, &line_len)) {
		if (!line_len || *line == '#')
			continue;
		if (form_line(v, line, line_len))
			return err_at(err, ERR_INPUT, text, len,
				      (size_t)(line - text),
				      "a form is `word = what it stands for`");
	}
	return 0;
}
