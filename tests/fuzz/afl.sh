#!/bin/sh
# afl.sh BOUNDARY: the whole filters, with bytes that AFL++ makes up.
#
# The harnesses of fuzz.sh take a door each; this takes the program as a pipe
# does, from reading to writing. BOUNDARY was built with afl-clang-fast. Seeds
# are the corpora of the doors behind it. A crash or a hang ends it with status
# 1 and leaves the inputs beside the program.
#
# AFL_SECONDS  for each filter  (60)
# AFL_JOBS     how many at once (2)
set -eu

# The seeds of a filter; a text, where there are none.
seeds() {
	mkdir -p "$1"
	printf 'No, thank you. I am so sorry, is that ok?\n' >"$1/text"
	case $2 in
	check) cp tests/fuzz/corpus/review/* "$1" ;;
	check-jsonl)
		for file in tests/data/json/accept/* tests/data/json/reject/*; do
			[ "$(wc -c <"$file")" -gt 4096 ] || cp "$file" "$1"
		done
		echo '{"id":"7","text":"I am so sorry.","kind":"no","firmness":5}' >"$1/record"
		;;
	render-jsonl)
		echo '{"id":"7","script":"decline-a-drink","tone":"firm","values":{"person":"Sam"}}' >"$1/record"
		echo '{"script":"no-such"}' >"$1/missing"
		rm "$1/text"
		;;
	render-file) cp tests/fuzz/corpus/script/* "$1" ;;
	esac
}

# The dictionary of a filter: that of the door behind it.
words() {
	case $1 in
	check) echo tests/fuzz/dict/review ;;
	check-jsonl | render-jsonl) echo tests/fuzz/dict/json ;;
	render-file) echo tests/fuzz/dict/script ;;
	esac
}

one() {
	boundary=$1 name=$2 out=$1.afl-$2
	rm -rf "$out"
	mkdir -p "$out"
	seeds "$out/seeds" "$name"
	case $name in
	check) set -- check - ;;
	check-jsonl) set -- check --jsonl ;;
	render-jsonl) set -- render --jsonl ;;
	render-file) set -- render --file @@ ;;
	esac
	status=0
	afl-fuzz -V "${AFL_SECONDS:-60}" -t 2000 -m none -i "$out/seeds" -o "$out" \
		-x "$(words "$name")" -- "$boundary" "$@" >"$out/log" 2>&1 || status=$?
	found=$(find "$out/default/crashes" "$out/default/hangs" -name 'id:*' 2>/dev/null | wc -l)
	runs=$(sed -n 's/^execs_done *: *//p' "$out/default/fuzzer_stats" 2>/dev/null)
	if [ "$status" -ne 0 ] || [ "$found" -ne 0 ]; then
		echo "not ok $name: $found inputs, status $status: see $out"
		return 1
	fi
	echo "ok $name: $runs inputs"
}

if [ "$1" = --one ]; then
	one "$2" "$3"
	exit
fi
cd "$(dirname "$0")/../.."
# A private home, and no scripts but the built-in ones.
HOME=$1.afl-home BOUNDARY_PATH=
mkdir -p "$HOME"
export HOME BOUNDARY_PATH LC_ALL=C.UTF-8 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 \
	AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1
unset XDG_CONFIG_HOME XDG_DATA_HOME
export ASAN_OPTIONS=abort_on_error=1:symbolize=0:detect_leaks=0
echo "afl: 4 filters, ${AFL_SECONDS:-60} seconds each"
printf '%s\n' check check-jsonl render-jsonl render-file |
	xargs -n 1 -P "${AFL_JOBS:-2}" "$0" --one "$1" ||
	{ echo "afl: something was found" >&2; exit 1; }
