#!/usr/bin/env bats
# boundary journal: what is kept, by whose wish, and how it is gone again.
# shellcheck disable=SC2016 # backquotes are text, and $b is for script(1)

load helper

setup() {
	hermetic
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data BOUNDARY_NOW=1795500000
	db=$XDG_DATA_HOME/boundary/boundary.db
}

# Adds a text and puts its id into $id.
add() {
	try_with "$1" journal add
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr =~ ^'boundary: Kept, as '([0-9a-z]{8})'.'$ ]]
	id=${BASH_REMATCH[1]}
}

@test "reading makes no file and says so kindly" {
	for words in list "list today" export; do
		# shellcheck disable=SC2086 # words
		try journal $words
		[ "$status" -eq 0 ]
		[ -z "$output" ]
		[[ $stderr == "boundary: "*"othing is kept here yet"* ||
			$stderr == *"No entry is from then"* ]]
	done
	[ ! -e "$XDG_DATA_HOME" ]
	try journal show abcd
	[ "$status" -eq 1 ]
	is "$stderr" "boundary: nothing kept has the id abcd"
}

@test "add, list, show: private files, the newest first" {
	add "No, thank you.
Second line."
	[ "$(stat -c %a "$db")" = 600 ]
	[ "$(stat -c %a "$XDG_DATA_HOME/boundary")" = 700 ]
	[ "$(ls "$XDG_DATA_HOME/boundary")" = boundary.db ]
	first=$id
	BOUNDARY_NOW=1795600000 add "Later"
	try journal
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$output" "$id	2026-11-25	Later
$first	2026-11-24	No, thank you."
	try journal show "${first:0:5}"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$output" "$first  2026-11-24

No, thank you.
Second line."
}

@test "list: days as people type them" {
	add "today"
	while read -r days want; do
		echo "days: $days"
		try journal list "${days//_/ }"
		[ "$status" -eq 0 ]
		is "$(wc -l <<<"$output$stderr")" 1
		[[ "$output$stderr" == *"$want"* ]]
	done <<-'DAYS'
		today today
		2026-11 today
		this_week today
		yesterday No
		last_week No
		2026-11-24 today
		2026-11-23 No
	DAYS
	try journal list someday
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: "*"dates look like"* ]]
}

@test "list: by kind and script, out of what a practice gives" {
	add '{"done":true,"script":"decline-a-drink","kind":"no","tone":"plain","draft":"No, thanks."}'
	add "a note"
	for words in "--kind no" "--script decline-a-drink"; do
		# shellcheck disable=SC2086 # words
		try journal list $words
		[ "$status" -eq 0 ]
		[[ $output == *"No, thanks." ]]
		is "$(wc -l <<<"$output")" 1
	done
	try journal list --kind time
	[ -z "$output" ]
	[[ $stderr == *"No entry is from then"* ]]
	try journal list --kind never
	[ "$status" -eq 2 ]
	[[ $stderr == "boundary: journal: no kind 'never'"* ]]
}

@test "list: a row fits a narrow window" {
	add "$(printf 'word %.0s' {1..60})"
	COLUMNS_WANTED=40 on_terminal '$b journal list'
	[ "$status" -eq 0 ]
	[[ $output == "$id  2026-11-24  word"*... ]]
	[ "${#output}" -le 40 ]
}

@test "edit: the words, in the editor, in memory; all else stays" {
	add '{"script":"decline-a-drink","draft":"No.","after":{"hard":3}}'
	cat >editor <<-'EDITOR'
		#!/bin/sh
		pwd=$(dirname "$1")
		echo "$pwd" >"$HOME/where"
		echo "No, thanks." >"$1"
	EDITOR
	chmod +x editor
	EDITOR=$PWD/editor try journal edit "$id"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	is "$stderr" "boundary: $id is changed."
	[[ $(cat where) == /dev/shm/* ]]
	[ ! -e "$(cat where)" ]
	EDITOR=true try journal edit "$id"
	is "$stderr" "boundary: Nothing was changed."
	EDITOR=false try journal edit "$id"
	[ "$status" -eq 1 ]
	[[ $stderr == "boundary: the editor 'false' did not end well"* ]]
	try journal export
	[[ $output == *'"body":{"script":"decline-a-drink","draft":"No, thanks.","after":{"hard":3}}}' ]]
}

@test "edit: vim is told to leave no copies, another editor nothing" {
	add "No."
	for name in vim vi nvim nano; do
		printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"$HOME/told"\n' >"$name"
		chmod +x "$name"
		EDITOR=$PWD/$name try journal edit "$id"
		[ "$status" -eq 0 ]
		[[ $(tail -1 told) == */draft.txt ]]
		case $name in
		nano) is "$(wc -l <told)" 1 ;;
		*)
			is "$(head -n -1 told | paste -sd " ")" \
				"-n -i NONE --cmd set noundofile nobackup nowritebackup"
			;;
		esac
	done
}

@test "edit: drafts that a killed program left are removed, a living one's stay" {
	export XDG_RUNTIME_DIR=$BATS_TEST_TMPDIR/run
	add "No."
	true &
	local dead=$!
	wait "$dead"
	mkdir -m 700 run
	mkdir -m 700 run/boundary-edit-{$dead,$$,0,x}-abcdef run/other-$dead-abcdef
	for folder in run/*; do
		echo canary >"$folder/.draft.txt.swp"
	done
	EDITOR=true try journal edit "$id"
	[ "$status" -eq 0 ]
	is "$(cd run && echo *)" "boundary-edit-0-abcdef boundary-edit-$$-abcdef boundary-edit-x-abcdef other-$dead-abcdef"
}

@test "delete: asks, --yes does not, and no byte stays" {
	add "canary-one here"
	one=$id
	add "canary-two here"
	grep -q canary-one "$db"
	try journal delete "$one"
	[ "$status" -eq 2 ]
	[[ $stderr == *"--yes deletes without asking" ]]
	export b=$boundary one
	run script -qec '"$b" journal delete "$one"' /dev/null <<<n
	[[ $output == *"$one stays."* ]]
	grep -q canary-one "$db"
	run script -qec '"$b" journal delete "$one"' /dev/null <<<y
	[[ $output == *"$one is gone for good."* ]]
	absent canary-one "$db"
	grep -q canary-two "$db"
	try journal delete --yes "$id"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	is "$stderr" "boundary: $id is gone for good."
	absent canary "$XDG_DATA_HOME"
	try journal delete --yes "$id"
	[ "$status" -eq 1 ]
	is "$stderr" "boundary: nothing kept has the id $id"
}

@test "export, import: the identity, with odd characters, both formats" {
	add "$(printf 'dashes -- --> <!-- boundary {} -->\ntab\there \\u0041 "q" \xc3\xb1 \xf0\x9f\x99\x8f \xe2\x80\xae\x7f\x1b[0m')"
	add '{"draft":"a\u2028b\u0085 `code` > # *","script":"x","after":{"hard":0.1,"n":1e21},"list":[null,true,"--"]}'
	add "--"
	for format in json markdown; do
		"$boundary" journal export --format "$format" >first
		[ "$(grep -c boundary first)" -gt 0 ] || [ "$format" = json ]
		XDG_DATA_HOME=$PWD/other-$format run --separate-stderr \
			"$boundary" journal import <first
		[ "$status" -eq 0 ]
		[ -z "$output" ]
		is "$stderr" "boundary: 3 entries are kept."
		for again in json markdown; do
			cmp <("$boundary" journal export --format "$again") \
				<(XDG_DATA_HOME=$PWD/other-$format \
					"$boundary" journal export --format "$again")
		done
	done
	try journal export --format xml
	[ "$status" -eq 2 ]
}

@test "import: all or nothing, and it names the line" {
	add "here already"
	"$boundary" journal export >here
	sed "s/$id/aaaaaaaa/" here >good
	while IFS=$'\t' read -r bad want; do
		echo "bad: $bad"
		{ cat good; echo "$bad"; } >both
		run --separate-stderr "$boundary" journal import <both
		[ "$status" -eq 1 ]
		[ -z "$output" ]
		[[ $stderr == "boundary: "*"line 2"*"$want"* ]]
		is "$("$boundary" journal | wc -l)" 1
	done <<-BAD
		{	expected
		{"id":"bbbbbbbb"}	not a line of an export
		{"id":"../../xx","created":"2026-11-24T00:00:00Z","state":"","body":{"text":"x"}}	not a line
		{"id":"bbbbbbbb","created":"2026-13-24T00:00:00Z","state":"","body":{"text":"x"}}	not a line
		{"id":"bbbbbbbb","created":"2026-11-24T00:00:00Z","state":"","body":{"title":"x"}}	no entry
		$(cat here)	taken
	BAD
	run --separate-stderr "$boundary" journal import <good
	[ "$status" -eq 0 ]
	is "$("$boundary" journal | wc -l)" 2
	try_with "" journal import
	[ "$status" -eq 1 ]
	is "$stderr" "boundary: no entry of a journal is in it"
}

@test "keep: nothing refuses, kept keeps, locked waits for its lock" {
	"$boundary" config set keep nothing
	try_with "canary" journal add
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	is "$stderr" 'boundary: Nothing is kept. `boundary config keep kept` changes that.'
	[ ! -e "$db" ]
	"$boundary" config set keep locked
	try_with "canary" journal add
	[ "$status" -eq 2 ]
	[[ $stderr == *'`boundary lock` asks for your passphrase.'* ]]
	absent canary "$db"
	"$boundary" config set keep kept
	add "fine"
}

@test "keep is asked once, on a terminal; Enter keeps nothing" {
	printf '#!/bin/sh\necho words >"$1"\n' >editor
	chmod +x editor
	export b=$boundary EDITOR=$PWD/editor
	run script -qec '"$b" journal add' /dev/null < <(printf '\n')
	[[ $output == *"Where should your words stay?"*"Nothing is kept."* ]]
	[ ! -e "$db" ]
	is "$("$boundary" config get keep)" nothing
	"$boundary" config unset keep 2>/dev/null ||
		rm -f "$HOME/.config/boundary/config.yaml"
	run script -qec '"$b" journal add' /dev/null < <(printf '2\n')
	[[ $output == *"Kept, as "* ]]
	is "$("$boundary" config get keep)" kept
	run script -qec '"$b" journal add' /dev/null </dev/null
	[[ $output != *"Where should"* ]]
}

@test "locked: adding asks nothing, reading does, and no canary is in a file" {
	exec 8< <(printf 'correct horse\n%.0s' {1..9})
	"$boundary" --passphrase-fd=8 lock --memory 19 >/dev/null
	add "canary-sealed"
	absent canary "$XDG_DATA_HOME"
	try journal list
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	run --separate-stderr "$boundary" --passphrase-fd=8 journal show "$id"
	[ "$status" -eq 0 ]
	[[ $output == *canary-sealed ]]
	[[ $stderr == *"Added while locked"* ]]
}

@test "twenty at once: none is lost" {
	for i in {1..20}; do
		"$boundary" journal add <<<"parallel-$i" 2>"log$i" &
	done
	wait
	is "$(cat log* | grep -c '^boundary: Kept, as')" 20
	is "$("$boundary" journal export | grep -o 'parallel-[0-9]*' | sort -u |
		wc -l)" 20
	[ "$(ls "$XDG_DATA_HOME/boundary")" = boundary.db ]
}

@test "what is no use, and no text on the command line" {
	try journal lsit
	[ "$status" -eq 2 ]
	is "$stderr" "boundary: journal: no subcommand 'lsit'; did you mean 'list'?"
	try journal add some words
	[ "$status" -eq 2 ]
	[[ $stderr == *"can be seen by others" ]]
	try_with "  
" journal add
	[ "$status" -eq 1 ]
	is "$stderr" "boundary: there are no words to keep"
}

@test "completions name subcommands and never an entry" {
	add "canary-title"
	for shell in bash zsh fish; do
		"$boundary" completion "$shell" >out
		grep -q journal out
		absent canary out
		absent "journal list" out
	done
}
