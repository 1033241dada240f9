#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/*
 * visible: text that is safe to show on a terminal.
 *
 * Text from files, people and servers may hold bytes that move the cursor,
 * set titles, paste commands or turn the direction of reading (CWE-150,
 * CVE-2021-42574). All that reaches a terminal goes through here.
 *
 * Appends `len` bytes of `text` to `out` so that the result is valid UTF-8
 * and holds no C0 control but newline, no DEL, no C1, no bidirectional
 * control and no invisible format character:
 *   tab              becomes a space
 *   CR before LF     goes, since it is only how some systems end a line
 *   other controls   become ^X, or <U+009B> for C1 and for U+2028, U+2029
 *   bidi, zero-width, soft hyphen, tags, interlinear marks: <U+202E>
 *   a byte that is no UTF-8 becomes \xNN
 * Zero-width joiners stay between emoji, and joiners inside Arabic, Indic and
 * such scripts; U+FE0E and U+FE0F stay behind a visible character. At most
 * eight combining marks in a row are shown, the rest named as <U+0301>.
 * Applying it twice gives the same as once.
 */
void visible_add(struct strbuf *out, const char *text, size_t len);

/* The same for one line: newline and carriage return are escaped as well. */
void visible_add_line(struct strbuf *out, const char *text, size_t len);

/* True where visible_add() would change nothing in `text`. */
bool visible_is_clean(const char *text, size_t len);

#endif
