#!/usr/bin/env bats
# boundary send: what is shown is what goes, and nothing goes unseen.
# shellcheck disable=SC2016 # $b is for script(1)

load helper
load ../peers/inbox

draft="No, thank you. I am not coming on Friday."

setup() {
	hermetic
	config=$HOME/.config/boundary/config.yaml
	data=$HOME/.local/share/boundary
	inbox_start
}

teardown() {
	inbox_stop
}

send_it() {
	try_with "$draft" send --to ana --yes "$@" -
}

# Types its first argument on a terminal, where send asks; the rest is sent.
type_word() {
	export b=$boundary
	printf '%s' "$draft" >draft
	run bash -c "sleep 0.3; printf '%s\n' '$1' | script -qec '\$b send --to ana - <draft' /dev/null"
	output=${output//$'\r'/}
}

@test "says what is missing, and sends nothing" {
	while IFS='|' read -r words message; do
		# shellcheck disable=SC2086 # words
		try_with "$draft" send $words
		is "$status $stderr" "2 boundary: $message"
		[ -z "$output" ]
	done <<-'LIST'
		|send: one draft: its id, or - for standard input
		- -|send: one draft: its id, or - for standard input
		-|the config has no endpoint; boundary-config(5) says how to add one
		--to ana -|no endpoint is called "ana"
	LIST
	endpoint ok
	try_with "$draft" send --yes -
	is "$status $stderr" "2 boundary: send: --yes needs --to NAME"
	try_with "$draft" send --to bob -
	is "$status $stderr" '2 boundary: no endpoint is called "bob"'
	printf '  bob: {url: "https://b.example"}\n' >>"$config"
	try_with "$draft" send -
	is "$status $stderr" "2 boundary: there are 2 endpoints: say which with --to"
	is "$(arrived)" 0
}

@test "a bad setting is reported with its place before anything is sent" {
	while IFS='|' read -r line message; do
		endpoint ok "$line"
		send_it
		[ "$status" -eq 1 ]
		is "${stderr%%$'\n'*}" "boundary: $config, line 4, column 5: $message"
	done <<-'LIST'
		format: pigeon|format is native, hub, text or fhir-r4
		timeout: 0|`timeout` is a whole number from 1 to 300
		pin: abc|pin is sha256// and base64, several with ; between them
		colour: red|an endpoint has no "colour"
		encrypt_to: bob|encrypt_to is a public key of age, age1...
	LIST
	endpoint ok
	sed -i 's|http://127.0.0.1.*|http://inbox.example.org/|' "$config"
	send_it
	[ "$status" -eq 1 ]
	[[ $stderr == *"$config, line 3, column 5: "*https* ]]
	sed -i 's|http://inbox.*|https://bücher.example/|' "$config"
	send_it
	[ "$status" -eq 1 ]
	[[ $stderr == *"$config, line 3, column 5: "*xn--* ]]
	is "$(arrived)" 0
	[ ! -e "$data" ]
}

@test "--dry-run shows all of it, keeps nothing and sends nothing" {
	printf 'canary-bearer\n' >bearer && chmod 600 bearer
	endpoint ok "bearer_file: $PWD/bearer"
	try_with "$draft" send --dry-run -
	is "$status$stderr" 0
	[[ $output == "To ana (127.0.0.1:$port), at http://127.0.0.1:$port/ok"* ]]
	[[ $output == *"Authorization: Bearer (secret)"* ]]
	[[ $output == *"\"script\":\"$draft\""* ]]
	[[ $output != *canary* ]]
	is "$(arrived)" 0
	[ ! -e "$data" ]
}

@test "what was shown is what arrives, and the receipt has no words" {
	endpoint ok
	send_it
	is "$status$stderr" 0
	shown=$output
	is "$(arrived)" 1
	[[ $shown =~ "Delivered to ana (202). Receipt "([0-9a-z]{8})"."$ ]]
	id=${BASH_REMATCH[1]}
	body=$(received 'r["body"]')
	[[ $shown == *$'\n\n'"$body"$'\n\n'* ]]
	is "$(jq -r .data.script <<<"$body")" "$draft"
	# Each header that arrived was shown, with its value; and none is more.
	while IFS= read -r line; do
		grep -qixF "  $line" <<<"$shown" || {
			echo "not shown: $line"
			return 1
		}
	done < <(received '"\n".join(f"{k}: {v}" for k, v in r["headers"].items())')
	is "$(grep -c '^  [A-Za-z-]*: ' <<<"$shown")" "$(received 'len(r["headers"])')"
	is "$(received 'r["headers"]["user-agent"]')" boundary
	run grep -c "not coming" "$data/boundary.db"
	is "$output" 0
	try outbox show "$id"
	[[ $output == *"state     sent"*"status    202"*"sha256    "* ]]
	[[ $output != *Friday* ]]
	[ "$(stat -c %a "$data/boundary.db")" = 600 ]
}

@test "each format has its own form, and nothing of the person's" {
	for format in native hub text fhir-r4; do
		endpoint ok "format: $format"
		send_it
		is "$status$stderr" 0
		body=$(received 'r["body"]')
		case $format in
		text) is "$body" "{\"text\":\"$draft\"}" ;;
		fhir-r4)
			is "$(jq -r '.payload[0].contentString' <<<"$body")" "$draft"
			is "$(received 'r["headers"]["content-type"]')" application/fhir+json
			;;
		*) is "$(jq -r .data.script <<<"$body")" "$draft" ;;
		esac
		for private in "$(id -un)" "$(uname -n)" "$HOME" UTF-8; do
			[[ $(cat "$ledger") != *"\"$private\""* ]]
		done
	done
	is "$(arrived)" 4
}

@test "the signature is one that the other side can check" {
	inbox_stop
	secret=whsec_$(printf '%032d' 7 | base64)
	inbox_start --secret "$secret"
	printf '%s' "$secret" >secret && chmod 600 secret
	endpoint verify "signing_secret_file: $PWD/secret"
	send_it
	is "$status$stderr" 0
	[[ $output == *"The time and the signature are made again"* ]]
	# Another secret: refused, and the person is told where to look.
	printf 'whsec_%s' "$(printf '%032d' 8 | base64)" >secret
	send_it
	[ "$status" -eq 1 ]
	[[ $stderr == *"401: it does not accept our secret; check it, and the clock"* ]]
	[[ $stderr == *"they say: Wrong signature: The message was changed on its way."* ]]
}

@test "a secret comes from a command, a closed file or a descriptor" {
	printf 'from-a-file\n' >secret && chmod 600 secret
	endpoint ok "bearer_file: $PWD/secret"
	send_it
	is "$status$(received 'r["headers"]["authorization"]')" "0Bearer from-a-file"
	endpoint ok "bearer_command: echo from-a-command"
	send_it
	is "$status$(received 'r["headers"]["authorization"]')" "0Bearer from-a-command"
	endpoint ok "bearer_fd: 7"
	send_it 7<<<from-a-descriptor
	is "$status$(received 'r["headers"]["authorization"]')" "0Bearer from-a-descriptor"
	chmod 640 secret
	endpoint ok "bearer_file: $PWD/secret"
	send_it
	[ "$status" -eq 1 ]
	is "$stderr" "boundary: $PWD/secret: others can read it; \`chmod 600\` closes it"
	endpoint ok "bearer_command: false"
	send_it
	[ "$status" -eq 1 ]
	is "$(arrived)" 3
}

@test "without a terminal to ask on, nothing is sent" {
	endpoint ok
	printf '%s' "$draft" >draft
	run --separate-stderr setsid -w "$boundary" send - <draft
	[ "$status" -eq 1 ]
	is "$stderr" "boundary: there is no terminal to ask on; --yes with --to sends without asking"
	[[ $output == *"$draft"* ]]
	is "$(arrived)" 0
}

@test "on a terminal the word sends, and anything else does not" {
	endpoint ok
	for word in yes "" Send "send it" y; do
		type_word "$word"
		[ "$status" -eq 1 ]
		[[ $output == *"$draft"*"Type the word send to send this to ana: "*"not sent"* ]]
	done
	is "$(arrived)" 0
	type_word send
	[ "$status" -eq 0 ]
	[[ $output == *"Delivered to ana (202). Receipt "* ]]
	is "$(arrived)" 1
}

@test "the coach and the look for danger have their say before it goes" {
	endpoint ok
	draft="I'm so so sorry but I can't come, is that ok?"
	send_it
	[ "$status" -eq 0 ]
	[[ $stderr == *"the coach says: "* ]]
	draft="I can't come. I don't want to live any more."
	send_it
	[ "$status" -eq 0 ]
	[[ $stderr == *"boundary lines"*"read late, or not at all"* ]]
}

@test "--initials leaves initials of other people's names, and shows them" {
	endpoint ok
	draft="Sam, I will not lend Katarzyna money. I told Sam so."
	send_it --initials
	is "$status$stderr" 0
	want="S., I will not lend K. money. I told S. so."
	[[ $output == *"$want"* ]]
	[[ $output != *Sam* ]]
	is "$(received 'json.loads(r["body"])["data"]["script"]')" "$want"
}

@test "encrypt_to: only the counselor's key opens it" {
	command -v age >/dev/null || skip "age is not installed"
	age-keygen -o key 2>/dev/null
	endpoint ok "encrypt_to: $(age-keygen -y key)"
	send_it
	is "$status$stderr" 0
	[[ $output == *"-----BEGIN AGE ENCRYPTED FILE-----"* ]]
	[[ $output != *Friday* ]]
	[[ $(received 'r["body"]') != *Friday* ]]
	is "$(received 'json.loads(r["body"])["data"]["age"]' | age -d -i key)" "$draft"
}

@test "encrypt_to: the longest draft goes sealed too" {
	command -v age >/dev/null || skip "age is not installed"
	age-keygen -o key 2>/dev/null
	endpoint ok "encrypt_to: $(age-keygen -y key)"
	draft=$(printf '%065537d' 0)
	send_it
	is "$status $stderr" "1 boundary: the text has 65537 bytes; at most 65536 can be sent"
	draft=$(printf '%065536d' 0)
	send_it
	is "$status" 0
	is "$(received 'json.loads(r["body"])["data"]["age"]' | age -d -i key | wc -c | tr -d ' ')" 65536
}

@test "an entry of the journal is sent by the start of its id" {
	endpoint ok
	try_with "$draft" journal add
	[[ $stderr =~ "as "([0-9a-z]{8}) ]]
	try send --to ana --yes "${BASH_REMATCH[1]:0:5}"
	echo "$stderr"
	[ "$status" -eq 0 ]
	is "$(received 'json.loads(r["body"])["data"]["script"]')" "$draft"
	try send --to ana --yes zzzz
	[ "$status" -eq 1 ]
	is "$(arrived)" 1
}

@test "what cannot be sent is refused before anything is kept" {
	endpoint ok
	draft=""
	send_it
	is "$status $stderr" "1 boundary: there is nothing to send"
	draft=$'\xff\xfe'
	send_it
	[ "$status" -eq 1 ]
	[[ $stderr == *UTF-8* ]]
	for size in 65537 100000; do
		draft=$(printf "%0${size}d" 0)
		send_it
		is "$status $stderr" "1 boundary: the text has $size bytes; at most 65536 can be sent"
	done
	draft=$(printf '%065536d' 0)
	send_it
	[ "$status" -eq 0 ]
	is "$(arrived)" 1
}

@test "without boundary-post the words are kept, and that is said" {
	endpoint ok
	BOUNDARY_POST=$PWD/nowhere send_it
	[ "$status" -eq 1 ]
	[[ $stderr == *"cannot start $PWD/nowhere: No such file or directory"* ]]
	[[ $stderr =~ "nothing was sent; your words are kept as "([0-9a-z]{8}) ]]
	try outbox retry "${BASH_REMATCH[1]}"
	[ "$status" -eq 0 ]
	is "$(received 'json.loads(r["body"])["data"]["script"]')" "$draft"
	# And one that is not ours is not given the words to keep.
	BOUNDARY_POST=/bin/true send_it
	[ "$status" -eq 1 ]
	echo "$stderr"
	[[ $stderr == *"boundary-post does not answer"* ]]
}
