#!/usr/bin/env bats
# boundary card: the words and the plan of a session, as text and as a page.

# shellcheck disable=SC2016 # $b is for the inner shell

load helper

setup() {
	hermetic
	outcome='{"done":true,"script":"decline-a-drink","draft":"No, thanks, Sam.",
"plan":{"when":"2026-11-30","time":"at 7","where":"in the kitchen at the back of the house, by the window",
"ifs":[{"if":"It is one beer.","then":"My answer stays the same."}],"before":"Ana","again":true}}'
}

@test "the words, the day and the pairs, in the order they are needed" {
	try_with "$outcome" card -
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$output" "My plan

What I say
  No, thanks, Sam.

When
  Monday, 30 November 2026, at 7

Where
  in the kitchen at the back of the house, by the window

If they say
  It is one beer.
then I say
  My answer stays the same.

Before, I talk to
  Ana

Would I do it the very next time?
  Yes.

Feeling bad is not the same as being unsafe. If you are in danger, this
plan can wait: call for help."
}

@test "without a word it reads a pipe; --from reads a file; the last line of a session will do" {
	try_with "$outcome" card
	want=$output
	[ "$status" -eq 0 ]
	echo "$outcome" >one.json
	try card --from one.json
	is "$status $output $stderr" "0 $want "
	{
		echo '{"say":"info","text":"hello"}'
		tr -d '\n' <one.json
		echo
	} >lines.json
	try card --from lines.json
	is "$status $output $stderr" "0 $want "
}

@test "forty and eighty columns are enough" {
	echo "$outcome" >one.json
	for wanted in 40 80; do
		COLUMNS_WANTED=$wanted on_terminal '"$b" card --from one.json'
		[ "$status" -eq 0 ]
		[[ $output == *"by the"*"window"* ]]
		[ "$(awk '{ if (length > m) m = length } END { print m }' \
			<<<"$output")" -le "$wanted" ]
	done
}

@test "a page that needs nothing else, in the catalog's language, all text escaped" {
	try_with '{"draft":"<script>alert(1)</script> & \"x\" '"'"'y'"'"'"}' card --format html
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ $output == '<!DOCTYPE html>'*'<html lang="en">'*'</html>' ]]
	[[ $output == *'<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;</p>'* ]]
	[[ $output == *"default-src 'none'"* ]]
	run grep -Ei '<script|<link|<img|src=|href=|url\(|@import|https?:' <<<"$output"
	[ "$status" -eq 1 ]
}

@test "each tag of the page is closed, and in order" {
	try_with "$outcome" card -f html
	python3 - <<<"" >/dev/null 2>&1 || skip "python3 is not here"
	printf '%s' "$output" >page.html
	run python3 -c '
import html.parser
class P(html.parser.HTMLParser):
    open = []
    def handle_starttag(self, tag, attrs):
        if tag != "meta":
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
p = P()
p.feed(open("page.html").read())
assert not p.open, p.open
print("closed")'
	is "$output" closed
}

@test "a long card is set smaller, to stay on one sheet" {
	for row in 100:short 1700:long 3000:longer 6000:longest; do
		words=$(head -c "${row%:*}" /dev/zero | tr '\0' 'a')
		try_with "{\"draft\":\"$words\"}" card -f html
		[ "$status" -eq 0 ]
		[[ $output == *"<body class=\"${row#*:}\">"* ]]
	done
}

@test "control characters of a plan reach no terminal and no page" {
	for format in text html; do
		try_with '{"draft":"a\u001b[2Jb\u202ec"}' card -f "$format"
		[ "$status" -eq 0 ]
		[[ $output != *$'\e'* ]]
		[[ $output != *$'\u202e'* ]]
	done
}

@test "what is no plan is refused, and why is said" {
	try_with '{}' card
	is "$status $output $stderr" "1  boundary: there are no words and no plan in it"
	try_with '[]' card
	is "$status $output $stderr" '1  boundary: -: expected an object with "draft" or "plan"'
	try_with '{' card
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == "boundary: -, line 1, column 2: "* ]]
	try card --from none.json
	[ "$status" -eq 1 ]
	[[ $stderr == "boundary: none.json: "* ]]
	try_with '{"plan":{"when":7,"ifs":[{"then":"x"},{"if":"y"},5]}}' card
	is "$status $stderr" "1 boundary: there are no words and no plan in it"
}

@test "an entry of the journal, by the beginning of its id, locked or not" {
	id=$("$boundary" journal add <<<"$outcome" 2>&1 | sed 's/.* \(........\)\.$/\1/')
	echo "$outcome" | "$boundary" card - >want
	try card "${id:0:4}"
	[ "$status" -eq 0 ]
	is "$output" "$(cat want)"
	"$boundary" --passphrase-fd=3 lock --no-recovery --memory 19 3<<<"one two three"
	run --separate-stderr "$boundary" --passphrase-fd=3 card "$id" 3<<<"one two three"
	[ "$status" -eq 0 ]
	is "$output" "$(cat want)"
	run --separate-stderr "$boundary" --passphrase-fd=3 card "$id" 3<<<"wrong"
	[ "$status" -eq 1 ]
	is "$output" ""
}

@test "usage: other words, other formats, and nothing to read" {
	try card 7
	is "$status $stderr" "1 boundary: nothing kept has the id 7"
	try card 7 8
	is "$status $stderr" "2 boundary: card: one plan: ID, - or --from FILE"
	try card --from one.json 7
	is "$status $stderr" "2 boundary: card: one plan: ID, - or --from FILE"
	try card --format pdf
	is "$status $stderr" "2 boundary: card: --format is text or html"
	on_terminal '"$b" card'
	[ "$status" -eq 2 ]
	[[ $output == *"no plan: give ID, - or --from FILE"* ]]
}

@test "output that cannot be written is a failure" {
	echo "$outcome" >one.json
	run bash -c "'$boundary' card --from one.json >/dev/full"
	[ "$status" -eq 1 ]
}

@test "the page prints on one sheet, a plain plan and a long one" {
	browser=$(command -v chromium || command -v chromium-browser) ||
		skip "chromium is not installed; it prints the page"
	long=$(printf 'I will not lend you money this time. %.0s' {1..60})
	for words in "No, thanks, Sam." "$long"; do
		echo "$outcome" | tr -d '\n' |
			python3 -c 'import json, sys; o = json.load(sys.stdin); o["draft"] = sys.argv[1]; o["plan"]["ifs"] *= 3; print(json.dumps(o))' "$words" >one.json
		"$boundary" card --format html --from one.json >card.html
		timeout 120 "$browser" --headless --no-sandbox --disable-gpu \
			--no-pdf-header-footer --print-to-pdf=card.pdf card.html
		is "$(grep -a -c '/Type */Page\>' card.pdf)" 1
	done
}
