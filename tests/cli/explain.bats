#!/usr/bin/env bats
# Backquotes and dollars are text of the program here, not of the shell:
# shellcheck disable=SC2016,SC2034,SC2086,SC2143,SC2238
# boundary explain: why the coach says so.

load helper

setup() {
	hermetic
	small_catalog
}

@test "alone it lists group, name and title between tabs" {
	try explain
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "${lines[0]}" "rule	absolute	Always and never"
	[[ $output == *"
strength	clear-no	A clear no
move	absolute	Absolute
"* ]]
	is "${lines[-1]}" "tactic	guilt	Guilt and debt"
}

@test "on a terminal the list has headings" {
	on_terminal "NO_COLOR=1 \$b explain"
	[[ $output == "Rules
absolute      Always and never
"* ]]
	[[ $output == *"
Tactics
guilt  Guilt and debt

Ask." ]]
}

@test "a rule: message, why, weak and strong, body, examples, source" {
	try explain over-apology
	[ "$status" -eq 0 ]
	is "$output" "More sorry than the moment needs [over-apology: problem soft]

You said sorry. A limit is not a wrong.
Try: Leave the sorry out.
Why: Sorry is for wrongs.

Weaker
  So sorry, I can't come on Friday.
Stronger
  I can't come on Friday.

Sorry is good where something needs to be put right.

Speaks
  - Sorry, no.
  - So sorry!
  - My apologies.

Silent
  - No thanks.
  - Hello.
  - I came.

Source: A test"
	try explain too-firm
	[[ $output == *"Only for: limit"* ]]
}

@test "weak and strong stand beside each other where there is room" {
	on_terminal "NO_COLOR=1 \$b explain over-apology"
	[[ $output == *"
Weaker                                   Stronger
  So sorry, I can't come on Friday.        I can't come on Friday.
"* ]]
	on_terminal "NO_COLOR=1 \$b --plain explain over-apology"
	[[ $output == *"Friday.
Stronger
"* ]]
	COLUMNS_WANTED=60
	on_terminal "NO_COLOR=1 \$b explain over-apology"
	[[ $output == *"Friday.
Stronger
"* ]]
}

@test "a move, with some of its phrases; a rule and a move of one name" {
	try explain refusal
	[ "$status" -eq 0 ]
	is "$output" "Refusal [refusal: move]

The words say no.

Phrases
  i can not *
  no thanks"
	try explain apology
	[[ $output == *"my apologies"* && $output != *"a comment"* && $output != *"!"* ]]
	try explain absolute
	[[ $output == "Always and never [absolute: problem hard]"*"
Absolute [absolute: move]
"* ]]
	try explain crisis
	[[ $output == "Crisis [crisis: safety]"* ]]
}

@test "a tactic" {
	try explain guilt
	[ "$status" -eq 0 ]
	is "$output" "Guilt and debt [guilt: tactic]

They say what you owe.

Sounds
  - I thought you cared.

First
  Hear it.
  - I hear you.

Then
  Say it again.
  - My answer is no.

Never
  Do not count.

Why: It turns the talk.

A gift is no bill.

Source: A test"
}

@test "an unknown name suggests the nearest and exits 1" {
	try explain over-apolgy
	is "$status $stderr" "1 boundary: explain: nothing is called 'over-apolgy'; did you mean 'over-apology'?"
	try explain giult
	is "$status $stderr" "1 boundary: explain: nothing is called 'giult'; did you mean 'guilt'?"
	try explain qqqqqq
	# shellcheck disable=SC2016
	is "$status $stderr" "1 boundary: explain: nothing is called 'qqqqqq'; "'`boundary explain` lists all'
	try explain ../guilt
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	try explain a b
	is "$status $stderr" "2 boundary: explain: one name at a time"
}

@test "content of one's own is safe on a terminal" {
	cp -r "$BOUNDARY_PATH" mine
	export BOUNDARY_PATH=$PWD/mine
	sed -i 's/^  - "I/&/; s/^A gift.*/a\x1b[31m\xe2\x80\xaeb/' mine/qaa/partner/tactics/guilt.md
	on_terminal "NO_COLOR=1 \$b explain guilt"
	[[ $output == *"a^[[31m<U+202E>b"* ]]
	[[ $output != *$'\e'* ]]
}

@test "everything that ships can be explained" {
	export BOUNDARY_PATH=
	rm "$XDG_CONFIG_HOME/boundary/config.yaml"
	"$boundary" explain >list
	[ "$(wc -l <list)" -gt 40 ]
	while IFS=$'\t' read -r group name title; do
		echo "$group $name"
		[ "$title" ]
		"$boundary" explain "$name" >page
		[ -s page ]
		[ -z "$(grep '\[explain' page)" ]
	done <list
}
