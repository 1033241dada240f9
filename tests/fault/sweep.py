#!/usr/bin/env python3
"""sweep.py kill|error|EIO|ENOSPC|EACCES [COMMAND ...]: what is kept, against what can happen.

kill   ends the program at each of its system calls, from the first that
       touches the store on, and asserts that each run really died.
error  lets each of those calls that has to do with files fail with EIO,
       ENOSPC and EACCES; or with the one that is named.

After each run: the program works again without a step by hand, what was there
is whole, what was said to be kept (changed, gone, locked) is so, and no file is
left beside the database. What locks or unlocks leaves everything to be opened
with the old passphrase, or everything with the new one; where it is locked, no
word of it is in any file. $BOUNDARY is the program. Prints what it ran.
"""
import collections
import concurrent.futures
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM = os.environ["BOUNDARY"]
# Ours alone, for others may run in /dev/shm too.
CANARY = f"canary-{os.getpid()}-"
OLD, NEW, OTHER = CANARY + "old", CANARY + "new", CANARY + "other"
# An entry whose day has passed, so that `follow` asks after it.
PLANNED = '{"draft":"%s","plan":{"when":"2026-11-20"}}' % OLD
SECRETS = ("the old passphrase", "the new passphrase")
CHEAP = ["--no-recovery", "--memory", "19"]
FILES = set("""openat open creat read pread64 write pwrite64 fsync fdatasync
    ftruncate unlink unlinkat rename mkdir mkdirat newfstatat fstat lstat stat
    lseek fcntl close access faccessat fchown fchmod geteuid""".split())
ERRORS = {"EIO": "Input/output error", "ENOSPC": "No space left on device",
          "EACCES": "Permission denied"}
CAUSES = list(ERRORS.values()) + [
    "damaged", "another boundary is writing", "not a plain file",
    "cannot be opened for writing",
    "the answers cannot be read", "cannot write the output",
    # A file of words that is there at one call and not at the next.
    ".yaml: No such file"]


class Home:
    """A home of its own with an old entry, and one that must never change."""

    def __init__(self, top):
        self.top = top
        self.data = os.path.join(top, "data")
        self.db = os.path.join(self.data, "boundary", "boundary.db")
        self.env = {"HOME": top, "XDG_DATA_HOME": self.data, "PATH":
                    os.environ["PATH"], "LC_ALL": "C.UTF-8",
                    "BOUNDARY_NOW": "1795500000", "TMPDIR": top,
                    "EDITOR": os.path.join(top, "editor")}
        # Leaks are looked for by ptrace, as is done by strace.
        if os.environ.get("ASAN_OPTIONS"):
            self.env["ASAN_OPTIONS"] = (os.environ["ASAN_OPTIONS"] +
                                        ":detect_leaks=0")

    def run(self, words, text="", before=(), secrets=()):
        """One run; the secrets come through a descriptor, one a line."""
        options, fds = [], []
        if secrets:
            fds, writes = os.pipe()
            os.write(writes, "".join(f"{s}\n" for s in secrets).encode())
            os.close(writes)
            options, fds = [f"--passphrase-fd={fds}"], [fds]
        try:
            return subprocess.run([*before, PROGRAM, *options, *words],
                                  input=text, text=True, pass_fds=fds,
                                  capture_output=True, env=self.env)
        finally:
            for fd in fds:
                os.close(fd)

    def lock(self, secret):
        done = self.run(["lock", *CHEAP], secrets=[secret])
        assert done.returncode == 0, done.stderr

    def export(self):
        """Under which lock it is, and the export; None where nothing opens."""
        for secret in (None, *SECRETS):
            done = self.run(["journal", "export"],
                            secrets=[secret] if secret else ())
            if done.returncode == 0:
                return secret, done
        return None, done

    def files_with(self, text):
        out = []
        for top in (self.top, "/dev/shm"):
            for folder, _, names in os.walk(top):
                for name in names:
                    path = os.path.join(folder, name)
                    try:
                        with open(path, "rb") as file:
                            if text.encode() in file.read():
                                out.append(path)
                    except OSError:
                        pass
        return [path for path in out if path != self.env["EDITOR"]]

    def prepare(self):
        editor = self.env["EDITOR"]
        with open(editor, "w", encoding="ascii") as out:
            out.write(f'#!/bin/sh\necho {NEW} >"$1"\n')
        os.chmod(editor, 0o700)
        ids = [self.run(["journal", "add"], text).stderr[-10:-2]
               for text in (PLANNED, OTHER)]
        assert all(re.fullmatch("[0-9a-z]{8}", i) for i in ids), ids
        return ids[0]

    def copy(self, top):
        other = Home(top)
        shutil.copytree(self.data, other.data)
        shutil.copy(self.env["EDITOR"], other.env["EDITOR"])
        return other


class Command:
    """A run, and all that must be so before it and behind it."""

    def __init__(self, words, text, said, before, after, secrets=(),
                 locks=(None, None)):
        self.words, self.text, self.said = words, text, said
        self.before, self.after = sorted(before), sorted(after)
        self.secrets = secrets
        self.locks = locks      # the secret before, and behind
        self.may_fail_behind = locks[0] != locks[1] or words[0] == "follow"

    def run(self, home, before):
        return home.run(self.words, self.text, before, self.secrets)


def commands(entry):
    kept = [OLD, OTHER]
    old, new = SECRETS
    follow = "yes\nyes\nquiet\n\n\n\n\n\n"
    return {
        "add": Command(["journal", "add"], NEW, "Kept", kept, [*kept, NEW]),
        "edit": Command(["journal", "edit", entry], "", "is changed", kept,
                        [NEW, OTHER]),
        "delete": Command(["journal", "delete", "--yes", entry], "",
                          "is gone", kept, [OTHER]),
        "follow": Command(["follow", "--plain", entry], follow, "Kept", kept,
                          [f"{OLD}, looked back at", OTHER]),
        "lock": Command(["lock", *CHEAP], "", "is locked now", kept, kept,
                        [new], (None, new)),
        "passphrase": Command(["lock", *CHEAP], "", "passphrase is changed",
                              kept, kept, [old, new], (old, new)),
        "rekey": Command(["rekey", *CHEAP], "", "sealed with new keys", kept,
                         kept, [old, new], (old, new)),
        "unlock": Command(["unlock"], "", "not locked any more", kept, kept,
                          [old], (old, None)),
        "add-locked": Command(["journal", "add"], NEW, "Kept", kept,
                              [*kept, NEW], (), (old, old)),
    }


def calls_of(home, command):
    """(name, which) of each call from the first that touches the store on."""
    log = os.path.join(home.top, "log")
    done = command.run(home, ["strace", "-qq", "-o", log])
    assert done.returncode == 0, done.stderr
    counts, out, touched = collections.Counter(), [], False
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            name = re.match(r"(\w+)\(", line)
            if not name:
                continue
            counts[name[1]] += 1
            touched = touched or home.data in line
            if touched and name[1] != "exit_group":
                out.append((name[1], counts[name[1]]))
    assert len(out) > 20, "nothing of the store was seen"
    return out


def texts_of(export):
    out = []
    for line in export.splitlines():
        body = json.loads(line)["body"]
        text = body.get("draft") or body.get("text")
        out.append(f"{text}, looked back at" if "follow" in body else text)
    return sorted(out)


def check(home, command, done, died):
    """What is wrong after a run, or None."""
    lock, again = home.export()
    if again.returncode:
        return f"the next run fails: {again.stderr}"
    texts = texts_of(again.stdout)
    is_before = (texts, lock) == (command.before, command.locks[0])
    is_after = (texts, lock) == (command.after, command.locks[1])
    if not is_before and not is_after:
        return f"torn: {texts}, {lock}"
    claims = command.said in done.stderr + done.stdout
    if claims and not is_after:
        return f"'{command.said}' was said, and it is not so: {texts}, {lock}"
    if not died and done.returncode == 0 and not is_after:
        return f"status 0, and it is not so: {texts}, {lock}"
    if not died and done.returncode:
        # A lock may hold although the config could not be written, and what was
        # kept be kept although the talk could not be shown: both are said.
        if claims and not command.may_fail_behind:
            return "it failed and says it did not"
        if not any(cause in done.stderr for cause in CAUSES):
            return f"no cause is named: {done.stderr!r}"
    if lock and home.files_with(CANARY):
        return f"locked, and yet in {home.files_with(CANARY)}"
    return check_files(home, command, claims)


def check_files(home, command, claims):
    if home.run(["journal", "add"], "canary-next").returncode:
        return "nothing can be added any more"
    names = os.listdir(os.path.dirname(home.db))
    if names != ["boundary.db"]:
        return f"left behind: {names}"
    with sqlite3.connect(home.db) as db:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "the database is not whole"
    if claims and "delete" in command.words and home.files_with(OLD):
        return "deleted bytes are still there"
    return None


def one(base, command, call, how):
    """Runs the command once; returns died, status, whether it said so, fault."""
    name, which = call
    with tempfile.TemporaryDirectory(prefix="sweep-") as top:
        home = base.copy(top)
        inject = f"inject={name}:{how}:when={which}"
        done = command.run(home, ["strace", "-qq", "-o", "/dev/null", "-e",
                                  f"trace={name}", "-e", inject])
        died = done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
        fault = check(home, command, done, died)
        # libc draws a name for a temporary file anew where it is not fair: one
        # time in twenty, so the call may not come when it is waited for.
        is_luck = name == "getrandom" and not done.returncode
        if how == "signal=KILL" and not died and not is_luck:
            fault = f"it did not die: status {done.returncode}"
        elif how != "signal=KILL" and done.returncode not in (0, 1, 2):
            fault = f"status {done.returncode}: {done.stderr}"
        said = command.said in done.stderr + done.stdout
        return died, done.returncode, said, fault


def sweep(base, name, command, how, calls):
    faults, died, refused, claimed = [], 0, 0, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda call: one(base, command, call, how), calls)
        for call, (dead, status, said, fault) in zip(calls, runs):
            died += dead
            refused += status == 1
            claimed += said
            if fault:
                faults.append(f"{name}: {how} at {call[0]} {call[1]}: {fault}")
    print(f"{name}, {how}: {len(calls)} runs, {died} killed, "
          f"{refused} refused, {claimed} said '{command.said}', "
          f"{len(faults)} faults", flush=True)
    return faults


def main():
    mode, wanted = sys.argv[1], sys.argv[2:]
    faults = []
    with tempfile.TemporaryDirectory(prefix="sweep-") as top:
        base = Home(top)
        table = commands(base.prepare())
        locked = base.copy(os.path.join(top, "locked"))
        locked.lock(SECRETS[0])
        for name in wanted or table:
            home = locked if table[name].locks[0] else base
            with tempfile.TemporaryDirectory(prefix="sweep-") as trial:
                calls = calls_of(home.copy(trial), table[name])
            if mode == "kill":
                faults += sweep(home, name, table[name], "signal=KILL", calls)
                continue
            calls = [call for call in calls if call[0] in FILES]
            for error in ERRORS if mode == "error" else [mode]:
                faults += sweep(home, name, table[name], f"error={error}",
                                calls)
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
