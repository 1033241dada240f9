"""sender: a person with a home of their own who sends drafts, for the tests.

Home(folder).endpoint(url=...) writes the config; send() runs `boundary send`
and says what came of it: status, words, seconds, memory, and what the outbox
holds now. BOUNDARY is the program. Every run gets an environment in which
each variable that could lead a message elsewhere is set to lead it there.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import time

PROGRAM = os.environ.get("BOUNDARY") or os.path.join(
    os.path.dirname(__file__), "../../build/boundary")


class Result:
    """What a run left behind."""

    def __init__(self, status, out, err, seconds, kilobytes):
        self.status = status
        self.out = out
        self.err = err
        self.seconds = seconds
        self.kilobytes = kilobytes


class Home:
    def __init__(self, folder, astray="http://127.0.0.1:9/"):
        self.folder = folder
        self.config = os.path.join(folder, "config/boundary/config.yaml")
        os.makedirs(os.path.dirname(self.config), mode=0o700)
        self.env = {
            "PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8",
            "TZ": "UTC", "BOUNDARY_PATH": "",
            "XDG_CONFIG_HOME": os.path.join(folder, "config"),
            "XDG_DATA_HOME": os.path.join(folder, "data"),
            "http_proxy": astray, "https_proxy": astray,
            "HTTPS_PROXY": astray, "ALL_PROXY": astray, "all_proxy": astray,
            "SSLKEYLOGFILE": os.path.join(folder, "tls-keys"),
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if os.environ.get(name):
                self.env[name] = os.environ[name]

    def endpoint(self, name="ana", **settings):
        """The one endpoint of the config; a "_" in a key is a "_"."""
        lines = ["endpoints:", f"  {name}:"]
        lines += [f"    {key}: {json.dumps(value)}" for key, value in settings.items()]
        with open(self.config, "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
        os.chmod(self.config, 0o600)

    def run(self, words, text="", before=(), measure=True):
        """
        Runs the program; `before` are words that run it, as strace is. It is
        over when whoever has its standard error is, boundary-post too.
        """
        memory = os.path.join(self.folder, "memory")
        timer = ["time", "-q", "-o", memory, "-f", "%M"] if measure and can_measure() else []
        env = dict(self.env)
        if before and env.get("ASAN_OPTIONS"):
            # Leaks are looked for by ptrace, as is done by what runs it.
            env["ASAN_OPTIONS"] += ":detect_leaks=0"
        begin = time.monotonic()
        run = subprocess.run([*before, *timer, PROGRAM, *words], input=text.encode(),
                             capture_output=True, env=env, check=False)
        seconds = time.monotonic() - begin
        kilobytes = 0
        if timer and os.path.exists(memory):
            with open(memory, encoding="ascii") as file:
                kilobytes = int(file.read().split()[-1])
        return Result(run.returncode, run.stdout.decode("utf-8", "replace"),
                      run.stderr.decode("utf-8", "replace"), seconds, kilobytes)

    def send(self, text, *options, before=(), measure=True):
        return self.run(["send", "--to", "ana", "--yes", *options, "-"], text, before, measure)

    def outbox(self):
        """All entries: what is in the database, a dictionary each."""
        path = os.path.join(self.folder, "data/boundary/boundary.db")
        if not os.path.exists(path):
            return []
        # Not read-only: what was cut off is rolled back by whoever opens it.
        with contextlib.closing(sqlite3.connect(path)) as db:
            if not db.execute("SELECT name FROM sqlite_master WHERE name = 'item'").fetchone():
                return []
            rows = db.execute("SELECT id, state, body FROM item WHERE kind = 'sending'"
                              " ORDER BY created").fetchall()
        return [{"id": row[0], "state": row[1], **json.loads(row[2])} for row in rows]


def has(program):
    return shutil.which(program) is not None


def can_measure():
    """Under a sanitizer, memory is the sanitizer's."""
    return has("time") and not os.environ.get("ASAN_OPTIONS")
