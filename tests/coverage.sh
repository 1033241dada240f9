#!/bin/sh
# coverage.sh UNIT_BINARY...: runs every test on a build with gcov's counters,
# then says how much of src/ they reached: each file, the least first, and the
# lines that no test reaches in BUILD/coverage.txt. The same of cmd/, which has
# no least share, in BUILD/coverage-cmd.txt.
#
# A child that is ended while it writes its counters spoils those of all, so
# the tests that do that are left out.
# COVERAGE_MIN  least share of lines, in per cent  (90)
set -eu

cd "$(dirname "$0")/.."
build=$(cd "${BUILD:-build-coverage}" && pwd)
command -v gcovr >/dev/null 2>&1 || {
	echo "coverage.sh: gcovr is not installed, so nothing was measured" >&2
	exit 1
}
find "$build" -name '*.gcda' -delete
TEST_WITHOUT="tests/cli/fault.bats tests/cli/send-faults.bats"
TEST_WITHOUT="$TEST_WITHOUT tests/fault/alloc.bats tests/fault/alloc-change.bats"
export TEST_WITHOUT
tests/run.sh "$@" || echo "coverage.sh: some tests failed; see above" >&2

# gen/ has tables only.
report() {
	floor=$1
	shift
	gcovr --root . --filter "$floor/" --exclude-throw-branches \
		--gcov-ignore-parse-errors --sort-uncovered --print-summary \
		"$@" "$build/$floor"
}
report cmd --txt "$build/coverage-cmd.txt" | sed 's/^/cmd: /'
report src --txt "$build/coverage.txt" \
	--fail-under-line "${COVERAGE_MIN:-90}" >"$build/coverage.log" ||
	{ cat "$build/coverage.log"; exit 1; }
cat "$build/coverage.log"
