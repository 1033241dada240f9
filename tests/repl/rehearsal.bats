#!/usr/bin/env bats
# The rehearsal of boundary practice, whole: what is said, in which order, by
# whom. The transcripts in tests/data/rehearsal are written anew by
# `make golden`: read the diff, it is what people will read.

load ../cli/helper

setup() {
	hermetic
	data=$BATS_TEST_DIRNAME/../data/rehearsal
}

# Up to the rehearsal of decline-a-drink, then what is given, then defaults.
answers() {
	printf '%s\n' yes "" no 7 40 "" "" "" Sam "" "a ginger ale" plain "" "$@"
}

# Three rounds of pushback: a good reply, a soft one, and the other road.
three_rounds() {
	answers "No thanks, I'm not drinking." "I'm so sorry, maybe later?" \
		:what-if "I hear you. I'm not drinking." \
		"I'm not drinking tonight, and I'm glad I came." "" no "" "" ""
}

as_json() {
	python3 -c '
import json, sys
for line in sys.stdin:
    line = line.rstrip("\n")
    key = "command" if line.startswith(":") else "answer"
    print(json.dumps({key: line.lstrip(":")}))'
}

# golden NAME: stdin must be what the file holds; GOLDEN=write makes it so.
golden() {
	if [ "$GOLDEN" = write ]; then
		cat >"$data/$1"
	else
		diff -u "$data/$1" -
	fi
}

rehearse() {
	"$boundary" practice decline-a-drink --seed 3 --level 3 "$@"
}

@test "three rounds of pushback read as they did" {
	three_rounds | rehearse --plain >out
	sed -n '/^Now try it out/,/^And now/p' out | golden plain.txt
}

@test "three rounds of pushback over JSON are what they were" {
	three_rounds | as_json | rehearse --json >out
	sed -n '/Now try it out/,$p' out | golden talk.jsonl
}

@test "the outcome has the turns, what held, and the tactics" {
	answers "I'm not drinking." "Okay, just one." "" no "" "" "" |
		as_json | rehearse --json --level 5 >out
	python3 - <<'PYTHON'
import json
r = [json.loads(l) for l in open("out")][-1]["rehearsal"]
assert set(r) == {"turns", "held", "gave_in", "tactics", "strengths"}, r
assert [t["held"] for t in r["turns"]] == [True, False], r
assert r["held"] == 1 and r["gave_in"] == 2, r
assert [t["reply"] for t in r["turns"]] == ["I'm not drinking.", "Okay, just one."]
assert all(set(t) == {"tactic", "partner", "reply", "held"} for t in r["turns"])
PYTHON
}

@test "the same seed gives the same talk, another one another" {
	three_rounds | rehearse --plain >one
	three_rounds | rehearse --plain >two
	three_rounds | rehearse --plain --seed 4 >three
	cmp one two
	run cmp -s one three
	is "$status" 1
}

@test "no rehearsal, no member of the outcome" {
	answers "" no "" "" "" | as_json | rehearse --json >out
	tail -n 1 out | grep -qv '"rehearsal"'
}

@test "a human partner types the other side" {
	answers "Come on, one beer." "I'm not drinking." "" "" no "" "" "" |
		rehearse --plain --partner human >out
	grep -q '^The other side says' out
	grep -q '^Mentor: ' out
	run grep '^They: ' out
	is "$status" 1
}

@test "a partner who is neither machine nor human is a usage error" {
	try practice --partner dog
	is "$status" 2
	is "$output" ""
	is "$stderr" "boundary: practice: --partner takes machine or human"
}

@test "speak_command gets the partner's lines on its input, and no other" {
	mkdir -p .config/boundary
	cat >speak <<'SH'
#!/bin/sh
[ $# -eq 0 ] || echo "arguments: $*" >>"$HOME/spoken"
cat >>"$HOME/spoken"
echo >>"$HOME/spoken"
SH
	chmod 700 speak
	echo "speak_command: $PWD/speak" >.config/boundary/config.yaml
	answers "I'm not drinking." "" "" no "" "" "" | rehearse --plain >out
	sed -n 's/^They: //p' out >they
	diff -u they <(grep . spoken)
}

@test "a speak_command that fails does not stop the talk" {
	mkdir -p .config/boundary
	echo "speak_command: /no/such/program" >.config/boundary/config.yaml
	answers "I'm not drinking." "" "" no "" "" "" | rehearse --plain >out
	grep -q '^They: ' out
	grep -q 'say them\|Say them aloud' out
}
