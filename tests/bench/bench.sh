#!/bin/bash
# bench.sh: how fast the program is, beside peers, on this machine and now.
#
# Run by `make bench`, which builds and installs what it needs. Each row tells
# the median of runs that take turns, and the ratio to the first of its group;
# goals stand behind it. A peer that is not installed is named and skipped.
#
# BUILD       the build folder
# BENCH_RUNS  runs of a start (400); of the rest there are fewer
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8 BOUNDARY_PATH=
build=$(cd "${BUILD:-build}" && pwd)
data=$build/bench
boundary=$build/boundary
here=$build/tests/bench
runs=${BENCH_RUNS:-400}
export HOME=$data/home PATH=$data/npm/node_modules/.bin:$PATH
export NODE_PATH=$data/npm/node_modules
mkdir -p "$HOME"

names=() command=() input=

group() {
	printf '\n%s\n' "$1"
	names=() command=() input=$2
}

# row NAME COMMAND...: one of the group.
row() {
	names+=("$1")
	shift
	[ ${#command[@]} -eq 0 ] || command+=(--)
	command+=("$@")
}

# peer NAME COMMAND...: the same where COMMAND is installed.
peer() {
	if command -v "$2" >/dev/null; then
		row "$@"
	else
		echo "  skipped: $2 is not installed"
	fi
}

# library NAME LIBRARY: fill.js with it, where node and the library are there.
library() {
	if command -v node >/dev/null && [ -d "$NODE_PATH/$1" ]; then
		row "$1 (npm)" node tests/bench/fill.js "$1"
	else
		echo "  skipped: $1 is not installed"
	fi
}

# measure RUNS [BYTES]: the group; with its rate where BYTES are known.
measure() {
	local n=0
	"$here/start" "$1" "$input" "${command[@]}" |
		while read -r time ratio memory; do
			awk -v name="${names[n]}" -v t="$time" -v r="$ratio" \
				-v m="$memory" -v bytes="${2-0}" 'BEGIN {
				printf "  %-34s %10.2f ms %7.2fx %7.1f MB", name,
					t / 1000, r, m / 1024
				if (bytes) printf " %8.1f MB/s", bytes / t
				print "" }'
			n=$((n + 1))
		done
}

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
echo "boundary on $(nproc) processors, ${cpu:-unknown}, load $(cut -d' ' -f1 /proc/loadavg)"

group "start on one draft; goal: check and render at most 2.00x" "$data/draft.txt"
row "an empty C program" "$here/empty"
row "boundary check" "$boundary" check
row "boundary render" "$boundary" render decline-a-drink person=Sam
measure "$runs"

group "start on one draft, beside peers" "$data/draft.txt"
row "boundary check" "$boundary" check
peer "style" style "$data/draft.txt"
peer "diction" diction "$data/draft.txt"
peer "codespell" codespell "$data/draft.txt"
peer "write-good" write-good "$data/draft.txt"
peer "alex" alex --stdin
peer "textlint" textlint --no-color --rule write-good "$data/draft.txt"
peer "envsubst (for render)" envsubst
# Those on node take a second to start.
measure 5

bytes=$(stat -c %s "$data/drafts.jsonl")
group "check, 10 MB of JSON Lines; goal: at most 3.00x, 80 MB/s" "$data/drafts.jsonl"
row "wc -w" wc -w
row "boundary check --jsonl" "$boundary" check --jsonl
peer "style" style
peer "codespell" codespell -
measure 3 "$bytes"

bytes=$(stat -c %s "$data/prose.txt")
group "100 kB of prose, beside peers" "$data/prose.txt"
row "boundary check" "$boundary" check
peer "style" style "$data/prose.txt"
peer "diction" diction "$data/prose.txt"
peer "codespell" codespell "$data/prose.txt"
peer "write-good" timeout 60 write-good "$data/prose.txt"
peer "alex" timeout 60 alex --stdin
peer "textlint" timeout 60 textlint --no-color --rule write-good "$data/prose.txt"
measure 1 "$bytes"

bytes=$(stat -c %s "$data/records.jsonl")
group "render, 10,000 records of JSON Lines; goal: at most 1.50x" "$data/records.jsonl"
row "a bare loop in C" "$here/loop"
row "boundary render --jsonl" "$boundary" render --jsonl
measure $((runs / 5)) "$bytes"
cmp -s <("$here/loop" <"$input") <("$boundary" render --jsonl <"$input") ||
	echo "  the two do not say the same: the ratio means nothing"

group "render, 10,000 records, beside peers" "$data/records.jsonl"
row "boundary render --jsonl" "$boundary" render --jsonl
peer "jq" jq -c -f tests/bench/fill.jq
library mustache
library handlebars
measure 5 "$bytes"

# flat WHAT KIND: the cost a piece from a thousand to a million.
flat() {
	printf '\n%s: the same cost a piece and the same memory from 1,000 to 1,000,000\n' "$1"
	for n in 1000 10000 100000 1000000; do
		"$here/start" 1 "$data/$2-$n.jsonl" "$boundary" "${@:3}" |
			awk -v n="$n" '{ printf "  %9d %10.3f us each %7.1f MB\n", n, $1 / n, $3 / 1024 }'
	done
}

# Lines in, lines out: GNU parallel shares them out and keeps their order.
scales() {
	local blocks="$boundary check --jsonl || :" jobs
	printf '\ncheck, 10 MB of JSON Lines under GNU parallel; goal: 2.00x on 2 cores\n'
	if ! parallel --version 2>/dev/null | grep -q GNU; then
		echo "  skipped: parallel is not installed"
		return
	fi
	names=() command=() input=$data/drafts.jsonl
	for jobs in 2 1; do
		row "parallel --jobs $jobs" parallel --will-cite --pipe --keep-order \
			--block 1M --jobs "$jobs" "$blocks"
	done
	measure 3 "$(stat -c %s "$input")"
	cmp -s <("$boundary" check --jsonl <"$input") \
		<(parallel --will-cite --pipe --keep-order --block 1M --jobs 2 \
			"$blocks" <"$input") ||
		{ echo "  the output is not the same: the ratio means nothing"; return; }
	echo "  the output is the same, in the same order, as of one process"
}
scales

printf '\njournal, the median of nine; goal: list and progress of 10,000 below 100 ms\n'
BOUNDARY=$boundary tests/bench/journal.sh 10 1000 10000 100000 | sed 's/^/  /'

flat "check --jsonl" drafts check --jsonl
flat "render --jsonl" records render --jsonl

printf '\nmeasured in %d min %02d s\n' $((SECONDS / 60)) $((SECONDS % 60))
