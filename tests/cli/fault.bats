#!/usr/bin/env bats
# What is kept survives a kill and a failing disk: tests/fault/sweep.py.

load helper

setup() {
	hermetic
	command -v strace >/dev/null || skip "strace is not installed; it makes the faults"
	strace -qq -o /dev/null true 2>/dev/null || skip "strace may not trace here"
	export BOUNDARY=$boundary
}

# sweep LINES MODE COMMAND ...: each line of its report says 0 faults.
sweep() {
	run python3 "$BATS_TEST_DIRNAME/../fault/sweep.py" "${@:2}"
	echo "$output"
	[ "$status" -eq 0 ]
	is "$(grep -c ' 0 faults$' <<<"$output")" "$1"
}

# Guessing a passphrase takes its time, so the lock has tests of its own.
lock="lock passphrase rekey unlock add-locked"

@test "killed at each system call: nothing kept is lost or torn" {
	sweep 4 kill add edit delete follow
}

@test "killed at each system call: locked wholly, or not at all" {
	# shellcheck disable=SC2086 # words
	sweep 5 kill $lock
}

@test "EIO, ENOSPC and EACCES at each file call: named, and nothing is torn" {
	sweep 9 error add edit delete
}

@test "EIO at each file call: what is locked stays whole, and the cause is named" {
	# shellcheck disable=SC2086 # words
	sweep 6 EIO follow $lock
}
