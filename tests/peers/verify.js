// verify.js LEDGER [SECRET]: the libraries of others on what arrived last.
//
// standardwebhooks must accept it and refuse it with one letter changed, at
// every place of the body; cloudevents must read it as an event, and refuse it
// without an attribute that the standard asks for. Prints what it did.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const { HTTP } = require("cloudevents");
const { Webhook } = require("standardwebhooks");

const [ledger, secret] = process.argv.slice(2);
const last = JSON.parse(fs.readFileSync(ledger, "utf8").trim().split("\n").pop());

function signature() {
  const webhook = new Webhook(secret);
  assert.deepStrictEqual(webhook.verify(last.body, last.headers), JSON.parse(last.body));
  let changes = 0;
  for (let at = 0; at < last.body.length; at++, changes++) {
    const other = last.body[at] === "x" ? "y" : "x";
    const body = last.body.slice(0, at) + other + last.body.slice(at + 1);
    assert.throws(() => webhook.verify(body, last.headers), undefined, body);
  }
  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
    const value = last.headers[name];
    const end = value.at(-2) === "1" ? "2" : "1";
    const headers = { ...last.headers, [name]: value.slice(0, -2) + end + value.slice(-1) };
    assert.throws(() => webhook.verify(last.body, headers), undefined, name);
    changes++;
  }
  return changes;
}

function event() {
  const message = { headers: last.headers, body: last.body };
  assert.ok(HTTP.isEvent(message));
  const event = HTTP.toEvent(message);
  assert.ok(event.validate());
  assert.strictEqual(event.type, "boundary.draft.submitted");
  assert.strictEqual(event.source, "urn:boundary");
  assert.strictEqual(event.id, last.id);
  assert.deepStrictEqual(event.data, JSON.parse(last.body));
  let refused = 0;
  for (const name of ["ce-id", "ce-source", "ce-type"]) {
    const { [name]: _, ...headers } = last.headers;
    assert.throws(() => {
      const broken = HTTP.toEvent({ headers, body: last.body });
      broken.validate();
    }, undefined, name);
    refused++;
  }
  return refused;
}

if (secret) console.log(`standardwebhooks: 1 accepted, ${signature()} changes refused`);
console.log(`cloudevents: 1 accepted, ${event()} without an attribute refused`);
