/* The coach on any bytes; the first two choose kind and firmness. */
#include "coach/review.h"
#include "coach/rulebook.h"
#include "fuzz.h"

static void check_findings(const struct finding *findings, size_t count,
			   size_t len)
{
	for (size_t i = 0; i < count; i++) {
		fuzz_hold(findings[i].start <= findings[i].end &&
			  findings[i].end <= len, "a finding lies in its text");
		fuzz_hold(findings[i].line && findings[i].column,
			  "lines and columns count from 1");
		fuzz_hold(!i || findings[i - 1].start <= findings[i].start,
			  "findings come in the order of the text");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reviewer *reviewer;
	struct review_options options = REVIEW_OPTIONS_INIT;
	const struct review *review;
	enum verdict verdict;
	size_t count;

	if (!reviewer)
		reviewer = reviewer_new(&rulebook_builtin);
	if (size < 2)
		return 0;
	if (data[0] % 8 < 7)
		options.kind = 1u << (data[0] % 8);
	options.firmness = data[1] % 8 - 1;
	data += 2;
	size -= 2;
	review = reviewer_read(reviewer, (const char *)data, size, &options);
	check_findings(review->findings, review->finding_count, size);
	check_findings(review->strengths, review->strength_count, size);
	for (size_t i = 0; i < review->span_count; i++)
		fuzz_hold(review->spans[i].start <= review->spans[i].end &&
			  review->spans[i].end <= size,
			  "a span lies in its text");
	verdict = review->verdict;
	count = review->finding_count;
	review = reviewer_read(reviewer, (const char *)data, size, &options);
	fuzz_hold(review->verdict == verdict &&
		  review->finding_count == count,
		  "a text read twice is heard the same");
	return 0;
}
