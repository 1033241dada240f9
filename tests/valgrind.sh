#!/bin/sh
# valgrind.sh UNIT_BINARY...: the unit tests and the filters under memcheck.
# Slow, so it is not part of `make check`. BUILD is the build folder (build).
set -eu

cd "$(dirname "$0")/.."
build=$(cd "${BUILD:-build}" && pwd)
if ! command -v valgrind >/dev/null 2>&1; then
	echo "valgrind.sh: valgrind is not installed, so nothing was checked" >&2
	exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" LC_ALL=C.UTF-8 TZ=UTC BOUNDARY_PATH=
export MUSTACHE_SPEC="${MUSTACHE_SPEC:-$PWD/../shared/mustache-spec}"
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR
faults=0

# check NAME COMMAND...: 99 is memcheck's, whatever else is the command's own.
check() {
	name=$1
	shift
	status=0
	valgrind --quiet --error-exitcode=99 --leak-check=full \
		--errors-for-leak-kinds=definite,possible --track-fds=no \
		"$@" >"$work/out" 2>"$work/log" || status=$?
	if [ "$status" -eq 99 ] || grep -q '^==[0-9]*==' "$work/log"; then
		echo "not ok $name"
		cat "$work/log"
		faults=$((faults + 1))
	else
		echo "ok $name (status $status)"
	fi
}

for unit; do
	check "$(basename "$unit")" "$unit"
done

printf '%s\n' "I'm so so sorry, maybe I could say no? You ALWAYS do this!!" \
	>"$work/draft.txt"
printf '%s\n' '{"id":"1","text":"No, thank you."}' 'no json' \
	>"$work/check.jsonl"
printf '%s\n' '{"id":"1","script":"decline-a-drink","values":{}}' 'no json' \
	>"$work/render.jsonl"
check "check" "$build/boundary" check "$work/draft.txt"
check "check --format json" "$build/boundary" check --format json \
	"$work/draft.txt"
check "check --format sarif" "$build/boundary" check --format sarif \
	"$work/draft.txt"
check "check --jsonl" "$build/boundary" check --jsonl "$work/check.jsonl"
check "render --jsonl" "$build/boundary" render --jsonl <"$work/render.jsonl"
check "scripts list" "$build/boundary" scripts list
check "scripts lint" "$build/boundary" scripts lint
check "explain" "$build/boundary" explain over-apology
check "lines" "$build/boundary" lines US
check "scripts show" "$build/boundary" scripts show decline-a-drink
check "scripts search" "$build/boundary" scripts search money
check "completion" "$build/boundary" completion bash
check "help" "$build/boundary" help check
check "render" "$build/boundary" render decline-a-drink person=Sam drink=beer
check "a mistake" "$build/boundary" chekc

# What is kept, written and read, open and locked.
printf 'passphrase_command: echo a long pass phrase\nkeep: kept\n' \
	>"$work/config.yaml"
mkdir -p "$work/.config/boundary"
mv "$work/config.yaml" "$work/.config/boundary"
with() {
	"$@" <"$work/draft.txt"
}
check "config set" "$build/boundary" config set country IE
with check "journal add" "$build/boundary" journal add
check "circle add" "$build/boundary" circle add Kim --role friend
for round in open locked; do
	check "journal list, $round" "$build/boundary" journal list
	check "journal export, $round" "$build/boundary" journal export
	check "circle, $round" "$build/boundary" circle
	check "progress, $round" "$build/boundary" progress
	check "privacy, $round" "$build/boundary" privacy
	[ "$round" = locked ] ||
		check "lock" "$build/boundary" lock --memory 19 --no-recovery
done
printf '%s\n' yes IE no 5 50 "" "" "" Sam beer tea "" "" "No." "" \
	>"$work/draft.txt"
with check "practice" "$build/boundary" practice decline-a-drink --seed 1

[ "$faults" -eq 0 ] || echo "valgrind.sh: $faults with faults" >&2
[ "$faults" -eq 0 ]
