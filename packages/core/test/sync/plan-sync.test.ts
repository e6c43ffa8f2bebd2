import { describe, expect, it } from "vitest";
import type { DatasetRecord } from "../../src/dataset.js";
import { exactJson } from "../../src/exact-json.js";
import { ReviewerEmail, TraceId } from "../../src/ids.js";
import type { Json, JsonObject } from "../../src/json.js";
import { planSync } from "../../src/sync/plan-sync.js";
import type { Label, LabeledTrace, SyncPlan } from "../../src/sync/sync-plan.js";

/** `[reviewer, value]` for the name `fact`, or `[reviewer, value, name]`; later ones are newer. */
type Given = readonly [reviewer: string, value: Json, name?: string];

let clockMs = 0;

function trace(id: string, inputs: string | undefined, ...given: readonly Given[]): LabeledTrace {
  const traceId = TraceId.parse(id);
  const labels = given.map(([reviewer, value, name = "fact"]): Label => ({
    traceId,
    name,
    value,
    reviewer: ReviewerEmail.parse(`${reviewer}@example.com`),
    givenAtMs: (clockMs += 1),
  }));
  return { traceId, inputs: inputs === undefined ? undefined : exactJson(inputs), labels };
}

function index(...records: readonly [inputs: string, expectations: JsonObject][]) {
  return new Map(
    records.map(([inputs, expectations], at): [string, DatasetRecord] => [
      exactJson(inputs).key,
      { recordId: `dr-${at}`, inputs: exactJson(inputs), expectations },
    ]),
  );
}

/** What matters of a plan, short enough to read. */
function brief({ inserts, updates, unchanged, conflicts, skipped }: SyncPlan) {
  return {
    inserts: inserts.map(({ sourceTraceId, expectations }) => ({ sourceTraceId, expectations })),
    updates: updates.map(({ expectations, before }) => ({ expectations, before })),
    unchanged,
    conflicts: conflicts.map(({ name, traceIds, values }) => ({ name, traceIds, values })),
    skipped,
  };
}

const nothing = { inserts: [], updates: [], unchanged: 0, conflicts: [], skipped: [] };

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

  it.each<[string, readonly Given[], Json]>([
    [
      "what all gave",
      [
        ["ana", 1],
        ["ben", 1.0],
      ],
      1,
    ],
    [
      "what more than half gave",
      [
        ["ana", "x"],
        ["ben", "y"],
        ["cleo", "x"],
      ],
      "x",
    ],
    ["what one gave alone", [["ana", "x"]], "x"],
  ])("takes %s", (_, given, expected) => {
    const plan = planSync([trace("t1", "{}", ...given)], index());
    expect(plan.inserts[0]?.expectations).toEqual({ fact: expected });
    expect(plan.conflicts).toEqual([]);
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

  it("counts a reviewer once, however many traces with the same inputs they answered alike", () => {
    const plan = planSync(
      [
        trace("t1", "{}", ["ana", "x"], ["ben", "y"]),
        trace("t2", "{}", ["ana", "x"]),
        trace("t3", "{}", ["ana", "x"]),
      ],
      index(),
    );
    expect(brief(plan).conflicts).toMatchObject([{ name: "fact", traceIds: ["t1", "t2", "t3"] }]);
    expect(plan.inserts[0]?.expectations).toEqual({});
  });

  it("finds a conflict where one reviewer answered traces with the same inputs differently", () => {
    const plan = planSync(
      [trace("t1", "{}", ["ana", "x"]), trace("t2", "{}", ["ana", "y"])],
      index(),
    );
    expect(plan.conflicts).toHaveLength(1);
  });

  it("lets the newest value win under the policy latest", () => {
    const plan = planSync(
      [trace("t1", "{}", ["ana", "x"], ["ben", "y"]), trace("t2", "{}", ["cleo", "x"])],
      index(),
      "latest",
    );
    expect(plan.inserts[0]?.expectations).toEqual({ fact: "x" });
    expect(plan.conflicts).toEqual([]);
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
