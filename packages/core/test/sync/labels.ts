import type { DatasetRecord } from "../../src/dataset.js";
import { exactJson } from "../../src/exact-json.js";
import { ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import type { Json, JsonObject } from "../../src/json.js";
import type { Label, LabeledTrace } from "../../src/sync/sync-plan.js";

export const SESSION = RunId.parse("run-1");

/** `[reviewer, value]` for the name `fact`, or `[reviewer, value, name]`; later ones are newer. */
export type Given = readonly [reviewer: string, value: Json, name?: string];

let clockMs = 0;

/** A label on the trace `t1` for the name `fact`, newer than those made before it, unless `more` says otherwise. */
export function label(reviewer: string, value: Json, more: Partial<Label> = {}): Label {
  return {
    traceId: TraceId.parse("t1"),
    name: "fact",
    value,
    reviewer: ReviewerEmail.parse(`${reviewer}@example.com`),
    givenAtMs: (clockMs += 1),
    ...more,
  };
}

/** A trace with labels on it. */
export function trace(
  id: string,
  inputs: string | undefined,
  ...given: readonly Given[]
): LabeledTrace {
  const traceId = TraceId.parse(id);
  const labels = given.map(([reviewer, value, name = "fact"]) =>
    label(reviewer, value, { traceId, name }),
  );
  return { traceId, inputs: inputs === undefined ? undefined : exactJson(inputs), labels };
}

/** The records of a dataset. */
export function index(
  ...records: readonly (readonly [inputs: string, expectations: JsonObject])[]
): readonly DatasetRecord[] {
  return records.map(([inputs, expectations], at) => ({
    recordId: `dr-${at}`,
    inputs: exactJson(inputs),
    expectations,
    tags: {},
  }));
}
