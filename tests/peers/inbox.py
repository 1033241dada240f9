#!/usr/bin/env python3
"""inbox.py [--tls CERT KEY] [--tls-max 1.1] [--secret whsec_...] LEDGER

A tiny counselor's inbox for the tests. It listens on a free port of 127.0.0.1,
prints that port, and answers each POST as the first part of its path says:

    /ok /inbox                     202
    /created /no-content           201, 204
    /NNN                           that status
    /verify                        202, or 401 where the signature is wrong;
                                   the second one of an id says "dup"
    /dedup                         202; counts each id once
    ... and the misbehaviours listed in FAULTS below.

Every request that was read is a line of LEDGER: JSON with id, sha256 of the
body, path, and whether all of the body came. It is written before the answer,
so that what the client saw can be compared with what really arrived.
"""

import base64
import gzip
import hashlib
import hmac
import json
import os
import socket
import ssl
import struct
import sys
import threading
import time

BIG = 64 * 1024 * 1024


def reset(conn):
    """Closes with RST: what was buffered is lost."""
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    conn.close()


def reply(status, headers=(), body=b"", reason="Whatever"):
    lines = [f"HTTP/1.1 {status} {reason}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in headers):
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def problem(status, title, detail, headers=()):
    body = json.dumps({"type": "about:blank", "title": title, "status": status,
                       "detail": detail}).encode()
    return reply(status, [("Content-Type", "application/problem+json"), *headers], body)


def chunked(conn, total):
    conn.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for _ in range(total // 0x10000):
        conn.sendall(piece)
    conn.sendall(b"0\r\n\r\n")


def slowly(conn, data, pause=0.4):
    for byte in data:
        conn.sendall(bytes([byte]))
        time.sleep(pause)


def pause():
    """What was sent shall be there before what comes next."""
    time.sleep(0.2)


def flood(conn, block, count):
    for _ in range(count):
        conn.sendall(block)


def then(conn, *steps):
    for step in steps:
        if callable(step):
            step()
        else:
            conn.sendall(step)


def elsewhere():
    """Where redirections point; a test puts a listener of its own there."""
    return os.environ.get("INBOX_ELSEWHERE", "http://127.0.0.1:9/")


# What each path does once the whole request has been read.
FAULTS = {
    "hang": lambda c: time.sleep(600),
    "empty": lambda c: None,
    "reset": reset,
    "cut-in-status": lambda c: c.sendall(b"HTTP/1.1 2"),
    "reset-in-status": lambda c: then(c, b"HTTP/1.1 2", pause, lambda: reset(c)),
    "reset-in-body": lambda c: then(
        c, b"HTTP/1.1 202 OK\r\nContent-Length: 100\r\n\r\nhalf", pause, lambda: reset(c)),
    "truncated": lambda c: c.sendall(b"HTTP/1.1 202 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    "too-short-length": lambda c: c.sendall(
        b"HTTP/1.1 202 OK\r\nContent-Length: 2\r\n\r\nmuch more than two"),
    "chunk-error": lambda c: c.sendall(
        b"HTTP/1.1 202 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n"),
    "chunked-64m": lambda c: chunked(c, BIG),
    "length-64m": lambda c: then(
        c, reply(200, [("Content-Length", BIG)]), lambda: flood(c, b"x" * 65536, BIG // 65536)),
    "gzip-bomb": lambda c: c.sendall(reply(
        200, [("Content-Encoding", "gzip")], gzip.compress(bytes(20 * 1024 * 1024)))),
    "headers-4000": lambda c: c.sendall(
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (i, b"y" * 70) for i in range(4000))
        + b"Content-Length: 0\r\n\r\n"),
    "header-1m": lambda c: c.sendall(
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1048576 + b"\r\nContent-Length: 0\r\n\r\n"),
    "nul-in-header": lambda c: c.sendall(
        b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"),
    "bare-cr-in-header": lambda c: c.sendall(
        b"HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b\r\nContent-Length: 0\r\n\r\n"),
    "continue-100": lambda c: then(
        c, b"HTTP/1.1 100 Continue\r\n\r\n" * 100, reply(202)),
    "flood-1xx": lambda c: flood(c, b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", 10 ** 7),
    "slow-status": lambda c: slowly(c, b"HTTP/1.1 202 OK\r\n\r\n"),
    "slow-headers": lambda c: then(
        c, b"HTTP/1.1 202 OK\r\n", lambda: slowly(c, b"X: yyyyyyyyyy\r\n" * 100)),
    "slow-body": lambda c: then(
        c, b"HTTP/1.1 202 OK\r\nContent-Length: 1000\r\n\r\n", lambda: slowly(c, b"x" * 1000)),
    "html": lambda c: c.sendall(reply(200, [("Content-Type", "text/html")], b"<h1>Log in</h1>")),
    "not-http": lambda c: c.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "http-0.9": lambda c: c.sendall(b"<h1>hello</h1>\n"),
    "redirect-301": lambda c: c.sendall(reply(301, [("Location", elsewhere())])),
    "redirect-302": lambda c: c.sendall(reply(302, [("Location", elsewhere())])),
    "redirect-307": lambda c: c.sendall(reply(307, [("Location", elsewhere())])),
    "redirect-308": lambda c: c.sendall(reply(308, [("Location", elsewhere())])),
    "redirect-file": lambda c: c.sendall(reply(302, [("Location", "file:///etc/passwd")])),
    "redirect-303": lambda c: c.sendall(reply(303, [("Location", elsewhere())])),
    "redirect-loop": lambda c: c.sendall(reply(307, [("Location", "/redirect-loop")])),
    "retry-seconds": lambda c: c.sendall(reply(429, [("Retry-After", "120")])),
    "retry-date": lambda c: c.sendall(reply(429, [(
        "Retry-After", time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 300)))])),
    "retry-past": lambda c: c.sendall(reply(429, [("Retry-After", "Mon, 01 Jan 2001 00:00:00 GMT")])),
    "retry-negative": lambda c: c.sendall(reply(429, [("Retry-After", "-5")])),
    "retry-huge": lambda c: c.sendall(reply(503, [("Retry-After", "1" + "0" * 18)])),
    "problem": lambda c: c.sendall(problem(422, "Too long", "At most ten words, please.")),
    "problem-escapes": lambda c: c.sendall(problem(
        422, "\x1b[31mred\x1b]0;title\x07", "\u202egnp.exe\u202c \u200bend\nsecond line")),
    "problem-deep": lambda c: c.sendall(reply(
        422, [("Content-Type", "application/problem+json")],
        b'{"title":' + b"[" * 10000 + b"]" * 10000 + b"}")),
    "problem-invalid": lambda c: c.sendall(reply(
        422, [("Content-Type", "application/problem+json")], b'{"title":"\xff\xfe"}')),
    "ok-then-reset": lambda c: then(c, reply(202), pause, lambda: reset(c)),
    "ok-keep-alive": lambda c: then(c, reply(202), lambda: time.sleep(600)),
}
# These do not even wait for the request.
BEFORE = {
    "reset-before": lambda c: then(c, pause, lambda: reset(c)),
    "close-before": lambda c: None,
    "reset-mid": lambda c: then(c, lambda: c.recv(64), lambda: reset(c)),
    "tls-reset": lambda c: then(c, lambda: c.recv(64), lambda: reset(c)),
    "never-reads": lambda c: time.sleep(600),
}


class Inbox:
    def __init__(self, ledger, secret):
        self.ledger = open(ledger, "a", buffering=1)
        self.secret = secret
        self.seen = {}
        self.lock = threading.Lock()

    def read(self, conn):
        data = b""
        while b"\r\n\r\n" not in data:
            more = conn.recv(65536)
            if not more:
                return None
            data += more
        head, body = data.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        while len(body) < length:
            more = conn.recv(65536)
            if not more:
                break
            body += more
        return lines[0].split(" ")[1], headers, body, len(body) == length

    def note(self, path, headers, body, whole):
        with self.lock:
            self.ledger.write(json.dumps({
                "id": headers.get("webhook-id") or headers.get("idempotency-key", "").strip('"'),
                "sha256": hashlib.sha256(body).hexdigest(), "path": path, "whole": whole,
                "headers": headers, "body": body.decode("utf-8", "replace")}) + "\n")

    def verified(self, headers, body):
        if abs(time.time() - int(headers.get("webhook-timestamp", "0"))) > 300:
            return False
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        signed = f'{headers["webhook-id"]}.{headers["webhook-timestamp"]}.'.encode() + body
        want = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return any(hmac.compare_digest(entry, "v1," + want)
                   for entry in headers.get("webhook-signature", "").split(" "))

    def answer(self, conn, name, headers, body):
        if name == "verify" and not self.verified(headers, body):
            conn.sendall(problem(401, "Wrong signature", "The message was changed on its way."))
            return
        if name in ("verify", "dedup"):
            key = headers.get("webhook-id", "")
            with self.lock:
                known = self.seen.setdefault(key, body)
            if known != body:
                conn.sendall(problem(422, "Another body", "This id came with another body."))
            else:
                conn.sendall(reply(202, [("Content-Type", "application/json")], b'{"ok":true}'))
            return
        plain = {"ok": 202, "inbox": 202, "created": 201, "no-content": 204}
        if name in FAULTS:
            FAULTS[name](conn)
        elif name in plain or name.isdigit():
            conn.sendall(reply(plain.get(name) or int(name)))
        else:
            conn.sendall(reply(404))

    def serve(self, conn, before):
        try:
            if before in BEFORE:
                BEFORE[before](conn)
                return
            request = self.read(conn)
            if not request:
                return
            path, headers, body, whole = request
            self.note(path, headers, body, whole)
            self.answer(conn, path.strip("/").split("/")[0], headers, body)
        except OSError:
            pass
        finally:
            conn.close()


def tls_context(cert, key, old=False):
    """TLS as a careful server has it; `old`: 1.1 and nothing newer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if old:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(cert, key)
    return context


def listen(inbox, before="", context=None):
    """Serves in threads of its own; returns the port."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def one(conn):
        if before == "tls-stall":
            time.sleep(600)
            return
        if context and before != "tls-reset":
            try:
                conn = context.wrap_socket(conn, server_side=True)
            except OSError:
                conn.close()
                return
        inbox.serve(conn, before)

    def accept():
        while True:
            conn, _ = listener.accept()
            threading.Thread(target=one, args=(conn,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def main():
    args = sys.argv[1:]
    options = {}
    while args and args[0].startswith("--"):
        name = args.pop(0)
        options[name] = [args.pop(0) for _ in range({"--tls": 2}.get(name, 1))]
    context = None
    if "--tls" in options:
        context = tls_context(*options["--tls"], old="--tls-max" in options)
    port = listen(Inbox(args[0], options.get("--secret", [""])[0]),
                  options.get("--before", [""])[0], context)
    print(port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
