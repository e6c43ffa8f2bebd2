import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json.js";
import { createSyncCheck } from "../../src/sync/sync-check.js";
import { planSync } from "../../src/sync/plan-sync.js";
import { index, SESSION, trace } from "./labels.js";

/** Two records as they were written: one with two expectations, one with none. */
const written = planSync(
  [trace("t1", `{"q": 1}`, ["ana", "x"], ["ana", ["a"], "facts"]), trace("t2", `{"q": 2}`)],
  [],
  { runId: SESSION },
).inserts;

/** Which expectations of which trace's record are not as written. */
function lost(...records: readonly (readonly [inputs: string, expectations: JsonObject])[]) {
  const check = createSyncCheck(written);
  for (const record of index(...records)) check.offer(record);
  return check.finish().map(({ sourceTraceId, expectations, provenance }) => {
    expect(Object.keys(provenance)).toEqual(Object.keys(expectations));
    return [sourceTraceId, expectations];
  });
}

describe("createSyncCheck", () => {
  it("finds nothing where everything is as written, whatever else is there", () => {
    expect(
      lost(
        [`{"q": 2}`, {}],
        [`{"elsewhere": 1}`, { fact: "y" }],
        [`{ "q":1 }`, { facts: ["a"], fact: "x", other: 1 }],
      ),
    ).toEqual([]);
  });

  it("finds the expectations that differ or are missing, and only these", () => {
    const second = [`{"q": 2}`, {}] as const;
    expect(lost([`{"q": 1}`, { fact: "theirs", facts: ["a"] }], second)).toEqual([
      ["t1", { fact: "x" }],
    ]);
    expect(lost([`{"q": 1}`, { fact: "x" }], second)).toEqual([["t1", { facts: ["a"] }]]);
    expect(lost([`{"q": 1}`, { fact: "x", facts: null }], second)).toEqual([
      ["t1", { facts: ["a"] }],
    ]);
  });

  it("finds records that are gone, also those without expectations", () => {
    expect(lost()).toEqual([
      ["t1", { fact: "x", facts: ["a"] }],
      ["t2", {}],
    ]);
  });

  it("goes by the last of several records with the same inputs", () => {
    const good = [`{"q": 1}`, { fact: "x", facts: ["a"] }] as const;
    const bad = [`{"q": 1}`, { fact: "theirs", facts: ["a"] }] as const;
    const second = [`{"q": 2}`, {}] as const;
    expect(lost(second, bad, good)).toEqual([]);
    expect(lost(second, good, bad)).toEqual([["t1", { fact: "x" }]]);
  });
});
