#!/usr/bin/env bats
# boundary circle and boundary privacy.

load helper

setup() {
	hermetic
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data BOUNDARY_NOW=1795500000
}

@test "circle: empty, add, list, remove" {
	try circle
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: Your circle is empty here."* ]]
	[ ! -e "$XDG_DATA_HOME" ]
	try circle add "Kim L." --role sponsor --best-for "late calls" \
		--hours "after 6" --tell both
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr =~ ^'boundary: They are in your circle, as '(........)'.'$ ]]
	id=${BASH_REMATCH[1]}
	BOUNDARY_NOW=1795500001 "$boundary" circle add Ana 2>/dev/null
	try circle list
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ $output == "$id	Kim L.	sponsor; late calls; after 6; tell before and after
"????????"	Ana	" ]]
	try circle remove "kim l."
	[ "$status" -eq 0 ]
	is "$stderr" "boundary: $id is not in your circle any more."
	absent Kim "$XDG_DATA_HOME"
	try circle remove kim
	[ "$status" -eq 1 ]
	is "$stderr" "boundary: nobody in your circle is called 'kim'"
}

@test "circle: what is not understood" {
	for words in "add" "add a b" "remove" "list all" "dance" \
		"add Kim --tell never"; do
		# shellcheck disable=SC2086 # words
		try circle $words
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[[ $stderr == "boundary: circle: "* ]]
	done
	"$boundary" circle add Kim 2>/dev/null
	"$boundary" circle add kim 2>/dev/null
	try circle remove KIM
	[ "$status" -eq 2 ]
	is "$stderr" "boundary: more than one in your circle is called 'KIM'; give the id"
}

@test "privacy: nothing kept, nothing made" {
	try privacy
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ $output == *"what you keep	not there	$XDG_DATA_HOME/boundary/boundary.db"* ]]
	[[ $output == *"your choice	not decided: nothing, unless you ask for it"* ]]
	[[ $output == *"Posts
none, ever" ]]
	[ ! -e "$XDG_DATA_HOME" ]
	try privacy all
	[ "$status" -eq 2 ]
	is "$stderr" "boundary: privacy: it takes no arguments"
}

@test "privacy: sizes, modes and counts, and no text" {
	"$boundary" journal add <<<"canary-text" 2>/dev/null
	"$boundary" circle add canary-name 2>/dev/null
	size=$(stat -c %s "$XDG_DATA_HOME/boundary/boundary.db")
	try privacy
	[ "$status" -eq 0 ]
	[[ $output == *"what you keep	$size bytes, mode 0600	"* ]]
	[[ $output == *"lock	not locked
entries of the journal	1
promises	0
people of the circle	1"* ]]
	[[ $output != *canary* ]]
	exec 8< <(printf 'correct horse\n%.0s' {1..9})
	"$boundary" --passphrase-fd=8 lock --memory 19 >/dev/null
	try privacy
	[ "$status" -eq 0 ]
	[[ $output == *"lock	locked
entries of the journal	1"* ]]
}
