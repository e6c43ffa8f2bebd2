import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { JsonObject } from "../../src/json.js";
import { settleLabels } from "../../src/sync/settle-labels.js";
import {
  fingerprintsOf,
  readDigest,
  SyncDigest,
  writeDigest,
  type Fingerprint,
} from "../../src/sync/sync-digest.js";
import type { LabeledTrace, PlannedRecord } from "../../src/sync/sync-plan.js";
import { traces } from "./arbitrary-sync.js";
import { SESSION, trace } from "./labels.js";

const settled = (...all: readonly LabeledTrace[]): readonly PlannedRecord[] =>
  settleLabels(all, { runId: SESSION }).records;

async function fingerprintOf(inputs: string, expectations: JsonObject): Promise<Fingerprint> {
  const given = Object.entries(expectations).map(([name, value]) => ["ana", value, name] as const);
  const [fingerprint = ""] = (
    await fingerprintsOf(settled(trace("t1", inputs, ...given)))
  ).values();
  return fingerprint;
}

describe("fingerprintsOf", () => {
  it("stands for inputs, names and values, whatever the order, the writing or the trace", async () => {
    expect(await fingerprintOf(`{"a": 1, "b": 2}`, { x: 1, y: { p: "é", q: [] } })).toBe(
      await fingerprintOf(`{"b":2,"a":1}`, { y: { q: [], p: "é" }, x: 1 }),
    );
    const [one] = (await fingerprintsOf(settled(trace("t1", "{}", ["ana", "x"])))).values();
    const [other] = (await fingerprintsOf(settled(trace("t2", "{}", ["ben", "x"])))).values();
    expect(one).toBe(other);
  });

  it("differs with inputs, names and values", async () => {
    const different = await Promise.all([
      fingerprintOf("{}", {}),
      fingerprintOf("{}", { x: 1 }),
      fingerprintOf("{}", { x: "1" }),
      fingerprintOf("{}", { x: true }),
      fingerprintOf("{}", { x: null }),
      fingerprintOf("{}", { y: 1 }),
      fingerprintOf("{}", { x: 1, y: 1 }),
      fingerprintOf("{}", { x: [1, 2] }),
      fingerprintOf("{}", { x: [2, 1] }),
      fingerprintOf("{}", { x: 2 ** 53 }),
      fingerprintOf("{}", { x: 2n ** 53n + 1n }),
      fingerprintOf("{}", { ["__proto__"]: 1 }),
      fingerprintOf("{}", { 'x","y': 1 }),
      fingerprintOf(`{"q": 1}`, { x: 1 }),
      fingerprintOf(`{"q": 1.0}`, { x: 1 }),
      fingerprintOf(`{"q": 9007199254740993}`, { x: 1 }),
      fingerprintOf(`{"q": 9007199254740992}`, { x: 1 }),
    ]);
    expect(new Set(different).size).toBe(different.length);
  });

  it("is the start of a SHA-256", async () => {
    const text = JSON.stringify([`{"q": 1}`, [["x", '"é"']]]);
    const hash = createHash("sha256").update(text).digest("base64url");
    expect(await fingerprintOf(`{"q": 1}`, { x: "é" })).toBe(hash.slice(0, 12));
  });

  it("has one for every record, of twelve characters", async () => {
    await fc.assert(
      fc.asyncProperty(traces, async (all) => {
        const records = settled(...all);
        const fingerprints = await fingerprintsOf(records);
        expect([...fingerprints.keys()]).toEqual(records.map(({ inputs }) => inputs.key));
        expect(new Set(fingerprints.values()).size).toBe(records.length);
        for (const one of fingerprints.values()) expect(one).toMatch(/^[\w-]{12}$/);
      }),
    );
  });
});

describe("a digest", () => {
  const fingerprints = fc.uniqueArray(fc.stringMatching(/^[\w-]{12}$/));

  it("holds exactly the fingerprints that it was made of, in one order only", () => {
    fc.assert(
      fc.property(fingerprints, (all) => {
        const digest = writeDigest(all);
        expect(readDigest(digest)).toEqual(new Set(all));
        expect(writeDigest([...all, ...all].toReversed())).toBe(digest);
      }),
    );
  });

  it("holds none where there is none, and of one that was cut what is whole", () => {
    expect(readDigest(undefined)).toEqual(new Set());
    expect(readDigest(SyncDigest.parse(""))).toEqual(new Set());
    expect(readDigest(SyncDigest.parse("aaaaaaaaaaaabbbb"))).toEqual(new Set(["aaaaaaaaaaaa"]));
  });

  it("is nothing but letters, digits, hyphens and underscores", () => {
    expect(SyncDigest.safeParse("a b").success).toBe(false);
    expect(SyncDigest.safeParse("aé").success).toBe(false);
    expect(SyncDigest.safeParse("a\n").success).toBe(false);
  });
});
