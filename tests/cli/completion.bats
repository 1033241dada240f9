#!/usr/bin/env bats
# Backquotes and dollars are text of the program here, not of the shell:
# shellcheck disable=SC2016,SC2034,SC2086,SC2143,SC2238
# boundary completion: what Tab offers.

load helper

setup() {
	hermetic
	mkdir bin
	ln -s "$boundary" bin/boundary
	PATH=$PWD/bin:$PATH
}

# True where bash offers $1 for the words behind it, the last at the cursor.
offers() {
	local want=$1

	shift
	got=$(bash -c 'eval "$(boundary completion bash)"
		COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _boundary
		printf "%s\n" "${COMPREPLY[@]}"' complete "$@")
	echo "offers: $got"
	grep -qx -e "$want" <<<"$got"
}

@test "bash: the script is sound" {
	boundary completion bash >script
	bash -n script
	if command -v shellcheck >/dev/null; then
		shellcheck -s bash -S error script
	fi
}

@test "bash: commands, options, values, names, files" {
	offers check boundary ch
	offers --version boundary --v
	offers --jsonl boundary check --j
	offers sarif boundary check --format ""
	offers support boundary check -k su
	offers lint boundary scripts l
	offers decline-a-drink boundary scripts show dec
	offers decline-a-drink boundary render decline
	offers firm boundary render decline-a-drink --tone f
	offers guilt boundary explain gui
	offers zsh boundary completion z
	offers check boundary help ch
	offers check boundary --plain ch
	touch draft.txt
	offers draft.txt boundary check dra
	offers draft.txt boundary render --from dra
}

@test "bash: every command and option is offered" {
	for command in $(boundary help | awk '/^[A-Z]/ { on = /^Commands:/ }
		on && /^  [a-z]/ { print $1 }'); do
		offers "$command" boundary ""
		for option in $(boundary help "$command" | grep -o -e '^ .*--[a-z-]*' |
			grep -o -e '--[a-z-]*$'); do
			offers "$option" boundary "$command" --
		done
	done
}

@test "zsh and fish: each names every command and option" {
	for shell in zsh fish; do
		boundary completion $shell >script
		for command in $(boundary help | awk '/^[A-Z]/ { on = /^Commands:/ }
			on && /^  [a-z]/ { print $1 }'); do
			echo "$shell $command"
			grep -q "$command" script
			for option in $(boundary help "$command" |
				grep -o -e '^ .*--[a-z-]*' | grep -o -e '--[a-z-]*$'); do
				grep -q -e "$option" -e "-l ${option#--}" script
			done
		done
		if command -v $shell >/dev/null; then
			$shell -n script
		fi
	done
}

@test "what it asks of the program is quiet" {
	echo 'country: [' >bad
	mkdir -p .config/boundary
	mv bad .config/boundary/config.yaml
	run --separate-stderr bash -c 'eval "$(boundary completion bash 2>/dev/null)"
		COMP_WORDS=(boundary scripts show d); COMP_CWORD=3; _boundary'
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "usage errors name the fault in one line and exit 2" {
	try completion
	is "$status $stderr" "2 boundary: completion: for which shell: bash, zsh or fish?"
	try completion tcsh
	is "$status $stderr" "2 boundary: completion: no shell 'tcsh': bash, zsh or fish"
}

@test "bash: behind a script come its blanks" {
	offers person= boundary render decline-a-drink ""
	offers instead= boundary render decline-a-drink person=Sam ins
	offers decline-a-drink boundary render --tone firm dec
}

# What fish offers for a line.
fish_offers() {
	mkdir -p .config/fish/completions
	boundary completion fish >.config/fish/completions/boundary.fish
	fish -c "complete -C '$1'" | cut -f1
}

@test "fish: what it offers, and no files where none can stand" {
	command -v fish >/dev/null || skip "fish is not installed"
	touch draft.txt
	is "$(fish_offers 'boundary check --format ' | xargs)" "json sarif text"
	is "$(fish_offers 'boundary render --tone ' | xargs)" "firm gentle plain"
	is "$(fish_offers 'boundary render decline-a-drink per')" "person="
	is "$(fish_offers 'boundary -P ch')" check
	fish_offers 'boundary scripts show dec' | grep -qx decline-a-drink
	fish_offers 'boundary explain gui' | grep -qx guilt
	fish_offers 'boundary card --from dra' | grep -qx draft.txt
}

@test "zsh: Tab fills in what can only be meant" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	mkdir functions
	boundary completion zsh >functions/_boundary
	# A shell on a terminal of its own; each wait ends at what it waits for.
	cat >tab.zsh <<-'ZSH'
		zmodload zsh/zpty
		zpty shell zsh -f -i
		zpty -w shell 'PS1=ready:; fpath=($PWD/functions $fpath);' \
			'autoload -Uz compinit; compinit -u -D;' \
			'bindkey "^I" complete-word; print be''gin'
		zpty -r -m shell out '*begin*ready:*'
		while [[ $# -gt 0 ]]; do
			zpty -n -w shell "$1"$'\t'
			zpty -r -m shell out "*$2*"
			print -r -- "$1: $2"
			zpty -n -w shell $'\x15'
			shift 2
		done
	ZSH
	run timeout 60 zsh -f tab.zsh 'boundary che' check \
		'boundary check --explain' --explain-verdict \
		'boundary check --format sa' sarif \
		'boundary scripts show decline-a-dr' decline-a-drink \
		'boundary render decline-a-drink per' person= \
		'boundary explain guil' guilt
	echo "$output"
	is "$status" 0
	is "$(wc -l <<<"$output")" 6
}
