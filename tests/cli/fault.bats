#!/usr/bin/env bats
# What is kept survives a kill and a failing disk: tests/fault/sweep.py.

load helper

setup() {
	hermetic
	command -v strace >/dev/null || skip "strace is not installed; it makes the faults"
	strace -qq -o /dev/null true 2>/dev/null || skip "strace may not trace here"
	export BOUNDARY=$boundary
}

@test "killed at each system call: nothing kept is lost or torn" {
	run python3 "$BATS_TEST_DIRNAME/../fault/sweep.py" kill
	echo "$output"
	[ "$status" -eq 0 ]
	is "$(grep -c ' 0 faults$' <<<"$output")" 3
}

@test "EIO, ENOSPC and EACCES at each file call: named, and nothing is torn" {
	run python3 "$BATS_TEST_DIRNAME/../fault/sweep.py" error
	echo "$output"
	[ "$status" -eq 0 ]
	is "$(grep -c ' 0 faults$' <<<"$output")" 9
}
