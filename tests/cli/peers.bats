#!/usr/bin/env bats
# boundary send, and the programs of others: libraries that verify what comes,
# a proxy that holds it to the OpenAPI file, and what boundary-inbox(7) tells a
# counselor to put up, as it is printed there. tests/peers/install.sh has them.

load helper
load ../peers/inbox

draft="No, thank you. I'm not coming on Friday – \"not\" means not. 🌱"
secret=whsec_$(printf '%032d' 7 | base64)

setup() {
	hermetic
	root=$(realpath "$BATS_TEST_DIRNAME/../..")
	peers=$root/build/peers
	export NODE_PATH=$peers/node_modules
	printf '%s' "$secret" >signing && printf bearer-secret >bearer
	chmod 600 signing bearer
	servers=()
}

teardown() {
	inbox_stop
	for server in "${servers[@]}"; do
		kill "$server" 2>/dev/null || :
		wait "$server" 2>/dev/null || :
	done
}

needs() {
	command -v node >/dev/null || skip "node is not installed"
	[ -d "$NODE_PATH/$1" ] || skip "npm has not installed $1"
}

send_it() {
	try_with "$draft" send --to ana --yes -
}

# What it counted goes to whoever reads the tests.
counted() {
	run "$@"
	echo "$output"
	[ "$status" -eq 0 ]
	while IFS= read -r line; do
		echo "# = peers: $line" >&3
	done <<<"$output"
}

# The nth literal block of the manual after the line that matches, as printed.
printed() {
	awk -v after="$1" '
		index($0, after) { found = 1 }
		found && /^\.Bd -literal/ { inside = 1; next }
		inside && /^\.Ed/ { exit }
		inside' "$root/man/boundary-inbox.7" | sed 's/\\e/\\/g'
}

free_port() {
	python3 -c 'import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# Waits until somebody listens there.
await() {
	for _ in $(seq 300); do
		! (exec 5<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || return 0
		sleep 0.1
	done
	return 1
}

@test "standardwebhooks and cloudevents take it, and refuse a changed letter" {
	needs standardwebhooks
	needs cloudevents
	inbox_start
	endpoint ok "signing_secret_file: $PWD/signing"
	send_it
	[ "$status" -eq 0 ]
	counted node "$root/tests/peers/verify.js" "$ledger" "$secret"
}

@test "the same holds for words that are sealed" {
	needs standardwebhooks
	command -v age >/dev/null || skip "age is not installed"
	inbox_start
	age-keygen -o key 2>/dev/null
	endpoint ok "signing_secret_file: $PWD/signing" "encrypt_to: $(age-keygen -y key)"
	send_it
	[ "$status" -eq 0 ]
	counted node "$root/tests/peers/verify.js" "$ledger" "$secret"
}

@test "Prism lets it pass by the OpenAPI file, and stops what breaks it" {
	needs @stoplight/prism-cli
	inbox_start
	behind=$port
	port=$(free_port)
	node "$NODE_PATH/.bin/prism" proxy "$root/man/boundary-inbox.yaml" \
		"http://127.0.0.1:$behind/dedup" --errors -h 127.0.0.1 -p "$port" \
		>prism.log 2>&1 3>&- &
	servers+=($!)
	await "$port"
	endpoint inbox "signing_secret_file: $PWD/signing" "bearer_file: $PWD/bearer"
	send_it
	echo "$stderr"
	is "$status" 0
	counted python3 "$root/tests/peers/breaks.py" "$ledger" \
		"http://127.0.0.1:$port/inbox" bearer-secret
	is "$(arrived)" 2
}

@test "Debian's webhook takes hub by the configuration that is printed" {
	command -v webhook >/dev/null || skip "Debian's webhook is not installed"
	mkdir kept
	printed "/usr/local/bin/keep-draft :" >keep && chmod 755 keep
	sed -i "s|/srv/inbox|$PWD/kept|g" keep
	printed "/etc/webhook.conf :" >webhook.conf
	sed -i "s|/usr/local/bin/keep-draft|$PWD/keep|; s|BEARER-SECRET|bearer-secret|
		s|SIGNING-SECRET|$secret|" webhook.conf
	jq -e . webhook.conf >/dev/null
	port=$(free_port)
	webhook -hooks webhook.conf -ip 127.0.0.1 -port "$port" >log 2>&1 3>&- &
	servers+=($!)
	await "$port"
	endpoint hooks/inbox "format: hub" "signing_secret_file: $PWD/signing" \
		"bearer_file: $PWD/bearer"
	send_it
	is "$status$stderr" 0
	[[ $output == *"Delivered to ana (202)"* ]]
	for _ in $(seq 50); do
		! compgen -G "kept/*" >/dev/null || break
		sleep 0.1
	done
	set -- kept/*
	is $# 1
	is "$(cat kept/*)" "$draft"
	is "$(stat -c %a kept/*)" 600
	# A wrong bearer and a wrong signature are not let in.
	printf wrong >bearer
	send_it
	is "$status" 1
	printf bearer-secret >bearer
	printf 'whsec_%s' "$(printf '%032d' 8 | base64)" >signing
	send_it
	is "$status" 75
	sleep 0.3
	set -- kept/*
	is $# 1
	echo "# = peers: webhook: 1 accepted and kept, 2 with a wrong secret refused" >&3
}

@test "the JavaScript that is printed runs, verifies and counts once" {
	needs standardwebhooks
	folder=$(mktemp -d "$peers/run-XXXX")
	mkdir kept
	port=$(free_port)
	printed "In JavaScript:" >"$folder/inbox.mjs"
	grep -q 'import { Webhook } from "standardwebhooks";' "$folder/inbox.mjs"
	sed -i "s|/srv/inbox|$PWD/kept|; s|8080|$port|" "$folder/inbox.mjs"
	SIGNING_SECRET=$secret node "$folder/inbox.mjs" >log 2>&1 3>&- &
	servers+=($!)
	await "$port"
	endpoint inbox "signing_secret_file: $PWD/signing"
	send_it
	echo "$stderr"
	cat log
	is "$status" 0
	is "$(jq -r .data.script kept/*.json)" "$draft"
	is "$(stat -c %a kept/*.json)" 600
	printf 'whsec_%s' "$(printf '%032d' 8 | base64)" >signing
	send_it
	is "$status" 1
	[[ $stderr == *"401: it does not accept our secret"* ]]
	set -- kept/*
	is $# 1
	rm -r "$folder"
	echo "# = peers: the script of boundary-inbox(7): 1 accepted and kept, 1 refused" >&3
}

@test "the validator of FHIR takes the R4 body" {
	needs fhir
	inbox_start
	endpoint ok "format: fhir-r4"
	send_it
	is "$status" 0
	counted node "$root/tests/peers/fhir.js" "$ledger"
}
