import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { stringifyJson } from "../../src/exact-json.js";
import type { Json, JsonObject } from "../../src/json.js";
import { planSync } from "../../src/sync/plan-sync.js";
import type { LabeledTrace, SyncPlan, SyncPolicy } from "../../src/sync/sync-plan.js";
import type { SyncTerms } from "../../src/sync/sync-planner.js";
import {
  applied,
  expectationsOf,
  labelsByPlace,
  meaningOf,
  records,
  terms,
  traces,
  type Records,
} from "./arbitrary-sync.js";
import { SESSION } from "./labels.js";

const law = (
  check: (all: readonly LabeledTrace[], before: Records, terms: SyncTerms) => void,
): void => {
  fc.assert(fc.property(traces, records, terms, check), { numRuns: 1_000 });
};

describe("planSync, whatever it is given", () => {
  it("finds nothing to write once its plan is written", () => {
    law((all, before, on) => {
      const plan = planSync(all, before, on);
      const again = planSync(all, applied(before, plan), { ...on, force: false });
      expect([again.inserts, again.updates]).toEqual([[], []]);
      expect(again.unchanged).toBe(plan.inserts.length + plan.updates.length + plan.unchanged);
      expect(again.conflicts).toEqual(plan.conflicts);
    });
  });

  it("leaves other records and other names as they are", () => {
    law((all, before, on) => {
      const places = labelsByPlace(all);
      const after = expectationsOf(applied(before, planSync(all, before, on)));
      for (const [key, old] of expectationsOf(before)) {
        for (const [name, present] of Object.entries(old)) {
          if (places.some((place) => place.key === key && place.name === name)) continue;
          expect(Object.entries(after.get(key) ?? {})).toContainEqual([name, present]);
        }
        const isOurs = places.some((place) => place.key === key);
        expect(isOurs || stringifyJson(after.get(key) ?? {}) === stringifyJson(old)).toBe(true);
      }
    });
  });

  it("accounts for every trace and every label once", () => {
    law((all, before, on) => {
      const plan = planSync(all, before, on);
      const usable = all.filter(({ inputs }) => inputs?.key.startsWith("{") === true);
      expect(plan.skipped.length).toBe(all.length - usable.length);
      expect(plan.inserts.length + plan.updates.length + plan.unchanged).toBe(
        new Set(usable.map(({ inputs }) => inputs?.key)).size,
      );
      const after = expectationsOf(applied(before, plan));
      const planned = [...plan.inserts, ...plan.updates];
      for (const { key, name, labels } of labelsByPlace(all)) {
        const held = plan.conflicts.filter((one) => one.inputs.key === key && one.name === name);
        const isWritten = planned.some(
          ({ inputs, expectations: values }) => inputs.key === key && Object.hasOwn(values, name),
        );
        const isThere = labels.length > 0 && Object.hasOwn(after.get(key) ?? {}, name);
        expect(held.length + Number(isWritten || (held.length === 0 && isThere))).toBe(1);
      }
    });
  });

  it("says of every planned value where it came from, and of nothing else", () => {
    law((all, before, on) => {
      const { inserts, updates } = planSync(all, before, on);
      for (const { expectations: values, provenance } of [...inserts, ...updates]) {
        expect(Object.keys(provenance)).toEqual(Object.keys(values));
        for (const { runId, reviewers } of Object.values(provenance)) {
          expect([runId, reviewers.length > 0]).toEqual([SESSION, true]);
        }
      }
    });
  });

  it("comes to the same in any order of traces, labels and records, but for the trace that a record names", () => {
    fc.assert(
      fc.property(
        traces,
        records,
        terms,
        fc.infiniteStream(fc.nat()),
        (all, before, on, random) => {
          const shuffled = <T>(list: readonly T[]): readonly T[] =>
            list
              .map((one) => [random.next().value, one] as const)
              .toSorted(([a], [b]) => a - b)
              .map(([, one]) => one);
          const mixed = shuffled(all).map((one) => ({ ...one, labels: shuffled(one.labels) }));
          expect(canonical(planSync(mixed, shuffled(before), on))).toEqual(
            canonical(planSync(all, before, on)),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("writes the same, forced or not", () => {
    law((all, before, on) => {
      const [forced, spare] = [true, false].map((force) =>
        applied(before, planSync(all, before, { ...on, force })),
      );
      expect(expectationsOf(forced ?? [])).toEqual(expectationsOf(spare ?? []));
    });
  });
});

/** Everything that the order of traces must not change, in an order of its own. */
function canonical({ inserts, updates, unchanged, conflicts, skipped }: SyncPlan) {
  const text = (one: Json) => stringifyJson(one);
  const record = ({
    inputs,
    expectations: values,
    provenance,
    before,
  }: (typeof updates)[number]) => [
    inputs.key,
    Object.entries(values)
      .map(([name, one]) => `${name}=${text(one)}`)
      .toSorted(),
    Object.entries(provenance)
      .map(([name, one]) => `${name}=${JSON.stringify(one)}`)
      .toSorted(),
    before === undefined ? "new" : Object.keys(before).toSorted(),
  ];
  const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();
  return {
    inserts: sorted(inserts.map(record)),
    updates: sorted(updates.map(record)),
    unchanged,
    conflicts: sorted(
      conflicts.map(({ inputs, name, between, traceIds, values }) => [
        inputs.key,
        name,
        between,
        traceIds.toSorted(),
        values.map((one) => [text(one.value), one.reviewers]),
      ]),
    ),
    skipped: sorted(skipped),
  };
}

describe("planSync beside rules written down a second time", () => {
  const written = (all: readonly LabeledTrace[], before: Records, policies: SyncPolicy) =>
    expectationsOf(applied(before, planSync(all, before, { runId: SESSION, policies })));

  it("writes what the newest label says under latest", () => {
    fc.assert(
      fc.property(traces, records, (all, before) => {
        const after = written(all, before, "latest");
        for (const { key, name, labels } of labelsByPlace(all)) {
          const newestAt = Math.max(...labels.map(({ givenAtMs }) => givenAtMs));
          const newest = labels.filter(({ givenAtMs }) => givenAtMs === newestAt);
          const lastReviewer = newest
            .map(({ reviewer }) => reviewer)
            .toSorted()
            .at(-1);
          const possible = newest.filter(({ reviewer }) => reviewer === lastReviewer);
          const lastTrace = possible
            .map(({ traceId }) => traceId)
            .toSorted()
            .at(-1);
          const values = possible.filter(({ traceId }) => traceId === lastTrace);
          const [, found] =
            Object.entries(after.get(key) ?? {}).find(([one]) => one === name) ?? [];
          expect(values.map((one) => one.value)).toContainEqual(found);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("writes under agreed the decided value, or what more than half of the voices gave, or nothing", () => {
    fc.assert(
      fc.property(traces, records, (all, before) => {
        const after = written(all, before, "agreed");
        for (const { key, name, labels } of labelsByPlace(all)) {
          const decisions = labels.filter(({ adjudicated }) => adjudicated);
          const voices = new Set(
            (decisions.length > 0 ? decisions : labels).map((one) =>
              JSON.stringify([decisions.length > 0 ? "" : one.reviewer, meaningOf(one.value)]),
            ),
          );
          const counts = new Map<string, number>();
          for (const voice of voices) {
            const [, meaning]: string[] = JSON.parse(voice);
            counts.set(meaning ?? "", (counts.get(meaning ?? "") ?? 0) + 1);
          }
          const [winner] = [...counts].find(([, count]) => count > voices.size / 2) ?? [];
          const meaningIn = (held: ReadonlyMap<string, JsonObject>) =>
            Object.entries(held.get(key) ?? {})
              .filter(([one]) => one === name)
              .map(([, one]) => meaningOf(one));
          expect(meaningIn(after)).toEqual(
            winner === undefined ? meaningIn(expectationsOf(before)) : [winner],
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("writes under union the entries of all lists, each once", () => {
    fc.assert(
      fc.property(traces, (all) => {
        const after = written(all, [], "union");
        for (const { key, name, labels } of labelsByPlace(all)) {
          const lists = labels.flatMap((one) => (Array.isArray(one.value) ? [one.value] : []));
          const isOpen = labels.every(({ adjudicated }) => adjudicated !== true);
          if (lists.length < labels.length || !isOpen) continue;
          const [, found] =
            Object.entries(after.get(key) ?? {}).find(([one]) => one === name) ?? [];
          const entries: unknown[] = Array.isArray(found) ? found : [];
          expect(new Set(entries)).toEqual(new Set(lists.flat()));
          expect(new Set(entries).size).toBe(entries.length);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
