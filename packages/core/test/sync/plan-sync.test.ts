import { describe, expect, it } from "vitest";
import { exactJson } from "../../src/exact-json.js";
import { ReviewerEmail, TraceId } from "../../src/ids.js";
import type { Json, JsonObject } from "../../src/json.js";
import { planSync as planWith } from "../../src/sync/plan-sync.js";
import type { LabeledTrace, SyncPlan, SyncPolicies } from "../../src/sync/sync-plan.js";
import { SESSION, index, trace, type Given } from "./labels.js";

const planSync = (
  traces: readonly LabeledTrace[],
  records: ReturnType<typeof index>,
  policies: SyncPolicies = "agreed",
  force = false,
) => planWith(traces, records, { runId: SESSION, policies, force });

/** What matters of a plan, short enough to read. */
function brief({ inserts, updates, unchanged, conflicts, skipped, ignored }: SyncPlan) {
  return {
    inserts: inserts.map(({ sourceTraceId, expectations }) => ({ sourceTraceId, expectations })),
    updates: updates.map(({ expectations, before }) => ({ expectations, before })),
    unchanged,
    conflicts: conflicts.map(({ name, traceIds, values }) => ({ name, traceIds, values })),
    skipped,
    ignored,
  };
}

const nothing = {
  inserts: [],
  updates: [],
  unchanged: 0,
  conflicts: [],
  skipped: [],
  ignored: [],
};

describe("planSync", () => {
  it("makes a record of a trace that matches none, also when it has no expectations", () => {
    const plan = planSync(
      [trace("t1", `{"q": 1}`, ["ana", "x"]), trace("t2", `{"q": 2}`)],
      index(),
    );
    expect(brief(plan)).toEqual({
      ...nothing,
      inserts: [
        { sourceTraceId: "t1", expectations: { fact: "x" } },
        { sourceTraceId: "t2", expectations: {} },
      ],
    });
    expect(plan.inserts[0]?.inputs).toEqual(exactJson(`{"q": 1}`));
    expect(plan.inserts[0]).not.toHaveProperty("before");
  });

  it("overwrites the same name, leaves other names and other records alone", () => {
    const plan = planSync(
      [trace("t1", `{"b": 2, "a": 1}`, ["ana", "new"], ["ana", ["g"], "guide"])],
      index([`{"a": 1, "b": 2}`, { fact: "old", other: 1 }], [`{"a": 2}`, { fact: "else" }]),
    );
    expect(brief(plan)).toEqual({
      ...nothing,
      updates: [{ expectations: { fact: "new", guide: ["g"] }, before: { fact: "old" } }],
    });
  });

  it.each<[string, Json, Json, boolean]>([
    ["1 and 1.0", 1, 1.0, true],
    ["a big integer and the float of the same size", 2n ** 60n, 2 ** 60, true],
    ["big integers that a float cannot tell apart", 2n ** 60n, 2n ** 60n + 1n, false],
    ["0 and -0", 0, -0, true],
    ["NaN and NaN", Number.NaN, Number.NaN, true],
    ["1 and true", 1, true, false],
    ["1 and its text", 1, "1", false],
    ["objects whose names are in another order", { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ["lists in another order", ["a", "b"], ["b", "a"], false],
    ["null and an empty text", null, "", false],
  ])("compares values, not their writing: %s", (_, present, given, same) => {
    const plan = planSync([trace("t1", "{}", ["ana", given])], index(["{}", { fact: present }]));
    expect([plan.unchanged, plan.updates.length]).toEqual(same ? [1, 0] : [0, 1]);
  });

  it("tells apart what is absent and what is null", () => {
    const plan = planSync([trace("t1", "{}", ["ana", null])], index(["{}", {}]));
    expect(brief(plan).updates).toEqual([{ expectations: { fact: null }, before: {} }]);
  });

  it("has nothing to write once its plan is written", () => {
    const traces = [
      trace("t1", `{"q": 1}`, ["ana", "x"], ["ben", "y"]),
      trace("t2", `{"q": 2}`, ["ana", { b: 1, a: 2 }, "__proto__"], ["ana", 3, "constructor"]),
    ];
    const { inserts } = planSync(traces, index());
    const written = index(
      ...inserts.map(({ inputs, expectations }): [string, JsonObject] => [
        inputs.text,
        expectations,
      ]),
    );
    expect(Object.keys(inserts[1]?.expectations ?? {})).toEqual(["__proto__", "constructor"]);
    const again = planSync(traces, written);
    expect(brief(again)).toMatchObject({ inserts: [], updates: [], unchanged: 2 });
  });

  it("keeps 1 and 1.0 as inputs of two records", () => {
    const plan = planSync([trace("t1", `{"q": 1}`), trace("t2", `{"q": 1.0}`)], index());
    expect(plan.inserts.map(({ inputs }) => inputs.text)).toEqual([`{"q": 1}`, `{"q": 1.0}`]);
  });

  it("merges traces with the same inputs into one record, with the first as its source", () => {
    const plan = planSync(
      [
        trace("t1", `{"a": 1, "b": 2}`, ["ana", "x"]),
        trace("t2", `{"b": 2, "a": 1}`, ["ben", "x"], ["ben", "g", "guide"]),
      ],
      index(),
    );
    expect(brief(plan)).toEqual({
      ...nothing,
      inserts: [{ sourceTraceId: "t1", expectations: { fact: "x", guide: "g" } }],
    });
  });

  it("holds back only what reviewers disagree on, and says who gave what", () => {
    const plan = planSync(
      [trace("t1", "{}", ["ana", "x"], ["ben", "y"], ["ana", 1, "other"])],
      index(["{}", { fact: "old" }]),
    );
    expect(brief(plan)).toEqual({
      ...nothing,
      updates: [{ expectations: { other: 1 }, before: {} }],
      conflicts: [
        {
          name: "fact",
          traceIds: ["t1"],
          values: [
            { value: "x", reviewers: ["ana@example.com"] },
            { value: "y", reviewers: ["ben@example.com"] },
          ],
        },
      ],
    });
  });

  it("says of every value who gave it, when, in which session, and how it came about", () => {
    const plan = planSync(
      [
        trace("t1", "{}", ["ana", "x"], ["ben", 1, "score"]),
        trace("t2", "{}", ["ben", "x"], ["cleo", "y"]),
      ],
      index(["{}", { fact: "old", score: 1 }]),
    );
    expect(plan.updates[0]?.provenance).toEqual({
      fact: {
        runId: SESSION,
        reviewers: ["ana@example.com", "ben@example.com"],
        givenAtMs: expect.any(Number),
        how: "majority",
      },
    });
    expect(Object.keys(plan.updates[0]?.expectations ?? {})).toEqual(["fact"]);
  });

  it("follows the policy of each expectation, whatever it is called, and the default for the others", () => {
    const names = ["fact", "constructor", "__proto__", "toString"];
    const disputed = (reviewer: string, value: Json) =>
      names.map((name): Given => [reviewer, value, name]);
    const traces = [trace("t1", "{}", ...disputed("ana", "x"), ...disputed("ben", "y"))];
    const settledUnder = (policies: SyncPolicies) =>
      Object.keys(planSync(traces, index(), policies).inserts[0]?.expectations ?? {});
    expect(settledUnder({ byName: { fact: "latest" } })).toEqual(["fact"]);
    expect(settledUnder({ default: "latest", byName: { fact: "agreed" } })).toEqual(names.slice(1));
    expect(settledUnder({ byName: { ["__proto__"]: "latest" } })).toEqual(["__proto__"]);
    expect(settledUnder({ byName: {} })).toEqual([]);
    expect(settledUnder("latest")).toEqual(names);
  });

  it("plans every record again when it is forced, with everything that is settled", () => {
    const traces = [
      trace(
        "t1",
        `{"q": 1}`,
        ["ana", "same"],
        ["ana", "new", "guide"],
        ["ana", 1, "n"],
        ["ben", 2, "n"],
      ),
      trace("t2", `{"q": 2}`),
    ];
    const records = index([`{"q": 1}`, { fact: "same", other: 1, n: 3 }], [`{"q": 2}`, {}]);
    const plan = planSync(traces, records, "agreed", true);
    expect(brief(plan)).toMatchObject({
      inserts: [],
      updates: [
        { expectations: { fact: "same", guide: "new" }, before: { fact: "same" } },
        { expectations: {}, before: {} },
      ],
      unchanged: 0,
      conflicts: [{ name: "n" }],
    });
  });

  it("passes on which labels do not count, also of traces that are left out", () => {
    const [traceId, reviewer] = [TraceId.parse("t1"), ReviewerEmail.parse("ana@example.com")];
    const ignored = [{ traceId, name: "fact", reviewer, reason: "not-an-answer" } as const];
    const plan = planSync([{ traceId, inputs: undefined, labels: [], ignored }], index());
    expect(plan.ignored).toEqual(ignored);
  });

  it("reports traces without inputs, and with inputs that are no object", () => {
    const plan = planSync(
      [
        trace("t1", undefined, ["ana", "x"]),
        trace("t2", `"text"`),
        trace("t3", "[1]"),
        trace("t4", "null"),
      ],
      index(),
    );
    expect(brief(plan)).toEqual({
      ...nothing,
      skipped: [
        { traceId: "t1", reason: "no-inputs" },
        { traceId: "t2", reason: "inputs-not-an-object" },
        { traceId: "t3", reason: "inputs-not-an-object" },
        { traceId: "t4", reason: "inputs-not-an-object" },
      ],
    });
  });
});
