#!/usr/bin/env bats
# How far a long run of records is: on the terminal, and nowhere else.

load helper

setup() {
	hermetic
	small_catalog
	# A second and more, however fast the machine is.
	cat >slow.sh <<-'SLOW'
		for i in 1 2 3; do
			echo '{"id":"'$i'","text":"No, thank you."}'
			sleep 0.6
		done
	SLOW
}

@test "work over a second says how far it is, and wipes it away" {
	# shellcheck disable=SC2016 # for the shell on the terminal
	on_terminal 'sh slow.sh | $b check --jsonl >out'
	printf '%s' "$output" | cat -v
	[ "$(grep -c . out)" -eq 3 ]
	[[ $output == *"0 KB read"* ]]
	# As a terminal shows it: what was drawn is overwritten by blanks.
	[[ $output == *"0 KB read"*"         "* ]]
}

@test "short work says nothing" {
	echo '{"id":"1","text":"No, thank you."}' >records
	# shellcheck disable=SC2016 # for the shell on the terminal
	on_terminal '$b check --jsonl records >out'
	is "$output" ""
	[ "$(grep -c . out)" -eq 1 ]
}

@test "nothing is drawn on the product, in a log, or for a screen reader" {
	# shellcheck disable=SC2016 # for the shell on the terminal
	on_terminal 'sh slow.sh | $b check --jsonl'
	[ "$(grep -c '"verdict"' <<<"$output")" -eq 3 ]
	[[ $output != *read* ]]
	# shellcheck disable=SC2016 # for the shell on the terminal
	on_terminal 'sh slow.sh | $b check --jsonl >out 2>log'
	is "$output$(cat log)" ""
	# shellcheck disable=SC2016 # for the shell on the terminal
	on_terminal 'sh slow.sh | ACCESSIBLE=1 $b check --jsonl >out'
	is "$output" ""
}
