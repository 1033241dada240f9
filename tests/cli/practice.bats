#!/usr/bin/env bats
# boundary practice: in a pipe, and over JSON.

load helper

setup() {
	hermetic
	answers="$BATS_TEST_TMPDIR/answers"
}

# Consent, country, gate, hard, likely, fear, firmness, pattern, then the name.
some_answers() {
	printf 'yes\n\nno\n5\n50\n\n\n\nSam\n'
}

@test "a pipe of answers ends in a finished draft" {
	some_answers >"$answers"
	run --separate-stderr "$boundary" practice --plain decline-a-drink <"$answers"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ ${lines[-1]} == *"Sam"* ]]
	[[ $output != *"{{"* ]]
}

@test "the same session over JSON ends in done, with no blank left" {
	some_answers | python3 -c '
import json, sys
for line in sys.stdin:
    print(json.dumps({"answer": line.rstrip("\n")}))
for _ in range(30):
    print(json.dumps({"answer": ""}))' >"$answers"
	run --separate-stderr "$boundary" practice --json decline-a-drink <"$answers"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ ${lines[-1]} == '{"done":true,"script":"decline-a-drink","tone":"plain",'* ]]
	[[ $output != *"{{"* ]]
	python3 -c '
import json, sys
objects = [json.loads(line) for line in sys.stdin]
assert all(("say" in o) or ("ask" in o) or ("done" in o) for o in objects)
assert objects[-1]["saved"] is False
assert "Sam" in objects[-1]["draft"]' <<<"$output"
}

@test "a line that is no JSON is answered and the question stays" {
	run --separate-stderr "$boundary" practice --json decline-a-drink <<<'{"answer'
	[ "$status" -eq 1 ]
	[[ $output == *'{"error":{"code":"bad-json"'* ]]
	[[ ${lines[-1]} == '{"ask":"consent"'* ]]
}

@test "names the question at which the answers ended" {
	run --separate-stderr "$boundary" practice --plain decline-a-drink </dev/null
	[ "$status" -eq 1 ]
	[ "$stderr" = 'boundary: the answers ended before the question "person"' ]
}

@test "refuses a script that is not there before it asks anything" {
	run --separate-stderr "$boundary" practice --plain decline-a-drnk </dev/null
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == *'did you mean "decline-a-drink"?'* ]]
}

@test "wrong options are usage errors" {
	for words in "--kind dance" "--level 9" "--seed x" "a b"; do
		# shellcheck disable=SC2086 # two words on purpose
		run --separate-stderr "$boundary" practice $words
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[[ $stderr == "boundary: "* ]]
	done
}

@test "a session in a pipe leaves no file behind" {
	some_answers >"$answers"
	"$boundary" practice --plain decline-a-drink <"$answers" >/dev/null
	[ -z "$(find "$HOME/.config" "$HOME/.local" -type f 2>/dev/null)" ]
}

@test "fails where the output cannot be written" {
	some_answers >"$answers"
	run bash -c "'$boundary' practice --plain decline-a-drink <'$answers' >/dev/full"
	[ "$status" -eq 1 ]
}

# Answers for JSON: as above, then defaults up to the last question, then $1.
until_keep() {
	python3 - "$1" <<-'PYTHON'
		import sys, json, subprocess, os
		def run(answers):
		    text = "".join(json.dumps({"answer": a}) + "\n" for a in answers)
		    out = subprocess.run([os.environ["B"], "practice", "--json",
		        "--seed", "1", "decline-a-drink"], input=text, text=True,
		        capture_output=True, env={**os.environ, "XDG_DATA_HOME": "/nonexistent"})
		    return [json.loads(l) for l in out.stdout.splitlines()]
		answers = ["yes", "", "no", "5", "50", "", "", "", "Sam"]
		for _ in range(60):
		    last = [o for o in run(answers) if "ask" in o][-1]
		    if last["ask"] == "keep":
		        break
		    answers.append("")
		answers.append(sys.argv[1])
		print("".join(json.dumps({"answer": a}) + "\n" for a in answers), end="")
	PYTHON
}

@test "keep it: offered where keeping is allowed, and kept with its kind" {
	export B=$boundary XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	until_keep "keep it" >"$answers"
	run --separate-stderr "$boundary" practice --json --seed 1 decline-a-drink <"$answers"
	[ "$status" -eq 1 ]
	[[ $output != *'"keep it"'* ]]
	"$boundary" config set keep kept
	until_keep "keep it" >"$answers"
	run --separate-stderr "$boundary" practice --json --seed 1 decline-a-drink <"$answers"
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *'"saved":true,"choice":"save"'* ]]
	[[ $stderr =~ ^'boundary: Kept, as '(........)'.'$ ]]
	id=${BASH_REMATCH[1]}
	[[ $("$boundary" journal list --kind no) == "$id	"* ]]
	run --separate-stderr "$boundary" practice --json --no-save --seed 1 \
		decline-a-drink <"$answers"
	[[ $output != *'"keep it"'* ]]
	is "$("$boundary" journal | wc -l)" 1
}

@test "keep it: what could not be kept is not said to be" {
	export B=$boundary XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	"$boundary" config set keep kept
	until_keep "keep it" >"$answers"
	mkdir -p "$XDG_DATA_HOME"
	: >"$XDG_DATA_HOME/boundary"
	run --separate-stderr "$boundary" practice --json --seed 1 decline-a-drink <"$answers"
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == *'"saved":false'* ]]
	[[ $stderr == "boundary: $XDG_DATA_HOME/boundary"* ]]
	[[ $stderr != *Kept* ]]
}

# The answers of a session with a day in its plan, up to what becomes of it.
planned() {
	printf '%s\n' yes '' no 5 50 '' '' '' Sam '' '' '' '' '' yes tomorrow '' '' '' '' '' '' 5 50
}

@test "keep it: the day of the plan can be a promise to oneself, in one go with it" {
	export BOUNDARY_NOW=1795500000 XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	"$boundary" config keep kept
	for promised in yes no; do
		{ planned; printf '%s\n' 'keep it' "$promised"; } >in
		run --separate-stderr "$boundary" practice --plain --seed 1 decline-a-drink <in
		[ "$status" -eq 0 ]
		[[ $output == *"promise to yourself"* ]]
		[[ $stderr == "boundary: Kept, as "* ]]
	done
	privacy=$("$boundary" privacy)
	[[ $privacy =~ entries\ of\ the\ journal[[:space:]]+2 ]]
	[[ $privacy =~ promises[[:space:]]+1 ]]
	is "$("$boundary" journal export | grep -c '"when":"2026-11-25"')" 2
	is "$("$boundary" journal export | grep -c '"promise":true')" 1
}

@test "the plan offers the people of the circle, each where they may be told" {
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	"$boundary" config keep kept
	BOUNDARY_NOW=1795500001 "$boundary" circle add Ana --tell before
	BOUNDARY_NOW=1795500002 "$boundary" circle add Ben --tell after
	BOUNDARY_NOW=1795500003 "$boundary" circle add Cleo
	planned | head -20 >in
	echo 1 >>in
	run --separate-stderr "$boundary" practice --plain --seed 1 decline-a-drink <in
	[ "$status" -eq 0 ]
	[[ $output == *$'1. Ana\n2. Cleo'* ]]
	[[ $output == *$'1. Ben\n2. Cleo'* ]]
	"$boundary" --passphrase-fd=3 lock --no-recovery --memory 19 3<<<"one two three"
	run --separate-stderr "$boundary" practice --plain --seed 1 decline-a-drink <in
	[ "$status" -eq 0 ]
	is "$stderr" ""
	[[ $output != *"Ana"* ]]
}

@test "for ears a question ends in words: by --plain, ACCESSIBLE or a dumb terminal" {
	some_answers >"$answers"
	for how in "practice --plain" "--plain practice" \
		"ACCESSIBLE=1 practice" "TERM=dumb practice"; do
		echo "# $how" >&3
		case $how in
		*=*) run env "${how%% *}" "$boundary" practice decline-a-drink ;;
		*) # shellcheck disable=SC2086 # two words on purpose
			run "$boundary" $how decline-a-drink ;;
		esac <"$answers"
		[ "$status" -eq 0 ]
		[[ $output == *$'Shall we start?\nType yes or no.\nEnter means yes.\n'* ]]
		[[ $output == *$'Type gentle, plain or firm.\nEnter means plain.\n'* ]]
		[[ $output == *$'from 0 to 10?\nEnter means 5.\n'* ]]
		[[ $output != *"[yes]"* && $output != *"(yes, no)"* ]]
	done
	run "$boundary" practice decline-a-drink <"$answers"
	[[ $output == *"Shall we start? (yes, no) [yes]"* ]]
	[[ $output != *"Enter means"* ]]
}

@test "for ears a list of matches is a number from 1 to the last" {
	run "$boundary" practice --plain <<<$'yes\n\nmoney'
	[[ $output =~ Type\ a\ number\ from\ 1\ to\ [3-9]\. ]]
	[[ $output == *"Enter means 1."* ]]
	[[ $output != *"1, 2, 3"* ]]
}
