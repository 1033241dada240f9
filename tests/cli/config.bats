#!/usr/bin/env bats
# Backquotes and dollars are text of the program here, not of the shell:
# shellcheck disable=SC2016,SC2034,SC2086,SC2143,SC2238
# boundary config: one line of the file at a time.

load helper

setup() {
	hermetic
	file=$HOME/.config/boundary/config.yaml
}

@test "list shows every setting, path the file" {
	try config
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	is "$output" "country=
editor=
introduced=false
keep=
language=en
passphrase_command=
rules_off=
speak_command="
	is "$("$boundary" config list)" "$output"
	is "$("$boundary" config path)" "$file"
	[ ! -e "$file" ]
}

@test "set makes the file, 0600 in a folder of 0700; get reads it" {
	try config get country
	is "$status$output$stderr" 1
	try config set country ie
	is "$status$output$stderr" 0
	is "$(stat -c %a "$file" "$HOME/.config/boundary" | xargs)" "600 700"
	is "$(cat "$file")" 'country: "ie"'
	try config get country
	is "$status $output" "0 IE"
	try config unset country
	is "$status$output$stderr" 0
	is "$(cat "$file")" ""
}

@test "the rest of the file and its comments stay" {
	mkdir -p "$(dirname "$file")"
	cat >"$file" <<'YAML'
# mine
country: US   # where I live
rules_off:
  - absolute   # gone with the list

  - hedged

# behind
keep: nothing
YAML
	try config set country "GB"
	try config set rules_off "over-apology, absolute"
	try config set editor 'my "own" \editor'
	is "$(cat "$file")" '# mine
country: "GB"   # where I live
rules_off: "over-apology, absolute"

# behind
keep: nothing
editor: "my \"own\" \\editor"'
	is "$("$boundary" config get rules_off)" "over-apology, absolute"
	is "$("$boundary" config get editor)" 'my "own" \editor'
	try config unset country
	is "$(head -n 2 "$file")" '# mine
rules_off: "over-apology, absolute"'
}

@test "a link stays a link" {
	mkdir -p "$(dirname "$file")"
	echo "keep: kept" >real
	ln -s "$PWD/real" "$file"
	try config set country US
	[ "$status" -eq 0 ]
	[ -L "$file" ]
	is "$(cat real)" 'keep: kept
country: "US"'
}

@test "a value that would not be accepted changes nothing" {
	try config set country US
	before=$(cat "$file")
	while IFS='|' read -r key value why; do
		try config set "$key" "$value"
		[ "$status" -eq 1 ]
		[ -z "$output" ]
		[[ $stderr == *": $why"* ]]
		is "$(cat "$file")" "$before"
	done <<'LIST'
country|USA|country is two letters, such as US or IE
country|1A|country is two letters, such as US or IE
language|../x|language is a code such as en or pt-br
language||language is a code such as en or pt-br
keep|maybe|keep is nothing, kept or locked
introduced|perhaps|
editor||editor is a command, such as nano
LIST
}

@test "usage errors name the fault in one line and exit 2" {
	while IFS='|' read -r args message; do
		# shellcheck disable=SC2086
		try config $args
		is "$status $stderr" "2 boundary: config: $message"
	done <<'LIST'
gte|no subcommand 'gte'; did you mean 'get'?
zzz|no subcommand 'zzz': list, get, set, unset, keep, path or edit
get|get takes one KEY
set country|set takes KEY and VALUE
set country US IE|set takes KEY and VALUE
list x|list takes nothing more
get contry|no setting 'contry'; did you mean 'country'?
set zzz 1|no setting 'zzz': country, editor, introduced, keep, language, passphrase_command, rules_off or speak_command
LIST
}

@test "an unknown key in the file is told with its line" {
	mkdir -p "$(dirname "$file")"
	printf 'country: US\ncontry: IE\n' >"$file"
	try config get country
	[ "$status" -eq 1 ]
	[[ $stderr == *", line 2, column 1: no setting is called \"contry\""* ]]
}

@test "edit needs a terminal, and checks what was written" {
	try config edit
	[ "$status" -eq 1 ]
	# shellcheck disable=SC2016
	is "$stderr" 'boundary: edit needs a terminal; `boundary config set` does not'
	printf '#!/bin/sh\necho "country: NO" >"$1"\n' >ed
	chmod +x ed
	on_terminal "VISUAL=$PWD/ed \$b config edit"
	is "$status$output" 0
	is "$("$boundary" config get country)" NO
	printf '#!/bin/sh\necho "country: Norway" >"$1"\n' >ed
	on_terminal "VISUAL=$PWD/ed \$b config edit"
	[ "$status" -eq 1 ]
	[[ $output == *"country is two letters"* ]]
}

@test "output that cannot be written is a failure" {
	run bash -c "'$boundary' config >/dev/full"
	[ "$status" -eq 1 ]
}

@test "keep is short for set keep, and takes what that takes" {
	for value in nothing kept locked; do
		try config keep "$value"
		[ "$status" -eq 0 ]
		is "$output$stderr" ""
		is "$("$boundary" config get keep)" "$value"
	done
	try config keep perhaps
	[ "$status" -ne 0 ]
	[[ $stderr == *perhaps* || $stderr == *keep* ]]
	is "$("$boundary" config get keep)" locked
	try config keep
	is "$status $stderr" "2 boundary: config: keep takes nothing, kept or locked"
}
