#!/usr/bin/env bats
# boundary send, against all that can go wrong on the way: tests/fault/*.py.

load helper

setup() {
	hermetic
	command -v python3 >/dev/null || skip "python3 is not installed"
	fault=$BATS_TEST_DIRNAME/../fault
	export BOUNDARY=$boundary PYTHONDONTWRITEBYTECODE=1
}

# What it counted goes to whoever reads the tests, all of it where it failed.
counted() {
	run "$@"
	[[ ! $output =~ "# SKIP "(.*) ]] || skip "${BASH_REMATCH[1]}"
	grep '^# = ' <<<"$output" >&3
	grep -A9 -e '^not ok' <<<"$output" || :
	[ "$status" -eq 0 ]
	grep -q '^# = ' <<<"$output"
}

@test "each way in which HTTP goes wrong ends as the manual says" {
	counted "$fault/send.py"
}

@test "killed at each system call: what is kept arrives once, and no more" {
	strace -qq -o /dev/null true 2>/dev/null || skip "strace may not trace here"
	counted "$fault/kill-send.py"
}
