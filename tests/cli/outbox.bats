#!/usr/bin/env bats
# boundary outbox: what waits, what has arrived, and what a person decides.
# shellcheck disable=SC2016 # $b is for script(1)

load helper
load ../peers/inbox

draft="No, thank you. I am not coming on Friday."

setup() {
	hermetic
	export BOUNDARY_NOW=1795500000
	data=$HOME/.local/share/boundary
	inbox_start
}

teardown() {
	inbox_stop
}

# Sends the draft, and puts the id of its entry into $id.
send_it() {
	try_with "$draft" send --to ana --yes -
	try outbox
	id=$(tail -n 1 <<<"$output" | cut -c1-8)
}

state() {
	try outbox show "$1"
	sed -n 's/^state *//p' <<<"$output"
}

later() {
	BOUNDARY_NOW=$((BOUNDARY_NOW + $1))
}

@test "an empty one says so, and makes no file" {
	for words in outbox "outbox list" "outbox retry"; do
		# shellcheck disable=SC2086 # words
		try $words
		is "$status$output" 0
		is "$stderr" "boundary: nothing was sent, and nothing waits"
	done
	[ ! -e "$data" ]
	for action in show drop retry; do
		try outbox "$action" abcd
		[ "$status" -eq 1 ]
		[ -z "$output" ]
		[ -n "$stderr" ]
	done
}

@test "words that it does not know are a mistake in use" {
	while IFS='|' read -r words message; do
		# shellcheck disable=SC2086 # words
		try outbox $words
		is "$status $output" "2 "
		is "$stderr" "boundary: outbox: $message"
	done <<-'LIST'
		burn|list, show, retry or drop, not 'burn'
		show|show takes one id
		drop|drop takes one id
		list abc|list takes no more
		retry a b|retry takes one id
	LIST
}

@test "what waits is tried again when its time has come, not before" {
	endpoint 503
	send_it
	try outbox
	is "$output" "$id  queued   2026-11-24 06:00  ana  next try 2026-11-24 06:00  503: it cannot take it now"
	try outbox retry
	is "$status $stderr" "75 boundary: 1 to wait for; it is not time yet"
	is "$(arrived)" 1
	later 10
	try outbox retry
	[ "$status" -eq 75 ]
	[[ $stderr == *"not delivered yet: 503"* ]]
	is "$(arrived)" 2
	# The second wait is longer: five minutes.
	later 10
	try outbox retry
	is "$status $(arrived)" "75 2"
	endpoint ok
	later 400
	try outbox retry
	is "$status $stderr" "0 "
	is "$output" "Delivered to ana (202). Receipt $id."
	is "$(state "$id")" sent
	is "$(received 'json.loads(r["body"])["data"]["script"]')" "$draft"
	try outbox retry
	is "$status$stderr" 0
	is "$(arrived)" 3
}

@test "the same bytes and id go again, signed anew" {
	printf 'whsec_%s' "$(printf '%032d' 7 | base64)" >secret && chmod 600 secret
	endpoint 503 "signing_secret_file: $PWD/secret"
	send_it
	later 3600
	try outbox retry
	is "$(arrived)" 2
	python3 - "$ledger" <<'PYTHON'
import json, sys
first, second = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert first["body"] == second["body"]
for name in first["headers"]:
    same = first["headers"][name] == second["headers"][name]
    assert same == (name not in ("webhook-timestamp", "webhook-signature")), name
assert int(second["headers"]["webhook-timestamp"]) - \
    int(first["headers"]["webhook-timestamp"]) == 3600
PYTHON
}

@test "a receiver that says when is heeded" {
	endpoint retry-seconds
	send_it
	later 119
	try outbox retry
	is "$status $(arrived)" "75 1"
	later 1
	try outbox retry
	is "$(arrived)" 2
}

@test "after ten tries it is parked, and a person may still send it" {
	endpoint 503
	send_it
	for _ in 2 3 4 5 6 7 8 9 10; do
		later 50000
		try outbox retry
	done
	is "$(arrived)" 10
	is "$(state "$id")" parked
	later 500000
	try outbox retry
	is "$status$stderr" 0
	is "$(arrived)" 10
	endpoint ok
	try outbox retry "$id"
	is "$status $(state "$id")" "0 sent"
}

@test "what may have arrived goes again only with a yes" {
	endpoint reset
	send_it
	is "$(state "$id")" unsure
	endpoint ok
	try outbox retry
	is "$status $stderr" "0 boundary: $id may have arrived; \`boundary outbox retry $id\` asks you first"
	run --separate-stderr setsid -w "$boundary" outbox retry "$id"
	is "$status" 1
	is "$stderr" "boundary: $id may have arrived; it is not sent again without a yes"
	on_terminal '$b outbox retry '"$id" <<<n
	[[ $output == *"It may have arrived. Send it again? [y/N] "* ]]
	is "$status $(arrived)" "1 1"
	on_terminal '$b outbox retry '"$id" <<<y
	is "$status $(arrived) $(state "$id")" "0 2 sent"
	try outbox retry "$id"
	is "$status $stderr" "1 boundary: $id has arrived; it is not sent again"
}

@test "an inbox that counts each id once gets it again without asking" {
	endpoint reset "dedupes: yes"
	send_it
	is "$(state "$id")" queued
	endpoint dedup "dedupes: yes"
	later 60
	try outbox retry
	is "$status $(arrived) $(state "$id")" "0 2 sent"
}

@test "of eight retries at once, one sends" {
	endpoint 503 "dedupes: no"
	send_it
	endpoint ok "dedupes: no"
	later 60
	for number in 1 2 3 4 5 6 7 8; do
		"$boundary" outbox retry "$id" >"out$number" 2>"err$number" &
		pids[number]=$!
	done
	wait "${pids[@]}" || :
	is "$(arrived)" 2
	is "$(cat out?)" "Delivered to ana (202). Receipt $id."
	is "$(state "$id")" sent
}

@test "a refused secret holds the endpoint until a person says try" {
	inbox_stop
	inbox_start --secret "whsec_$(printf '%032d' 7 | base64)"
	printf 'whsec_%s' "$(printf '%032d' 8 | base64)" >secret && chmod 600 secret
	endpoint verify "signing_secret_file: $PWD/secret"
	# The inbox looks at its own clock when it verifies.
	BOUNDARY_NOW=$(date +%s)
	held="boundary: ana is held: on $(date -u -d "@$BOUNDARY_NOW" +%F) it did not accept our secret (401)."
	try_with "$draft" send --to ana --yes -
	is "$status $(arrived)" "1 1"
	[[ $stderr =~ "kept as "([0-9a-z]{8}) ]]
	first=${BASH_REMATCH[1]}
	[[ $stderr == *"nothing more goes to ana until that is mended, or you say \`boundary outbox retry $first\`" ]]
	is "$(state "$first")" parked
	# What is sent now is kept, and nobody knocks.
	later 1
	try_with "$draft" send --to ana --yes -
	is "$status" 75
	[[ $stderr == "$held"* ]]
	[[ $stderr =~ "not sent yet; your words are kept as "([0-9a-z]{8}) ]]
	second=${BASH_REMATCH[1]}
	later 1
	try_with "$draft" send --to ana --yes -
	later 60
	try outbox retry
	is "$status $(arrived)" "75 1"
	[[ $stderr == "$held"* ]]
	is "$(grep -c "is held" <<<"$stderr")" 1
	try outbox
	is "$status" 0
	is "$(grep -c "  queued .*  ana  ana is held$" <<<"$output")" 2
	[[ $stderr == "$held"* ]]
	# A person says that it is mended, and it is not.
	try outbox retry "$second"
	is "$status $(arrived) $(state "$second")" "1 2 parked"
	# Now it is: the one that was named goes, and the other after it.
	printf 'whsec_%s' "$(printf '%032d' 7 | base64)" >secret
	try outbox retry
	is "$status $(arrived)" "75 2"
	try outbox retry "$second"
	is "$status $(arrived) $(state "$second")" "0 3 sent"
	try outbox
	is "$stderr" ""
	try outbox retry
	is "$status $(arrived)" "0 4"
	is "$(state "$first")" parked
}

@test "a held endpoint is free once its settings are others" {
	endpoint 403
	send_it
	try_with "$draft" send --to ana --yes -
	is "$status $(arrived)" "75 1"
	# What says nothing of the way to it mends nothing.
	endpoint 403 "timeout: 5" "dedupes: yes"
	try outbox retry
	is "$status $(arrived)" "75 1"
	endpoint ok
	try outbox
	is "$stderr" ""
	try outbox retry
	is "$status $(arrived)" "0 2"
}

@test "an endpoint that takes nothing any more is off until it is set up anew" {
	endpoint 503
	send_it
	waiting=$id
	endpoint 410
	try_with "$draft" send --to ana --yes -
	is "$status $(arrived)" "1 2"
	[[ $stderr == *"nothing more goes to ana until it is set up anew" ]]
	off="boundary: ana is switched off: since 2026-11-24 it takes no messages any more (410). Ask the counselor for a new address and set it as url, or take ana out of the config"
	count=$("$boundary" outbox 2>err | wc -l)
	is "$(cat err)" "$off"
	# Refused before a word of it is shown or kept.
	try_with "$draft" send --to ana --yes -
	is "$status$output" 1
	is "$stderr" "$off
boundary: nothing was sent"
	is "$("$boundary" outbox 2>/dev/null | wc -l)" "$count"
	later 60
	try outbox retry
	is "$status $stderr" "75 $off"
	try outbox retry "$waiting"
	is "$status $stderr" "1 $off"
	is "$(arrived)" 2
	try outbox
	[[ $output == *"$waiting  queued "*"  ana  ana is switched off  503: "* ]]
	endpoint ok
	try outbox retry
	is "$status $(arrived) $(state "$waiting")" "0 3 sent"
}

@test "a hold is heeded while the store is locked, and names nobody" {
	endpoint 401
	send_it
	echo "one pass phrase" | "$boundary" --passphrase-fd=0 lock \
		--memory 19 --no-recovery
	try_with "$draft" send --to ana --yes -
	is "$status $(arrived)" "75 1"
	[[ $stderr == "boundary: ana is held: "* ]]
	run grep -c -a -w ana "$data/boundary.db"
	is "$output" 0
}

# Sends to an endpoint that takes it and does not answer; $sender is at it.
send_and_hang() {
	endpoint hang "timeout: 20"
	printf '%s' "$draft" >draft
	"$boundary" send --to ana --yes - <draft >/dev/null 2>&1 &
	sender=$!
	for _ in $(seq 200); do
		[ "$(arrived)" -eq 0 ] || break
		sleep 0.05
	done
}

@test "what is on its way is not sent by another, until its process is gone" {
	send_and_hang
	is "$(arrived)" 1
	try outbox
	id=${output:0:8}
	[[ $output == "$id  started  "*"  on its way now" ]]
	endpoint ok "dedupes: yes"
	try outbox retry "$id" --yes
	is "$status $stderr" "75 boundary: $id is on its way just now; see \`boundary outbox\` in a moment"
	try outbox retry
	is "$status $stderr" "75 boundary: $id is on its way just now"
	try outbox drop "$id" --yes
	is "$status" 1
	is "$stderr" "boundary: $id is on its way just now; see \`boundary outbox\` in a moment"
	is "$(arrived) $(state "$id")" "1 started"
	kill -KILL "$sender"
	wait "$sender" || :
	try outbox
	[[ $output != *"on its way"* ]]
	try outbox retry
	is "$status $(arrived) $(state "$id")" "0 2 sent"
}

@test "of eight that take up what was cut off at once, one sends" {
	send_and_hang
	kill -KILL "$sender"
	wait "$sender" || :
	try outbox
	id=${output:0:8}
	is "$(state "$id")" started
	endpoint ok "dedupes: no"
	for number in 1 2 3 4 5 6 7 8; do
		"$boundary" outbox retry "$id" --yes >"out$number" 2>"err$number" &
		pids[number]=$!
	done
	wait "${pids[@]}" || :
	is "$(arrived)" 2
	is "$(cat out?)" "Delivered to ana (202). Receipt $id."
	is "$(state "$id")" sent
}

@test "show has the words while they wait; drop takes them out for good" {
	endpoint 422
	send_it
	try outbox show "${id:0:4}"
	[ "$status" -eq 0 ]
	[[ $output == *"state     parked"*"tries     1"*"status    422"*"$draft"* ]]
	run setsid -w "$boundary" outbox drop "$id"
	is "$status" 1
	on_terminal '$b outbox drop '"$id" <<<n
	is "$status" 1
	is "$(state "$id")" parked
	try outbox drop "$id" --yes
	is "$status$output$stderr" 0
	try outbox show "$id"
	is "$status $stderr" "1 boundary: nothing kept has the id $id"
	run grep -c Friday "$data/boundary.db"
	is "$output" 0
}

@test "an endpoint that is gone from the config leaves the entry alone" {
	endpoint 503
	send_it
	rm "$HOME/.config/boundary/config.yaml"
	later 60
	try outbox retry
	[ "$status" -eq 1 ]
	is "$stderr" 'boundary: no endpoint is called "ana"'
	is "$(state "$id")" queued
}
