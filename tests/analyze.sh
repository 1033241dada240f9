#!/bin/sh
# analyze.sh: gcc's analyzer over src/ and cmd/. It takes a minute and, in gcc
# 12, sees faults where there are none; those are in tests/analyzer-known.txt,
# each with the reason, and whatever else it says is a fault.
set -eu

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find src cmd -name '*.c' | LC_ALL=C sort | xargs -P 2 -I FILE "${CC:-gcc}" -std=c17 \
	-D_GNU_SOURCE -Isrc -Icmd '-DDATADIR=""' '-DLIBEXECDIR=""' -O1 \
	-fanalyzer -c FILE -o /dev/null 2>"$work/log"
grep -v '^#' tests/analyzer-known.txt >"$work/known"
LC_ALL=C sed -n 's/^\([^ :]*\):\([0-9]*\):[0-9]*: warning: \(.*\)$/\1:\2: \3/p' "$work/log" |
	sort -u | while read -r line; do
	name=$(printf '%s\n' "$line" | sed 's/:.*\[\(-Wanalyzer[^]]*\)\]$/ \1/')
	grep -qxF -e "$name" "$work/known" || printf '%s\n' "$line"
done >"$work/faults"
cat "$work/faults"
[ ! -s "$work/faults" ] || exit 1
echo "analyze: nothing but the $(wc -l <"$work/known") that are known"
