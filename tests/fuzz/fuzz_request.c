/* What boundary-post is told on its standard input. */
#include "base/err.h"
#include "boundary-post/request.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct request request = REQUEST_INIT;
	struct err err = { 0 };
	FILE *in = size ? fmemopen((void *)(uintptr_t)data, size, "r") : NULL;

	if (!in)
		return 0;
	if (!request_read(&request, in, &err)) {
		fuzz_hold(request.url && *request.url && request.timeout > 0 &&
			  request.body.len && request.body.len <=
			  REQUEST_BODY_MAX, "a request is whole");
		for (size_t i = 0; i < request.headers.count; i++)
			fuzz_hold(!strpbrk(request.headers.items[i], "\r\n"),
				  "a header is one header");
	} else {
		fuzz_hold(*err.text, "a failure says why");
	}
	request_release(&request);
	fclose(in);
	return 0;
}
