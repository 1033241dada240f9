#!/usr/bin/env bats
# boundary render: the words of a script, its blanks filled.

load helper

setup() {
	hermetic
	small_catalog
}

@test "fills the blanks, plain unless another tone is asked for" {
	try render a-drink person=Sam
	[ "$status" -eq 0 ]
	is "$output" "No thanks, Sam."
	[ -z "$stderr" ]
	try render a-drink person=Sam "instead=a = b"
	is "$output" "No thanks, Sam. I'll have a = b."
	try render --tone gentle a-drink person=Sam
	is "$output" "Thanks, Sam. No."
	try render a-drink -t firm person=Sam
	is "$output" "No."
}

@test "the output ends in one newline" {
	is "$("$boundary" render a-drink person=Sam | od -An -c | tr -d ' \n')" \
		'Nothanks,Sam.\n'
}

@test "a tone that is not there gives the nearest; defaults fill in" {
	try render one-tone --tone gentle
	[ "$status" -eq 0 ]
	is "$output" "I stop at five."
	try render one-tone hour=nine
	is "$output" "I stop at nine."
}

@test "values come from a file or standard input, and NAME=VALUE wins" {
	echo '{"person":"Ada","instead":"water"}' >values.json
	try render a-drink --from values.json
	is "$output" "No thanks, Ada. I'll have water."
	try render a-drink --from values.json person=Bo instead=
	is "$output" "No thanks, Bo."
	try_with '{"person":"Cy"}' render a-drink --from -
	is "$output" "No thanks, Cy."
}

@test "a missing value is named with its question and an example" {
	try render a-drink instead=tea
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	is "$stderr" "boundary: no value for \"person\" (Who is offering? For example: person='Sam')"
	try render a-drink person=
	[ "$status" -eq 1 ]
	[[ $stderr == 'boundary: no value for "person"'* ]]
}

@test "--file takes a path" {
	printf -- '---\ntitle: T\nkind: "no"\nabout: A\nfields:\n  x: {ask: "X?", example: y}\n---\n# plain\n\nSay {{x}}\n' >own.md
	try render --file own.md x=this
	[ "$status" -eq 0 ]
	is "$output" "Say this"
	try render --file nowhere.md x=this
	[ "$status" -eq 1 ]
	[[ $stderr == "boundary: nowhere.md: "* ]]
}

@test "a broken script is named with line, column and the line itself" {
	printf -- '---\ntitle: T\nkind: "no"\n---\n# plain\n\nSay {{x\n' >own.md
	try render --file own.md
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ ${stderr%%$'\n'*} == "boundary: "*"own.md"*", line 7, column "* ]]
	[[ $stderr == *"
  Say {{x
  "*"^" ]]
}

@test "--fields lists the blanks" {
	try render a-drink --fields
	[ "$status" -eq 0 ]
	is "$output" "person	required	Who is offering?	Sam
instead	optional	What instead?	a tea"
}

@test "usage errors name the fault in one line and exit 2" {
	while IFS='|' read -r args message; do
		# shellcheck disable=SC2086
		try render $args
		is "$status $stderr" "2 boundary: render: $message"
		[ -z "$output" ]
	done <<'LIST'
|which script? `boundary scripts` lists them
a-drink Sam|'Sam' is not NAME=VALUE
a-drink persn=Sam|a-drink has no blank 'persn'; did you mean 'person'?
a-drink xyz=Sam|a-drink has no blank 'xyz'; --fields lists them
a-drink --tone loud|no tone 'loud': gentle, plain or firm
--jsonl a-drink person=Sam|with --jsonl the values come from the records
--jsonl --from x|--jsonl and --from cannot go together
--fields|which script? `boundary scripts` lists them
a-drink --tone|option '--tone' needs TONE
LIST
}

@test "an unknown script suggests the nearest and exits 1" {
	try render a-dring person=Sam
	[ "$status" -eq 1 ]
	[[ $stderr == 'boundary: no script called "a-dring"; did you mean "a-drink"?' ]]
	try render ../no/a-drink
	[ "$status" -ne 0 ]
	[ -z "$output" ]
}

@test "bad values are refused" {
	for json in '["Sam"]' '{"person":' '{"person":"a","person":"b"}'; do
		try_with "$json" render a-drink --from -
		[ "$status" -eq 1 ]
		[ -z "$output" ]
		[[ $stderr == "boundary: -"* ]]
	done
	try render a-drink $'person=\xff'
	is "$status $stderr" "2 boundary: render: 'person=\\xFF' is not UTF-8"
}

@test "on a terminal values cannot move the cursor; in a pipe they stay" {
	on_terminal "\$b render a-drink \$'person=a\\e[31m\\u202eb\\rc'"
	[ "$status" -eq 0 ]
	is "$output" "No thanks, a^[[31m<U+202E>b^Mc."
	run "$boundary" render a-drink $'person=a\e[31m'
	is "$output" $'No thanks, a\e[31m.'
}

@test "a script that ships can be said" {
	export BOUNDARY_PATH=
	rm "$XDG_CONFIG_HOME/boundary/config.yaml"
	try render decline-a-drink person=Sam
	[ "$status" -eq 0 ]
	[[ $output == *Sam* && $output != *'{{'* ]]
	[ -z "$stderr" ]
}

@test "output that cannot be written is a failure" {
	run bash -c "'$boundary' render a-drink person=Sam >/dev/full"
	[ "$status" -eq 1 ]
}
