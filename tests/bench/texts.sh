#!/bin/sh
# texts.sh FOLDER: makes what the bench measures on, the same on every machine:
#
#   draft.txt        one draft of a few words
#   prose.txt        100 kB of drafts, a paragraph each
#   drafts.jsonl     10 MB of drafts, one JSON object a line
#   drafts-N.jsonl   N of them, for N of 1000 to 1000000
#   records.jsonl    10,000 records for render
#   records-N.jsonl  N of them
#
# The drafts are what the scripts say with their examples and what the labelled
# development texts say, in turn: clear words, soft ones and hard ones.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."
out=$1
mkdir -p "$out"

echo "I'm so so sorry but I can't come, is that ok?" >"$out/draft.txt"
{
	sed -s '/^#/d; /^$/d' tests/data/golden/*.txt
	awk -F '\t' '{ gsub(/\\n/, " ", $3); print $3 }' \
		tests/data/coach/dev-*.tsv
} | awk 'NF > 3 { text[n++] = $0 }
	# A stride that shares no divisor with most counts mixes the two.
	END { for (i = 0; i < n; i++) print text[(i * 7919) % n] }' >"$out/texts"

# repeat BYTES FILE: the file again and again, cut behind a line.
repeat() {
	awk -v most="$1" '{ line[n++] = $0 }
		END { while (1) for (i = 0; i < n; i++) {
			size += length(line[i]) + 1
			if (size > most) exit
			print line[i] } }' "$2"
}

repeat 100000 "$out/texts" >"$out/prose.txt"
awk '{ gsub(/[\\"]/, "\\\\&"); printf "{\"id\":\"%d\",\"text\":\"%s\"}\n", NR, $0 }' \
	"$out/texts" >"$out/lines"
repeat 10000000 "$out/lines" >"$out/drafts.jsonl"
for n in 1000 10000 100000 1000000; do
	awk -v most="$n" '{ line[n++] = $0 }
		END { for (i = 0; i < most; i++) print line[i % n] }' \
		"$out/lines" >"$out/drafts-$n.jsonl"
	awk -v most="$n" 'BEGIN {
		split("Sam,Ana,my uncle Joe,Dr. Okafor,Mei", who, ",")
		split("a ginger ale,water,a coffee", drink, ",")
		for (i = 0; i < most; i++)
			printf "{\"id\":\"%d\",\"script\":\"decline-a-drink\"," \
				"\"tone\":\"plain\",\"values\":{\"person\":\"%s\"," \
				"\"instead\":\"%s\"}}\n", i, who[i % 5 + 1],
				drink[i % 3 + 1] }' >"$out/records-$n.jsonl"
done
cp "$out/records-10000.jsonl" "$out/records.jsonl"
