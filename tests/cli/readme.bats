#!/usr/bin/env bats
# What the README shows is what the program does.

load helper
load ../peers/inbox

setup() {
	hermetic
	unset BOUNDARY_PATH
	root=$(realpath "$BATS_TEST_DIRNAME/../..")
	readme=$root/README.md
	PATH=$(dirname "$boundary"):$PATH
}

# The indented lines of the README that run the program, one command a line:
# a line that ends in a bar goes on in the next. editors.bats has reviewdog.
commands() {
	sed -n 's/^    //p' "$readme" | sed -e ':more' -e '/|$/{N;s/\n */ /;b more' -e '}' |
		grep -E '(^|\| )boundary ' | grep -v reviewdog
}

# Those that stand between backticks within the text.
mentions() {
	# shellcheck disable=SC2016 # backticks of Markdown
	tr '\n' ' ' <"$readme" | grep -oE '`boundary (scripts|explain|lines)[^`]*`' |
		tr -d '`'
}

@test "its shell examples run" {
	[ "$(commands | wc -l)" -ge 4 ]
	while IFS= read -r line; do
		if [[ $line == *jq* ]] && ! command -v jq >/dev/null; then
			echo "# not run, jq is not installed: $line" >&3
			continue
		fi
		echo "# $line"
		run --separate-stderr sh -c "$line" </dev/null
		[ -n "$output" ]
		[ -z "$stderr" ]
		# The one whose words undo a limit; the README says so.
		[[ $line == *"is that ok?"* ]] && expected=1 || expected=0
		[ "$status" -eq "$expected" ]
	done < <(commands)
}

@test "the commands that it mentions run" {
	[ "$(mentions | wc -l)" -ge 3 ]
	while IFS= read -r line; do
		echo "# $line"
		run --separate-stderr sh -c "$line" </dev/null
		is "$status$stderr" 0
	done < <(mentions)
}

# Twice: by --json to learn which answer belongs to which question (those that
# the README leaves out get an empty one), then as a person would see it.
@test "its session is one that the program holds" {
	python3 - "$readme" "$boundary" <<'PYTHON'
import json, re, subprocess, sys
text = open(sys.argv[1], encoding="utf-8").read()
block = re.search(r"^```\n(.*?)^```", text, re.S | re.M).group(1)
name = re.search(r"`boundary practice ([a-z0-9-]+)`", text).group(1)
command = [sys.argv[2], "practice", name, "--seed", "1"]
squeeze = lambda s: re.sub(r"\s+", " ", s).strip()

# The answers, each with what stands before it.
shown, before = [], []
for line in block.split("\n"):
    if line.startswith("> "):
        shown.append([squeeze(" ".join(before)), line[2:]])
        before = []
    elif line == "…":
        before = []
    else:
        before.append(line)
assert len(shown) >= 4, shown

answers = []
coach = subprocess.Popen(command + ["--json"], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True)
for line in coach.stdout:
    event = json.loads(line)
    if "done" in event:
        break
    if "ask" not in event:
        continue
    answer = ""
    if shown and squeeze(event["prompt"]) in shown[0][0]:
        answer = shown.pop(0)[1]
    assert answer or event.get("optional") or "default" in event, \
        "the README gives no answer to: " + event["prompt"]
    answers.append(answer)
    coach.stdin.write(json.dumps({"answer": answer}) + "\n")
    coach.stdin.flush()
assert not shown, "never asked: " + shown[0][0]

# The README shows a terminal, with signs and not with words for ears.
run = subprocess.run(command, input="\n".join(answers) + "\n",
                     capture_output=True, text=True)
assert run.returncode == 0 and not run.stderr, run.stderr
talk, at = squeeze(run.stdout), 0
for part in re.split(r"^…$", block, flags=re.M):
    # A pipe shows no answers.
    part = squeeze(re.sub(r"^> .*$", "", part, flags=re.M))
    found = talk.find(part, at)
    assert found >= 0, "not in the session: " + part
    at = found + len(part)
PYTHON
}

# tests/cli/season.bats holds the recording to the program.
@test "what it shows of the time after is from the recorded season" {
	python3 - "$readme" "$root/tests/data/season/transcript.txt" <<'PYTHON'
import re, sys
text, season = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
# A drawing ends its lines in blank Braille, and a pipe shows no answers.
squeeze = lambda s: re.sub(r"[\s\u2800]+", " ", s).strip()
after = text[text.index("## After the talk"):text.index("## In a pipeline")]
blocks = re.findall(r"^```\n(.*?)^```", after, re.S | re.M)
assert len(blocks) == 2, blocks
season = squeeze(season)
for block in blocks:
    block, at = re.sub(r"^> .*$", "", block, flags=re.M), 0
    parts = [squeeze(part) for part in re.split(r"^…$", block, flags=re.M)]
    assert len(parts) > 1
    for part in parts:
        found = season.find(part, at)
        assert found >= 0, "not in the season: " + part
        at = found + len(part)
PYTHON
}

# Block after block: its commands on a terminal, with what the README types
# there, against an inbox on this machine. Ids and times are another's.
@test "its letter to a counselor goes as it says, and waits without a network" {
	inbox_start
	unset BOUNDARY_PATH
	run python3 - "$readme" "$boundary" "$port" <<'PYTHON'
import os, re, subprocess, sys
readme, program, port = sys.argv[1:]
section = re.search(r"^## To a counselor.*?(?=^## )", open(readme, encoding="utf-8").read(),
                    re.S | re.M).group(0)
config, online, offline = re.findall(r"^```\n(.*?)^```", section, re.S | re.M)
words = re.search(r'"script":"(.*?)"', online).group(1)
open("draft.txt", "w").write(words + "\n")
folder = os.path.expanduser("~/.config/boundary")
os.makedirs(folder)

def point_to(scheme, host):
    text = config.replace("https://inbox.example.org", f"{scheme}://{host}")
    assert text != config
    open(folder + "/config.yaml", "w").write(text + "    timeout: 5\n")

def on_terminal(command, typed, now):
    command = command.replace("boundary", f"'{program}'", 1)
    run = subprocess.run(["script", "-qec", command, "/dev/null"], input=typed.encode(),
                         capture_output=True, env={**os.environ, "BOUNDARY_NOW": str(now)})
    # A terminal that is fed echoes what is typed before it is asked for, or
    # behind the question: a matter of luck.
    shown = run.stdout.decode().replace("\r", "")
    return run.returncode, re.sub(r"^send\n|(?<=to ana: )send\n", "", shown)

ids = []
def same(wanted, got, scheme, host):
    """The lines of the README in this order; an ellipsis stands for anything."""
    wanted = wanted.replace("https://inbox.example.org", f"{scheme}://{host}")
    wanted = re.escape(wanted.replace("inbox.example.org", host))
    wanted = wanted.replace("…", ".*")
    wanted = re.sub(r"(Receipt\\ |kept\\ as\\ )[0-9a-z]{8}", r"\1([0-9a-z]{8})", wanted)
    wanted = re.sub(r"2026\\-\d\d\\-\d\d\\ \d\d:\d\d", r"2026-[-0-9]+ [0-9:]+", wanted)
    match = re.search(wanted.replace("send\\ \n", "send\n"), got, re.S)
    assert match, f"the README says\n{wanted}\nand it was\n{got}"
    ids.append(match.groups())

def steps(block):
    return re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)

here = f"127.0.0.1:{port}"
(command, wanted), = steps(online)
point_to("http", here)
status, got = on_terminal(command, "send\n", 1795528800)
assert status == 0, got
same(re.sub(r"(to ana: )send\n", r"\1", wanted), got, "http", here)

(command, wanted), (retry, wanted_later) = steps(offline)
point_to("https", "nowhere.invalid")
status, got = on_terminal(command, "send\n", 1795528800)
assert status == 75, got
same(re.sub(r"(to ana: )send\n", r"\1", wanted), got, "https", "nowhere.invalid")
point_to("http", here)
status, got = on_terminal(retry, "", 1795528800 + 600)
assert status == 0, got
same(wanted_later, got, "http", here)
assert ids[1] == ids[2] and ids[0] != ids[1], ids
PYTHON
	inbox_stop
	echo "$output"
	[ "$status" -eq 0 ]
	is "$(arrived)" 2
}

@test "the program has no network library" {
	command -v ldd >/dev/null || skip "ldd is not installed"
	run ldd "$boundary"
	[ "$status" -eq 0 ]
	[[ ! $output =~ curl|ssl|gnutls|nss3|ssh ]]
}

@test "the folders that it names are those of the house" {
	while read -r folder; do
		[ -d "$root/$folder" ]
	done < <(sed -n '/^## The house/,/^## Licence/s/^    \([a-z/-]*\/\) .*/\1/p' "$readme")
}
