#!/usr/bin/env bats
# "send it to ..." at the end of a practice: on a terminal, since a word is typed.

load ../cli/helper
load ../peers/inbox

setup() {
	hermetic
	unset BOUNDARY_PATH
	inbox_start
	export SENDS=yes
}

teardown() {
	inbox_stop
}

# A whole session on a terminal. A question is answered by the first pair of
# words whose one half is in what was shown since the last answer, else by
# Enter; $1 is the word that is typed at the end.
session() {
	python3 - "$boundary" "$1" <<'PYTHON'
import os, pty, select, sys, time
PAIRS = [("Type the word send", sys.argv[2]), ("What shall we do with", "send it to ana" if os.environ["SENDS"] else ""),
         ("yes, no", "no"), ("offering", "Sam"), ("from 0 to 100", "60"),
         ("from 0 to 10", "4"), ("country", "IE")]
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], [sys.argv[1], "practice", "--plain", "--seed", "1", "decline-a-drink"])
seen, since, answers, end = b"", b"", 0, time.time() + 40
while time.time() < end and answers < 50:
    ready, _, _ = select.select([fd], [], [], 0.25)
    if ready:
        try:
            data = os.read(fd, 4096)
        except OSError:
            break
        if not data:
            break
        seen, since = seen + data, since + data
    else:
        text = since.decode("utf-8", "replace")
        words = next((answer for part, answer in PAIRS if part in text), "")
        if "not a therapist" in text:
            words = "yes"
        os.write(fd, words.encode() + b"\r")
        since, answers = b"", answers + 1
os.close(fd)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen.replace(b"\r", b""))
sys.exit(os.waitstatus_to_exitcode(status))
PYTHON
}

@test "the words go to the counselor when they were seen and the word was typed" {
	endpoint ok
	run session send
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"send it"*"To ana (127.0.0.1:$port)"*"Type the word send to send this to ana: "* ]]
	[[ $output == *"Delivered to ana (202). Receipt "* ]]
	is "$(arrived)" 1
	script=$(received 'json.loads(r["body"])["data"]["script"]')
	[[ $script == *Sam* ]]
}

@test "another word does not send them" {
	endpoint ok
	run session Enter
	[ "$status" -eq 1 ]
	[[ $output == *"Type the word send"*"not sent"* ]]
	is "$(arrived)" 0
}

@test "each endpoint is a choice of its own, and without one there is none" {
	SENDS='' run session send
	[[ $output == *"What shall we do with the words?"* ]]
	[[ $output != *"send it to"* ]]
	endpoint ok
	printf '  bob: {url: "https://b.example"}\n' >>"$HOME/.config/boundary/config.yaml"
	run session send
	echo "$output"
	[[ ${output//$'\n'/ } == *"send it to ana"*"send it to bob"* ]]
	is "$status $(arrived)" "0 1"
}
