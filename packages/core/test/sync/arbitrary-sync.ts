import * as fc from "fast-check";
import { exactJson, stringifyJson } from "../../src/exact-json.js";
import { ReviewerEmail, TraceId } from "../../src/ids.js";
import type { Json, JsonObject } from "../../src/json.js";
import type { LabeledTrace, SyncPlan, SyncPolicy } from "../../src/sync/sync-plan.js";
import { index, SESSION } from "./labels.js";

const NAMES = ["fact", "guide", "__proto__", "toString"];
/** Two ways to write one key, keys that a parser might confuse, and what is no key. */
const INPUTS = [
  '{"a":1,"b":2}',
  '{"b": 2, "a": 1}',
  '{"a": 1.0, "b": 2}',
  "{}",
  '"text"',
  undefined,
];

const value = fc.constantFrom<Json[]>("x", "y", 1, 2n ** 60n, true, ["a", "b"], ["b", "a"], ["c"]);
const given = fc.record({
  name: fc.constantFrom(...NAMES),
  value,
  reviewer: fc.constantFrom("ana", "ben", "cleo"),
  givenAtMs: fc.integer({ min: 0, max: 4 }),
  adjudicated: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
});
/** Some traces with labels, of few inputs, names and values, so that they meet. */
export const traces = fc
  .array(fc.tuple(fc.constantFrom(...INPUTS), fc.array(given, { maxLength: 6 })), { maxLength: 8 })
  .map((all) =>
    all.map(([inputs, labels], at): LabeledTrace => {
      const traceId = TraceId.parse(`t${at}`);
      return {
        traceId,
        inputs: inputs === undefined ? undefined : exactJson(inputs),
        labels: labels.map(({ reviewer, ...label }) => ({
          ...label,
          traceId,
          reviewer: ReviewerEmail.parse(`${reviewer}@example.com`),
        })),
      };
    }),
  );
const expectations = fc
  .array(fc.tuple(fc.constantFrom(...NAMES, "other"), value), { maxLength: 4 })
  .map((entries): JsonObject => Object.fromEntries(entries));
/** The records of a dataset: some that the traces match, one that they do not. */
export const records = fc
  .uniqueArray(fc.tuple(fc.constantFrom('{"b":2,"a":1}', "{}", '{"elsewhere": 1}'), expectations), {
    selector: ([inputs]) => inputs,
  })
  .map((entries) => index(...entries));
const policy = fc.constantFrom<SyncPolicy[]>("agreed", "union", "latest");
/** Any terms of a plan. */
export const terms = fc.record({
  runId: fc.constant(SESSION),
  policies: fc.oneof(
    policy,
    fc.record({ default: policy, byName: fc.dictionary(fc.constantFrom(...NAMES), policy) }),
  ),
  force: fc.boolean(),
});

/** The records of a dataset. */
export type Records = ReturnType<typeof index>;

/** What a store makes of a plan: expectations laid over by name, records of new inputs added. */
export function applied(before: Records, { inserts, updates }: SyncPlan): Records {
  const byKey = new Map(before.map((record) => [record.inputs.key, record]));
  for (const planned of [...inserts, ...updates]) {
    const present = byKey.get(planned.inputs.key);
    const entries = [present?.expectations ?? {}, planned.expectations].flatMap(Object.entries);
    const laid: JsonObject = Object.fromEntries(entries);
    byKey.set(planned.inputs.key, {
      recordId: "new",
      tags: {},
      inputs: planned.inputs,
      ...present,
      expectations: laid,
    });
  }
  return [...byKey.values()];
}

/** By the keys of the inputs. */
export function expectationsOf(all: Records): ReadonlyMap<string, JsonObject> {
  return new Map(all.map((record) => [record.inputs.key, record.expectations]));
}

/** The labels that can become expectations, by key and name. */
export function labelsByPlace(all: readonly LabeledTrace[]) {
  const places = new Map<string, LabeledTrace["labels"][number][]>();
  for (const { inputs, labels } of all) {
    if (inputs === undefined || !inputs.key.startsWith("{")) continue;
    for (const label of labels) {
      const place = JSON.stringify([inputs.key, label.name]);
      places.set(place, [...(places.get(place) ?? []), label]);
    }
  }
  return [...places].map(([place, labels]) => {
    const [key = "", name = ""]: string[] = JSON.parse(place);
    return { key, name, labels };
  });
}

/** A text that is equal for values that agree: of a list neither order nor repetition counts. */
export function meaningOf(whole: Json): string {
  const text = (part: Json) => `${typeof part}:${stringifyJson(part)}`;
  return Array.isArray(whole)
    ? `set ${[...new Set(whole.map(text))].toSorted().join(" ")}`
    : text(whole);
}
