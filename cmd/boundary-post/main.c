/*
 * boundary-post: posts one message over HTTP, for `boundary send`.
 *
 * The only program that links libcurl. It knows nothing of the journal, reads
 * no file of the person's, and does what it is told over a line protocol:
 * requests on standard input, answers on standard output.
 *
 *	-> boundary-post 1
 *	<- ready 1 VERSION-OF-LIBCURL
 *	-> quit
 *
 * A line that is not understood is answered `error REASON` and ends the
 * program with status 2, since whoever wrote it is not our `boundary`.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#define PROTOCOL "1"

enum { DONE = 0, FAILED = 1, USAGE = 2 };

/* Reads a line without its newline; NULL at the end. Borrowed. */
static const char *next_line(char **line, size_t *size)
{
	ssize_t len = getline(line, size, stdin);

	if (len < 0)
		return NULL;
	if (len && (*line)[len - 1] == '\n')
		(*line)[len - 1] = '\0';
	return *line;
}

static int answer(const char *line)
{
	puts(line);
	return fflush(stdout) ? FAILED : DONE;
}

static int greet(const char *line)
{
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);

	if (!line || strcmp(line, "boundary-post " PROTOCOL)) {
		answer("error expected the line: boundary-post " PROTOCOL);
		return USAGE;
	}
	printf("ready " PROTOCOL " %s\n", info->version);
	return fflush(stdout) ? FAILED : DONE;
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;
	int status;

	/* Debian's libcurl would write the keys of the connection there. */
	unsetenv("SSLKEYLOGFILE");
	if (curl_global_init(CURL_GLOBAL_DEFAULT)) {
		answer("error libcurl cannot start");
		return FAILED;
	}
	status = greet(next_line(&line, &size));
	if (status == DONE) {
		const char *request = next_line(&line, &size);

		if (request && strcmp(request, "quit")) {
			answer("error unknown request");
			status = USAGE;
		}
	}
	free(line);
	curl_global_cleanup();
	return status;
}
