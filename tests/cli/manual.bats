#!/usr/bin/env bats
# The manuals say what the program does: every command and option both ways,
# and every example in them works as it is printed.

# shellcheck disable=SC2030,SC2031 # each test has its own BOUNDARY_PATH
# shellcheck disable=SC2154 # $boundary comes from helper.bash

load helper

# Examples are run as they are printed, so `boundary` has to be found.
setup() {
	hermetic
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	man=$root/man
	mkdir bin
	ln -s "$boundary" bin/boundary
	PATH=$PWD/bin:$PATH
}

# The names below "Commands:" of the help.
help_commands() {
	boundary help | awk '
		/^[A-Z]/ { inside = /^Commands:/ }
		inside && /^  [a-z]/ { print $1 }' | sort
}

# The options of a help on standard input, one a line: "-k --kind kind".
help_options() {
	awk '/^[A-Z]/ { inside = /^Options:/ }
		inside && /^ +-/ {
			sub(/^ +/, "")
			sub(/, /, " ")
			split($0, sides, /  +/)
			print tolower(sides[1])
		}' | sort
}

# The options that stand as .It in mdoc on standard input, in the same form.
page_options() {
	sed -n 's/^\.It Fl //p' |
		sed -e 's/\( , \)\{0,1\}Fl Fl / --/' -e 's/ Ar / /' \
			-e 's/^ *\([a-zA-Z]\) /-\1 /' -e 's/^ *//' \
			-e 's/^Fl /--/' -e 's/  */ /g' |
		tr '[:upper:]' '[:lower:]' | sort
}

# The part of boundary.1 that is about one command.
section_of() {
	awk -v command="$1" '
		/^\.S[hs] / { inside = $2 == "boundary" && $3 == command }
		inside' "$man/boundary.1"
}

# Prints mdoc on standard input as it reads: displays hold no other macros.
plain() {
	sed -e '/^\./d' -e 's/\\&//g' -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" \
		-e 's/\\e/\\/g'
}

# The example that stands in page $1 under the name $2.
example() {
	awk -v name="$2" '
		$1 == ".\\\"" && $2 == "end" && $3 == name { inside = 0 }
		inside
		$1 == ".\\\"" && $2 == "begin" && $3 == name { inside = 1 }
	' "$man/$1" | plain
}

# Writes each named example of page $1 below folder $2.
unpack() {
	local name

	sed -n 's/^\.\\" begin //p' "$man/$1" | while read -r name; do
		mkdir -p "$(dirname "$2/$name")"
		example "$1" "$name" >"$2/$name"
	done
}

@test "each command has a section of boundary.1, and the reverse" {
	in_help=$(help_commands)
	in_page=$(sed -n 's/^\.Ss boundary \([a-z]*\).*/\1/p' "$man/boundary.1" |
		sort)
	[ "$in_help" ]
	diff <(echo "$in_help") <(echo "$in_page")
}

@test "each option of each command is in boundary.1, and the reverse" {
	commands=$(help_commands)
	[ "$commands" ]
	for command in $commands; do
		echo "command: $command"
		options=$(boundary help "$command" | help_options)
		[ "$options" ]
		diff <(echo "$options") <(section_of "$command" | page_options)
	done
}

@test "the options before the command are in boundary.1" {
	diff <(boundary help | help_options) \
		<(awk '/^\.Sh DESCRIPTION/,/^\.Sh A SESSION/' \
			"$man/boundary.1" | page_options)
}

@test "boundary-practice.1 has the options of practice" {
	diff <(boundary help practice | help_options) \
		<(page_options <"$man/boundary-practice.1")
}

@test "boundary-practice.1 has the commands that :help lists" {
	in_page=$(sed -n 's/^\.It Ic //p' "$man/boundary-practice.1" | sort)
	run --separate-stderr boundary practice --plain decline-a-drink \
		<<<:help
	[ "$status" -eq 1 ]
	diff <(grep -o '^:[a-z-]*' <<<"$output" | sort) <(echo "$in_page")
}

@test "boundary-practice.1 has every step and name that a session asks" {
	page=$(awk '/^\.Sh JSON PROTOCOL/,/^\.Sh ENVIRONMENT/' \
		"$man/boundary-practice.1")
	{
		printf '{"answer":"%s"}\n' yes US decline-a-drink no 5 50 "" \
			questions "" "" "" "" "" "" "" "" "" "" "" Sam
		yes '{"answer":""}' | head -n 40
	} >answers
	boundary practice --json <answers >session
	grep -o '"ask":"[^"]*","name":"[^"]*"' session |
		cut -d '"' -f 4,8 | tr '"' ' ' | sort -u >asked
	grep -q 'firmness question-01' asked
	grep -q 'keep keep' asked
	grep -q 'plan plan-badly' asked
	while read -r step name; do
		echo "step: $step, name: $name"
		grep -q "^\.It Cm.* $step\b" <<<"$page"
		case $step-$name in
		field-* | firmness-question-*) ;;
		*) grep -q "^\.Cm $name\b" <<<"$page" ;;
		esac
	done <asked
}

@test "boundary-config.5 names every setting" {
	unpack boundary-config.5 .config/boundary
	run --separate-stderr boundary config get country
	[ "$status" -eq 0 ]
	[ "$output" = IE ]
	[ -z "$stderr" ]
	in_page=$(awk '/^\.Sh ENDPOINTS/ { exit }
		/^\.Bl -tag -width Ds/ { deep = 1; next }
		/^\.Bl/ { deep++ } /^\.El/ { deep-- }
		deep == 1 && /^\.It Cm/ { print $3 }' \
		"$man/boundary-config.5" | sort)
	in_code=$(sed -n 's/^\t{ "\([a-z_]*\)", read_.*/\1/p' \
		"$root/src/store/config.c" | sort)
	diff <(echo "$in_code") <(echo "$in_page")
}

@test "the pages lint clean" {
	command -v mandoc >/dev/null ||
		skip "mandoc is not installed; it lints the manuals"
	cd "$man"
	# Pages refer to each other before they are installed, so that is left
	# to the next test.
	run mandoc -T lint -W style ./*.[1-8]
	faults=$(grep -v -e 'referenced manual not found: Xr boundary' \
		-e 'outdated mandoc.db' <<<"$output" || true)
	echo "$faults"
	[ -z "$faults" ]
}

@test "the pages refer to pages that are there" {
	cd "$man"
	sed -n 's/^\.Xr \([a-z-]*\) \([1-8]\).*/\1.\2/p' ./*.[1-8] | sort -u |
		while read -r page; do
			echo "$page"
			[ -f "$page" ]
		done
}

@test "man reads the pages from the build tree" {
	command -v man >/dev/null || skip "man is not installed"
	for page in "$man"/*.[1-8]; do
		run man -l "$page"
		[ "$status" -eq 0 ]
		[ "${#lines[@]}" -gt 40 ]
	done
}

@test "the example of boundary-script.5 lints, renders and is balanced" {
	unpack boundary-script.5 .
	run --separate-stderr boundary scripts lint ./quiet-at-night.md
	echo "$output$stderr"
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
	for tone in gentle plain firm; do
		run --separate-stderr boundary render --tone $tone \
			--file quiet-at-night.md person=Robin \
			sound="the music" reason="I start work at six"
		echo "$output$stderr"
		[ "$status" -eq 0 ]
		[[ $output == *Robin* && $output != *'{{'* ]]
		boundary check --kind need <<<"$output"
	done
}

@test "the example of boundary-script.5 is found through BOUNDARY_PATH" {
	unpack boundary-script.5 mine/en/need
	export BOUNDARY_PATH=$PWD/mine
	run --separate-stderr boundary scripts lint quiet-at-night
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
	run --separate-stderr boundary scripts search roommate noise
	[ "$status" -eq 0 ]
	[[ $output == *quiet-at-night* ]]
}

@test "the example of boundary-rule.5 lints and speaks" {
	unpack boundary-rule.5 mine
	[ -f mine/en/coach/lists/forever-word.txt ]
	[ -f mine/en/coach/moves/big-promise.txt ]
	rule=mine/en/coach/rules/big-promise.md
	[ -f $rule ]
	export BOUNDARY_PATH=$PWD/mine
	run --separate-stderr boundary scripts lint
	echo "$output$stderr"
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
	run --separate-stderr boundary check --fail-on hint --off big-promise \
		<<<"I will call you at eight tonight."
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
	run --separate-stderr boundary explain big-promise
	[ "$status" -eq 0 ]
	[[ $output == *"A promise without an end"* ]]
	# Every example of the rule is what it says.
	awk '/^bad:/ { want = "yes" } /^good:/ { want = "no" }
		/^strong:/ { exit }
		/^  - "/ { sub(/^  - "/, ""); sub(/"$/, ""); print want "\t" $0 }
	' $rule >examples
	[ "$(wc -l <examples)" -ge 6 ]
	while IFS=$'\t' read -r want text; do
		echo "$want: $text"
		found=no
		boundary check --fail-on never <<<"$text" >findings
		grep -q '\[big-promise\]' findings && found=yes
		[ "$found" = "$want" ]
	done <examples
}

@test "the examples of scripts/README.md lint and speak in a new account" {
	mine=$HOME/.local/share/boundary/scripts
	unset BOUNDARY_PATH
	export EDITOR=true
	run --separate-stderr boundary scripts new ask-for-a-ride \
		--kind support
	[ "$status" -eq 0 ]
	[ "$output" = "$mine/en/support/ask-for-a-ride.md" ]
	mkdir -p "$mine/en/coach/moves" "$mine/en/coach/rules"
	awk -v base="$mine/" '
		/^Save as `/ { split($0, words, "`"); file = base words[2] }
		/^```$/ && file { if (open) file = ""; open = !open; next }
		/^```$/ { next }
		open { print > file }' "$root/scripts/README.md"
	run --separate-stderr boundary scripts lint ask-for-a-ride
	echo "$output$stderr"
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
	boundary scripts show ask-for-a-ride --tone gentle >words
	grep -q "drive me on Tuesday at six? I'll bring coffee." words
	boundary check --kind support words
	run boundary scripts lint
	echo "$output"
	[ "$status" -eq 0 ]
	run boundary check <<<"Don't worry, I'll fix it for you."
	[[ $output == *'[rescue]'* ]]
	boundary config set rules_off rescue
	run boundary check <<<"Don't worry, I'll fix it for you."
	[[ $output != *'[rescue]'* ]]
}

@test "the examples of boundary.1 and boundary-practice.1 run as written" {
	for page in boundary.1 boundary-practice.1; do
		awk '/^\.\\" run$/ { n++; inside = 1; next }
			/^\.\\" end$/ { inside = 0 }
			inside { print > ("example-" n) }
			END { exit n < 1 }' "$man/$page"
		for file in example-*; do
			plain <"$file" >script
			cat script
			run --separate-stderr bash -e -o pipefail script
			echo "$output$stderr"
			[ "$status" -eq 0 ]
			[ "$output" ]
			[ -z "$stderr" ]
		done
		rm example-*
	done
}

@test "the exit statuses of boundary.1 are those of the program" {
	run boundary check --fail-on never <<<"No, thank you."
	[ "$status" -eq 0 ]
	run boundary check <<<"I'm so so sorry, is that okay? I'm so sorry."
	[ "$status" -eq 1 ]
	run boundary check --no-such-option
	[ "$status" -eq 2 ]
}
