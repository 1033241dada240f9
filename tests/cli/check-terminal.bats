#!/usr/bin/env bats
# boundary check on a terminal: a page for a person.

load helper

setup() {
	hermetic
	small_catalog
}

page() {
	printf '%s' "$1" >draft
	on_terminal "NO_COLOR=1 \$b check ${2-} draft"
}

@test "the verdict, what made it so, each finding underlined, what is strong" {
	page "So sorry, I can't come. You always ask. Maybe."
	[ "$status" -eq 1 ]
	is "$output" "Mixed.
Because of over-apology, absolute.

More sorry than the moment needs [over-apology]
    So sorry, I can't come. You always ask. Maybe.
    ^^^^^^^^
  You said sorry. A limit is not a wrong.
  Try: Leave the sorry out.

Always and never [absolute]
    So sorry, I can't come. You always ask. Maybe.
                            ^^^^^^^^^^
  Always and never are hard to hear.
  Try: Name one time.

Look again

A hedge [hedged]
    So sorry, I can't come. You always ask. Maybe.
                                            ^^^^^
  Maybe leaves a door open.

Strong
  + You say no in plain words.

More: over-apology"
}

@test "words that hold get a short page" {
	page "I can't come."
	[ "$status" -eq 0 ]
	is "$output" "Balanced.

Strong
  + You say no in plain words."
}

@test "no words get a word" {
	page "  "
	[ "$status" -eq 0 ]
	is "$output" "Nothing here."
}

@test "safety stands before everything else" {
	page "So sorry. I will end my life."
	[ "$status" -eq 1 ]
	is "$(head -n 4 <<<"$output")" "Talk to somebody.
I may be wrong.

Soft."
}

@test "findings of a rule stand together, more than three are counted" {
	page $'So sorry.\nx so sorry, so sorry.\nso sorry.\nso sorry.\n'
	[ "$(grep -c '^More sorry' <<<"$output")" -eq 1 ]
	[[ $output == *"    So sorry.
    ^^^^^^^^
    x so sorry, so sorry.
      ^^^^^^^^  ^^^^^^^^
    so sorry.
    ^^^^^^^^
    and 1 more
  You said sorry."* ]]
}

@test "marks stand under wide characters" {
	page "日本語 🙏 so sorry."
	[[ $output == *"    日本語 🙏 so sorry.
              ^^^^^^^^"* ]]
}

@test "a long line is cut around the quote, and nothing is wider than the terminal" {
	words=$(printf 'word%.0s ' {1..40})
	page "$words so sorry $words"
	[[ $output == *"    ...word"*"so sorry word"*"word...
"* ]]
	mark=$(grep -n '\^' <<<"$output" | head -n 1)
	line=${mark%%:*}
	text=$(sed -n "$((line - 1))p" <<<"$output")
	before=${mark#*:}
	before=${before%%^*}
	is "${text:${#before}:8}" "so sorry"
	while read -r line; do
		[ "${#line}" -le 80 ]
	done <<<"$output"
}

@test "a mark that does not fit is cut at a word" {
	words=$(printf 'word%.0s ' {1..40})
	COLUMNS_WANTED=40
	page "$words my$(printf '%24s' "")apologies $words"
	[[ $output == *"    ..."*"my "*" ...
"* ]]
	[[ $output != *apologi* ]]
	while read -r line; do
		[ "${#line}" -le 40 ]
	done <<<"$(grep -F -e ... -e ^ <<<"$output")"
}

@test "a line of 10 MB is cut as well" {
	{ head -c 10000000 /dev/zero | tr '\0' 'a'; echo " so sorry"; } >draft
	on_terminal "NO_COLOR=1 \$b check draft"
	[ "$status" -eq 1 ]
	[ "${#output}" -lt 1000 ]
	[[ $output == *"so sorry"* ]]
}

@test "controls, bidi and bad bytes of the draft are shown as escapes" {
	printf 'a\e[31mb\u202e\u009b\xff\r\b so sorry\a\n' >draft
	on_terminal "NO_COLOR=1 \$b check draft"
	[[ $output == *'    a^[[31mb<U+202E><U+009B>\xFF^M^H so sorry^G
                                     ^^^^^^^^'* ]]
	[[ $output != *$'\e'* && $output != *$'\a'* && $output != *$'\u202e'* ]]
}

@test "colour is used, and not with NO_COLOR, TERM=dumb or --plain" {
	echo "So sorry." >draft
	on_terminal "\$b check draft"
	[[ $output == *$'\e[33m'* ]]
	for how in "NO_COLOR=1 \$b check" "TERM=dumb \$b check" \
		"\$b check --plain" "\$b --plain check" "ACCESSIBLE=1 \$b check"; do
		on_terminal "$how draft"
		[ "$status" -eq 1 ]
		[[ $output != *$'\e'* ]]
	done
}

@test "--plain quotes instead of drawing" {
	page $'So sorry.\nYou always ask.' --plain
	[[ $output == *'    Line 1: "So sorry"
  You said sorry.'* ]]
	[[ $output == *'    Line 2: "You always"'* ]]
	[[ $output != *^* ]]
}

@test "prose is wrapped at the width of the terminal" {
	export COLUMNS_WANTED=40
	page "So sorry."
	[[ $output == *"  You said sorry. A limit is not a
  wrong.
"* ]]
}

@test "several files are told apart" {
	echo "So sorry." >one
	echo "I can't come." >two
	on_terminal "NO_COLOR=1 \$b check one two"
	[ "$status" -eq 1 ]
	[[ $output == "one
Soft."* ]]
	[[ $output == *"

two
Balanced."* ]]
}

@test "standard input at a terminal is asked for, on stderr" {
	run timeout 20 script -qec "NO_COLOR=1 '$boundary' check 2>log" /dev/null \
		<<<$'So sorry.\n\x04'
	[ "$status" -eq 1 ]
	[[ $output == *"[over-apology]"* ]]
	[ -z "$(cat log)" ]
	run timeout 20 script -qec "'$boundary' check >out" /dev/null <<<$'So sorry.\n\x04'
	[[ $output == *"boundary: type or paste your words; Ctrl-D on an empty line ends them"* ]]
}
