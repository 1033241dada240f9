// fill.js mustache|handlebars: the loop of loop.c with a template engine.
"use strict";
const lines = require("readline").createInterface({ input: process.stdin });
const engine = require(process.argv[2]);
const source = "No, thanks, {{{person}}}. I'm not drinking." +
	"{{#instead}} I'll take {{{.}}} if you're pouring.{{/instead}} " +
	"It's good to see you, so pull up a chair and catch me up.";
const fill = engine.compile ? engine.compile(source) :
	(values) => engine.render(source, values);
let out = "";
lines.on("line", (line) => {
	const record = JSON.parse(line);
	out += JSON.stringify({ id: record.id, script: record.script,
		tone: record.tone, text: fill(record.values) }) + "\n";
	if (out.length > 65536) {
		process.stdout.write(out);
		out = "";
	}
});
lines.on("close", () => process.stdout.write(out));
