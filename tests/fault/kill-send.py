#!/usr/bin/env python3
"""kill-send.py [STEP]: `boundary send`, killed at each of its system calls.

For each inbox (it answers; answers and resets; reads and resets; hangs; is not
ready) and each thing that the person knows of it (it counts an id once: yes,
no, unknown), the program is killed at a system call, from the first that
touches the store to the last. Then the inbox is well again, the outbox is
tried as a timer would, and at last the person says "again" to what may have
arrived. After each kill:

  - what was in the outbox arrives, and counts once by its id; what was not in
    the outbox does not arrive at all, and nobody was told that it would;
  - at most two copies arrive, byte for byte the same;
  - without a word of the person, an inbox of which it is not known that it
    counts an id once keeps at most one copy.

The same for boundary-post, which is killed while the program looks on.

Each run is asserted to have died. Calls are counted by name, so a call that
is made more or less often by luck (poll, read) may not be reached: then the
run is made again. STEP 5 takes every fifth call, another one for each
inbox; the inbox that answers gets all of them. Prints TAP.
"""

import collections
import concurrent.futures
import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "../peers"))
import inbox   # noqa: E402
import sender  # noqa: E402

NOW = 1795500000
SERVERS = {"ok": "202", "ok-then-reset": "202, then reset", "reset": "read, then reset",
           "hang": "hangs", "503": "503"}
DEDUPES = ("unknown", "no", "yes")
TRIES = 8
POST = os.path.join(os.path.dirname(os.path.realpath(sender.PROGRAM)), "boundary-post")

Point = collections.namedtuple("Point", "server dedupes who call number")


class World:
    def __init__(self, folder):
        self.folder = folder
        self.ledger = os.path.join(folder, "ledger")
        self.inbox = inbox.Inbox(self.ledger, "")
        self.port = inbox.listen(self.inbox)
        self.numbers = itertools.count()
        self.lock = threading.Lock()

    def home(self, server, dedupes):
        """Somebody new, with a case of the inbox of their own."""
        with self.lock:
            case = f"case-{next(self.numbers):06}"
        home = sender.Home(os.path.join(self.folder, case))
        home.case = case
        home.words = f"No, thank you, {case}."
        home.env["BOUNDARY_NOW"] = str(NOW)
        self.point_to(home, server, dedupes)
        return home

    def point_to(self, home, server, dedupes):
        home.endpoint(url=f"http://127.0.0.1:{self.port}/{server}/{home.case}", timeout=1,
                      dedupes=dedupes)

    def arrived(self, home):
        """The copies that the inbox has read, and those that it kept."""
        with open(self.ledger, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if f"/{home.case}\"" in line]
        return rows, [row for row in rows if not row["path"].startswith("/503/")]


def calls_of(log, begin):
    """Each call of a run as (name, how often by then), from `begin` on."""
    counts, points, begun = collections.Counter(), [], False
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = re.match(r"(\w+)\(", line)
            if not match:
                continue
            counts[match.group(1)] += 1
            begun = begun or begin in line
            # How often memory is asked for depends on where it happens to
            # lie; how often threads wait for each other, on luck.
            if begun and match.group(1) not in ("brk", "sched_yield"):
                points.append((match.group(1), counts[match.group(1)]))
    return points


def wrapper(home, *options):
    """
    A boundary-post that strace runs; it gets no environment. The shell is ended
    by the program, and strace lives on to write down how its child died.
    """
    path = os.path.join(home.folder, "post")
    log = os.path.join(home.folder, "post-calls")
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"#!/bin/sh\n{shutil.which('strace')} -qq -o '{log}'"
                  f" {' '.join(options)} '{POST}'\nexit\n")
    os.chmod(path, 0o700)
    home.env["BOUNDARY_POST"] = path
    return log


def points_of(world, server):
    """The calls of a run that nobody kills: of the program, and of the post."""
    home = world.home(server, "unknown")
    log = os.path.join(home.folder, "calls")
    home.send(home.words, measure=False, before=["strace", "-qqq", "-s", "999", "-o", log])
    program = calls_of(log, "boundary.db")
    home = world.home(server, "unknown")
    log = wrapper(home)
    home.send(home.words)
    return program, without_runs(calls_of(log, "read(0"))


def without_runs(points):
    """It reads its requests byte by byte: of each such run, both ends."""
    runs = [list(run) for _, run in itertools.groupby(points, key=lambda point: point[0])]
    return [point for run in runs for point in (run if len(run) < 8 else run[:3] + run[-3:])]


def inject(call, number):
    return ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]


def kill_at(world, point):
    """Sends, and is killed; returns the home and the run, or None."""
    for _ in range(TRIES):
        home = world.home(point.server, point.dedupes)
        if point.who == "post":
            log = wrapper(home, *inject(point.call, point.number))
            run = home.send(home.words)
            with open(log, encoding="utf-8", errors="replace") as file:
                died = "killed by SIGKILL" in file.read()
            del home.env["BOUNDARY_POST"]
        else:
            run = home.send(home.words, measure=False, before=["strace", "-qqq", "-o", "/dev/null",
                                           *inject(point.call, point.number)])
            died = run.status in (-signal.SIGKILL, 128 + signal.SIGKILL)
        if died:
            return home, run
        shutil.rmtree(home.folder)
    return None, None


def check(world, point, tally):
    home, run = kill_at(world, point)
    if not home:
        return [f"{point}: did not die in {TRIES} runs"]
    faults = []

    def hold(good, text):
        if not good:
            faults.append(f"{point}: {text}")

    kept_before = home.outbox()
    _, kept = world.arrived(home)
    said = run.out + run.err
    hold(len(kept_before) <= 1, "more than one entry")
    entry = kept_before[0] if kept_before else {"state": "nothing"}
    if entry["state"] in ("nothing", "queued"):
        hold(not kept or point.dedupes == "yes", f"{entry['state']}, but it has arrived")
    if "Delivered" in said or entry["state"] == "sent":
        hold(entry["state"] == "sent" and len(kept) == 1, "not delivered, but said so")
    hold(kept_before or "kept as" not in said, "said to be kept, and is not")

    # The inbox is well again; an hour later the timer looks after the outbox.
    world.point_to(home, "dedup", point.dedupes)
    home.env["BOUNDARY_NOW"] = str(NOW + 3600)
    home.run(["outbox", "retry"])
    _, kept = world.arrived(home)
    hold(len(kept) <= (2 if point.dedupes == "yes" else 1),
         f"{len(kept)} copies without a word of the person")
    for entry in home.outbox():
        if entry["state"] != "sent":
            tally["asked"] += 1
            home.run(["outbox", "retry", entry["id"], "--yes"])
    read, kept = world.arrived(home)
    hold(len(read) <= 2, f"{len(read)} copies")
    hold(len({row["sha256"] for row in read}) <= 1, "the copies differ")
    hold(len({row["id"] for row in kept}) == len(kept_before),
         f"{len(kept)} copies arrived of {len(kept_before)} in the outbox")
    hold(all(entry["state"] == "sent" for entry in home.outbox()), "not sent in the end")
    tally["twice"] += len(read) == 2
    tally["kept"] += len(kept_before)
    tally["runs"] += 1
    hold(whole(home), "the database is damaged")
    shutil.rmtree(home.folder)
    return faults


def whole(home):
    """Whatever lies there after the end opens without a step by hand."""
    path = os.path.join(home.folder, "data/boundary/boundary.db")
    if not os.path.exists(path):
        return True
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def sweep(world, pool, points, step, who):
    """One TAP line for each inbox and each that is known of it."""
    results = []
    for turn, (server, dedupes) in enumerate(itertools.product(SERVERS, DEDUPES)):
        every = 1 if (server, dedupes) == ("ok", "unknown") else step
        some = [Point(server, dedupes, who, *call) for number, call in
                enumerate(points[server]) if number % every == turn % every]
        tally = collections.Counter()
        runs = [pool.submit(check, world, point, tally) for point in some]
        results.append((server, dedupes, who, len(some), tally, runs))
    return results


def main():
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if not sender.has("strace"):
        print("1..0 # SKIP strace is not installed; it does the killing")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        program, post = zip(*(points_of(world, server) for server in SERVERS))
        program, post = dict(zip(SERVERS, program)), dict(zip(SERVERS, post))
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            results = sweep(world, pool, program, step, "program")
            results += sweep(world, pool, post, step, "post")
        return report(results, len(program["ok"]), len(post["ok"]), step)


def report(results, program, post, step):
    total, bad = collections.Counter(), 0
    print(f"1..{len(results)}")
    for number, (server, dedupes, who, count, tally, runs) in enumerate(results, 1):
        faults = [fault for run in runs for fault in run.result()]
        bad += len(faults)
        total += tally
        good = not faults and tally["runs"]
        bad += not tally["runs"]
        print(f"{'ok' if good else 'not ok'} {number} {who} killed {count} times, inbox:"
              f" {SERVERS[server]}, counts an id once: {dedupes}; {tally['kept']} in the outbox,"
              f" {tally['twice']} came twice, {tally['asked']} were asked about")
        for fault in faults[:6]:
            print(f"#   {fault}")
    lost = total["runs"] - total["kept"]
    print(f"# = kill: {total['runs']} runs of send, each killed at a system call ({program} of"
          f" the program, {post} of boundary-post;")
    print(f"# =   all of them where the inbox answers, else every {step}th, not always the"
          f" same); {bad} faults")
    print(f"# =   {total['kept']} were in the outbox by then: each counts once by its id;"
          f" {total['twice']} came twice, the same bytes;")
    print(f"# =   {lost} were not yet: none arrived, and nobody was told so")
    print(f"# =   {total['asked']} needed a word of the person; without it no inbox that"
          " counts all has two")
    return 1 if bad or not total["kept"] or not total["asked"] else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
