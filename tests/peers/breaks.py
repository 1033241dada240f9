"""breaks.py LEDGER URL BEARER: what breaks the OpenAPI file, to Prism's door.

Takes the last request that arrived, breaks it in one way after the other, and
posts it. Each must be answered with 400 to 422, and be seen by nobody behind.
"""

import json
import sys
import urllib.error
import urllib.request

ledger, url, bearer = sys.argv[1:]
with open(ledger, encoding="utf-8") as file:
    last = json.loads(file.read().splitlines()[-1])
NAMES = ("content-type", "idempotency-key", "webhook-id", "webhook-timestamp",
         "webhook-signature", "ce-specversion", "ce-id", "ce-source", "ce-type", "ce-time")
HEADERS = {name: last["headers"][name] for name in NAMES}
HEADERS["authorization"] = f"Bearer {bearer}"


def body(change):
    event = json.loads(last["body"])
    change(event)
    return json.dumps(event)


def without(name):
    return {key: value for key, value in HEADERS.items() if key != name}


BREAKS = {
    "no bearer": (without("authorization"), last["body"]),
    "no key": (without("idempotency-key"), last["body"]),
    "a key without quotes": ({**HEADERS, "idempotency-key": last["id"]}, last["body"]),
    "no event id": (without("ce-id"), last["body"]),
    "another event type": ({**HEADERS, "ce-type": "other"}, last["body"]),
    "a signature of no form": ({**HEADERS, "webhook-signature": "v1,short"}, last["body"]),
    "no JSON": (HEADERS, last["body"][:-1]),
    "no words": (HEADERS, body(lambda e: e["data"].pop("script"))),
    "empty words": (HEADERS, body(lambda e: e["data"].update(script=""))),
    "too many words": (HEADERS, body(lambda e: e["data"].update(script="x" * 65537))),
    "words and sealed words": (HEADERS, body(lambda e: e["data"].update(age="x"))),
    "one thing more": (HEADERS, body(lambda e: e["data"].update(name="Ana"))),
    "one thing more outside": (HEADERS, body(lambda e: e.update(user="ana"))),
    "another type": (HEADERS, body(lambda e: e.update(type="other"))),
    "no time": (HEADERS, body(lambda e: e.pop("timestamp"))),
}

# As it came, it must pass: what is refused is refused for its break.
passed = urllib.request.Request(url, last["body"].encode(), HEADERS, method="POST")
with urllib.request.urlopen(passed) as answer:
    assert answer.status == 202, answer.status
for name, (headers, text) in BREAKS.items():
    request = urllib.request.Request(url, text.encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request) as answer:
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    assert 400 <= status <= 422, f"{name}: {status}"
print(f"prism: 1 accepted, {len(BREAKS)} broken ones refused")
