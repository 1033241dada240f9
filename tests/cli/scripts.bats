#!/usr/bin/env bats
# Backquotes and dollars are text of the program here, not of the shell:
# shellcheck disable=SC2016,SC2034,SC2086,SC2143,SC2238
# boundary scripts: the catalog, and scripts of one's own.

load helper

setup() {
	hermetic
	small_catalog
}

@test "list is what it does alone: name, kind and title between tabs" {
	try scripts
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$output" "one-tone	limit	Only one tone
a-drink	no	Turn down a drink"
	is "$("$boundary" scripts list)" "$output"
}

@test "list chooses by kind and setting, tells the origin, and writes JSON" {
	try scripts list --kind no
	is "$output" "a-drink	no	Turn down a drink"
	try scripts --setting work
	is "$output" "one-tone	limit	Only one tone"
	try scripts --setting family
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	try scripts list --long --kind no
	is "$output" "a-drink	no	$BOUNDARY_PATH/qaa/no/a-drink.md	Turn down a drink"
	"$boundary" scripts list --json | python3 -c '
import json, sys
a, b = json.load(sys.stdin)
assert list(a) == ["name", "kind", "title", "about", "origin", "faulty"]
assert (a["name"], b["name"], b["kind"], b["faulty"]) == ("one-tone", "a-drink", "no", False)'
	is "$("$boundary" scripts list --json --kind hold)" $'[\n]'
}

@test "columns are aligned on a terminal" {
	on_terminal "\$b scripts"
	is "$output" "one-tone  limit  Only one tone
a-drink   no     Turn down a drink"
}

@test "search finds by words, best first, and exits 1 where nothing fits" {
	try scripts search beer offers
	[ "$status" -eq 0 ]
	is "$output" "a-drink	no	Turn down a drink"
	try scripts search quarterly taxes
	is "$status $stderr" '1 boundary: no script shares a word with "quarterly taxes"'
	[ -z "$output" ]
}

@test "show prints the source, or a tone with the examples in it" {
	try scripts show a-drink
	[ "$status" -eq 0 ]
	is "$output" "$(cat "$BOUNDARY_PATH/qaa/no/a-drink.md")"
	try scripts show a-drink --tone plain
	is "$output" "No thanks, Sam. I'll have a tea."
}

@test "show is safe on a terminal" {
	cp -r "$BOUNDARY_PATH" mine
	export BOUNDARY_PATH=$PWD/mine
	printf '\n\e]0;x\a\u202e\n' >>mine/qaa/no/a-drink.md
	on_terminal "\$b scripts show a-drink"
	[[ $output == *"^[]0;x^G<U+202E>"* ]]
	[[ $output != *$'\e'* ]]
}

@test "new writes a script that lint accepts, 0600, and never over another" {
	unset BOUNDARY_PATH
	rm "$XDG_CONFIG_HOME/boundary/config.yaml"
	for kind in no need limit time support repair hold; do
		try scripts new "my-$kind" --kind $kind
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		is "$output" "$HOME/.local/share/boundary/scripts/en/$kind/my-$kind.md"
		is "$(stat -c %a "$output")" 600
		is "$(stat -c %a "$(dirname "$output")")" 700
		try scripts lint "my-$kind"
		is "$status$output$stderr" 0
	done
	file=$HOME/.local/share/boundary/scripts/en/no/my-no.md
	echo mine >"$file"
	try scripts new my-no --kind no
	[ "$status" -eq 1 ]
	[[ $stderr == "boundary: "*": is there already" ]]
	is "$(cat "$file")" mine
}

@test "new says where what it writes will not be looked for" {
	export BOUNDARY_PATH=
	rm "$XDG_CONFIG_HOME/boundary/config.yaml"
	try scripts new my-no --kind no
	[ "$status" -eq 0 ]
	is "$stderr" "boundary: BOUNDARY_PATH keeps this folder from being looked in"
}

@test "new opens the editor on a terminal" {
	printf '#!/bin/sh\necho edited "$1"\n' >ed
	chmod +x ed
	on_terminal "EDITOR=$PWD/ed \$b scripts new my-own --kind no"
	[ "$status" -eq 0 ]
	is "$output" "$HOME/.local/share/boundary/scripts/qaa/no/my-own.md
edited $HOME/.local/share/boundary/scripts/qaa/no/my-own.md"
}

@test "lint tells every fault of a file, and where" {
	cat >own.md <<'SCRIPT'
---
title: T
kind: nope
about: A
fields:
  x: {ask: "X?", example: y}
colour: red
---
# gentle

{{y}}

# plain

P

# firm

F
SCRIPT
	try scripts lint ./own.md
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "${#lines[@]}" -ge 4 ]
	[[ $output == *"./own.md:3:"*"nope"* ]]
	[[ $output == *"./own.md:7:"*"colour"* ]]
	[[ $output == *"./own.md:11:"*"y"* ]]
	for line in "${lines[@]}"; do
		[[ $line == ./own.md:* ]]
	done
}

@test "lint of everything reads rules and phrases too" {
	cp -r "$BOUNDARY_PATH" mine
	export BOUNDARY_PATH=$PWD/mine
	rm mine/qaa/limit/one-tone.md
	try scripts lint
	is "$status$output$stderr" 0
	echo 'sorry (' >>mine/qaa/coach/moves/apology.txt
	sed -i 's/^level: hint/level: hnit/' mine/qaa/coach/rules/hedged.md
	try scripts lint
	[ "$status" -eq 1 ]
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[0]} == *"/apology.txt:10:"* ]]
	[[ ${lines[1]} == *"/hedged.md:"*'`level`'* ]]
	try scripts lint mine/qaa/coach/rules/hedged.md
	[ "$status" -eq 1 ]
	[[ $output == "mine/qaa/coach/rules/hedged.md:"*'`level`'* ]]
	cp -r "$BATS_TEST_DIRNAME/catalog/." mine
	try scripts lint mine/qaa/coach/rules/absolute.md
	is "$status$output$stderr" 0
}

@test "lint of a phrase list and of a rule tells every fault, and where" {
	cat >phrases.txt <<'LIST'
---
title: Own
say: you say so
---
# a comment
sorry (
fine by me
<nowhere> at all
LIST
	try scripts lint phrases.txt
	is "$status$stderr" 1
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[0]} == phrases.txt:6:* ]]
	[[ ${lines[1]} == phrases.txt:8:*nowhere* ]]
	mkdir lists rules
	printf 'one fine day\n' >lists/good.txt
	try scripts lint lists/good.txt
	is "$status$output$stderr" 0
	cat >rules/own.md <<'RULE'
---
title: Own
level: hnit
lean: soft
when:
  - {has: nowhere}
  - {at: middle}
message: M
colour: red
why: W
bad: [a, b, c]
good: [a, b]
---
RULE
	try scripts lint rules/own.md
	is "$status$stderr" 1
	is "$(cut -d: -f1,2 <<<"$output")" "rules/own.md:3
rules/own.md:6
rules/own.md:7
rules/own.md:9
rules/own.md:12"
}

@test "lint says so on a terminal where there is no fault" {
	on_terminal "\$b scripts lint a-drink"
	is "$status $output" "0 1 script: no faults"
}

@test "what ships has no fault" {
	export BOUNDARY_PATH=
	rm "$XDG_CONFIG_HOME/boundary/config.yaml"
	try scripts lint
	is "$status$output$stderr" 0
}

@test "schema is JSON Schema" {
	"$boundary" scripts schema a-drink | python3 -c '
import json, sys
schema = json.load(sys.stdin)
assert schema["required"] == ["person"]
assert set(schema["properties"]) == {"person", "instead"}'
}

@test "path names the folders in order" {
	try scripts path
	[ "$status" -eq 0 ]
	is "${lines[0]}" "$BOUNDARY_PATH"
	export BOUNDARY_PATH=
	try scripts path
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "usage errors name the fault in one line and exit 2" {
	while IFS='|' read -r args message; do
		# shellcheck disable=SC2086
		try scripts $args
		is "$status $stderr" "2 boundary: scripts: $message"
		[ -z "$output" ]
	done <<'LIST'
lsit|no subcommand 'lsit'; did you mean 'list'?
qqq|no subcommand 'qqq': list, show, search, new, lint, schema or path
list beer|list takes no 'beer'; did you mean `search beer`?
search|search for which words?
show|which script? `boundary scripts` lists them
show a b|one script at a time
show a-drink --tone loud|no tone 'loud': gentle, plain or firm
schema|which script? `boundary scripts` lists them
path x|path takes no 'x'
new|new takes one name
new x|new needs --kind: no, need, limit, time, support, repair or hold
new X --kind no|'X' is no name: small letters, digits and dashes, at most 64
new ../x --kind no|'../x' is no name: small letters, digits and dashes, at most 64
list --kind nope|no kind 'nope': no, need, limit, time, support, repair or hold
list --setting nope|no setting 'nope': partner, family, friends, work, recovery, professional, coparent or self
LIST
}

@test "an unknown script suggests the nearest and exits 1" {
	for sub in show schema lint "show --tone firm"; do
		# shellcheck disable=SC2086
		try scripts $sub a-dring
		[ "$status" -eq 1 ]
		[ -z "$output" ]
		is "$stderr" 'boundary: no script called "a-dring"; did you mean "a-drink"?'
	done
}

@test "a faulty file is listed as faulty and does not hide the rest" {
	cp -r "$BOUNDARY_PATH" mine
	export BOUNDARY_PATH=$PWD/mine
	printf -- '---\ntitle: [\n---\n' >mine/qaa/no/broken.md
	try scripts
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 3 ]
	[[ $output == *"broken		(faulty"* ]]
}
