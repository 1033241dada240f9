#!/usr/bin/env bats
# What comes from elsewhere, on a real terminal: a script, a file's name, a
# value of the config, a draft, a server's reply. Each holds bytes that would
# set the title, clear the screen, turn the direction of reading or hide text;
# none of them may get through. tmux writes down every byte that it is given.

load ../cli/helper

setup() {
	hermetic
	command -v tmux >/dev/null || skip "tmux is not installed"
	# Sets the title and the clipboard, clears, moves, turns, hides.
	evil=$'\e]0;owned\a\e]52;c;b3duZWQ=\a\e[2J\e[3;3H\xc2\x9b31m\xe2\x80\xaegnivlove\xe2\x80\x8b\r'
	export XDG_CONFIG_HOME=$PWD/config XDG_DATA_HOME=$PWD/data
	mkdir -p config/boundary data/boundary/scripts/en/no
	tmux="tmux -S $BATS_TEST_TMPDIR/tmux -f /dev/null"
}

teardown() {
	[ -z "${tmux-}" ] || $tmux kill-server 2>/dev/null || :
}

# Runs a shell line in tmux; $raw is what it wrote, $seen what stood there.
in_tmux() {
	export b=$boundary
	printf '%s\nprintf "\\nth%%s\\n" "e end"; sleep 60\n' "$1" >line.sh
	$tmux new-session -d -x 220 -y 200 -n quiet "sleep 0.2; sh ./line.sh"
	$tmux pipe-pane -o "cat >>$PWD/raw"
	for _ in $(seq 100); do
		! grep -q 'the end' raw 2>/dev/null || break
		sleep 0.1
	done
	raw=$(tr -d '\0' <raw)
	seen=$($tmux capture-pane -p)
	title=$($tmux display-message -p '#{pane_title}')
	[[ $raw == *"the end"* ]]
}

# Colours are the program's own; nothing else begins with ESC.
is_harmless() {
	local rest

	rest=$(sed 's/\x1b\[[0-9;]*m//g' raw)
	echo "$rest" | cat -v
	[[ $rest != *$'\e'* ]]
	[[ $rest != *$'\a'* ]]
	[[ $rest != *$'\xc2\x9b'* ]]
	[[ $rest != *$'\xe2\x80\xae'* ]]
	[[ $rest != *$'\xe2\x80\x8b'* ]]
	[[ $title != *owned* ]]
	[[ $seen == *"$1"* ]]
}

@test "a draft, and the name of its file" {
	printf 'Sorry %s sorry, maybe no?\n' "$evil" >draft
	mv draft "$(printf '\033]0;owned\a\033[2Jdraft')"
	# shellcheck disable=SC2016 # for the shell in tmux
	in_tmux '$b check *draft'
	is_harmless '^[]0;owned^G^[]52;c;'
}

@test "the name of a file that is not there" {
	# shellcheck disable=SC2016 # for the shell in tmux
	in_tmux '$b check "$(printf "\033]0;owned\a\033[2Jno-such")"'
	is_harmless 'no-such'
}

@test "a script: in the list, shown, filled" {
	unset BOUNDARY_PATH
	# YAML has no raw ESC, but it has escapes for them.
	printf '%s\n' '---' 'title: "T \e]0;owned\a\e[2J\u202egnivlove"' \
		'kind: no' 'about: "A \e[2J\u200b"' \
		'fields: {person: {ask: "Who \e[2J?", example: Sam}}' '---' \
		'# plain' "No, {{person}}. $evil" \
		>data/boundary/scripts/en/no/from-elsewhere.md
	# shellcheck disable=SC2016 # for the shell in tmux
	in_tmux '$b scripts list | grep from-else; $b scripts list --kind no
		$b scripts show from-elsewhere; $b render from-elsewhere person=Sam'
	is_harmless 'No, Sam.'
}

@test "a value of the config" {
	printf 'country: "\\e]0;owned\\a\\e[2J"\n' >config/boundary/config.yaml
	# shellcheck disable=SC2016 # for the shell in tmux
	in_tmux '$b config; $b lines'
	is_harmless 'country is two letters'
}

@test "what a server says of a message" {
	cat >post <<-'STUB'
		#!/bin/bash
		read -r hello
		echo "ready 1 stub"
		while read -r name value && [ "$name" != body ]; do :; done
		head -c "$value" >/dev/null
		echo loaded
		read -r go
		printf 'status 422\ntitle \033]0;owned\a\033[2J\342\200\256evil\n'
		printf 'detail \302\2331m \033[31m \342\200\213 ask them\nverdict refused\n'
	STUB
	chmod +x post
	export BOUNDARY_POST=$PWD/post
	printf 'endpoints:\n  counselor: {url: "http://127.0.0.1:9/x"}\n' \
		>config/boundary/config.yaml
	# shellcheck disable=SC2016 # for the shell in tmux
	in_tmux 'echo "No, thank you." >draft; $b send - --yes --to counselor <draft'
	is_harmless '^[]0;owned^G^[[2J<U+202E>evil'
}

@test "a session that is answered so" {
	printf 'introduced: true\ncountry: IE\n' >config/boundary/config.yaml
	printf '%s\n' no 5 50 "$evil" 0 "" "Sam $evil" beer tea "" >answers
	# shellcheck disable=SC2016 # for the shell in tmux
	in_tmux '$b practice decline-a-drink --no-save <answers'
	is_harmless 'No, thanks'
}
