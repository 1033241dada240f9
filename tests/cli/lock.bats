#!/usr/bin/env bats
# boundary lock, unlock, rekey: who can read what is kept, and who cannot.

load helper

setup() {
	hermetic
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data BOUNDARY_NOW=1795500000
	db=$XDG_DATA_HOME/boundary/boundary.db
	"$boundary" config set keep kept
	echo "canary-zebrafish" | "$boundary" journal add 2>/dev/null
}

# Runs boundary with a passphrase a line: `with "one two" journal show ID`.
with() {
	tr ' ' '\n' <<<"$1" >secrets
	shift
	# shellcheck disable=SC2016 # bash's own
	run --separate-stderr bash -c 'exec 3<secrets; exec "$0" "$@"' \
		"$boundary" --passphrase-fd=3 "$@"
}

lock_it() {
	with first lock --memory 19 "$@"
	[ "$status" -eq 0 ]
	code=$(grep -oE '([0-9A-Z]{4}-){7}[0-9A-Z]{4}' <<<"$output" || true)
}

@test "locked, the words are not in the file; the passphrase shows them" {
	grep -q canary-zebrafish "$db"
	lock_it
	[ "$code" ]
	absent canary-zebrafish "$db"
	is "$("$boundary" config get keep)" locked
	with first journal list
	[ "$status" -eq 0 ]
	[[ $output == *canary-zebrafish* ]]
}

@test "a wrong passphrase opens nothing and changes nothing" {
	lock_it
	before=$(sha256sum <"$db")
	for command in "journal list" unlock rekey lock; do
		# shellcheck disable=SC2086 # words
		with "wrong other" $command
		[ "$status" -eq 1 ]
		[ -z "$output" ]
		[[ $stderr == *"that does not open it"* ]]
		is "$(sha256sum <"$db")" "$before"
	done
}

@test "the recovery code opens it, as people type it" {
	lock_it
	with "${code,,}" journal list
	[ "$status" -eq 0 ]
	[[ $output == *canary-zebrafish* ]]
	with "${code//-/}" journal list
	[ "$status" -eq 0 ]
}

@test "--no-recovery prints no code" {
	lock_it --no-recovery
	[ -z "$code" ]
}

@test "lock again changes the passphrase and keeps the code" {
	lock_it
	with "first second" lock --memory 19
	[ "$status" -eq 0 ]
	[[ $output == *"The passphrase is changed."* ]]
	with first journal list
	[ "$status" -eq 1 ]
	for secret in second "$code"; do
		with "$secret" journal list
		[ "$status" -eq 0 ]
	done
}

@test "rekey: the old passphrase and the old code open nothing" {
	lock_it
	old=$code
	with "first second" rekey --memory 19
	[ "$status" -eq 0 ]
	for secret in first "$old"; do
		with "$secret" journal list
		[ "$status" -eq 1 ]
	done
	with second journal list
	[ "$status" -eq 0 ]
	[[ $output == *canary-zebrafish* ]]
}

@test "unlock: read without asking, and noted" {
	lock_it
	with first unlock
	[ "$status" -eq 0 ]
	is "$("$boundary" config get keep)" kept
	[[ $("$boundary" journal list) == *canary-zebrafish* ]]
	with first unlock
	[ "$status" -eq 1 ]
	[[ $stderr == *"nothing is locked"* ]]
}

@test "rekey without a lock says so; memory has limits; no arguments" {
	with first rekey
	[ "$status" -eq 1 ]
	[[ $stderr == *"nothing is locked"* ]]
	for words in "--memory 1" "--memory x" "more"; do
		# shellcheck disable=SC2086 # words
		with first lock $words
		[ "$status" -eq 2 ]
		[ -z "$output" ]
	done
	grep -q canary-zebrafish "$db"
}

@test "an empty passphrase, or none, locks nothing" {
	: >secrets
	# shellcheck disable=SC2016 # bash's own
	run --separate-stderr bash -c \
		'exec 3<secrets; exec "$0" --passphrase-fd=3 lock' "$boundary"
	[ "$status" -eq 1 ]
	[[ $stderr == *"no passphrase was given"* ]]
	grep -q canary-zebrafish "$db"
}

# Killed at each write of a lock: locked or not, and if it is, the words are
# nowhere: not in the file, nor in a journal beside it.
@test "lock, killed on its way, leaves no words beside what is sealed" {
	strace -qq -o /dev/null true 2>/dev/null || skip "strace may not trace here"
	local sealed=0 died=0
	cp -r "$XDG_DATA_HOME" before
	echo first >secrets
	for call in pwrite64 fdatasync unlink; do
		for at in $(seq 60); do
			rm -rf "$XDG_DATA_HOME"
			cp -r before "$XDG_DATA_HOME"
			# shellcheck disable=SC2016 # bash's own
			run bash -c 'exec 3<secrets; exec strace -f -qq -o /dev/null \
				-e trace="$1" -e inject="$1:signal=KILL:when=$2" \
				"$0" --passphrase-fd=3 lock --memory 19 --no-recovery' \
				"$boundary" "$call" "$at"
			[ "$status" -ne 0 ] || break
			[ "$status" -eq 137 ]
			died=$((died + 1))
			with first journal list
			[ "$status" -eq 0 ]
			[[ $output == *canary-zebrafish* ]]
			if "$boundary" journal list </dev/null >/dev/null 2>&1; then
				continue
			fi
			sealed=$((sealed + 1))
			absent canary-zebrafish "$XDG_DATA_HOME"
		done
	done
	echo "# killed $died times, $sealed of them it was locked" >&3
	[ "$died" -ge 10 ]
	[ "$sealed" -ge 3 ]
}

# Runs boundary on a terminal of its own and types each word of $1 at a
# question for a passphrase, of which a wrong one gets three; what was shown is
# in $output.
typed() {
	run python3 - "$@" <<-'PYTHON'
		import os, pty, signal, sys
		words = sys.argv[1].split()
		signal.alarm(120)
		pid, fd = pty.fork()
		if pid == 0:
		    os.execv(os.environ["boundary"], ["boundary"] + sys.argv[2:])
		seen = asked = b""
		while True:
		    try:
		        data = os.read(fd, 4096)
		    except OSError:
		        break
		    seen += data
		    asked += data
		    if words and asked.endswith((b"assphrase: ", b"again: ", b"code: ")):
		        asked = b""
		        os.write(fd, words.pop(0).encode() + b"\n")
		status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
		sys.stdout.buffer.write(seen)
		sys.exit(status)
	PYTHON
}

@test "on a terminal a new passphrase is asked for twice, and never shown" {
	export boundary
	typed "canary-one canary-two" lock --memory 19
	[ "$status" -eq 1 ]
	[[ $output == *"the two were not the same"* ]]
	is "$("$boundary" config get keep)" kept
	typed "canary-one canary-one" lock --memory 19
	[ "$status" -eq 0 ]
	[[ $output != *canary-one* ]]
	is "$("$boundary" config get keep)" locked
	typed "canary-two canary-two canary-two" journal list
	[ "$status" -eq 1 ]
	[[ $output == *"that does not open it"* ]]
	typed "canary-one" journal list
	[ "$status" -eq 0 ]
	[[ $output == *canary-zebrafish* ]]
	[[ $output != *canary-one* ]]
}

@test "without a terminal, what asks for a passphrase says how to give it" {
	lock_it
	run --separate-stderr setsid -w "$boundary" journal list </dev/null
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == *"there is no terminal to ask on; see --passphrase-fd" ]]
}
