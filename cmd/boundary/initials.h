#ifndef BOUNDARY_INITIALS_H
#define BOUNDARY_INITIALS_H

struct lexicon;
struct strbuf;

/*
 * initials: names of other people out of a text that is sent: "Sam" becomes
 * "S.".
 *
 * A name is taken to be a word with a capital that the coach does not know as
 * a word; at the beginning of a sentence, where every word has one, only if a
 * comma follows or it stands elsewhere in the text as well. It will miss some
 * and take some that are none: the result is shown before anything is sent.
 */
void initials_apply(struct strbuf *text, const struct lexicon *lexicon);

#endif
