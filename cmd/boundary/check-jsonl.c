/* The JSON Lines form of check: DESIGN's contract, a record at a time. */

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "check.h"
#include "cmd.h"
#include "coach/report.h"
#include "coach/rule.h"
#include "record.h"

/* The options of one record: those of the command line where it has none. */
static bool record_options(const struct record *record,
			   struct review_options *options,
			   struct record_fault *fault)
{
	const cJSON *kind = record->kind, *firmness = record->firmness;

	if (kind && !cJSON_IsNull(kind)) {
		options->kind = cJSON_IsString(kind) ?
			kind_named(kind->valuestring) : 0;
		if (!options->kind) {
			record_fault(fault, "bad-kind", "\"kind\" is one of "
				     "no, need, limit, time, support, repair "
				     "and hold");
			return false;
		}
	}
	if (firmness && !cJSON_IsNull(firmness)) {
		double n = cJSON_IsNumber(firmness) ?
			firmness->valuedouble : -1;

		if (!(n >= 0 && n <= 6) || n != (int)n) {
			record_fault(fault, "bad-firmness",
				     "\"firmness\" is a whole number from 0 "
				     "to 6");
			return false;
		}
		options->firmness = (int)n;
	}
	return true;
}

/* Appends the members of the answer; false, with `fault`, where it fails. */
static bool answer(struct check *check, const struct record *record,
		   struct strbuf *out, struct record_fault *fault)
{
	const char *text = cJSON_IsString(record->text) ?
		record->text->valuestring : NULL;
	struct review_options options = check->options;
	const struct review *review;

	if (!text) {
		record_fault(fault, "missing-text",
			     record->text ? "\"text\" is no string" :
			     "no \"text\"");
		return false;
	}
	if (!record_options(record, &options, fault))
		return false;
	review = reviewer_read(check->reviewer, text, strlen(text), &options);
	check_judge(check, review);
	report_json(out, check->reviewer, review, text);
	return true;
}

static void take_line(struct check *check, struct records *records,
		      const char *line, size_t len, struct strbuf *out)
{
	struct record_fault fault = { 0 };
	struct record record;
	bool parsed = record_parse(records, line, len, &record, &fault);

	strbuf_reset(out);
	strbuf_addch(out, '{');
	record_add_id(out, &record, line, len);
	if (!parsed || !answer(check, &record, out, &fault)) {
		check->failed = true;
		record_add_fault(out, &fault);
	}
	strbuf_add(out, "}\n", 2);
	fwrite(out->text, 1, out->len, check->io->out);
}

static void refuse_line(struct check *check, const struct records *records,
			struct strbuf *out)
{
	struct record_fault fault = { 0 };

	record_fault(&fault, "too-long", "line %zu: more than %d bytes",
		     records->line, JSON_TEXT_MAX);
	check->failed = true;
	strbuf_reset(out);
	strbuf_addch(out, '{');
	record_add_fault(out, &fault);
	strbuf_add(out, "}\n", 2);
	fwrite(out->text, 1, out->len, check->io->out);
}

void check_jsonl(struct check *check, FILE *in, const char *name)
{
	const struct cmd_io *io = check->io;
	struct strbuf out = STRBUF_INIT;
	struct records records;
	enum record_state state;
	const char *line = NULL;
	size_t len = 0;

	records_open(&records, in, io);
	while ((state = records_next(&records, &line, &len)) != RECORD_END &&
	       !ferror(io->out)) {
		if (state == RECORD_LINE)
			take_line(check, &records, line, len, &out);
		else
			refuse_line(check, &records, &out);
	}
	if (records.error) {
		cmd_warn(io, "%s: %s", name, strerror(records.error));
		check->failed = true;
	}
	records_close(&records);
	strbuf_wipe(&out);
}
