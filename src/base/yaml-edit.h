#ifndef BASE_YAML_EDIT_H
#define BASE_YAML_EDIT_H

struct strbuf;

/*
 * yaml-edit: changes one key of a YAML file that a person keeps by hand.
 *
 * Sets the top-level `key` of `text` to a plain value, or takes it out where
 * `value` is NULL. All other lines, and the comment at the end of the key's
 * own line, stay as they are. Works on lines, not on the parsed file: parse
 * the result before you keep it.
 */
void yaml_edit_key(struct strbuf *text, const char *key, const char *value);

#endif
