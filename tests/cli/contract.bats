#!/usr/bin/env bats
# The JSON Lines contract, to the letter: other programs build on it.

load helper

setup() {
	hermetic
	small_catalog
}

@test "check: members and their order are those of the contract" {
	try_with '{"id":"7","text":"So sorry, I can'"'"'t come. I will end my life.","kind":"no","firmness":5}
' check --jsonl
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	printf '%s' "$output" >out
	python3 - <<'PYTHON'
import json
line = open("out").read()
pairs = lambda p: p
def keys(p): return [k for k, v in p]
out = json.loads(line, object_pairs_hook=pairs)
assert keys(out) == ["id", "verdict", "words", "moves", "findings", "strengths", "safety"], out
out = dict(out)
assert out["id"] == "7" and out["verdict"] == "soft" and out["words"] == 10
assert [keys(m) for m in out["moves"]] == [["move", "start", "end"]] * 2
finding, = out["findings"]
assert keys(finding) == ["rule", "level", "lean", "start", "end", "line", "column", "quote", "message", "try"]
finding = dict(finding)
assert finding == {"rule": "over-apology", "level": "problem", "lean": "soft",
    "start": 0, "end": 8, "line": 1, "column": 1, "quote": "So sorry",
    "message": "You said sorry. A limit is not a wrong.", "try": "Leave the sorry out."}
assert keys(out["strengths"][0]) == ["rule", "start", "end", "line", "column", "quote", "message"]
strength = dict(out["strengths"][0])
for key, value in {"rule": "clear-no", "start": 10, "end": 22, "message": "You say no in plain words."}.items():
    assert strength[key] == value
assert out["safety"] == ["crisis"]
PYTHON
}

@test "check: offsets are bytes, half open; columns are characters" {
	try_with '{"text":"Zoë 🙏 so sorry\nñ You always"}' check --jsonl
	printf '%s' "$output" >out
	python3 - <<'PYTHON'
import json
text = "Zoë 🙏 so sorry\nñ You always".encode()
a, b = json.load(open("out"))["findings"]
for f, quote, line, column in (a, "so sorry", 1, 7), (b, "You always", 2, 3):
    assert text[f["start"]:f["end"]].decode() == f["quote"] == quote
    assert (f["line"], f["column"]) == (line, column)
PYTHON
}

@test "check: verdicts" {
	try_with '{"text":"No thanks."}
{"text":"So sorry."}
{"text":"You always ask."}
{"text":"So sorry. You always ask."}
{"text":"Maybe."}
{"text":""}
' check --jsonl
	is "$(grep -o '"verdict":"[a-z]*"' <<<"$output" | cut -d'"' -f4 | xargs)" \
		"balanced soft hard mixed balanced balanced"
	[ "$status" -eq 1 ]
}

@test "check: any id comes back as it was given, first; none stays none" {
	cat >in <<'LIST'
{"id":7,"text":""}
{"id":12345678901234567890,"text":""}
{"text":"", "id" : -1.50e3 }
{"id":null,"text":""}
{"id":true,"text":""}
{"id":"\u00fc\n","text":""}
{"id":{"a":[1,"x"]},"text":""}
{"text":""}
{"id":9007199254740993,"kind":"nope","text":""}
LIST
	run "$boundary" check --jsonl <in
	is "$(sed 's/,"verdict".*//; s/"verdict".*//; s/,"error".*//' <<<"$output")" '{"id":7
{"id":12345678901234567890
{"id":-1.50e3
{"id":null
{"id":true
{"id":"ü\n"
{"id":{"a":[1,"x"]}
{
{"id":9007199254740993'
}

@test "check: a bad line yields an error object, the rest goes on, exit 1" {
	{
		echo '{"id":1,"text":"No thanks."}'
		echo '{"id":2,'
		echo '[1]'
		printf '{"id":4,"text":"\xff"}\n'
		echo '{"id":5}'
		echo '{"id":6,"text":7}'
		echo '{"id":7,"text":"a","kind":"nope"}'
		echo '{"id":8,"text":"a","kind":3}'
		echo '{"id":9,"text":"a","firmness":7}'
		echo '{"id":10,"text":"a","firmness":"2"}'
		echo '{"id":11,"text":"a","firmness":1.5}'
		echo '{"id":12,"id":12,"text":"a"}'
		echo
		echo '{"id":13,"text":"No thanks.","kind":null,"firmness":null}'
	} >in
	run --separate-stderr "$boundary" check --jsonl <in
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	is "$(sed 's/"message":.*/"message":…/; s/"verdict".*/"verdict"…/' <<<"$output")" '{"id":1,"verdict"…
{"error":{"code":"bad-json","message":…
{"error":{"code":"bad-json","message":…
{"error":{"code":"bad-utf8","message":…
{"id":5,"error":{"code":"missing-text","message":…
{"id":6,"error":{"code":"missing-text","message":…
{"id":7,"error":{"code":"bad-kind","message":…
{"id":8,"error":{"code":"bad-kind","message":…
{"id":9,"error":{"code":"bad-firmness","message":…
{"id":10,"error":{"code":"bad-firmness","message":…
{"id":11,"error":{"code":"bad-firmness","message":…
{"error":{"code":"bad-json","message":…
{"id":13,"verdict"…'
	for line in "${lines[@]}"; do
		python3 -c 'import json, sys; json.loads(sys.argv[1])' "$line"
	done
}

@test "check: a line past 16 MiB is too long, and the next one is read" {
	{
		printf '{"id":1,"text":"'
		head -c $((17 * 1024 * 1024)) /dev/zero | tr '\0' a
		printf '"}\n{"id":2,"text":"No thanks."}\n'
	} >in
	run --separate-stderr "$boundary" check --jsonl <in
	[ "$status" -eq 1 ]
	is "${lines[0]}" '{"error":{"code":"too-long","message":"line 1: more than 16777216 bytes"}}'
	[[ ${lines[1]} == '{"id":2,"verdict":"balanced",'* ]]
	[ "${#lines[@]}" -eq 2 ]
}

@test "check: a draft of 10 MB in one record is read" {
	{
		printf '{"text":"'
		head -c 10000000 /dev/zero | tr '\0' ' '
		printf 'so sorry"}'
	} >in
	run --separate-stderr "$boundary" check --jsonl <in
	[ "$status" -eq 1 ]
	[[ $output == *'"start":10000000,"end":10000008,'* ]]
}

@test "check: the record wins over the options, and the options fill in" {
	cat >in <<'LIST'
{"text":"No thanks."}
{"text":"No thanks.","kind":"no"}
{"text":"No thanks.","firmness":6}
LIST
	run "$boundary" check --jsonl -k limit --firmness 1 --fail-on note <in
	[ "$status" -eq 1 ]
	is "$(grep -c too-firm <<<"${lines[0]}")" 1
	is "$(grep -c too-firm <<<"${lines[1]}")" 0
	is "$(grep -c too-firm <<<"${lines[2]}")" 0
}

@test "check: the status follows --fail-on" {
	try_with '{"text":"So sorry."}' check --jsonl --fail-on never
	[ "$status" -eq 0 ]
	try_with '{"text":"Maybe."}' check --jsonl
	[ "$status" -eq 0 ]
	try_with '{"text":"Maybe."}' check --jsonl --fail-on hint
	[ "$status" -eq 1 ]
	try_with '' check --jsonl
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "render: out, with the tone that was used" {
	cat >in <<'LIST'
{"id":"7","script":"a-drink","tone":"plain","values":{"person":"Sam"}}
{"id":"8","script":"a-drink","values":{"person":"Sam","instead":"a \"tea\" – ñ"}}
{"id":"9","script":"a-drink","tone":"gentle","values":{"person":"Sam","more":"x"}}
{"script":"one-tone","tone":"gentle"}
LIST
	run --separate-stderr "$boundary" render --jsonl <in
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$output" '{"id":"7","script":"a-drink","tone":"plain","text":"No thanks, Sam."}
{"id":"8","script":"a-drink","tone":"plain","text":"No thanks, Sam. I'"'"'ll have a \"tea\" – ñ."}
{"id":"9","script":"a-drink","tone":"gentle","text":"Thanks, Sam. No."}
{"script":"one-tone","tone":"firm","text":"I stop at five."}'
}

@test "render: what is missing is named as the contract has it" {
	try_with '{"id":"7","script":"a-drink","values":{}}' render --jsonl
	[ "$status" -eq 1 ]
	is "$output" '{"id":"7","error":{"code":"missing-value","field":"person","message":"no value for \"person\""}}'
}

@test "render: errors have codes, order is kept, the rest goes on" {
	cat >in <<'LIST'
{"id":1,"script":"a-drnk","values":{"person":"Sam"}}
{"id":2}
{"id":3,"script":"a-drink","tone":"loud","values":{"person":"Sam"}}
{"id":4,"script":"a-drink","values":["Sam"]}
{"id":5
{"id":6,"script":"../a-drink","values":{"person":"Sam"}}
{"id":7,"script":8,"values":{"person":"Sam"}}
{"id":8,"script":"a-drink","tone":1,"values":{"person":"Sam"}}
{"id":9,"script":"a-drink","values":{"person":"Sam"},"tone":null}
LIST
	run --separate-stderr "$boundary" render --jsonl <in
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	# shellcheck disable=SC2001 # a line each, which ${//} cannot
	is "$(sed 's/"message":.*/"message":…/' <<<"$output")" '{"id":1,"error":{"code":"unknown-script","message":…
{"id":2,"error":{"code":"unknown-script","message":…
{"id":3,"error":{"code":"bad-tone","message":…
{"id":4,"error":{"code":"bad-values","message":…
{"error":{"code":"bad-json","message":…
{"id":6,"error":{"code":"unknown-script","message":…
{"id":7,"error":{"code":"unknown-script","message":…
{"id":8,"error":{"code":"bad-tone","message":…
{"id":9,"script":"a-drink","tone":"plain","text":"No thanks, Sam."}'
	[[ ${lines[0]} == *'a-drink'* ]]
}

@test "render: script and tone of the command line are the defaults" {
	cat >in <<'LIST'
{"values":{"person":"Sam"}}
{"values":{"person":"Sam"},"tone":"plain"}
{"script":"one-tone"}
LIST
	run --separate-stderr "$boundary" render a-drink --tone firm --jsonl <in
	[ "$status" -eq 0 ]
	is "$output" '{"script":"a-drink","tone":"firm","text":"No."}
{"script":"a-drink","tone":"plain","text":"No thanks, Sam."}
{"script":"one-tone","tone":"firm","text":"I stop at five."}'
	run "$boundary" render --file "$BOUNDARY_PATH/qaa/no/a-drink.md" --jsonl \
		<<<'{"values":{"person":"Al"}}'
	[ "$status" -eq 0 ]
	[[ $output == *'"text":"No thanks, Al."}' ]]
}

@test "the last line needs no newline, and CRLF is fine" {
	try_with $'{"text":"No thanks."}\r\n{"text":"No thanks."}' check --jsonl
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
}

@test "each answer comes as soon as its record, where input pauses" {
	for command in "check --jsonl" "render a-drink --jsonl"; do
		# shellcheck disable=SC2086
		coproc filter { "$boundary" $command; }
		for n in 1 2 3; do
			echo "{\"id\":$n,\"text\":\"No thanks.\",\"values\":{\"person\":\"Sam\"}}" \
				>&"${filter[1]}"
			read -r -t 10 line <&"${filter[0]}"
			[[ $line == "{\"id\":$n,"* ]]
		done
		pid=$filter_PID
		eval "exec ${filter[1]}>&-"
		wait "$pid"
	done
}

@test "a stream whose reader has gone ends at once" {
	run timeout 20 bash -c "yes '{\"text\":\"No thanks.\"}' | '$boundary' check --jsonl | head -n 1"
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
}

@test "output that cannot be written is a failure" {
	run bash -c "yes '{\"text\":\"a\"}' | head -n 100000 | '$boundary' check --jsonl >/dev/full"
	[ "$status" -eq 1 ]
	run bash -c "echo '{\"values\":{\"person\":\"a\"}}' | '$boundary' render a-drink --jsonl >/dev/full"
	[ "$status" -eq 1 ]
}

@test "output is one line a record, and safe to show" {
	try_with '{"id":"\u001b\u202e\u2028\u007f\u009b","text":"\u001b[31m\u2028 so sorry\n"}' check --jsonl
	[ "${#lines[@]}" -eq 1 ]
	[[ $output != *$'\e'* && $output != *$'\u2028'* && $output != *$'\u009b'* ]]
}
