#!/bin/sh
# fuzz.sh HARNESS...: tries each door with bytes that libFuzzer makes up.
#
# It starts from the files of corpus/DOOR and from what ships, knows the words
# of dict/DOOR, and keeps what it learns in the build folder, so that the next
# run goes on from there. A crash, a leak, a hang or a promise that does not
# hold ends it with status 1 and leaves the input beside the harness.
#
# FUZZ_SECONDS  for each harness  (30)
# FUZZ_JOBS     how many at once  (2)
set -eu

# What ships and fits the door; nothing where there is none.
shipped() {
	case $1 in
	script | yaml) echo scripts/en/no scripts/en/limit ;;
	json) echo tests/data/json/accept tests/data/json/reject tests/data/json/refuse ;;
	rule) echo scripts/en/coach/rules ;;
	review) echo tests/data/golden ;;
	esac
}

one() {
	door=$(basename "$1")
	learned=$1.corpus
	mkdir -p "$learned"
	set -- "$1" -max_total_time="${FUZZ_SECONDS:-30}" -timeout=10 \
		-rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 \
		-verbosity=1 -artifact_prefix="$1." "$learned" \
		"tests/fuzz/corpus/$door"
	for folder in $(shipped "$door"); do
		set -- "$@" "$folder"
	done
	[ ! -f "tests/fuzz/dict/$door" ] || set -- "$@" -dict="tests/fuzz/dict/$door"
	status=0
	"$@" >"$learned.log" 2>&1 || status=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$learned.log")
	if [ "$status" -eq 0 ]; then
		echo "ok $door: ${runs:-0} inputs"
	else
		echo "not ok $door: see $learned.log"
		grep -e '^fuzz:' -e 'ERROR' -e 'SUMMARY' -e 'Test unit written' "$learned.log" || :
	fi
	return "$status"
}

if [ "${1-}" = --one ]; then
	one "$2"
	exit
fi
cd "$(dirname "$0")/../.."
LSAN_OPTIONS="suppressions=$PWD/tests/fuzz/leaks:print_suppressions=0"
# Shallow stacks and a small quarantine: half as many inputs are lost to them.
ASAN_OPTIONS="malloc_context_size=4:quarantine_size_mb=16:${ASAN_OPTIONS-}"
export LSAN_OPTIONS ASAN_OPTIONS
echo "fuzz: $# harnesses, ${FUZZ_SECONDS:-30} seconds each"
printf '%s\n' "$@" | xargs -n 1 -P "${FUZZ_JOBS:-2}" "$0" --one ||
	{ echo "fuzz: something was found" >&2; exit 1; }
