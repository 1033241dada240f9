#!/usr/bin/env bats
# Backquotes and dollars are text of the program here, not of the shell:
# shellcheck disable=SC2016,SC2034,SC2086,SC2143,SC2238
# boundary itself: dispatch, help, and what holds for every command.

load helper

setup() {
	hermetic
}

commands() {
	"$boundary" help | awk '/^[A-Z]/ { on = /^Commands:/ } on && /^  [a-z]/ { print $1 }'
}

@test "alone it prints a short help and exits 0" {
	try
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ ${lines[0]} == "Usage: boundary COMMAND"* ]]
	is "$output" "$("$boundary" help)"
	is "$output" "$("$boundary" --help)"
	is "$output" "$("$boundary" -h)"
}

@test "commands are sorted and each once" {
	is "$(commands)" "$(commands | LC_ALL=C sort -u)"
	[ "$(commands | wc -l)" -ge 9 ]
}

@test "--version prints one line" {
	try --version
	[ "$status" -eq 0 ]
	[[ $output =~ ^boundary\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	is "$("$boundary" -V)" "$output"
}

@test "an unknown command is named, with the nearest one" {
	try chekc
	is "$status $stderr" "2 boundary: no command 'chekc'; did you mean 'check'?"
	[ -z "$output" ]
	try xyzzy
	# shellcheck disable=SC2016
	is "$status $stderr" '2 boundary: no command '"'xyzzy'"'; `boundary help` lists them'
	try --frob
	is "$status $stderr" "2 boundary: unknown option '--frob'"
	try $'\e[31m'
	[[ $stderr == "boundary: no command '^[[31m'"* ]]
}

@test "help of a command is what its --help and -h print" {
	for command in $(commands); do
		echo "command: $command"
		try help "$command"
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		[[ ${lines[0]} == "Usage: boundary $command "* ]]
		[[ $output == *"-h, --help"* ]]
		is "$("$boundary" "$command" --help)" "$output"
		is "$("$boundary" "$command" -h)" "$output"
	done
	try help chek
	is "$status $stderr" "2 boundary: help: no command 'chek'; did you mean 'check'?"
	try help check render
	[ "$status" -eq 2 ]
}

@test "each option that help lists is one the command takes" {
	for command in $(commands); do
		for option in $("$boundary" help "$command" |
			grep -o -e '^ .*--[a-z-]*' | grep -o -e '--[a-z-]*$'); do
			echo "$command $option"
			try "$command" "$option=x" --help
			[[ $stderr != *"unknown option"* ]]
			[[ $stderr != *"could be"* ]]
		done
		try "$command" --no-such-option
		is "$status $stderr" "2 boundary: $command: unknown option '--no-such-option'"
		[ -z "$output" ]
	done
}

@test "no help line is wider than 80 columns" {
	for command in $(commands) ""; do
		[ -z "$("$boundary" help $command | grep '.\{81\}')" ]
	done
}

@test "a broken config is told, and the defaults go on" {
	mkdir -p .config/boundary
	printf 'country: US\nkeep: perhaps\n' >.config/boundary/config.yaml
	try config get language
	[ "$status" -eq 0 ]
	is "$output" en
	[[ $stderr == "boundary: $HOME/.config/boundary/config.yaml, line 2, column "*": keep is nothing, kept or locked
  keep: perhaps
"*"^
boundary: going on without the config" ]]
}

@test "it works with no home, and with closed streams" {
	run --separate-stderr env -i "$boundary" scripts
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	run bash -c "'$boundary' scripts <&- 2>&-"
	[ "$status" -eq 0 ]
	run bash -c "'$boundary' scripts >&-"
	[ "$status" -eq 1 ]
	[[ $output == "boundary: cannot write the output"* ]]
	run env -i "$boundary" config set country US
	[ "$status" -eq 1 ]
	is "$output" "boundary: there is no home folder to keep a config in"
	run env -i "$boundary" scripts new x --kind no
	[ "$status" -eq 1 ]
}

@test "every command fails where its output cannot be written" {
	for words in help --version "help check" scripts \
		"scripts show decline-a-drink" "render decline-a-drink --fields" \
		explain "explain guilt" "config list" "completion bash"; do
		echo "words: $words"
		run bash -c "'$boundary' $words >/dev/full"
		[ "$status" -eq 1 ]
		[[ $output == "boundary: cannot write the output: No space left on device" ]]
	done
}

@test "a start opens no file that the command does not use" {
	command -v strace >/dev/null || skip "strace is not installed"
	ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=openat,open -o log \
		"$boundary" check <<<"No thanks." >/dev/null || true
	# Where coverage is counted, its counters are read as well.
	run grep -v -e '\.so' -e ENOENT -e '+++' -e /proc/self/ -e '\.gcda"' log
	echo "$output"
	[ -z "$output" ]
}
