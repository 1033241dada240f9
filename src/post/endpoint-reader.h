#ifndef POST_ENDPOINT_READER_H
#define POST_ENDPOINT_READER_H

struct endpoint;
struct err;
struct yaml_node;

/*
 * endpoint-reader: the keys of one endpoint. Reads the value of the key
 * `name`; returns 0, or ERR_INPUT at the place of the value. What no key
 * alone can tell, endpoint.c checks.
 */
int endpoint_read_key(struct endpoint *endpoint, const char *name,
		      const struct yaml_node *value, struct err *err);

#endif
