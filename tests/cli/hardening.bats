#!/usr/bin/env bats
# What the compiler and the linker were asked for is in the programs.

load helper

setup() {
	hermetic
	command -v readelf >/dev/null || skip "readelf is not installed"
	post=$(dirname "$boundary")/boundary-post
	# A measuring build goes without.
	case $(nm "$boundary" 2>/dev/null) in
	*__asan_init* | *__gcov_*) skip "this build measures, and is not hardened" ;;
	esac
}

each_program() {
	for program in "$boundary" "$post"; do
		"$@"
	done
}

# has WHAT HOW...: the output of readelf has a line.
has() {
	readelf -W "${@:2}" "$program" | grep -Eq -e "$1" || {
		echo "$program has no $1"
		return 1
	}
}

@test "position independent, at an address that changes" {
	each_program has 'Type: +DYN' -h
	each_program has 'FLAGS_1.*PIE' -d
}

@test "relocations are read-only, all bound at the start" {
	each_program has GNU_RELRO -l
	each_program has 'FLAGS_1.*NOW' -d
}

@test "no memory is both written and run" {
	each_program has 'GNU_STACK .* RW ' -l
	for program in "$boundary" "$post"; do
		run ! grep -E 'LOAD.* RWE' <(readelf -W -l "$program")
		run ! grep TEXTREL <(readelf -W -d "$program")
	done
}

@test "canaries, and calls that check lengths" {
	each_program has '__stack_chk_fail' --dyn-syms
	each_program has '__[a-z]+_chk@' --dyn-syms
}

@test "no path to look for libraries, and no folder of the build" {
	for program in "$boundary" "$post"; do
		run ! grep -E 'RPATH|RUNPATH' <(readelf -W -d "$program")
		run ! grep -aqF "$(realpath "$BATS_TEST_DIRNAME/../..")/src" "$program"
	done
}

@test "hardening-check agrees" {
	command -v hardening-check >/dev/null ||
		skip "hardening-check (devscripts) is not installed"
	# Only newer ones know of branch protection, and fail where it is not.
	options=--nocfprotection
	! hardening-check --help 2>&1 | grep -q -e --nobranchprotection ||
		options+=" --nobranchprotection"
	# shellcheck disable=SC2086 # words
	run hardening-check $options "$boundary" "$post"
	echo "$output"
	[ "$status" -eq 0 ]
}
