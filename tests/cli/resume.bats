#!/usr/bin/env bats
# :pause and boundary practice --resume.

load helper

# Ten words so odd that no file has them by chance.
canary=zebrafish-umbrella

setup() {
	hermetic
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	database=$XDG_DATA_HOME/boundary/boundary.db
}

# A session up to the person's name, then the command $1.
answers() {
	printf '%s\n' yes '' no 5 50 '' '' '' "$canary" "$1"
}

count() {
	"$boundary" privacy </dev/null | sed -n 's/.*paused practices[[:space:]]*\([0-9]*\).*/\1/p'
}

@test "pause keeps the answers where keeping is allowed; resume goes on from them" {
	"$boundary" config set keep kept
	answers :pause >in
	run --separate-stderr "$boundary" practice --plain --seed 3 decline-a-drink <in
	[ "$status" -eq 0 ]
	[[ $output == *"boundary practice --resume"* ]]
	is "$stderr" ""
	is "$(count)" 1
	is "$(stat -c %a "$database")" 600
	run --separate-stderr "$boundary" practice --plain --resume <<<$'\na ginger ale'
	[ "$status" -eq 0 ]
	[[ $output == *"Welcome back"* ]]
	[[ $output != *"Shall we start"* ]]
	[[ $output == *"$canary"*"ginger ale"* ]]
	is "$(count)" 0
	absent "$canary" "$database"
}

@test "what sounded like danger is not in what is paused; it is asked for anew" {
	"$boundary" config set keep kept
	for end in :pause $'no\n:pause' $'no\n\n\nSam\nbeer\ntea\n:pause'; do
		rm -f "$database"
		printf '%s\n' yes '' no 5 50 "He hits me. I want to die. $canary" "$end" >in
		run --separate-stderr "$boundary" practice --plain decline-a-drink <in
		[ "$status" -eq 0 ]
		[[ $output == *"nothing from there on"*"practice --resume"* ]]
		rm in
		is "$(count)" 1
		absent "$canary" "$HOME"
		run --separate-stderr "$boundary" practice --json --resume </dev/null
		[[ ${lines[-1]} == *'"name":"before-fear"'* ]]
	done
}

@test "a session that is paused twice goes the way it would have gone" {
	"$boundary" config set keep kept
	{ printf '%s\n' yes '' no 5 50 '' '' '' Sam tea plain '' 'No, thanks.' \
		'I said no.'; } >all
	"$boundary" practice --plain --seed 3 decline-a-drink <all >whole
	{ head -5 all; echo :pause; } | "$boundary" practice --plain --seed 3 decline-a-drink >/dev/null
	{ sed -n 6,12p all; echo :pause; } | "$boundary" practice --plain --resume >/dev/null
	is "$(count)" 1
	sed -n '13,$p' all | "$boundary" practice --plain --resume >rest
	tail -25 whole >a
	tail -25 rest >b
	diff a b
}

@test "where nothing may be kept, pause says so and the session goes on" {
	for keep in unasked nothing --no-save; do
		option=
		case $keep in
		nothing) "$boundary" config set keep nothing ;;
		--no-save) "$boundary" config set keep kept; option=--no-save ;;
		esac
		answers :pause >in
		run --separate-stderr "$boundary" practice --plain $option decline-a-drink <in
		[ "$status" -eq 0 ]
		[[ $output == *"Nothing is kept"* ]]
		[[ $output == *"like to drink"* ]]
		[ ! -e "$database" ]
	done
}

@test "locked, what is paused is sealed, and opens with the passphrase alone" {
	echo "A note." | "$boundary" journal add
	"$boundary" --passphrase-fd=3 lock --no-recovery --memory 19 3<<<"one two three"
	answers :pause | "$boundary" practice --plain decline-a-drink >/dev/null
	is "$(count)" 1
	absent "$canary" "$XDG_DATA_HOME"
	run --separate-stderr "$boundary" --passphrase-fd=3 practice --plain --resume \
		<<<"tea" 3<<<"wrong"
	[ "$status" -eq 1 ]
	is "$output" ""
	is "$(count)" 1
	run --separate-stderr "$boundary" --passphrase-fd=3 practice --plain --resume \
		<<<"tea" 3<<<"one two three"
	[ "$status" -eq 0 ]
	[[ $output == *"$canary"* ]]
	is "$(count)" 0
}

@test "quit lets the paused answers go; a session cut short leaves them" {
	"$boundary" config set keep kept
	answers :pause | "$boundary" practice --plain decline-a-drink >/dev/null
	: | "$boundary" practice --json --resume >/dev/null || true
	is "$(count)" 1
	run --separate-stderr "$boundary" practice --plain --resume <<<":quit"
	[ "$status" -eq 0 ]
	[[ $output == *"Nothing was kept"* ]]
	is "$(count)" 0
}

@test "JSON: the command pause keeps, or says that it does not" {
	printf '%s\n' '{"answer":"yes"}' '{"command":"pause"}' >in
	run --separate-stderr "$boundary" practice --json decline-a-drink <in
	[ "$status" -eq 1 ]
	[[ $output == *'{"paused":false}'*'{"ask"'* ]]
	"$boundary" config set keep kept
	run --separate-stderr "$boundary" practice --json decline-a-drink <in
	[ "$status" -eq 0 ]
	is "${lines[-1]}" '{"paused":true}'
	run --separate-stderr "$boundary" practice --json --resume <<<'{"command":"quit"}'
	[ "$status" -eq 0 ]
	[[ $output == *'"name":"country"'* ]]
	is "$(count)" 0
}

@test "nothing to go on from: said in words, status 1, and nobody is asked" {
	try practice --resume </dev/null
	[ "$status" -eq 1 ]
	is "$output" ""
	[[ $stderr == *"No practice is paused"* ]]
	try practice --resume decline-a-drink
	[ "$status" -eq 2 ]
	try practice --resume --no-save
	[ "$status" -eq 2 ]
	[[ $stderr == *"--resume"* ]]
}
