#!/usr/bin/env python3
"""sweep.py kill|error [COMMAND ...]: what is kept, against what can happen.

kill   ends the program at each of its system calls, from the first that
       touches the store on, and asserts that each run really died.
error  lets each of those calls that has to do with files fail with EIO,
       ENOSPC and EACCES.

After each run: the program works again without a step by hand, what was there
is whole, what was said to be kept (changed, gone) is so, and no file is left
beside the database. $BOUNDARY is the program. Prints what it ran.
"""
import collections
import concurrent.futures
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM = os.environ["BOUNDARY"]
OLD, NEW, OTHER = "canary-old", "canary-new", "canary-other"
FILES = set("""openat open creat read pread64 write pwrite64 fsync fdatasync
    ftruncate unlink unlinkat rename mkdir mkdirat newfstatat fstat lstat stat
    lseek fcntl close access faccessat fchown fchmod geteuid""".split())
ERRORS = {"EIO": "Input/output error", "ENOSPC": "No space left on device",
          "EACCES": "Permission denied"}
CAUSES = list(ERRORS.values()) + [
    "damaged", "another boundary is writing", "not a plain file",
    "cannot be opened for writing",
    # A file of words that is there at one call and not at the next.
    "journal.yaml: No such file"]


class Home:
    """A home of its own with an old entry, and one that must never change."""

    def __init__(self, top):
        self.top = top
        self.data = os.path.join(top, "data")
        self.db = os.path.join(self.data, "boundary", "boundary.db")
        self.env = {"HOME": top, "XDG_DATA_HOME": self.data, "PATH":
                    os.environ["PATH"], "LC_ALL": "C.UTF-8",
                    "BOUNDARY_NOW": "1795500000",
                    "EDITOR": os.path.join(top, "editor")}

    def run(self, words, text="", before=()):
        return subprocess.run([*before, PROGRAM, *words], input=text,
                              text=True, capture_output=True, env=self.env)

    def prepare(self):
        editor = self.env["EDITOR"]
        with open(editor, "w", encoding="ascii") as out:
            out.write(f'#!/bin/sh\necho {NEW} >"$1"\n')
        os.chmod(editor, 0o700)
        ids = [self.run(["journal", "add"], text).stderr[-10:-2]
               for text in (OLD, OTHER)]
        assert all(re.fullmatch("[0-9a-z]{8}", i) for i in ids), ids
        return ids[0]

    def copy(self, top):
        other = Home(top)
        shutil.copytree(self.data, other.data)
        shutil.copy(self.env["EDITOR"], other.env["EDITOR"])
        return other


def commands(entry):
    """name: words, input, what it says when done, texts before and after."""
    return {
        "add": (["journal", "add"], NEW, "Kept", [OLD, OTHER],
                [OLD, OTHER, NEW]),
        "edit": (["journal", "edit", entry], "", "is changed", [OLD, OTHER],
                 [NEW, OTHER]),
        "delete": (["journal", "delete", "--yes", entry], "", "is gone",
                   [OLD, OTHER], [OTHER]),
    }


def calls_of(home, words, text):
    """(name, which) of each call from the first that touches the store on."""
    log = os.path.join(home.top, "log")
    done = home.run(words, text, ["strace", "-qq", "-o", log])
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


def check(home, command, done, died):
    """What is wrong after a run, or None."""
    words, _, said, before, after = command
    again = home.run(["journal", "export"])
    if again.returncode:
        return f"the next run fails: {again.stderr}"
    texts = sorted(re.findall(r'"text":"([^"]*)"', again.stdout))
    if texts not in (sorted(before), sorted(after)):
        return f"torn: {texts}"
    claims = said in done.stderr
    if claims and texts != sorted(after):
        return f"'{said}' was said, and it is not so: {texts}"
    if not died and done.returncode == 0 and texts != sorted(after):
        return f"status 0, and it is not so: {texts}"
    if not died and done.returncode:
        if claims:
            return "it failed and says it did not"
        if not any(cause in done.stderr for cause in CAUSES):
            return f"no cause is named: {done.stderr!r}"
    if again.returncode == 0 and home.run(
            ["journal", "add"], "canary-next").returncode:
        return "nothing can be added any more"
    names = os.listdir(os.path.dirname(home.db))
    if names != ["boundary.db"]:
        return f"left behind: {names}"
    with sqlite3.connect(home.db) as db:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "the database is not whole"
    if words[1] == "delete" and claims:
        with open(home.db, "rb") as file:
            if OLD.encode() in file.read():
                return "deleted bytes are still there"
    return None


def one(base, command, call, how):
    """Runs the command once; returns died, status, whether it said so, fault."""
    name, which = call
    with tempfile.TemporaryDirectory(prefix="sweep-") as top:
        home = base.copy(top)
        inject = f"inject={name}:{how}:when={which}"
        done = home.run(command[0], command[1],
                        ["strace", "-qq", "-o", "/dev/null", "-e",
                         f"trace={name}", "-e", inject])
        died = done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
        fault = check(home, command, done, died)
        if how == "signal=KILL" and not died:
            fault = f"it did not die: status {done.returncode}"
        elif how != "signal=KILL" and done.returncode not in (0, 1, 2):
            fault = f"status {done.returncode}: {done.stderr}"
        return died, done.returncode, command[2] in done.stderr, fault


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
          f"{refused} refused, {claimed} said '{command[2]}', "
          f"{len(faults)} faults", flush=True)
    return faults


def main():
    mode, wanted = sys.argv[1], sys.argv[2:]
    faults = []
    with tempfile.TemporaryDirectory(prefix="sweep-") as top:
        base = Home(top)
        table = commands(base.prepare())
        for name in wanted or table:
            with tempfile.TemporaryDirectory(prefix="sweep-") as trial:
                calls = calls_of(base.copy(trial), *table[name][:2])
            if mode == "kill":
                faults += sweep(base, name, table[name], "signal=KILL", calls)
                continue
            calls = [call for call in calls if call[0] in FILES]
            for error in ERRORS:
                faults += sweep(base, name, table[name], f"error={error}",
                                calls)
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
