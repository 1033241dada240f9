#!/usr/bin/env bats
# boundary follow: what came of it, asked on the days after.

load helper

setup() {
	hermetic
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
	export BOUNDARY_NOW=1795500000	# 2026-11-24
	"$boundary" config set keep kept
}

# Adds a draft that is planned for day $1 and says $2; its id goes into $id.
plan() {
	try_with "{\"draft\":\"$2\",\"script\":\"decline-a-drink\",\"kind\":\"no\",
		\"before\":{\"hard\":7,\"likely\":40,\"fear\":\"fear-of-$2\"},
		\"plan\":{\"when\":\"$1\"}}" journal add
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	id=${stderr#boundary: Kept, as }
	id=${id%.}
}

# The looks back at all entries, one entry a line.
looks_back() {
	try journal export
	[ "$status" -eq 0 ]
	python3 -c '
import json, sys
for line in sys.stdin:
    body = json.loads(line)["body"]
    if "follow" in body:
        print(json.dumps([body["draft"], body["follow"]], separators=",:"))
' <<<"$output"
}

@test "with nothing to ask it says so, and makes no file" {
	try follow
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: Nothing to look back at today."* ]]
	[ ! -e "$XDG_DATA_HOME" ]
}

@test "a planned day is asked about when it has passed, and not before" {
	plan 2026-11-24 today
	try follow
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == *"The next one is planned for 2026-11-24." ]]
	BOUNDARY_NOW=1795590000 try_with $'yes\nyes\n\nno\n3\n\n' follow
	[ "$status" -eq 0 ]
	[[ $output == *"Tuesday, 24 November"*"Did you say it?"*"fear-of-today"*"7 before, 3 now"* ]]
	is "$stderr" "boundary: Kept with $id."
	is "$(looks_back)" '["today",[{"date":"2026-11-25","said":"yes","held":"yes","came":"no","discomfort":3}]]'
	BOUNDARY_NOW=1795590000 try follow
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == *"Nothing to look back at today."* ]]
}

@test "several are asked about in turn, the earliest day first" {
	plan 2026-11-20 second
	plan 2026-11-19 first
	plan 2026-11-21 third
	try_with $'settled\n\nnot yet\nguests\n5\nfriday\n' follow
	[ "$status" -eq 0 ]
	[[ $output == *first*second*third* ]]
	is "$(tail -n 1 <<<"$stderr")" "boundary: 1 more to look back at, whenever you like: \`boundary follow\`."
	is "$(looks_back | sort)" '["first",[{"date":"2026-11-24","said":"not-needed"}]]
["second",[{"date":"2026-11-24","said":"not-yet","happened":"guests","discomfort":5,"again":"2026-11-27"}]]'
	# The new day counts from now on.
	BOUNDARY_NOW=1795850000 try_with $'settled\n\nyes\nyes\n\nno\n2\n\n' follow
	[ "$status" -eq 0 ]
	[[ $output == *third*"Friday, 27 November"*second* ]]
	[[ $stderr != *" more to look back"* ]]
}

@test "an id, or its beginning, asks about that entry on any day" {
	plan 2026-12-24 later
	try_with $'not yet\n\n\n\n' follow "${id:0:4}"
	[ "$status" -eq 0 ]
	[[ $output == *later* ]]
	is "$stderr" "boundary: Kept with $id."
	try follow zzzz
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	is "$stderr" "boundary: nothing kept has the id zzzz"
	try follow a b
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: follow: one id at a time"* ]]
}

@test "answers that end too early are an error, and nothing is kept of them" {
	plan 2026-11-20 early
	try_with $'yes\n' follow
	[ "$status" -eq 1 ]
	[[ $output == *"And did it hold?"* ]]
	[[ $stderr == *'boundary: the answers ended before the question "held"'* ]]
	is "$(looks_back)" ""
	try_with $'yes\nyes\n:quit\n' follow
	[ "$status" -eq 0 ]
	[[ $output == *"it can wait."* ]]
	is "$(looks_back)" ""
	# No answer at all is no error: it only waits.
	try_with "" follow
	[ "$status" -eq 0 ]
	[[ $stderr == "boundary: 1 more to look back at"* ]]
}

@test "answers that cannot be read are a fault, not an end" {
	plan 2026-11-20 unread
	run --separate-stderr bash -c "'$boundary' follow <'$HOME'"
	[ "$status" -eq 1 ]
	[[ $stderr == *"boundary: the answers cannot be read" ]]
}

@test "where there is danger, help comes first and nothing is written" {
	plan 2026-11-20 danger
	before=$(cksum <"$XDG_DATA_HOME/boundary/boundary.db")
	try_with $'yes\nno\nhe choked me and I am scared of him\nyes\n' follow
	[ "$status" -eq 0 ]
	[[ $output == *"advocate"*"We stop the practice here."* ]]
	[[ $output != *"Thank you for looking back"* ]]
	[ -z "$stderr" ]
	is "$(cksum <"$XDG_DATA_HOME/boundary/boundary.db")" "$before"
}

@test "what is locked is asked about once it is open" {
	plan 2026-11-20 sealed
	printf 'a passphrase here\n' >secret
	run --separate-stderr "$boundary" --passphrase-fd=3 lock --no-recovery \
		--memory 19 3<secret
	[ "$status" -eq 0 ]
	printf 'yes\nyes\n\nno\n3\nzebrafish\n' >answers
	run --separate-stderr "$boundary" --passphrase-fd=3 follow \
		3<secret <answers
	[ "$status" -eq 0 ]
	[[ $output == *sealed*"Did you say it?"* ]]
	is "$stderr" "boundary: Kept with $id."
	run grep -q zebrafish "$XDG_DATA_HOME/boundary/boundary.db"
	[ "$status" -eq 1 ]
	printf 'not the one\n' >secret
	run --separate-stderr "$boundary" --passphrase-fd=3 follow \
		3<secret </dev/null
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[ -n "$stderr" ]
}

@test "on a terminal it is a talk; plain, it is drawn by nothing" {
	plan 2026-11-20 spoken
	on_terminal "printf 'not yet\n\n\n\n' >typed; \$b follow --plain <typed"
	[ "$status" -eq 0 ]
	[[ $output == *"Did you say it?"*"A slip is data"*"Kept with $id."* ]]
	[[ $output != *$'\033'* ]]
}
