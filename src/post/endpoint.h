#ifndef POST_ENDPOINT_H
#define POST_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>

#include "post/message.h"

struct err;
struct strbuf;
struct yaml_node;

/*
 * endpoint: where messages may go, as the person's config says.
 *
 * boundary-config(5) describes each key. All of it is checked before anything
 * is sent: a fault names line and column and quotes no secret, since secrets
 * do not stand here; only where to get them does.
 */

/* Where a secret comes from; at most one of them is set. */
struct endpoint_secret {
	char *command;		/* prints it */
	char *file;		/* holds it, and only its owner can read it */
	int fd;			/* -1: none */
};

enum dedupes { DEDUPES_UNKNOWN, DEDUPES_YES, DEDUPES_NO };

struct endpoint {
	char *name;
	char *url;		/* ASCII; https, or http to this machine */
	enum message_format format;
	struct endpoint_secret signing, bearer;
	char *pin;		/* sha256//..., several with ; between */
	char *ca;		/* path of a PEM file */
	char *proxy;		/* URL; "" for none; "env": the environment's */
	char *unix_socket;
	char *encrypt_to;	/* age1... */
	enum dedupes dedupes;
	int timeout;		/* seconds for one try */
};

#define ENDPOINT_TIMEOUT 30
#define ENDPOINT_TIMEOUT_MAX 300

struct endpoints {
	struct endpoint *items;
	size_t count, capacity;
};

#define ENDPOINTS_INIT { NULL, 0, 0 }

/*
 * Reads the value of the key `endpoints`, a map of names to maps; NULL is an
 * empty one. Returns 0 or ERR_INPUT. Release it in both cases.
 */
int endpoints_read(struct endpoints *endpoints, const struct yaml_node *map,
		   struct err *err);
void endpoints_release(struct endpoints *endpoints);

/*
 * The endpoint of that name; without a name, the only one there is. NULL with
 * ERR_USAGE text in *err where there is none or it is not clear which.
 */
const struct endpoint *endpoints_find(const struct endpoints *endpoints,
				      const char *name, struct err *err);

/* The host of a URL, with its port: a place in `url` and its length. */
const char *endpoint_host(const char *url, size_t *len);

/*
 * Appends a mark of all that says where and how a message is delivered, where
 * its secrets come from included: the same for the same settings, in hex
 * digits. Name, timeout and dedupes are no part of it.
 */
void endpoint_mark(const struct endpoint *endpoint, struct strbuf *out);

/* True where nothing leaves this machine: loopback or a Unix socket. */
bool endpoint_is_local(const struct endpoint *endpoint);

#endif
