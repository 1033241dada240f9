# For the tests of send and outbox: a counselor's inbox on this machine, and a
# config that names it. See inbox.py for what it answers at each path.

# Starts it; what it received is in $ledger, one JSON object a line.
inbox_start() {
	command -v python3 >/dev/null || skip "python3 is not installed"
	inbox_folder=$(mktemp -d "$BATS_TEST_TMPDIR/inbox-XXXX")
	ledger=$inbox_folder/ledger
	python3 "$BATS_TEST_DIRNAME/../peers/inbox.py" "$@" "$ledger" \
		>"$inbox_folder/port" 3>&- &
	inbox=$!
	for _ in $(seq 200); do
		[ ! -s "$inbox_folder/port" ] || break
		sleep 0.05
	done
	read -r port <"$inbox_folder/port"
}

inbox_stop() {
	[ -z "${inbox-}" ] || kill "$inbox" 2>/dev/null || :
	[ -z "${inbox-}" ] || wait "$inbox" 2>/dev/null || :
	inbox=
}

# endpoint PATH [LINE...]: the config has one endpoint, ana, with these lines.
endpoint() {
	local path=$1
	shift
	mkdir -p "$HOME/.config/boundary"
	{
		printf 'endpoints:\n  ana:\n    url: http://127.0.0.1:%s/%s\n' \
			"$port" "$path"
		[ $# -eq 0 ] || printf '    %s\n' "$@"
	} >"$HOME/.config/boundary/config.yaml"
	chmod 600 "$HOME/.config/boundary/config.yaml"
}

# How many requests arrived.
arrived() {
	wc -l <"$ledger" | tr -d ' '
}

# received EXPRESSION: of the last request, by Python: r["headers"], r["body"].
received() {
	python3 -c 'import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    r = [json.loads(line) for line in file][-1]
print(eval(sys.argv[2]))' "$ledger" "$1"
}
