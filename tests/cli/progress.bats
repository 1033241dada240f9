#!/usr/bin/env bats
# boundary progress: what was kept, added up, in four forms.

load helper

setup() {
	hermetic
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
	export BOUNDARY_NOW=1796148000	# 2026-12-01
	"$boundary" config set keep kept
	season=$BATS_TEST_DIRNAME/../data/season/meanwhile.jsonl
}

fill() {
	"$boundary" journal import 2>/dev/null <"$season"
}

# Adds a draft about which was said what $1 has, as the members of a look back.
looked_back() {
	try_with "{\"draft\":\"No.\",\"kind\":\"${2-no}\",\"follow\":[{\"date\":\"2026-11-20\",$1}]}" \
		journal add
	[ "$status" -eq 0 ]
}

@test "with nothing kept it says what would be, and makes no file" {
	try progress
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ $output == "Nothing to show yet. "*"boundary practice"* ]]
	[ ! -e "$XDG_DATA_HOME" ]
	try progress --since november
	[[ $output == "Nothing to show from then. "* ]]
}

@test "the line of evidence, for one, for all, for some" {
	looked_back '"said":"not-yet"'
	try progress
	is "${lines[0]}" "You have practised since November. What comes of it is for the real day: \`boundary follow\` asks how a talk went."
	looked_back '"said":"yes","held":"yes"'
	try progress
	is "${lines[0]}" "Since November you said no once, and it held."
	looked_back '"said":"yes","held":"yes"'
	try progress
	is "${lines[0]}" "Since November you said no 2 times; all 2 held."
	looked_back '"said":"yes","held":"no"' need
	try progress
	is "${lines[0]}" "Since November you said it 3 times; 2 held."
	is "${lines[1]}" "Of these, 2 were a no."
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "in a pipe, plain, on a dumb terminal and without UTF-8: sentences" {
	fill
	try progress
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	whole=$output
	is "${lines[0]}" "Since September you said no 6 times; 4 held."
	[[ $output == *"Hardest to answer so far: Guilt and debt (held 4 of 8)."* ]]
	for how in 'progress --plain' '--plain progress'; do
		on_terminal "\$b $how"
		[ "$status" -eq 0 ]
		is "$(tr -s ' \n' ' ' <<<"$output")" "$(tr -s ' \n' ' ' <<<"$whole")"
	done
	for how in TERM=dumb LC_ALL=C LC_ALL=en_US.ISO-8859-1; do
		on_terminal "$how \$b progress"
		[ "$status" -eq 0 ]
		is "$(tr -s ' \n' ' ' <<<"$output")" "$(tr -s ' \n' ' ' <<<"$whole")"
	done
}

@test "the drawing is as wide as the terminal, from 40 columns on" {
	fill
	for columns in 40 61 100; do
		COLUMNS_WANTED=$columns on_terminal "NO_COLOR=1 \$b progress"
		[ "$status" -eq 0 ]
		[[ $output == *"⠒⠒⠒ after it"* ]]
		[[ $output != *$'\033'* ]]
		widest=$(grep -e '[┤│]' <<<"$output" | python3 -c '
import sys
print(max(len(line.rstrip("\r\n")) for line in sys.stdin))')
		is "$widest" $((columns - 1))
	done
	COLUMNS_WANTED=39 on_terminal "\$b progress"
	[ "$status" -eq 0 ]
	[[ $output == *"Since September"* ]]
	[[ $output != *"┤"* ]]
	COLUMNS_WANTED=80 on_terminal "\$b progress"
	[[ $output == *$'\033[32m'* ]]
}

@test "one talk is no line, and is said in words" {
	looked_back '"said":"yes","held":"yes"'
	on_terminal "\$b progress"
	[ "$status" -eq 0 ]
	[[ $output == *"you said no once"* ]]
	[[ $output != *"┤"* ]]
}

@test "--since: the same for practice and for looks back" {
	fill
	while IFS='|' read -r since said talks; do
		echo "since $since"
		try progress --format json --since "$since"
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		is "$(python3 -c '
import json, sys
p = json.load(sys.stdin)
print(p["since"], p["said"]["yes"], len(p["talks"]))' <<<"$output")" \
			"$said $talks"
	done <<-'CASES'
		september|2026-09-01 6|7
		2026-11|2026-11-01 2|3
		2026-11-12|2026-11-12 1|2
		yesterday|2026-11-30 0|0
	CASES
	try progress --since someday
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: "*"dates look like"* ]]
}

@test "json: one object, with names and numbers and no word of a draft" {
	fill
	try progress --format json
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$(wc -l <<<"$output")" 1
	[[ $output != *"words of that day"* && $output != *shouts* ]]
	python3 - "$output" <<-'PY'
		import json, sys
		p = json.loads(sys.argv[1])
		assert list(p) == ["since", "said", "held", "fear_came", "promises",
		                   "means", "tactics", "rehearsals", "strengths",
		                   "talks"], list(p)
		assert p["since"] is None
		assert p["said"] == {"yes": 6, "no_said": 6, "not_yet": 1,
		                     "not_needed": 1}, p["said"]
		assert p["held"] == {"yes": 4, "partly": 1, "no": 1}, p["held"]
		assert p["fear_came"] == {"yes": 0, "partly": 1, "no": 4}
		assert p["tactics"][0] == {"name": "guilt", "met": 8, "held": 4}
		assert p["means"]["talks"] == 7
		assert p["means"]["hard_before"] == 6.43, p["means"]
		assert p["talks"][0] == {
		    "id": "m1aaaaaa", "date": "2026-09-15",
		    "script": "decline-a-drink", "kind": "no", "hard_before": 8,
		    "hard_after": 7, "likely_before": 40, "likely_after": 60,
		    "discomfort": 4, "said": "yes", "held": "yes", "came": "no"}
	PY
}

@test "csv: a row a talk, and no cell that a spreadsheet would carry out" {
	try_with '{"draft":"No.","script":"=1+1,\"x\"","kind":"no","before":{"hard":7}}' \
		journal add
	try progress --format csv
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "${lines[0]}" "date,id,script,kind,hard_before,hard_after,likely_before,likely_after,discomfort,said,held,came"
	[[ ${lines[1]} == '2026-12-01,'????????',"'"'"'=1+1,""x""",no,7,,,,,,,' ]]
	is "${#lines[@]}" 2
}

@test "svg: whole, self-contained, and told in words" {
	fill
	"$boundary" progress --format svg >progress.svg
	python3 - <<-'PY'
		import re
		import xml.etree.ElementTree as tree
		text = open("progress.svg", encoding="utf-8").read()
		root = tree.fromstring(text)
		name = "{http://www.w3.org/2000/svg}"
		assert root.tag == name + "svg" and root.get("role") == "img"
		parts = {e.get("id"): e.text for e in root if e.get("id")}
		assert parts["title"], parts
		assert "said no 6 times; 4 held." in parts["desc"], parts
		assert set(root.get("aria-labelledby").split()) == set(parts)
		assert len(root.findall(name + "polyline")) == 4
		for e in root.iter():
		    for x in ("x", "x1", "x2", "cx"):
		        assert 0 <= float(e.get(x, 0)) <= 800, (e.tag, e.attrib)
		    for y in ("y", "y1", "y2", "cy"):
		        assert 0 <= float(e.get(y, 0)) <= 660, (e.tag, e.attrib)
		assert not re.search(r"(href|src|script|@import|http)", text.replace(
		    "http://www.w3.org/2000/svg", "")), "it needs something else"
	PY
}

@test "an entry that is damaged is left out and told of; the rest is shown" {
	fill
	python3 - "$XDG_DATA_HOME/boundary/boundary.db" <<-'PY'
		import sqlite3, sys
		with sqlite3.connect(sys.argv[1]) as db:
		    db.execute("UPDATE item SET body = '{' WHERE id = 'm4aaaaaa'")
	PY
	try progress
	[ "$status" -eq 1 ]
	[[ $output == "Since September you said no 5 times; 3 held."* ]]
	is "$stderr" "boundary: entries that could not be read and are left out: 1; \`boundary journal\` names them"
}

@test "faults of usage" {
	try progress --format yaml
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	is "$stderr" "boundary: progress: --format takes text, json, csv or svg"
	try progress november
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: progress: it takes no arguments"* ]]
	fill
	run bash -c "'$boundary' progress >/dev/full"
	[ "$status" -eq 1 ]
}
