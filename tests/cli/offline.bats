#!/usr/bin/env bats
# The promise that anyone can check: no command but send and `outbox retry`
# touches a network, and what is secret stands where it must and nowhere else.

load helper
load ../peers/inbox

setup() {
	hermetic
	unset BOUNDARY_PATH
	command -v strace >/dev/null || skip "strace is not installed"
	strace -qq -o /dev/null true 2>/dev/null || skip "strace may not trace here"
	# Leaks are looked for by ptrace, as is done by strace.
	[ -z "${ASAN_OPTIONS-}" ] || ASAN_OPTIONS+=:detect_leaks=0
}

teardown() {
	inbox_stop
}

# Each command as a person would use it, one or more lines each.
uses() {
	cat <<-'LIST'
		calm breathe --rounds 1
		card
		check
		check --jsonl
		circle add Ana
		circle list
		completion bash
		config get country
		config set country IE
		explain over-apology
		follow
		help send
		journal add
		journal list
		journal export
		lines IE
		lock
		outbox list
		outbox show abcd
		outbox drop abcd
		practice decline-a-drink
		practice --json decline-a-drink
		privacy
		progress
		rekey
		render decline-a-drink person=Sam instead=tea
		scripts list
		scripts search money
		send --dry-run -
		unlock
		--version
	LIST
}

@test "no other command opens a socket to a network or looks up a name" {
	# shellcheck disable=SC2034 # the endpoint's
	port=9
	endpoint ok
	runs=0
	while IFS= read -r words; do
		# shellcheck disable=SC2086 # words
		printf 'No, thank you.\n' | timeout 20 strace -f -qq -s 200 -o calls \
			-e trace=socket,connect,sendto,openat,execve \
			"$boundary" $words >/dev/null 2>&1 || [ $? -ne 124 ]
		grep -q 'execve(' calls
		if grep -E 'AF_INET|AF_NETLINK|resolv\.conf|boundary-post|nsswitch|"/etc/hosts"' calls; then
			echo "by: boundary $words"
			return 1
		fi
		runs=$((runs + 1))
	done < <(uses)
	# None of the commands that there are was left out.
	for name in $("$boundary" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]\+\) .*/\1/p'); do
		uses | grep -q "^$name" || {
			echo "not tried: $name"
			return 1
		}
	done
	echo "# = offline: $runs uses of every command: no socket to a network, no name looked up" >&3
}

@test "the same look does see what send does" {
	inbox_start
	endpoint ok
	printf 'No, thank you.\n' | strace -f -qq -o calls -e trace=socket,connect \
		"$boundary" send --to ana --yes - >/dev/null
	grep -q AF_INET calls
}

# Fails where the command succeeds; a bare ! would not end a test.
absent() {
	if "$@"; then
		return 1
	fi
}

# All places that hold a canary, but those that are named after it.
places() {
	local canary=$1
	shift
	grep -rlF "$canary" "$HOME" 2>/dev/null | while IFS= read -r file; do
		for place; do
			[[ $file != *"$place" ]] || continue 2
		done
		echo "$canary is in $file"
	done
}

@test "secrets and words are in no argument, environment, log, core or other file" {
	inbox_start
	signing="canary-signing-0123456789-abcdefgh"
	printf 'whsec_%s' "$(printf %s "$signing" | base64)" >secret
	printf 'canary-bearer' >bearer
	chmod 600 secret bearer
	endpoint hang "signing_secret_file: $PWD/secret" "bearer_command: cat $PWD/bearer" \
		"timeout: 3"
	ulimit -c unlimited 2>/dev/null || :
	# All that is ever executed, with its arguments and environment.
	(printf 'canary-words\n' | strace -f -qq -v -s 4096 -o calls -e trace=execve \
		"$boundary" send --to ana --yes - >out 2>err) &
	sender=$!
	for _ in $(seq 100); do
		post=$(pgrep -P "$(pgrep -P "$(pgrep -P $sender -x strace || echo 0)" \
			-x boundary || echo 0)" -x boundary-post) && [ -s "$ledger" ] && break
		sleep 0.05
	done
	[ -n "$post" ]
	boundary_itself=$(awk '/^PPid/ {print $2}' "/proc/$post/status")
	for process in "$post" "$boundary_itself"; do
		for file in cmdline environ; do
			# Only root may look into the environment of such a process.
			{ tr '\0' '\n' <"/proc/$process/$file"; } >seen 2>/dev/null ||
				[ "$file" = environ ]
			[ "$file" = environ ] || [ -s seen ]
			absent grep -F canary seen
		done
		for fd in "/proc/$process/fd/"*; do
			[[ $(readlink "$fd") != *"/bearer" && $(readlink "$fd") != *"/secret" ]]
		done
	done
	for process in "$post" "$boundary_itself"; do
		grep -q '^Max core file size *0 ' "/proc/$process/limits"
	done
	# Killed as by a fault of its own, it leaves no core, and send goes on.
	kill -SEGV "$post"
	wait "$sender" || status=$?
	is "$status" 1
	grep -q "may have arrived" err
	absent compgen -G "core*"
	absent grep -F canary calls
	[ "$(grep -c 'execve(' calls)" -ge 3 ]
	absent grep -e canary-bearer -e "$signing" -e whsec out err
	for canary in canary-bearer "$signing" "$(base64 <<<"$signing" | cut -c1-20)"; do
		is "$(places "$canary" /bearer /secret /ledger)" ""
	done
	# The words wait in the outbox, and were shown; nowhere else.
	is "$(places canary-words /boundary.db /out /ledger)" ""
	grep -qF canary-words "$HOME/.local/share/boundary/boundary.db"
	endpoint ok
	id=$("$boundary" outbox | cut -c1-8)
	"$boundary" outbox retry --yes "$id"
	is "$(places canary-words /out /ledger)" ""
}
