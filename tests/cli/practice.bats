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
