#!/usr/bin/env bats
# Commands that change what is kept or send it, with a memory that runs out at
# one allocation after another. Each starts from the same state, ends with a
# status of its own and a line that says why, and leaves it as it was or as it
# was to be.
#
# FAULT_SAMPLES  how many allocations of a command are tried, spread evenly
#                (12); 0 tries each

load ../cli/helper
load ../peers/inbox

words="No, thank you. I am not drinking."
phrase="a long pass phrase"

setup() {
	hermetic
	shim=$(dirname "$boundary")/tests/fault/shim.so
	[ -e "$shim" ] || skip "the build has no tests/fault/shim.so"
	! nm -D "$boundary" 2>/dev/null | grep -q __asan_init ||
		skip "a sanitizer has its own allocator"
	export XDG_DATA_HOME=$PWD/now/data XDG_CONFIG_HOME=$PWD/now/config
	export BOUNDARY_NOW=1795500000 TERM=dumb
	config=$XDG_CONFIG_HOME/boundary/config.yaml
	mkdir -p now/data "$(dirname "$config")"
	echo "keep: kept" >"$config"
}

teardown() {
	inbox_stop
}

# What passphrase_command is asked for is not in the words of the command.
add_phrase() {
	echo "passphrase_command: echo $phrase" >>"$config"
}

lock_it() {
	"$boundary" lock --memory 19 --no-recovery >/dev/null 2>&1
}

# sweep CHECK ARGUMENT...: from the state that is there, with file `in` as
# input; CHECK is called after each run, with its status in $ended.
sweep() {
	local check=$1 samples=${FAULT_SAMPLES-12} count step tried=0 worked=0
	shift
	touch in
	rm -rf before
	cp -a now before
	LD_PRELOAD=$shim FAULT_COUNT=count "$boundary" "$@" <in >out 2>log || {
		cat log
		return 1
	}
	[ -z "${ledger-}" ] || : >"$ledger"
	count=$(cat count)
	[ "$samples" -gt 0 ] || samples=$count
	step=$(((count + samples - 1) / samples))
	for at in $(seq 1 "$step" "$count"); do
		rm -rf now
		cp -a before now
		ended=0
		timeout 20 env LD_PRELOAD="$shim" FAULT_AT="$at" "$boundary" \
			"$@" <in >out 2>log || ended=$?
		tried=$((tried + 1))
		[ "$ended" -ne 0 ] || worked=$((worked + 1))
		printf 'allocation %s of %s, status %s\n' "$at" "$*" "$ended"
		cat log
		[ "$ended" -le 75 ]
		[ "$ended" -eq 0 ] || [ -s log ]
		"$check"
	done
	[ "$tried" -gt "$worked" ]
	echo "# $*: $tried of $count allocations failed in turn, $worked" \
		"times it worked all the same" >&3
}

the_entry_is_there() {
	try journal export
	[ "$status" -eq 0 ]
	[ "$(grep -c "$words" <<<"$output")" -eq 1 ]
	[ "$(ls "$XDG_DATA_HOME/boundary")" = boundary.db ]
}

@test "unlock and rekey are all or nothing" {
	echo "$words" | "$boundary" journal add 2>/dev/null
	add_phrase
	lock_it
	sweep the_entry_is_there rekey --memory 19 --no-recovery
	rm -rf now
	cp -a before now
	sweep the_entry_is_there unlock
}

the_card_is_whole_or_fails() {
	the_entry_is_there
	[ "$ended" -ne 0 ] || grep -q "$words" out
}

@test "a card" {
	printf '{"draft":"%s","plan":{"when":"2026-11-30"}}' "$words" |
		"$boundary" journal add 2>log
	id=$(sed -n 's/.*as \(.*\)\.$/\1/p' log)
	[ "$id" ]
	sweep the_card_is_whole_or_fails card "$id"
	sweep the_card_is_whole_or_fails card --format html "$id"
}

# The look back is there where it was said to be, and the words always.
the_look_back_is_whole() {
	the_entry_is_there
	local count
	count=$(grep -c '"follow":\[{"date":"2026-11-24"' <<<"$output" || :)
	[ "$count" -eq 1 ] || [ "$ended" -ne 0 ]
}

@test "a look back" {
	printf '{"draft":"%s","script":"decline-a-drink","kind":"no",%s}' \
		"$words" '"before":{"hard":7,"likely":40,"fear":"none"},"plan":{"when":"2026-11-23"}' |
		"$boundary" journal add 2>/dev/null
	printf '%s\n' yes yes '' no 3 '' >in
	sweep the_look_back_is_whole follow
}

# Under one id, whatever went wrong, and what is kept can still be sent.
it_arrives_under_one_id() {
	local ids
	[ "$ended" -ne 0 ] || [ "$(arrived)" -eq 1 ]
	"$boundary" outbox >/dev/null 2>&1
	"$boundary" outbox retry >/dev/null 2>&1 || :
	ids=$(python3 -c 'import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    print(len({json.loads(line)["id"] for line in file}))' "$ledger")
	: >"$ledger"
	[ "$ids" -le 1 ]
}

@test "sending, and sending again" {
	inbox_start
	printf 'endpoints:\n  ana:\n    url: http://127.0.0.1:%s/ok\n' \
		"$port" >>"$config"
	echo "$words" >in
	: >"$ledger"
	sweep it_arrives_under_one_id send --to ana --yes -
	rm -rf now
	cp -a before now
	sed -i "s/:$port/:1/" "$config"
	"$boundary" send --to ana --yes - <in >/dev/null 2>&1 || [ $? -eq 75 ]
	sed -i "s|127.0.0.1:1/|127.0.0.1:$port/|" "$config"
	export BOUNDARY_NOW=1795509000
	sweep it_arrives_under_one_id outbox retry
}
