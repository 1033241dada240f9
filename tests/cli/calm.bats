#!/usr/bin/env bats
# boundary calm: printed in a pipe, led through on a terminal.

# shellcheck disable=SC2016,SC2059,SC2154 # $b is for the inner shell; keys

load helper

setup() {
	hermetic
}

@test "in a pipe each exercise is printed, without a question or a wait" {
	for row in breathe:"Breathe out, 6" ground:"five things" ride:"a wave"; do
		try calm "${row%%:*}" </dev/null
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		[[ $output == *"${row#*:}"* ]]
		[[ $output != *"0 to 10"* ]]
		[[ $output != *$'\e'* ]]
	done
	try calm </dev/null
	[[ $output == "Slow breathing"* ]]
}

# Runs a shell line on a terminal in the background. What is typed waits for
# what is shown, never for a time.
begin() {
	export b=$boundary
	mkfifo keys
	script -qefc "stty cols 80; $1; echo status \$?; stty -a" shown <keys \
		>/dev/null 2>&1 7>&- 3>&- &
	exec 7>keys
}

# type KEYS once TEXT is shown
type_at() {
	until_shows "$2" && printf "$1" >&7
}

until_shows() {
	local n

	for ((n = 0; n < 600; n++)); do
		if grep -qF -e "$1" shown 2>/dev/null; then
			return 0
		fi
		sleep 0.1
	done
	echo "never shown: $1"
	cat shown
	return 1
}

# Waits for the end: all that was shown is in $output.
ends() {
	until_shows "status 0"
	exec 7>&-
	wait
	output=$(tr -d '\r' <shown)
	# The terminal edits lines, echoes and takes Ctrl-C again.
	for flag in icanon isig echo; do
		grep -qE "(^| )$flag( |\$)" <<<"$output"
	done
}

@test "a breath, numbers before and after, and what changed" {
	begin '"$b" calm --rounds 1'
	type_at '7\n' 'right now, from 0'
	type_at '3\n' 'And now, from 0'
	ends
	[[ $output == *"Breathe in  . . . ."*"Breathe out  . . . . . ."* ]]
	[[ $output == *"7 3"*"From 7 to 3."* ]]
	[[ $output != *$'\a'* ]]
}

@test "any key ends it, Ctrl-C too" {
	for key in x '\003'; do
		rm -f keys shown
		begin '"$b" calm --plain --rounds 200'
		type_at '7\n' 'right now, from 0'
		type_at "$key" 'Breathe in, 4'
		type_at '4\n' 'And now, from 0'
		ends
		[[ $output == *"Breathe in, 4"*"You can stop at any time."* ]]
		[[ $output == *"7, 4"* ]]
	done
}

@test "a signal that ends it leaves the terminal as it was" {
	for signal in TERM HUP; do
		rm -f keys shown pid
		begin 'sh -c "echo \$\$ >pid; exec \"\$b\" calm --plain --rounds 200" || [ $? -gt 128 ]'
		type_at '7\n' 'right now, from 0'
		until_shows 'Breathe in, 4'
		kill -s "$signal" "$(cat pid)"
		ends
		[[ $output != *"And now, from 0"* ]]
	done
}

@test "a number that is none is asked again; Ctrl-C at a question leaves" {
	begin 'TERM=dumb "$b" calm ground'
	type_at 'eleven\n' 'right now, from 0'
	type_at '\003' 'A whole number from 0 to 10'
	type_at '\n' 'And now, from 0'
	ends
	[[ $output != *"Look around. Name"* ]]
}

@test "inside a session, :calm returns to the same question" {
	begin '"$b" practice --no-save --plain decline-a-drink'
	type_at 'yes\n' 'Shall we start'
	type_at ':calm\n' 'Which country'
	type_at '6\n' 'right now, from 0'
	type_at 'x' 'Breathe in, 4'
	type_at '5\n' 'And now, from 0'
	until_shows '6, 5'
	until [ "$(grep -c 'Which country' shown)" -ge 2 ]; do sleep 0.1; done
	printf ':quit\n' >&7
	ends
}

@test "usage" {
	try calm dance
	is "$status $stderr" "2 boundary: calm: there is no 'dance': breathe, ground or ride"
	try calm ride --rounds 3
	is "$status $stderr" "2 boundary: calm: ride has no such option"
	try calm ground -m 3
	is "$status $stderr" "2 boundary: calm: ground has no such option"
	try calm --minutes 0
	is "$status $stderr" "2 boundary: calm: --minutes takes 1 to 60"
	try calm --rounds 201
	is "$status $stderr" "2 boundary: calm: --rounds takes 1 to 200"
	try calm breathe ride
	is "$status $stderr" "2 boundary: calm: one exercise at a time"
}

@test "a catalog whose file is broken is named" {
	mkdir -p mine/en/calm
	printf -- '---\ntitle: x\n---\nbody\n' >mine/en/calm/breathe.md
	export BOUNDARY_PATH=$PWD/mine
	try calm
	[ "$status" -eq 1 ]
	[[ $stderr == *"breathe.md: it has no list of steps" ]]
}

@test "output that cannot be written is a failure" {
	run bash -c "'$boundary' calm </dev/null >/dev/full"
	[ "$status" -eq 1 ]
}
