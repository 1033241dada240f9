#!/usr/bin/env bats
# One season, recorded: a practice from the situation to the plan with three
# rounds of pushback, the look back a week later, and what three months add up
# to. With the same answers, seed and clock it is the same to the letter.
#
# tests/data/season has what is typed (practice.txt, follow.txt), the entries
# of the weeks between (meanwhile.jsonl), and what came of it: transcript.txt
# and progress.svg. `GOLDEN=write bats tests/cli/season.bats` writes the last
# two anew; read the diff that it makes.

load helper

setup() {
	hermetic
	data=$BATS_TEST_DIRNAME/../data/season
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	export XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
	"$boundary" config set keep kept
}

# A command on a day, its input from a file, with all that it says.
on() {
	printf '\n=== %s: boundary %s\n' "$1" "${*:3}"
	BOUNDARY_NOW=$(date -u -d "$1 18:00" +%s) \
		"$boundary" "${@:3}" <"$2" 2>&1
}

season() {
	on 2026-09-01 "$data/practice.txt" practice --seed 7 --level 3
	on 2026-09-03 /dev/null follow
	on 2026-09-08 "$data/follow.txt" follow
	on 2026-12-01 "$data/meanwhile.jsonl" journal import
	on 2026-12-01 /dev/null progress
	on 2026-12-01 /dev/null progress --since november
	on 2026-12-01 /dev/null progress --format csv
	printf '\n=== the same on a terminal of 80 columns\n'
	export NO_COLOR=1 BOUNDARY_NOW=1796148000
	on_terminal "\$b progress"
	printf '%s\n' "$output"
}

# The one id that is made of random bits becomes a fixed one.
without_chance() {
	local id
	id=$(sed -n 's/^boundary: Kept, as \(........\)\..*/\1/p' "$1")
	[ "${#id}" -eq 8 ]
	sed "s/$id/00000000/g" "$1"
}

@test "a season reads as it was recorded" {
	season >season.txt
	without_chance season.txt >transcript.txt
	BOUNDARY_NOW=1796148000 "$boundary" progress --format svg >progress.svg
	if [ "${GOLDEN-}" = write ]; then
		cp transcript.txt progress.svg "$data"
		skip "written anew"
	fi
	diff -u "$data/transcript.txt" transcript.txt
	diff -u "$data/progress.svg" progress.svg
}

@test "what was recorded holds what it must show" {
	[ "$(grep -c '^They: ' "$data/transcript.txt")" -ge 4 ]
	for want in "Shall we make a small plan" "Did you say it?" \
		"And did it hold?" "Before it, you feared" \
		"Since September you said no 7 times; 5 held." \
		"Promises to yourself: 1 kept."; do
		echo "want: $want"
		grep -q "$want" "$data/transcript.txt"
	done
}
