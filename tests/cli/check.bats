#!/usr/bin/env bats
# Backquotes and dollars are text of the program here, not of the shell:
# shellcheck disable=SC2016,SC2034,SC2086,SC2143,SC2238
# boundary check: what pipelines and editors see.

load helper

setup() {
	hermetic
	small_catalog
}

bad="So sorry, I can't come. You always ask."

@test "says each finding on a line with its place, level and rule" {
	try_with "$bad" check
	[ "$status" -eq 1 ]
	is "$output" "-:1:1: problem: You said sorry. A limit is not a wrong. [over-apology]
-:1:25: problem: Always and never are hard to hear. [absolute]"
	[ -z "$stderr" ]
}

@test "says nothing of words that hold, and exits 0" {
	try_with "I can't come on Friday." check
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
}

@test "reads nothing without a word" {
	try_with "" check
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
}

@test "names the file, and counts lines and characters" {
	printf 'Zoë 🙏🏽 — hi.\n\nñ so sorry\n' >draft.txt
	try check draft.txt
	[ "$status" -eq 1 ]
	is "$output" "draft.txt:3:3: problem: You said sorry. A limit is not a wrong. [over-apology]"
}

@test "reads several files, goes on behind a missing one, and exits 1" {
	echo "I can't come." >one
	echo "You never ask." >three
	try check one two three
	[ "$status" -eq 1 ]
	is "$output" "three:1:1: problem: Always and never are hard to hear. [absolute]"
	is "$stderr" "boundary: two: No such file or directory"
}

@test "a missing file alone is a failure" {
	try check nowhere.txt
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	is "$stderr" "boundary: nowhere.txt: No such file or directory"
}

@test "a folder is no draft" {
	mkdir folder
	try check folder
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: folder: "* ]]
}

@test "- is standard input, and a name that starts with a dash goes behind --" {
	echo "You never ask." >-f
	try_with "So sorry." check - -- -f
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == "-:1:1: problem: "*"[over-apology]" ]]
	[[ ${lines[1]} == "-f:1:1: problem: "*"[absolute]" ]]
}

@test "a pipe by name is read as a file is" {
	run --separate-stderr bash -c "'$boundary' check <(echo So sorry.)"
	[ "$status" -eq 1 ]
	[[ $output == /dev/fd/*":1:1: problem: "* ]]
}

@test "--fail-on chooses the level that makes the status 1" {
	try_with "Maybe." check
	[ "$status" -eq 0 ]
	is "$output" "-:1:1: hint: Maybe leaves a door open. [hedged]"
	try_with "Maybe." check --fail-on hint
	[ "$status" -eq 1 ]
	try_with "Maybe." check --fail-on=note
	[ "$status" -eq 1 ]
	try_with "$bad" check --fail-on never
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	try_with "No thanks." check -k limit --firmness 1 --fail-on hint
	[ "$status" -eq 0 ]
	is "$output" "-:1:1: note: This is firmer than you said. [too-firm]"
	try_with "No thanks." check -k limit --firmness 1 --fail-on note
	[ "$status" -eq 1 ]
}

@test "--kind and --firmness reach the rules" {
	for args in "" "-k no --firmness 1" "-k limit" "-k limit --firmness 3"; do
		# shellcheck disable=SC2086
		try_with "No thanks." check $args
		[ "$status" -eq 0 ]
		[ -z "$output" ]
	done
}

@test "--off leaves rules out, as rules_off and the draft itself do" {
	try_with "$bad" check --off over-apology --off absolute
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	try_with "$bad"$'\nboundary: ignore absolute, over-apology' check
	[ "$status" -eq 0 ]
	echo "rules_off: [absolute]" >>"$XDG_CONFIG_HOME/boundary/config.yaml"
	try_with "$bad" check
	[ "$status" -eq 1 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == *"[over-apology]" ]]
}

@test "--explain-verdict ends with the verdict and what made it so" {
	try_with "$bad So sorry." check --explain-verdict
	[ "$status" -eq 1 ]
	is "${lines[-1]}" "-: verdict: mixed (over-apology, absolute)"
	try_with "No thanks." check --explain-verdict
	[ "$status" -eq 0 ]
	is "$output" "-: verdict: balanced"
}

@test "safety is told first and names boundary lines; it is no finding" {
	try_with "I will end my life. So sorry." check
	[ "$status" -eq 1 ]
	# shellcheck disable=SC2016
	is "${lines[0]}" '-: safety: crisis: see `boundary lines`'
	try_with "I will end my life." check
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
}

@test "--format json is an object a file" {
	echo "You never ask." >one
	try_with "No thanks." check --format json one -
	[ "$status" -eq 1 ]
	is "${lines[0]}" '{"file":"one","verdict":"hard","words":3,"moves":[{"move":"absolute","start":0,"end":9}],"findings":[{"rule":"absolute","level":"problem","lean":"hard","start":0,"end":9,"line":1,"column":1,"quote":"You never","message":"Always and never are hard to hear.","try":"Name one time."}],"strengths":[],"safety":[]}'
	[[ ${lines[1]} == '{"file":"-","verdict":"balanced",'* ]]
	[ "${#lines[@]}" -eq 2 ]
}

@test "--format sarif is SARIF 2.1.0" {
	printf 'Zoë, so sorry.\nIt is a long line, which goes on and on until there is no room left for a word: you\nalways ask. Maybe I end my life.\n' >'a draft.txt'
	try check --format sarif 'a draft.txt' "$PWD/a draft.txt"
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	printf '%s' "$output" >out.sarif
	python3 - <<'PYTHON'
import json, os
log = json.load(open("out.sarif"))
assert set(log) == {"$schema", "version", "runs"}
assert log["version"] == "2.1.0" and "sarif-schema-2.1.0" in log["$schema"]
run, = log["runs"]
driver = run["tool"]["driver"]
assert driver["name"] == "boundary" and driver["version"]
rules = driver["rules"]
assert [r["id"] for r in rules] == sorted(r["id"] for r in rules)
for rule in rules:
    assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
    assert rule["help"]["text"]
    assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
assert run["columnKind"] == "unicodeCodePoints"
results = run["results"]
assert len(results) == 6
for result in results:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["message"]["text"]
by_rule = {r["ruleId"]: r for r in results[:3]}
assert {k: v["level"] for k, v in by_rule.items()} == {
    "over-apology": "error", "absolute": "error", "hedged": "warning"}
def region(rule):
    return by_rule[rule]["locations"][0]["physicalLocation"]["region"]
assert region("over-apology") == {
    "startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 14,
    "byteOffset": 6, "byteLength": 8}
assert region("absolute") == {
    "startLine": 2, "startColumn": 81, "endLine": 3, "endColumn": 7,
    "byteOffset": 96, "byteLength": 10}
uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
assert uris == {"a%20draft.txt", "file://" + os.getcwd() + "/a%20draft.txt"}, uris
call, = run["invocations"]
assert call["executionSuccessful"] is True
notes = call["toolExecutionNotifications"]
assert [n["descriptor"]["id"] for n in notes] == ["safety-crisis"] * 2
assert all("boundary lines" in n["message"]["text"] for n in notes)
PYTHON
}

@test "SARIF of nothing is still a log" {
	try_with "" check --format sarif
	[ "$status" -eq 0 ]
	printf '%s' "$output" | python3 -c 'import json, sys; assert json.load(sys.stdin)["runs"][0]["results"] == []'
}

@test "what is no UTF-8 is checked all the same, told once, and exits 1" {
	printf 'No thanks. \xff\xfe I came.\n' >draft
	try check draft
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	is "$stderr" "boundary: draft: not UTF-8 at byte 12; the rest was checked all the same"
	printf '\xff So sorry \xc3' >draft
	try check --fail-on never draft
	[ "$status" -eq 1 ]
	is "$output" "draft:1:3: problem: You said sorry. A limit is not a wrong. [over-apology]"
}

@test "NUL bytes do no harm" {
	printf 'So sorry\0\0 You always\n' >draft
	try check draft
	[ "$status" -eq 1 ]
	[ "${#lines[@]}" -eq 2 ]
}

@test "a line of 10 MB is read" {
	{ head -c 10000000 /dev/zero | tr '\0' a; echo " so sorry"; } >draft
	try check draft
	[ "$status" -eq 1 ]
	is "$output" "draft:1:10000002: problem: You said sorry. A limit is not a wrong. [over-apology]"
}

@test "64 MiB is read, a byte more is refused" {
	truncate -s $((64 * 1024 * 1024)) draft
	try check draft
	[ "$status" -eq 0 ]
	truncate -s $((64 * 1024 * 1024 + 1)) draft
	try check draft
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: draft: "* ]]
}

@test "output that cannot be written is a failure" {
	run bash -c "echo So sorry. | '$boundary' check >/dev/full"
	[ "$status" -eq 1 ]
	[[ $output == "boundary: cannot write the output"* ]]
	run bash -c "echo No thanks. | '$boundary' check --format json >/dev/full"
	[ "$status" -eq 1 ]
	run bash -c "echo So sorry. | '$boundary' check >&-"
	[ "$status" -eq 1 ]
}

@test "a name with control bytes is shown as escapes" {
	name=$'x\e]0;title\a\u202e'
	echo "So sorry." >"$name"
	try check "$name"
	[ "$status" -eq 1 ]
	[[ $output == "x^[]0;title^G<U+202E>:1:1: problem: "* ]]
	try check "$name"$'\e'
	[[ $stderr == "boundary: x^[]0;title^G<U+202E>^[: No such file"* ]]
}

@test "usage errors name the fault in one line and exit 2" {
	while IFS='|' read -r args message; do
		# shellcheck disable=SC2086
		try check $args
		is "$status $stderr" "2 boundary: check: $message"
		[ -z "$output" ]
	done <<'LIST'
--format|option '--format' needs FORM
--format xml|no form 'xml': text, json or sarif
-f|option '-f' needs FORM
--formt x|unknown option '--formt'; did you mean '--format'?
--zzz|unknown option '--zzz'
-z|unknown option '-z'
--f x|option '--f' could be '--format', '--firmness' or '--fail-on'
--jsonl=x|option '--jsonl' takes no value
--kind nope|no kind 'nope': no, need, limit, time, support, repair or hold
--firmness 7|firmness is a number from 0 to 6, not '7'
--firmness -1|firmness is a number from 0 to 6, not '-1'
--firmness 2x|firmness is a number from 0 to 6, not '2x'
--fail-on strength|no level 'strength': problem, hint, note or never
--off over-apolgy|no rule 'over-apolgy'; did you mean 'over-apology'?
LIST
}

@test "a faulty rule of one's own is told, and the rest goes on" {
	cp -r "$BOUNDARY_PATH" mine
	export BOUNDARY_PATH=$PWD/mine
	sed -i 's/^level: hint/level: hnit/' mine/qaa/coach/rules/hedged.md
	try_with "$bad Maybe." check
	[ "$status" -eq 1 ]
	[ "${#lines[@]}" -eq 2 ]
	[[ $stderr == "boundary: /"*", line "*", column "*'`level`'* ]]
}

@test "the coach that ships speaks of a plain case" {
	export BOUNDARY_PATH=
	rm "$XDG_CONFIG_HOME/boundary/config.yaml"
	try_with "I'm so so sorry, I feel terrible, is that okay? Sorry!" check
	[ "$status" -eq 1 ]
	[[ $output == *"[over-apology]"* ]]
	[ -z "$stderr" ]
}

@test "--plain, where it is asked for, prints sentences in a pipe too" {
	for how in "check --plain" "--plain check"; do
		echo "# $how" >&3
		try_with "So sorry, I can't come." $how
		[ "$status" -eq 1 ]
		[[ $output == "Soft."*'    "So sorry"
  You said sorry. A limit is not a wrong.
'* ]]
		[[ $output != *-:1:1:* ]]
		[ -z "$stderr" ]
	done
	try_with "So sorry, I can't come." check --plain --format json
	[ "$(jq -r .verdict <<<"$output")" = soft ]
}

@test "the environment of a screen reader leaves pipelines as they are" {
	for what in ACCESSIBLE=1 TERM=dumb; do
		echo "# $what" >&3
		export "${what?}"
		try_with "So sorry, I can't come." check
		[ "$status" -eq 1 ]
		is "$output" "-:1:1: problem: You said sorry. A limit is not a wrong. [over-apology]"
	done
}
