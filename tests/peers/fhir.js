// fhir.js LEDGER: the npm validator of FHIR R4 on what arrived last.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const { Fhir } = require("fhir");

const last = JSON.parse(fs.readFileSync(process.argv[2], "utf8").trim().split("\n").pop());
const fhir = new Fhir();
const faults = (resource) =>
  fhir.validate(JSON.stringify(resource), { errorOnUnexpected: true }).messages
    .filter((message) => message.severity !== "information");

const resource = JSON.parse(last.body);
assert.strictEqual(resource.resourceType, "Communication");
assert.deepStrictEqual(faults(resource), []);
const { status: _, ...without } = resource;
assert.notDeepStrictEqual(faults(without), []);
assert.notDeepStrictEqual(faults({ ...resource, colour: "red" }), []);
console.log("fhir: 1 accepted, 2 broken ones refused");
