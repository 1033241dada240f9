#!/bin/sh
# run.sh UNIT_BINARY...: runs every test there is, under prove.
#
# The unit binaries are given by the Makefile; the command line tests and the
# tests over a terminal (*.bats) are found here. Each test file gets a home of
# its own and an environment of a dozen names, so that no setting of this
# machine can change a result. A file that hangs is ended.
#
# BUILD          the build folder                      (build)
# MUSTACHE_SPEC  the official Mustache cases           (../shared/mustache-spec)
# TEST_JOBS      how many files at once                (1)
# TEST_WITHOUT   files of tests that are left out      (none)
# TEST_SECONDS   longest run of one file               (600)
# KNOWN_FAULTS   runs also what the code is known not to pass yet
set -eu

# prove keeps what a test prints to itself, so tell here what was not run and
# why, what it counted (`# = ...`), and what a failed test had to say. $1: the test file, $2: its output,
# $3: its status.
tell() {
	sed -n 's/^ok [0-9]* *\(.*\)# *[Ss][Kk][Ii][Pp] *\(.*\)$/\1: \2/p' "$2" |
		sed "s|^[: ]*|skipped in $1: |; s| *: *\$||; s| : |: |" >&2
	sed -n 's/^# = //p' "$2" >&2
	[ "$3" -eq 0 ] || {
		grep -e '^not ok' -e '^#' "$2" || :
		echo
	} >&2
}

# prove calls this script again, for one file: `run.sh --one FILE`.
one() {
	file=$1
	name=$(basename "$(dirname "$file")")-$(basename "$file")
	export HOME="$TEST_FOLDER/$name/home" TMPDIR="$TEST_FOLDER/$name/tmp"
	mkdir -p "$HOME" "$TMPDIR"
	case $file in
	*.bats) set -- bats --tap "$file" ;;
	esac
	status=0
	timeout "$TEST_SECONDS" "$@" >"$TMPDIR/tap" || status=$?
	# cmocka says "not ok" of a test that skips itself; TAP says "ok".
	sed -i 's/^not \(ok [0-9]* # SKIP\)/\1/' "$TMPDIR/tap"
	[ "$status" -ne 124 ] ||
		echo "# ended after $TEST_SECONDS seconds" >>"$TMPDIR/tap"
	tell "$file" "$TMPDIR/tap" "$status"
	cat "$TMPDIR/tap"
	return "$status"
}

if [ "${1-}" = --one ]; then
	one "$2"
	exit
fi

cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

build=$(cd "${BUILD:-build}" && pwd)
spec=${MUSTACHE_SPEC:-../shared/mustache-spec}
[ ! -d "$spec" ] || spec=$(cd "$spec" && pwd)

units=$#
for file in tests/cli/*.bats tests/repl/*.bats tests/fault/*.bats; do
	case " ${TEST_WITHOUT-} " in *" $file "*) continue ;; esac
	[ ! -f "$file" ] || set -- "$@" "$file"
done
if [ $# -eq 0 ]; then
	echo "run.sh: there is no test to run" >&2
	exit 1
fi
echo "Running $units unit test programs and $(($# - units)) files of" \
	"command line and terminal tests on $build"

# Sanitizers and coverage take their options from the environment, and the
# search path finds the tools; nothing else comes in. BOUNDARY_PATH is empty
# and not unset: built-in scripts only. script(1) asks for a shell; bats has it.
env -i PATH="$PATH" SHELL="$(command -v bash)" TERM="${TERM:-dumb}" \
	LC_ALL=C.UTF-8 TZ=UTC BOUNDARY_PATH= \
	BUILD="$build" BOUNDARY="$build/boundary" MUSTACHE_SPEC="$spec" \
	CMOCKA_MESSAGE_OUTPUT=TAP TEST_FOLDER="$folder" \
	TEST_SECONDS="${TEST_SECONDS:-600}" HOME="$folder" \
	ASAN_OPTIONS="${ASAN_OPTIONS-}" UBSAN_OPTIONS="${UBSAN_OPTIONS-}" \
	LSAN_OPTIONS="${LSAN_OPTIONS-}" \
	${KNOWN_FAULTS:+KNOWN_FAULTS=1} \
	prove -j"${TEST_JOBS:-1}" -f -e "tests/run.sh --one" "$@"
