/* The JSON form of check: what the contract says, and the file's name. */

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "check.h"
#include "cmd.h"
#include "coach/report.h"

void check_json(struct check *check, const struct checked *checked)
{
	struct strbuf out = STRBUF_INIT;

	strbuf_addstr(&out, "{\"file\":");
	json_add_string(&out, checked->name, strlen(checked->name));
	strbuf_addch(&out, ',');
	report_json(&out, check->reviewer, checked->review, checked->text);
	strbuf_addstr(&out, "}\n");
	fwrite(out.text, 1, out.len, check->io->out);
	strbuf_wipe(&out);
}
