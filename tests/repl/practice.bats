#!/usr/bin/env bats
# boundary practice on a terminal: script(1) gives a real one.

setup() {
	bats_require_minimum_version 1.5.0
	export HOME="$BATS_TEST_TMPDIR/home" TERM=xterm
	mkdir -p "$HOME"
	boundary="${BOUNDARY:-$BATS_TEST_DIRNAME/../../build/boundary}"
}

# A session on a terminal, its answers from stdin, one a question: each is
# typed only when its prompt has been shown.
terminal() {
	python3 - "$boundary" "$@" <<'PYTHON'
import os, pty, select, sys, time
keys = os.environ["KEYS"].encode().decode("unicode_escape").split("|")
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
seen, at = b"", 0
end = time.time() + 60
while time.time() < end:
    ready, _, _ = select.select([fd], [], [], 0.3)
    if ready:
        try:
            data = os.read(fd, 4096)
        except OSError:
            break
        if not data:
            break
        seen += data
    elif at < len(keys):
        os.write(fd, keys[at].encode("latin-1"))
        at += 1
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(status))
PYTHON
}

@test "Ctrl-D leaves politely and says that nothing was kept" {
	KEYS='yes\r|IE\r|\x04' run terminal practice decline-a-drink
	[ "$status" -eq 0 ]
	[[ $output == *"Nothing was kept"* ]]
}

@test "Ctrl-C drops the line and asks again" {
	KEYS='yes\r|IE\r|no\r|77\x03|4\r|\x04' run terminal practice decline-a-drink
	[ "$status" -eq 0 ]
	[[ $output == *"How likely"* ]]
	[[ $output != *"whole number"* ]]
}

@test "Tab completes a command and a choice" {
	KEYS='y\t\r|IE\r|:hin\t\r|\x04' run terminal practice decline-a-drink
	[ "$status" -eq 0 ]
	[[ $output == *":hint"* ]]
	[[ $output == *"Being nervous"* ]]
}

@test "Tab completes :what-if, which brings the same line back" {
	KEYS='yes\r|IE\r|no\r|5\r|50\r|\r|\r|\r|Sam\r|\r|\r|plain\r|\r|maybe\r|:wha\t\r|no thanks\r|\x04' \
		run terminal practice --seed 1 --level 5 decline-a-drink
	[ "$status" -eq 0 ]
	[[ $output == *"Back to turn 1"* ]]
	[[ $output == *"your limit stood"* ]]
	line=$(grep -m1 -A1 'They: ' <<<"$output")
	[ "$(grep -cF "${line%%$'\r'*}" <<<"$output")" -ge 2 ]
}

@test "the notice is read once, and the country is remembered" {
	KEYS='yes\r|IE\r|\x04' run terminal practice decline-a-drink
	[[ $output == *"not a therapist"* ]]
	[ "$(stat -c %a "$HOME/.config/boundary/config.yaml")" = 600 ]
	KEYS=':lines\r|\x04' run terminal practice decline-a-drink
	[[ $output != *"not a therapist"* ]]
	[[ $output == *"Samaritans"* ]]
}

@test "panic clears the screen and what can be scrolled back to" {
	KEYS='yes\r|IE\r|:panic\r' run terminal practice decline-a-drink
	[ "$status" -eq 0 ]
	[[ $output == *$'\e[3J' ]]
}

@test "a dumb terminal gets plain lines and no colour" {
	KEYS='yes\r|IE\r|\x04' TERM=dumb run terminal practice decline-a-drink
	[ "$status" -eq 0 ]
	[[ $output != *$'\e'* ]]
}

@test "control bytes typed in an answer are shown as escapes" {
	KEYS='yes\r|IE\r|no\r|5\r|50\r|\r|\r|S\x16\x1b]0;x\r|\r|\r|plain\r|\x04' \
		run terminal practice --plain decline-a-drink
	[[ $output == *'^[]0;x'* ]]
}

@test "Ctrl-D pauses where keeping is allowed, and :pause asks where it was not said" {
	"$boundary" config keep kept
	KEYS='yes\r|IE\r|\x04' run terminal practice decline-a-drink
	[ "$status" -eq 0 ]
	[[ $output == *"boundary practice --resume"* ]]
	[[ $output != *"Nothing was kept"* ]]
	KEYS=':quit\r' run terminal practice --resume
	[[ $output == *"Welcome back"*"Are you afraid"*"Nothing was kept"* ]]
	"$boundary" config unset keep
	KEYS=':pause\r|1\r|\x04' run terminal practice decline-a-drink
	[[ $output == *"Where should your words stay"*"Take your time"*"Nothing was kept"* ]]
	[ "$("$boundary" config get keep)" = nothing ]
	"$boundary" config unset keep
	KEYS=':pause\r|2\r' run terminal practice decline-a-drink
	[[ $output == *"boundary practice --resume"* ]]
}
