#!/usr/bin/env python3
"""send.py: one draft, sent once into each way in which HTTP can go wrong.

A row of CASES is a fault: how the inbox behaves, and what has to come of it:
the exit status, the state in the outbox, and how many copies arrive. Beyond
that the same holds for every row, and is checked for every row:

  - what may still be sent is kept, byte for byte as it arrived or would have;
    of what has arrived, only a receipt is kept;
  - each copy that arrived has the same id, and the words of this draft;
  - not one byte goes to any other place: a second listener, to which all
    redirections and all proxy variables point, is never knocked at, and the
    program connects to no other port;
  - it ends within the timeout and a little, and takes at most 8 MiB more than
    a delivery without any fault;
  - what is shown holds no control characters.

Prints TAP, a line a case. Certificates are made on the spot by openssl.
"""

import concurrent.futures
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "../peers"))
import inbox   # noqa: E402
import sender  # noqa: E402

TIMEOUT = 2
# boundary-post is given this much on top of the timeout of an endpoint.
PATIENCE = 10
# What a fault may add. Most of it is for pages of the program file, of 37 MiB:
# how many the kernel maps around a page fault is luck, and they count too. The
# replies that are to do harm have 64 MiB.
MORE_KILOBYTES = 24 * 1024
DONE, FAILED, QUEUED = 0, 1, 75

# name, copies, exit status, state; then settings of the row:
#   at      the path, where it is not the name
#   tls     the certificate the inbox shows; before: what it does, not reading
#   wait    seconds until the next try: from, to
#   says    what the person must be told
#   others  settings of the endpoint
CASES = [
    # --- nothing is there, or it does not let us in: certainly not sent
    ("refused", 0, QUEUED, "queued", {"says": "not delivered yet"}),
    ("no-such-name", 0, QUEUED, "queued", {"url": "https://nowhere.invalid/in"}),
    ("connect-hangs", 0, QUEUED, "queued", {}),
    ("no-such-socket", 0, QUEUED, "queued", {
        "at": "ok", "others": {"unix_socket": "/nowhere/socket"}}),
    ("tls-self-signed", 0, FAILED, "parked", {"tls": "self", "says": "certificate"}),
    ("tls-unknown-ca", 0, FAILED, "parked", {"tls": "good", "others": {"ca": "other"}}),
    ("tls-expired", 0, FAILED, "parked", {"tls": "expired", "says": "expired"}),
    ("tls-wrong-host", 0, FAILED, "parked", {"tls": "elsewhere"}),
    ("tls-bad-pin", 0, FAILED, "parked", {
        "tls": "good", "others": {"pin": "sha256//" + "A" * 43 + "="}}),
    ("tls-old", 0, QUEUED, "queued", {"tls": "good", "before": "old"}),
    ("tls-stalls", 0, QUEUED, "queued", {"tls": "good", "before": "tls-stall"}),
    ("tls-reset", 0, QUEUED, "queued", {"tls": "good", "before": "tls-reset"}),
    ("tls-but-plain", 0, QUEUED, "queued", {"tls": "none", "at": "ok"}),
    # --- something left, no answer came: it may be there
    ("reset-before", 0, FAILED, "unsure", {"before": "reset-before"}),
    ("close-before", 0, FAILED, "unsure", {"before": "close-before"}),
    ("reset-mid", 0, FAILED, "unsure", {"before": "reset-mid"}),
    ("never-reads", 0, FAILED, "unsure", {"before": "never-reads"}),
    ("hang", 1, FAILED, "unsure", {"says": "may have arrived"}),
    ("empty", 1, FAILED, "unsure", {}),
    ("reset", 1, FAILED, "unsure", {}),
    ("cut-in-status", 1, FAILED, "unsure", {}),
    ("reset-in-status", 1, FAILED, "unsure", {}),
    ("not-http", 1, FAILED, "unsure", {}),
    ("http-0.9", 1, FAILED, "unsure", {}),
    ("slow-status", 1, FAILED, "unsure", {}),
    ("flood-1xx", 1, FAILED, "unsure", {}),
    ("tls-hang", 1, FAILED, "unsure", {"at": "hang", "tls": "good"}),
    ("hang-dedupes", 1, QUEUED, "queued", {
        "at": "hang", "others": {"dedupes": "yes"}, "wait": (5, 6)}),
    ("hang-counts-all", 1, FAILED, "unsure", {
        "at": "hang", "others": {"dedupes": "no"}}),
    # --- it is there
    ("ok", 1, DONE, "sent", {"says": "Delivered to ana (202)"}),
    ("tls-ok", 1, DONE, "sent", {"at": "ok", "tls": "good"}),
    ("tls-good-pin", 1, DONE, "sent", {"at": "ok", "tls": "good", "others": {"pin": "good"}}),
    ("created", 1, DONE, "sent", {}),
    ("no-content", 1, DONE, "sent", {}),
    ("html-by-tls", 1, DONE, "sent", {"at": "html", "tls": "good"}),
    ("ok-then-reset", 1, DONE, "sent", {}),
    ("ok-keep-alive", 1, DONE, "sent", {}),
    ("reset-in-body", 1, DONE, "sent", {}),
    ("truncated", 1, DONE, "sent", {}),
    ("too-short-length", 1, DONE, "sent", {}),
    ("chunk-error", 1, DONE, "sent", {}),
    ("chunked-64m", 1, DONE, "sent", {}),
    ("length-64m", 1, DONE, "sent", {}),
    ("gzip-bomb", 1, DONE, "sent", {}),
    ("headers-4000", 1, DONE, "sent", {}),
    ("header-1m", 1, DONE, "sent", {}),
    ("nul-in-header", 1, DONE, "sent", {}),
    ("bare-cr-in-header", 1, DONE, "sent", {}),
    ("continue-100", 1, DONE, "sent", {}),
    ("slow-headers", 1, DONE, "sent", {}),
    ("slow-body", 1, DONE, "sent", {}),
    # --- it was refused: a person has to look
    ("redirect-301", 1, FAILED, "parked", {"says": "has moved, and is not followed"}),
    ("redirect-302", 1, FAILED, "parked", {}),
    ("redirect-303", 1, FAILED, "parked", {}),
    ("redirect-307", 1, FAILED, "parked", {}),
    ("redirect-308", 1, FAILED, "parked", {}),
    ("redirect-file", 1, FAILED, "parked", {}),
    ("redirect-loop", 1, FAILED, "parked", {}),
    ("redirect-tls-to-http", 1, FAILED, "parked", {"at": "redirect-307", "tls": "good"}),
    ("html", 1, FAILED, "parked", {"says": "login page"}),
    *[(str(status), 1, FAILED, "parked", {})
      for status in (400, 401, 403, 404, 405, 406, 410, 413, 415, 422, 451, 501, 505, 511)],
    ("problem", 1, FAILED, "parked", {"says": "Too long: At most ten words, please."}),
    ("problem-escapes", 1, FAILED, "parked", {}),
    ("problem-deep", 1, FAILED, "parked", {}),
    ("problem-invalid", 1, FAILED, "parked", {}),
    # --- not now
    *[(str(status), 1, QUEUED, "queued", {"wait": (5, 6)})
      for status in (408, 409, 425, 429, 500, 502, 503, 504)],
    ("retry-seconds", 1, QUEUED, "queued", {"wait": (120, 120)}),
    ("retry-date", 1, QUEUED, "queued", {"wait": (200, 300)}),
    ("retry-past", 1, QUEUED, "queued", {"wait": (0, 0)}),
    ("retry-negative", 1, QUEUED, "queued", {"wait": (5, 6)}),
    ("retry-huge", 1, QUEUED, "queued", {"wait": (86400, 86400)}),
]

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def openssl(*words):
    return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout


class Certificates:
    """An authority of our own, and what it signed; all last a day."""

    def __init__(self, folder):
        self.folder = folder
        for authority in ("ca", "other"):
            openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-days", "1", "-subj", f"/CN={authority}",
                    "-keyout", self.path(authority, "key"), "-out", self.path(authority))
        self.sign("good", "DNS:localhost")
        self.sign("elsewhere", "DNS:elsewhere.example")
        self.sign("expired", "DNS:localhost", "-not_after", "20200102000000Z")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", "1", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost",
                "-keyout", self.path("self", "key"), "-out", self.path("self"))

    def path(self, name, kind="pem"):
        return os.path.join(self.folder, f"{name}.{kind}")

    def sign(self, name, subject, *dates):
        """By `openssl ca`, the only one that takes a date of the past."""
        request, config = self.path(name, "csr"), self.path(name, "cnf")
        openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-subj", f"/CN={name}", "-keyout", self.path(name, "key"),
                "-out", request)
        database = self.path(name, "db")
        with open(database, "w", encoding="ascii"):
            pass
        with open(config, "w", encoding="ascii") as out:
            out.write(f"[ca]\ndefault_ca = c\n[c]\ndatabase = {database}\n"
                      f"new_certs_dir = {self.folder}\nrand_serial = yes\n"
                      "default_md = sha256\npolicy = p\nx509_extensions = x\n"
                      "unique_subject = no\ndefault_days = 1\n"
                      f"[p]\ncommonName = supplied\n[x]\nsubjectAltName = {subject}\n")
        dates = [word.replace("-not_after", "-enddate") for word in dates]
        if dates:
            dates = ["-startdate", "20200101000000Z", *dates]
        openssl("ca", "-batch", "-notext", "-config", config, "-cert", self.path("ca"),
                "-keyfile", self.path("ca", "key"), "-in", request, "-out", self.path(name),
                *dates)

    def pin(self, name):
        key = openssl("x509", "-in", self.path(name), "-pubkey", "-noout")
        der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key,
                             check=True, capture_output=True).stdout
        digest = subprocess.run(["openssl", "dgst", "-sha256", "-binary"], input=der,
                                check=True, capture_output=True).stdout
        return "sha256//" + inbox.base64.b64encode(digest).decode()


class Elsewhere:
    """A place to which nothing may go. Counts who knocks."""

    def __init__(self):
        self.knocks = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            conn, _ = self.listener.accept()
            self.knocks.append(conn.recv(4096))
            conn.close()


def full_port(keep):
    """A port that does not answer at all: its queue is full, and stays so."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    keep.append(listener)
    for _ in range(4):
        knock = socket.socket()
        knock.setblocking(False)
        knock.connect_ex(listener.getsockname())
        keep.append(knock)
    return listener.getsockname()[1]


def closed_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class World:
    def __init__(self, folder):
        self.folder = folder
        self.kept = []
        self.elsewhere = Elsewhere()
        os.environ["INBOX_ELSEWHERE"] = f"http://127.0.0.1:{self.elsewhere.port}/"
        self.ledger = os.path.join(folder, "ledger")
        self.inbox = inbox.Inbox(self.ledger, "")
        self.certificates = Certificates(folder)
        self.ports = {}
        self.lock = threading.Lock()
        self.usual_kilobytes = 0

    def port(self, name, row):
        if name == "refused":
            return closed_port()
        if name == "connect-hangs":
            return full_port(self.kept)
        tls, before = row.get("tls"), row.get("before", "")
        with self.lock:
            if (tls, before) not in self.ports:
                context = None
                if tls and tls != "none":
                    context = inbox.tls_context(
                        self.certificates.path(tls), self.certificates.path(tls, "key"),
                        old=before == "old")
                self.ports[tls, before] = inbox.listen(self.inbox, before, context)
            return self.ports[tls, before]

    def settings(self, row):
        others = dict(row.get("others", {}))
        if row.get("tls"):
            others["ca"] = self.certificates.path(others.get("ca", "ca"))
        if others.get("pin") == "good":
            others["pin"] = self.certificates.pin("good")
        return others

    def arrived(self, name):
        with open(self.ledger, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        return [row for row in rows if row["path"].endswith(f"/{name}")]


def connections(log):
    """The ports of this machine, and other addresses, that were called."""
    if not os.path.exists(log):
        return set()
    with open(log, encoding="utf-8", errors="replace") as file:
        text = file.read()
    called = set()
    for port, address in re.findall(
            r'connect\(\d+, \{sa_family=AF_INET6?, sin6?_port=htons\((\d+)\).*?"([^"]+)"', text):
        called.add(int(port) if address in ("127.0.0.1", "::1") else address)
    return called


def run_case(world, case):
    name, copies, status, state, row = case
    folder = os.path.join(world.folder, f"home-{name}")
    home = sender.Home(folder, f"http://127.0.0.1:{world.elsewhere.port}/")
    port = world.port(name, row)
    scheme, host = ("https", "localhost") if row.get("tls") else ("http", "127.0.0.1")
    url = row.get("url", f"{scheme}://{host}:{port}/{row.get('at', name)}/{name}")
    home.endpoint(url=url, timeout=TIMEOUT, **world.settings(row))
    words = f"No, thank you. I am not coming on Friday, {name}."
    log = os.path.join(folder, "calls")
    before = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect", "-e", "signal=none",
              "-o", log] if sender.has("strace") else []
    result = home.send(words, before=before)
    faults = []

    def hold(good, text):
        if not good:
            faults.append(text)

    entries = home.outbox()
    arrived = world.arrived(name)
    hold(result.status == status, f"status {result.status}, not {status}")
    hold(len(entries) == 1, f"{len(entries)} entries in the outbox, not 1")
    entry = entries[0] if entries else {}
    hold(entry.get("state") == state, f"state {entry.get('state')}, not {state}")
    hold(len(arrived) == copies, f"{len(arrived)} copies arrived, not {copies}")
    body = entry.get("body")
    if state == "sent":
        hold(body is None, "the words are still kept, though they have arrived")
    else:
        hold(body and words in body, "the words are not kept")
    for copy in arrived:
        hold(copy["whole"] and words in copy["body"], "what arrived is not the draft")
        hold(body in (None, copy["body"]), "what arrived is not what is kept")
        hold(copy["id"] == entry.get("message"), "the id is another")
    if "wait" in row:
        wait = entry.get("next", 0) - entry.get("ended", 0)
        hold(row["wait"][0] <= wait <= row["wait"][1], f"next try after {wait} s")
    said = result.out + result.err
    hold(row.get("says", "") in said, f"does not say: {row.get('says')}")
    hold(not CONTROL.search(said), "shows control characters")
    hold(result.seconds < TIMEOUT + PATIENCE, f"took {result.seconds:.1f} s")
    more = result.kilobytes - world.usual_kilobytes if world.usual_kilobytes else 0
    hold(more <= MORE_KILOBYTES, f"took {more} kB more than usual")
    if "url" not in row:
        hold(connections(log) <= {port}, f"called {connections(log)}, not only {port}")
        hold(connections(log) or not before or "socket" in name, "no connection was seen")
    hold(not os.path.exists(home.env["SSLKEYLOGFILE"]), "wrote TLS keys to a file")
    reason = entry.get("reason", "")
    line = (f"{name}: exit {result.status}, {entry.get('state')}, {len(arrived)} arrived,"
            f" {result.seconds:.1f} s, {result.kilobytes / 1024:.1f} MiB")
    return line, faults, result, f"{reason}\n{result.err}" if faults else ""


OUTCOMES = {
    "sent": "delivered, once", "queued": "kept, tried again later",
    "parked": "kept, for a person to look at", "unsure": "kept, the person is asked",
}


def table(results):
    """What came of it, by outcome: the names of the faults."""
    rows = []
    for state, meaning in OUTCOMES.items():
        names = [case[0] for case, *_ in results if case[3] == state]
        rows.append(f"  {state}: {meaning} ({len(names)})")
        rows += textwrap.wrap(" ".join(names), 72, initial_indent="    ",
                              subsequent_indent="    ", break_on_hyphens=False)
    return rows


def main():
    if not sender.has("openssl"):
        print("1..0 # SKIP openssl is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        # First one that goes well: it says how much memory is usual.
        usual = ("tls-usual", 1, DONE, "sent", {"at": "ok", "tls": "good"})
        results = [(usual, *run_case(world, usual))]
        world.usual_kilobytes = results[0][3].kilobytes
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            results += [(case, *rest) for case, rest in zip(
                CASES, pool.map(lambda case: run_case(world, case), CASES))]
        knocks = len(world.elsewhere.knocks)
    print(f"1..{len(results) + 1}")
    for number, (_, line, faults, _, why) in enumerate(results, 1):
        print(f"{'not ok' if faults else 'ok'} {number} {line}")
        for text in [*faults, *why.split("\n")] if faults else ():
            print(f"#   {text}")
    print(f"{'not ok' if knocks else 'ok'} {len(results) + 1} {knocks} connections to any"
          " other place")
    bad = sum(bool(faults) for _, _, faults, _, _ in results)
    runs = [result for _, _, _, result, _ in results]
    more = max(run.kilobytes for run in runs) - world.usual_kilobytes
    summary = [
        f"send: {len(results)} ways of HTTP, {len(results) - bad} as documented; slowest"
        f" {max(run.seconds for run in runs):.1f} s at a timeout of {TIMEOUT} s",
        f"  at most {more / 1024:.1f} MiB above the memory of a plain delivery"
        if runs[0].kilobytes else "  memory was not measured: time is not installed",
        f"  {knocks} connections to any other place"
        + (", and none but to the inbox seen by strace" if sender.has("strace") else
           "; strace is not installed, so this was seen by one listener only"),
        *table(results)]
    for line in summary:
        print(f"# = {line}")
    return 1 if bad or knocks else 0


if __name__ == "__main__":
    # Threads of the inbox that hang on purpose are not waited for.
    code = main()
    sys.stdout.flush()
    os._exit(code)
