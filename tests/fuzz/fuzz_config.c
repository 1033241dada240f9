/*
 * The config file: read, its endpoints read, and one key of it changed. The
 * file lies in memory.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "base/yaml-edit.h"
#include "base/yaml.h"
#include "fuzz.h"
#include "post/endpoint.h"
#include "store/config.h"

static void load(const char *text, size_t size)
{
	struct strbuf path = STRBUF_INIT;
	struct config config;
	struct err err = { 0 };
	int fd = memfd_create("config", MFD_CLOEXEC);

	fuzz_hold(fd >= 0 && write(fd, text, size) == (ssize_t)size,
		  "a file can be written");
	strbuf_addf(&path, "/proc/self/fd/%d", fd);
	if (config_load(&config, path.text, &err))
		fuzz_hold(*err.text && !strcmp(config.language, "en"),
			  "a faulty file leaves the defaults");
	config_release(&config);
	strbuf_release(&path);
	close(fd);
}

static void read_endpoints(const char *text, size_t size)
{
	struct endpoints endpoints = ENDPOINTS_INIT;
	struct yaml *doc = NULL;
	struct err err = { 0 };

	if (yaml_parse(&doc, text, size, 1, &err))
		return;
	if (!endpoints_read(&endpoints, yaml_get(yaml_root(doc), "endpoints"),
			    &err)) {
		for (size_t i = 0; i < endpoints.count; i++) {
			size_t len = 0;
			const char *url = endpoints.items[i].url;
			const char *host = endpoint_host(url, &len);

			fuzz_hold(host >= url &&
				  host + len <= url + strlen(url),
				  "a host lies in its URL");
			endpoint_is_local(&endpoints.items[i]);
		}
		endpoints_find(&endpoints, NULL, &err);
	}
	endpoints_release(&endpoints);
	yaml_free(doc);
}

/* Where the file was a map before, it is one after, and has the new value. */
static void edit(const char *text, size_t size)
{
	struct strbuf buf = STRBUF_INIT;

	strbuf_add(&buf, text, size);
	yaml_edit_key(&buf, "country", "IE");
	yaml_edit_key(&buf, "country", NULL);
	strbuf_release(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;

	load(text, size);
	read_endpoints(text, size);
	edit(text, size);
	return 0;
}
